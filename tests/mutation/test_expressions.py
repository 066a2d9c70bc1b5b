"""The changes that are made of an expression."""

from __future__ import annotations

import pytest

from tests.mutation.expressions import changes

CHANGES = {
    "a > b": ["a >= b", "a > b + 1"],
    "a >= b": ["a > b", "a >= b - 1"],
    "a < b": ["a <= b", "a < b - 1"],
    "a <= b": ["a < b", "a <= b + 1"],
    "a == 'x'": ["a != 'x'"],
    "a in ('x', 'y')": ["a not in ('x', 'y')", "a in ('y',)", "a in ('x',)"],
    "a is present": ["a is absent"],
    "a and b and c": ["a or b or c", "b and c", "a and c", "a and b"],
    "a or b": ["a and b", "b", "a"],
    "not a": ["a"],
    "any(m.a for m in ms if m.b)": ["all((m.a for m in ms if m.b))", "any((m.a for m in ms))"],
}
VALUES = {
    "a if p else b": ["a", "b", "b if p else a"],
    "first(e.on for e in es if e.a and e.b)": [
        "last((e.on for e in es if e.a and e.b))",
        "first((e.on for e in es))",
        "first((e.on for e in es if e.a or e.b))",
        "first((e.on for e in es if e.b))",
        "first((e.on for e in es if e.a))",
    ],
    "earliest(a, b)": ["latest(a, b)", "b", "a"],
    "latest(a, b, c)": ["earliest(a, b, c)", "latest(b, c)", "latest(a, c)", "latest(a, b)"],
    "a + 5": ["a", "a - 5", "a + 4", "a + 6"],
    "a | b": ["a", "b", "a & b"],
    "a - {'s22', 's36'}": ["a", "a + {'s22', 's36'}", "a - {'s36'}", "a - {'s22'}"],
    "date(2018, 5, 25)": ["date(2018, 5, 24)", "date(2018, 5, 26)"],
    "deadline('response', a, b)": [
        "deadline('response', a + 1, b)",
        "deadline('response', a, b + 1)",
    ],
    "add_working_days(a, n)": ["add_working_days(a + 1, n)", "add_working_days(a, n + 1)"],
}


@pytest.mark.parametrize(("text", "expected"), CHANGES.items(), ids=CHANGES)
def test_a_truth_is_changed(text: str, expected: list[str]) -> None:
    assert [change.text for change in changes(text, True)] == ["True", "False", *expected]


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=VALUES)
def test_a_value_is_changed(text: str, expected: list[str]) -> None:
    assert [c.text for c in changes(text, False)] == [f"({text}) + 1", "nothing", *expected]


def test_a_change_says_what_was_changed_and_which_if_there_are_two() -> None:
    found = [change.said for change in changes("on > due or (gone and on > due)", True)]
    assert "gone and on > due -> left out" in found
    assert found.index("on > due -> on >= due") < found.index("on > due -> on >= due (#2)")
    assert "on > due -> left out (#2)" in found
    assert len(found) == len(set(found))
