"""Returns of generated logs are what is counted of them again in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("polars")

from attrs import evolve

from foirules import Case, assess
from foirules.audit.counting.return_figures import filled_returns
from foirules.audit.judging.law_files import LawFiles
from foirules.language.regime_files import load_law
from foirules.returns.period import read_period
from tests import generate
from tests.audit.logs import audit
from tests.returns.brute_force import Counting, Request, told_whole

AS_OF = date(2026, 9, 1)
DAY = timedelta(1)
PERIOD = read_period("2012-01-01..2020-12-31", AS_OF)
LOGS, CASES = 50, 8  # of each law so many, each of an authority of its own
CITED = {"foia": "s43(2)", "eir": "r12(5)(e)", "foisa": "s36(1)", "eisr": "r10(5)(e)"}
COUNTED: dict[tuple[str, str], Callable[[Counting, Request], Iterator[str]]] = {
    ("foia", "code-8.5"): Counting.code,
    ("foia", "ico"): lambda counting, request: counting.ico(request, longest=40),
    ("eir", "ico"): lambda counting, request: counting.ico(request, longest=40),
    ("foia", "cabinet-office"): Counting.cabinet_office,
    ("eir", "cabinet-office"): Counting.cabinet_office,
    ("foisa", "osic"): Counting.osic,
    ("eisr", "osic"): Counting.osic,
}
TOGETHER = {  # cells of the EIR that the clocks of an assessment do not tell apart
    "met": "met or extended",
    "extended": "met or extended",
    "not-due": "not yet late",
}


def cases(law: str) -> list[Case]:
    """The cases of all logs of a law, each named after its log."""
    made = []
    for log in range(LOGS):
        for number in range(CASES):
            case = generate.realistic(Random(f"{law} {log} {number}"), load_law()[law])
            case = told_whole(case, CITED[law])
            authority = evolve(case.authority, name=f"Log {log:02}")
            made.append(evolve(case, case=f"log {log:02} case {number}", authority=authority))
    return made


def compare(tmp_path: Path, law: str, made: list[Case]) -> set[str]:
    """Holds the returns of some cases to what is counted again; gives the cells that count any."""
    (tmp_path / "log").mkdir()
    for case in made:
        (tmp_path / "log" / f"{case.case}.yaml").write_text(generate.as_file(case), "utf-8")
    names = tuple(name for of, name in COUNTED if of == law)
    asked = LawFiles(regime=law, returns=names, period=PERIOD)
    told = audit(tmp_path, "log", law=asked, as_of=AS_OF)
    assert told.assessed == len(made)
    calendar, counting = load_law()[law].calendar, Counting(PERIOD.start, PERIOD.end, AS_OF)
    requests = [Request(case, assess(case, AS_OF), calendar) for case in made]
    used = set[str]()
    for filled in filled_returns(told):
        again: dict[str | None, Counter[str]] = {}
        for request in requests:
            cells = COUNTED[law, filled.table.name](counting, request)
            again.setdefault(request.case.authority.name, Counter()).update(cells)
        assert [row.authority for row in filled.rows] == sorted(again, key=str)
        for row in filled.rows:
            found = Counter[str]()
            for id in filled.table.counted:
                figure = row.figures[id]
                name = TOGETHER.get(id, id) if law == "eir" else id
                if figure.value is not None:
                    found[name] += int(figure.value)
            expected = again[row.authority]
            used |= {id for id in expected if expected[id]}
            assert +found == +expected, (filled.table.name, row.authority)
    return used


@pytest.mark.one_cpython
@pytest.mark.parametrize("law", load_law())
def test_each_cell_is_what_is_counted_again(tmp_path: Path, law: str) -> None:
    used = compare(tmp_path, law, cases(law))
    assert len(used) >= 20, sorted(used)


@pytest.mark.one_cpython
@pytest.mark.parametrize("law", load_law())
def test_the_days_about_the_ends_of_the_period(tmp_path: Path, law: str) -> None:
    """Each event of some cases falls on the days before, on and after its first and its last."""
    made: list[Case] = []
    some = [case for case in cases(law) if len({event.event for event in case.events}) > 4][:12]
    some += [withdrawn(case) for case in some[:2]]
    for number, case in enumerate(some):
        borders = (PERIOD.start - DAY, PERIOD.start, PERIOD.end, PERIOD.end + DAY)
        for event in case.events:
            for border in borders:
                log, moved = f"Log {len(made):04}", (border - event.on).days
                one = evolve(
                    generate.moved(case, moved), authority=evolve(case.authority, name=log)
                )
                made.append(evolve(one, case=f"{log} of {number}"))
    compare(tmp_path, law, made)


def withdrawn(case: Case) -> Case:
    """The case without its answer, and withdrawn ten days after it began."""
    begun = case.events[0]
    day = begun.on + 10 * DAY
    return evolve(case, events=(begun, evolve(begun, event="request-withdrawn", on=day, id="2")))


@pytest.mark.parametrize("end", [5, 10, 15, 20, 30, 40, 60, 80, 100])
def test_the_ends_of_the_bands(tmp_path: Path, end: int) -> None:
    """Reviews and extensions of so many working days, and of one more."""
    made = []
    for days in (end, end + 1):
        due = load_law()["foia"].calendar.add_working_days(date(2014, 1, 6).toordinal(), 20)
        events: list[dict[str, object]] = [
            {"on": "2014-01-06", "event": "request-received"},
            {"on": "2014-01-20", "event": "extension-notice", "exemptions": ["s43(2)"]},
            {"on": on(due, days), "event": "response", "outcome": "refused"},
            {"on": "2015-02-02", "event": "review-requested"},
            {"on": on(date(2015, 2, 2).toordinal(), days), "event": "review-outcome"},
        ]
        for event in events[2::2]:
            event |= {"outcome": "refused", "exemptions": ["s43(2)"]}
        file = {"case": f"case {days}", "authority": {"name": f"{days}"}, "events": events}
        made.append(Case.from_dict(file))
    used = compare(tmp_path, "foia", made)
    assert {name.partition("-")[0] for name in used} >= {"pit", "ir"}


def on(start: int, days: int) -> str:
    """The day so many working days after one."""
    return date.fromordinal(load_law()["foia"].calendar.add_working_days(start, days)).isoformat()
