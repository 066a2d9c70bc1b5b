"""The schema of a file of the law: a chapter of the Act's, or rules of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from foirules.language.form import LISTS, WITHIN, Content, Form
from foirules.language.regime import Regime
from foirules.language.types import FINDING_KIND, LEGAL_FORCE
from foirules.schema import shapes
from foirules.schema.shapes import DAY, TEXT, JsonSchema

_TEXT: Final[JsonSchema] = {"anyOf": [TEXT, shapes.TRUTH]}
_NAME: Final[JsonSchema] = {"title": "text", **_TEXT}
_HOLDS: Final[Mapping[Content, JsonSchema]] = {
    Content.NAME: {"anyOf": [{"type": "string", "pattern": r"^[^\n\r]*\S[^\n\r]*$"}, shapes.TRUTH]},
    Content.TEXT: _TEXT,
    Content.EXPRESSION: _TEXT,
    Content.PATTERN: _TEXT,
    Content.KIND: shapes.one_of(FINDING_KIND.members),
    Content.FORCE: shapes.one_of(LEGAL_FORCE.members),
    Content.EXAMPLE: shapes.listed(TEXT),
    Content.CLOCKS: shapes.listed(TEXT),
    Content.DAY: DAY,
    Content.ORDER: {"type": "integer", "minimum": 1, "maximum": 999},
    Content.TRUTH: shapes.TRUTH,
}


def _holds(regime: Regime) -> Mapping[Content, JsonSchema]:
    """What may stand under a key, in the words of a regime."""
    words = regime.vocabulary
    shapes_of = {
        **_HOLDS,
        Content.SUBJECT: shapes.one_of(regime.schema.by_name),
        Content.TYPE: shapes.one_of(words.types),
        Content.ACTOR: shapes.one_of(words.actor.members),
        Content.EVENTS: shapes.listed(shapes.one_of(words.events)),
    }
    return {holds: {"title": holds.value, **shape} for holds, shape in shapes_of.items()}


_MEANING: Final = "in a sentence or two, for a person"
_MEANS: Final = {
    "of": "what it is about",
    "cites": "what it rests on; semicolons stand between several provisions",
    "meaning": _MEANING,
    **dict.fromkeys(
        ("facts.meaning", "clocks.meaning", "actions.meaning"), f"{_MEANING}; left out: nothing"
    ),
    "facts.name": "by which expressions call it",
    "facts.type": "of its value",
    "facts.is": "its value: on one line, or in a literal block (|)",
    "facts.cites": "what it rests on; left out: nothing",
    "rules.id": "by which a finding calls it",
    "rules.kind": "breach is of statute; rules of one's own have the others only",
    "rules.applies": "when the duty arises",
    "rules.when": "when it is broken",
    "rules.possible-when": "when it may be, by what no record can settle; left out: never",
    "rules.due": "the last day to keep it; left out: there is none",
    "rules.ended": "the day it was kept after all; left out: there is none",
    "rules.begins": "the day it was broken; left out: the day after the last to keep it",
    "rules.exemptions": "those that the finding is of; left out: none",
    "rules.since": "it is law for cases that begin on this day or later; the law's own files only;"
    " left out: it always was",
    "rules.until": "the last such day; the law's own files only; left out: it still is",
    "rules.may-answer": "what may make a finding a possible one; the law's own files only; left"
    " out: nothing",
    "rules.cites-if-possible": "on what authority the law stops at a possible finding; left out:"
    " no other than that it cites",
    "rules.says": "what a finding says; {name} is the value of a fact, and {name|text} has a text"
    " for where there is none; left out: says-if-possible, which is needed then",
    "rules.says-if-possible": "what a possible finding says; left out: nothing",
    "rules.breaks": "events that break it, a line each; left out: none",
    "rules.keeps": "events by which it is kept, or does not arise; left out: none",
    "clocks.name": "by which results call it",
    "clocks.kind": "what it rests on; left out: that of the period in force, or statute",
    "clocks.when": "where there is such a clock",
    "clocks.started": "day zero",
    "clocks.due": "the last day",
    "clocks.stopped": "the day on which what was owed was done",
    "clocks.lapsed": "when the duty has ended; left out: never",
    "clocks.paused": "when it stands still; left out: never",
    "clocks.superseded": "when it no longer runs, as where another replaces it; left out: never",
    "clocks.period": "of the policy, from which the clock's kind and further citation come; left"
    " out: none",
    "clocks.in-force": "by which day that period is in force; left out: that on which it begins",
    "clocks.used": "the days used; {started} and the like are the clock's own; left out: working"
    " days",
    "clocks.due-latest": "the last day by the later of two starts, where it is open which is the"
    " start; left out: there is one start",
    "clocks.pause": "days that it leaves out; left out: none",
    "clocks.school-days": "where it holds, a school's days off do not count in the clock; left out:"
    " they count",
    "plain": "the same for a person who does not know the law, a sentence or two each; left out:"
    " nothing",
    "plain.means": "what it says",
    "plain.why": "why it matters",
    "plain.requester": "what the requester can do",
    "plain.authority": "what the authority should do",
    "pause.rows": "the rows of the clock's subject that have a pause each",
    "pause.start": "the first day left out",
    "pause.end": "the last day left out",
    "pause.reason": "why",
    "actions.name": "by which results call it",
    "actions.actor": "who can do it",
    "actions.order": "where it stands among the others; left out: first",
    "actions.optional": "whether the actor may do it and need not; left out: false",
    "actions.when": "when it is open",
    "actions.expected": "when it is listed, though not open; left out: never",
    "actions.available-from": "the first day on which it can be done",
    "actions.opens": "the day on which it is open, where that is not yet so; left out: not known",
    "actions.deadline": "the last day; left out: there is none",
    "actions.meets": "the clocks that it meets, where it is done before they run out; left out:"
    " none",
    "actions.says": "what it is",
    "actions.draft-text": "a letter by which it may be done, in paragraphs (a line ends only where"
    " a backslash ends it), with facts in braces, and what no case holds in brackets; left out:"
    " none",
    "actions.not-yet": "what is said where it is listed, though not open; left out: nothing",
}


def rules(regime: Regime) -> JsonSchema:
    """A file of the law of a regime."""
    lists = {
        name: {**declarations(name, regime), "description": f"the {name}; left out: none"}
        for name in LISTS
    }
    title: JsonSchema = {
        **_NAME,
        "description": "what it is about, in a sentence; left out: nothing",
    }
    section = shapes.record({"title": title, **lists})
    top = {
        "chapter": {**_NAME, "description": "its name"},
        "title": title,
        "regime": {
            **TEXT,
            "description": "of rules of one's own; left out: the default one",
            "examples": [regime.id],
        },
        **lists,
        "sections": {
            **shapes.listed(section, 1),
            "description": "the lists in groups, each with a title; left out: they are one group",
        },
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


def declarations(name: str, regime: Regime) -> JsonSchema:
    """A list of declarations, by the name of the list."""
    return shapes.listed(_declared(LISTS[name], name, _holds(regime)))


def _declared(form: Form, name: str, holds: Mapping[Content, JsonSchema]) -> JsonSchema:
    """A declaration of a list."""
    keys = {}
    for key, each in form.keys.items():
        within = WITHIN.get(each.holds)
        shape = _declared(within, key, holds) if within else holds[each.holds]
        means = _MEANS.get(f"{name}.{key}") or _MEANS[key]
        keys[key] = {**shape, "description": means}
    record = shapes.record(keys, form.needed)
    either = [(key, each.or_else) for key, each in form.keys.items() if each.or_else]
    if either:
        record["allOf"] = [{"anyOf": [{"required": [k]} for k in pair]} for pair in either]
    return record
