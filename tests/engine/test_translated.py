"""Conditions as durable-rules takes them."""

from __future__ import annotations

from foirules.engine.durable.conditions import MOST_EXPRESSIONS, Translator
from foirules.language.nodes import ABSENT, Attribute, Either, Every, Known, Member, Self, State
from tests.foia import EVENT


def test_a_choice_among_many_names_is_lifted_where_it_is_the_largest_part() -> None:
    """It joins no others, and makes the condition too large for the engine."""
    event = Attribute(Self("happening"), "event", EVENT, False, False)
    names = Member(event, tuple(range(MOST_EXPRESSIONS)), True)
    either = Either((Known(event), State(event, ABSENT, True)))
    translator = Translator()
    condition = translator.rule(Every((names, either)))
    assert translator.lifted == {names: "k0"}
    assert list(condition) == ["$and"]
    assert condition["$and"][0] == {"k0": 1}
    assert list(condition["$and"][1]) == ["$or"]
