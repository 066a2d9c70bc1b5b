"""Write the pages that are made: `python -m docs.make`.

With `--check` nothing is written; exit code 1 says which of them are not what is made now.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from docs.make.ci import ci
from docs.make.events import events
from docs.make.indexes import index, provisions
from docs.make.law_files import law_files
from docs.make.picture import assess
from docs.make.policies import policies
from docs.make.reference import reference
from docs.make.results import results
from docs.make.rules import rules
from foirules.changes.law_file import law_data, text_of
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.rules import DEFAULT
from foirules.rules.version import __version__

FOLDER: Final = Path(__file__).parent.parent
EXAMPLE: Final = FOLDER.parent / "tests" / "regime" / "lending"
LENDING: Final = load_law([EXAMPLE])[EXAMPLE.name]
SHIPPED: Final = sorted(load_law().values(), key=lambda law: law.id != DEFAULT)
POLICIES: Final = sorted((FOLDER.parent / "policies").glob("*.yaml"))
OF_A_LAW: Final[Mapping[str, Callable[[Regime], str]]] = {
    "events": events,
    "policies": policies,
    "rules": rules,
}
LAW_FILE: Final = f"../laws/{__version__}.json"  # of the version to come; others stay as they are
RESULTS: Final = "../tests/results.json"  # what every CPython has to come to


def _law_file() -> str:
    return text_of(law_data(load_law().values(), load_policies().values()))


def _pages() -> dict[str, Callable[[], str]]:
    """What each page holds, by its path: those of each law, and those that lead to them."""
    found: dict[str, Callable[[], str]] = {
        LAW_FILE: _law_file,
        RESULTS: results,
        "assess.svg": assess,
        "ci.md": ci,
        "law-files.md": partial(law_files, [LENDING, *SHIPPED], POLICIES),
        "provisions.md": partial(provisions, SHIPPED),
        "reference.md": reference,
    }
    for folder, made in OF_A_LAW.items():
        found[f"{folder}.md"] = partial(index, folder, SHIPPED)
        found |= {f"{folder}/{regime.id}.md": partial(made, regime) for regime in SHIPPED}
    return dict(sorted(found.items()))


PAGES: Final[Mapping[str, Callable[[], str]]] = _pages()


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` compare them; the exit code."""
    if list(arguments) not in ([], ["--check"]):
        print("usage: python -m docs.make [--check]", file=sys.stderr)
        return 2
    stale = []
    for name, made in PAGES.items():
        page, text = FOLDER / name, made()
        if not arguments:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"out of date: {', '.join(stale)}: run python -m docs.make", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
