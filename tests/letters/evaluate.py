"""How well letters are read, as a table: ``python -m tests.letters.evaluate [FOLDER...]``.

Each FOLDER holds labelled threads: ``tests/letters/labelled``, or one of your own in the same form;
if none is given, all that are held back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from foirules.letters.confidence import LIKELY, PLAIN
from foirules.letters.draft import Draft
from tests.letters.baseline import baseline
from tests.letters.gold import UNREAD, Thread, threads
from tests.letters.scoring import Score, Scores, drafted, scored

KINDS: Final = {
    "messages found": "messages told apart",
    "sender": "who wrote them",
    "kind": "kind of message",
    "exemptions": "exemptions, by part",
    "dates": "dates, by what they mean",
    "statements": "statements",
    "outcome": "outcomes, by part",
}
WIDE: Final = 26
HEAD: Final = f"{'':<{WIDE}}{'precision':>10}{'recall':>10}{'open':>10}"


def table(scores: Scores) -> Iterable[str]:
    """The lines of a table, a kind of thing a line."""
    yield HEAD
    for key, called in KINDS.items():
        score = scores.by.get(key, Score())
        decided = score.right + score.wrong
        precision = f"{score.precision:.3f}" if decided else "-"
        yield f"{called:<{WIDE}}{precision:>10}{score.recall:>10.3f}{score.left_open:>10.1%}"
    yield f"{'kind, macro-F1':<{WIDE}}{scores.macro_f1():>10.3f}"


def by_confidence(scores: Scores) -> Iterable[str]:
    """The lines of a table: of what was read with one confidence, how much is right."""
    yield f"{'by confidence':<{WIDE}}{'read':>10}{'right':>10}"
    for name, score in sorted(scores.by.items()):
        read = score.right + score.wrong
        if name.endswith((PLAIN, LIKELY)) and read:
            yield f"{name:<{WIDE}}{read:>10}{score.precision:>10.3f}"
    for sure in (LIKELY, PLAIN):
        score = scores.read_as(sure)
        yield f"{f'all, {sure}':<{WIDE}}{score.right + score.wrong:>10}{score.precision:>10.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests.letters.evaluate", description=__doc__)
    parser.add_argument(
        "folders",
        type=Path,
        nargs="*",
        default=UNREAD,
        help="folders of labelled threads; left out: those held back, "
        + ", ".join(folder.name for folder in UNREAD),
    )
    parser.add_argument(
        "--baseline",
        action="store_true",
        help='beside it a reader that only looks for section numbers and "internal review"',
    )
    options = parser.parse_args(arguments)
    for folder in options.folders:
        if not threads(folder):
            print(f"{folder}: no labelled thread is in it", file=sys.stderr)
            return 2
    found = [thread for folder in options.folders for thread in threads(folder)]
    readers: dict[str, Callable[[Thread], Draft]] = {"The reader": drafted}
    if options.baseline:
        readers["The baseline"] = baseline
    count = sum(len(each.messages) for each in found)
    print(f"{len(found)} threads, {count} messages")
    for name, reader in readers.items():
        scores = scored(found, reader)
        print("", name, *table(scores), sep="\n")
        if reader is drafted:
            print("", *by_confidence(scores), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
