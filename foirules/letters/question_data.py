"""A question about a draft, with what its answers change, ready for JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from foirules.letters.asking import Asked
from foirules.letters.draft import Draft
from foirules.letters.possible_answers import answers_to
from foirules.letters.weighing import Change, Weigher


def question_data(asked: Asked, draft: Draft, weigher: Weigher) -> dict[str, Any]:
    """A question, ready for JSON; its schema is :func:`foirules.schema.questions.questions`."""
    of = draft.events[asked.place] if asked.place is not None else None
    number = asked.messages[0] if asked.messages else None
    changed = dict(weigher.changes(draft, asked))
    named = [*answers_to(asked), *(each for each in changed if each not in answers_to(asked))]
    return {
        "id": asked.id,
        "message": number,
        "event": of.event if of else None,
        "field": asked.field,
        "asks": asked.asks,
        "lines": list(asked.lines) if asked.lines[0] else None,
        "source": draft.messages[number - 1].source if number else None,
        "read": _plain(asked.read.value) if asked.read is not None else None,
        "confidence": of.confidence.get(asked.field) if of and asked.read else None,
        "weight": weigher.weight(draft, asked),
        "answers": [
            {"answer": name, "changes": [_change_data(c) for c in changed.get(name, ())]}
            if name in changed
            else {"answer": name, "changes": None}
            for name in named
        ],
    }


def _change_data(each: Change) -> dict[str, Any]:
    return {
        "list": each.list,
        "name": each.name,
        "part": each.part,
        "message": each.message,
        "was": each.was,
        "becomes": each.becomes,
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
