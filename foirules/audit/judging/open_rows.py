"""What is open in each rate: of what is counted, the rows that a measure may hold of and none
certainly does, because a day is known as a range, something is not recorded or a point of law is
open. They bound the rate from below and from above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve, frozen

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.statistics import EVERY, PREFIX, Rate, Statistics
from foirules.engine.columns.arrays import Mask, Places
from foirules.engine.outputs import ESTABLISHED

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment, Finding, Undecided

OF, AMONG, OUT = "of", "among", "out"
"""How a row counts in a rate: as one of it; as one among which it is, and not of it; not at all."""


@frozen
class OpenRow:
    """How a row counts as recorded, and how where the rate is least and where it is most."""

    recorded: str
    least: str
    most: str

    def name(self, rate: str) -> str:
        """What such rows of a rate are counted as; no measure has such a name."""
        return f"{rate}: {self.recorded}, {self.least} to {self.most}"


EVERY_WAY: Final = tuple(
    OpenRow(*each) for each in product((OF, AMONG, OUT), repeat=3) if len({*each}) > 1
)


@frozen(eq=False, repr=False)
class MeasureHits:
    """Of what a measure holds.

    :param found: what it holds of in some scenario at least, as recorded or (established) surely.
    :param undecided: what the record does not decide; rows may be there several times.
    """

    name: str
    found: FrameHits
    undecided: FrameHits

    def is_certain(self) -> Mask:
        """Of which of those found it certainly holds, where what is not recorded did not happen."""
        every = self.found.everywhere
        return np.ones(len(self.found.state), bool) if every is None else every

    def certain(self) -> FrameHits:
        """What it certainly holds of, as recorded."""
        return self.found.only(self.is_certain())

    def sure(self) -> FrameHits:
        """What it holds of, whatever is not recorded."""
        return self.found.only(self.found.state == ESTABLISHED)

    def possible(self) -> Iterator[FrameHits]:
        """What it may hold of, and does not surely."""
        yield self.found.only(self.found.state != ESTABLISHED)
        yield self.undecided


def cases_of(several: Iterable[FrameHits], size: int) -> Mask:
    """Of so many cases those that some rows are of."""
    found = np.zeros(size, bool)
    for rows in several:
        found[rows.case] = True
    return found


def row_keys(rows: FrameHits, parts: int) -> Places:
    """A number for each row, by its event and part, or by its case where it has neither.

    :param parts: more than there are.
    """
    key = (rows.event + 1) * parts + rows.part + 1
    return np.where(key > 0, key, -1 - rows.case)


def open_in_rates(statistics: Statistics, holds: Sequence[MeasureHits]) -> Mapping[str, Places]:
    """The case of each row that is open in a rate, by :meth:`OpenRow.name`; a case may be there
    again for another of its rows."""
    every = [rows for each in holds for rows in (each.found, each.undecided)]
    parts = 2 + max((int(rows.part.max(initial=-1)) for rows in every), default=-1)
    possible = {each.name: list(each.possible()) for each in holds}
    size = 1 + max((int(rows.case.max(initial=-1)) for rows in every), default=-1)
    near = cases_of(chain.from_iterable(possible.values()), size)  # of no other can a row be open
    beside = [evolve(each, found=each.found.only(near.take(each.found.case))) for each in holds]
    keys = _Keys(
        {each.name: row_keys(each.certain(), parts) for each in beside},
        {each.name: row_keys(each.sure(), parts) for each in beside},
        {
            name: np.concatenate([row_keys(rows, parts) for rows in of])
            for name, of in possible.items()
        },
    )
    cases = {name: np.concatenate([rows.case for rows in of]) for name, of in possible.items()}
    found: dict[str, Places] = {}
    for rate in statistics.rates:
        names = statistics.beside({*rate.of, *rate.among})
        open, first = np.unique(_of(keys.possible, names), return_index=True)
        case = _of(cases, names)[first]
        for way, chosen in _ways(rate, statistics, keys, open):
            found[way.name(rate.name)] = case[chosen]
    return found


@frozen(eq=False, repr=False)
class _Keys:
    """For each measure the keys of the rows that it holds of as recorded, of those that it surely
    holds of, and of those that it may."""

    certain: Mapping[str, Places]
    sure: Mapping[str, Places]
    possible: Mapping[str, Places]


def _of(keys: Mapping[str, Places], names: set[str]) -> Places:
    return np.concatenate([np.zeros(0, int), *(keys[name] for name in sorted(names - {EVERY}))])


def _ways(
    rate: Rate, statistics: Statistics, keys: _Keys, rows: Places
) -> Iterator[tuple[OpenRow, Mask]]:
    """For each way in which some rows are open in a rate, which of them are.

    What a source does not record may explain a row that as recorded is not of the rate: why it is
    late, or what became of it where it is not counted. It takes nothing from one that is of it.
    """

    def are(of: Mapping[str, Places], names: set[str]) -> Mask:
        return np.isin(rows, _of(of, names))

    of, among, every = {*rate.of}, {*rate.among}, EVERY in rate.among
    beside = statistics.beside(of | among)
    is_of = are(keys.certain, of)
    is_among = are(keys.certain, among - of) | (every & ~is_of)
    recorded = _first(is_of, OF, is_among, AMONG, OUT)
    may_be_of, may_be_among = are(keys.possible, of), are(keys.possible, among - of)
    open = ~are(keys.sure, beside)
    least = np.where(open & may_be_among & ~is_of, AMONG, recorded)
    most = np.where(open & may_be_of, OF, recorded)
    for way in EVERY_WAY:
        yield way, (recorded == way.recorded) & (least == way.least) & (most == way.most)


def _first(a: Mask, if_a: str, b: Mask, if_b: str, otherwise: str) -> Places:
    chosen: Places = np.where(a, if_a, np.where(b, if_b, otherwise))
    return chosen


def open_in_assessment(
    statistics: Statistics, found: Assessment, recorded: Assessment | None = None
) -> Iterator[str]:
    """The same of a case that was assessed by itself: a name for each of its open rows.

    :param recorded: what is found of it where what is not recorded did not happen, if that may be
        something else.
    """
    surely = rows_of_assessment(found)
    certainly = surely if recorded is None else rows_of_assessment(recorded)
    one, none = np.zeros(1, int), np.zeros(0, int)
    for row, rate in product({**surely, **certainly}, statistics.rates):
        sure, certain = surely.get(row, {}), certainly.get(row, {})
        may = {name for name in {*sure, *certain} if not sure.get(name)}
        keys = _Keys(
            *(
                {name: one if holds(name) else none for name in statistics.names}
                for holds in (certain.get, sure.get, may.__contains__)
            )
        )
        for way, chosen in _ways(rate, statistics, keys, one):
            if chosen.any():
                yield way.name(rate.name)


def rows_of_assessment(
    found: Assessment,
) -> dict[tuple[str | None, str | None], dict[str, bool]]:
    """For each row of a case, by its part and event, the measures that may hold of it, and whether
    each certainly does."""
    from foirules.cases.assessment import Finding  # of an assessment this is there already

    rows: dict[tuple[str | None, str | None], dict[str, bool]] = {}
    said: list[Finding | Undecided] = [*found.findings, *found.undecided]
    for each in said:
        if each.rule.startswith(PREFIX):
            row = rows.setdefault((each.part, each.event.id if each.event else None), {})
            sure = isinstance(each, Finding) and each.certainty == "established"
            row[each.rule.removeprefix(PREFIX)] = sure
    return rows
