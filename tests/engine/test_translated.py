"""Conditions as durable-rules takes them."""

from __future__ import annotations

import pytest

from foirules.engine.durable.conditions import MOST_EXPRESSIONS, Translator
from foirules.language.nodes import (
    ABSENT,
    Arithmetic,
    Attribute,
    Either,
    Every,
    Known,
    Literal,
    Member,
    Parameter,
    Relation,
    Self,
    State,
    Test,
)
from foirules.language.types import DATE, INT
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


@pytest.mark.parametrize(
    ("beside", "whole"), [(MOST_EXPRESSIONS - 3, False), (MOST_EXPRESSIONS - 2, True)]
)
def test_a_part_that_is_lifted_counts_as_one(beside: int, whole: bool) -> None:
    """Beside so many others it may stand, and with one more all of it is lifted."""
    part = Either(tuple(State(number(place), ABSENT, True) for place in range(MOST_EXPRESSIONS)))
    others = tuple(Known(number(place)) for place in range(beside))
    test = Every((*others, part))
    translator = Translator()
    condition = translator.rule(test)
    assert translator.lifted == {test if whole else part: "k0"}
    assert (condition == {"k0": 1}) is whole


@pytest.mark.parametrize(("codes", "takes"), [((1,), 1), ((1, 2), 4), ((1, 2, 3), 5)])
def test_names_to_choose_from_count_each_and_two_for_what_joins_them(
    codes: tuple[int, ...], takes: int
) -> None:
    names = Member(number(0), codes, True)
    each = [{"v0": code} for code in codes]
    assert Translator().rule(names) == (each[0] if codes == (1,) else {"$or": each})
    for more in (0, 1):
        others = tuple(
            Known(number(1 + place)) for place in range(MOST_EXPRESSIONS - 2 - takes + more)
        )
        translator = Translator()
        translator.rule(Every((names, *others)))
        assert len(translator.lifted) == more


LATER = Arithmetic(DATE, "+", Parameter("as_of", DATE), Literal(INT, 1), False, False)


@pytest.mark.parametrize(
    "test",
    [
        Known(LATER),
        State(LATER, ABSENT, True),
        Member(LATER, (1, 2), True),
        Relation("<", Parameter("as_of", DATE), LATER),
        Relation("<", LATER, Parameter("as_of", DATE)),
    ],
)
def test_what_is_to_be_worked_out_is_lifted(test: Test) -> None:
    """It is worked out where it is asked for, and stands for no attribute of every fact."""
    translator = Translator()
    assert translator.rule(test) == {"k0": 1}
    assert (translator.lifted, translator.values) == ({test: "k0"}, {})


def number(place: int) -> Attribute:
    return Attribute(Self("happening"), f"n{place}", INT, True, False)
