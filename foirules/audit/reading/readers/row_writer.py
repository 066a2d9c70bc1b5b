"""Where a reader puts the rows it has read, and those that it could not read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import polars as pl
from attrs import define, field, frozen

from foirules.audit.reading.same_name import ColumnNames
from foirules.documents.limits import beyond, limit
from foirules.documents.suggest import expected, key_meant
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law

BATCH: Final = 50_000  # rows held at a time
WRONG: Final = "_wrong"  # the column that says what is wrong with a row as it stands
IN_ORDER: Final = "_in_order"  # and the one that says whether the rows of a case stand in order
DAY_FROM: Final = "_day_from"  # and the column of the log that a row's day is from
USED: Final = (  # names that columns of a log's own cannot have
    *("_file", "_row", WRONG, IN_ORDER, DAY_FROM, "_against", "_by", "_chunk"),
    *("_entry", "_place", "_named"),
)
REJECTED: Final = {
    **{"file": pl.String, "row": pl.Int64, "case": pl.String, "reason": pl.String},
    "regime": pl.String,  # where it is known
}


MESSAGES: Final = {
    "unwritten": "{path}: cannot be written: {reason}",
    "columns": "{file}: too many columns: {limit}",
    "rejected": "{file}: too many rows or cases that cannot be read: {limit}",
    "no-column": "{file}: no column {found}{near}; a map says which column it is: --map, or"
    " --suggest-map to have one proposed",
}


class LogError(ValueError):
    """A log that cannot be audited at all. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, *errors: str) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class NoLog(LogError):
    """What a file holds is no log: nothing of it has been taken."""


@contextmanager
def writing_errors(path: Path) -> Iterator[None]:
    """A table that cannot be written is told with its name.

    :raises LogError: for it.
    """
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise LogError(MESSAGES["unwritten"].format(path=path, reason=reason)) from None


def no_column(file: str, name: str, columns: Iterable[str]) -> str:
    """What is said of a log that lacks a column."""
    known = [each for each in columns if not each.startswith("_")]
    near = key_meant("true", [name]) if name == "on" and "true" in known else expected(name, known)
    return MESSAGES["no-column"].format(file=file, found=repr(name), near=near)


@frozen
class Place:
    """Where rows came from: a file, or a sheet of a workbook.

    :param columns: of a sheet, what it calls (A, B, ...) the columns of each heading.
    """

    file: str
    sheet: str | None = None
    columns: Mapping[str, str] = field(factory=dict)

    @property
    def name(self) -> str:
        """What messages call it, and ``_file``."""
        return self.file if self.sheet is None else f"{self.file}, sheet {self.sheet}"


@frozen
class HeadingRow:
    """The row with the names of the columns, by its number.

    :param delimiter: of CSV, what stands between values.
    """

    row: int
    delimiter: str = ""


@define(eq=False, repr=False)
class RowWriter:
    """Takes the rows of logs and writes them as Parquet files of a folder, some at a time.

    Each row has ``_file`` and ``_row``, where it came from. Columns of a log's own that are called
    as one of :data:`USED` are left out.

    :param prefix: with which the names of the files begin.
    :param case: the column in which a map finds the case's name, where there is a map.
    :param columns: those that the map reads, where that is known.
    :param law: the regimes by which case files are read.
    :param encoding: of CSV, where a map names it.
    :param of_folders: the files that a folder was found to hold: one may be no log.
    :param sheets: of a workbook that are read; if there are none, the one that looks like the log.
    :param paths: the files written.
    :param rejected: (file, row, case, reason, regime) of what cannot be read.
    :param read: how many rows there were, rejected ones among them.
    :param kept: how many rows were written.
    :param cases: how many cases were rejected whole, without a row of theirs.
    :param places: of rows that came from a sheet, by their ``_file``.
    :param headings: of CSV and of sheets, by their ``_file``.
    :param file_notes: (file, what is to be known of how it was read).
    """

    folder: Path
    prefix: str
    case: str | None = None
    columns: Container[str] | None = None
    law: Mapping[str, Regime] = field(factory=load_law)
    sheets: Sequence[str] = ()
    encoding: str | None = None
    of_folders: Container[str] = ()
    paths: list[Path] = field(factory=list)
    rejected: list[tuple[str, int | None, str | None, str, str | None]] = field(factory=list)
    read: int = 0
    kept: int = 0
    cases: int = 0
    places: dict[str, Place] = field(factory=dict)
    headings: dict[str, HeadingRow] = field(factory=dict)
    file_notes: list[tuple[str, str]] = field(factory=list)
    _rows: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = field(factory=list)
    _held_columns: set[str] = field(factory=set)  # of the columns of these
    _most_held: int = field(factory=lambda: limit("held"))
    _most_columns: int = field(factory=lambda: limit("columns"))
    _most_cells: int = field(factory=lambda: limit("cells"))

    @property
    def case_column(self) -> str:
        """The column with the name of the case."""
        return self.case or "case"

    def check_stray(self, file: str, columns: Sequence[str]) -> None:
        """Tells a table that stands in a folder of logs and is none.

        :raises NoLog: where it lacks the column with the name of the case.
        """
        known = self.columns is not None
        if file in self.of_folders and known and not self.has_case_column(columns):
            raise NoLog(no_column(file, self.case_column, columns))

    def has_case_column(self, columns: Sequence[str]) -> bool:
        """Whether some columns have the one with the name of the case; of a map's, also where it is
        spelt otherwise."""
        case = self.case_column
        return case in columns or (self.case is not None and case in ColumnNames(columns))

    def check_columns(self, columns: Sized, file: str) -> None:
        """That a log has no more columns than the limit.

        :raises LogError: where it has.
        """
        if len(columns) > self._most_columns:
            raise LogError(MESSAGES["columns"].format(file=file, limit=beyond("columns")))

    def note(self, file: str, said: str) -> None:
        """What is to be known of how a file was read."""
        self.file_notes.append((file, said))

    def reads(self, column: str) -> bool:
        """Whether the map reads a column, as far as that is known."""
        return self.columns is None or column in self.columns

    def table(
        self, columns: Mapping[str, Any], file: str, rows: pl.Series | Sequence[int], **ours: Any
    ) -> None:
        """Whole columns, with the place of each row in its file.

        :param ours: whole columns of ours, such as :data:`WRONG`.
        """
        self.read += len(rows)
        if not len(rows):
            return
        own = {name: column for name, column in columns.items() if name not in USED}
        names = pl.Series([file]).new_from_index(0, len(rows))
        self._write(pl.DataFrame({**own, **ours, "_file": names, "_row": rows}))

    def row(self, row: Mapping[str, Any], file: str, number: int, **ours: Any) -> None:
        """A row by the names of its columns: text, truths, days and lists of text.

        :param ours: what a column of ours says of it, such as :data:`WRONG`.
        """
        self.read += 1
        self._rows.append((row, {**ours, "_file": file, "_row": number}))
        self._held_columns.update(row)
        self.check_columns(self._held_columns, file)
        held = len(self._rows)
        if held >= BATCH or held * len(self._held_columns) >= self._most_cells:
            self.flush()

    def reject(self, file: str, row: int, reason: str) -> None:
        """A row that cannot be read."""
        self.read += 1
        self.rejected.append((file, row, None, reason, None))
        self._check_held(file)

    def reject_case(self, file: str, case: str | None, reasons: Iterable[str]) -> None:
        """A case that cannot be read."""
        self.cases += 1
        self.rejected.append((file, None, case, "; ".join(reasons), None))
        self._check_held(file)

    def _check_held(self, file: str) -> None:
        """That no more is rejected than can be held.

        :raises LogError: where it is.
        """
        if len(self.rejected) > self._most_held:
            raise LogError(MESSAGES["rejected"].format(file=file, limit=beyond("held")))

    def flush(self) -> None:
        """Writes the rows that are held."""
        if self._rows:
            rows, ours = zip(*self._rows, strict=True)
            own = (name for name in _names(rows) if name not in USED)
            columns = {name: _column([row.get(name) for row in rows]) for name in own}
            columns |= {name: _column([row.get(name) for row in ours]) for name in _names(ours)}
            self._write(pl.DataFrame(columns))
            self._rows.clear()
            self._held_columns.clear()

    def _write(self, table: pl.DataFrame) -> None:
        self.kept += table.height
        path = self.folder / f"{self.prefix}-{len(self.paths):05}.parquet"
        with writing_errors(path):
            table.write_parquet(path, compression="lz4", statistics=False)
        self.paths.append(path)


def _names(rows: Iterable[Mapping[str, Any]]) -> dict[str, None]:
    return dict.fromkeys(key for row in rows for key in row)


def _column(values: list[Any]) -> pl.Series:
    """A column of values of one type, or else of what each is as text."""
    try:
        return pl.Series(values, strict=True)
    except (TypeError, pl.exceptions.PolarsError, OverflowError):
        return pl.Series([each if each is None else as_text(each) for each in values])


def as_text(value: Any) -> str:
    """A value as a log in text would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return str(value)
