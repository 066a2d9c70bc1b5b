"""Which columns of a log hold days, and in which formats and order they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl
from attrs import define, frozen

from foirules.audit.reading.day_orders import orders_of
from foirules.audit.reading.days import DayFormats, days_of
from foirules.audit.reading.proposing.sample import Counts, Sample

_NUMBERS: Final = r"\d.*\d"
_SURE: Final = 0.8  # the share of a column's cells that are days where its heading does not say so
_MAYBE: Final = 0.4  # and where it does


@frozen(eq=False)
class Dated:
    """A column with days.

    :param read: how many of its cells are days.
    :param lost: its cells that say something else.
    :param share: of those that say something, those that are days.
    """

    name: str
    read: int
    lost: Counts

    @property
    def share(self) -> float:
        return self.read / (self.read + sum(count for _, count in self.lost))

    def is_likely(self, said_so: bool) -> bool:
        """Whether it is one of days.

        :param said_so: its heading says that it is.
        """
        return self.share >= (_MAYBE if said_so else _SURE)


def dated_columns(sample: Sample, formats: Sequence[str]) -> dict[str, Dated]:
    """The columns of a log that have days, by name."""
    every = DayFormats(tuple(formats))
    found = {}
    for name in sample.columns:
        kind = sample.rows.schema[name]
        counts = sample.counts(name) if kind == pl.String else ()
        if isinstance(kind, pl.Date | pl.Datetime):
            found[name] = Dated(name, sample.rows[name].drop_nulls().len(), ())
        elif kind == pl.String and _may_be_days(counts):
            read = days_of(_texts(counts), every).is_not_null().to_list()
            lost = [each for each, day in zip(counts, read, strict=True) if not day]
            days = sum(n for (_, n), day in zip(counts, read, strict=True) if day)
            found[name] = Dated(name, days, lost)
    return {name: each for name, each in found.items() if each.read}


@define
class Written:
    """How days are written.

    :param formats: the fewest that read all days that can be read.
    :param ambiguous: whether no day tells in which order of two it is written.
    """

    formats: list[str]
    ambiguous: bool = False


def written(sample: Sample, columns: Iterable[str], formats: Sequence[str]) -> Written:
    """How the days of some columns are written: in one order, but for a column that needs another."""
    texts = [sample.counts(name) for name in columns if sample.is_text(name)]
    orders = orders_of(formats)
    read = {
        order: [_read(counts, of_order) for counts in texts] for order, of_order in orders.items()
    }
    total = {order: sum(each) for order, each in read.items()}
    best = max(total, key=lambda order: total[order])
    needed: dict[str, None] = {}
    for place, counts in enumerate(texts):
        own = max(read, key=lambda order: (read[order][place], order == best))
        needed |= dict.fromkeys(_needed(counts, orders[own]))
    if not all(_in_one_order(counts, list(needed)) for counts in texts):
        needed = dict.fromkeys(f for counts in texts for f in _needed(counts, orders[best]))
    ties = [order for order in total if order != best and total[order] == total[best]]
    ambiguous = any(_differ(counts, orders[best], orders[each]) for each in ties for counts in texts)
    return Written(list(needed), ambiguous)


def _in_one_order(counts: Counts, formats: Sequence[str]) -> bool:
    """Whether formats of one order read all of a column that these read."""
    orders = orders_of(formats).values()
    return len(orders) < 2 or _read(counts, formats) in [_read(counts, each) for each in orders]


def _needed(counts: Counts, formats: Sequence[str]) -> list[str]:
    """The fewest formats, in their order, that read what all of them read."""
    needed: list[str] = []
    most, read = _read(counts, formats), _read(counts, ())
    for each in formats:
        if read == most:
            break
        more = _read(counts, (*needed, each))
        if more > read:
            needed.append(each)
            read = more
    return needed


def _read(counts: Counts, formats: Sequence[str]) -> int:
    """How many cells formats read."""
    days = days_of(_texts(counts), DayFormats(tuple(formats)))
    return sum(n for (_, n), day in zip(counts, days.is_not_null().to_list(), strict=True) if day)


def _differ(counts: Counts, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether formats of two orders read some cell as different days."""
    first, second = (days_of(_texts(counts), DayFormats(tuple(each))) for each in (one, other))
    return (first != second).any()


def _texts(counts: Counts) -> pl.Series:
    return pl.Series([text for text, _ in counts], dtype=pl.String)


def _may_be_days(counts: Counts) -> bool:
    return bool(counts) and bool(_texts(counts).str.contains(_NUMBERS).any())
