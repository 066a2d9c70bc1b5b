"""A log as a table of rows comes to the same as its cases, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import chain, product
from operator import itemgetter
from random import Random
from typing import Any

import attrs
import pytest

from foirules import Assessment, Case, CaseError, Event, assess

np = pytest.importorskip("numpy")
pl = pytest.importorskip("polars")

from foirules.assessing.one_case import prepare  # noqa: E402
from foirules.audit.judging.frames import Frame  # noqa: E402
from foirules.audit.judging.judge import judge  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.judging.open_rows import open_in_assessment  # noqa: E402
from foirules.audit.judging.rows_to_frame import frame_of_rows  # noqa: E402
from foirules.audit.judging.statistics import EVERY, PREFIX  # noqa: E402
from foirules.audit.judging.tables import TABLES  # noqa: E402
from foirules.audit.reading.readers.row_writer import IN_ORDER  # noqa: E402
from foirules.engine.columns.log import log_of  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.rows import assessed, json, rows_of, said  # noqa: E402
from tests.files import examples  # noqa: E402
from tests.foia import REGIME  # noqa: E402

AS_OF = date(2027, 1, 1)


@cache
def cases() -> list[Case]:
    """Generated cases of the regime's policy, each with a name of its own."""
    made = (generate.case(Random(seed), ranges=False) for seed in range(900))
    named = (attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made))
    return [case for case in named if case.authority.policy is None][:400]


@cache
def framed() -> Frame:
    return frame_of_rows(rows_of(cases()), REGIME)


@cache
def tables() -> dict[str, Any]:
    found = judge(rows_of(cases()), AS_OF, LawFiles())
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
    assert json(tables()[of]) == said(assessed(cases(), AS_OF), of)


@pytest.mark.one_cpython
@pytest.mark.parametrize("of", TABLES)
def test_a_log_of_events_alone_comes_to_the_same(of: str) -> None:
    bare = [attrs.evolve(case, events=tuple(map(_bare, case.events))) for case in cases()]
    rows = rows_of(bare).select("case", "on", "event", "event-id", "authority-type", "parts")
    found = judge(rows, AS_OF, LawFiles(), [of])
    assert (found.cases, list(found.tables)) == (len(bare), [of])
    assert json(found.table(of)) == said(assessed(bare, AS_OF), of)


def _bare(event: Event) -> Event:
    return attrs.evolve(event, details={}, outcomes={part: {} for part in event.outcomes})


@cache
def ranged() -> list[Case]:
    """Generated cases, most of them with days that are known only as ranges."""
    made = (generate.case(Random(seed)) for seed in range(examples(600, 600)))
    named = (attrs.evolve(case, case=f"case {n}") for n, case in enumerate(made))
    return [case for case in named if case.authority.policy is None] + [_vague()]


@cache
def ranged_assessed(as_of: date) -> list[Assessment]:
    return assessed(ranged(), as_of)


def in_order(cases: list[Case]) -> Any:
    """Rows of which the order is evidence, as in case files."""
    return rows_of(cases).with_columns(pl.lit(True).alias(IN_ORDER))


def _vague() -> Case:
    """A case whose days can be combined in too many ways to judge each."""
    receipt, *others = generate.realistic(Random(0)).events
    later = receipt.on + timedelta(60)
    letters = [attrs.evolve(event, on=receipt.on, until=later) for event in 3 * others]
    return Case("vague", (receipt, *letters))


@pytest.mark.parametrize("of", TABLES)
@pytest.mark.parametrize("as_of", [AS_OF, date(2016, 6, 1)])
def test_ranges_come_to_what_the_assessments_say(of: str, as_of: date) -> None:
    found = judge(in_order(ranged()), as_of, LawFiles(), [of])
    assert by_case(json(found.table(of))) == by_case(said(ranged_assessed(as_of), of))


def by_case(rows: list[Any]) -> list[Any]:
    """Rows of one case in their order; cases that are judged one by one stand last in a table."""
    return sorted(rows, key=itemgetter("case"))


def test_ranges_are_counted_as_the_assessments_count() -> None:
    """What a measure counts for certain and perhaps, how late, and how far each part has come."""
    found = judge(in_order(ranged()), AS_OF, LawFiles())
    counts: Counter[tuple[str, bool]] = Counter()
    late: Counter[tuple[str, int]] = Counter()
    stages: Counter[str] = Counter()
    for case in ranged():
        try:
            one = assess(case, AS_OF, rules=LawFiles().load_own_rules())
        except CaseError:
            continue
        stages.update(stage for _, stage in one.stages)
        for name in open_in_assessment(LawFiles().statistics(), one):
            counts[name, False] += 1
        for each in one.findings:
            if each.rule.startswith(PREFIX):
                measure, certain = each.rule.removeprefix(PREFIX), each.certainty == "established"
                counts[measure, certain] += 1
                if certain and each.working_days_late is not None:
                    late[measure, each.working_days_late] += 1
    table = pl.concat(found.counts).group_by("measure", "certain").agg(pl.col("count").sum())
    counted = {(m, c): n for m, c, n in table.rows() if m != EVERY}
    assert (counted, found.late, found.stages) == (counts, late, stages)
    assert {certain for _, certain in counted} == {True, False}


def test_the_order_of_rows_is_no_evidence_of_that_of_events() -> None:
    """An answer of some day between 6 March and 10 May may have come before a chaser of 20 March,
    in time, and may have come on 10 May."""
    receipt = Event("request-received", date(2024, 3, 4), None, "1")
    answer = Event(
        *("response", date(2024, 3, 6), date(2024, 5, 10), "2"), details={"outcome": "disclosed"}
    )
    chaser = Event("chaser", date(2024, 3, 20), None, "3")
    for events in ((receipt, answer, chaser), (receipt, chaser, answer)):
        found = judge(rows_of([Case("c", events)]), AS_OF, LawFiles())
        late = found.table("findings").filter(pl.col("rule") == "late-response")
        assert late["certainty"].to_list() == ["possible"]
        clocks = found.table("clocks").filter(pl.col("clock") == "response")
        assert clocks["status"].to_list() == ["uncertain"]


@pytest.mark.one_cpython
@pytest.mark.parametrize("seed", range(40))
def test_events_whose_days_overlap_are_judged_in_every_order(seed: int) -> None:
    """As all cases together that hold a day of each range, in order of day."""
    rng = Random(seed)
    case = next(c for c in (generate.realistic(rng) for _ in range(50)) if 2 < len(c.events) < 7)
    receipt, *others = case.events
    moved = [
        attrs.evolve(e, on=receipt.on + timedelta(rng.randrange(25)), until=None) for e in others
    ]
    for place in rng.sample(range(len(moved)), 2):
        width = timedelta(rng.randrange(1, 6))
        moved[place] = attrs.evolve(moved[place], until=moved[place].on + width)
    case = attrs.evolve(case, events=(receipt, *sorted(moved, key=lambda e: e.on)))
    as_of = receipt.on + timedelta(rng.randrange(20, 90))
    spans = [[e.on + timedelta(n) for n in range(_width(e))] for e in case.events]
    ways = [sorted(map(_on, case.events, days), key=lambda e: e.on) for days in product(*spans)]
    each = [assess(attrs.evolve(case, events=tuple(way)), as_of).findings for way in ways]
    certainties: dict[Any, list[str]] = {}
    for finding in chain.from_iterable(each):
        event = finding.event.id if finding.event else None
        certainties.setdefault((finding.rule, finding.part, event), []).append(finding.certainty)
    expected = {
        (*key, "established" if said == ["established"] * len(ways) else "possible")
        for key, said in certainties.items()
    }
    found = judge(rows_of([case]), as_of, LawFiles(), ["findings"]).table("findings")
    event_id = pl.col("event").struct.field("id")
    assert set(found.select("rule", "part", event_id, "certainty").rows()) == expected


def _width(event: Event) -> int:
    return 1 if event.until is None else (event.until - event.on).days + 1


def _on(event: Event, day: date) -> Event:
    return attrs.evolve(event, on=day, until=None)
