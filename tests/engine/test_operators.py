"""Each operator of the language, on the scalar back end and on columns, as written by hand.

Known, absent and unknown stand in every position; ``test_every_operator_is_tried`` holds that none
is left out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, get_args

import attrs
import pytest

from tests.foia import EXEMPTIONS, OUTCOME

pytest.importorskip("numpy")

from foirules.engine.environment import Environment
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.language import nodes
from foirules.language.functions import AGGREGATES, FUNCTIONS
from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.language.types import BOOL, DATE, INT, Type
from foirules.language.walk import nodes as every_node
from tests.engine.small import (
    ENVIRONMENT,
    POLICY,
    TODAY,
    TYPES,
    Fields,
    Small,
    agreed,
    by_columns,
    by_scalar,
    law,
    rule,
    values,
)

A, U = ABSENT, UNKNOWN


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


X, Y, Z = day("2017-08-03"), day("2017-08-05"), day("2017-09-04")
S12, S36, S36C = (EXEMPTIONS.mask((name,)) for name in ("s12", "s36", "s36(2)(c)"))
REFUSED, NOT_HELD, GIVEN = (OUTCOME.codes[n] for n in ("refused", "not-held", "disclosed"))
OPERANDS: Mapping[Type, tuple[int, ...]] = {
    DATE: (X, Y, Z, A, U),
    INT: (0, 1, 20, A, U),
    BOOL: (1, 0, A, U),
    EXEMPTIONS: (0, S12, S36, S36C, S12 | S36C, A, U),
    OUTCOME: (REFUSED, NOT_HELD, GIVEN, A, U),
}

Expected = Mapping[tuple[int, ...], int]


def operands(expression: str) -> list[str]:
    """The request's fields that an expression reads, in the order in which it names them."""
    plain = re.sub("'.*?'", "", expression)
    return list(dict.fromkeys(re.findall(r"\b[abcmnpqrstow]\b", plain)))


def table(kind: Type, expression: str) -> dict[tuple[int, ...], int]:
    """The values on which both agree, for every combination of operands."""
    names = operands(expression)
    rows = list(itertools.product(*(OPERANDS[TYPES[name]] for name in names)))
    cases = [Small(dict(zip(names, row, strict=True))) for row in rows]
    found = values(law(kind, expression), cases)
    return {row: value for row, (value,) in zip(rows, found, strict=True)}


# A truth that is absent is false, and so is a comparison with what is absent.
KLEENE: list[tuple[str, Expected]] = [
    ("p", {(1,): 1, (0,): 0, (A,): 0, (U,): U}),
    ("p and q", {(1, 1): 1, (1, 0): 0, (0, U): 0, (U, 0): 0, (A, U): 0, (1, U): U, (U, U): U}),
    ("p or q", {(0, 0): 0, (1, U): 1, (U, 1): 1, (0, U): U, (U, A): U, (A, A): 0, (U, U): U}),
    ("not p", {(1,): 0, (0,): 1, (A,): 1, (U,): U}),
    ("not (p and q)", {(1, 1): 0, (0, U): 1, (1, U): U, (U, A): 1}),
    ("True and p or False", {(1,): 1, (A,): 0, (U,): U}),
    ("p if q else r", {(1, 1, U): 1, (U, 0, 0): 0, (1, U, 1): U, (0, A, 1): 1, (0, U, 0): 0}),
    ("a < b", {(X, Y): 1, (Y, Y): 0, (Z, Y): 0, (A, Y): 0, (Y, A): 0, (U, A): 0, (X, U): U}),
    ("a <= b", {(X, Y): 1, (Y, Y): 1, (Z, Y): 0, (A, Y): 0, (Y, A): 0, (A, U): 0, (U, X): U}),
    ("a > b", {(X, Y): 0, (Y, Y): 0, (Z, Y): 1, (A, Y): 0, (Y, A): 0, (U, A): 0, (X, U): U}),
    ("a >= b", {(X, Y): 0, (Y, Y): 1, (Z, Y): 1, (A, Y): 0, (Y, A): 0, (A, A): 0, (U, U): U}),
    ("a == b", {(X, Y): 0, (Y, Y): 1, (A, A): 0, (A, Y): 0, (U, A): 0, (U, U): U, (U, Y): U}),
    ("a != b", {(X, Y): 1, (Y, Y): 0, (A, A): 1, (A, Y): 1, (U, A): 1, (U, U): U, (Y, U): U}),
    ("not a > b", {(X, Y): 1, (Z, Y): 0, (A, Y): 1, (Y, A): 1, (A, U): 1, (X, U): U}),
    ("m > n", {(1, 0): 1, (0, 0): 0, (0, A): 0, (A, U): 0, (1, U): U}),
    ("m == 20", {(20,): 1, (0,): 0, (A,): 0, (U,): U}),
    ("a > as_of", {(X,): 0, (A,): 0, (U,): U}),
    ("a == date(2017, 8, 5)", {(Y,): 1, (X,): 0, (A,): 0, (U,): U}),
    ("o == 'refused'", {(REFUSED,): 1, (GIVEN,): 0, (A,): 0, (U,): U}),
    ("o != 'refused'", {(REFUSED,): 0, (GIVEN,): 1, (A,): 1, (U,): U}),
    ("o in ('refused', 'not-held')", {(NOT_HELD,): 1, (GIVEN,): 0, (A,): 0, (U,): U}),
    ("o not in ('refused', 'not-held')", {(NOT_HELD,): 0, (GIVEN,): 1, (A,): 1, (U,): U}),
    ("'s36' in s", {(S36,): 1, (S36C,): 1, (S12,): 0, (0,): 0, (A,): 0, (U,): U}),
    ("'s36(2)(c)' in s", {(S36,): 0, (S36C,): 1, (A,): 0, (U,): U}),
    ("'s36' not in s", {(S36C,): 0, (S12,): 1, (A,): 1, (U,): U}),
    ("nonempty(s)", {(0,): 0, (S12,): 1, (A,): 0, (U,): U}),
    ("not nonempty(s)", {(0,): 1, (S12,): 0, (A,): 1, (U,): U}),
    ("a is present", {(X,): 1, (A,): 0, (U,): U}),
    ("m is present", {(0,): 1, (A,): 0, (U,): U}),
    ("s is present", {(0,): 1, (A,): 0, (U,): U}),
    ("p is absent", {(0,): 0, (A,): 1, (U,): U}),
    ("o is absent", {(0,): 0, (A,): 1, (U,): U}),
    ("not a is absent", {(X,): 1, (A,): 0, (U,): U}),
    ("a is present and a is absent", {(X,): 0, (A,): 0, (U,): U}),  # false, where the first holds
]
VALUES: list[tuple[Type, str, Expected]] = [
    (DATE, "a + n", {(X, 1): X + 1, (X, 0): X, (A, 1): A, (X, A): A, (U, A): U, (A, U): U}),
    (DATE, "a - n", {(X, 1): X - 1, (A, 20): A, (U, 20): U, (U, A): U}),
    (INT, "a - b", {(Y, X): 2, (X, Y): -2, (A, X): A, (X, U): U, (A, U): U, (U, U): U, (A, A): A}),
    (INT, "m + n", {(1, 20): 21, (A, 1): A, (1, U): U, (U, A): U}),
    (INT, "m - n", {(1, 20): -19, (1, A): A, (U, 1): U}),
    (DATE, "a if p else b", {(X, 1, Y): X, (X, 0, Y): Y, (X, A, Y): Y, (X, U, X): U, (A, 1, U): A}),
    (DATE, "a if p else nothing", {(X, 1): X, (X, 0): A, (U, 1): U, (X, U): U}),
    (DATE, "nothing if a > b else a", {(Y, X): A, (X, Y): X, (X, U): U, (A, U): A, (U, A): U}),
    (OUTCOME, "'refused' if p else o", {(1, U): REFUSED, (0, GIVEN): GIVEN, (0, A): A, (U, A): U}),
    (EXEMPTIONS, "s if a is present else {'s12'}", {(S36, X): S36, (0, A): S12, (A, U): U}),
    (DATE, "earliest(a, b)", {(X, Y): X, (Y, X): X, (X, A): X, (A, X): X, (A, A): A, (X, U): U}),
    (DATE, "latest(a, b)", {(X, Y): Y, (Y, X): Y, (X, A): X, (A, X): X, (A, A): A, (A, U): U}),
    (DATE, "earliest(a, b, c)", {(Z, Y, X): X, (A, Z, Y): Y, (A, A, Z): Z, (X, A, U): U}),
    (DATE, "latest(a, b, c)", {(X, Z, Y): Z, (A, X, A): X, (A, A, A): A, (U, A, Z): U}),
    (DATE, "earliest(a, as_of)", {(X,): X, (A,): TODAY, (U,): U}),
    (EXEMPTIONS, "s | t", {(S12, S36C): S12 | S36C, (A, S12): S12, (S12, A): S12, (A, A): 0,
                           (U, S12): U, (A, U): U}),
    (EXEMPTIONS, "s & t", {(S12 | S36C, S36): S36, (S12, A): 0, (0, U): U, (U, A): U}),
    (EXEMPTIONS, "s - t", {(S12 | S36C, S36C): S12, (S12, A): S12, (A, S12): 0, (U, 0): U,
                           (S12, U): U}),
    (EXEMPTIONS, "s - {'s36'}", {(S36C,): S36C - S36, (A,): 0, (U,): U}),
    (EXEMPTIONS, "{}", {(): 0}),
    # The day of receipt is not counted; 7 August 2017 was a bank holiday in Scotland.
    (DATE, "add_working_days(a, n)", {(X, 20): Z, (X, 0): X, (Y, 0): Y, (Y, 1): day("2017-08-08"),
                                      (A, 1): A, (X, A): A, (U, A): U, (A, U): U}),
    (INT, "working_days_between(a, b)", {(X, Z): 20, (Z, X): 0, (X, X): 0, (Y, Z): 19, (A, Z): A,
                                         (X, A): A, (U, A): U}),
    (INT, "working_days_inclusive(a, b)", {(X, Z): 21, (Z, X): 0, (X, X): 1, (Y, Y): 0, (A, Z): A,
                                           (X, U): U}),
    (DATE, "add_months(a, n)", {(X, 1): day("2017-09-03"), (X, 20): day("2019-04-03"), (Z, 0): Z,
                                (A, 1): A, (U, A): U}),
    (DATE, "add_months(date(2017, 11, 30), n)", {(0,): day("2017-11-30"), (20,): day("2019-07-30")}),
    (DATE, "add_months(date(2017, 11, 30), 3)", {(): day("2018-02-28")}),
    (DATE, "deadline('working', a, b)", {(X, X): Z, (X, Z): Z, (A, X): A, (X, A): A, (U, A): U}),
    (DATE, "deadline('working', a, date(2004, 12, 31))", {(X,): A, (A,): A, (U,): U}),
    (DATE, "deadline('days', a, b)", {(X, Y): X + 28, (A, X): A, (U, A): U}),
    (DATE, "deadline('days', a, date(2010, 1, 17))", {(X,): U, (A,): A, (U,): U}),
    (DATE, "deadline('weeks', a, b)", {(X, Z): X + 42, (X, X): A, (A, Z): A, (Z, U): U}),
    (DATE, "deadline('months', a, b)", {(X, X): day("2017-11-02"), (X, Z): day("2017-10-03"),
                                        (A, X): A, (U, A): U}),
    # Thursday 3 August to Saturday, and Saturday 5 August to 5 September: a day in England and Wales.
    (DATE, "deadline('rolled', a, b)", {(X, X): day("2017-08-07"), (X, Y): day("2017-09-04"),
                                        (Y, Y): day("2017-09-05"), (Y, X): day("2017-08-07"),
                                        (A, X): A, (U, A): U}),
    # To the end of a year, be it in the calendar or not.
    (DATE, "deadline('years', a, b)", {(X, X): day("2047-12-31"), (X, Z): day("2037-12-31"),
                                       (A, X): A, (U, A): U}),
    (DATE, "deadline('years', date(1886, 12, 31), a)", {(X,): day("1916-12-31"), (U,): U}),
    (DATE, "deadline('years', date(1887, 1, 1), a)", {(X,): day("1917-12-31"), (A,): A}),
    # To the day before the same day some years later, or to that day: in any year.
    (DATE, "deadline('anniversary', a, b)", {(X, X): day("2037-08-02"), (X, Z): day("2020-08-03"),
                                             (A, X): A, (U, A): U}),
    (DATE, "deadline('anniversary', date(1896, 2, 29), a)", {(X,): day("1916-02-28"), (U,): U,
                                                             (Z,): day("1899-02-28")}),
    (DATE, "deadline('anniversary', date(1880, 2, 29), date(1880, 2, 29))", {(): day("1900-02-28")}),
    (DATE, "deadline('anniversary', date(1999, 3, 1), a)", {(X,): day("2019-02-28"), (A,): A}),
    (DATE, "deadline('fixed', a, b)", {(X, X): day("1901-01-22"), (Z, X): day("1901-01-22"),
                                      (X, Z): A, (A, X): A, (U, X): U}),
    (DATE, "deadline('ended', a, b)", {(X, Y): day("2017-10-30"), (X, Z): A, (X, U): U}),
    (INT, "amount('ended', a) + n", {(X, 1): 61, (Z, 1): A, (X, A): A, (A, 1): A, (U, A): U}),
    (INT, "amount('weeks', a)", {(X,): A, (Z,): 6, (A,): A, (U,): U}),
    (INT, "amount('days', date(2010, 1, 17))", {(): U}),
    (EXEMPTIONS, "listed('list', a) & s", {(X, S36C): S36C, (X, S36): S36, (Z, S12): 0, (X, A): 0,
                                           (A, S36): 0, (U, S36): U, (X, U): U}),
    (EXEMPTIONS, "listed('list', date(2004, 12, 31))", {(): A}),
    # No school's days are given: what they would say is unknown.
    (DATE, "school_deadline(a, n, b)", {(X, 1, Z): U, (A, 1, Z): A, (X, A, Z): A, (X, 1, A): A,
                                        (A, U, Z): U}),
    (INT, "school_days_inclusive(a, b)", {(X, Z): U, (A, Z): A, (A, U): U}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expression", "expected"),
    [*((BOOL, text, rows) for text, rows in KLEENE), *VALUES],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_operator(kind: Type, expression: str, expected: Expected) -> None:
    found = table(kind, expression)
    assert {row: found[row] for row in expected} == expected


def test_no_operand_is_ever_taken_for_a_value() -> None:
    """What is no value is never the outcome of an operation: only it, or a plain value, is."""
    for kind, expression, _ in VALUES:
        for row, value in table(kind, expression).items():
            assert value in (A, U) or abs(value) < 2**62, (expression, row)
            if kind is DATE and value not in (A, U):
                assert date(1899, 1, 1).toordinal() < value < date(2050, 1, 1).toordinal()


# --- aggregates -----------------------------------------------------------------------------------

# Rows of events: (value, condition) -> what the aggregate makes of them.
Rows = tuple[tuple[int, int], ...]
OF_DAYS: dict[str, dict[Rows, int]] = {
    "first": {
        (): A,
        ((Z, 1), (X, 1)): Z,
        ((Z, 0), (X, 1)): X,
        ((Z, A), (X, 1)): X,
        ((Z, U), (X, 1)): U,
        ((X, 1), (Z, U)): X,
        ((A, 1), (X, 1)): A,
        ((U, 1), (X, 1)): U,
        ((Z, 0), (X, 0)): A,
    },
    "last": {
        (): A,
        ((Z, 1), (X, 1)): X,
        ((X, 1), (Z, 0)): X,
        ((X, 1), (Z, U)): U,
        ((X, U), (Z, 1)): Z,
        ((X, 1), (A, 1)): A,
        ((X, 1), (U, 1)): U,
    },
    "earliest": {
        (): A,
        ((Z, 1), (X, 1), (Y, 1)): X,
        ((A, 1), (Y, 1)): Y,
        ((A, 1),): A,
        ((Y, 1), (U, 1)): U,
        ((Y, 1), (Z, U)): Y,
        ((Y, 1), (X, U)): U,
        ((Y, 1), (Y, U)): Y,
        ((Y, 1), (A, U)): Y,
        ((A, 1), (Y, U)): U,
        ((Y, 1), (U, U)): U,
        ((Y, 1), (U, 0)): Y,
        ((Y, 1), (X, A)): Y,
    },
    "latest": {
        (): A,
        ((X, 1), (Z, 1), (Y, 1)): Z,
        ((Y, 1), (U, 1)): U,
        ((Y, 1), (X, U)): Y,
        ((Y, 1), (Z, U)): U,
        ((A, 1), (A, U)): A,
        ((X, U),): U,
        ((Y, 1), (U, U)): U,
        ((Y, 1), (U, A)): Y,
    },
    "count": {
        (): 0,
        ((X, 1), (A, 1), (U, 1), (Y, 0), (Y, A)): 3,
        ((X, 1), (X, U)): U,
    },
    "any": {
        (): 0,
        ((X, 1),): 1,
        ((X, 0), (X, U)): U,
        ((X, U), (X, 1)): 1,
        ((X, 0), (X, A)): 0,
    },
    "all": {
        (): 1,
        ((X, 1), (Y, 1)): 1,
        ((X, 1), (Y, U)): U,
        ((X, U), (Y, 0)): 0,
        ((X, 1), (Y, A)): 0,
    },
}
OF_NUMBERS: dict[Rows, int] = {
    (): 0,
    ((3, 1), (4, 1), (9, 0)): 7,
    ((3, 1), (A, 1)): 3,
    ((3, 1), (U, 1)): U,
    ((3, 1), (4, U)): U,
    ((3, 1), (U, 0), (U, A)): 3,
}
OF_SETS: dict[Rows, int] = {
    (): 0,
    ((S12, 1), (S36C, 1)): S12 | S36C,
    ((S12, 1), (S36C, 0)): S12,
    ((S12, 1), (A, 1)): S12,
    ((S12, 1), (U, 1)): U,
    ((S12, 1), (0, U)): U,
    ((A, 1),): 0,
}


@attrs.frozen
class Aggregate:
    """``{rows}`` stands for the collection, ``{more}`` for a further condition."""

    kind: Type
    text: str
    value: str
    expected: Mapping[Rows, int]


def _aggregate(name: str) -> Aggregate:
    if name == "total":
        return Aggregate(INT, "total(e.v for e in {rows} if e.ok{more})", "v", OF_NUMBERS)
    if name == "union":
        return Aggregate(EXEMPTIONS, "union(e.z for e in {rows} if e.ok{more})", "z", OF_SETS)
    expected = OF_DAYS[name]
    if name == "count":
        return Aggregate(INT, "count(e for e in {rows} if e.ok{more})", "x", expected)
    if name == "any":
        return Aggregate(BOOL, "any(e.ok{more} for e in {rows})", "x", expected)
    if name == "all":
        return Aggregate(BOOL, "all(e.ok or not (True{more}) for e in {rows})", "x", expected)
    return Aggregate(DATE, f"{name}(e.x for e in {{rows}} if e.ok{{more}})", "x", expected)


EACH = {name: _aggregate(name) for name in AGGREGATES}


def _fields(rows: Rows, name: str) -> list[Fields]:
    return [{name: value, "ok": ok, "k": place} for place, (value, ok) in enumerate(rows)]


@pytest.mark.parametrize("name", AGGREGATES)
def test_an_aggregate_over_children(name: str) -> None:
    each = EACH[name]
    cases = [Small(events=_fields(rows, each.value)) for rows in each.expected]
    found = values(law(each.kind, each.text.format(rows="events", more="")), cases)
    assert found == [[value] for value in each.expected.values()]


@pytest.mark.parametrize("name", AGGREGATES)
def test_an_aggregate_over_the_children_of_a_parent(name: str) -> None:
    """Each row sees all of its siblings; or, where it asks so, those up to itself: the pairs."""
    each = EACH[name]
    cases = [Small(events=_fields(rows, each.value)) for rows in each.expected]
    whole = law(each.kind, each.text.format(rows="request.events", more=""), "happening")
    for rows, found in zip(each.expected, values(whole, cases), strict=True):
        assert found == [each.expected[rows]] * len(rows)
    siblings = each.text.format(rows="request.events", more=" and e.k <= k")
    # A row sees what the request of a case that ends with this row would see.
    prefixes = [Small(events=case.events[:n]) for case in cases for n in range(1, 6)]
    plain = values(law(each.kind, each.text.format(rows="events", more="")), prefixes)
    for place, found in enumerate(values(law(each.kind, siblings, "happening"), cases)):
        expected = [value for (value,) in plain[5 * place :]]
        assert found == expected[: len(found)]


BESIDE = (
    *(f"e.x {op} x" for op in ("<", "<=", ">", ">=", "==", "!=")),
    "x < e.x",
    "e.ok and x >= e.x",
    "e.ok and ok and e.v > v",
    "e.x < x and e.v >= v",
    "e.ok and (e.x < x or ok and e.v == 1 or v == 20)",
    "e.x + 1 > x or e.v + v == 20",
    "(e.ok or ok) and (e.v < v or e.x <= x) and (e.v == 0 or v == 0 or e.x > x)",
    "e.x is absent and e.v < v or x is absent",
)


@pytest.mark.parametrize("test", BESIDE)
@pytest.mark.parametrize("asked", ["any", "all"])
def test_rows_beside_are_asked(asked: str, test: str) -> None:
    """Whether a sibling, or each, meets a test of it and of the row that asks."""
    rng = Random(test)
    rows = [
        [{name: rng.choice(OPERANDS[TYPES[name]]) for name in ("x", "ok", "v")} for _ in range(n)]
        for n in (0, 1, 1, 2, 2, 3, 3, 4)
        for _ in range(60)
    ]
    found = values(
        law(BOOL, f"{asked}({test} for e in request.events)", "happening"),
        [Small(events=events) for events in rows],
    )
    said = {value for case in found for value in case}
    assert len(said) > 1 if asked == "all" else said >= {0, 1}  # of itself no row is earlier


@pytest.mark.parametrize("name", AGGREGATES)
@pytest.mark.parametrize("through", ["part", "notice"])
def test_an_aggregate_through_a_parent(name: str, through: str) -> None:
    """A mention sees those of its part, and those of its notice, and no others."""
    each = EACH[name]
    cases = []
    for rows in each.expected:
        others = _fields(((X, 1), (U, U)), each.value)
        # The rows in question and some others take turns, each group with a parent of its own.
        told = [
            (1, fields) if which else (0, fields)
            for pair in itertools.zip_longest(_fields(rows, each.value), others)
            for which, fields in enumerate(pair)
            if fields is not None
        ]
        mentions = [
            (0, parent, fields) if through == "part" else (parent, 0, fields)
            for parent, fields in told
        ]
        cases.append(Small(parts=[{}, {}], notices=[{}, {}], mentions=mentions))
    collection = f"{through}.mentions"
    whole = law(each.kind, each.text.format(rows=collection, more=""), "mention")
    up_to = law(each.kind, each.text.format(rows=collection, more=" and e.k <= k"), "mention")
    own = law(each.kind, each.text.format(rows="mentions", more=""), through)
    for rows, case, found, seen, of_parent in zip(
        each.expected,
        cases,
        values(whole, cases),
        values(up_to, cases),
        values(own, cases),
        strict=True,
    ):
        expected = each.expected[rows]
        side = 1 if through == "part" else 0
        mine = [place for place, told in enumerate(case.mentions) if told[side] == 0]
        assert [found[place] for place in mine] == [expected] * len(rows)
        assert of_parent[0] == expected
        if mine:
            assert seen[mine[-1]] == expected


def _random_rows(rng: Random) -> list[Fields]:
    return [
        {
            "x": rng.choice(OPERANDS[DATE]),
            "ok": rng.choice((1, 1, *OPERANDS[BOOL])),
            "v": rng.choice(OPERANDS[INT]),
            "z": rng.choice(OPERANDS[EXEMPTIONS]),
            "k": place if rng.random() < 0.9 else rng.choice((A, U)),
        }
        for place in range(rng.choice((0, 1, 2, 3, 5)))
    ]


def _random_case(rng: Random) -> Small:
    parts = [{"d": rng.choice(OPERANDS[DATE])} for _ in range(rng.randint(1, 3))]
    notices = [{"e": rng.choice(OPERANDS[DATE])} for _ in range(rng.randint(1, 3))]
    mentions = [
        (rng.randrange(len(notices)), rng.randrange(len(parts)), fields)
        for fields in _random_rows(rng)
    ]
    request = {name: rng.choice(OPERANDS[TYPES[name]]) for name in "abcmnpqrstow"}
    return Small(request, _random_rows(rng), parts, notices, mentions)


FRAMES = [
    ("request", "events", ""),
    ("request", "events", " and e.x >= a"),
    ("part", "mentions", " and e.notice.e > d"),
    ("part", "events", " and e.x > d"),
    ("notice", "mentions", " and e.part.d != e.notice.e"),
    ("happening", "request.events", " and e.x > request.a"),
    ("happening", "request.events", " and e.x > x"),
    ("happening", "request.events", " and e.k > k and e.x != as_of"),
    ("mention", "part.mentions", " and e.notice.e < notice.e"),
    ("mention", "part.mentions", " and e.part.d < part.d + e.k"),
    ("mention", "notice.mentions", " and e.k < k and e.x > request.b"),
    ("mention", "request.events", " and add_working_days(e.x, k) >= x"),
]


@pytest.mark.one_cpython
@pytest.mark.parametrize(("subject", "rows", "more"), FRAMES)
def test_an_aggregate_in_any_frame(subject: str, rows: str, more: str) -> None:
    """Cases at random: what a row sees of itself, its parents, and its siblings."""
    rng = Random(5)
    cases = [_random_case(rng) for _ in range(300)]
    days = [rng.choice((X, Y, Z, TODAY)) for _ in cases]
    for name, each in EACH.items():
        compiled = law(each.kind, each.text.format(rows=rows, more=more), subject)
        found = values(compiled, cases, days)
        assert len({value for row in found for value in row}) > 1, name
        values(compiled, cases)


def test_rows_in_the_order_of_events_are_all_that_an_aggregate_asks() -> None:
    """Every list of up to three rows, by value and by condition."""
    for each in EACH.values():
        few: Sequence[int] = {"x": (X, Y, A, U), "v": (1, 20, A, U), "z": (S12, S36C, A, U)}[
            each.value
        ]
        kinds = list(itertools.product(few, OPERANDS[BOOL]))
        lists = [rows for n in range(4) for rows in itertools.product(kinds, repeat=n)]
        cases = [Small(events=_fields(rows, each.value)) for rows in lists]
        agreed(law(each.kind, each.text.format(rows="events", more="")), cases)


# --- rules ----------------------------------------------------------------------------------------


def test_what_a_rule_says() -> None:
    """Found, possible, met or undecided; nothing where it does not arise or is kept anyhow."""
    rows = list(itertools.product(OPERANDS[BOOL], repeat=3))
    cases = [Small(dict(zip("pqr", row, strict=True))) for row in rows]
    expected: dict[tuple[int, ...], int | None] = {
        (1, 1, 0): ESTABLISHED,
        (1, 0, 1): POSSIBLE,
        (1, U, 1): POSSIBLE,
        (1, 1, 1): ESTABLISHED,
        (1, 0, 0): MET,
        (1, A, A): MET,
        (1, 0, U): UNDECIDED,
        (1, U, 0): UNDECIDED,
        (U, 1, 0): UNDECIDED,
        (U, 0, U): UNDECIDED,
        (U, 0, 0): None,
        (0, 1, 1): None,
        (A, 1, 1): None,
    }
    for kind in ("breach", "note"):
        statuses = dict(zip(rows, _statuses(kind, "p", "q", "r", cases), strict=True))
        for row, status in expected.items():
            assert statuses[row] == ([] if status is None else [status]), (kind, row)


def _statuses(
    kind: str, applies: str, when: str, maybe: str, cases: Sequence[Small]
) -> list[list[int]]:
    """The status of each row."""
    of = rule(kind, applies, when, maybe)
    found = []
    for case, hits in zip(cases, by_columns(of, cases, TODAY, ENVIRONMENT), strict=True):
        plain = by_scalar(of, case, TODAY, ENVIRONMENT)
        assert hits is not None
        assert plain is not None
        assert hits == plain, case
        found.append([status for _, status, _ in hits])
    return found


@pytest.mark.parametrize("name", "anpso")
def test_what_is_unrecorded_is_for_a_rule_to_ask(name: str) -> None:
    operands = OPERANDS[TYPES[name]]
    cases = [Small({name: value}) for value in operands]
    found = _statuses("breach", "True", "False", f"{name} is unrecorded", cases)
    assert found == [[POSSIBLE if value == U else MET] for value in operands]


# --- the calendar's edge --------------------------------------------------------------------------

FIRST, LAST = ENVIRONMENT.calendar.first, ENVIRONMENT.calendar.last
SCHOOL = Environment(
    attrs.evolve(
        POLICY, school_terms=((date(2017, 4, 24), date(2017, 7, 21)),
                                   (date(2017, 9, 4), date(2017, 12, 20)))
    )
)  # fmt: skip
AT_EDGE = tuple(
    edge + n for edge in (FIRST, LAST) for n in (-400, -40, -1, 0, 1, 2, 27, 28, 29, 40)
)
NUMBERS = (0, 1, 2, 20, 60, 1_200, 1_201, 20_000)  # months are counted for a century more
# A day is refused where the calendar does not reach, whatever else is asked.
EXACT = [
    (DATE, "add_working_days(a, n)"),
    (INT, "working_days_between(a, b)"),
    (INT, "working_days_inclusive(a, b)"),
    (DATE, "deadline('working', a, b)"),
    (DATE, "deadline('ended', a, b)"),
    (DATE, "deadline('years', a, b)"),
    (DATE, "deadline('anniversary', a, b)"),
    (INT, "amount('ended', a)"),
    (EXEMPTIONS, "listed('list', a)"),
]
# The scalar back end does not look a day up that it does not need; columns may refuse it.
CAUTIOUS = [
    (DATE, "add_months(a, n)"),
    (DATE, "deadline('months', a, b)"),
    (DATE, "deadline('days', a, b)"),
    (DATE, "deadline('rolled', a, b)"),
    (DATE, "a if p else add_working_days(b, 20)"),
    (BOOL, "p and working_days_between(a, b) > 20"),
    (DATE, "earliest(add_working_days(a, 1), b) if a < b else nothing"),
]
SCHOOLS = [(DATE, "school_deadline(a, n, b)"), (INT, "school_days_inclusive(a, b)")]


def _at_edge(expression: str, days: Sequence[int] = AT_EDGE) -> Iterator[Small]:
    choices: Mapping[Type, Sequence[int]] = {
        DATE: (*days, X, A, U), INT: (*NUMBERS, A, U), BOOL: (1, 0, U)
    }  # fmt: skip
    names = operands(expression)
    for row in itertools.product(*(choices[TYPES[name]] for name in names)):
        yield Small(dict(zip(names, row, strict=True)))


@pytest.mark.parametrize(("kind", "expression"), EXACT)
def test_a_case_with_a_day_outside_the_calendar_is_marked_and_no_other(
    kind: Type, expression: str
) -> None:
    cases = list(_at_edge(expression))
    found = agreed(law(kind, expression), cases)
    # These are no days of the calendar.
    if not expression.startswith(("amount", "listed", "deadline('years'", "deadline('anniv")):
        assert 0 < sum(hits is None for hits in found) < len(cases)


@pytest.mark.parametrize(("kind", "expression"), CAUTIOUS)
def test_a_day_outside_that_is_not_needed_is_never_a_wrong_one(kind: Type, expression: str) -> None:
    of = law(kind, expression)
    cases = list(_at_edge(expression))
    refused = 0
    for case, hits in zip(cases, by_columns(of, cases, TODAY, ENVIRONMENT), strict=True):
        plain = by_scalar(of, case, TODAY, ENVIRONMENT)
        assert hits is None or hits == plain, case
        refused += hits is None and plain is None
    # A case of days well within is not refused for the company it keeps.
    assert by_columns(of, [*cases, Small({"a": X, "b": Z, "n": 1, "p": 1})], TODAY, ENVIRONMENT)[-1]
    assert refused or expression.startswith("add_months")


@pytest.mark.parametrize(("kind", "expression"), SCHOOLS)
def test_beyond_the_days_that_a_school_gives_nothing_is_known(kind: Type, expression: str) -> None:
    assert SCHOOL.school is not None
    edges = (SCHOOL.school.first, SCHOOL.school.last)
    days = [edge + n for edge in edges for n in (-1, 0, 1, 30)]
    cases = [*_at_edge(expression, [*days, day("2017-07-21"), Z]), Small({"a": FIRST, "b": LAST})]
    assert None not in agreed(law(kind, expression), cases, environment=SCHOOL)
    found = values(law(kind, expression), cases, environment=SCHOOL)
    assert 0 < found.count([U]) < len(found)
    one = Small({"a": day("2017-07-20"), "n": 2, "b": Z})
    assert values(law(kind, expression), [one], environment=SCHOOL) == [
        [Z if kind is DATE else 3]  # the summer between does not count
    ]


def test_the_case_that_is_marked_is_the_one_of_the_row() -> None:
    """Whatever the frame: the row of another subject, and a pair of two."""
    early, late = {"x": X, "k": 0, "ok": 1}, {"x": LAST, "k": 1, "ok": 1}
    plain = Small(events=[early, early], parts=[{}], notices=[{}], mentions=[(0, 0, early)] * 2)
    edge = Small(events=[early, late], parts=[{}], notices=[{}],
                 mentions=[(0, 0, early), (0, 0, late)])  # fmt: skip
    cases = [plain, edge, Small(), plain, edge, plain]
    for subject, expression in (
        ("happening", "add_working_days(x, 1)"),
        ("request", "latest(add_working_days(e.x, 1) for e in events)"),
        ("happening", "latest(add_working_days(e.x, 1) for e in request.events if e.k >= k)"),
        ("mention", "first(add_working_days(e.x, k) for e in part.mentions if e.k >= k)"),
        ("mention", "last(add_working_days(x, e.k) for e in notice.mentions if e.k >= k)"),
    ):
        of = law(DATE, expression, subject)
        found = by_columns(of, cases, TODAY, ENVIRONMENT)
        assert [hits is None for hits in found] == [case is edge for case in cases], expression
        assert found[3] == by_scalar(of, plain, TODAY, ENVIRONMENT)


@pytest.mark.parametrize("expression", ["add_working_days(a, 0 - n)", "add_months(a, 0 - n)"])
def test_a_number_below_nothing_is_no_way_to_a_wrong_day(expression: str) -> None:
    """Working days refuse it, months take it; columns leave both to the scalar back end."""
    of = law(DATE, expression)
    cases = list(_at_edge(expression))
    for case, found in zip(cases, by_columns(of, cases, TODAY, ENVIRONMENT), strict=True):
        assert found is None or found == by_scalar(of, case, TODAY, ENVIRONMENT), case


# --- the whole language ---------------------------------------------------------------------------


def test_every_operator_is_tried() -> None:
    tried: set[type[Any]] = set()
    functions: set[str] = set()
    laws = [law(BOOL, text) for text, _ in KLEENE]
    laws += [law(kind, text) for kind, text, _ in VALUES]
    laws += [law(a.kind, a.text.format(rows="events", more="")) for a in EACH.values()]
    trees: list[Any] = [fact.tree for each in laws for fact in each.facts]
    trees += [test for each in laws for test in (each.rules[0].arises, each.rules[0].kept)]
    for node in every_node(tuple(trees)):
        tried.add(type(node))
        if isinstance(node, nodes.Call):
            functions.add(node.function)
    tried |= {nodes.Self, nodes.Var, nodes.Up}
    # What is not recorded no expression asks: the language makes sets of bits of it, tried above,
    # and tests/language/test_not_recorded.py tries it.
    tried.add(nodes.NotRecorded)
    assert set(get_args(nodes.Value | nodes.Truth)) <= tried
    assert functions == FUNCTIONS.keys()
    assert EACH.keys() == set(AGGREGATES)


def test_a_wrong_operator_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables can fail: an operator of columns made wrong."""
    from foirules.engine.columns import conditions
    from tests.engine import small

    small._columns.cache_clear()
    with monkeypatch.context() as broken:
        broken.setitem(conditions.RELATIONS, "<=", conditions.RELATIONS["<"])
        with pytest.raises(AssertionError):
            table(BOOL, "a <= b")
    small._columns.cache_clear()
    table(BOOL, "a <= b")
