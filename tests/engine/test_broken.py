"""The test of the tests: what a back end takes for granted, broken on purpose, is seen.

Each break is made in a back end while it runs; some of a few hundred generated cases must differ.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import attrs
import pytest

from tests.foia import EVENTS, EXEMPTION_MASKS, EXEMPTIONS

pytest.importorskip("numpy")

import numpy as np

from foirules import Case, EngineError
from foirules.assessing import many_cases as batch
from foirules.engine.columns import (
    aggregates,
    arrays,
    block,
    conditions,
    log,
    operations,
    reduce,
    steps,
    values,
)
from foirules.engine.columns.compiler import Columns
from foirules.engine.columns.day_tables import DayTable
from foirules.engine.durable import conditions as of_durable
from foirules.engine.durable import matcher as durable
from foirules.engine.encoding import encoder
from foirules.engine.scalar.writer import Writer
from foirules.language.nodes import ABSENT, UNKNOWN, Relation
from foirules.language.types import Field, Type
from tests import generate
from tests.engine.agreement import (
    Found,
    by_scalar,
    columns_differ,
    durable_differs,
    forget,
    said,
)

pytestmark = pytest.mark.one_cpython

Break = Callable[[pytest.MonkeyPatch], None]
# Each of these events can be the answer to several of those before it.
ANSWERS = ("clarification", "fee", "review")
LETTERS = ("extension-notice", *("response",) * 4)
COMPLAINTS = ("ico-complaint", "ico-closed", "decision-notice", "tribunal-appeal")


def _cases() -> Iterator[tuple[Case, date]]:
    """Of every kind; with many letters; with many questions and answers; some with complaints."""
    follow = tuple(name for name in EVENTS if name.startswith(ANSWERS))
    for seed in range(300):
        yield generate.anything(Random(seed))
        for only in (LETTERS, follow, COMPLAINTS)[: 2 if seed % 5 else 3]:
            rng = Random(seed)
            case = generate.case(rng, only=only, ranges=False, most_events=12)
            yield case, generate.as_of(rng, case)


CASES, DAYS = zip(*_cases(), strict=True)
SOME = 200  # judged at once


@cache
def expected() -> list[Found]:
    return [by_scalar(case, day) for case, day in zip(CASES, DAYS, strict=True)]


@pytest.fixture
def columns_anew() -> Iterator[None]:
    """The law is compiled to columns anew, before the break and after."""
    expected()
    forget(batch)
    yield
    forget(batch)


@pytest.fixture
def all_anew() -> Iterator[None]:
    """The law is compiled anew for each back end, before the break and after."""
    expected()
    forget()
    yield
    forget()


# --- columns --------------------------------------------------------------------------------------


def comparison(broken: pytest.MonkeyPatch) -> None:
    """One operator is another: > is >=."""
    broken.setitem(conditions.RELATIONS, ">", operator.ge)


def negated_comparison(broken: pytest.MonkeyPatch) -> None:
    broken.setitem(conditions.RELATIONS, "<=", operator.lt)


def absent_is_unknown(broken: pytest.MonkeyPatch) -> None:
    """A test for what is absent looks for what is unknown, and the other way round."""
    other = {ABSENT: UNKNOWN, UNKNOWN: ABSENT}

    def encode(kind: Type, value: int) -> Any:
        return arrays.encode(kind, other.get(value, value))

    broken.setattr(conditions, "encode", encode)
    broken.setattr(values, "encode", encode)


def unrecorded_is_absent(broken: pytest.MonkeyPatch) -> None:
    """A field that is not recorded is taken for one that there is not."""

    def default(field: Field) -> int:
        return ABSENT

    broken.setattr(log, "default", default)


def unknown_operand(broken: pytest.MonkeyPatch) -> None:
    """An operation on what is unknown is absent."""
    broken.setattr(operations, "unknown", arrays.absent)
    broken.setattr(values, "unknown", arrays.absent)


def no_value_is_reckoned_with(broken: pytest.MonkeyPatch) -> None:
    """What is worked out of operands that are no value is taken for a value."""

    def where_known(kind: Type, args: Any, operands: Any, found: Any) -> Any:
        return operations.as_type(kind, found)

    broken.setattr(values, "where_known", where_known)


def filler(broken: pytest.MonkeyPatch) -> None:
    """What a function gives for operands that are no value is a number like any other."""
    for module in (operations, values):
        broken.setattr(module, "lacking", lambda kind, args, operands: 736_000)


def first_is_last(broken: pytest.MonkeyPatch) -> None:
    """The order of events is turned round."""
    broken.setitem(reduce._REDUCTIONS, "first", reduce._last)


def last_is_first(broken: pytest.MonkeyPatch) -> None:
    broken.setitem(reduce._REDUCTIONS, "last", reduce._first)


def doubt_is_no(broken: pytest.MonkeyPatch) -> None:
    """Rows of which the record does not say whether they count do not count."""

    def reduced(
        name: str, kind: Type, parent: Any, value: Any, sure: Any, possible: Any, size: int
    ) -> Any:
        return reduce.reduced(name, kind, parent, value, sure, sure, size)

    broken.setattr(aggregates, "reduced", reduced)


def nothing_is_unknown(broken: pytest.MonkeyPatch) -> None:
    """Where no row counts, the first or last is not absent but unknown."""
    broken.setattr(reduce, "absent", arrays.unknown)


def a_day_late(broken: pytest.MonkeyPatch) -> None:
    """The table of working days is off by one."""
    add = DayTable.add
    broken.setattr(DayTable, "add", lambda self, day, n, outside: add(self, day, n, outside) + 1)


def a_day_too_many(broken: pytest.MonkeyPatch) -> None:
    between = DayTable.between
    broken.setattr(DayTable, "between", lambda *given: between(*given) + 1)


def both_days_counted(broken: pytest.MonkeyPatch) -> None:
    broken.setattr(DayTable, "inclusive", DayTable.between)


def edge_not_marked(broken: pytest.MonkeyPatch) -> None:
    """A day outside the calendar is looked up at the nearest place of the table."""

    def index(self: DayTable, day: Any, outside: Any) -> Any:
        return np.clip(day - self.first, 0, len(self.counts) - 1)

    broken.setattr(DayTable, "_index", index)


def edge_marked_elsewhere(broken: pytest.MonkeyPatch) -> None:
    """Not the case of the day that lies outside is marked, but the one before it."""
    judge = Columns.judge

    def shifted(*given: Any) -> Any:
        found = judge(*given)
        return attrs.evolve(found, outside=np.roll(found.outside, -1))

    broken.setattr(Columns, "judge", shifted)


def _encoded(broken: pytest.MonkeyPatch, mask: Callable[[Any], int]) -> None:
    """Sets of exemptions stand in columns otherwise than they should."""
    broken.setattr(arrays, "encoder", lambda kind: mask if kind is EXEMPTIONS else encoder(kind))


def set_without_those_above(broken: pytest.MonkeyPatch) -> None:
    """To cite s36(2)(c) is to cite nothing above it."""
    own: dict[str, int] = {
        name: 1 << mask.bit_length() - 1 for name, mask in EXEMPTION_MASKS.items()
    }
    _encoded(broken, lambda names: sum({own[n] for n in names}))


def empty_set_is_unknown(broken: pytest.MonkeyPatch) -> None:
    _encoded(broken, lambda names: EXEMPTIONS.mask(names) if names else UNKNOWN)


def wrong_part(broken: pytest.MonkeyPatch) -> None:
    """A mention's part is the next mention's."""

    def each_part(*given: Any) -> block.SubjectTable:
        table = _each_part(*given)
        parents = {**table.parents, "part": np.roll(table.parents["part"], 1)}
        return attrs.evolve(table, parents=parents)

    _each_part = block._each_part
    broken.setattr(block, "_each_part", each_part)


def wrong_notice(broken: pytest.MonkeyPatch) -> None:
    def each_part(*given: Any) -> block.SubjectTable:
        table = _each_part(*given)
        if "notice" not in table.parents:
            return table
        last = int(table.parents["notice"].max(initial=0))
        parents = {**table.parents, "notice": np.minimum(table.parents["notice"] + 1, last)}
        return attrs.evolve(table, parents=parents)

    _each_part = block._each_part
    broken.setattr(block, "_each_part", each_part)


def pairs_not_sorted(broken: pytest.MonkeyPatch) -> None:
    """The rows to be paired are taken to stand together by parent; mentions do not, by part."""
    broken.setattr(steps, "by_parent", lambda parent: None)


def pairs_turned_round(broken: pytest.MonkeyPatch) -> None:
    """The rows to be paired stand together by parent, but not in the order of events."""

    def pairs(*given: Any) -> Any:
        own, other = reduce.pairs(*given)
        order = np.lexsort((-other, own))
        return own[order], other[order]

    broken.setattr(steps, "pairs", pairs)


def happened_early(broken: pytest.MonkeyPatch) -> None:
    """An event of the day itself has not happened yet."""
    whole = block.block
    broken.setattr(block, "block", lambda log, schema, day, functions: attrs.evolve(
        whole(log, schema, day - 1, functions), as_of=day))  # fmt: skip


def ranges_on_other_days(broken: pytest.MonkeyPatch) -> None:
    """The extra rows of a case with ranges have the days of the row before."""
    chosen = log.Log.chosen

    def wrong(self: log.Log, cases: Any) -> log.Log:
        found = chosen(self, cases)
        return attrs.evolve(found, first_event=np.roll(found.first_event, 1))

    broken.setattr(log.Log, "chosen", wrong)


def ranges_with_other_parts(broken: pytest.MonkeyPatch) -> None:
    """The mentions of an extra row keep the places of the parts of the first."""
    chosen = log.Log.chosen

    def wrong(self: log.Log, cases: Any) -> log.Log:
        found = chosen(self, cases)
        first = found.first_part[found.case[found.letter]]
        return attrs.evolve(found, part=np.minimum(found.part, first))

    broken.setattr(log.Log, "chosen", wrong)


def ranges_not_moved(broken: pytest.MonkeyPatch) -> None:
    """The letters of an extra row are those of the first."""
    chosen = log.Log.chosen

    def wrong(self: log.Log, cases: Any) -> log.Log:
        found = chosen(self, cases)
        before = np.concatenate([[0], found.first_event[:-1]])
        place = found.letter - found.first_event[found.case[found.letter]]
        return attrs.evolve(found, letter=before[found.case[found.letter]] + place)

    broken.setattr(log.Log, "chosen", wrong)


OF_COLUMNS: list[Break] = [
    comparison,
    negated_comparison,
    absent_is_unknown,
    unrecorded_is_absent,
    unknown_operand,
    no_value_is_reckoned_with,
    filler,
    first_is_last,
    last_is_first,
    doubt_is_no,
    nothing_is_unknown,
    a_day_late,
    a_day_too_many,
    both_days_counted,
    edge_not_marked,
    edge_marked_elsewhere,
    set_without_those_above,
    empty_set_is_unknown,
    wrong_part,
    wrong_notice,
    pairs_not_sorted,
    pairs_turned_round,
    happened_early,
    ranges_on_other_days,
    ranges_with_other_parts,
    ranges_not_moved,
]


@pytest.mark.usefixtures("columns_anew")
@pytest.mark.parametrize("breaks", OF_COLUMNS, ids=lambda each: each.__name__)
def test_broken_columns_are_seen(breaks: Break, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks(monkeypatch)
    assert _columns_differ()


@pytest.mark.usefixtures("columns_anew")
def test_columns_that_are_whole_are_not_blamed() -> None:
    assert not _columns_differ()


def _columns_differ() -> bool:
    """Whether any case differs: they are judged some at a time, until one does."""
    try:
        return any(
            next(columns_differ(CASES[some], DAYS[some], expected()[some]), None) is not None
            for some in (slice(start, start + SOME) for start in range(0, len(CASES), SOME))
        )
    except (IndexError, ValueError):  # no result at all
        return True


# --- scalar and durable-rules ---------------------------------------------------------------------


@pytest.mark.usefixtures("all_anew")
def test_broken_scalar_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The yardstick itself is no truth: what differs is seen whichever is broken."""
    test = Writer.test

    def wrong(self: Writer, of: Any) -> str:
        if isinstance(of, Relation) and of.op == ">":
            of = attrs.evolve(of, op=">=")
        return test(self, of)

    monkeypatch.setattr(Writer, "test", wrong)
    found = [by_scalar(case, day) for case, day in zip(CASES, DAYS, strict=True)]
    assert list(map(said, found)) != list(map(said, expected()))
    assert any(True for _ in columns_differ(CASES, DAYS, found))


@pytest.mark.skipif(not durable.available(), reason="durable-rules is not installed")
@pytest.mark.usefixtures("all_anew")
@pytest.mark.parametrize("breaks", ["nothing", "comparison", "absent"])
def test_a_broken_matcher_is_seen(breaks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One operator, or one of the two numbers that are no value, made wrong."""
    if breaks == "comparison":
        monkeypatch.setitem(of_durable._OPS, ">", "$gte")
    elif breaks == "absent":
        monkeypatch.setitem(of_durable.SENTINELS, ABSENT, 10_000_000)
    try:
        differs = any(map(durable_differs, CASES, DAYS))
    except EngineError:
        differs = True
    assert differs is (breaks != "nothing")
