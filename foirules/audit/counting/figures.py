"""Counts -> figures of a summary, whatever counted them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from foirules.audit.judging.statistics import MeasureSet

WEEK: Final = timedelta(days=6)  # this week: today and the six days after


def of_set(each: MeasureSet, of: Mapping[str, int]) -> dict[str, Any]:
    """What a set of measures counts, and how many of those that it is among none of them does.

    :param of: how often each measure certainly holds.
    """
    counts = {name: of.get(name, 0) for name in each.titles}
    uncertain = sum(of.get(name, 0) for name in each.among) - sum(counts.values())
    return {
        "set": each.name,
        "title": each.title,
        "cites": each.cites,
        "counts": counts,
        "titles": dict(each.titles),
        "uncertain": max(uncertain, 0) if each.among else None,
        "may_overlap": each.may_overlap,
    }


def spread(days: Counter[int], late_by: tuple[int, ...]) -> dict[str, Any]:
    """How late, in working days: the middle, nine in ten, the most, and how many in each band.

    :param days: how often each number of days.
    :param late_by: the last day of each band but the last.
    """
    count = sum(days.values())
    bands, least = [], 1
    for most in (*late_by, None):
        held = sum(n for d, n in days.items() if d >= least and (most is None or d <= most))
        bands.append({"from": least, "to": most, "count": held})
        least = (most or 0) + 1
    return {
        "count": count,
        "median": _quantile(days, 0.5),
        "ninth_tenth": _quantile(days, 0.9),
        "most": max(days),
        "bands": bands,
    }


def _quantile(days: Counter[int], share: float) -> int:
    """The least number of days that so large a share does not exceed."""
    held, total = 0, sum(days.values())
    for each in sorted(days):
        held += days[each]
        if held >= share * total:
            return each
    return max(days)


def most_frequent(counts: Counter[Any]) -> list[tuple[Any, int]]:
    """The most frequent first, those alike in order."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
