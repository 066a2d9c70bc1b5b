"""The form of a file of the law: the keys of each declaration, and what stands under them.

The reader, the JSON Schema and whoever writes a declaration out work from these tables. A key that
is left out has the default of the declaration's own field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any, Final

from attrs import evolve, field, frozen

from foirules.language.declarations import (
    ActionDeclaration,
    ClockDeclaration,
    FactDeclaration,
    Pause,
    Plain,
    RuleDeclaration,
)
from foirules.language.types import Type


class Content(Enum):
    """What stands under a key."""

    NAME = "a name"
    TEXT = "text"
    EXPRESSION = "an expression"
    PATTERN = "an expression with what the clock declares in braces"
    SUBJECT = "a subject"
    TYPE = "a type"
    KIND = "a kind of rule"
    FORCE = "a kind of period"
    ACTOR = "an actor"
    EVENTS = "a list of events"
    CLOCKS = "a list of clocks"
    EXAMPLE = "a list of events, a line each"
    DAY = "a day"
    ORDER = "a whole number"
    TRUTH = "true or false"
    PAUSE = "a pause"
    PLAIN = "plain words"


@frozen
class Key:
    """A key of a declaration.

    :param name: of the declaration's field.
    :param needed: whether it must be there.
    :param or_else: another key that may stand in its place.
    """

    name: str
    holds: Content
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
    FactDeclaration,
    {
        "of": Key("subject", Content.SUBJECT, True),
        "name": Key("name", Content.NAME, True),
        "type": Key("type", Content.TYPE, True),
        "is": Key("expression", Content.EXPRESSION, True),
        "cites": Key("cites", Content.TEXT),
        "meaning": Key("meaning", Content.TEXT),
    },
)
PLAIN: Final = Form(
    Plain,
    {name: Key(name, Content.TEXT, True) for name in ("means", "why", "requester", "authority")},
)
RULE: Final = Form(
    RuleDeclaration,
    {
        "id": Key("id", Content.NAME, True),
        "of": Key("subject", Content.SUBJECT, True),
        "kind": Key("kind", Content.KIND, True),
        "applies": Key("applies", Content.EXPRESSION, True),
        "when": Key("when", Content.EXPRESSION, True),
        "possible-when": Key("possible_when", Content.EXPRESSION),
        "due": Key("due", Content.EXPRESSION),
        "ended": Key("ended", Content.EXPRESSION),
        "begins": Key("begins", Content.EXPRESSION),
        "exemptions": Key("exemptions", Content.EXPRESSION),
        "since": Key("since", Content.DAY),
        "until": Key("until", Content.DAY),
        "may-answer": Key("may_answer", Content.EVENTS),
        "cites": Key("cites", Content.TEXT, True),
        "cites-if-possible": Key("cites_if_possible", Content.TEXT),
        "says": Key("message", Content.TEXT, or_else="says-if-possible"),
        "says-if-possible": Key("possible_message", Content.TEXT),
        "meaning": Key("meaning", Content.TEXT, True),
        "plain": Key("plain", Content.PLAIN),
        "breaks": Key("breaks", Content.EXAMPLE),
        "keeps": Key("keeps", Content.EXAMPLE),
    },
)
PAUSE: Final = Form(
    Pause,
    {
        "rows": Key("collection", Content.NAME, True),
        "start": Key("start", Content.EXPRESSION, True),
        "end": Key("end", Content.EXPRESSION, True),
        "reason": Key("reason", Content.TEXT, True),
    },
)
CLOCK: Final = Form(
    ClockDeclaration,
    {
        "name": Key("name", Content.NAME, True),
        "of": Key("subject", Content.SUBJECT, True),
        "kind": Key("kind", Content.FORCE),
        "when": Key("when", Content.EXPRESSION, True),
        "started": Key("started", Content.EXPRESSION, True),
        "due": Key("due", Content.EXPRESSION, True),
        "due-latest": Key("due_latest", Content.EXPRESSION),
        "stopped": Key("stopped", Content.EXPRESSION, True),
        "lapsed": Key("lapsed", Content.EXPRESSION),
        "paused": Key("paused", Content.EXPRESSION),
        "superseded": Key("superseded", Content.EXPRESSION),
        "period": Key("period", Content.NAME),
        "in-force": Key("in_force", Content.EXPRESSION),
        "used": Key("used", Content.PATTERN),
        "pause": Key("pause", Content.PAUSE),
        "school-days": Key("school", Content.EXPRESSION),
        "cites": Key("cites", Content.TEXT, True),
        "meaning": Key("meaning", Content.TEXT),
        "plain": Key("plain", Content.PLAIN),
    },
)
ACTION: Final = Form(
    ActionDeclaration,
    {
        "name": Key("name", Content.NAME, True),
        "actor": Key("actor", Content.ACTOR, True),
        "of": Key("subject", Content.SUBJECT, True),
        "order": Key("order", Content.ORDER),
        "optional": Key("optional", Content.TRUTH),
        "when": Key("when", Content.EXPRESSION, True),
        "expected": Key("expected", Content.EXPRESSION),
        "available-from": Key("available_from", Content.EXPRESSION, True),
        "opens": Key("opens", Content.EXPRESSION),
        "deadline": Key("deadline", Content.EXPRESSION),
        "meets": Key("meets", Content.CLOCKS),
        "cites": Key("cites", Content.TEXT, True),
        "says": Key("message", Content.TEXT, True),
        "not-yet": Key("not_yet", Content.TEXT),
        "draft-text": Key("draft_text", Content.TEXT),
        "meaning": Key("meaning", Content.TEXT),
        "plain": Key("plain", Content.PLAIN),
    },
)
LISTS: Final[Mapping[str, Form]] = {
    "facts": FACT,
    "rules": RULE,
    "clocks": CLOCK,
    "actions": ACTION,
}
WITHIN: Final[Mapping[Content, Form]] = {Content.PAUSE: PAUSE, Content.PLAIN: PLAIN}
"""The mappings within a declaration."""
FORMS: Final = {form.makes: form for form in (*LISTS.values(), *WITHIN.values())}


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
