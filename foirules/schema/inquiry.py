"""The schemas of an inquiry: the answers, and the question or the end that follows."""

from __future__ import annotations

from foirules.assessing.inquiry.answers import MOST_ANSWERS
from foirules.assessing.inquiry.next_question import KINDS
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, TRUTH, JsonSchema


def answers() -> JsonSchema:
    """What a person has answered so far."""
    answer: dict[str, JsonSchema] = {
        "question": {**TEXT, "description": "the id of a question that was asked"},
        "answer": {
            "description": "as the kind of the question has it: the value of a choice; a day, or"
            " {from, to}; {event, on}, or nothing; true or false; a list of names; a number; a"
            " mapping of statements to true or false. null: it is not known"
        },
    }
    listed = {**shapes.listed(shapes.record(answer, answer)), "maxItems": MOST_ANSWERS}
    return shapes.record({"answers": listed}, ("answers",))


def inquiry(case: JsonSchema, assessment: JsonSchema) -> JsonSchema:
    """The next question, or the end."""
    any_text = {"type": "string"}
    choice: dict[str, JsonSchema] = {
        "value": {**TEXT, "description": "the answer, or the name in it"},
        "says": {**TEXT, "description": "the answer in words"},
        "further": {**TRUTH, "description": "it is not among those that are likely"},
    }
    day = shapes.or_null(shapes.ISO_DAY)
    asked: dict[str, JsonSchema] = {
        "id": {**TEXT, "description": "what its answer names"},
        "kind": {**shapes.one_of(KINDS), "description": "what its answer is"},
        "asks": {**TEXT, "description": "the question"},
        "choices": shapes.listed(shapes.record(choice, choice)),
        "hint": {**any_text, "description": "what an answer looks like"},
        "first": {**day, "description": "the first day that may be answered"},
        "last": {**day, "description": "the last such day"},
    }
    question = shapes.record(asked, asked)
    verdict = shapes.record(
        dict.fromkeys(("found", "next", "face"), any_text), ("found", "next", "face")
    )
    end: dict[str, JsonSchema] = {
        "case": {**case, "description": "the case file, to be kept"},
        "verdict": verdict,
        "assessment": assessment,
        "plain": {
            **shapes.table(shapes.table(TEXT)),
            "description": "of each rule and action what it means, in plain words",
        },
        "note": TEXT,
    }
    said: dict[str, JsonSchema] = {
        "question": {
            **shapes.or_null(question),
            "description": "the next question; null: no answer would change a last day or a next"
            " step",
        },
        "end": {
            **shapes.or_null(shapes.record(end, end)),
            "description": "null: a question is next",
        },
        "open": {
            **shapes.listed(question),
            "description": "at the end, the questions that would decide what else is undecided,"
            " those that decide the most first",
        },
        "used": {**shapes.listed(TEXT), "description": "the questions whose answers were used"},
        "not_used": {
            **shapes.listed(TEXT),
            "description": "those that were answered and are not asked, given the other answers",
        },
        "made_by": {"type": "object"},
    }
    return shapes.record(said, said)
