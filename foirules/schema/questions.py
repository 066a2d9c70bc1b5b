"""The schema of what ``draft --questions json`` prints: the questions about a draft."""

from __future__ import annotations

from collections.abc import Mapping

from foirules.language.regime import Regime
from foirules.letters.confidence import LIKELY, PLAIN
from foirules.letters.weighing import LISTS
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, WHOLE, JsonSchema


def questions(of: Regime, known: Mapping[str, Regime] | None = None) -> JsonSchema:
    """The questions about a draft, most telling first; every key is always there."""
    text_or_null = shapes.or_null({"type": "string"})
    change: dict[str, JsonSchema] = {
        "list": {**shapes.one_of(LISTS), "description": "the list of the assessment"},
        "name": {**TEXT, "description": "the rule, the clock or the action"},
        "part": {**text_or_null, "description": "the part that it is of"},
        "message": {**shapes.or_null(WHOLE), "description": "the message that it is of"},
        "was": {
            **text_or_null,
            "description": "what is said of it where all is as it was read; null: it is not there",
        },
        "becomes": {
            **text_or_null,
            "description": "what is said of it with the answer; null: it is not there",
        },
    }
    answer: dict[str, JsonSchema] = {
        "answer": {**TEXT, "description": "a word, a name, or what kind of value"},
        "changes": {
            **shapes.or_null(shapes.listed(shapes.record(change, change))),
            "description": "what it changes of what is found, if all else is confirmed as it was"
            " read; null: it was not tried",
        },
    }
    question: dict[str, JsonSchema] = {
        "id": {
            **TEXT,
            "description": "as messages name it: read:4 for an event, read:4.exemptions for a field"
            " of one, message:5 for a message that is no event yet, recorded",
        },
        "message": {**shapes.or_null(WHOLE), "description": "the number of the message, from 1"},
        "event": {
            **shapes.or_null(shapes.one_of(of.vocabulary.events)),
            "description": "what the message was read as",
        },
        "field": {
            **TEXT,
            "description": "what the answer fills, as a case file calls it; event: what it is",
        },
        "asks": {**TEXT, "description": "the question"},
        "lines": {
            **shapes.or_null({**shapes.listed(WHOLE, 2), "maxItems": 2}),
            "description": "the first and the last line to look at; null: no line says it",
        },
        "source": {**text_or_null, "description": "the file that the message stands in"},
        "read": {"description": "what was read; null: nothing"},
        "confidence": {
            **shapes.or_null(shapes.one_of((PLAIN, LIKELY))),
            "description": "whether the letter says so in plain words, or it was concluded; null:"
            " nothing was read",
        },
        "weight": {
            **WHOLE,
            "description": "how many findings, clocks and actions differ by its answers",
        },
        "answers": shapes.listed(shapes.record(answer, answer), 1),
        "made_by": shapes.record(shapes.MADE_BY, shapes.MADE_BY),
    }
    body = shapes.listed(shapes.record(question, question))
    return shapes.document("foirules questions", "The questions about a draft of a case.", body)
