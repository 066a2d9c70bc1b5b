"""The cells of a column, in whatever types they have -> one column of one type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import polars as pl


def column_values(cells: Sequence[Any]) -> pl.Series:
    """Days as days where all are; else each cell as text, a whole number without a point."""
    said = [None if cell == "" else cell for cell in cells]
    kinds = {type(cell) for cell in said} - {type(None)}
    if kinds == {date}:
        return pl.Series(said, dtype=pl.Date)
    if kinds == {datetime}:
        return pl.Series(said, dtype=pl.Datetime("us"))
    return pl.Series([cell if cell is None else _text(cell) for cell in said], dtype=pl.String)


def _text(cell: Any) -> str | None:
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)  # whole numbers, and times longer than a day
