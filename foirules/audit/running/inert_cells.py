"""Text of a log in a table that a spreadsheet may open: no cell of it acts there.

A cell that begins as a formula does is written with an apostrophe in front, which a spreadsheet
takes for text.
"""

from __future__ import annotations

from typing import Final, TypeVar

import polars as pl

STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # of what a spreadsheet takes for a formula
_LIVE: Final = r"^[=+\-@\t\r]"

Table = TypeVar("Table", pl.DataFrame, pl.LazyFrame)
Cell = TypeVar("Cell")


def inert(table: Table) -> Table:
    """A table of which no text is a formula."""
    kinds = table.collect_schema().items()
    return table.with_columns(
        _inert(pl.col(name).cast(pl.String))
        for name, kind in kinds
        if kind in (pl.String, pl.Categorical)
    )


def _inert(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(_LIVE)).then(pl.format("'{}", text)).otherwise(text)


def inert_cell(cell: Cell) -> Cell | str:
    """A value; text that is no formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS) else cell
