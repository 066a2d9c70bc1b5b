"""A policy: what differs by date and by authority, each with its kind and its citation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Final

from attrs import evolve, field, frozen

from foirules.language.regime import Regime

AMOUNTS: Final = ("hours", "pounds")  # which end on no day
UNITS: Final = (
    "working-days",
    "calendar-days",
    "calendar-weeks",
    "calendar-months",
    "calendar-years",
    "whole-years",
    *AMOUNTS,
)


@frozen
class Version:
    """A period or a list as it is from a day on.

    ``unit`` and ``amount`` are None where from then on there is no such period, and where it is not
    known which there was (``known`` is then False). Day zero is the day it starts from, unless the
    period is one ``beginning_with`` that day; ``whole-years`` begin with the year after it, and
    ``calendar-years`` with the day, as calendar months do, whether it is in the calendar or not. A
    last day that is no working day of the calendar ``rolls``, where one is named, moves to the
    next. ``hours`` and ``pounds`` are amounts and end on no day. A ``day`` is the last day itself,
    whenever the period starts. ``members`` are a list's exemptions; ``note``
    says what is not sure of it. Where it is not known on which day a change was made, ``sure`` is
    the first day on which it certainly had been, and until then one of ``either`` is in force.
    """

    start: date
    kind: str
    cites: str
    unit: str | None = None
    amount: int | None = None
    beginning_with: bool = False
    rolls: str | None = None
    day: date | None = None
    known: bool = True
    end: date | None = None
    members: tuple[str, ...] = ()
    note: str = ""
    sure: date | None = None
    either: tuple[Version, ...] = ()

    @property
    def length(self) -> str:
        """20 working days; 3 calendar months beginning with the day itself; to 2022-09-08;
        not known; none."""
        if self.day is not None:
            return f"to {self.day.isoformat()}"
        if self.either:
            return " or ".join(dict.fromkeys(each.length for each in self.either))
        if self.unit is None:
            return "none" if self.known else "not known"
        unit = self.unit.replace("-", " ").removesuffix("s" if self.amount == 1 else "")
        early = " beginning with the day itself" * self.beginning_with
        rolls = " or the next working day" * (self.rolls is not None)
        return f"{self.amount} {unit}{early}{rolls}"


Versions = Mapping[str, tuple[Version, ...]]


@frozen(eq=False)
class Policy:
    """A policy with all that it extends."""

    id: str
    version: str
    title: str
    regime: Regime = field(repr=False)
    extends: str | None
    periods: Versions
    sets: Versions
    titles: Mapping[str, str] = field(factory=dict)
    non_working_days: tuple[tuple[date, str], ...] = ()
    school_terms: tuple[tuple[date, date], ...] | None = None
    school_days_off: tuple[date, ...] = ()
    school_source: str = ""
    source: str = ""
    ancestors: tuple[tuple[str, str], ...] = ()

    def in_force(self, name: str, on: date) -> Version | None:
        """The version of a period or a list in force on a day; None where there is none."""
        versions = self.periods.get(name) or self.sets.get(name) or ()
        place = bisect_right([v.start for v in versions], on)
        return versions[place - 1] if place else None

    def variants(self) -> tuple[Policy, ...]:
        """The policies that this may be: each change of which the day is not known was made on the
        first day that it may have been, or on the last."""
        open = [n for n, versions in self.periods.items() if any(v.either for v in versions)]
        if not open:
            return (self,)
        timelines = ([_resolved_by(self.periods[name], which) for which in (0, 1)] for name in open)
        return tuple(
            evolve(self, periods={**self.periods, **dict(zip(open, chosen, strict=True))})
            for chosen in product(*timelines)
        )

    def lineage(self) -> tuple[tuple[str, str], ...]:
        """(id, version) of this policy and of those it extends, nearest first."""
        return ((self.id, self.version), *self.ancestors)


def _resolved_by(versions: tuple[Version, ...], which: int) -> tuple[Version, ...]:
    """The versions with one of two for each that is open."""
    return tuple(evolve(v.either[which], start=v.start) if v.either else v for v in versions)
