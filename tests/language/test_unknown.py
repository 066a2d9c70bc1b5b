"""Absent, unknown and false kept apart: every operator with each of them in every position."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

import pytest

from foirules.engine.scalar.compiler import Scalar
from foirules.language.kleene import certainly, certainly_not, negated
from foirules.language.law import Chapter, Law, load
from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.language.schema import Subject, SubjectField
from foirules.language.types import BOOL, DATE, INT, Type
from tests.foia import EXEMPTIONS, OUTCOME, schema_of

_DATES = tuple(SubjectField(n, DATE, absent=True, unknown=True) for n in ("a", "b", "c"))
_TRUTHS = tuple(SubjectField(n, BOOL, absent=True, unknown=True) for n in ("p", "q"))
_SETS = tuple(SubjectField(n, EXEMPTIONS, absent=True, unknown=True) for n in ("s", "t"))
_OTHER = (SubjectField("o", OUTCOME, absent=True, unknown=True),)
TINY = schema_of(
    Subject("root", "roots", fields=(*_DATES, *_TRUTHS, *_SETS, *_OTHER)),
    Subject("item", "items", ("root",), fields=(
        SubjectField("x", DATE, absent=True, unknown=True),
        SubjectField("ok", BOOL, unknown=True),
        SubjectField("n", INT, unknown=True),
        SubjectField("z", EXEMPTIONS, unknown=True),
    )),
)  # fmt: skip
U, A = UNKNOWN, ABSENT
ENVIRONMENT = SimpleNamespace(add_working_days=lambda day, n: day + 2 * n)


def tiny(kind: Type, expression: str) -> Law:
    chapter = Chapter("tiny")
    chapter.fact("root", "received_on", DATE, "as_of")
    chapter.fact("root", "tried", kind, expression)
    return load(TINY, [chapter], ())


def value(kind: Type, expression: str, items: list[dict[str, int]] | None = None, **on: int) -> int:
    fields = {f.name: A for f in TINY.root.fields} | on
    rows: list[Any] = [SimpleNamespace(**item) for item in items or []]
    root = SimpleNamespace(**fields, items=rows)
    Scalar(tiny(kind, expression)).evaluate(root, 100, ENVIRONMENT)
    found: int = root.tried
    return found


# Kleene's tables; a comparison with what is absent is false.
@pytest.mark.parametrize(
    ("expression", "table"),
    [
        ("p and q", {(1, 1): 1, (1, 0): 0, (0, U): 0, (U, 0): 0, (1, U): U, (U, 1): U, (U, U): U}),
        ("p or q", {(0, 0): 0, (1, U): 1, (U, 1): 1, (0, U): U, (U, 0): U, (U, U): U}),
        ("not p", {(1, 0): 0, (0, 0): 1, (U, 0): U, (A, 0): 1}),
        ("p if q else not p", {(1, 1): 1, (1, 0): 0, (1, U): U, (U, 1): U}),
    ],
)
def test_truths(expression: str, table: dict[tuple[int, int], int]) -> None:
    for (p, q), expected in table.items():
        assert value(BOOL, expression, p=p, q=q) == expected, (p, q)


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_comparisons(op: str) -> None:
    plain = {"<": (1, 0, 0), "<=": (1, 1, 0), ">": (0, 0, 1), ">=": (0, 1, 1), "==": (0, 1, 0)}
    for b, index in ((8, 2), (9, 1), (10, 0)):
        expected = 1 - plain["=="][index] if op == "!=" else plain[op][index]
        assert value(BOOL, f"a {op} b", a=9, b=b) == expected
        assert value(BOOL, f"not (a {op} b)", a=9, b=b) == 1 - expected
    false = 1 if op == "!=" else 0
    for a, b in ((9, A), (A, 9), (A, A), (U, A), (A, U)):
        assert value(BOOL, f"a {op} b", a=a, b=b) == false, (a, b)
        assert value(BOOL, f"not (a {op} b)", a=a, b=b) == 1 - false, (a, b)
    for a, b in ((9, U), (U, 9), (U, U)):
        assert value(BOOL, f"a {op} b", a=a, b=b) == U, (a, b)


@pytest.mark.parametrize(
    ("kind", "expression", "on", "expected"),
    [
        (BOOL, "a is present", {"a": 5}, 1),
        (BOOL, "a is present", {"a": A}, 0),
        (BOOL, "a is present", {"a": U}, U),
        (BOOL, "a is absent", {"a": A}, 1),
        (BOOL, "a is absent", {"a": 5}, 0),
        (BOOL, "a is absent", {"a": U}, U),
        (BOOL, "o == 'refused'", {"o": 2}, 1),
        (BOOL, "o == 'refused'", {"o": U}, U),
        (BOOL, "o != 'refused'", {"o": A}, 1),
        (BOOL, "o in ('refused', 'not-held')", {"o": 4}, 1),
        (BOOL, "o not in ('refused', 'not-held')", {"o": U}, U),
        (BOOL, "o not in ('refused', 'not-held')", {"o": A}, 1),
        (BOOL, "nonempty(s)", {"s": 0}, 0),
        (BOOL, "nonempty(s)", {"s": 4}, 1),
        (BOOL, "nonempty(s)", {"s": U}, U),
        (BOOL, "nonempty(s)", {"s": A}, 0),
        (BOOL, "'s12' in s", {"s": 1}, 1),
        (BOOL, "'s12' in s", {"s": U}, U),
        (BOOL, "not 's12' in s", {"s": A}, 1),
        (DATE, "a + 3", {"a": 5}, 8),
        (DATE, "a + 3", {"a": A}, A),
        (DATE, "a + 3", {"a": U}, U),
        (INT, "a - b", {"a": 9, "b": 4}, 5),
        (INT, "a - b", {"a": U, "b": A}, U),
        (DATE, "add_working_days(a, 3)", {"a": 5}, 11),
        (DATE, "add_working_days(a, 3)", {"a": A}, A),
        (DATE, "add_working_days(a, 3)", {"a": U}, U),
        (DATE, "latest(a, b, c)", {"a": 1, "b": 7, "c": A}, 7),
        (DATE, "latest(a, b, c)", {"a": 1, "b": U, "c": A}, U),
        (DATE, "latest(a, b)", {"a": A, "b": A}, A),
        (DATE, "earliest(a, b, c)", {"a": 1, "b": 7, "c": A}, 1),
        (DATE, "earliest(a, b, c)", {"a": 1, "b": U, "c": A}, U),
        (DATE, "earliest(a, b)", {"a": A, "b": A}, A),
        (DATE, "earliest(a, as_of)", {"a": A}, 100),
        (DATE, "a if p else b", {"a": 1, "b": 2, "p": 1}, 1),
        (DATE, "a if p else b", {"a": 1, "b": 2, "p": 0}, 2),
        (DATE, "a if p else b", {"a": 1, "b": 1, "p": U}, U),
        (DATE, "a if p else nothing", {"a": 1, "p": 0}, A),
        (EXEMPTIONS, "s | t", {"s": 5, "t": 2}, 7),
        (EXEMPTIONS, "s | t", {"s": 5, "t": A}, 5),
        (EXEMPTIONS, "s & t", {"s": 7, "t": 2}, 2),
        (EXEMPTIONS, "s - t", {"s": 7, "t": 2}, 5),
        (EXEMPTIONS, "s - t", {"s": 7, "t": U}, U),
        (EXEMPTIONS, "s - t", {"s": U, "t": 1}, U),
    ],
)
def test_operators(kind: Type, expression: str, on: dict[str, int], expected: int) -> None:
    assert value(kind, expression, None, **on) == expected


def _item(x: int = 1, ok: int = 1, n: int = 1, z: int = 1) -> dict[str, int]:
    return {"x": x, "ok": ok, "n": n, "z": z}


@pytest.mark.parametrize(
    ("kind", "expression", "items", "expected"),
    [
        (DATE, "first(i.x for i in items if i.ok)", [_item(3, 0), _item(4), _item(2)], 4),
        (DATE, "first(i.x for i in items if i.ok)", [_item(3, U), _item(4)], U),
        (DATE, "first(i.x for i in items if i.ok)", [_item(4), _item(3, U)], 4),
        (DATE, "first(i.x for i in items if i.ok)", [_item(U), _item(3)], U),
        (DATE, "first(i.x for i in items if i.ok)", [_item(A), _item(3)], A),
        (DATE, "first(i.x for i in items if i.ok)", [], A),
        (DATE, "last(i.x for i in items if i.ok)", [_item(4), _item(3, U)], U),
        (DATE, "last(i.x for i in items if i.ok)", [_item(3, U), _item(4)], 4),
        (DATE, "earliest(i.x for i in items if i.ok)", [_item(4), _item(2), _item(A)], 2),
        (DATE, "earliest(i.x for i in items if i.ok)", [_item(4), _item(9, U)], 4),
        (DATE, "earliest(i.x for i in items if i.ok)", [_item(4), _item(3, U)], U),
        (DATE, "earliest(i.x for i in items if i.ok)", [_item(3, U)], U),
        (DATE, "earliest(i.x for i in items if i.ok)", [_item(4), _item(U, U)], U),
        (DATE, "earliest(i.x for i in items if i.ok)", [_item(A, U)], A),
        (DATE, "earliest(i.x for i in items)", [_item(4), _item(U)], U),
        (DATE, "latest(i.x for i in items if i.ok)", [_item(4), _item(2, U)], 4),
        (DATE, "latest(i.x for i in items if i.ok)", [_item(4), _item(5, U)], U),
        (DATE, "latest(i.x for i in items if i.ok)", [_item(4), _item(U, U)], U),
        (DATE, "latest(i.x for i in items)", [_item(4), _item(A), _item(6)], 6),
        (INT, "count(i for i in items if i.ok)", [_item(), _item(ok=0), _item()], 2),
        (INT, "count(i for i in items if i.ok)", [_item(), _item(ok=U)], U),
        (INT, "total(i.n for i in items if i.ok)", [_item(n=3), _item(n=4), _item(ok=0, n=9)], 7),
        (INT, "total(i.n for i in items if i.ok)", [_item(n=3), _item(n=U)], U),
        (EXEMPTIONS, "union(i.z for i in items if i.ok)", [_item(z=1), _item(z=4)], 5),
        (EXEMPTIONS, "union(i.z for i in items if i.ok)", [_item(z=1), _item(z=U)], U),
        (EXEMPTIONS, "union(i.z for i in items if i.ok)", [_item(z=1), _item(ok=U)], U),
        (EXEMPTIONS, "union(i.z for i in items if i.ok)", [], 0),
        (BOOL, "any(i.ok for i in items)", [_item(ok=0), _item(ok=1), _item(ok=U)], 1),
        (BOOL, "any(i.ok for i in items)", [_item(ok=0), _item(ok=U)], U),
        (BOOL, "any(i.ok for i in items)", [], 0),
        (BOOL, "all(i.ok for i in items)", [_item(), _item(ok=U)], U),
        (BOOL, "all(i.ok for i in items)", [_item(ok=0), _item(ok=U)], 0),
        (BOOL, "all(i.ok for i in items)", [], 1),
    ],
)
def test_aggregates(
    kind: Type, expression: str, items: list[dict[str, int]], expected: int
) -> None:
    assert value(kind, expression, items) == expected


def test_nothing_is_certain_both_ways() -> None:
    """certainly and certainly_not exclude one another, and a negation is exact."""
    expression = "(p and a > b) or not (q or o == 'refused' and 's12' in s)"
    law = tiny(BOOL, expression)
    tree: Any = law.facts[-1].tree
    scalar = Scalar(law)
    truth = tree.truth
    for p, q, a, b, s in itertools.product((1, 0, U), (1, 0, U), (5, U, A), (4, U), (1, U)):
        fields = {f.name: A for f in TINY.root.fields}
        root = SimpleNamespace(
            **fields | {"p": p, "q": q, "a": a, "b": b, "o": 2, "s": s}, items=[]
        )
        scalar.evaluate(root, 100, ENVIRONMENT)
        yes, no = (_holds(law, t, root) for t in (certainly(truth), certainly_not(truth)))
        assert not (yes and no)
        assert root.tried == (1 if yes else 0 if no else U)
        assert _holds(law, negated(certainly(truth)), root) is not yes


def _holds(law: Law, test: Any, root: Any) -> bool:
    from foirules.engine.scalar.compiler import code_of, run
    from foirules.engine.scalar.writer import Writer

    flat = run(code_of(Writer(law).flat({}, {"k": test})))["flat"]
    return bool(flat(root, root, 100, ENVIRONMENT)["k"])
