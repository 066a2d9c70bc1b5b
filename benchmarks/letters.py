"""How many messages, and how much text, are read to drafts in a second on one core.

python -m benchmarks.letters

The founding thread, and the threads of ``tests/letters/labelled`` that stand in one text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from foirules.letters.read_messages import read_text
from tests.letters.gold import LABELLED, threads

THREAD = Path(__file__).parents[1] / "tests" / "letters" / "dfe-2017.txt"
AS_OF = date(2017, 10, 10)
EVER = date(2005, 1, 1), date(2025, 12, 31)  # the days of the labelled threads
TURNS = 50


def best_of(turns: int, read: Callable[[], object]) -> float:
    """The least seconds of processor that a reading takes."""
    best = float("inf")
    for _ in range(turns):
        begun = time.process_time()
        read()
        best = min(best, time.process_time() - begun)
    return best


def told(called: str, messages: int, characters: int, seconds: float) -> None:
    print(f"{called}: {messages} messages, {characters:,} characters")
    print(f"  {seconds * 1000:.1f} ms of processor, the best of several")
    print(f"  {messages / seconds:,.0f} messages a second, {characters / seconds / 1e6:.2f} MB")


def short_threads() -> Sequence[tuple[str, str]]:
    """The regime and the text of each labelled thread in one text."""
    return [
        (thread.regime, text)
        for thread in threads(LABELLED)
        if len(thread.files) == 1
        for name, text in thread.files.items()
        if name.endswith(".txt")
    ]


def read_all(texts: Sequence[tuple[str, str]]) -> int:
    """Reads some threads; how many messages they have."""
    drafts = (read_text(text, as_of=EVER[1], after=EVER[0], regime=of) for of, text in texts)
    return sum(len(draft.messages) for draft in drafts)


def main() -> None:
    text = THREAD.read_text("utf-8")
    messages = len(read_text(text, as_of=AS_OF).messages)
    best = best_of(TURNS, lambda: read_text(text, as_of=AS_OF))
    told("the founding thread", messages, len(text), best)
    texts = short_threads()
    messages = read_all(texts)
    best = best_of(5, lambda: read_all(texts))
    told(f"{len(texts)} short threads", messages, sum(len(text) for _, text in texts), best)


if __name__ == "__main__":
    main()
