"""What is due of a case: of each actor the first day of the case and of each of its parts, with the
action that comes first in the law.

It is what :mod:`foirules.audit.judging.due_rows` says of columns, of one assessment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from attrs import define

from foirules.calendars.working_days import Calendar, NotCounted
from foirules.cases.assessment import Action, Assessment


@define
class _Due:
    """What is due of an actor on a day, of some parts; None of all."""

    action: Action
    order: int
    parts: list[str]


def due_of(
    found: Assessment, authority: str | None, optional: Collection[str], calendar: Calendar
) -> Iterator[dict[str, Any]]:
    """The rows of a case.

    :param authority: the name of it.
    :param optional: the names of the actions that nobody has to take.
    :param calendar: by which the working days left, or over, are counted.
    """
    for actor in dict.fromkeys(each.actor for each in found.actions):
        of_actor = [
            (number, each)
            for number, each in enumerate(found.actions)
            if each.actor == actor and each.deadline is not None
        ]
        to_do = [each for each in of_actor if each[1].action not in optional] or of_actor
        for due in _together(to_do):
            action, deadline = due.action, due.action.deadline
            assert deadline is not None  # as said above
            left = _between(calendar, found.as_of, deadline)
            over = _between(calendar, deadline, found.as_of)
            coming = deadline >= found.as_of
            yield {
                "actor": actor,
                "deadline": deadline.isoformat(),
                "overdue": action.overdue,
                "working_days_left": left if coming else None,
                "working_days_over": None if coming else over,
                "case": found.case,
                "parts": ";".join(due.parts) or None,
                "action": action.action,
                "regime": action.regime,
                "authority": authority,
            }


def _together(actions: list[tuple[int, Action]]) -> list[_Due]:
    """The first action of each part, those alike of several parts once."""
    first: dict[str | None, tuple[int, Action]] = {}
    for order, each in sorted(actions, key=lambda pair: (pair[1].deadline, pair[0])):
        first.setdefault(each.part, (order, each))
    of_parts = min((a.deadline for p, (_, a) in first.items() if p and a.deadline), default=None)
    found: dict[tuple[date | None, str], _Due] = {}
    for part, (order, each) in first.items():
        if part is None and of_parts and each.deadline and each.deadline >= of_parts:
            continue
        due = found.setdefault((each.deadline, each.action), _Due(each, order, []))
        due.parts += [part] if part else []
    return list(found.values())


def _between(calendar: Calendar, start: date, end: date) -> int | None:
    try:
        return calendar.working_days_between(start.toordinal(), end.toordinal())
    except NotCounted:
        return None
