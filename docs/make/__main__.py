"""Write the pages that are made: `python -m docs.make`.

With `--check` nothing is written; exit code 1 says which of them are not what is made now.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from docs.make.events import events
from docs.make.law_files import law_files
from docs.make.picture import assess
from docs.make.policies import policies
from docs.make.rules import rules
from foirules.language.regime_files import load_law
from foirules.rules import DEFAULT

FOLDER: Final = Path(__file__).parent.parent
EXAMPLE: Final = FOLDER.parent / "tests" / "regime" / "lending"
LAW: Final = load_law([EXAMPLE])
REGIME: Final = LAW[DEFAULT]
POLICIES: Final = sorted((FOLDER.parent / "policies").glob("*.yaml"))


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "assess.svg": assess,
    "events.md": partial(events, REGIME),
    "law-files.md": partial(law_files, [LAW[EXAMPLE.name], REGIME], POLICIES),
    "policies.md": policies,
    "rules.md": partial(rules, REGIME),
}


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` compare them; the exit code."""
    if list(arguments) not in ([], ["--check"]):
        print("usage: python -m docs.make [--check]", file=sys.stderr)
        return 2
    stale = []
    for name, made in PAGES.items():
        page, text = FOLDER / name, made()
        if not arguments:
            page.write_text(text, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"out of date: {', '.join(stale)}: run python -m docs.make", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
