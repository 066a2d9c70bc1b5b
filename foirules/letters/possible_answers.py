"""What may be answered to a question about a draft, and which answers are worth judging by."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from foirules.cases.confirming import WHOLE
from foirules.language.types import BOOL, DATE, SetType
from foirules.letters.asking import NO, NONE, RECORDED, UNKNOWN, YES, Asked, Value
from foirules.letters.draft import Draft

WORDING: Final = {
    "wrong": "the numbers of those that are wrong",
    "a-day": "a day",
    "other-day": "a day, where only that is wrong",
    "a-number": "a whole number",
    "names": "{plural}, such as {first}",
}


def answers_to(asked: Asked) -> tuple[str, ...]:
    """What may be answered: ``yes`` for what was read, names, or what kind of value."""
    if asked.items:
        return (YES, NO, WORDING["wrong"], UNKNOWN)
    if asked.field == RECORDED or asked.type is BOOL:
        return (YES, NO, UNKNOWN)
    as_read = (YES,) if asked.read is not None else ()
    read = asked.read.value if asked.read is not None else None
    none = () if asked.field == "on" or (asked.field == WHOLE and not asked.choices) else (NONE,)
    if asked.field == WHOLE:
        other = tuple(each for each in asked.choices if each != read)
        day = (WORDING["other-day"],) if as_read else ()
        return (*as_read, *other, *none, *day, UNKNOWN)
    if asked.choices:
        return (*as_read, *asked.choices, *none, UNKNOWN)
    if isinstance(asked.type, SetType):
        said = {"plural": asked.type.plural, "first": asked.type.members[0]}
        return (*as_read, WORDING["names"].format(**said), *none, UNKNOWN)
    kind = WORDING["a-day" if asked.type is DATE else "a-number"]
    return (*as_read, kind, *none, UNKNOWN)


def to_try(asked: Asked, draft: Draft) -> list[tuple[str, Value]]:
    """Answers that are worth judging by, each with how it is told."""
    if asked.field == RECORDED or asked.items:
        return []
    if asked.type is BOOL:
        return [(YES, True), (NO, False)]
    if asked.field == "on" and asked.place is not None:
        of = draft.events[asked.place].when
        return [(each.isoformat(), each) for each in (of.first, of.last)]
    as_read: list[tuple[str, Value]] = [(YES, YES)] if asked.read is not None else []
    if asked.field == WHOLE and asked.read is not None:
        if asked.choices:
            return [*as_read, (NONE, NONE)]
        of = draft.events[asked.place or 0].when
        later = of.first + timedelta(days=1)
        return [*as_read, (later.isoformat(), later)]
    if asked.field == WHOLE:
        return [*((each, each) for each in asked.choices), (NONE, NONE)]
    if asked.choices:
        return [*as_read, *((each, each) for each in asked.choices)]
    if isinstance(asked.type, SetType):
        read = asked.read.value if asked.read is not None else ()
        names = [*((*read, each) for each in asked.perhaps), *((each,) for each in _grounds(draft))]
        as_read += [(", ".join(each), each) for each in dict.fromkeys(names)]
    return [*as_read, (NONE, NONE)]


def _grounds(draft: Draft) -> list[str]:
    """The grounds that the letters give, each of which may be meant where another was read."""
    values = (read.value for event in draft.events for read in event.values().values())
    sets = (value for value in values if isinstance(value, tuple))
    return list(dict.fromkeys(name for value in sets for name in value))


def numbered_answers(asked: Asked) -> str:
    """What may be answered, names with the numbers that stand for them."""
    names = asked.choices
    told = (f"{names.index(e) + 1} {e}" if e in names else e for e in answers_to(asked))
    return ", ".join(told)
