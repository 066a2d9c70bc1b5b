"""The declarations of two checkouts, and where they differ.

    python -m tests.declared OLD NEW      # the folders of two checkouts

For changes of the form in which the law is written, which are to change nothing that it says. All
fields of every declaration are compared, and their order; line breaks count as spaces.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from difflib import ndiff
from itertools import chain
from pathlib import Path
from typing import Any, Final

_TELL: Final = """
import json
from attrs import asdict
from foirules.audit.judging.recorded_days import chapter
from foirules.audit.judging.statistics import statistics
try:
    from foirules.language.regime_files import load_law
except ImportError:  # a checkout of before regimes were values
    from foirules.rules import CHAPTERS
    others = [statistics().chapter, chapter()]
else:
    regime = load_law()["foia"]
    CHAPTERS = regime.chapters
    others = [statistics(regime).chapter, chapter(regime)]

def said(value):
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: said(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [said(each) for each in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)

def declared(each):
    found = asdict(each, recurse=False)
    within = {name: asdict(found[name]) for name in ("pause", "plain") if found.get(name)}
    found.update(within)
    return said({**found, **({"type": found["type"].name} if "type" in found else {})})

for each in (*CHAPTERS, *others):
    lists = {"fact": each.facts, "rule": each.rules, "clock": each.clocks, "action": each.actions}
    for kind, found in lists.items():
        for one in map(declared, found):
            of = f"{one['subject']}." if kind == "fact" else ""
            print(json.dumps([f"{each.name}: {kind} {of}{one.get('id') or one['name']}", one]))
"""


def declared(checkout: Path) -> dict[str, dict[str, Any]]:
    """The fields of each declaration, by its chapter, kind and name."""
    run = subprocess.run(
        [sys.executable, "-c", _TELL],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout.resolve())},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return dict(json.loads(line) for line in run.stdout.splitlines())


def differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """A line for each declaration that only one has or that stands elsewhere, and one for each
    field that differs."""
    yield from (line for line in ndiff(list(old), list(new)) if line[0] in "+-")
    for name in old.keys() & new.keys():
        before, after = old[name], new[name]
        for key in dict.fromkeys(chain(before, after)):
            if before.get(key) != after.get(key):
                yield f"{name}: {key}\n- {before.get(key)}\n+ {after.get(key)}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("checkouts", type=Path, nargs=2, metavar="CHECKOUT", help="OLD and NEW")
    old, new = map(declared, parser.parse_args(arguments).checkouts)
    found = list(differences(old, new))
    print(*found, f"{len(new)} declarations, {len(found)} differences", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
