"""A clock that some scenario starts -> the clock, with the days that it leaves out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from foirules.calendars.working_days import Calendar
from foirules.cases.assessment import Clock
from foirules.engine.combining.rule import LATEST, agreed, earliest, latest, least
from foirules.engine.combining.scenario import Hit, Hits, Scenario, by_name, part_of
from foirules.engine.environment import Environment
from foirules.engine.periods import grounds
from foirules.engine.values_in_words import in_words
from foirules.language.law import ReadClock
from foirules.language.nodes import ABSENT, UNKNOWN


def clock(
    read: ReadClock,
    regime: str,
    hits: Hits,
    everywhere: bool,
    environment: Environment,
    as_of: int,
) -> Clock:
    """What the scenarios that start a clock say of it together.

    :param everywhere: whether every scenario starts it.
    """
    declared, row = read.declared, hits[0][1][1]
    values = by_name(read.values, hits)
    version = None
    if declared.period:
        version = environment.version(declared.period, min(values["in_force"]))
    kind, cites = grounds(declared, version)
    status = agreed(values["status"], UNKNOWN)
    running = "uncertain"
    if everywhere and status != UNKNOWN:
        running = in_words(read.values["status"].type, status)
    started, due = earliest(values["started"]), earliest(values["due"])
    left_out: tuple[tuple[date, str], ...] = ()
    if started and due and version is not None and version.unit == "working-days":
        first, last = started.toordinal(), due.toordinal()
        school = "school" in values and 1 in hits[0][0].each(_value(read, "school", hits[0][1]))
        calendar = environment.counted(first, last) if school else environment.calendar
        paused = _paused(read, *hits[0], first, last, as_of)
        left_out = disregarded(calendar, first, last)
        if paused:
            left_out = tuple(sorted((paused | dict(left_out)).items()))
    return Clock(
        declared.name,
        regime,
        part_of(row),
        kind,
        started,
        due,
        latest(next(values[name] for name in LATEST["clocks"] if name in values)),
        earliest((agreed(values["stopped"]),)),
        running,
        least(values["used"]),
        least(values["left"]) if running == "running" else None,
        left_out,
        cites,
    )


def _value(read: ReadClock, name: str, hit: Hit) -> int:
    value: int = hit[2][list(read.values).index(name)]
    return value


def _paused(
    read: ReadClock, scenario: Scenario, hit: Hit, first: int, last: int, as_of: int
) -> dict[date, str]:
    """The days that the pauses of a clock leave out after its first day, up to its last."""
    days: dict[date, str] = {}
    if read.pause is None or read.declared.pause is None:
        return days
    if not scenario.rows(read.declared.pause.collection, hit[1]):
        return days
    scenario, hit = scenario.single(hit)
    for each in scenario.rows(read.declared.pause.collection, hit[1]):
        start, end = (
            scenario.scalar.value(node, each, scenario.root, as_of, scenario.environment)
            for node in read.pause
        )
        if min(start, end) > ABSENT:
            for day in range(max(start, first + 1), min(end, last) + 1):
                days[date.fromordinal(day)] = read.declared.pause.reason
    return days


@lru_cache(maxsize=4096)
def disregarded(calendar: Calendar, started: int, due: int) -> tuple[tuple[date, str], ...]:
    """The days after ``started``, up to ``due``, that do not count, with the reasons."""
    return tuple(
        (date.fromordinal(day), reason) for day, reason in calendar.disregarded(started, due)
    )
