"""The schema of a file of the law: a chapter of the Act's, or rules of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from foirules.language.form import LISTS, PAUSE, Form, Holds
from foirules.language.regime import Regime
from foirules.language.types import FINDING_KIND, LEGAL_FORCE
from foirules.schema import shapes
from foirules.schema.shapes import DAY, TEXT, Schema

_TEXT: Final[Schema] = {"anyOf": [TEXT, shapes.TRUTH]}
_HOLDS: Final[Mapping[Holds, Schema]] = {
    Holds.NAME: {"anyOf": [{"type": "string", "pattern": r"^[^\n\r]*\S[^\n\r]*$"}, shapes.TRUTH]},
    Holds.TEXT: _TEXT,
    Holds.EXPRESSION: _TEXT,
    Holds.PATTERN: _TEXT,
    Holds.KIND: shapes.one_of(FINDING_KIND.members),
    Holds.FORCE: shapes.one_of(LEGAL_FORCE.members),
    Holds.EXAMPLE: shapes.listed(TEXT),
    Holds.DAY: DAY,
    Holds.ORDER: {"type": "integer", "minimum": 1, "maximum": 999},
}


def _holds(regime: Regime) -> Mapping[Holds, Schema]:
    """What may stand under a key, in the words of a regime."""
    words = regime.vocabulary
    return {
        **_HOLDS,
        Holds.SUBJECT: shapes.one_of(regime.schema.by_name),
        Holds.TYPE: shapes.one_of(words.types),
        Holds.ACTOR: shapes.one_of(words.actor.members),
        Holds.EVENTS: shapes.listed(shapes.one_of(words.events)),
    }


_MEANS: Final = {
    "facts.name": "by which expressions call it",
    "facts.is": "an expression: on one line, or in a literal block (|)",
    "rules.id": "by which a finding calls it",
    "rules.kind": "breach is of statute; rules of one's own have the others only",
    "rules.applies": "when the duty arises",
    "rules.when": "when it is broken",
    "rules.possible-when": "when it may be, by what no record can settle",
    "rules.due": "the last day to keep it",
    "rules.ended": "the day it was kept after all",
    "rules.begins": "the day it was broken; left out: the day after the last to keep it",
    "rules.exemptions": "those that the finding is of",
    "rules.since": "it is law for cases that begin on this day or later; the law's own files only",
    "rules.until": "the last such day; the law's own files only",
    "rules.may-answer": "what may make a finding a possible one; the law's own files only",
    "rules.cites-if-possible": "on what authority the law stops at a possible finding",
    "rules.says": "what a finding says; {name} is the value of a fact",
    "rules.says-if-possible": "what a possible finding says",
    "rules.breaks": "events that break it, a line each",
    "rules.keeps": "events by which it is kept, or does not arise",
    "clocks.kind": "left out: that of the period in force, or statute",
    "clocks.period": "of the policy, from which the clock's kind and further citation come",
    "clocks.in-force": "by which day that period is in force; left out: that on which it begins",
    "clocks.used": "the days used; {started} and the like are the clock's own",
    "clocks.school-days": "where it holds, a school's days off do not count in the clock",
    "actions.order": "where it stands among the others",
    "actions.when": "when it is open",
    "actions.expected": "when it is listed, though not open",
    "actions.not-yet": "what is said then",
}


def rules(regime: Regime) -> Schema:
    """A file of the law of a regime."""
    holds = _holds(regime)
    lists = {name: shapes.listed(_declared(form, name, holds)) for name, form in LISTS.items()}
    title: Schema = {**_TEXT, "description": "what it is about, in a sentence"}
    section = shapes.record({"title": title, **lists})
    top = {
        "chapter": {**_TEXT, "description": "its name"},
        "title": title,
        "regime": {**TEXT, "description": "of rules of one's own; left out: the default one"},
        **lists,
        "sections": shapes.listed(section, 1),
    }
    body = shapes.record(top, ("chapter",))
    body["anyOf"] = [{"required": [name]} for name in (*LISTS, "sections")]
    body["not"] = {
        "required": ["sections"],
        "anyOf": [{"required": [name]} for name in LISTS],
    }
    return shapes.document(
        "foirules rules", "A chapter of the law; facts and rules of one's own beside it.", body
    )


def _declared(form: Form, name: str, holds: Mapping[Holds, Schema]) -> Schema:
    """A declaration of a list."""
    keys = {}
    for key, each in form.keys.items():
        shape = _declared(PAUSE, key, holds) if each.holds is Holds.PAUSE else holds[each.holds]
        means = _MEANS.get(f"{name}.{key}")
        keys[key] = {**shape, "description": means} if means else shape
    record = shapes.record(keys, form.needed)
    either = [(key, each.or_else) for key, each in form.keys.items() if each.or_else]
    if either:
        record["allOf"] = [{"anyOf": [{"required": [k]} for k in pair]} for pair in either]
    return record
