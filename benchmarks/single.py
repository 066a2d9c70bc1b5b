"""How fast single cases are: due dates and whole assessments.

python benchmarks/single.py
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter

from workalendar.europe import UnitedKingdom

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.common import ROOT, cases, machine, rounds
from foirules import Case, Event, assess, load_case
from foirules.assessing.one_case import prepare
from foirules.calendars.uk import get_calendar
from foirules.cases.lists import RESULTS
from foirules.engine.durable import matcher as durable

CASES = 1000  # of a round
ENGINES = ("scalar", "durable") if durable.available() else ("scalar",)


def main() -> None:
    print(f"{machine()}; medians of rounds that take turns")
    due_dates()
    assessments()
    split()


def due_dates() -> None:
    """Of 20 working days; workalendar walks them one by one."""
    rng, first = Random(1), date(2005, 1, 1).toordinal()
    days = [date.fromordinal(first + rng.randrange(9000)) for _ in range(20_000)]
    ordinals, few = [day.toordinal() for day in days], days[:500]
    foia, workalendar = get_calendar("foia"), UnitedKingdom()

    def by_ordinal() -> None:
        for day in ordinals:
            foia.add_working_days(day, 20)

    def by_date() -> None:
        for day in days:
            date.fromordinal(foia.add_working_days(day.toordinal(), 20))

    def by_assess() -> None:
        for day in few:
            case = Case("one", (Event("request-received", day, id="1"),))
            assert assess(case, day).clocks[0].due

    def by_workalendar() -> None:
        for day in few:
            workalendar.add_working_days(day, 20)

    by_assess()  # reads the law
    by_workalendar()  # works out the holidays of each year
    works = {
        "get_calendar('foia').add_working_days, ordinals": (len(days), by_ordinal),
        "the same, from date to date": (len(days), by_date),
        "assess() of one receipt, the clock's due": (len(few), by_assess),
        "workalendar's UnitedKingdom().add_working_days": (len(few), by_workalendar),
    }
    found = rounds(works, times=9)
    least = min(found.values())
    print("\nDue dates a second, and how many times the slowest")
    for name, rate in found.items():
        print(f"  {name:52} {rate:12,.0f} {rate / least:8.1f}")


def assessments() -> None:
    source, hostile = cases(1), cases(1, hostile=True)
    batches: list[list[tuple[Case, date]]] = []

    def run(engine: str, results: Sequence[str] = RESULTS, explain: bool = False) -> None:
        for case, as_of in batches.pop():
            assess(case, as_of, engine=engine, results=results, explain=explain)

    asked: dict[str, tuple[Sequence[str], bool]] = {
        "the law alone, no list": ((), False),
        "findings": (("findings",), False),
        "findings, clocks and actions": (("findings", "clocks", "actions"), False),
        "all lists": (RESULTS, False),
        "all lists, and derivations": (RESULTS, True),
    }
    works = {
        f"{engine}: {what}": (CASES, partial(run, engine, *given))
        for engine in ENGINES
        for what, given in asked.items()
    }
    # No case comes twice, for the engines remember what they have worked out.
    batches += [list(islice(source, CASES)) for _ in range(len(ENGINES) + 5 * len(works))]
    gc.collect()
    gc.freeze()  # no user has all these cases waiting in memory, for the collector to walk through
    for engine in ENGINES:
        run(engine)
    print("\nAssessments a second: cases of 5 events and 2 parts, one core")
    for name, rate in rounds(works).items():
        print(f"  {name:52} {rate:12,.0f}")
    batches += [list(islice(hostile, CASES)) for _ in range(5)]
    (rate,) = rounds({"scalar": (CASES, partial(run, "scalar", ()))}).values()
    print(f"  {'scalar: the law alone, cases in which anything happens':52} {rate:12,.0f}")
    founding = load_case(ROOT / "cases" / "dfe-2017-0040081.yaml")

    def judge(engine: str) -> None:
        assess(founding, date(2017, 10, 10), engine=engine)

    ranged = {engine: (1, partial(judge, engine)) for engine in ENGINES}
    for engine, rate in rounds(ranged, times=15).items():
        print(f"  {f'{engine}: the founding case, every day of its ranges':52} {rate:12,.1f}")


def split() -> None:
    """Where the scalar engine's time goes."""
    made = list(islice(cases(2), 2 * CASES))
    gc.freeze()
    spent: dict[str, float] = defaultdict(float)
    for case, as_of in made:
        before = perf_counter()
        for name in steps(case, as_of):
            after = perf_counter()
            spent[name] += after - before
            before = perf_counter()
    print("\nWhere the scalar engine's time goes, microseconds a case")
    print("  " + ", ".join(f"{name} {1e6 * s / len(made):.0f}" for name, s in spent.items()))
    print("\nThe same by cProfile, which slows small functions most; by their own time")
    with cProfile.Profile() as profile:
        for case, as_of in made:
            assess(case, as_of)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(12)


def steps(case: Case, day: date) -> Iterator[str]:
    """What assess() does, one by one; the name of each, once done."""
    assess(case, day)
    yield "assess()"
    as_of, prepared = day.toordinal(), prepare(case)
    scalar, environment = prepared.known, prepared.environment
    scenarios = prepared.scenarios(case, as_of)
    ((days, happened),) = scenarios.judged
    yield "of it ranges"
    root = prepared.builder.build(case, as_of, days, happened)
    yield "rows"
    scalar.evaluate(root, as_of, environment)
    yield "facts"
    scalar.judge(root, as_of, environment)
    yield "rules"
    combiner = prepared.combiner(case, as_of, scenarios)
    yield "all of these again"
    for name in RESULTS:
        getattr(combiner, name)()
        yield name


if __name__ == "__main__":
    main()
