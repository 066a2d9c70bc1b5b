"""Rates as recorded, and between what bounds they are: what was not judged, or is uncertain, could
make them so little or so much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import Any, Final

import polars as pl
from attrs import Factory, frozen

from foirules.audit.judging.judged_cases import REJECTED_CASES
from foirules.audit.judging.open_rows import EVERY_WAY, OF, OUT
from foirules.audit.judging.statistics import Rate, Statistics, Threshold

Counts = Mapping[str, int]
MOVES: Final = ("least_of", "most_of", "least_among", "most_among")
"""What open rows move of a rate, with what it is of and what it is among."""


@frozen
class Figures:
    """What is counted of some cases.

    :param counts: how often each measure certainly holds; ``open`` how many rows are open in a
        rate, by :meth:`foirules.audit.judging.open_rows.OpenRow.name`.
    :param rejected: how many further cases may be of these.
    :param lost: how many rows are lost that may be of any of them.
    """

    counts: Counts = Factory(dict)
    open: Counts = Factory(dict)
    rejected: int = 0
    lost: int = 0


@frozen
class Share:
    """A rate in per cent, the least and the most that it may be, and the band of all of these."""

    percentage: float | None
    least: float | None
    most: float | None
    band: str | None


def figures_by(
    counts: pl.DataFrame, keys: list[str], rejected: int, lost: int
) -> dict[tuple[Any, ...], Figures]:
    """The figures of the cases of each combination of keys.

    A case that is rejected counts where its key is the same; where it is not known, everywhere.

    :param rejected: cases that may be any; ``lost`` rows.
    """
    certain: dict[tuple[Any, ...], dict[str, int]] = {}
    open: dict[tuple[Any, ...], dict[str, int]] = {}
    summed = counts.group_by(*keys, "measure", "certain").agg(pl.col("count").sum())
    known = rejected_by(summed, keys)
    for *key, measure, sure, count in summed.filter(pl.col("measure") != REJECTED_CASES).rows():
        (certain if sure else open).setdefault(tuple(key), {})[measure] = count
    return {
        key: Figures(of, open.get(key, {}), rejected + may_be_of(key, known), lost)
        for key, of in certain.items()
    }


def rejected_by(counts: pl.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], int]:
    """How many cases are rejected of each combination of keys, None for what is not known."""
    known: Counter[tuple[Any, ...]] = Counter()
    for *key, count in counts.filter(measure=REJECTED_CASES).select(*keys, "count").rows():
        known[tuple(key)] += count
    return known


def may_be_of(key: Iterable[Any], known: Mapping[tuple[Any, ...], int]) -> int:
    """How many of those rejected may have a key."""
    return sum(known.get(each, 0) for each in product(*({None, part} for part in key)))


def rates(counted: Statistics, of: Figures, on: date) -> list[dict[str, Any]]:
    """The rates of some cases, by the thresholds of a day."""
    return [_rate(rate, of, on) for rate in counted.rates]


def _rate(rate: Rate, of: Figures, on: date) -> dict[str, Any]:
    threshold = rate.threshold(on)
    exact, among = (sum(of.counts.get(n, 0) for n in names) for names in (rate.of, rate.among))
    moves = moved_by(rate.name).items() if of.open else ()
    moved = [sum(of.open.get(name, 0) * by[place] for name, by in moves) for place in range(4)]
    share = share_of(threshold, exact, among, moved, of.rejected, of.lost)
    return {
        "rate": rate.name,
        "title": rate.title,
        "percentage": share.percentage,
        "least": share.least,
        "most": share.most,
        "of": exact,
        "among": among,
        "band": share.band,
        "thresholds": dict(threshold.bands) if threshold else None,
        "cites": rate.cites,
        "thresholds_cite": threshold.cites if threshold else None,
    }


@cache
def moved_by(rate: str) -> Mapping[str, tuple[int, ...]]:
    """For each way in which a row may be open in a rate, by its name, how it moves each of
    :data:`MOVES`."""
    return {
        way.name(rate): (
            (way.least == OF) - (way.recorded == OF),
            (way.most == OF) - (way.recorded == OF),
            (way.least != OUT) - (way.recorded != OUT),
            (way.most != OUT) - (way.recorded != OUT),
        )
        for way in EVERY_WAY
    }


def share_of(
    threshold: Threshold | None,
    of: int,
    among: int,
    moved: Sequence[int],
    rejected: int,
    lost: int,
) -> Share:
    """A rate of so many of so many, with its bounds.

    A row that is open, or a case that is rejected, counts as it makes the rate least, or most; a
    lost row may have turned any one that counts.

    :param moved: by how much open rows move each of :data:`MOVES`.
    """
    least_of, most_of, least_among, most_among = moved
    least_among, most_among = among + least_among + rejected, among + most_among + rejected
    highest = min(of + most_of + rejected + lost, most_among), most_among
    lowest = max(of + least_of - lost, 0), least_among
    if not least_among:  # of none that count for sure, those that may are all of it
        lowest = highest
    elif not most_among:
        highest = 0, 1
    band = _band(threshold, lowest, highest) if among else None
    return Share(_percentage(of, among), _percentage(*lowest), _percentage(*highest), band)


def _percentage(of: int, among: int) -> float | None:
    return round(100 * of / among, 1) if among else None


def _band(threshold: Threshold | None, *bounds: tuple[int, int]) -> str | None:
    """The band that both bounds lie in; None where they lie in two."""
    bands = {threshold.band(*each) for each in bounds} if threshold else set()
    return bands.pop() if len(bands) == 1 else None
