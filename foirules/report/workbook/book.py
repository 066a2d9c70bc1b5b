"""A workbook of tables, written row by row: what is in it was written to the disk before the next
sheet is begun, so that its size does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from attrs import define, field, frozen
from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576  # of a sheet, with its heading and what tells of rows left out
MOST_CHARACTERS: Final = 32_767  # of a cell
CUT: Final = "… (cut)"
DAY: Final = "dd/mm/yyyy"
_FIRST_YEAR: Final = 1900  # of the days that a spreadsheet counts
_LOOKED_AT: Final = 1_000  # rows, by which the widths of columns are chosen
_NARROWEST, _WIDEST, _OF_DAY = 8, 60, 11  # characters
_LINE: Final = 15  # points
_MOST_LINES: Final = 10  # of a cell that are in view
_ARROW: Final = 3  # what the arrow of the filter takes of a heading
_RICH: Final = ("<r>", "</r>")
_DAY_ZERO: Final = date(1899, 12, 31)
_FEBRUARY_1900: Final = 59  # its last day
_REPEATED: Final = 1_000  # texts and days whose cells are kept: most come again
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # where a person types it in again
_HEAD: Final = "#DCE6F1"


@define
class Book:
    """A workbook that is being written.

    :param path: the file; what is written until it is whole stands beside it.
    """

    path: Path
    title: str
    as_of: date
    _book: Any = field(init=False)
    _formats: Mapping[str, Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        how = {"constant_memory": True, "tmpdir": str(self.path.parent)}
        self._book = xlsxwriter.Workbook(str(self.path), how)
        self._book.set_properties({"title": self.title, "created": self.as_of})
        add = self._book.add_format
        self._formats = {
            "head": add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": _HEAD}),
            "day": add({"num_format": DAY, "align": "left", "valign": "top"}),
            "remark": add({"italic": True}),
            "plain": add({"valign": "top"}),
            "long": add({"text_wrap": True, "valign": "top"}),
            "formula": add({"quote_prefix": True, "text_wrap": True, "valign": "top"}),
        }

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Writes a sheet with a heading that stays in view and a filter.

        Text stays text, whatever it begins with; days and numbers are cells of their kind.

        :param columns: the headings.
        :param rows: text, numbers, days, truths or None, in the order of the columns.
        :return: how many rows there was no room for; the last of the sheet tells of them.
        """
        sheet = self._book.add_worksheet(name)
        widths = [len(heading) + _ARROW for heading in columns]
        for place, heading in enumerate(columns):
            sheet.write_string(0, place, heading, self._formats["head"])
        written = more = 0
        for row in rows:
            if written == MOST_ROWS - 2:
                more += 1
                continue
            written += 1
            high = 1
            for place, value in enumerate(row):
                if value is None:
                    continue
                cell = self._cell(sheet, written, place, value)
                high = max(high, cell.lines)
                if written <= _LOOKED_AT:
                    widths[place] = max(widths[place], cell.width)
            if high > 1:
                sheet.set_row(written, _LINE * min(high, _MOST_LINES))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(max(width + 2, _NARROWEST), _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(0, 0, written, len(columns) - 1)
        if more:
            sheet.write_string(written + 1, 0, _no_room(more), self._formats["remark"])
        return more

    def close(self) -> None:
        """Makes the file whole."""
        self._book.close()

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Any) -> _Cell:
        """Writes a cell; how much room it takes."""
        if isinstance(value, str):
            cell = _text(value)
            sheet.write_string(row, place, cell.value, self._formats[cell.kind])
        elif isinstance(value, bool):
            cell = _Cell(value, "plain", len(str(value)))
            sheet.write_boolean(row, place, value, self._formats[cell.kind])
        elif isinstance(value, int | float):
            cell = _Cell(value, "plain", len(str(value)))
            sheet.write_number(row, place, value, self._formats[cell.kind])
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            cell = _day(value)
            sheet.write_number(row, place, cell.value, self._formats[cell.kind])
        else:
            cell = self._cell(sheet, row, place, str(value))
        return cell


@frozen
class _Cell:
    """What is written into a cell.

    :param kind: of its format.
    :param width: in characters; ``lines`` in a column of the greatest width.
    """

    value: Any
    kind: str
    width: int
    lines: int = 1


@lru_cache(_REPEATED)
def _text(value: str) -> _Cell:
    """Text stays text, whatever it begins with or looks like."""
    cut = len(value) > MOST_CHARACTERS
    text = value[: MOST_CHARACTERS - len(CUT)] + CUT if cut else value
    lines = sum(1 + len(line) // _WIDEST for line in text.split("\n"))
    kind = "long" if lines > 1 else "plain"
    kind = "formula" if text.startswith(_BEGINS_FORMULA) else kind
    width = max(map(len, text.splitlines()), default=0)
    if text.startswith(_RICH[0]) and text.endswith(_RICH[1]):
        text += " "  # else the library takes it for markup of its own
    return _Cell(text, kind, width, lines)


@lru_cache(_REPEATED)
def _day(value: date) -> _Cell:
    """A day as a spreadsheet counts it, for which 1900 had a 29 February."""
    count = (value - _DAY_ZERO).days
    return _Cell(count + (count > _FEBRUARY_1900), "day", _OF_DAY)


def _no_room(more: int) -> str:
    rows = f"{more:,} more row{'s' * (more != 1)}"
    return f"{rows}: a sheet holds {MOST_ROWS:,}. Add --format csv or --format parquet for all."
