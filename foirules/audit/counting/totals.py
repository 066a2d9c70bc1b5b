"""What is counted of a log, chunk by chunk; tallies of chunks add up to that of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import polars as pl
from attrs import Factory, define

from foirules.audit.counting.due_totals import LISTED, DueTotals
from foirules.audit.counting.figures import WEEK
from foirules.audit.judging.judged_cases import COUNTS, REJECTED_CASES, JudgedCases
from foirules.audit.judging.narrowing import Settling, together
from foirules.audit.judging.tables import CASES
from foirules.audit.judging.tables import DUE as DUE_ROWS

BY: Final = ("authority", "month", "measure", "certain")
MOST_COUNTS: Final = 1_000_000  # rows of counts that wait to be summed up
ORDER: Final = ("due", "case", "clock", "part")
DUE: Final = {
    "case": pl.String,
    "authority": pl.String,
    "clock": pl.String,
    "part": pl.String,
    "due": pl.Date,
}


@define(eq=False, repr=False)
class Totals:
    """Sums over cases of one regime.

    :param cases: how many there are; ``assessed`` how many of them, ``not_received`` how many had
        not come by the day of the audit.
    :param late: for each measure that knows lateness how many there are of each number of days.
    :param settling: what would settle some of the cases that are open in a rate.
    :param findings: by (rule, kind, certainty); ``stages`` parts by stage.
    :param overdue: by clock, and the longest overdue; ``due`` what falls due this week.
    :param to_do: what is due of whom by when.
    :param against: tables of what is recorded, beside what the law says.
    :param changed: tables of what a proposed policy would make another; ``proposed`` what would be
        counted by it of the same cases.
    """

    cases: int = 0
    assessed: int = 0
    not_received: int = 0
    late: Counter[tuple[str, int]] = Factory(Counter)
    settling: Settling = Factory(dict)
    findings: Counter[tuple[str, str, str]] = Factory(Counter)
    stages: Counter[str] = Factory(Counter)
    overdue: Counter[str] = Factory(Counter)
    due: Counter[str] = Factory(Counter)
    longest: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=DUE))
    soonest: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=DUE))
    to_do: DueTotals = Factory(DueTotals)
    against: list[pl.DataFrame] = Factory(list)
    changed: list[pl.DataFrame] = Factory(list)
    proposed: Totals | None = None
    _counted: list[pl.DataFrame] = Factory(list)

    @property
    def counts(self) -> pl.DataFrame:
        """How many of each measure, by authority and month of receipt; and how many are open in a
        rate, or rejected."""
        if len(self._counted) != 1:
            every = pl.concat([pl.DataFrame(schema=COUNTS), *self._counted])
            self._counted = [every.group_by(BY).agg(pl.col("count").sum())]
        return self._counted[0]

    def add_judged(self, judged: JudgedCases, as_of: date) -> None:
        """What is found of some cases."""
        self.assessed += judged.cases
        self.stages.update(judged.stages)
        self.late.update(judged.late)
        self.settling = together(self.settling, judged.settling)
        if judged.counts:
            self._add_counts(judged.counts)
            for table in judged.tables["findings"]:
                self.findings.update(_counted(table, ["rule", "kind", "certainty"]))
            authorities = judged.table(CASES).select("case", "authority")
            for table in judged.tables["clocks"]:
                self._add_clocks(table, authorities, as_of)
            for rows in judged.tables[DUE_ROWS]:
                self.to_do.add_rows(rows, as_of)

    def add_proposed(self, changed: pl.DataFrame, proposed: Totals) -> None:
        """What a proposed policy would make another of some cases, and what would be counted."""
        self.changed.append(changed)
        self.proposed = self.proposed or Totals()
        self.proposed.add(proposed)

    def add_unjudged(self, unjudged: pl.DataFrame) -> None:
        """Cases that are rejected, as :func:`unjudged_cases` has them."""
        if unjudged.height:
            counted = unjudged.group_by("authority", "month").agg(pl.len().alias("count"))
            own = counted.with_columns(
                pl.lit(REJECTED_CASES).alias("measure"), pl.lit(False).alias("certain")
            )
            self._add_counts([own.select(*COUNTS).cast(pl.Schema(COUNTS))])

    def _add_counts(self, counts: Sequence[pl.DataFrame]) -> None:
        """Adds counts that are each summed up; all are once they are many."""
        summed = self._counted[0].height if self._counted else 0
        self._counted += counts
        if sum(each.height for each in self._counted) > MOST_COUNTS + 2 * summed:
            self._counted = [self.counts]

    def _add_clocks(self, clocks: pl.DataFrame, authorities: pl.DataFrame, as_of: date) -> None:
        running, missed = (pl.col("status") == each for each in ("running", "missed"))
        table = clocks.select("case", "clock", "part", "due", "status", "stopped")
        overdue = table.filter(missed & pl.col("stopped").is_null())
        due = table.filter(running & (pl.col("due") <= as_of + WEEK))
        for live, counts, name in (
            (overdue, self.overdue, "longest"),
            (due, self.due, "soonest"),
        ):
            counts.update({clock: n for (clock,), n in _counted(live, ["clock"]).items()})
            last = live.select(pl.col("due").bottom_k(LISTED).max()).to_series()
            first = live.filter(live["due"] <= last)
            first = first.with_columns(pl.col("clock", "part").cast(pl.String))
            first = first.sort(ORDER).head(LISTED)  # of those of one day the same in any chunks
            own = authorities.filter(pl.col("case").is_in(first["case"].implode()))
            first = first.join(own, on="case", how="left").select(*DUE)
            self._list(name, first)

    def _list(self, name: str, more: pl.DataFrame) -> None:
        both = pl.concat([getattr(self, name), more])
        setattr(self, name, both.sort(ORDER).head(LISTED))

    def add(self, other: Totals) -> None:
        """The totals of other cases."""
        self.cases += other.cases
        self.assessed += other.assessed
        self.not_received += other.not_received
        self.against += other.against
        self.changed += other.changed
        if other.proposed is not None:
            self.proposed = self.proposed or Totals()
            self.proposed.add(other.proposed)
        self.settling = together(self.settling, other.settling)
        self._add_counts(other._counted)
        for name in ("late", "findings", "stages", "overdue", "due"):
            getattr(self, name).update(getattr(other, name))
        self._list("longest", other.longest)
        self._list("soonest", other.soonest)
        self.to_do.add(other.to_do)


def _counted(table: pl.DataFrame, by: list[str]) -> Counter[Any]:
    """How many rows there are of each combination."""
    counted = table.group_by(by).len()
    return Counter({tuple(row[:-1]): row[-1] for row in counted.rows()})
