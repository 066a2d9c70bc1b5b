"""What is counted of a log, as ``statistics.yaml`` of the regime declares it.

A measure becomes a rule that is found of what it counts; nothing is counted by any other test.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import field, frozen

from foirules.language import kept
from foirules.language.codec import Codec
from foirules.language.declarations import Chapter
from foirules.language.kept_law import law_codec
from foirules.language.regime import Regime
from foirules.language.schema import Schema

FILE: Final = "statistics.yaml"
PREFIX: Final = "statistics:"  # of the ids of the rules, so that they are no rule's of the law
EVERY: Final = "every-case"  # the measure that no rule stands for: it holds of every case
CASE_DAYS: Final = "case:"  # of the ids of the rules that give the days of the table of cases
CASE: Final = ("due", "answered")


@frozen
class MeasureSet:
    """Measures that exclude each other: at most one is true of each request, review or complaint,
    unless they may overlap.

    :param subject: what is counted.
    :param titles: the measures, each with its title.
    :param among: the measures that count all of them, where there are such.
    :param needs: the kinds of events without which a log shows nothing of it.
    :param may_overlap: several may be true of one. There may be many, so that cases which they
        perhaps count are not kept.
    """

    name: str
    title: str
    cites: str
    subject: str
    titles: Mapping[str, str]
    among: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    may_overlap: bool = False


@frozen
class Threshold:
    """From a day on: bands by the least percentage of each, the highest first."""

    start: date
    bands: tuple[tuple[str, int], ...]
    cites: str
    note: str = ""

    def band(self, of: int, among: int) -> str:
        """The band of so many among so many."""
        return next(name for name, least in self.bands if 100 * of >= least * among)


@frozen
class Rate:
    """A share of what is counted, with the thresholds it is set against."""

    name: str
    title: str
    of: tuple[str, ...]
    among: tuple[str, ...]
    cites: str
    thresholds: tuple[Threshold, ...]

    def threshold(self, on: date) -> Threshold | None:
        """The one in force on a day."""
        place = bisect_right([each.start for each in self.thresholds], on)
        return self.thresholds[place - 1] if place else None


@frozen(eq=False, repr=False)
class Statistics:
    """What is counted under a regime.

    :param days: a rule for each of the days that the table of cases has: as recorded.
    :param chapter: the facts and the measures.
    :param columns: the measures that tables of the summary show, each by its heading.
    :param backlog: the measures that count what is still owed an answer.
    """

    days: Chapter
    chapter: Chapter
    sets: tuple[MeasureSet, ...]
    rates: tuple[Rate, ...]
    late_by: tuple[int, ...]
    columns: Mapping[str, str] = field(factory=dict)
    backlog: tuple[str, ...] = ()

    @property
    def case_days(self) -> list[str]:
        """The days that the table of cases has, in the order of their rules."""
        return [rule.id.removeprefix(CASE_DAYS) for rule in self.days.rules]

    def beside(self, names: Collection[str]) -> set[str]:
        """The measures of the sets that some measures are of, those among them."""
        sets = (each.titles for each in self.sets if not each.titles.keys().isdisjoint(names))
        return {name for titles in sets for name in titles}

    @property
    def overlapping(self) -> set[str]:
        """The measures of the sets whose measures may overlap."""
        return {name for each in self.sets if each.may_overlap for name in each.titles}

    @property
    def names(self) -> list[str]:
        """The measures, in the order of their rules."""
        return [name for each in self.sets for name in each.titles]


@cache
def statistics(regime: Regime) -> Statistics:
    """What is counted under a regime; nothing where its folder does not say.

    What the file says is kept between runs, as the law is.

    :raises RulesError: with every error of the file.
    """

    def read() -> Statistics:
        from foirules.audit.judging.statistics_file import read_statistics

        return read_statistics(regime)

    if not regime.key:
        return read()
    key = kept.digest((), regime.key, FILE)
    return kept.read_or_make(f"statistics-{regime.id}", key, _codec(regime.schema), read)


def _codec(schema: Schema) -> Codec:
    of_law = law_codec(schema)
    own = (MeasureSet, Threshold, Rate, Statistics)
    return Codec((*of_law.classes, *own), of_law.known)
