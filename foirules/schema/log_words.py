"""The schema of what logs call things: ``log-words.yaml``."""

from __future__ import annotations

from typing import Final

from foirules.language.log_words import KEYS
from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, JsonSchema

_WORDS: Final = shapes.table(shapes.listed({"title": "words of a log", **TEXT}))


def log_words(_: Regime) -> JsonSchema:
    """What the logs of a regime call their columns, events and outcomes."""
    said = {
        "columns": {
            **_WORDS,
            "description": "by our column, what logs call it; left out: as in any log",
        },
        "dates": {
            **_WORDS,
            "description": "by event, the columns of a log with a row a case that hold its day: all"
            " words of one text stand in the heading; left out: none is known",
        },
        "tells-of": {
            **_WORDS,
            "description": "by event, our columns that say something of it where a row is a case;"
            " left out: none is known",
        },
        "events": {
            **_WORDS,
            "description": "by event, what logs call it: all words of one text stand in the value;"
            " left out: none is known",
        },
        "awaiting": {
            **_WORDS,
            "description": "by event that has happened, what is waited for then; left out: none is"
            " known",
        },
        "outcomes": {
            **_WORDS,
            "description": "by outcome, likewise; left out: none is known",
        },
        "regimes": {
            **_WORDS,
            "description": "by the law that a case may be under, likewise; of several that fit, the"
            " one by most words; left out: none is known",
        },
        "grounds": {
            **_WORDS,
            "description": "by ground for refusing, what logs say beside it: each word may stand"
            " there, in any order; left out: no word may",
        },
        "unsure": {
            **_WORDS,
            "description": "by what is not sure, the words of headings and values of which that is"
            " so; left out: none is known",
        },
        "verdicts": {
            **_WORDS,
            "description": "what a system says of a case that is `in-time`, and of one that is"
            " `late`; left out: as in any log",
        },
        "ends": {
            **shapes.listed(TEXT),
            "description": "events other than the answer whose day may stand where the answer's"
            " does; left out: those of any log",
        },
        "to-come": {
            **shapes.listed(TEXT),
            "description": "words for what has not happened yet; left out: those of any log",
        },
        "no-event": {
            **shapes.listed(TEXT),
            "description": "words in the heading of a day that is no event's; left out: those of"
            " any log",
        },
        "deadlines": {
            **shapes.listed(TEXT),
            "description": "words for a last day, among these; left out: those of any log",
        },
        "plain": {
            **shapes.listed(TEXT),
            "description": "words that add nothing; left out: those of any log",
        },
        "date-formats": {
            **shapes.listed(TEXT),
            "description": "formats of days, as strptime has them; left out: those of any log",
        },
        "around": {
            **shapes.listed(TEXT),
            "description": "words that may stand beside any ground; left out: those of any log",
        },
        "empty": {
            **shapes.listed(TEXT),
            "description": "what a cell says that says nothing; left out: those of any log",
        },
        "counts": {
            **shapes.listed(TEXT),
            "description": "words that may stand after a number of days; left out: those of any"
            " log",
        },
    }
    body = shapes.declared(said, KEYS)
    return shapes.document("foirules log-words", "What logs call things.", body)
