"""The rows of a log that a proposal looks at, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl
from attrs import Factory, define

from foirules.audit.reading.chunks import ParquetTable, parquet_errors
from foirules.audit.reading.plain_types import in_plain_types, text_column
from foirules.audit.reading.readers.row_writer import USED
from foirules.audit.reading.same_name import folded

ROWS: Final = 200_000  # that are looked at
_WIDE: Final = 3  # columns of a table in which a row says more than one thing
Counts = Sequence[tuple[str, int]]


@define
class Sample:
    """Rows, and what their cells say.

    :param empty: what a cell says that says nothing.
    """

    rows: pl.DataFrame
    empty: frozenset[str]
    _counts: dict[str, Counts] = Factory(dict)

    @classmethod
    def of(cls, tables: Iterable[ParquetTable], empty: Iterable[str]) -> Sample:
        """The first rows of some tables.

        :raises LogError: where one cannot be read.
        """
        heads = [_head(table) for table in tables]
        kinds: dict[str, set[Any]] = {}
        for name, kind in (each for rows in heads for each in rows.schema.items()):
            kinds.setdefault(name, set()).add(kind)
        mixed = {name for name, of_column in kinds.items() if len(of_column) > 1}
        alike = [
            rows.with_columns(
                text_column(rows, each).alias(each) for each in mixed & {*rows.columns}
            )
            for rows in heads
        ]
        rows = _without_notes(pl.concat(alike, how="diagonal").head(ROWS))
        return cls(rows, frozenset(map(folded, empty)))

    @property
    def columns(self) -> list[str]:
        return self.rows.columns

    def is_text(self, column: str) -> bool:
        return self.rows.schema[column] == pl.String

    def text(self, column: str) -> pl.Series:
        """A column as text; null where a cell says nothing."""
        texts = self.rows.select(text_column(self.rows, column).alias(column))[column]
        nothing = [each for each in texts.unique().drop_nulls() if folded(each) in self.empty]
        return texts.set(texts.is_in(nothing).fill_null(False), None) if nothing else texts

    def counts(self, column: str) -> Counts:
        """What a column says and how often, the most frequent first."""
        if column not in self._counts:
            counts = self.text(column).drop_nulls().value_counts()
            self._counts[column] = counts.sort("count", column, descending=[True, False]).rows()
        return self._counts[column]

    def filled(self, column: str) -> int:
        """How many cells of a column say something."""
        return sum(count for _, count in self.counts(column))

    def tells_apart(self, *columns: str) -> int:
        """How many rows have, of some columns, what an earlier row has or nothing at all."""
        texts = pl.DataFrame([self.text(each) for each in columns])
        return texts.height - texts.drop_nulls().n_unique() if texts.height else 0

    def without(self, column: str) -> int:
        """How many rows have nothing in a column."""
        return self.text(column).null_count()


def _without_notes(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows but those that say one thing at most, as a note below a table does."""
    if rows.width < _WIDE:
        return rows
    says = [text_column(rows, name).is_not_null().cast(pl.UInt32) for name in rows.columns]
    return rows.filter(pl.sum_horizontal(says) > 1)


def _head(table: ParquetTable) -> pl.DataFrame:
    """The first rows of a table, in columns of plain types."""
    with parquet_errors(table.name):
        return in_plain_types(table.scan().head(ROWS).collect()).drop(*USED, strict=False)
