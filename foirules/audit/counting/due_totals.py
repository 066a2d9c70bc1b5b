"""What is due of a log, counted chunk by chunk, with the first of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

import polars as pl
from attrs import Factory, define

from foirules.audit.counting.figures import WEEK
from foirules.audit.judging.due_rows import SCHEMA

LISTED: Final = 20  # of each actor, of what is overdue and of what falls due
WHEN: Final = ("overdue", "this_week", "later")
_ORDER: Final = ("actor", "overdue", "deadline", "case", "parts", "action", "regime")


@define(eq=False, repr=False)
class DueTotals:
    """How much is due of whom by when, and the first of it.

    :param counts: by (actor, what it is grouped by, one of WHEN).
    :param first: rows of :mod:`foirules.audit.judging.due_rows`, of each actor the longest overdue
        and those that fall due next.
    """

    counts: Counter[tuple[str, str | None, str]] = Factory(Counter)
    first: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=SCHEMA))

    def add_rows(self, rows: pl.DataFrame, as_of: date) -> None:
        """What is due of further cases."""
        overdue, this_week, later = (pl.lit(each) for each in WHEN)
        soon = pl.col("deadline") <= as_of + WEEK
        when = pl.when("overdue").then(overdue).when(soon).then(this_week).otherwise(later)
        counted = rows.group_by("actor", "by", when.alias("when")).len()
        self.counts.update({(actor, by, when): n for actor, by, when, n in counted.rows()})
        self._list(rows)

    def add(self, other: DueTotals) -> None:
        """What is due of the cases of another chunk."""
        self.counts.update(other.counts)
        self._list(other.first)

    def _list(self, more: pl.DataFrame) -> None:
        rows = pl.concat([self.first, more]).sort(_ORDER, descending=[False, True, *[False] * 5])
        self.first = rows.group_by("actor", "overdue", maintain_order=True).head(LISTED)
        self.first = self.first.select(*SCHEMA)

    def to_dict(self, grouped: bool) -> dict[str, Any]:
        """The counts of each actor, and the first rows of each, with dates as ISO text.

        :param grouped: whether the counts of each group are wanted too.
        """
        actors = sorted({actor for actor, _, _ in self.counts})
        groups = sorted({by for _, by, _ in self.counts}, key=lambda by: (by is None, by or ""))
        rows = self.first.to_dicts()
        return {
            "counts": [{"actor": actor, **self._counts(actor)} for actor in actors],
            "by": [
                {"by": by, "actor": actor, **counts}
                for by in groups
                for actor in actors
                if any((counts := self._counts(actor, [by])).values())
            ]
            if grouped
            else None,
            "first": [{**row, "deadline": row["deadline"].isoformat()} for row in rows],
        }

    def _counts(self, actor: str, groups: list[str | None] | None = None) -> dict[str, int]:
        counts = dict.fromkeys(WHEN, 0)
        for (whose, by, when), count in self.counts.items():
            if whose == actor and (groups is None or by in groups):
                counts[when] += count
        return counts
