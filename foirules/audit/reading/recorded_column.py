"""The column in which a log's own system recorded what its cases came to: last days for complying,
whether each was in time, or how many working days were taken.

What it holds is found out from its cells; it is of one kind for the whole column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from attrs import Factory, evolve, frozen

from foirules.audit.reading.chunks import ParquetTable, reading_errors
from foirules.audit.reading.days import DayFormats, days_of
from foirules.audit.reading.plain_types import in_plain_types, nulls
from foirules.audit.reading.same_name import folded
from foirules.audit.reading.typed_columns import is_empty, numbers
from foirules.audit.reading.typed_rows import AGAINST, ORIGIN
from foirules.documents.data import from_data

if TYPE_CHECKING:
    from foirules.language.log_words import LogWords

DAYS, VERDICTS, NUMBERS = "days", "verdicts", "numbers"
KINDS: Final = (DAYS, VERDICTS, NUMBERS)  # the first is taken where as many cells are of several
IN_TIME, LATE = "in-time", "late"
READ, NOT_READ = "read", "not_read"
_ROWS: Final = 1_000_000  # looked at at a time


@frozen
class RecordedColumn:
    """A column of a log with what its system recorded, and how it is read.

    :param kind: what all of its cells are read as; ``kinds``, what they may be read as.
    :param verdicts: by what a cell says, without case and space, whether the case was in time.
    :param counts: what may stand after a number of days, likewise.
    """

    name: str
    verdicts: Mapping[str, bool] = Factory(dict)
    counts: frozenset[str] = frozenset()
    kind: str = DAYS
    kinds: tuple[str, ...] = KINDS

    @classmethod
    def of(
        cls, name: str, words: LogWords, own: Collection[tuple[str, bool]] = ()
    ) -> RecordedColumn:
        """A column that is read by the words of logs.

        :param own: what the column itself says, and whether that is in time: before those words.
            A column with such is of verdicts.
        """
        said = {
            folded(text): verdict == IN_TIME
            for verdict in (IN_TIME, LATE)
            for text in words.verdicts.get(verdict, ())
        }
        said |= {folded(text): timely for text, timely in own}
        counts = frozenset(folded(text) for text in words.counts)
        return cls(name, said, counts, *((VERDICTS, (VERDICTS,)) if own else (DAYS, KINDS)))

    def values(self, column: pl.Series, day_formats: DayFormats, kind: str) -> pl.Series:
        """What its cells say, read as of a kind: days, truths (in time) or numbers; null for
        those that are not."""
        if kind == DAYS:
            return days_of(column, day_formats)
        return self._verdicts(column) if kind == VERDICTS else self._numbers(column)

    def read_rows(
        self, rows: pl.DataFrame, day_formats: DayFormats
    ) -> tuple[pl.DataFrame, Counter[str], Counter[tuple[str, str]]]:
        """Rows with what the column says (``_against``), how many cells could be read and how many
        not, and which not: each once, in however many rows its own row of the log comes to."""
        column = rows[AGAINST]
        read = self.values(column, day_formats, self.kind)
        cells = rows.select(*ORIGIN, AGAINST).with_columns(
            told=read.is_not_null(), lost=read.is_null() & _is_said(column)
        )
        cells = cells.filter(pl.col("told") | pl.col("lost"))
        cells = cells.unique([*ORIGIN], keep="first", maintain_order=True)
        lost = cells.filter("lost")[AGAINST].to_list()
        found = Counter({READ: cells.height - len(lost), NOT_READ: len(lost)})
        values = Counter((AGAINST, from_data(each).shown()) for each in lost)
        return rows.with_columns(read.alias(AGAINST)), found, values

    def counts_by_kind(self, column: pl.Series, day_formats: DayFormats) -> Counter[str]:
        """How many of some cells are of each kind."""
        read = {kind: self.values(column, day_formats, kind) for kind in self.kinds}
        return Counter({kind: len(each) - each.null_count() for kind, each in read.items()})

    def _verdicts(self, column: pl.Series) -> pl.Series:
        if column.dtype == pl.Boolean:
            return column
        if column.dtype.is_integer():
            column = column.cast(pl.String)
        if column.dtype != pl.String:
            return nulls(column, pl.Boolean)
        said = {text: self.verdicts.get(folded(text)) for text in column.unique().drop_nulls()}
        return column.replace_strict(said, default=None, return_dtype=pl.Boolean)

    def _numbers(self, column: pl.Series) -> pl.Series:
        if column.dtype.is_float():
            whole = (column == column.round()) & column.is_finite()
            return numbers(column.set(~whole.fill_null(False), None).cast(pl.Int64, strict=False))
        if column.dtype != pl.String:
            return numbers(column)
        parts = column.str.extract_groups(r"^\s*(\d+)(?:\.0+)?\s*(\D*)$").struct.unnest()
        counted = [not text or folded(text) in self.counts for text in parts["2"].fill_null("?")]
        return numbers(parts["1"].set(~pl.Series(counted, dtype=pl.Boolean), None))


def _is_said(column: pl.Series) -> pl.Series:
    return column.is_not_null() & ~is_empty(column)


def of_most_cells(column: RecordedColumn, counts: Mapping[str, int]) -> RecordedColumn:
    """A column that is of the kind that most of its cells are of."""
    return evolve(column, kind=max(column.kinds, key=lambda kind: counts.get(kind, 0)))


def with_kind(
    column: RecordedColumn, tables: Iterable[ParquetTable], day_formats: DayFormats
) -> RecordedColumn:
    """A column with its kind, by its cells in some tables."""
    counts: Counter[str] = Counter()
    for cells in _pieces(column.name, tables):
        counts += column.counts_by_kind(cells, day_formats)
    return of_most_cells(column, counts)


def _pieces(column: str, tables: Iterable[ParquetTable]) -> Iterator[Any]:
    """A column of tables, some rows at a time."""
    for table in tables:
        scan, first = table.scan(), 0
        if column not in table.schema():
            continue
        while (rows := table.rows(scan, first, _ROWS, (column,))).height:
            first += _ROWS
            with reading_errors(table.name):
                cells = in_plain_types(rows)[column]
            yield cells
