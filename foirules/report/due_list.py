"""What is due of a log, as text: how much of whom by when, and the first of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from foirules.report.page import Page

SHOWN: Final = 6  # of what is overdue of an actor, and of what falls due next
MOST_GROUPS: Final = 20
_WHEN: Final = {"overdue": "overdue", "this_week": "this week", "later": "later"}
_IN_FILE: Final = "and {more:,} more, in {path}"
_NO_FILE: Final = "and {more:,} more; --out DIR writes all of it, in due.csv"


def due_list(page: Page, found: Mapping[str, Any], as_of: str, path: str | None) -> None:
    """What is due.

    :param found: of the summary, under ``what_is_due``.
    :param path: the file that has all of it; None where none is written.
    """
    if not found["counts"]:
        return
    page.heading("What is due")
    _counts(page, [(each["actor"], each) for each in found["counts"]])
    if found["by"]:
        page.heading(f"What is due, by {found['column']}")
        groups = [(f"{of['by'] or '(not recorded)'}: {of['actor']}", of) for of in found["by"]]
        _counts(page, groups[:MOST_GROUPS])
        if len(groups) > MOST_GROUPS:
            _more(page, len(groups) - MOST_GROUPS, path)
    for each in found["counts"]:
        rows = [row for row in found["first"] if row["actor"] == each["actor"]]
        shown = list(_first(rows))
        page.heading(f"Due of the {each['actor']}")
        for row in shown:
            _row(page, row, as_of)
        if (more := sum(each[when] for when in _WHEN) - len(shown)) > 0:
            _more(page, more, path)


def _first(rows: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The longest overdue, then what falls due next."""
    for overdue in (True, False):
        yield from [row for row in rows if row["overdue"] is overdue][:SHOWN]


def _counts(page: Page, rows: Sequence[tuple[str, Mapping[str, int]]]) -> None:
    at = 2 + max(24, *(min(len(name), 40) + 2 for name, _ in rows))
    page.columns("", "".join(f"{title:>11}" for title in _WHEN.values()), at)
    for name, counts in rows:
        page.columns(name[:40], "".join(f"{counts[when]:>11,}" for when in _WHEN), at, indent=2)


def _row(page: Page, row: Mapping[str, Any], as_of: str) -> None:
    about = f"{row['case']}({row['parts']})" if row["parts"] else row["case"]
    said = [row["action"].replace("-", " "), about, row["by"] or row["authority"]]
    left = f"{row['deadline']}  {_days(row, as_of):>9}"
    style = "established" if row["overdue"] else ""
    page.columns(left, "  ".join(filter(None, said)), 25, 2, style)


def _days(row: Mapping[str, Any], as_of: str) -> str:
    """The working days left, or those gone by."""
    if row["deadline"] == as_of:
        return "today"
    for name, word in (("working_days_left", "left"), ("working_days_over", "over")):
        if row[name] is not None:
            return f"{row[name]:,} {word}"
    return ""


def _more(page: Page, more: int, path: str | None) -> None:
    page.say((_IN_FILE if path else _NO_FILE).format(more=more, path=path), 25, "faint", hang=0)
