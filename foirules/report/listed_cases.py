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
    files = {row["file"] for row in rows}
    if len(files) == 1:
        page.say(f"The rows are those of {files.pop()}, in which each case begins.", style="faint")
    page.lines.append("")
    at = 4 + max(4, *(min(len(row["case"]), 20) for row in rows))
    page.columns("case", "".join(f"{head:<12}" for head in _HEADS) + "row", at, 2, "faint")
    for row in rows:
        days = "".join(f"{row[day] or '':<12}" for day in _DAYS) + f"{row['certainty']:<12}"
        style = "possible" if row["certainty"] == "possible" else ""
        page.columns(row["case"], days + _place(row, several=bool(files)), at, 2, style)
    return page.text()


def _place(row: Mapping[str, Any], several: bool) -> str:
    number = "" if row["row"] is None else f"{row['row']:,}"
    return f"{number}, {row['file']}" if several else number
