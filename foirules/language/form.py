"""The form of a file of the law: the keys of each declaration, and what stands under them.

The reader, the JSON Schema and whoever writes a declaration out work from these tables. A key that
is left out has the default of the declaration's own field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any, Final

from attrs import evolve, field, frozen

from foirules.language.law import Action, Clock, Fact, Pause, Rule
from foirules.language.types import Type


class Holds(Enum):
    """What stands under a key."""

    NAME = "a name"
    TEXT = "text, of which a message may hold names in braces"
    EXPRESSION = "an expression"
    PATTERN = "an expression with what the clock declares in braces"
    SUBJECT = "a subject"
    TYPE = "a type"
    KIND = "a kind of rule"
    FORCE = "a kind of period"
    ACTOR = "an actor"
    EVENTS = "a list of events"
    EXAMPLE = "a list of events, a line each"
    DAY = "a day"
    ORDER = "a whole number"
    PAUSE = "a pause"


@frozen
class Key:
    """A key of a declaration.

    :param name: of the declaration's field.
    :param needed: whether it must be there.
    :param or_else: another key that may stand in its place.
    """

    name: str
    holds: Holds
    needed: bool = False
    or_else: str = ""


@frozen
class Form:
    """A declaration: its class, and its keys in the order in which they are best written."""

    makes: type[Any]
    keys: Mapping[str, Key]
    needed: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        needed = tuple(name for name, key in self.keys.items() if key.needed)
        object.__setattr__(self, "needed", needed)

    def without(self, *names: str) -> Form:
        """The form with fewer keys."""
        kept = {name: key for name, key in self.keys.items() if name not in names}
        return evolve(self, keys=kept)


FACT: Final = Form(
    Fact,
    {
        "of": Key("subject", Holds.SUBJECT, True),
        "name": Key("name", Holds.NAME, True),
        "type": Key("type", Holds.TYPE, True),
        "is": Key("expression", Holds.EXPRESSION, True),
        "cites": Key("cites", Holds.TEXT),
        "meaning": Key("meaning", Holds.TEXT),
    },
)
RULE: Final = Form(
    Rule,
    {
        "id": Key("id", Holds.NAME, True),
        "of": Key("subject", Holds.SUBJECT, True),
        "kind": Key("kind", Holds.KIND, True),
        "applies": Key("applies", Holds.EXPRESSION, True),
        "when": Key("when", Holds.EXPRESSION, True),
        "possible-when": Key("possible_when", Holds.EXPRESSION),
        "due": Key("due", Holds.EXPRESSION),
        "ended": Key("ended", Holds.EXPRESSION),
        "begins": Key("begins", Holds.EXPRESSION),
        "exemptions": Key("exemptions", Holds.EXPRESSION),
        "since": Key("since", Holds.DAY),
        "until": Key("until", Holds.DAY),
        "may-answer": Key("may_answer", Holds.EVENTS),
        "cites": Key("cites", Holds.TEXT, True),
        "cites-if-possible": Key("cites_if_possible", Holds.TEXT),
        "says": Key("message", Holds.TEXT, or_else="says-if-possible"),
        "says-if-possible": Key("possible_message", Holds.TEXT),
        "meaning": Key("meaning", Holds.TEXT, True),
        "breaks": Key("breaks", Holds.EXAMPLE),
        "keeps": Key("keeps", Holds.EXAMPLE),
    },
)
PAUSE: Final = Form(
    Pause,
    {
        "rows": Key("collection", Holds.NAME, True),
        "start": Key("start", Holds.EXPRESSION, True),
        "end": Key("end", Holds.EXPRESSION, True),
        "reason": Key("reason", Holds.TEXT, True),
    },
)
CLOCK: Final = Form(
    Clock,
    {
        "name": Key("name", Holds.NAME, True),
        "of": Key("subject", Holds.SUBJECT, True),
        "kind": Key("kind", Holds.FORCE),
        "when": Key("when", Holds.EXPRESSION, True),
        "started": Key("started", Holds.EXPRESSION, True),
        "due": Key("due", Holds.EXPRESSION, True),
        "stopped": Key("stopped", Holds.EXPRESSION, True),
        "lapsed": Key("lapsed", Holds.EXPRESSION),
        "paused": Key("paused", Holds.EXPRESSION),
        "superseded": Key("superseded", Holds.EXPRESSION),
        "period": Key("period", Holds.NAME),
        "in-force": Key("in_force", Holds.EXPRESSION),
        "used": Key("used", Holds.PATTERN),
        "pause": Key("pause", Holds.PAUSE),
        "school-days": Key("school", Holds.EXPRESSION),
        "cites": Key("cites", Holds.TEXT, True),
        "meaning": Key("meaning", Holds.TEXT),
    },
)
ACTION: Final = Form(
    Action,
    {
        "name": Key("name", Holds.NAME, True),
        "actor": Key("actor", Holds.ACTOR, True),
        "of": Key("subject", Holds.SUBJECT, True),
        "order": Key("order", Holds.ORDER),
        "when": Key("when", Holds.EXPRESSION, True),
        "expected": Key("expected", Holds.EXPRESSION),
        "available-from": Key("available_from", Holds.EXPRESSION, True),
        "opens": Key("opens", Holds.EXPRESSION),
        "deadline": Key("deadline", Holds.EXPRESSION),
        "cites": Key("cites", Holds.TEXT, True),
        "says": Key("message", Holds.TEXT, True),
        "not-yet": Key("not_yet", Holds.TEXT),
        "meaning": Key("meaning", Holds.TEXT),
    },
)
LISTS: Final[Mapping[str, Form]] = {
    "facts": FACT,
    "rules": RULE,
    "clocks": CLOCK,
    "actions": ACTION,
}
FORMS: Final = {form.makes: form for form in (*LISTS.values(), PAUSE)}


@frozen
class Scope:
    """What a file may declare, and the names that it may use.

    :param more: the keys that it may have at the top beside those of every file.
    """

    subjects: Collection[str]
    types: Mapping[str, Type]
    kinds: Collection[str] = ()
    actors: Collection[str] = ()
    events: Collection[str] = ()
    lists: Mapping[str, Form] = LISTS
    more: Collection[str] = ()
