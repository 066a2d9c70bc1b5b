"""What is counted of a log, as ``statistics.yaml`` declares it in the language of the law.

A measure becomes a rule that is found of the requests (reviews, complaints) which it counts: the
engines work it out with the law, and nothing is counted by any other test.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from foirules.document import load, plain, read_text
from foirules.language.law import SCALARS, Chapter, Fact, Rule

FILE: Final = Path(__file__).with_name("statistics.yaml")
PREFIX: Final = "statistics:"  # of the ids of the rules, so that they are no rule's of the law


@frozen
class Measures:
    """Measures of which one at most holds of each request, review or complaint.

    :param among: the measures that count those of which one is to hold, where there are such.
    """

    name: str
    title: str
    cites: str
    subject: str
    titles: Mapping[str, str]
    among: tuple[str, ...] = ()


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


@frozen(eq=False)
class Statistics:
    chapter: Chapter
    sets: tuple[Measures, ...]
    rates: tuple[Rate, ...]
    late_by: tuple[int, ...]

    @property
    def names(self) -> list[str]:
        """The measures, in the order of their rules."""
        return [name for each in self.sets for name in each.titles]


@cache
def statistics() -> Statistics:
    """The statistics that the package ships."""
    top: Any = plain(load(read_text(FILE), FILE.name))
    facts = [
        Fact(f["of"], f["name"], SCALARS[f["type"]], f["is"], FILE.name, f["meaning"])
        for f in top["facts"]
    ]
    sets, rules = [], []
    for name, each in top["sets"].items():
        subject = each.get("of", "request")
        titles = {measure: said["title"] for measure, said in each["measures"].items()}
        among = tuple(each.get("among", ()))
        sets.append(Measures(name, each["title"], each["cites"], subject, titles, among))
        rules += [_rule(n, subject, each["cites"], said) for n, said in each["measures"].items()]
    rates = tuple(
        Rate(
            name,
            each["title"],
            tuple(each["of"]),
            tuple(each["among"]),
            each["cites"],
            tuple(map(_threshold, each.get("thresholds", ()))),
        )
        for name, each in top["rates"].items()
    )
    chapter = Chapter(top["statistics"], facts, rules)
    return Statistics(chapter, tuple(sets), rates, tuple(top["late-by"]))


def _rule(name: str, subject: str, cites: str, said: Mapping[str, Any]) -> Rule:
    return Rule(
        id=PREFIX + name,
        subject=subject,
        kind="note",
        applies="received_on is present",
        when=said["when"],
        due=said.get("due"),
        ended=said.get("ended"),
        cites=cites,
        message=said["title"],
        meaning=said["title"],
    )


def _threshold(said: Mapping[str, Any]) -> Threshold:
    start = date.fromisoformat(said["from"])
    return Threshold(start, tuple(said["bands"].items()), said["cites"], said.get("note", ""))
