"""Rates as recorded, and between what bounds they are: what was not judged, or is uncertain, could
make them so little or so much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from attrs import Factory, frozen

from foirules.audit.judging.judged_cases import REJECTED_CASES
from foirules.audit.judging.open_rows import EVERY_WAY, OF, OUT
from foirules.audit.judging.statistics import Rate, Statistics, Threshold

Counts = Mapping[str, int]


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
    unjudged = summed.filter(measure=REJECTED_CASES).select(*keys, "count").rows()
    for *key, measure, sure, count in summed.filter(pl.col("measure") != REJECTED_CASES).rows():
        (certain if sure else open).setdefault(tuple(key), {})[measure] = count
    return {
        key: Figures(of, open.get(key, {}), rejected + _may_be_of(key, unjudged), lost)
        for key, of in certain.items()
    }


def _may_be_of(key: tuple[Any, ...], unjudged: list[tuple[Any, ...]]) -> int:
    """How many cases may have a key."""
    return sum(
        count
        for *own, count in unjudged
        if all(each in (None, wanted) for each, wanted in zip(own, key, strict=True))
    )


def rates(counted: Statistics, of: Figures, on: date) -> list[dict[str, Any]]:
    """The rates of some cases, by the thresholds of a day."""
    return [_rate(rate, of, on) for rate in counted.rates]


def _rate(rate: Rate, of: Figures, on: date) -> dict[str, Any]:
    threshold = rate.threshold(on)
    exact, among = (sum(of.counts.get(n, 0) for n in names) for names in (rate.of, rate.among))
    least, most = _bounds(rate, of, exact, among)
    return {
        "rate": rate.name,
        "title": rate.title,
        "percentage": _percentage(exact, among),
        "least": _percentage(*least),
        "most": _percentage(*most),
        "of": exact,
        "among": among,
        "band": _band(threshold, least, most) if among else None,
        "thresholds": dict(threshold.bands) if threshold else None,
        "cites": rate.cites,
        "thresholds_cite": threshold.cites if threshold else None,
    }


def _bounds(
    rate: Rate, of: Figures, exact: int, among: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The least and the most that a rate may be, each as so many of so many.

    A row that is open, or a case that is rejected, counts as it makes the rate least, or most; a
    lost row may have turned any one that counts.
    """
    least_of = most_of = exact
    least_among = most_among = among
    for way in EVERY_WAY:
        count = of.open.get(way.name(rate.name), 0)
        least_of += count * ((way.least == OF) - (way.recorded == OF))
        most_of += count * ((way.most == OF) - (way.recorded == OF))
        least_among += count * ((way.least != OUT) - (way.recorded != OUT))
        most_among += count * ((way.most != OUT) - (way.recorded != OUT))
    least_among, most_among = least_among + of.rejected, most_among + of.rejected
    most = min(most_of + of.rejected + of.lost, most_among)
    if not least_among:  # of none that count for sure, those that may are all of it
        return (most, most_among), (most, most_among)
    return (max(least_of - of.lost, 0), least_among), (most, most_among) if most_among else (0, 1)


def _percentage(of: int, among: int) -> float | None:
    return round(100 * of / among, 1) if among else None


def _band(threshold: Threshold | None, *bounds: tuple[int, int]) -> str | None:
    """The band that both bounds lie in; None where they lie in two."""
    bands = {threshold.band(*each) for each in bounds} if threshold else set()
    return bands.pop() if len(bands) == 1 else None
