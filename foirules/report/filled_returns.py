"""The returns that an audit filled in, as text: what is empty in them, and what is not certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from foirules.report.page import Page

MOST: Final = 4  # headings and reasons of a list
_NOT_OVER: Final = "the period is not over on the day of the audit"
_RECORDED: Final = "cases count only if nothing happened that the log does not record"
_NO_CASES: Final = "no rows, as the log has no requests under a law that it counts"
_POSSIBLE: Final = "cases may count in a cell, and may not: their rows need not add up"


def filled_returns_text(
    page: Page, returns: Sequence[Mapping[str, Any]], folder: str | None
) -> None:
    """Each return, with its period and what is to be known of it.

    :param returns: of :meth:`foirules.audit.counting.return_figures.FilledReturn.to_dict`.
    :param folder: where they are written.
    """
    if returns:
        page.heading("Returns")
    for each in returns:
        period = each["period"]
        page.say(f"{each['title']}, {period['name']}", 2)
        page.say(f"{each['counts']}; rows: {each['authorities']:,}", 4)
        if not each["authorities"]:
            page.say(_NO_CASES, 4, "possible")
        if not period["over"]:
            page.say(_NOT_OVER, 4, "possible")
        if folder:
            page.say(f"{folder}/{each['return']}.csv; its cases in {each['return']}-cases.csv", 4)
        for beside in each["beside"]:
            if beside["count"]:
                page.say(f"{beside['count']:,} {beside['title']}", 4)
        if each["as_recorded"]:
            page.say(f"{each['as_recorded']:,} {_RECORDED}", 4, "possible")
        if each["possible"]:
            page.say(f"{each['possible']:,} {_POSSIBLE}", 4, "possible")
        _empty(page, each["empty"])


def _empty(page: Page, empty: Sequence[Mapping[str, Any]]) -> None:
    """The reasons why cells are empty, those of most cells first."""
    most = sorted(empty, key=lambda each: -len(each["cells"]))
    for each in most[:MOST]:
        cells = each["cells"]
        more = f" and {len(cells) - MOST} more" if len(cells) > MOST else ""
        page.say(f"empty, as {each['reason']}: {', '.join(cells[:MOST])}{more}", 4, "faint")
    if len(most) > MOST:
        page.say(f"and {len(most) - MOST} more reasons", 4, "faint")
