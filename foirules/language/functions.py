"""The functions and aggregates of the language."""

from __future__ import annotations

from attrs import frozen

from foirules.language.types import DATE, INT, Type


@frozen
class Function:
    """A function of the calendar or the policy: argument types, result, and what it may lack."""

    args: tuple[Type, ...]
    result: Type | None  # None for a set of exemptions
    named: bool = False  # the first argument is the name of a period or a list of the policy
    absent: bool = False
    unknown: bool = False
    meaning: str = ""


FUNCTIONS = {
    "add_working_days": Function(
        (DATE, INT), DATE, meaning="the n-th working day after a day; the day itself for 0"
    ),
    "school_deadline": Function(
        (DATE, INT, DATE),
        DATE,
        unknown=True,
        meaning="the n-th school day after a day, or the last day given if that is earlier; unknown"
        " where the school's days that are known do not say",
    ),
    "school_days_inclusive": Function(
        (DATE, DATE), INT, unknown=True, meaning="school days between two days, both counted"
    ),
    "working_days_between": Function(
        (DATE, DATE), INT, meaning="working days after the first day, up to the second"
    ),
    "working_days_inclusive": Function(
        (DATE, DATE), INT, meaning="working days from the first day to the second, both counted"
    ),
    "add_months": Function((DATE, INT), DATE, meaning="the same day some calendar months later"),
    "deadline": Function(
        (DATE, DATE),
        DATE,
        named=True,
        absent=True,
        unknown=True,
        meaning="the last day of a period that follows a day, by the version in force on a day",
    ),
    "amount": Function(
        (DATE,), INT, named=True, absent=True, unknown=True, meaning="how long a period is"
    ),
    "listed": Function(
        (DATE,), None, named=True, absent=True, unknown=True, meaning="a list of the policy"
    ),
}
AGGREGATES = ("first", "last", "earliest", "latest", "union", "total", "count", "any", "all")
