"""What the law says of one thing in several scenarios of a case, combined to one: the rule.

- A rule broken in every scenario is established, in some only possible; kept in every one, met.
- A day is the earliest and a count the least of those that a scenario has; a set holds what it
  holds in any scenario.
- The last day for complying, or for an action, has the latest beside it.
- The status of a clock and the day on which it stopped stand only where all scenarios have the
  same; the status, only where every scenario has the clock.
- Where some scenario offers an action, only those that do count.

Here it stands for the values of one case, whole numbers of the language of which :data:`ABSENT` and
:data:`UNKNOWN` are below every value. :mod:`foirules.engine.columns.combining` has the same
functions for columns; ``tests/engine/test_combining.py`` holds the two to one another.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import reduce
from operator import or_
from typing import Final

from foirules.cases.errors import EngineError
from foirules.language.nodes import ABSENT, UNKNOWN

MESSAGES: Final = {
    "no-day": "the rules come to a day outside the years 1 to 9999",
}
AGREED: Final = {"clocks": {"status": UNKNOWN, "stopped": ABSENT}}
"""The values that stand only where all scenarios have the same, and what stands else."""
LATEST: Final = {"clocks": ("due_latest", "due"), "actions": ("deadline",)}
"""The day of which the latest is given beside the earliest: the first of these that is declared."""


def least(values: Collection[int]) -> int | None:
    """The least that is a value; None where none is."""
    return min([v for v in values if v > ABSENT], default=None)


def day_of(ordinal: int) -> date:
    """The day of a number of days.

    :raises EngineError: where rules have worked out one that no calendar has.
    """
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise EngineError(MESSAGES["no-day"]) from None


def earliest(values: Collection[int]) -> date | None:
    """The earliest day; None where there is none."""
    first = least(values)
    return None if first is None else day_of(first)


def latest(values: Collection[int]) -> date | None:
    """The latest day; None where there is none."""
    highest = max(values, default=ABSENT)
    return day_of(highest) if highest > ABSENT else None


def union(values: Collection[int]) -> int:
    """The set that holds what any holds."""
    return reduce(or_, (max(v, 0) for v in values))


def agreed(values: Collection[int], otherwise: int = ABSENT) -> int:
    """The value that all have; else another."""
    return next(iter(values)) if len(set(values)) == 1 else otherwise
