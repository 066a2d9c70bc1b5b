"""What a proposed policy would make of the cases of a log, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from foirules.report.page import Page, sentence

_AT: Final = 36
_MOST: Final = 12  # rules and clocks
_SAID: Final = {
    "added": "{count:,} added",
    "removed": "{count:,} removed",
    "to_possible": "{count:,} become possible",
    "to_established": "{count:,} become established",
}


def proposed_policy_text(page: Page, of: Mapping[str, Any] | None) -> None:
    """How many cases it would change, the rules and clocks of these, and the rates."""
    if of is None:
        return
    policy = of["policy"]
    page.heading(f"By the proposed policy {policy['id']} ({policy['title']})")
    page.say(f"{of['judged']:,} cases judged by it: it would change {of['cases']:,}", 2)
    for what in ("findings", "clocks"):
        for each in of[what][:_MOST]:
            page.columns(each["name"], sentence([*_counts(each)]), _AT, 4, "name")
        if len(of[what]) > _MOST:
            page.say(f"and {len(of[what]) - _MOST:,} more {what}", 4, "faint")
    for rate in of["rates"]:
        before, after = (_percentage(rate[when]) for when in ("before", "after"))
        if before != "none" or after != "none":
            page.columns(rate["title"], f"{before}, by the proposal {after}", _AT, 2)


def _counts(each: Mapping[str, Any]) -> list[str]:
    said = [text.format(count=each[name]) for name, text in _SAID.items() if each[name]]
    if each["moved"]:
        by = f"by {_days(each['least'])}"
        if each["least"] != each["most"]:
            by += f" to {_days(each['most'])}, median {_days(each['median'])}"
        said.append(f"last day moved of {each['moved']:,}, {by} days")
    return said


def _days(number: float) -> str:
    return f"{number:+g}"


def _percentage(of: Mapping[str, Any]) -> str:
    if of["percentage"] is None:
        return "none"
    return f"{of['percentage']:.1f}% ({of['of']:,} of {of['among']:,})"
