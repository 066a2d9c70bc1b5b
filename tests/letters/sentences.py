"""Short letters written to try one subject of the reader, and what it makes of them:
``python -m tests.letters.sentences FILE...``"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.letters.draft import DraftEvent
from foirules.letters.read_messages import read_text
from tests.files import read_yaml
from tests.letters.scoring import Score

FOLDER: Final = Path(__file__).parent / "sentences"
ALL: Final = "all"
NOT_ASKED: Final = "any"
REQUESTER: Final = "From: A Person <a@example.org>\nSent: {day} 09:00\nSubject: Request\n\nDear Sir or Madam,\n\n{text}\n\nYours faithfully,\n\nA Person\n"
AUTHORITY: Final = "From: FOI <foi@hartcombe.gov.uk>\nSent: {day} 09:00\nSubject: RE: Request\n\nDear A Person,\n\n{text}\n\nFOI Officer\n"
ANSWERS: Final = "Thank you for your request. Our response is as follows.\n\n"
REVIEWS: Final = "This is the outcome of the internal review that you asked for.\n\n"
REVIEW: Final = "I am not happy with this answer. Please carry out an internal review."


@frozen
class Said:
    """What the gold says of a part: its outcome and its grounds, None where that is not asked."""

    outcome: str | None
    grounds: frozenset[str] | None

    @classmethod
    def read(cls, written: str) -> Said:
        outcome, *grounds = written.split()
        asked = grounds != [NOT_ASKED]
        names = frozenset(grounds) - {"none"}
        return cls(None if outcome == NOT_ASKED else outcome, names if asked else None)


@frozen
class Small:
    """A request in a few lines and the answer to it, or what a review says of that answer."""

    name: str
    law: str
    text: str
    event: str
    gold: Mapping[str, Said]


def small_letters(path: Path) -> Iterator[Small]:
    """The letters of a file, in its order."""
    found = read_yaml(path.read_text(encoding="utf-8"))
    for number, each in enumerate(found["letters"], 1):
        asks = found["requests"][each.get("asks", "one")]
        review = each.get("is") == "review"
        yield Small(
            name=f"{path.stem} {number}",
            law=each.get("law", "foia"),
            text=_thread(asks, each["says"], each.get("before") if review else None),
            event="review-outcome" if review else "response",
            gold={str(part): Said.read(said) for part, said in each["gold"].items()},
        )


def _thread(asks: str, says: str, before: str | None) -> str:
    asked = REQUESTER.format(day="4 February 2022", text=asks)
    if before is None:
        answer = AUTHORITY.format(day="2 March 2022", text=ANSWERS + says)
        return f"{asked}\n{answer}"
    first = AUTHORITY.format(day="2 March 2022", text=ANSWERS + before)
    again = REQUESTER.format(day="4 March 2022", text=REVIEW)
    answer = AUTHORITY.format(day="1 April 2022", text=REVIEWS + says)
    return "\n".join((asked, first, again, answer))


def compare(
    small: Small, law: Mapping[str, Regime], grounds: Score, outcomes: Score
) -> DraftEvent | None:
    """Adds to the scores what is read of a letter; the event that it was read as, if the right one."""
    draft = read_text(small.text, as_of=date(2023, 1, 1), regime=small.law, law=law)
    event = next((e for e in draft.events if e.event == small.event), None)
    read: dict[str | None, dict[str, Any]] = {}
    if event is not None:
        read = {
            part: {k: v.value for k, v in said.items()} for part, said in event.outcomes.items()
        }
    for part, said in small.gold.items():
        if said.outcome is not None:
            own = read.get(None if part == ALL else part, {}).get("outcome")
            _count(outcomes, f"{small.name} {part}", said.outcome, own)
    asked = {part: said.grounds for part, said in small.gold.items() if said.grounds is not None}
    if len(asked) == len(small.gold) or event is not None:
        theirs = {(part, name) for part, names in asked.items() for name in names}
        ours = {
            (part or ALL, name)
            for part, said in read.items()
            for name in said.get("exemptions", ())
            if small.gold.get(part or ALL, Said(None, frozenset())).grounds is not None
        }
        if not any(part != ALL for part, _ in ours) and ALL not in small.gold:
            theirs, ours = _of_all(theirs), _of_all(ours)
        grounds.right += len(theirs & ours)
        grounds.wrong += len(ours - theirs)
        grounds.missed += len(theirs - ours)
        if theirs != ours:
            grounds.say(f"{small.name}: read {sorted(ours - theirs)}, not {sorted(theirs - ours)}")
    return event


def scored(path: Path, law: Mapping[str, Regime]) -> tuple[Score, Score]:
    """The scores of the grounds and of the outcomes that are read of the letters of a file."""
    grounds, outcomes = Score(), Score()
    for small in small_letters(path):
        compare(small, law, grounds, outcomes)
    return grounds, outcomes


def _of_all(grounds: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(ALL, name) for _, name in grounds}


def _count(score: Score, where: str, gold: str, read: str | None) -> None:
    if read is None:
        score.open += 1
    elif read == gold:
        score.right += 1
        return
    else:
        score.wrong += 1
    score.say(f"{where}: {read}, not {gold}")


def main() -> None:
    for name in sys.argv[1:]:
        grounds, outcomes = scored(Path(name), load_law())
        print(
            f"{name}: grounds {grounds.right} right, {grounds.wrong} wrong, {grounds.missed} missed"
        )
        print("\n".join(f"  {each}" for each in grounds.told))
        print(f"  outcomes {outcomes.right} right, {outcomes.wrong} wrong, {outcomes.open} open")
        print("\n".join(f"  {each}" for each in outcomes.told))


if __name__ == "__main__":
    main()
