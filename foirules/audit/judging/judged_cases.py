"""What is found of some cases of a log, in tables and in counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl
from attrs import Factory, define

from foirules.audit.judging.narrowing import Settling, together
from foirules.audit.reading.plain_types import ColumnType

COUNTS: Final[dict[str, Any]] = {
    "authority": pl.Categorical(),
    "month": pl.Date,
    "measure": pl.Categorical(),
    "certain": pl.Boolean,
    "count": pl.UInt32,
}
REJECTED_CASES: Final = "rejected cases"  # counted beside the measures: no measure has this name


@define(eq=False, repr=False)
class JudgedCases:
    """What is found of some cases of one regime.

    :param tables: of each name its tables, one of each block of cases.
    :param counts: how much each measure counts, by the authority and the month of receipt.
    :param late: how much of each measure is late by how many working days.
    :param settling: what would settle some of those that are open in a rate.
    :param stages: how many parts have come to each stage.
    :param open_cases: those that are open in a rate, by
        :meth:`foirules.audit.judging.open_rows.OpenRow.name`.
    :param refused: (case, reason) of those that cannot be assessed.
    :param cases: how many were assessed.
    """

    tables: dict[str, list[pl.DataFrame]]
    counts: list[pl.DataFrame] = Factory(list)
    late: Counter[tuple[str, int]] = Factory(Counter)
    settling: Settling = Factory(dict)
    stages: dict[str, int] = Factory(dict)
    open_cases: dict[str, list[str]] = Factory(dict)
    refused: list[tuple[str, str]] = Factory(list)
    cases: int = 0

    def table(self, name: str) -> pl.DataFrame:
        """A table of all policies; one without columns where there are no cases."""
        return pl.concat(self.tables[name] or [pl.DataFrame()])

    def without(self, cases: pl.Series) -> JudgedCases:
        """The tables without those of some cases, for a comparison."""
        if cases.is_empty():
            return self
        gone = pl.col("case").is_in(cases.implode())
        tables = {name: [t.filter(~gone) for t in of] for name, of in self.tables.items()}
        return JudgedCases(tables)

    def add(self, other: JudgedCases) -> None:
        """Adds what is found of other cases."""
        for name, tables in other.tables.items():
            self.tables[name] += tables
        self.counts += other.counts
        self.late.update(other.late)
        self.settling = together(self.settling, other.settling)
        self.count_stages(other.stages)
        for name, cases in other.open_cases.items():
            self.open_cases.setdefault(name, []).extend(cases)
        self.refused += other.refused
        self.cases += other.cases

    def count_stages(self, counts: Mapping[str, int]) -> None:
        """Adds how many parts have come to each stage."""
        for stage, count in counts.items():
            self.stages[stage] = self.stages.get(stage, 0) + count


def joined_table(name: str, of_regimes: Sequence[JudgedCases], mixed: bool) -> pl.DataFrame:
    """A table of the cases of several regimes; one without columns where there are no cases.

    :param mixed: cases may be of any regime, so that names are none of a list that all tables have.
    """
    tables = [table for each in of_regimes if (table := each.table(name)).width]
    if mixed:
        tables = [
            table.cast({c: _any_names(k) for c, k in table.schema.items()}) for table in tables
        ]
    return pl.concat(tables or [pl.DataFrame()])


def _any_names(kind: ColumnType) -> ColumnType:
    """A type whose lists of names are open."""
    if isinstance(kind, pl.Struct):
        return pl.Struct({each.name: _any_names(each.dtype) for each in kind.fields})
    return pl.Categorical() if isinstance(kind, pl.Enum) else kind
