"""What the days of short letters mean, of a bank of these: ``sentences/days.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import frozen

from foirules.letters.read_messages import read_text
from tests.files import read_yaml
from tests.letters.scoring import SCORED

BANK: Final = Path(__file__).parent / "sentences" / "days.yaml"
ASKED: Final = date(2024, 6, 3)
LAWS: Final = {
    "foia": "the Freedom of Information Act 2000",
    "eir": "the Environmental Information Regulations 2004",
    "foisa": "the Freedom of Information (Scotland) Act 2002",
}
OPENINGS: Final = {
    "": (5, ""),
    "ack": (7, "Thank you for your request for information, which is being dealt with."),
    "clarify": (7, "We are not sure what you are asking for and need more from you to find it."),
    "fee": (7, "There is a fee for what you ask. This is a fees notice under section 9."),
    "hold": (2, "I am sorry that you have not had a reply to your request. We are still working on it."),
    "ext": (
        28,
        "We hold what you ask for. Section 43(2) is engaged, and we need more time to weigh the"
        " public interest, as section 10(3) of the Act allows.",
    ),
    "reg7": (
        28,
        "Your request is complex and voluminous, so that we need more time under regulation 7(1).",
    ),
    "gives": (28, "The information that you asked for is set out below."),
    "refuses": (
        28,
        "We hold this information. It is exempt under section 43(2) of the Act, as its release"
        " would harm our commercial interests, and the public interest favours withholding it.",
    ),
    "publishes": (
        28,
        "We hold the report, and withhold it under section 22, as we intend to publish it.",
    ),
    "review-ack": (12, "Thank you for asking us to look again at our reply."),
}  # fmt: skip


@frozen
class Letter:
    """A letter of the bank: the thread it stands in, its place there, and what its days mean."""

    name: str
    thread: str
    place: int
    days: frozenset[tuple[str, date]]
    is_open: bool

    def read(self) -> set[tuple[str, date]]:
        draft = read_text(self.thread, as_of=date(2025, 1, 31))
        named = [day for day in draft.days if day.message == self.place]
        return {(day.means, day.day) for day in named if day.day and day.means in SCORED}


def letters(bank: Path = BANK) -> Iterator[Letter]:
    """The letters of a bank, each in a thread of its own."""
    for group in read_yaml(bank.read_text(encoding="utf-8")):
        shared = {key: value for key, value in group.items() if key not in ("group", "letters")}
        for number, own in enumerate(group["letters"], 1):
            yield _letter(f"{group['group']} {number}", shared | own)


def _letter(name: str, given: Mapping[str, Any]) -> Letter:
    asked, law = given.get("asked", ASKED), LAWS[given.get("law", "foia")]
    opening = given["after"]
    day, begins = OPENINGS[opening]
    month = {"hold": 7, "review-ack": 7}.get(opening, 6)
    on = given.get("sent", date(2024, month, day))
    by_requester = given.get("by") == "requester"
    request = f"Please send me the contracts for the depot under {law}."
    thread = [("requester", asked, given["says"] if given.get("first") else request)]
    if opening == "review-ack":
        thread.append(("authority", date(2024, 6, 28), OPENINGS["refuses"][1]))
        thread.append(("requester", date(2024, 7, 10), "Please carry out an internal review."))
    elif not given.get("first") and (by_requester or on > date(2024, 6, 7)):
        acknowledged = date(2024, 6, 5 if by_requester else 7)
        thread.append(("authority", acknowledged, OPENINGS["ack"][1]))
    if not given.get("first"):
        side = "requester" if by_requester else "authority"
        thread.append((side, on, f"{begins}\n\n{given['says']}"))
    days = (each.split() for each in given["days"])
    return Letter(
        name,
        "\n\n".join(_message(*each) for each in thread),
        len(thread),
        frozenset((means, date.fromisoformat(day)) for means, day in days),
        given.get("open", False),
    )


def _message(side: str, on: date, text: str) -> str:
    sides = ["A Sample", "Anyshire Council"]
    sender, to = sides if side == "requester" else sides[::-1]
    sent = f"{on.day} {on:%B %Y}"
    return f"From: {sender}\nTo: {to}\nSent: {sent}\n\nDear {to},\n\n{text}\n\nYours\n\n{sender}"


EVERY: Final = tuple(letters())


@pytest.mark.parametrize("letter", EVERY, ids=[each.name for each in EVERY])
def test_what_the_days_of_a_letter_mean(letter: Letter) -> None:
    read = letter.read()
    assert read <= letter.days
    assert letter.is_open or read == letter.days


def test_a_day_that_may_be_another_is_asked_for() -> None:
    (letter,) = (each for each in EVERY if each.name == "traps: offices and people 5")
    said = letter.thread.replace(
        "Our new disclosure log goes live on 1 July",
        "We acknowledge receipt of it. All being well, on 24 June",
    )
    draft = read_text(said, as_of=date(2025, 1, 31))
    assert [(each.message, each.field) for each in draft.questions] == [(2, "expected-by")]
    assert "expected-by" not in draft.events[1].fields
