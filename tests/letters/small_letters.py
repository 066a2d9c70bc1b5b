"""Small letters with what each is, or states: ``python -m tests.letters.small_letters FILE``.

Each is read by itself, as the answer to the events that it names, so that nothing but its own words
is measured. ``sentences/kinds.yaml`` and ``sentences/statements.yaml`` have them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from foirules.language.regime_files import load_law
from foirules.letters.letter import LetterRead
from foirules.letters.letter_files import letter_words
from foirules.letters.letter_words import NO_EVENT
from foirules.letters.message import AUTHORITY, OTHER, REQUESTER
from foirules.letters.pasted import Piece
from foirules.letters.readers.files import lines_of
from foirules.letters.reading import LetterReader
from foirules.letters.thread import message_of
from tests.files import read_yaml

SENTENCES: Final = Path(__file__).parent / "sentences"
ASKS: Final = {
    "request-received", "clarification-received", "fee-paid", "chaser", "request-withdrawn",
    "review-requested", "review-withdrawn", "ico-complaint", "commissioner-application",
    "tribunal-appeal", "court-appeal",
}  # fmt: skip
DECIDES: Final = {
    "ico-accepted", "ico-closed", "decision-notice", "application-closed",
}  # fmt: skip


@frozen
class SmallLetter:
    """A letter with its gold.

    :param kind: its event; ``none`` where it is none.
    :param after: the events before it, oldest first.
    :param states: by statement whether it is stated; None where that is to be asked.
    """

    text: str
    kind: str
    law: str
    by: str
    after: Sequence[str]
    states: Mapping[str, bool | None]

    def read(self) -> LetterRead:
        """What the reader makes of it."""
        reader = LetterReader(letter_words(load_law()[self.law]))
        piece = Piece(tuple(lines_of(self.text)), sender=self.by)
        first = not any(writer_of(event) == self.by for event in self.after)
        return reader.read(reader.take_apart(message_of("letter", piece)), self.after, first)


def small_letters(path: Path) -> Iterator[SmallLetter]:
    """Those of a file of ``sentences``."""
    for each in read_yaml(path.read_text(encoding="utf-8"))["letters"]:
        kind = each.get("kind", "response")
        yield SmallLetter(
            text=each["letter"],
            kind=kind,
            law=each.get("law", "foia"),
            by=each.get("by", writer_of(kind)),
            after=each.get("after", _before(kind)),
            states=each.get("states", {}),
        )


def writer_of(event: str) -> str:
    """Who writes such letters, where nothing else is said."""
    return REQUESTER if event in ASKS else OTHER if event in DECIDES else AUTHORITY


def _before(kind: str) -> Sequence[str]:
    before = ["request-received"]
    return [*before, "response", "review-requested"] if kind == "review-outcome" else before


def wrong_kinds(letters: Sequence[SmallLetter]) -> Iterator[tuple[SmallLetter, str]]:
    """The letters that were read as another kind, or left open, with what they were read as."""
    for each in letters:
        found = each.read()
        read = {found.event or NO_EVENT, found.also.event if found.also else NO_EVENT}
        if each.kind not in read or (each.kind == NO_EVENT and found.event):
            yield each, found.event or "open"


def statements(letters: Sequence[SmallLetter]) -> Iterator[tuple[SmallLetter, str, Any, Any]]:
    """Each statement with its gold and what was read, None where that is left open."""
    for each in letters:
        states = each.read().states
        for name, gold in each.states.items():
            if gold is None:
                continue
            yield each, name, gold, states[name].value if name in states else None


def main(path: Path) -> None:
    letters = list(small_letters(path))
    told: Counter[str] = Counter()
    if any(each.states for each in letters):
        for letter, name, gold, read in statements(letters):
            told["right" if read == gold else "open" if read is None else "wrong"] += 1
            if read != gold:
                print(f"{name}: {read}; {gold} <- {' '.join(letter.text.split())[:150]}")
    else:
        for letter, kind in wrong_kinds(letters):
            told["open" if kind == "open" else "wrong"] += 1
            print(f"{kind}; {letter.kind} <- {' '.join(letter.text.split())[:150]}")
        told["right"] = len(letters) - told.total()
    print(dict(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
