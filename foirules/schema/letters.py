"""The schemas of the files of the folder ``letters`` of a law: what letters under it say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from foirules.language.regime import Regime
from foirules.language.types import Enumeration
from foirules.letters import letter_files
from foirules.letters.letter_words import AS_BEFORE, NO_EVENT, ROLES, THREAD
from foirules.letters.message import AUTHORITY, OTHER, REQUESTER
from foirules.letters.words import days as day_file
from foirules.letters.words import kinds as kind_file
from foirules.letters.words import outcomes as outcome_file
from foirules.letters.words import statements as statement_file
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, TRUTH, JsonSchema

_PHRASE: Final[JsonSchema] = {
    "title": "a phrase",
    "type": "string",
    "pattern": r"^[^\r\n]*\S[^\r\n]*$",
}
_NAMES: Final[JsonSchema] = shapes.listed({**_PHRASE, "title": "text on one line"})
_SIGNS: Final[JsonSchema] = shapes.listed({**_PHRASE, "title": "a sign"})
_POINTS: Final[JsonSchema] = {"type": "integer", "minimum": -99, "maximum": 99}
_EVENTS: Final = "; left out: those of every kind"


def _signs() -> dict[str, JsonSchema]:
    """What every one of the files may have."""
    phrases = shapes.listed(_PHRASE)
    said: dict[str, JsonSchema] = {
        "says": {**phrases, "description": "the phrases, any of which says it"},
        "unless": {
            **phrases,
            "description": "phrases by which a sentence does not say it; left out: none",
        },
    }
    sign = {"anyOf": [phrases, shapes.record(said, ("says",))]}
    return {
        "takes": {
            **_PHRASE,
            "title": "a file",
            "description": "a file that laws share, whose signs it takes beside its own:"
            " shared/letters/kinds; left out: none",
        },
        "signs": {
            **shapes.table(sign),
            "description": "phrases under a name, which all files may ask for; left out: none",
        },
    }


def _condition() -> dict[str, JsonSchema]:
    return {
        "any": {**_SIGNS, "description": "signs one of which is there; left out: none is needed"},
        "all": {**_SIGNS, "description": "signs each of which is there; left out: none is needed"},
        "none": {**_SIGNS, "description": "signs none of which is there; left out: any may be"},
    }


def _file(name: str, title: str, about: str, said: dict[str, JsonSchema]) -> JsonSchema:
    """The schema of a file, with the keys that its reader knows."""
    keys = letter_files.keys_of(name)
    known = _signs() | said
    body = shapes.declared(known, keys, letter_files.NEEDED[name])
    return shapes.document(f"foirules {title}", about, body)


def _entries(said: dict[str, JsonSchema], needed: Iterable[str], what: str) -> JsonSchema:
    return {**shapes.listed(shapes.record(said, needed)), "description": what}


def _pointed(names: JsonSchema, what: str) -> JsonSchema:
    """Points by name."""
    listed = {"propertyNames": names, "additionalProperties": _POINTS}
    return {"type": "object", **listed, "description": what}


def _events(of: Regime, what: str) -> JsonSchema:
    names = shapes.one_of(of.vocabulary.events, "an event")
    return {**shapes.listed(names), "description": what}


def _field(of: Regime, what: str) -> JsonSchema:
    return {**shapes.one_of(of.vocabulary.fields, "a field"), "description": what}


def _grounds(of: Regime, what: str) -> JsonSchema:
    names = shapes.one_of(of.vocabulary.exemptions.masks, "a ground")
    return {**shapes.listed(names), "description": what}


def _outcomes(of: Regime) -> JsonSchema:
    """What may become of a part."""
    kinds = [f.type for f in of.vocabulary.outcome_fields.values()]
    listed = [each.members for each in kinds if isinstance(each, Enumeration)]
    return shapes.one_of([name for members in listed for name in members], "an outcome")


def _by_sender(what: str) -> JsonSchema:
    """Signs by who writes them."""
    signs = {**_SIGNS, "description": what}
    return shapes.record(dict.fromkeys((REQUESTER, AUTHORITY, OTHER), signs))


def kinds(of: Regime) -> JsonSchema:
    """``letters/kinds.yaml``: by what a message is which event."""
    writer = shapes.one_of((REQUESTER, AUTHORITY, OTHER))
    events = shapes.one_of(of.vocabulary.events, "an event")
    kind: dict[str, JsonSchema] = {
        "event": {
            **shapes.one_of((*of.vocabulary.events, NO_EVENT), "an event"),
            "description": f"what the message is; {NO_EVENT}: no event",
        },
        "by": {**writer, "description": "who writes such messages"},
        "first": {
            **TRUTH,
            "description": "whether it is the first message of its writer; left out: either",
        },
        "after": _events(of, "events of which one has come before; left out: any or none"),
        "before-any": _events(of, "events of which none has come before; left out: any may have"),
        "grounds": {
            **TRUTH,
            "description": "whether it relies on a ground for refusing; left out: either",
        },
        "base": {**_POINTS, "description": "the points that it has by itself; left out: 0"},
        "weighs": _pointed(_PHRASE, "the points of each sign that stands in it; left out: none"),
        "follows": _pointed(events, "those of the event that it follows; left out: none"),
        "since": _pointed(events, "those of each event that came before; left out: none"),
        "least": {**_POINTS, "description": "the points that it needs; left out: those of all"},
        "lead": {
            **_POINTS,
            "description": "how many more than the next kind it has to have; left out: that of all",
        },
        "of-parts": {
            **shapes.record(_condition()),
            "description": "by which signs it is one of some parts alone; left out: none",
        },
        "beside": _events(of, "events that the same message may be of other parts; left out: none"),
        **_condition(),
    }
    came_before: dict[str, JsonSchema] = {
        "by": {**writer, "description": "who writes that message"},
        "events": _events(of, "what came before"),
        **_condition(),
    }
    sides = _by_sender("signs by which it is; left out: nothing in a message tells it")
    later = _by_sender("signs of its messages; left out: they do not tell it")
    said: dict[str, JsonSchema] = {
        "senders": {
            **sides,
            "description": "by what a message says who wrote it, where nothing else tells",
        },
        "later-requests": {
            **later,
            "description": "by what messages say that one of the requester makes another request,"
            " once the first is answered: a sign with a day says so of the message of that day;"
            " left out: none does",
        },
        "offers-another": {
            **_SIGNS,
            "description": "by which an answer offers to take another request; left out: none does",
        },
        "takes-another": {
            **_SIGNS,
            "description": "by which a message of the requester takes up that offer, and is another"
            " request; left out: none does",
        },
        "came-before": _entries(
            came_before,
            kind_file.OF_BEFORE,
            "what came before a thread that begins in the middle, as its first message tells: the"
            " first that holds; left out: no message tells it",
        ),
        "references": {**_NAMES, "description": "what stands before the reference of a case"},
        "others": {
            **_NAMES,
            "description": "what stands in the head of a message that is from neither of the two",
        },
        "kinds": _entries(kind, kind_file.OF_EACH, "that with the most points is taken"),
        "least": {**_POINTS, "description": "the points below which a message is left open"},
        "lead": {**_POINTS, "description": "how many more than the next the kind has to have"},
        "recorded": _events(
            of, "the kinds of events that letters between the two show, in the order they come in"
        ),
    }
    return _file("kinds", "letter-kinds", "What kinds of letters there are.", said)


def outcomes(of: Regime) -> JsonSchema:
    """``letters/outcomes.yaml``: by what an outcome is told."""
    outcome: dict[str, JsonSchema] = {
        "outcome": {
            "anyOf": [_outcomes(of), {"const": AS_BEFORE}],
            "description": "what became of the part; `as-before`: what an earlier letter said",
        },
        "grounds": {
            **TRUTH,
            "description": "whether a ground is relied on for it; left out: either",
        },
        "of": _grounds(of, "the only grounds that are; left out: any"),
        "cites": {
            **_NAMES,
            "description": "other provisions, of which one is cited for it; left out: any",
        },
        "apart": {
            **TRUTH,
            "description": "whether the letter has to speak of the part by itself",
            "default": False,
        },
        "events": _events(of, f"the letters that may say so{_EVENTS}"),
        **_condition(),
    }
    kept = shapes.listed(_outcomes(of))
    said: dict[str, JsonSchema] = {
        "kept": {**kept, "description": "the outcomes of what is kept back on grounds"},
        "ungrounded": {**kept, "description": "the outcomes of what is kept back on none"},
        "field": _field(of, "the field that it fills"),
        "events": _events(of, "the letters of which it is read"),
        "keeping-back": {
            **_SIGNS,
            "description": "signs that say nothing in a sentence that relies on no ground it names",
        },
        "ends-parts": {
            **_SIGNS,
            "description": "signs after which nothing is said of a part by itself",
        },
        "asks-figures": {
            **_SIGNS,
            "description": "signs by which a part asks for figures: in what is said of any other a"
            " figure is no answer",
        },
        "numbers-parts": {
            **_SIGNS,
            "description": "signs by which an answer numbers what was asked for without labels, or"
            " says as what it is read",
        },
        "outcomes": _entries(
            outcome, outcome_file.OF_EACH, "in order: the first that fits is taken"
        ),
    }
    return _file("outcomes", "letter-outcomes", "What letters say became of a part.", said)


def grounds(of: Regime) -> JsonSchema:
    """``letters/grounds.yaml``: how grounds for refusing are cited and relied on."""
    events = _events(of, "the letters that may")
    right = {**_SIGNS, "description": "by which it says that a ground was right before"}
    said: dict[str, JsonSchema] = {
        "own-laws": {**_NAMES, "description": "what letters call the law"},
        "other-laws": {**_NAMES, "description": "short names of other laws"},
        "heads": {**_NAMES, "description": "what may stand before the number of a ground"},
        "called": {
            "type": "object",
            "propertyNames": shapes.one_of(of.vocabulary.exemptions.masks, "a ground"),
            "additionalProperties": _NAMES,
            "description": "by a ground the names by which letters call it; left out: none",
        },
        "events": _events(of, "the letters of which grounds are read"),
        "field": _field(of, "the field that they fill"),
        "relied": {**_SIGNS, "description": "by which a sentence relies on the grounds in it"},
        "anew": {
            **_SIGNS,
            "description": "by which it relies on one that was named for another part before",
        },
        "dropped": {**_SIGNS, "description": "by which it does not"},
        "dropped-before": {
            **_SIGNS,
            "description": "by which a sentence does not rely on those of the one before it",
        },
        "dropped-under": {
            **_SIGNS,
            "description": "by which, in a review, one lets go of the grounds of the heading above",
        },
        "upheld-before": {
            **_SIGNS,
            "description": "by which a sentence goes on relying on those of the one before it",
        },
        "passing": {**_SIGNS, "description": "by which it only names them"},
        "told-again": {
            **_SIGNS,
            "description": "by which a sentence of a review tells what an earlier letter said",
        },
        "asked-about": {
            **_SIGNS,
            "description": "by which a part asks about grounds, so that its answer only names them",
        },
        "asked-in-all": {
            **_SIGNS,
            "description": "by which what has no parts does",
        },
        "considered": {**_SIGNS, "description": "by which it weighs whether to rely on them"},
        "considering": _events(of, "the letters that take time to weigh that"),
        "upheld": {
            **shapes.record({"events": events, **_condition()}, ("events",)),
            "description": "by which a letter relies on all that was relied on before",
        },
        "once": {
            **shapes.record({"right": right, **_condition()}, ("right",)),
            "description": "by which such a letter says that a ground was right before, and when it"
            " is asked whether it still is",
        },
        "formulas": {
            **_SIGNS,
            "description": "of sentences that give no reasons, though they follow a ground",
        },
        "conditions": {
            **_NAMES,
            "description": "provisions that only say how another of their section is claimed;"
            " left out: none",
        },
        "condition-field": _field(
            of, "the field that a provision cited beside a ground fills; left out: there is none"
        ),
    }
    return _file("grounds", "letter-grounds", "How letters rely on grounds for refusing.", said)


def statements(of: Regime) -> JsonSchema:
    """``letters/statements.yaml``: what a letter states, or does not."""
    statement: dict[str, JsonSchema] = {
        "name": {
            **shapes.one_of(
                (*of.vocabulary.statements, *of.vocabulary.outcome_fields), "a statement"
            ),
            "description": "what is stated",
        },
        "events": _events(of, "the letters of which it is read"),
        "true": {**_SIGNS, "description": "by which a letter states it; left out: nothing does"},
        "together": {
            **_SIGNS,
            "description": "by which it states it where all of them stand; left out: nothing does",
        },
        "doubtful": {
            **_SIGNS,
            "description": "by which it is asked, though one of `false` stands; left out: none",
        },
        "false": {
            **_SIGNS,
            "description": "by which it says that it does not; left out: nothing does",
        },
        "hints": {
            **_SIGNS,
            "description": "signs without which it certainly does not; left out: there are none",
        },
        "grounds": _grounds(of, "only where one of these is relied on; left out: always"),
        "outcomes": {
            **shapes.listed(_outcomes(of)),
            "description": "only where a part has one of these; left out: always",
        },
        "only": {
            **shapes.listed(_outcomes(of)),
            "description": "only where no part has another than these; left out: always",
        },
        "presumed": {
            **TRUTH,
            "description": "whether a letter states it where nothing tells",
            "default": False,
        },
        "silent": {
            **TRUTH,
            "description": "whether it is asked, and not denied, where none of the hints stands",
            "default": False,
        },
        "asks": {**TEXT, "description": "the question, where it cannot be decided"},
    }
    listed = _entries(statement, statement_file.OF_EACH, "each is read by itself")
    said = {"statements": listed}
    return _file("statements", "letter-statements", "What a letter states, or does not.", said)


def days(of: Regime) -> JsonSchema:
    """``letters/days.yaml``: what the days are that letters name."""
    day: dict[str, JsonSchema] = {
        "means": {**_PHRASE, "title": "text on one line", "description": "what the day is"},
        "signs": {**_SIGNS, "description": "signs with a day or a length of time in them"},
        "role": {
            **shapes.one_of(ROLES),
            "description": "what it tells of the days of messages; left out: nothing",
        },
        "field": _field(of, "the field that it fills; left out: none"),
        "events": _events(of, f"the letters that it is read of{_EVENTS}"),
        "except": _events(of, "letters that it is not read of; left out: none"),
        "future": {**TRUTH, "description": "whether it comes after the letter", "default": True},
        "from": {
            **shapes.one_of(day_file.STARTS),
            "description": "where a length of time runs from; left out: the letter does not say",
        },
        "of-part": {
            **TRUTH,
            "description": "whether it is said of the part that its sentence speaks of",
            "default": False,
        },
        "thread": {
            **shapes.one_of(THREAD),
            "description": "what the messages before it say of it: one is of that day or came in on"
            " it (says), or none speaks against it (allows); or the letter names no other day ahead"
            " (alone), or it lies between the first letter and this one (lately), or does so or is"
            " the first or last of a month (counted); left out: it is not asked",
        },
        "counts": {
            **shapes.listed({**_PHRASE, "title": "a length of time"}),
            "description": "lengths, such as 20 working days, at the end of one of which it has to"
            " be: from the letter, where `from` says so, or from the arrival of a message of the"
            " requester; left out: it may be any day",
        },
        "puts-off": {
            **shapes.listed({**_PHRASE, "title": "a length of time"}),
            "description": "lengths at the end of none of which it is, since the letter puts that"
            " day off; left out: none",
        },
        "grounds": _grounds(of, "only where one of these is relied on; left out: always"),
        "firm": {
            **TRUTH,
            "description": "whether the words say plainly that it is the day of its field, so that"
            " it fills that field where the letter names others which are not firm",
            "default": False,
        },
        "not-beside": {
            **_SIGNS,
            "description": "signs of which none may stand in the letter; left out: any may",
        },
        "after": {
            **_SIGNS,
            "description": "signs of which one has to stand in the sentence of the day or in the"
            " one before it; left out: none has to",
        },
        "asked": {
            **TRUTH,
            "description": "whether it may be another day as well, so that it is asked for where"
            " `thread` and `counts` do not say it",
            "default": False,
        },
    }
    said = {"days": _entries(day, day_file.OF_EACH, "the days, each by its signs")}
    return _file("days", "letter-days", "The days that letters name.", said)
