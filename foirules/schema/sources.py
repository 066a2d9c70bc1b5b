"""The schemas of the register of what the law rests on: ``sources.yaml``, and ``left-out.yaml``
with what nothing in the law stands for."""

from __future__ import annotations

from typing import Final

from foirules.language import sources as read
from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import DAY, TEXT, JsonSchema

_IN_FORCE: Final[dict[str, JsonSchema]] = {
    "from": {**DAY, "description": "the first day; left out: it was when the law began"},
    "to": {**DAY, "description": "the last day; left out: it still is"},
}
_READING: Final[dict[str, JsonSchema]] = {
    "text": {**TEXT, "description": "what was read, and where"},
    "as-at": {
        **DAY,
        "description": "the day of the text; needed if read at first hand; left out: no day",
    },
    "read": {**shapes.one_of(read.READ), "description": "how it was read"},
    "in-force": {
        **shapes.declared(_IN_FORCE, read.IN_FORCE),
        "description": "when it is law; left out: always",
    },
    "note": {**TEXT, "description": "on the reading; left out: nothing"},
}


def sources(_: Regime) -> JsonSchema:
    """The register of a regime."""
    of_source = "; left out: that of what it is part of"
    own = {
        key: {**shape, "description": shape["description"].partition("; left out")[0] + of_source}
        for key, shape in _READING.items()
    }
    said = {
        "title": {**TEXT, "description": "what the source is called"},
        **_READING,
        "contents": {
            **shapes.table(shapes.table(TEXT)),
            "description": "all its provisions by part, each with its heading: each is to be cited,"
            " or left out for a reason; left out: it is not listed whole",
        },
        "provisions": {
            **shapes.table(shapes.declared(own, read.READING)),
            "description": "what is cited of it where it has no contents, and what was read in"
            " another way; left out: all of it was read in one way",
        },
    }
    source = shapes.declared(said, read.SOURCE, read.SOURCE_NEEDED)
    return shapes.document("foirules sources", "What the law rests on.", shapes.table(source))


def left_out(_: Regime) -> JsonSchema:
    """What a regime leaves out of its sources."""
    said: dict[str, JsonSchema] = {
        "provisions": {**TEXT, "description": "as a citation has them"},
        "why": {**TEXT, "description": "why nothing in the law stands for them"},
    }
    entry = shapes.declared(said, read.LEFT_OUT, read.LEFT_OUT)
    body = shapes.listed(entry)
    return shapes.document("foirules left-out", "What nothing in the law stands for.", body)
