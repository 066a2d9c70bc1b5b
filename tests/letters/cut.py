"""How threads are read whose first messages are missing: ``python -m tests.letters.cut [FOLDER...]``.

A labelled thread is cut so that it begins with its first message of one kind, as a mailbox may have
it. Counted are the kind of that message, the kinds of those after it, and on which day the request
was made, as the draft has it. A day some few days later is that of receipt.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import define, field

from foirules.language.regime_files import load_law
from foirules.letters.draft import Draft
from foirules.letters.errors import LettersError
from foirules.letters.pasted import Piece
from foirules.letters.read_messages import drafts_of
from foirules.letters.threads import Thread as ReadThread
from foirules.letters.threads import threads_of
from tests.letters import gold
from tests.letters.scoring import AS_OF, EARLIEST, like, source_of

FIRST: Final = (
    "acknowledgement", "response", "chaser", "review-requested", "review-acknowledged",
    "review-outcome",
)  # fmt: skip
FOLDERS: Final = (gold.LABELLED, gold.HELD_BACK, gold.SECOND, gold.THIRD, gold.FOURTH)
RECEIVED: Final = range(6)  # days after the request on which it was received


@define
class Counts:
    """How often each was right, wrong, or left open; of days ``open`` is a range."""

    first: Counter[str] = field(factory=Counter)
    later: Counter[str] = field(factory=Counter)
    days: Counter[str] = field(factory=Counter)


def counted(threads: Sequence[gold.Thread], event: str) -> Counts:
    """How some threads are read that begin with their first message of a kind."""
    counts = Counts()
    for thread in threads:
        place = next((n for n, m in enumerate(thread.messages) if event in _events(m)), 0)
        draft = cut(thread, place) if place else None
        if draft is None or like(thread.messages[place], draft.messages) != 1:
            continue
        for number, message in enumerate(thread.messages[place:]):
            if events := _events(message):
                of = counts.later if number else counts.first
                of[_read(draft, message, events)] += 1
        begun = draft.events[0]
        asked = thread.messages[0].day
        if draft.lacks_request and asked is not None:
            received = (begun.when.first - asked).days in RECEIVED
            counts.days["open" if not begun.when.exact else "right" if received else "wrong"] += 1
    return counts


def cut(thread: gold.Thread, place: int) -> Draft | None:
    """The draft of a thread without the messages before one; None where it makes none.

    :param place: of that message, from 0.
    """
    found = threads_of([source_of(name, text) for name, text in thread.files.items()])
    kept = [
        (name, piece)
        for each in found
        for name, piece in each.pieces
        if _place(name, piece, thread) >= place
    ]
    authority = next((each.authority for each in found if each.authority), "")
    whole = ReadThread(thread.name, "", kept, authority)
    try:
        return next(
            drafts_of(whole, as_of=AS_OF, after=EARLIEST, regime=thread.regime, law=load_law())
        )
    except LettersError:
        return None


def _place(name: str, piece: Piece, thread: gold.Thread) -> int:
    """The place of the message that has most lines of a piece."""
    lines = [line.number for line in piece.lines if line.text.strip()]
    common = [
        sum(m.lines.first <= n <= m.lines.last for n in lines) * name.endswith(m.file)
        for m in thread.messages
    ]
    return common.index(max(common))


def _events(message: gold.Message) -> list[str]:
    return [each["event"] for each in message.events or ()]


def _read(draft: Draft, message: gold.Message, events: Sequence[str]) -> str:
    number = like(message, draft.messages)
    of = (each for each in draft.events if each.message == number and not each.told_later)
    read = next((each.event for each in of), None)
    return "open" if read is None else "right" if read in events else "wrong"


def table(threads: Sequence[gold.Thread]) -> Iterator[str]:
    """The lines of a table, one for each kind of message that threads begin with."""
    yield f"{'':<20}" + "".join(f"{each:>20}" for each in ("its kind", "later kinds", "the day"))
    for event in FIRST:
        counts = counted(threads, event)
        shown = (
            "/".join(str(each[key]) for key in ("right", "wrong", "open"))
            for each in (counts.first, counts.later, counts.days)
        )
        yield f"{event:<20}" + "".join(f"{each:>20}" for each in shown)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tests.letters.cut", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", default=FOLDERS)
    folders: Sequence[Path] = parser.parse_args(arguments).folders
    print(*table([each for folder in folders for each in gold.threads(folder)]), sep="\n")


if __name__ == "__main__":
    main()
