"""Which columns of a log hold days, and in which formats and order they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import polars as pl
from attrs import define, frozen

from foirules.audit.reading.day_orders import orders_of
from foirules.audit.reading.days import DayFormats, days_of
from foirules.audit.reading.proposing.sample import Counts, Sample

_DIRECTIVE: Final = re.compile("%.")
_LIKE_A_DAY: Final = r"\d\D+\w+\D+\d"
_SURE: Final = 0.8  # the share of a column's cells that are days where its heading does not say so
_MAYBE: Final = 0.4  # and where it does
Places = frozenset[int]


@frozen(eq=False)
class Dated:
    """A column with days.

    :param counts: what it says and how often, where it is text.
    :param by: by format, which of these are days; ISO 8601 under nothing.
    :param read: how many of its cells are days.
    """

    name: str
    counts: Counts
    by: Mapping[str, Places]
    read: int

    @classmethod
    def of(cls, sample: Sample, name: str, formats: Sequence[str]) -> Dated | None:
        """The column of a log; None for one without any day."""
        kind = sample.rows.schema[name]
        if isinstance(kind, pl.Date | pl.Datetime):
            return cls(name, (), {}, sample.rows[name].drop_nulls().len())
        counts = sample.counts(name) if kind == pl.String else ()
        texts = pl.Series([text for text, _ in counts], dtype=pl.String)
        if not texts.str.contains(_LIKE_A_DAY).any():
            return None
        by = {"": _places(texts, ())}
        if len(by[""]) < texts.str.contains(_LIKE_A_DAY).sum():
            signs = frozenset("".join(texts))
            likely = [each for each in formats if signs.issuperset(_DIRECTIVE.sub("", each))]
            by |= {each: _places(texts, (each,)) for each in likely}
        read = sum(counts[place][1] for place in frozenset().union(*by.values()))
        return cls(name, counts, by, read) if read else None

    @property
    def lost(self) -> Counts:
        """The cells that say something else."""
        days = frozenset[int]().union(*self.by.values())
        return [each for place, each in enumerate(self.counts) if place not in days]

    def is_likely(self, said_so: bool) -> bool:
        """Whether it is one of days.

        :param said_so: its heading says that it is.
        """
        lost = sum(count for _, count in self.lost)
        return self.read / (self.read + lost) >= (_MAYBE if said_so else _SURE)

    def places(self, formats: Iterable[str]) -> Places:
        """Which of its texts some formats read, or ISO 8601."""
        none: Places = frozenset()
        return none.union(*(self.by.get(each, none) for each in ("", *formats)))

    def count(self, places: Iterable[int]) -> int:
        """How many cells have some of its texts."""
        return sum(self.counts[place][1] for place in places)

    def needed(self, formats: Sequence[str]) -> list[str]:
        """The fewest formats, in their order, that read what all of them read."""
        found: list[str] = []
        for each in formats:
            if not self.by.get(each, frozenset()) <= self.places(found):
                found.append(each)
        return found


@define
class Written:
    """How days are written.

    :param formats: the fewest that read all days that can be read.
    :param ambiguous: a day that may be in either of two orders, where none tells which it is.
    """

    formats: list[str]
    ambiguous: str | None = None


def written(columns: Sequence[Dated], formats: Sequence[str]) -> Written:
    """How the days of some columns are written: in one order, but where a column needs another."""
    orders = orders_of(formats)
    total = {
        order: sum(each.count(each.places(of_order)) for each in columns)
        for order, of_order in orders.items()
    }
    best = max(total, key=lambda order: total[order])
    needed = [f for each in columns for f in each.needed(_own_order(each, orders, best))]
    if not all(_in_one_order(each, needed) for each in columns):
        needed = [f for each in columns for f in each.needed(orders[best])]
    ties = [order for order in total if order != best and total[order] == total[best]]
    either = (_differing(each, orders[best], orders[tie]) for tie in ties for each in columns)
    return Written(list(dict.fromkeys(needed)), next(filter(None, either), None))


def _own_order(column: Dated, orders: Mapping[str, Sequence[str]], best: str) -> Sequence[str]:
    """The formats of the order that reads most of a column."""
    read = {order: column.count(column.places(formats)) for order, formats in orders.items()}
    return orders[max(read, key=lambda order: (read[order], order == best))]


def _in_one_order(column: Dated, formats: Sequence[str]) -> bool:
    """Whether formats of one order read all of a column that these read."""
    orders = orders_of(formats).values()
    every = column.places(formats)
    return len(orders) < 2 or any(column.places(each) == every for each in orders)


def _differing(column: Dated, one: Sequence[str], other: Sequence[str]) -> str | None:
    """A text that formats of two orders read as different days."""
    both = {*one} & {*other}
    places = (column.places(one) & column.places(other)) - column.places(both)
    texts = pl.Series([column.counts[place][0] for place in sorted(places)], dtype=pl.String)
    first, second = (days_of(texts, DayFormats(tuple(each))) for each in (one, other))
    return next(iter(texts.filter(first != second)), None)


def _places(texts: pl.Series, formats: tuple[str, ...]) -> Places:
    days = days_of(texts, DayFormats(formats)).is_not_null()
    return frozenset(days.arg_true())


def like_a_day(text: str) -> bool:
    """Whether a text looks like a day, though it may be none."""
    return re.search(_LIKE_A_DAY, text) is not None
