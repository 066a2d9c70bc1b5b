"""What an audit found -> a workbook, a sheet a table, the summary first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from foirules.report.workbook.book import Book
from foirules.report.workbook.summary_rows import COLUMNS, summary_rows

if TYPE_CHECKING:
    from foirules.audit.running.one_file import AuditResults

TITLE: Final = "Results of an audit"
SUMMARY: Final = "summary"
TABLES: Final[Mapping[str, Sequence[str]]] = {
    "due": (
        *("actor", "by", "deadline", "overdue", "working_days_left", "working_days_over", "case"),
        *("parts", "action", "regime", "authority", "file", "row"),
    ),
    "cases": (
        *("case", "regime", "authority", "by", "received", "due", "answered", "measures"),
        *("possible_measures", "file", "row"),
    ),
    "findings": (
        *("case", "regime", "rule", "kind", "certainty", "part", "event.event", "event.on", "date"),
        *("due", "working_days_late", "exemptions", "cites"),
    ),
    "rejected": ("file", "row", "case", "reason"),
}
_HEADINGS: Final = {"regime": "law", "event.event": "event", "event.on": "event on"}


def write(results: AuditResults, path: Path) -> None:
    """Writes the workbook: sheets of the names of :data:`TABLES`, the summary first."""
    audit = results.audit
    book = Book(path, TITLE, audit.as_of)
    book.sheet(SUMMARY, COLUMNS, summary_rows(audit.to_dict()))
    for name, columns in TABLES.items():
        kept = [each for each in columns if each != "by" or audit.by]
        book.sheet(name, [_heading(each, audit.by) for each in kept], _rows(results, name, kept))
    book.close()


def _rows(results: AuditResults, name: str, columns: Sequence[str]) -> Iterator[list[Any]]:
    paths = [column.split(".") for column in columns]
    for row in results.rows(name):
        yield [_value(row, path) for path in paths]


def _value(row: Mapping[str, Any], path: Sequence[str]) -> Any:
    """The value of a column, such as that of ``event`` and ``on``; lists as text."""
    value = row[path[0]]
    for name in path[1:]:
        value = None if value is None else value.get(name)
    return "; ".join(value) or None if isinstance(value, list) else value


def _heading(column: str, by: str | None) -> str:
    if column == "by" and by:
        return by
    said = _HEADINGS.get(column, column.replace("_", " "))
    return said[:1].upper() + said[1:]
