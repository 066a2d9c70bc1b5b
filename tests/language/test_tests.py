"""Plain tests: what negating one, or knowing that others hold, makes of it."""

from __future__ import annotations

from hypothesis import given as drawn
from hypothesis import strategies as st

from foirules.language.kleene import certainly, certainly_not, conjuncts, given, negated
from foirules.language.nodes import (
    ABSENT,
    UNKNOWN,
    Attribute,
    Bits,
    Constant,
    Either,
    Every,
    Exists,
    ForAll,
    Known,
    Member,
    Relation,
    Self,
    Source,
    State,
    StateIs,
    Test,
    Var,
)
from foirules.language.types import INT

X, Y = (Attribute(Self("s"), name, INT, True, True) for name in "xy")
NEVER_UNKNOWN = Attribute(Self("s"), "z", INT, True, False)
values = st.sampled_from([X, Y])
codes = st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True).map(tuple)
atoms: st.SearchStrategy[Test] = st.one_of(
    st.builds(Constant, st.booleans()),
    st.builds(Known, values),
    st.builds(State, values, st.sampled_from([ABSENT, UNKNOWN]), st.booleans()),
    st.builds(Relation, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), values, values),
    st.builds(Member, values, codes, st.booleans()),
    st.builds(Bits, values, st.integers(1, 3), st.booleans()),
)
tests: st.SearchStrategy[Test] = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda args: Every(tuple(args))),
        st.lists(inner, min_size=1, max_size=3).map(lambda args: Either(tuple(args))),
    ),
    max_leaves=6,
)
assignments = st.fixed_dictionaries(
    {n: st.sampled_from([UNKNOWN, ABSENT, 0, 1, 2, 3]) for n in "xy"}
)


def holds(test: Test, told: dict[str, int]) -> bool:
    """A test on two values, by nothing of the back ends."""

    def of(value: object) -> int:
        assert isinstance(value, Attribute)
        return told[value.name]

    match test:
        case Constant(value):
            return value
        case Known(value):
            return of(value) not in (ABSENT, UNKNOWN)
        case State(value, state, positive):
            return (of(value) == state) is positive
        case Relation(op, left, right):
            a, b = of(left), of(right)
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b}.get(
                op, a != b
            )
        case Member(value, codes, positive):
            return (of(value) in codes) is positive
        case Bits(value, mask, positive):
            return (of(value) & mask != 0) is positive
        case Every(args):
            return all(holds(arg, told) for arg in args)
        case Either(args):
            return any(holds(arg, told) for arg in args)
    raise AssertionError(test)


@drawn(tests, assignments)
def test_a_test_negated_holds_just_where_it_does_not(test: Test, told: dict[str, int]) -> None:
    assert holds(negated(test), told) is not holds(test, told)


@drawn(tests, st.lists(tests, max_size=3), assignments)
def test_where_others_hold_a_test_comes_to_the_same(
    test: Test, others: list[Test], told: dict[str, int]
) -> None:
    known = [other if holds(other, told) else negated(other) for other in others]
    holding = frozenset[Test]().union(*(conjuncts(other) for other in known))
    assert holds(given(test, holding), told) is holds(test, told)


def test_what_is_known_is_not_asked_again() -> None:
    known = frozenset({Known(X)})
    assert given(Known(X), known) == Constant(True)
    assert given(State(X, ABSENT, True), known) == Constant(False)
    assert given(State(X, UNKNOWN, False), known) == Constant(True)
    assert given(Known(X), frozenset({State(X, UNKNOWN, True)})) == Constant(False)
    assert given(Known(Y), known) == Known(Y)
    assert given(Relation(">=", X, Y), frozenset({Relation("<", X, Y)})) == Constant(False)
    assert given(Every((Known(X), Known(Y))), known) == Known(Y)
    assert given(Either((Known(X), Known(Y))), known) == Constant(True)
    assert Known(X) in conjuncts(Every((Member(X, (1,), True), Known(Y))))
    assert Known(X) not in conjuncts(Member(X, (1,), False))


def test_whether_something_is_recorded_is_never_in_doubt() -> None:
    for value, unrecorded in ((X, State(X, UNKNOWN, True)), (NEVER_UNKNOWN, Constant(False))):
        asked = StateIs(value, "unrecorded")
        assert certainly(asked) == unrecorded
        assert certainly_not(asked) == negated(unrecorded)


def test_a_question_over_rows_is_negated_row_by_row() -> None:
    source = Source(Self("s"), "rows", Var("row", "r"))
    assert negated(Exists(source, Known(X))) == ForAll(source, negated(Known(X)))
    assert negated(ForAll(source, Known(X))) == Exists(source, negated(Known(X)))
