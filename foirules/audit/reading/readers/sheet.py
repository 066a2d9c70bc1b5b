"""A sheet of a workbook -> the rows of its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from attrs import frozen

from foirules.audit.reading.readers.heading_rows import (
    LOOK,
    Headings,
    Merged,
    filled,
    find_headings,
    plain,
)
from foirules.audit.reading.readers.row_writer import (
    WRONG,
    HeadingRow,
    LogError,
    NoLog,
    Place,
    RowWriter,
)
from foirules.audit.reading.readers.sheet_cells import column_values
from foirules.audit.reading.readers.sheet_marks import SheetMarks, letters, ranges

MESSAGES: Final = {
    "twice": "{path}: sheet {sheet}: two columns are called {found}: cells {cells}",
    "no-headings": "{path}: sheet {sheet}: none of the first {most} rows looks like headings",
    "no-rows": "{path}: sheet {sheet}: no row below the headings in row {row}",
    "formula": "{column}: a formula without a stored value; open the workbook, save it, and try"
    " again",
    "error": "{column}: the cell holds the error {found}",
}
NOTES: Final = {
    "sheet": "sheet {sheet}: {note}",
    "headings": "the headings are in row {row}",
    "hidden-rows": "hidden, and read all the same: {rows}",
    "hidden-columns": "hidden, and read all the same: {columns}",
    "above": "left out above the headings: {text}",
    "below": "left out below the table, row {row}: {text}",
    "unnamed": "not read, for want of a heading: {columns}",
}
SHOWN: Final = 60  # characters of a line that is left out
LEAST: Final = 3  # columns of a table that is no mere list


@frozen(eq=False)
class Sheet:
    """A sheet of a workbook.

    :param path, name: what messages call the workbook and the sheet.
    :param rows: all from the first, with the values of their cells.
    """

    path: str
    name: str
    rows: Sequence[Sequence[Any]]
    marks: SheetMarks
    merged: Merged

    def is_log(self, writer: RowWriter) -> bool:
        """Whether it has a column of cases, and another that the map reads; without a map, whether
        it has some columns and a row below their headings."""
        found = find_headings(self.rows, writer.columns, self.merged)
        if found is None:
            return False
        if writer.columns is None:
            return len(found.names) >= LEAST and any(map(filled, self.rows[found.last + 1 :]))
        return found.matched > 1 and writer.has_case_column([n for n in found.names if n])

    def give(self, writer: RowWriter) -> None:
        """Gives the rows of its table, and notes what of it is not plain to see.

        :raises LogError: where it has none, or two columns have a name that the map reads.
        """
        found = find_headings(self.rows, writer.columns, self.merged)
        if found is None and writer.columns is not None:  # a map that does not fit: by its looks
            found = find_headings(self.rows, None, self.merged)
        said = {"path": self.path, "sheet": self.name}
        no_log = LogError if writer.sheets else NoLog  # one that is asked for has to be a log
        if found is None:
            raise no_log(MESSAGES["no-headings"].format(**said, most=LOOK))
        for name, twice in found.twice().items():
            if writer.columns is not None and writer.reads(name):
                cells = " and ".join(f"{letters(each)}{found.last + 1}" for each in twice)
                raise LogError(MESSAGES["twice"].format(**said, found=repr(name), cells=cells))
        named: dict[str, int] = {}
        for place, heading in enumerate(found.names):
            if heading is not None:
                named.setdefault(heading, place)
        case = next((named[name] for name in named if writer.has_case_column([name])), None)
        kept = self._kept(found, case)
        if not kept:
            raise no_log(MESSAGES["no-rows"].format(**said, row=found.last + 1))
        if not writer.sheets:
            writer.check_stray(self.path, [*named])
        by_column = [*zip_longest(*(self.rows[row] for row in kept))]
        empty = [None] * len(kept)
        columns: dict[str, Any] = {
            name: column_values(by_column[place] if place < len(by_column) else empty)
            for name, place in named.items()
        }
        wrong = self._wrong(kept, {n: place for n, place in named.items() if writer.reads(n)})
        ours = {WRONG: wrong} if any(wrong) else {}
        in_columns = {name: letters(place) for name, place in named.items()}
        own = Place(self.path, self.name, in_columns)
        writer.places[own.name] = own
        writer.headings[own.name] = HeadingRow(found.last + 1)
        writer.table(columns, own.name, [row + 1 for row in kept], **ours)
        for note in self._notes(found, kept):
            self.note(note, writer)

    def note(self, said: str, writer: RowWriter) -> None:
        """What is to be known of how it was read."""
        writer.note(self.path, NOTES["sheet"].format(sheet=self.name, note=said))

    def _cell(self, row: int, column: int) -> Any:
        cells = self.rows[row] if row < len(self.rows) else ()  # formulas may stand below them
        return cells[column] if column < len(cells) else None

    def _kept(self, found: Headings, case: int | None) -> list[int]:
        """The rows of the table: not those that are empty, nor notes below it."""
        below = [row for row in range(found.last + 1, len(self.rows)) if filled(self.rows[row])]
        if sum(name is not None for name in found.names) >= LEAST:
            while below and self._is_note(below[-1], case):
                below.pop()
        return below

    def _is_note(self, row: int, case: int | None) -> bool:
        """Whether a last row is a line apart from the table, and no request."""
        (first, *others) = [cell for cell in self.rows[row] if cell not in (None, "")]
        if others or not isinstance(first, str):
            return False
        return not filled(self.rows[row - 1]) or case is None or self._cell(row, case) in (None, "")

    def _wrong(self, kept: Sequence[int], read: Mapping[str, int]) -> list[str | None]:
        """What is wrong with rows for a cell whose value is not known."""
        names = {place: name for name, place in read.items()}
        wrong: dict[int, str] = {}
        for (row, column), error in self.marks.errors.items():
            if column in names:
                wrong[row] = MESSAGES["error"].format(column=names[column], found=error)
        for row, column in self.marks.formulas:
            if column in names and self._cell(row, column) in (None, ""):
                wrong.setdefault(row, MESSAGES["formula"].format(column=names[column]))
        return [wrong.get(row) for row in kept]

    def _notes(self, found: Headings, kept: Sequence[int]) -> Iterator[str]:
        """How it was read, as far as that is not plain to see."""
        if found.last:
            yield NOTES["headings"].format(row=found.last + 1)
        for row in self.rows[: found.first]:
            if filled(row):
                yield NOTES["above"].format(text=_line(row))
        for place in range(kept[-1] + 1, len(self.rows)):
            if filled(self.rows[place]):
                yield NOTES["below"].format(row=place + 1, text=_line(self.rows[place]))
        if hidden := self.marks.hidden & {*kept}:
            shown = _places("row", ranges(row + 1 for row in hidden))
            yield NOTES["hidden-rows"].format(rows=shown)
        columns = [place for place, name in enumerate(found.names) if name is not None]
        if hidden := self.marks.hidden_columns & {*columns}:
            shown = _places("column", ", ".join(map(letters, sorted(hidden))))
            yield NOTES["hidden-columns"].format(columns=shown)
        unnamed = [place for place, name in enumerate(found.names) if name is None]
        said = [c for c in unnamed if any(filled([self._cell(row, c)]) for row in kept)]
        if said:
            shown = _places("column", ", ".join(map(letters, said)))
            yield NOTES["unnamed"].format(columns=shown)


def _places(kind: str, said: str) -> str:
    return f"{kind} {said}" if said.isalnum() else f"{kind}s {said}"


def _line(row: Sequence[Any]) -> str:
    text = " ".join(filter(None, map(plain, row)))
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 3] + "...")
