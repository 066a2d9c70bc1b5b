"""A log as a table of rows comes to the same as its cases, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import attrs
import pytest

from foirules import Case, CaseError, Event, assess

np = pytest.importorskip("numpy")
pl = pytest.importorskip("polars")

from foirules.assess import prepare  # noqa: E402
from foirules.audit.frames import Frame, frame  # noqa: E402
from foirules.audit.judge import REQUESTS, LawOf, judge  # noqa: E402
from foirules.audit.statistics import PREFIX  # noqa: E402
from foirules.audit.tables import TABLES  # noqa: E402
from foirules.engine.log import log_of  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.rows import json, rows_of, said  # noqa: E402

AS_OF = date(2027, 1, 1)


@cache
def cases() -> list[Case]:
    """Generated cases of the regime's policy, each with a name of its own."""
    made = (generate.case(Random(seed), ranges=False) for seed in range(900))
    named = (attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made))
    return [case for case in named if case.authority.policy is None][:400]


@cache
def framed() -> Frame:
    return frame(rows_of(cases()), prepare(cases()[0]).known.law.schema)


@cache
def tables() -> dict[str, Any]:
    found = judge(rows_of(cases()), AS_OF, LawOf())
    assert (found.cases, found.refused) == (len(cases()), [])
    return {name: found.table(name) for name in TABLES}


def test_rows_and_cases_give_the_same_columns() -> None:
    law = prepare(cases()[0]).known.law
    rows, whole = framed().log, log_of(cases(), law.schema)
    for name in ("parts", "first_part", "case", "first_event", "event", "on", "letter", "part"):
        assert getattr(rows, name).tolist() == getattr(whole, name).tolist(), name
    assert rows.authority_type.tolist() == whole.authority_type.tolist()
    assert {k: v.tolist() for k, v in rows.said.items()} == {
        k: v.tolist() for k, v in whole.said.items()
    }
    letters = set(whole.said)  # on the event itself only where it names no part
    for name in rows.fields.keys() - letters:
        assert rows.fields[name].tolist() == whole.fields[name].tolist(), name


def test_a_case_can_be_read_back_from_the_rows() -> None:
    assert [framed().case(place) for place in range(len(cases()))] == cases()


@pytest.mark.parametrize("of", TABLES)
def test_the_table_holds_what_the_assessments_say(of: str) -> None:
    assert json(tables()[of]) == said(cases(), of, AS_OF)


@pytest.mark.parametrize("of", TABLES)
def test_a_log_of_events_alone_comes_to_the_same(of: str) -> None:
    bare = [attrs.evolve(case, events=tuple(map(_bare, case.events))) for case in cases()]
    rows = rows_of(bare).select("case", "on", "event", "event-id", "authority-type", "parts")
    found = judge(rows, AS_OF, LawOf(), [of])
    assert (found.cases, list(found.tables)) == (len(bare), [of])
    assert json(found.table(of)) == said(bare, of, AS_OF)


def _bare(event: Event) -> Event:
    return attrs.evolve(event, details={}, outcomes={part: {} for part in event.outcomes})


@cache
def ranged() -> list[Case]:
    """Generated cases, most of them with days that are known only as ranges."""
    made = (generate.case(Random(seed)) for seed in range(600))
    named = (attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made))
    return [case for case in named if case.authority.policy is None] + [_vague()]


def _vague() -> Case:
    """A case whose days can be combined in too many ways to judge each."""
    receipt, *others = generate.realistic(Random(0)).events
    later = receipt.on + timedelta(60)
    letters = [attrs.evolve(event, on=receipt.on, until=later) for event in 3 * others]
    return Case("vague", (receipt, *letters))


@pytest.mark.parametrize("of", TABLES)
@pytest.mark.parametrize("as_of", [AS_OF, date(2016, 6, 1)])
def test_ranges_come_to_what_the_assessments_say(of: str, as_of: date) -> None:
    found = judge(rows_of(ranged()), as_of, LawOf(), [of])
    assert json(found.table(of)) == said(ranged(), of, as_of)


def test_ranges_are_counted_as_the_assessments_count() -> None:
    """What a measure counts for certain and perhaps, how late, and how far each part has come."""
    found = judge(rows_of(ranged()), AS_OF, LawOf())
    counts: Counter[tuple[str, bool]] = Counter()
    late: Counter[tuple[str, int]] = Counter()
    stages: Counter[str] = Counter()
    for case in ranged():
        try:
            one = assess(case, AS_OF, rules=LawOf().own())
        except CaseError:
            continue
        stages.update(stage for _, stage in one.stages)
        for each in one.findings:
            if each.rule.startswith(PREFIX):
                measure, certain = each.rule.removeprefix(PREFIX), each.certainty == "established"
                counts[measure, certain] += 1
                if certain and each.working_days_late is not None:
                    late[measure, each.working_days_late] += 1
    table = pl.concat(found.counts).group_by("measure", "certain").agg(pl.col("count").sum())
    counted = {(m, c): n for m, c, n in table.rows() if m != REQUESTS}
    assert (counted, found.late, found.stages) == (counts, late, stages)
    assert {certain for _, certain in counted} == {True, False}
