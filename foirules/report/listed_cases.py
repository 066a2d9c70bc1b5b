"""The cases that a figure counts, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from foirules.report.page import Page

_DAYS: Final = ("received", "due", "answered")
_HEADS: Final = (*_DAYS, "certainty")


def listed_cases_text(found: Mapping[str, Any], page: Page) -> str:
    """The cases, a line each.

    :param found: of :meth:`foirules.audit.counting.summary.Audit.listed_to_dict`.
    """
    rows = found["cases"]
    counts = Counter(row["certainty"] for row in rows)
    titles = "; ".join(dict.fromkeys(found["titles"].values()))
    said = ", ".join(f"{counts[each]:,} {each}" for each in ("certain", "possible"))
    page.say(f"{titles} ({found['figure']}) as of {found['as_of']}: {said}", style="heading")
    if not rows:
        return page.text()
    page.lines.append("")
    at = 4 + max(4, *(min(len(row["case"]), 20) for row in rows))
    page.columns("case", "".join(f"{head:<12}" for head in _HEADS) + "begins in", at, 2, "faint")
    for row in rows:
        days = "".join(f"{row[day] or '':<12}" for day in _DAYS) + f"{row['certainty']:<12}"
        style = "possible" if row["certainty"] == "possible" else ""
        page.columns(row["case"], days + _place(row), at, 2, style)
    return page.text()


def _place(row: Mapping[str, Any]) -> str:
    number = "" if row["row"] is None else f", row {row['row']:,}"
    return f"{row['file'] or ''}{number}"
