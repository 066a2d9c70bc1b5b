"""What is counted of each authority and month, as columns: there may be very many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.counting.rates import MOVES, Share, may_be_of, moved_by, rejected_by, share_of
from foirules.audit.judging.judged_cases import REJECTED_CASES
from foirules.audit.judging.statistics import Rate

KEYS: Final = ["authority", "month"]


@frozen(eq=False, repr=False)
class Groups:
    """What is counted of each authority and month of receipt.

    :param keys: ``authority`` and ``month``, in order.
    :param certain: beside these how often each measure certainly holds; ``open`` how many rows are
        open in each rate, by :meth:`foirules.audit.judging.open_rows.OpenRow.name`.
    :param rejected: how many cases are rejected, by what is known of them.
    """

    keys: pl.DataFrame
    certain: pl.DataFrame
    open: pl.DataFrame
    rejected: Mapping[tuple[Any, ...], int]

    @classmethod
    def of(cls, counts: pl.DataFrame) -> Groups:
        """The groups of the cases that are counted."""
        counts = counts.cast({"authority": pl.String})
        names, sure = pl.col("measure").cast(pl.String), pl.col("certain")
        keys = (
            counts.filter(sure)
            .select(KEYS)
            .unique()
            .sort(pl.col("authority").fill_null(""), "month")
        )

        def beside(rows: pl.DataFrame) -> pl.DataFrame:
            wide = rows.with_columns(names).pivot(
                "measure", index=KEYS, values="count", aggregate_function="sum"
            )
            of_keys = keys.join(wide, on=KEYS, how="left", nulls_equal=True, maintain_order="left")
            return of_keys.with_columns(pl.exclude(KEYS).fill_null(0).cast(pl.Int64))

        known = rejected_by(counts, KEYS)
        open = counts.filter(~sure & (pl.col("measure") != REJECTED_CASES))
        return cls(keys, beside(counts.filter(sure)), beside(open), known)

    def shares(self, rate: Rate, shown: Collection[str], rejected: int, lost: int) -> list[Share]:
        """A rate of each group, by the threshold of its month.

        :param shown: the measures that count.
        :param rejected: cases that may be of any group; ``lost`` rows.
        """
        of, among = totals(
            self.certain,
            *({name: 1 for name in names if name in shown} for names in (rate.of, rate.among)),
        )
        ways = moved_by(rate.name).items()
        moved = totals(self.open, *({name: by[n] for name, by in ways} for n in range(len(MOVES))))
        rejected_of = [rejected] * self.keys.height
        if self.rejected:
            rejected_of = [rejected + may_be_of(key, self.rejected) for key in self.keys.rows()]
        thresholds = {month: rate.threshold(month) for month in self.keys["month"].unique()}
        known: dict[tuple[Any, ...], Share] = {}  # most groups are as some other
        found = []
        rows = zip(
            self.keys["month"], of, among, zip(*moved, strict=True), rejected_of, strict=True
        )
        for month, *counts in rows:
            threshold = thresholds[month]
            key = (threshold and threshold.start, *counts)
            if key not in known:
                known[key] = share_of(threshold, counts[0], counts[1], counts[2], counts[3], lost)
            found.append(known[key])
        return found


def totals(counts: pl.DataFrame, *times: Mapping[str, int]) -> list[pl.Series]:
    """For each group sums of what is counted: of each sum how many times which measures stand in
    it."""
    none = pl.repeat(0, pl.len(), dtype=pl.Int64)
    columns = set(counts.columns)
    sums = (
        pl.sum_horizontal(
            none, *(pl.col(name) * n for name, n in of.items() if n and name in columns)
        )
        for of in times
    )
    return counts.select(each.alias(str(place)) for place, each in enumerate(sums)).get_columns()
