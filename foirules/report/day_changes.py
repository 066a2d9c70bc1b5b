"""What changed in the law between two days: for a terminal, and as markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from foirules.changes.between_days import SCHEMA, SCHEMA_VERSION, DayChange
from foirules.engine.values_in_words import day_in_words
from foirules.report.markdown import as_code, as_text
from foirules.report.page import Page, sentence

NOTHING: Final = "Nothing that foirules knows of changed."
_AT: Final = 34


def tell_day_changes(page: Page, first: date, last: date, found: Sequence[DayChange]) -> None:
    """Each day on which something changed, with what did."""
    page.heading(_title(first, last))
    if not found:
        page.say(NOTHING, 2)
    for day, changes in _by_day(found):
        page.heading(day_in_words(day))
        for each in changes:
            said = sentence([f"{_named(each)} {each.change}", _said(each), _cites(each)])
            page.columns(each.name, said, _AT, 2, "name")


def day_changes_markdown(first: date, last: date, found: Sequence[DayChange]) -> str:
    """The same as markdown."""
    lines = [f"# {_title(first, last)}", ""]
    if not found:
        lines += [NOTHING, ""]
    for day, changes in _by_day(found):
        lines += [f"## {day_in_words(day)}", ""]
        for each in changes:
            said = sentence([f"{_named(each)} {each.change}", _said(each), _cites(each)])
            lines.append(f"- {as_code(each.name)}: {as_text(said)}")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def day_changes_data(first: date, last: date, found: Sequence[DayChange]) -> dict[str, Any]:
    """The same, ready for JSON."""
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "after": first.isoformat(),
        "until": last.isoformat(),
        "changes": [each.to_dict() for each in found],
    }


def _title(first: date, last: date) -> str:
    return f"What changed after {day_in_words(first)}, until {day_in_words(last)}"


def _by_day(found: Iterable[DayChange]) -> Iterator[tuple[date, Iterator[DayChange]]]:
    return groupby(found, key=lambda each: each.on)


def _named(change: DayChange) -> str:
    return f"{change.policy or change.regime} · {change.what}"


def _said(change: DayChange) -> str:
    """What it was and is; of a list only what comes in and goes out."""
    before, after = change.before, change.after
    if change.what == "list" and before and after:
        old, new = (
            [name.partition(" (")[0] for name in each.split(", ")] for each in (before, after)
        )
        parts = (
            ("with", [name for name in new if name not in old]),
            ("without", [name for name in old if name not in new]),
        )
        return "; ".join(f"{word} {', '.join(names)}" for word, names in parts if names)
    if before and after:
        return f"from {before} to {after}"
    return before or after or ""


def _cites(change: DayChange) -> str | None:
    return None if change.what == "provision" else change.cites
