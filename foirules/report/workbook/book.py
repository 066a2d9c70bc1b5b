"""A workbook of tables, written row by row: what is in it was written to the disk before the next
sheet is begun, so that its size does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from attrs import define, field
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
            if (lines := max(map(_lines, row), default=1)) > 1:
                sheet.set_row(written, _LINE * min(lines, _MOST_LINES))
            for place, value in enumerate(row):
                width = self._cell(sheet, written, place, value)
                if written <= _LOOKED_AT:
                    widths[place] = max(widths[place], width)
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

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Any) -> int:
        """Writes a cell; how many characters wide it is."""
        if value is None:
            return 0
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, self._formats["plain"])
            return len(str(value))
        if isinstance(value, int | float):
            sheet.write_number(row, place, value, self._formats["plain"])
            return len(str(value))
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            sheet.write_datetime(row, place, value, self._formats["day"])
            return _OF_DAY
        text = str(value)
        if len(text) > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS - len(CUT)] + CUT
        kind = "long" if _lines(text) > 1 else "plain"
        kind = "formula" if text.startswith(_BEGINS_FORMULA) else kind
        sheet.write_string(row, place, text, self._formats[kind])
        return max(map(len, text.splitlines()), default=0)


def _lines(value: Any) -> int:
    """How many lines a value takes in a column of the greatest width."""
    if not isinstance(value, str):
        return 1
    return sum(1 + len(line) // _WIDEST for line in value[:MOST_CHARACTERS].split("\n"))


def _no_room(more: int) -> str:
    rows = f"{more:,} more row{'s' * (more != 1)}"
    return f"{rows}: a sheet holds {MOST_ROWS:,}. Add --format csv or --format parquet for all."
