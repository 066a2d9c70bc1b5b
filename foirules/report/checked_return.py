"""What does not add up in a return that was published, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from foirules.documents.digests import data_of, digest_of_data
from foirules.report.page import Page
from foirules.returns.faults import Checked, Fault
from foirules.returns.published import Cell
from foirules.returns.table import Table
from foirules.rules.version import made_by

SCHEMA: Final = "foirules.checked-return"
VERSION: Final = 1


def checked_return_text(checked: Checked, table: Table, path: str, page: Page) -> str:
    """The faults, a paragraph each, and what was compared."""
    for fault in checked.faults:
        row = fault.row
        names = " ".join(filter(None, (row.period, row.authority)))
        place = f"{path}, row {row.number}{f', {names}' if names else ''}"
        page.say(f"{place}: {said_of(fault)}", style="established")
        for line in _beside(fault):
            page.say(line, 4)
        if fault.beside:
            page.say(f"({fault.why})", 4, style="faint")
    page.heading(_summed_up(checked, table))
    for what, tried in checked.tried.items():
        failed = checked.failed[what]
        style = "established" if failed else ""
        page.columns(f"{failed:>5,} of {tried:>6,}", what, 18, style=style)
    return page.text()


def _beside(fault: Fault) -> Iterator[str]:
    """The cells that are set beside the one that is wrong, those that are 0 together."""
    none = [cell for cell in fault.beside if not cell.number]
    for cell in fault.beside:
        if cell.number:
            yield f"{cell.place} {cell.heading}: {cell.text}"
    if none:
        yield f"0 in {', '.join(cell.place for cell in none)}"


def said_of(fault: Fault) -> str:
    """What is wrong, in a sentence."""
    cell = fault.about
    head = f"{cell.place} {cell.heading} is {cell.text}"
    if fault.expected is None:
        return f"{head}; {fault.why}"
    expected = round(fault.expected, max(cell.decimals, 2)) if fault.kind == "share" else None
    if expected is not None:
        return f"{head}; worked out, it is {expected:g}"
    least = "are at least " if fault.kind == "at-most" else "add up to "
    parts = "the cells below" if len(fault.beside) > 1 else "the cell below"
    verb = least if len(fault.beside) > 1 else "is "
    return f"{head}; {parts} {verb}{fault.expected:,.0f}"


def _summed_up(checked: Checked, table: Table) -> str:
    rows = len({fault.row.number for fault in checked.faults})
    said = f"{table.title}: {checked.rows:,} rows with figures"
    return f"{said}; {rows:,} do not add up" if rows else f"{said}; all add up"


def checked_return(
    checked: Checked, table: Table, path: str, input: str | None = None
) -> dict[str, Any]:
    """The same as JSON.

    :param input: the hash of the file.
    """
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "made_by": made_by(law=digest_of_data(data_of(table)), input=input),
        "return": table.name,
        "file": path,
        "rows": checked.rows,
        "faults": [_fault(fault) for fault in checked.faults],
        "checks": [
            {"why": what, "rows": tried, "failed": checked.failed[what]}
            for what, tried in checked.tried.items()
        ],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "kind": fault.kind,
        "row": fault.row.number,
        "period": fault.row.period,
        "authority": fault.row.authority,
        "cell": _cell(fault.about),
        "expected": fault.expected,
        "beside": [_cell(each) for each in fault.beside],
        "why": fault.why,
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"cell": cell.place, "heading": cell.heading, "value": cell.text}
