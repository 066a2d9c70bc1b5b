"""How a log's own columns and values come to be ours."""

from __future__ import annotations

from typing import Final

import polars as pl
from attrs import Factory, frozen

from foirules.audit.frames import COLUMNS
from foirules.audit.typed import Clock

ORIGIN: Final = ("_file", "_row")


@frozen
class Map:
    """A log whose columns have our names and values; what it has beside them is not read."""

    name: str = ""
    clock: Clock = Factory(Clock)
    case: str = "case"

    def apply(self, raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Rows in our columns, and those that are left out."""
        return raw.select(*ORIGIN, *(c for c in COLUMNS if c in raw.columns)), raw.clear()

    def needs(self) -> tuple[str, ...]:
        """The columns without which there is nothing to read."""
        return ("case", "on", "event")

    def reads(self) -> frozenset[str]:
        """The columns that are read where they are."""
        return frozenset(COLUMNS)
