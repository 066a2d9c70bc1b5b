"""The law's own days and numbers by another calendar, as a system may have worked them out."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from foirules.calendars.proclaimed import PROCLAIMED
from foirules.calendars.uk import get_calendar
from foirules.calendars.working_days import Calendar
from foirules.engine.environment import Environment
from foirules.language.regime import Regime
from foirules.policy.policy import Policy

BEFORE: Final = "before-proclamations"
EVERY_DAY: Final = "every-day"


@lru_cache(maxsize=64)
def by_calendar(policy: Policy, name: str) -> Environment:
    """What the law of a policy is worked out with, by a calendar that ``recorded-days.yaml``
    names."""
    if name == BEFORE:
        return Environment(policy, _before(policy.regime))
    if name == EVERY_DAY:
        return Environment(policy, _every_day(policy.regime))
    return Environment(policy, get_calendar(name))


@cache
def _before(regime: Regime) -> Calendar:
    """A regime's calendar without what was proclaimed for one year, and with what that moved."""
    whole = regime.calendar
    gone = {each.day.toordinal() for each in PROCLAIMED}
    moved = {
        each.instead_of.toordinal(): each.reason
        for each in PROCLAIMED
        if each.instead_of is not None
    }
    days = range(whole.first, whole.last + 1)
    reasons = {day: reason for day in days if (reason := whole.reason(day)) and day not in gone}
    return Calendar(BEFORE, whole.first, whole.last, whole.announced_until, reasons | moved)


@cache
def _every_day(regime: Regime) -> Calendar:
    """A calendar of a regime's years in which all days count."""
    whole = regime.calendar
    return Calendar(EVERY_DAY, whole.first, whole.last, whole.announced_until, {})
