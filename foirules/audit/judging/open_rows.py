"""What is open in each rate: of what is counted, the rows that a measure may hold of and none
certainly does, because a day is known as a range, a field is not recorded or a point of law is
open. They bound the rate from below and from above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

import numpy as np
from attrs import frozen

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.statistics import EVERY, PREFIX, Rate, Statistics
from foirules.cases.assessment import Assessment, Finding, Undecided
from foirules.engine.columns.arrays import Mask, Places
from foirules.engine.outputs import ESTABLISHED

FOR, COUNTED_FOR, AGAINST = "may be of", "counted, may be of", "may be among"
"""How a row may move a rate: as one more of it and among it; as one more of it, where it counts
among it already; as one more that is only among it."""
EFFECTS: Final = (FOR, COUNTED_FOR, AGAINST)


def open_name(effect: str, rate: str) -> str:
    """What the rows that may move a rate so are counted as; no measure has such a name."""
    return f"{effect}: {rate}"


@frozen(eq=False)
class MeasureHits:
    """Of what a measure holds.

    :param found: what it certainly (established) or possibly holds of.
    :param undecided: what the record does not decide; rows may be there several times.
    """

    name: str
    found: FrameHits
    undecided: FrameHits

    def certain(self) -> FrameHits:
        """What it certainly holds of."""
        return self.found.only(self.found.state == ESTABLISHED)

    def possible(self) -> Iterator[FrameHits]:
        """What it may hold of."""
        yield self.found.only(self.found.state != ESTABLISHED)
        yield self.undecided


def row_keys(rows: FrameHits, parts: int) -> Places:
    """A number for each row, by its event and part, or by its case where it has neither.

    :param parts: more than there are.
    """
    key = (rows.event + 1) * parts + rows.part + 1
    return np.where(key > 0, key, -1 - rows.case)


def open_in_rates(statistics: Statistics, holds: Sequence[MeasureHits]) -> Mapping[str, Places]:
    """The case of each row that is open in a rate, by :func:`open_name`; a case may be there
    again for another of its rows."""
    every = [rows for each in holds for rows in (each.found, each.undecided)]
    parts = 2 + max((int(rows.part.max(initial=-1)) for rows in every), default=-1)
    certain = {each.name: row_keys(each.certain(), parts) for each in holds}
    possible = {
        each.name: np.concatenate([row_keys(rows, parts) for rows in each.possible()])
        for each in holds
    }
    cases = {each.name: np.concatenate([rows.case for rows in each.possible()]) for each in holds}
    found: dict[str, Places] = {}
    for rate in statistics.rates:
        names = {*rate.of, *rate.among}
        rows, first = np.unique(_of(possible, names), return_index=True)
        case = _of(cases, names)[first]
        for effect, chosen in _effects(rate, statistics, certain, possible, rows):
            found[open_name(effect, rate.name)] = case[chosen]
    return found


def _of(keys: Mapping[str, Places], names: set[str]) -> Places:
    return np.concatenate([np.zeros(0, int), *(keys[name] for name in sorted(names - {EVERY}))])


def _effects(
    rate: Rate,
    statistics: Statistics,
    certain: Mapping[str, Places],
    possible: Mapping[str, Places],
    rows: Places,
) -> Iterator[tuple[str, Mask]]:
    """For each way in which some rows may move a rate, which of them may."""

    def are(keys: Mapping[str, Places], names: set[str]) -> Mask:
        return np.isin(rows, _of(keys, names))

    of, among = {*rate.of}, {*rate.among}
    counted = np.full(len(rows), EVERY in among) | are(certain, among)
    settled_of = are(certain, statistics.beside(of))
    settled = are(certain, statistics.beside(among)) | counted
    may_be_of = are(possible, of) & ~settled_of
    yield FOR, may_be_of & ~settled
    yield COUNTED_FOR, may_be_of & counted
    yield AGAINST, are(possible, among - of) & ~settled & ~are(certain, of)


def open_in_assessment(statistics: Statistics, found: Assessment) -> Iterator[str]:
    """The same of a case that was assessed by itself: a name for each of its open rows."""
    rows = rows_of_assessment(found)
    one, none = np.zeros(1, int), np.zeros(0, int)
    for row, rate in product(rows.values(), statistics.rates):
        names = statistics.names
        certain = {name: one if row.get(name) else none for name in names}
        possible = {name: one if row.get(name) is False else none for name in names}
        for effect, chosen in _effects(rate, statistics, certain, possible, one):
            if chosen.any():
                yield open_name(effect, rate.name)


def rows_of_assessment(
    found: Assessment,
) -> dict[tuple[str | None, str | None], dict[str, bool]]:
    """For each row of a case, by its part and event, the measures that may hold of it, and whether
    each certainly does."""
    rows: dict[tuple[str | None, str | None], dict[str, bool]] = {}
    said: list[Finding | Undecided] = [*found.findings, *found.undecided]
    for each in said:
        if each.rule.startswith(PREFIX):
            row = rows.setdefault((each.part, each.event.id if each.event else None), {})
            sure = isinstance(each, Finding) and each.certainty == "established"
            row[each.rule.removeprefix(PREFIX)] = sure
    return rows
