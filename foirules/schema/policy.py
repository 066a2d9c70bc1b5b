"""The schema of a policy file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from foirules.calendars import ALSO, CALENDAR_NAMES
from foirules.language.regime import Regime
from foirules.policy import policy_file as read
from foirules.policy.policy import UNITS
from foirules.rules import DEFAULT
from foirules.schema import shapes
from foirules.schema.shapes import DAY, TEXT, JsonSchema

_COUNT: Final[JsonSchema] = {"type": "integer", "minimum": 1, "maximum": 999}
_ONLY_TRUE: Final[JsonSchema] = {"const": True}
_VERSION: Final[dict[str, JsonSchema]] = {
    "from": {**DAY, "description": "the first day on which it is in force"},
    "from-by": {
        **DAY,
        "description": "the first on which it certainly is; left out: from",
    },
    "to": {**DAY, "description": "the last; left out: until the next version"},
    "kind": shapes.one_of(read.KINDS),
    "cites": TEXT,
    "note": {**TEXT, "description": "what is not sure of it"},
    **dict.fromkeys(UNITS, _COUNT),
    "day": {**DAY, "description": "the last day itself, whenever the period starts"},
    "unknown": {**_ONLY_TRUE, "description": "which length it has is not known"},
    "none": {**_ONLY_TRUE, "description": "from then on there is no such period"},
    "beginning-with": {**shapes.TRUTH, "description": "the day it starts from is its first"},
    "rolls": shapes.one_of((*CALENDAR_NAMES, *ALSO)),
}


def policy(regime: Regime) -> JsonSchema:
    """A policy file of a regime."""
    members = shapes.listed(shapes.one_of(regime.vocabulary.exemptions.masks))
    span = shapes.record({key: _SPAN[key] for key in read.SPAN_KEYS}, ("from", "to"))
    top = {
        "policy": {**TEXT, "description": "its id"},
        "version": {**TEXT, "description": "the day it was written, in quotes"},
        "title": TEXT,
        "regime": {
            **TEXT,
            "description": f"left out: that of its id, of what it extends, or {DEFAULT}",
        },
        "extends": {**TEXT, "description": "the policy that it adds promises to"},
        "periods": _tables(_VERSION, read.PERIOD_KEYS, read.VERSION_NEEDED, one_length=True),
        "sets": _tables(
            {**_VERSION, "members": members}, read.SET_KEYS, (*read.VERSION_NEEDED, "members")
        ),
        "non-working-days": shapes.listed(
            shapes.record({"on": DAY, "reason": TEXT, "source": TEXT}, read.DAY_KEYS)
        ),
        "school": shapes.record(
            {
                "terms": shapes.listed(span, 1),
                "non-school-days": shapes.listed({"anyOf": [DAY, span]}),
                "source": TEXT,
            }
        ),
    }
    body = shapes.record({key: top[key] for key in read.KEYS}, read.NEEDED)
    return shapes.document("foirules policy", "What differs by date and by authority.", body)


_SPAN: Final[dict[str, JsonSchema]] = {"from": DAY, "to": DAY, "name": {}}


def _tables(
    known: Mapping[str, JsonSchema],
    keys: Sequence[str],
    needed: Sequence[str],
    one_length: bool = False,
) -> JsonSchema:
    version = shapes.record({key: known[key] for key in keys}, needed)
    if one_length:
        version["oneOf"] = [{"required": [length]} for length in read.LENGTHS]
    table = shapes.record(
        {"title": TEXT, "versions": shapes.listed(version, 1)}, read.TABLE_KEYS[1:]
    )
    return {"type": "object", "additionalProperties": table}
