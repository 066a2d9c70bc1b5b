"""The schema of a policy file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from foirules.calendars.uk import ALSO, CALENDAR_NAMES
from foirules.language.regime import Regime
from foirules.policy import policy_file as read
from foirules.policy.policy import UNITS
from foirules.rules import DEFAULT
from foirules.schema import shapes
from foirules.schema.shapes import DAY, TEXT, JsonSchema

_COUNT: Final[JsonSchema] = {"type": "integer", "minimum": 1, "maximum": 999}
_ONLY_TRUE: Final[JsonSchema] = {"const": True}
_ONE: Final = "; left out: another length is given"
_VERSION: Final[dict[str, JsonSchema]] = {
    "from": {**DAY, "description": "the first day on which it is in force"},
    "from-by": {
        **DAY,
        "description": "the first on which it certainly is; left out: the day of from",
    },
    "to": {**DAY, "description": "the last; left out: until the next version"},
    "kind": {**shapes.one_of(read.KINDS), "description": "what it rests on"},
    "cites": {**TEXT, "description": "the provision or the source"},
    "note": {**TEXT, "description": "what is not sure of it; left out: nothing"},
    **{
        unit: {**_COUNT, "description": f"its length in {unit.replace('-', ' ')}{_ONE}"}
        for unit in UNITS
    },
    "day": {**DAY, "description": f"the last day itself, whenever the period starts{_ONE}"},
    "unknown": {**_ONLY_TRUE, "description": f"which length it has is not known{_ONE}"},
    "none": {**_ONLY_TRUE, "description": f"from then on there is no such period{_ONE}"},
    "beginning-with": {
        **shapes.TRUTH,
        "description": "the day it starts from is its first",
        "default": False,
    },
    "rolls": {
        **shapes.one_of((*CALENDAR_NAMES, *ALSO)),
        "description": "a last day that is no working day of this calendar moves to the next; left"
        " out: it does not move",
    },
}


def policy(regime: Regime) -> JsonSchema:
    """A policy file of a regime."""
    names = shapes.one_of(regime.vocabulary.exemptions.masks, "a name of the regime's set")
    members = {**shapes.listed(names), "description": "the names that are in it"}
    span = shapes.declared(_SPAN, read.SPAN_KEYS, ("from", "to"))
    top = {
        "policy": {**TEXT, "description": "its id"},
        "version": {**TEXT, "description": "the day it was written, in quotes"},
        "title": {**TEXT, "description": "what it is called"},
        "regime": {
            **TEXT,
            "examples": [regime.id],
            "description": "whose periods they are; left out: that of its id, of what it extends,"
            f" or {DEFAULT}",
        },
        "extends": {
            **TEXT,
            "description": "the policy that it adds promises to; left out: it is the regime's own",
        },
        "periods": {
            **_tables(_VERSION, read.PERIOD_KEYS, read.VERSION_NEEDED, one_length=True),
            "description": "periods by name, each in dated versions; left out: none of its own",
        },
        "sets": {
            **_tables(
                {**_VERSION, "members": members}, read.SET_KEYS, (*read.VERSION_NEEDED, "members")
            ),
            "description": "lists by name, each in dated versions; left out: none of its own",
        },
        "non-working-days": {
            **shapes.listed(shapes.record(_DAY_OFF, read.DAY_KEYS)),
            "description": "days that do not count beside those of the calendar; left out: none",
        },
        "school": {
            **shapes.record(
                {
                    "terms": {
                        **shapes.listed(span, 1),
                        "description": "between these no day counts; left out: not known",
                    },
                    "non-school-days": {
                        **shapes.listed({"anyOf": [DAY, span]}),
                        "description": "days of the terms that do not count; left out: none",
                        "examples": [["2024-05-27"]],
                    },
                    "source": {
                        **TEXT,
                        "description": "where they are published; left out: nothing",
                        "examples": ["the page of the school"],
                    },
                }
            ),
            "description": "the days on which a school is open; left out: not known",
        },
    }
    body = shapes.declared(top, read.KEYS, read.NEEDED)
    return shapes.document("foirules policy", "What differs by date and by authority.", body)


_SPAN: Final[dict[str, JsonSchema]] = {
    "from": {**DAY, "description": "the first day"},
    "to": {**DAY, "description": "the last day"},
    "name": {
        "title": "text",
        "description": "what it is called; left out: nothing",
        "examples": ["autumn"],
    },
}
_DAY_OFF: Final[dict[str, JsonSchema]] = {
    "on": {**DAY, "description": "the day"},
    "reason": {**TEXT, "description": "why it does not count", "examples": ["A bank holiday"]},
    "source": {**TEXT, "description": "where that is written", "examples": ["the proclamation"]},
}


def _tables(
    known: Mapping[str, JsonSchema],
    keys: Sequence[str],
    needed: Sequence[str],
    one_length: bool = False,
) -> JsonSchema:
    version = shapes.declared(known, keys, needed)
    if one_length:
        version["oneOf"] = [{"required": [length]} for length in read.LENGTHS]
    keys_of_table = {
        "title": {
            **TEXT,
            "description": "what it is; left out: that of the policy it extends",
        },
        "versions": {
            **shapes.listed(version, 1),
            "description": "what it is from a day on, in order of date",
        },
    }
    return shapes.table(shapes.record(keys_of_table, read.TABLE_KEYS[1:]))
