"""The schemas of the files of a regime that are not chapters: ``regime.yaml``, its words, and what
its facts and rules are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from foirules.calendars.uk import CALENDAR_NAMES
from foirules.language import regime_reader as top_keys
from foirules.language import schema as subject_keys
from foirules.language import vocabulary as word_keys
from foirules.language.regime import Regime
from foirules.language.types import MOST_NAMES, Absence
from foirules.language.vocabulary import Vocabulary
from foirules.schema import shapes
from foirules.schema.shapes import DAY, TEXT, TRUTH, JsonSchema

_NAME: Final[JsonSchema] = {
    "title": "text on one line",
    "type": "string",
    "pattern": r"^[^\r\n]*\S[^\r\n]*$",
}
_NAMES: Final[JsonSchema] = {**shapes.listed(_NAME, 1), "uniqueItems": True}


# --- regime.yaml ----------------------------------------------------------------------------------


def regime(of: Regime) -> JsonSchema:
    """What ``regime.yaml`` says; the facts and the clock of a regime stand as names to choose."""
    schema = of.schema
    facts = [fact for chapter in of.chapters for fact in chapter.facts]
    clocks = [clock.name for chapter in of.chapters for clock in chapter.clocks]
    top = {
        "regime": {**_NAME, "description": "its id, by which a case file names it"},
        "title": {**_NAME, "description": "what it is called"},
        "cited-as": {**_NAME, "description": "how its citations begin"},
        "received": _role(
            (f.name for f in facts if f.subject == schema.root.name),
            "the fact of the case with the day on which it begins",
        ),
        "stage": _role(
            (f.name for f in facts if f.subject == schema.part.name),
            "the fact of a part that says how far it has come",
        ),
        "main-clock": _role(clocks, "the clock of the answer"),
        "calendar": {
            "anyOf": [shapes.one_of(CALENDAR_NAMES), _calendar()],
            "description": "which days count: a calendar that is known, or one made of it",
        },
        "in-force": {
            **DAY,
            "description": "the first of the days on which a case begins to which the law applies",
        },
        "chapters": {
            **shapes.listed(_NAME),
            "description": "the files of the law, in the order in which it is told; a shared one is"
            " named with its folder",
        },
        "applied-by": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": "sources that shared chapters cite, as citations begin, each with the"
            " provision of this law by which they apply; left out: none does",
        },
        "doubted-when": {
            **_role(
                (f.name for f in facts if f.subject == schema.root.name),
                "the fact of the case by which another law may govern it: breaches and departures"
                " are then possible at most; left out: there is none",
            ),
        },
        "doubted-says": {
            **TEXT,
            "description": "what such a finding depends on, to stand after its message; left out:"
            " there is none",
        },
    }
    body = shapes.declared(top, top_keys.KEYS, top_keys.NEEDED)
    body["dependencies"] = {key: [other] for key, other in (top_keys.DOUBT, top_keys.DOUBT[::-1])}
    return shapes.document("foirules regime", "A body of law: what the engines ask of it.", body)


def _role(names: Iterable[str], means: str) -> JsonSchema:
    choice = [shapes.one_of(dict.fromkeys(names)), _NAME]
    return {"title": "a name", "anyOf": choice, "description": means}


def _calendar() -> JsonSchema:
    day = {
        "on": {**DAY, "description": "the day"},
        "reason": {**TEXT, "description": "why it does not count; explanations say it"},
        "source": {"title": "text", "description": "where that is written; left out: nothing"},
    }
    fields = {
        "based-on": {
            **shapes.one_of(CALENDAR_NAMES),
            "description": "the calendar whose days off do not count either",
        },
        "weekdays-off": {
            **shapes.listed(shapes.one_of(top_keys.WEEKDAYS)),
            "description": "days of the week that never count; left out: none",
        },
        "days-off": {
            **shapes.listed(shapes.declared(day, top_keys.DAY, ("on", "reason"))),
            "description": "single days that do not count; left out: none",
        },
    }
    known = {key: fields[key] for key in top_keys.CALENDAR}
    return {
        **shapes.record(known, ("based-on",)),
        "description": "days that do not count beside those of a calendar that is known",
    }


# --- vocabulary.yaml ------------------------------------------------------------------------------


def vocabulary(of: Regime) -> JsonSchema:
    """The words of a regime; those that it has stand as names to choose."""
    words = of.vocabulary
    fields = shapes.listed(shapes.suggested(words.fields, "a field"))
    top = {
        "actors": {**_NAMES, "description": "who may do something"},
        "begins-with": {
            **shapes.suggested(words.events, "an event"),
            "description": "the event that a case begins with",
        },
        "names": {
            **shapes.table(_named()),
            "required": [word_keys.AUTHORITY_TYPE],
            "description": "the lists of names, each a type; the first of authority-type"
            " is meant where nothing is said",
        },
        "asked-of": {
            **shapes.table(TEXT),
            "description": "kinds of authority, as a person who begins a case is asked for them;"
            " left out: none, and nobody is asked",
        },
        "exemptions": {
            **_exemptions(),
            "description": "the names that a field or a fact holds as a set, such as grounds for"
            " refusing",
        },
        "fields": {
            **shapes.table(_field(words.types)),
            "description": "the fields that events have; left out: none",
        },
        "outcome-fields": {
            **fields,
            "description": "those that an event says of each part; left out: none",
        },
        "statements": {
            **fields,
            "description": "those that a letter says, as true or false; left out: none",
        },
        "events": {
            **shapes.table(_event(fields, words)),
            "description": "what can happen in a case",
        },
    }
    body = shapes.record(
        {key: top[key] for key in word_keys.TOP},
        ("actors", "begins-with", "names", "exemptions", "events"),
    )
    return shapes.document("foirules vocabulary", "The words of a body of law.", body)


def _named() -> JsonSchema:
    said = {
        "called": {**TEXT, "description": "what one of them is called; left out: the key"},
        "title": {
            **TEXT,
            "description": "the heading of the list; left out: what one is called",
        },
        "members": {
            **_NAMES,
            "description": "a name stands for its place, so that a new one goes to the end",
        },
        "note": {
            **TEXT,
            "description": "on the list, for a person; left out: nothing",
            "examples": ["In order of time."],
        },
    }
    return shapes.declared(said, word_keys.NAMES, ("members",))


def _exemptions() -> JsonSchema:
    members = {**_NAMES, "maxItems": MOST_NAMES}
    said = {
        "called": {**_NAME, "description": "what one of them is called"},
        "plural": {**_NAME, "description": "what several are called"},
        "begins-with": {**_NAME, "description": "what each name begins with; left out: nothing"},
        "written-also": {
            **_NAMES,
            "description": "what may stand in a letter in place of that; left out: nothing",
        },
        "hint": {
            **_NAME,
            "description": "what a name looks like, for messages; left out: the first of them",
        },
        "members": {
            **members,
            "description": "the names that the law tells apart, each after those above it",
        },
        "limbs": {
            **shapes.table(TEXT),
            "description": "further names below one, taken as that one, with spaces between them;"
            " left out: none",
        },
    }
    return shapes.declared(said, word_keys.SET, ("called", "plural", "members"))


def _field(types: Iterable[str]) -> JsonSchema:
    meanings = shapes.one_of(each.value for each in Absence)
    said = {
        "type": {**shapes.suggested(types, "a type"), "description": "of its value"},
        "left-out": {
            "anyOf": [meanings, TRUTH, _NAME],
            "description": "what it means that a record does not hold it: it is not known, there"
            " is none, it is an error, or it has this value",
        },
        "presumed": {
            "anyOf": [TRUTH, {"const": word_keys.IF_RECORDED}],
            "description": "the law presumes that value until the record says otherwise; only where"
            " a source has a place for the field, if so said",
            "default": False,
        },
        "told": {
            **TEXT,
            "description": "what stands before the day where an event is told in a line; of a date"
            " only; left out: the day is not told",
        },
        "earliest": {
            **DAY,
            "description": "the first day that it may have; of a date only; left out: that of the"
            " calendar",
        },
        "authority-names": {
            **TEXT,
            "description": "of the event that a case begins with: a file with names of authorities"
            " for which it holds where the record does not say; left out: there is none",
        },
        "meaning": {**TEXT, "description": "in a line, for a person"},
        "asks": {
            **_question(word_keys.SLOTS),
            "description": "the question whose answer it is, with {event} and {part} for those that"
            " it is asked of; left out: it is asked by its meaning",
        },
        "seldom": {
            **TRUTH,
            "description": "it is asked for last, since it is nearly always as where it is left"
            " out",
            "default": False,
        },
    }
    needed = ("type", "left-out", "meaning")
    shape = shapes.declared(said, word_keys.FIELD, needed)
    truths, others = ("true-or-false",), ("date", "number", word_keys.SETS)
    left_out = ((truths, {"anyOf": [meanings, TRUTH]}), (others, meanings))
    shape["allOf"] = [
        {
            "if": {"properties": {"type": shapes.one_of(of)}, "required": ["type"]},
            "then": {"properties": {"left-out": value}},
        }
        for of, value in left_out
    ]
    return shape


def _question(slots: Iterable[str] = ()) -> JsonSchema:
    """A question, in which what stands in braces is one of the slots."""
    allowed = "|".join(("[^{}]", *map(re.escape, slots)))
    return {"type": "string", "pattern": rf"^({allowed})*\?\s*$"}


def _event(fields: JsonSchema, words: Vocabulary) -> JsonSchema:
    said = {
        "by": {**TEXT, "description": "who does it"},
        "meaning": {**TEXT, "description": "in a line, for a person"},
        "asks": {
            **_question(),
            "description": "the question whether it happened; left out: it is asked by its meaning",
        },
        "asks-day": {
            **_question(),
            "description": "the question for its day; left out: it is asked by what happened",
        },
        "happened": {
            **TEXT,
            "description": "what somebody says who tells of it; left out: its name",
        },
        "asked-after": {
            **shapes.listed(shapes.suggested(words.events, "an event")),
            "description": "the events after any of which it is one of the first to be asked for;"
            " left out: it is asked for as something else that may have happened",
        },
        "by-part": {
            **TRUTH,
            "description": "it may give an outcome for each part that it names",
            "default": False,
        },
        "names-parts": {
            **TRUTH,
            "description": "it may name parts, and says the same of each",
            "default": False,
        },
        "letter": {
            **TRUTH,
            "description": "it has the fields of an outcome and the statements",
            "default": False,
        },
        "fields": {**fields, "description": "those it has besides; left out: none"},
    }
    return shapes.declared(said, word_keys.EVENT, ("by", "meaning"))


# --- subjects.yaml --------------------------------------------------------------------------------


def subjects(of: Regime) -> JsonSchema:
    """What facts and rules are about, in the words of a regime."""
    words = of.vocabulary
    events = shapes.one_of(words.events, "an event")
    fields = shapes.one_of(words.fields, "a field")
    said = {
        "rows": {**TEXT, "description": "what its parents call their rows of it"},
        "meaning": {**TEXT, "description": "in a line, for a person"},
        "of": {
            **shapes.listed(shapes.suggested(of.schema.by_name, "a subject")),
            "description": "the subjects above it, which stand before it in the file; left out:"
            " none",
        },
        "made-of": {
            "anyOf": [{"const": "all"}, shapes.listed(events)],
            "description": "the events that make its rows, one row each; left out: none",
        },
        "only-if": {
            "title": "a field by event",
            **shapes.record(dict.fromkeys(words.events, fields)),
            "description": "by event, the field without which it does not count; left out: none",
        },
        "each-part": {
            **TRUTH,
            "description": "a row is made for each part that the event is about",
            "default": False,
        },
        "of-part": {
            **TRUTH,
            "description": "what is found of a row is found of the part that its event is about, if"
            " that is one",
            "default": False,
        },
        "dated": {
            **TRUTH,
            "description": "a row has the fields on (its day), event and seq (its place among all)",
            "default": False,
        },
        "fields": {
            **shapes.listed(fields),
            "description": "those of its event that a row holds; left out: none",
        },
    }
    subject = shapes.declared(said, subject_keys.SUBJECT, ("rows", "meaning"))
    body = {**shapes.table(subject), "minProperties": 1}
    return shapes.document("foirules subjects", "What facts and rules can be about.", body)
