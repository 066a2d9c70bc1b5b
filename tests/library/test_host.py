"""foirules inside another program: it keeps quiet, changes nothing, and serves several threads."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random

import pytest

from foirules import Assessment, Case, assess
from foirules.assessing.one_case import _compiled, _prepared
from foirules.engine.durable import matcher as durable
from foirules.language.regime import _law
from tests import generate
from tests.files import DFE, FULL, ROOT

HOST = """
import decimal, gc, json, locale, logging, os, pathlib, random, signal, sys, threading, warnings

HEAVY = {"argparse", "durable_rules_engine", "numpy", "pendulum", "polars", "pyarrow", "workalendar"}

def state():
    return {
        "locale": locale.setlocale(locale.LC_ALL),
        "decimal": repr(decimal.getcontext()),
        "random": hash(random.getstate()),
        "warnings": len(warnings.filters),
        "logging": (logging.root.level, len(logging.root.handlers), logging.root.disabled),
        "signals": [repr(signal.getsignal(s)) for s in sorted(signal.valid_signals())],
        "hooks": [repr(h) for h in (sys.excepthook, sys.displayhook, sys.gettrace())],
        "path": sys.path[:],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval(), gc.get_threshold()),
        "threads": threading.active_count(),
        "streams": [id(s) for s in (sys.stdin, sys.stdout, sys.stderr)],
    }

before = state()
from datetime import date
from foirules import assess, load_case
found = assess(load_case(sys.argv[1]), as_of=date(2017, 10, 10), explain=True)
found.to_dict(), found.derivations()
exec(sys.argv[3])
after = state()
changed = [name for name in before if before[name] != after[name]]
loaded = sorted(HEAVY & sys.modules.keys())
pathlib.Path(sys.argv[2]).write_text(json.dumps([changed, loaded]))
"""


@pytest.mark.parametrize(
    ("more", "changed"),
    [("pass", []), ("random.seed(1); os.environ['X'] = '1'", ["random", "environment"])],
)
def test_nothing_is_printed_and_nothing_changed(
    more: str, changed: list[str], tmp_path: Path
) -> None:
    """A program that does change something is noticed."""
    told = tmp_path / "told.json"
    case = ROOT / "cases" / f"{DFE}.yaml"
    command = [sys.executable, "-W", "error", "-c", HOST, str(case), str(told), more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(told.read_text()) == [changed, []]


def test_a_due_date_loads_nothing_heavy() -> None:
    """A command for one date starts quickly only so; how quickly, benchmarks/single.py says."""
    program = (
        "import sys; from foirules.cli import main; main(['due', '2017-08-03']);"
        "print(*sorted({'argparse', 'durable_rules_engine', 'numpy', 'pendulum', 'polars', 'pyarrow',"
        " 'workalendar', 'zoneinfo'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("2017-09-04\nargparse\n", "")


@pytest.fixture(name="at_once")
def _at_once() -> Iterator[None]:
    """Threads that give way to each other all the time, and a law that is not read yet."""
    interval = sys.getswitchinterval()
    for cache in (_law, _compiled, _prepared):
        cache.cache_clear()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("engine", ["scalar", "durable"])
def test_several_threads_find_what_one_finds(engine: str) -> None:
    if engine == "durable" and not durable.available():
        pytest.skip("durable-rules is not installed")
    cases = _cases(300 if FULL else 60)

    def one(case_and_day: tuple[Case, date]) -> Assessment:
        found = assess(*case_and_day, engine=engine)
        found.to_dict()
        return found

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(one, cases))
    assert found == [one(each) for each in cases]


@pytest.mark.usefixtures("at_once")
def test_several_threads_may_look_at_one_assessment() -> None:
    for case, day in _cases(30):
        assessment = assess(case, day)
        looks: list[Callable[[], object]] = [
            lambda a=assessment, name=name: getattr(a, name)  # type: ignore[misc]
            for name in ("findings", "clocks", "actions", "undecided", "stages", "met")
        ]
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda look: look(), looks * 2))
        assert assessment == assess(case, day)


def test_tasks_of_asyncio_find_what_one_finds() -> None:
    cases = _cases(20)

    async def every() -> list[Assessment]:
        return await asyncio.gather(*(asyncio.to_thread(assess, *each) for each in cases))

    assert asyncio.run(every()) == [assess(*each) for each in cases]


FORKED = """
import multiprocessing, sys
from datetime import date
from foirules import assess, load_case
case, day = load_case(sys.argv[1]), date(2017, 10, 10)
found = assess(case, day)  # the law is read before the workers are there
with multiprocessing.get_context("fork").Pool(2) as pool:
    made = pool.starmap(assess, [(case, day)] * 4)
assert made == [found] * 4
assert [each.to_dict() for each in made] == [found.to_dict()] * 4
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_forked_workers_find_what_one_finds() -> None:
    command = [sys.executable, "-c", FORKED, str(ROOT / "cases" / f"{DFE}.yaml")]
    subprocess.run(command, cwd=ROOT, check=True)


def _cases(many: int) -> list[tuple[Case, date]]:
    rng = Random(7)
    made = [generate.case(rng) for _ in range(many)]
    return [(case, generate.as_of(rng, case)) for case in made]
