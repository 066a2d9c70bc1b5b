"""What the law says of a frame, as columns of tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
from attrs import define, field

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.frames import Frame
from foirules.engine.columns.arrays import EPOCH, Array, absent, encode, spread
from foirules.language.law import ReadAction, ReadClock, ReadRule
from foirules.language.nodes import ABSENT
from foirules.language.types import DATE, INT, Type


@define(eq=False, repr=False)
class OutputColumns:
    """What several declarations say, as columns of a table.

    Rows are ordered by case, in a case by declaration, in the order of the law.

    :param hits: what each declaration says; ``law`` are the declarations.
    """

    frame: Frame
    hits: Sequence[FrameHits]
    law: Sequence[ReadRule | ReadClock | ReadAction]
    _order: Array = field(init=False)
    declared: Array = field(init=False)
    case: Array = field(init=False)
    state: Array = field(init=False)

    def __attrs_post_init__(self) -> None:
        cases = np.concatenate([each.case for each in self.hits])
        self._order = np.argsort(cases, kind="stable")
        self.case = cases[self._order]
        self.declared = self.ordered(
            [np.full(len(each.case), number, np.uint16) for number, each in enumerate(self.hits)]
        )
        self.state = self.ordered([each.state for each in self.hits])

    def ordered(self, columns: Sequence[Array]) -> Array:
        """What each declaration says, as one column."""
        return np.concatenate(columns)[self._order]

    def declared_as(self, what: Callable[[Any], str]) -> pl.Series:
        """A text of the declaration of each row.

        :param what: from a declaration to its text.
        """
        return enum_column([what(each.declared) for each in self.law], self.declared)

    def value(self, name: str, kind: Type) -> Array:
        """A value of each; absent where its declaration has none of this name."""
        return self.ordered(self._values((name,), kind))

    def latest(self, *names: str) -> Array:
        """The last of the days for complying that each may have.

        :param names: of the value that has it: the first that a declaration has.
        """
        days = zip(self.hits, self._values(names, DATE), strict=True)
        return self.ordered([day if of.latest is None else of.latest for of, day in days])

    def _values(self, names: Sequence[str], kind: Type) -> list[Array]:
        columns = []
        for hits, each in zip(self.hits, self.law, strict=True):
            values = dict(zip(each.values, hits.values, strict=True))
            own = next((values[name] for name in names if name in values), None)
            missing = encode(kind, ABSENT)
            columns.append(spread(missing, len(hits.case)) if own is None else own)
        return columns

    def day(self, name: str) -> pl.Series:
        """A day of each; null where there is none."""
        return day_column(self.value(name, DATE))

    def number(self, name: str) -> pl.Series:
        """A number of each; null where there is none."""
        return number_column(self.value(name, INT), absent(INT))

    def exemptions(self, name: str) -> pl.Series:
        """Sets of exemptions as lists of names; empty where there is none."""
        kind = self.frame.regime.vocabulary.exemptions
        masks = self.value(name, kind)
        some = np.flatnonzero(masks > 0)
        known, which = np.unique(masks[some], return_inverse=True)
        codes = np.zeros(len(masks), np.uint32)
        codes[some] = which + 1
        names = [[], *(kind.names(int(mask)) for mask in known)]
        return pl.Series(names, dtype=pl.List(pl.String)).gather(codes)

    def part(self) -> pl.Series:
        """The name of the part that each is about; null where there is none."""
        place = self.ordered([each.part for each in self.hits])
        return self.frame.parts.gather(number_column(place, -1))

    def event(self) -> pl.Series:
        """The event that each is about: its id, name and day."""
        log = self.frame.log
        place = self.ordered([each.event for each in self.hits])
        none, place = place < 0, np.maximum(place, 0)
        number = place - log.first_event[log.case[place]] + 1
        ids = pl.Series(number).cast(pl.String)
        rows = self.frame.rows
        if "event-id" in rows.columns:
            given = rows["event-id"].gather(self.frame.first_row[place])
            ids = given.zip_with(given.is_not_null(), ids)
        event = pl.DataFrame(
            {
                "id": ids,
                "event": enum_column(self.frame.regime.vocabulary.event.members, log.event[place]),
                "on": day_column(log.on[place]),
            }
        ).to_struct()
        return event.zip_with(pl.Series(~none), pl.Series([None], dtype=event.dtype))

    def table(self, **columns: pl.Series) -> pl.DataFrame:
        """The columns as a table."""
        case = self.frame.names.gather(self.case)
        regime = pl.Series([self.frame.regime.id], dtype=pl.Categorical).new_from_index(
            0, len(case)
        )
        return pl.DataFrame({"case": case, "regime": regime, **columns})


def enum_column(names: Sequence[str], codes: Array) -> pl.Series:
    """Names by their places in a list, in which some may be alike, as an enumeration."""
    distinct = list(dict.fromkeys(names))
    places = np.array([distinct.index(name) for name in names], np.uint32)
    return pl.Series(places.take(codes)).cat.to(pl.Enum(distinct))


def categorical_column(names: Sequence[str], codes: Array) -> pl.Series:
    """Names by their places in a list that is not the same for every policy."""
    return pl.Series(names, dtype=pl.Categorical).gather(codes)


def number_column(numbers: Array, nothing: int) -> pl.Series:
    """Numbers, null where they are not above ``nothing``."""
    series = pl.Series(numbers)
    none = numbers <= nothing
    return series.set(pl.Series(none), None) if none.any() else series


def span_columns(earliest: Array, latest: Array) -> tuple[pl.Series, pl.Series]:
    """Days and the last that they may be, which are mostly the same; both as ordinals."""
    days = day_column(earliest)
    return days, days if np.array_equal(latest, earliest) else day_column(latest)


def day_column(days: Array) -> pl.Series:
    """Days by their ordinals; null where there is none."""
    return (number_column(days, absent(DATE)) - EPOCH).cast(pl.Date)
