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

    :param start: the first day on which it is in force, and ``end`` the last.
    :param unit: one of UNITS; None where there is no such period, or ``known`` is false. Months and
        ``calendar-years`` run from the day, whether the calendar covers it or not; ``whole-years``
        begin with the year after it. ``hours`` and ``pounds`` end on no day.
    :param beginning_with: whether the day from which it runs is its first; else that is day zero.
    :param rolls: the calendar whose next working day is the last day, where the last day is none.
    :param day: the last day itself, whenever the period starts.
    :param known: whether it is known which period there was.
    :param members: the exemptions of a list.
    :param note: what is not sure of it.
    :param sure: where the day of a change is not known, the first on which it certainly had been
        made; until then one of ``either`` is in force.
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
