"""The same cases judged by two checkouts, and where they differ.

    python -m tests.compare CASES --make 20000     # once: as many cases, a line each
    python -m tests.compare CASES OLD NEW          # the folders of two checkouts

The cases are of each law that ships, in turn, or of those that ``--regime`` names.
    python -m tests.compare CASES OLD NEW --facts FILE

Both judge the very same case files, so that a change of the generator, or of the order of the
vocabulary it draws from, is no difference. All of an assessment is compared, derivations too.

Where a condition becomes a fact, derivations get a step more. ``--facts`` names a file of such
facts, a line each (``ending.not_used_open``): derivations are then compared by the names and values
of their steps, without the steps of these facts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any, Final

from foirules.language.regime_files import load_law
from tests import generate

SHOWN: Final = 20  # differences that are printed; all are counted
_JUDGE: Final = """
import json, sys
from datetime import date
from inspect import signature
import yaml
from foirules import Case, assess

for line in sys.stdin:
    made = json.loads(line)
    try:
        case = Case.from_dict(yaml.load(made["file"], getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        explain = {"explain": True} if "explain" in signature(assess).parameters else {}
        found = assess(case, date.fromisoformat(made["as_of"]), **explain)
        derivations = [each.to_dict() for each in found.derivations()]
        told = {**found.to_dict(), "derivations": derivations}
        told.pop("made_by", None)  # which says that the checkouts are two
    except Exception as error:  # a case outside the calendar; else the checkouts differ in it
        told = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(told))
"""


def make(path: Path, count: int, seed: int = 0, regimes: Sequence[str] = ()) -> None:
    """Write cases, each with the day as of which it is judged, a line each."""
    rng, law = Random(seed), load_law()
    laws = cycle([law[id] for id in regimes or law])
    with path.open("w", encoding="utf-8") as lines:
        for regime in islice(laws, count):
            case, as_of = generate.anything(rng, regime)
            made = {"as_of": as_of.isoformat(), "file": generate.as_file(case)}
            lines.write(json.dumps(made) + "\n")


def judged(checkout: Path, cases: Path) -> Iterator[Any]:
    """What a checkout says of each case.

    :raises RuntimeError: where it stops at one, with what it printed.
    """
    with (
        cases.open(encoding="utf-8") as lines,
        subprocess.Popen(
            [sys.executable, "-c", _JUDGE],
            cwd=checkout,
            stdin=lines,
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": str(checkout.resolve()), "PYTHONHASHSEED": "0"},
            text=True,
        ) as running,
    ):
        assert running.stdout is not None
        yield from map(json.loads, running.stdout)
    if running.returncode != 0:
        raise RuntimeError(f"{checkout}: the judging stopped; see the error above")


def differences(old: Any, new: Any, where: str = "") -> Iterator[str]:
    """A line for each value that is another, with the way to it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from differences(old.get(key), new.get(key), f"{where}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, f"{where}[{place}]")
    elif old != new:
        yield f"{where}: {json.dumps(old)} -> {json.dumps(new)}"


def without(facts: Collection[str], found: Any) -> Any:
    """What is found of a case, each derivation as the values it rests on, but for some facts."""
    derived = found.get("derivations", ())
    resting = [{**each, "step": _values(each["step"], facts)} for each in derived]
    return {**found, "derivations": resting}


def _values(step: Any, facts: Collection[str]) -> list[str]:
    """The name and the value of each step of a derivation, in alphabetical order."""
    waiting, found = [step], set()
    while waiting:
        each = waiting.pop()
        waiting += each["steps"]
        if each["name"].rpartition(": ")[2] not in facts:
            found.add(f"{each['name']} = {each['value']}")
    return sorted(found)


def compare(
    cases: Path,
    old: Path,
    new: Path,
    reworded: Sequence[Sequence[str]] = (),
    facts: Collection[str] = (),
) -> int:
    """Print where two checkouts differ; how many cases they judge differently.

    :param reworded: words of the old that are others in the new, and are no difference.
    :param facts: names of facts; if there are any, derivations may differ by their steps.
    """
    differing = 0
    pairs = zip(judged(old, cases), judged(new, cases), strict=True)
    for number, (before, after) in enumerate(pairs, 1):
        for words, others in reworded:
            before = json.loads(json.dumps(before).replace(words, others))
        if facts:
            before, after = without(facts, before), without(facts, after)
        found = list(differences(before, after))
        differing += bool(found)
        if found and differing <= SHOWN:
            print(f"case {number}: {found[0]} (and {len(found) - 1} more)")
    print(f"{differing} cases differ")
    return differing


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.compare", description=__doc__)
    parser.add_argument("cases", type=Path, help="the file of cases")
    parser.add_argument("checkouts", type=Path, nargs="*", help="OLD and NEW")
    parser.add_argument("--make", type=int, metavar="N", help="write N cases to the file")
    parser.add_argument("--seed", type=int, default=0, help="which cases (default: 0)")
    parser.add_argument(
        "--regime",
        action="append",
        default=[],
        choices=sorted(load_law()),
        help="the law of the cases to write; may be given again (default: each)",
    )
    parser.add_argument(
        "--reworded",
        nargs=2,
        action="append",
        default=[],
        metavar=("OLD", "NEW"),
        help="words that are to be others now; may be given again",
    )
    parser.add_argument("--facts", type=Path, help="facts by which derivations may differ")
    said = parser.parse_args(given)
    if said.make is not None:
        make(said.cases, said.make, said.seed, said.regime)
        return 0
    if len(said.checkouts) != 2:
        parser.error("expected two checkouts, OLD and NEW, or --make N")
    old, new = said.checkouts
    facts = said.facts.read_text(encoding="utf-8").split() if said.facts else ()
    names = {each.rpartition(".")[2] for each in facts}
    return 1 if compare(said.cases, old, new, said.reworded, names) else 0


if __name__ == "__main__":
    sys.exit(main())
