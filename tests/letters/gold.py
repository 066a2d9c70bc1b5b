"""Labelled threads of letters: their texts, and what a careful person reads in each message.

It knows nothing of the reader that is measured by them. The format is told in held_back/README.md.
Those of UNREAD are held back: they measure the reader, and nobody who changes it
reads them. It is tuned on all others: FIFTH and TENTH have the other halves of their authors'
threads, TENTH those of another author as well, ELEVENTH those of two more, TWELFTH of four and
THIRTEENTH of two that wrote everyday letters. HELD_BACK and FOURTH measured it before, and are
retired: their errors have been read. SEVENTH is by an author who had not seen the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from tests.files import read_yaml

HELD_BACK: Final = Path(__file__).parent / "held_back"
LABELLED: Final = Path(__file__).parent / "labelled"
SECOND: Final = Path(__file__).parent / "second"
THIRD: Final = Path(__file__).parent / "third"
FOURTH: Final = Path(__file__).parent / "fourth"
FIFTH: Final = Path(__file__).parent / "fifth"
SIXTH: Final = Path(__file__).parent / "sixth"
SEVENTH: Final = Path(__file__).parent / "seventh"
NINTH: Final = Path(__file__).parent / "ninth"
TENTH: Final = Path(__file__).parent / "tenth"
ELEVENTH: Final = Path(__file__).parent / "eleventh"
TWELFTH: Final = Path(__file__).parent / "twelfth"
THIRTEENTH: Final = Path(__file__).parent / "thirteenth"
FOURTEENTH: Final = Path(__file__).parent / "fourteenth"
FIFTEENTH: Final = Path(__file__).parent / "fifteenth"
SIXTEENTH: Final = Path(__file__).parent / "sixteenth"
SEVENTEENTH: Final = Path(__file__).parent / "seventeenth"
EIGHTEENTH: Final = Path(__file__).parent / "eighteenth"
NINETEENTH: Final = Path(__file__).parent / "nineteenth"
TWENTIETH: Final = Path(__file__).parent / "twentieth"
TWENTY_FIRST: Final = Path(__file__).parent / "twenty_first"
TWENTY_SECOND: Final = Path(__file__).parent / "twenty_second"
TWENTY_THIRD: Final = Path(__file__).parent / "twenty_third"
TWENTY_FOURTH: Final = Path(__file__).parent / "twenty_fourth"
TWENTY_FIFTH: Final = Path(__file__).parent / "twenty_fifth"
TWENTY_SIXTH: Final = Path(__file__).parent / "twenty_sixth"
TWENTY_SEVENTH: Final = Path(__file__).parent / "twenty_seventh"
TWENTY_EIGHTH: Final = Path(__file__).parent / "twenty_eighth"
UNREAD: Final = (SIXTH, NINTH, FOURTEENTH, NINETEENTH, TWENTY_SEVENTH)

STYLES: Final = frozenset(
    {
        "academy-trust", "arms-length-company", "broadcaster", "central-department", "college",
        "contractor", "county-council", "district-council", "executive-agency", "fire-authority",
        "icb", "london-borough", "metropolitan-borough", "museum", "national-park", "nhs-trust",
        "northern-ireland", "parish-council", "parliament", "police", "regulator", "school",
        "scottish-body", "scottish-council", "scottish-government", "unitary-council",
        "university", "welsh-council",
    }
)  # fmt: skip
FORMS: Final = frozenset({"site", "eml", "outlook", "plain"})
SIDES: Final = frozenset({"requester", "authority", "other"})
NOT_RELIED_ON: Final = frozenset({"dropped", "quoted", "other-law", "in-passing"})
MEANINGS: Final = frozenset(
    {
        "sent", "received", "posted-on", "refers-to", "expected-by", "publication-by", "completion", "as-at", "opinion",
        "review-by", "clarify-by", "pay-by", "complain-by", "comply-by", "other",
    }
)  # fmt: skip
UNITS: Final = frozenset({"working-days", "school-days", "days", "weeks", "months"})


@frozen
class Span:
    """Lines of a file, counted from 1; the last one is in it."""

    first: int
    last: int

    @classmethod
    def read(cls, written: int | str) -> Span:
        """``12`` or ``12-40``."""
        first, _, last = str(written).partition("-")
        return cls(int(first), int(last or first))

    def within(self, other: Span) -> bool:
        return other.first <= self.first <= self.last <= other.last


@frozen
class GoldDate:
    """A date or a time that says something of the handling of the request."""

    means: str
    words: str
    lines: Span
    day: date | None
    count: int | None = None
    unit: str | None = None
    start: str | date | None = None


@frozen
class NotReliedOn:
    """A provision that a message names and that is no ground of its answer."""

    name: str
    lines: Span
    how: str


@frozen
class Message:
    """A message as it stands in a file of its thread.

    :param events: what it is, as the events of a case file, each with `read` (field to lines) and
        `why` (of each null); empty where it is no event, None where that cannot be decided.
    """

    file: str
    lines: Span
    side: str
    day: date | None
    quoted: tuple[Span, ...]
    translation: tuple[Span, ...]
    events: tuple[Mapping[str, Any], ...] | None
    not_relied_on: tuple[NotReliedOn, ...]
    dates: tuple[GoldDate, ...]


@frozen
class Thread:
    """A request and what followed, with its gold."""

    name: str
    regime: str
    style: str
    form: str
    hard: str
    files: Mapping[str, str]
    parts: Mapping[str, str]
    messages: tuple[Message, ...]

    def text(self, file: str, lines: Span) -> str:
        """The lines of a file, in one line."""
        read = self.files[file].splitlines()[lines.first - 1 : lines.last]
        return " ".join(" ".join(read).split())

    def decoded(self, file: str) -> str:
        """The parts of an email as plain text, in one line: its lines may be encoded."""
        parts = message_from_bytes(self.files[file].encode()).walk()
        read = (part.get_payload(decode=True) for part in parts if not part.is_multipart())
        bodies = (each.decode() for each in read if isinstance(each, bytes))
        return " ".join(" ".join(bodies).split())


def threads(folder: Path = HELD_BACK) -> tuple[Thread, ...]:
    """The labelled threads of a folder, by name."""
    return tuple(load(path) for path in sorted(folder.glob("*.yaml")))


def load(path: Path) -> Thread:
    """A labelled thread.

    :raises KeyError: where it lacks what each thread has.
    """
    found = read_yaml(path.read_text(encoding="utf-8"))
    only = next(iter(found["files"]))
    return Thread(
        name=found["thread"],
        regime=found["regime"],
        style=found["style"],
        form=found["form"],
        hard=found["hard"],
        files=found["files"],
        parts=found.get("parts", {}),
        messages=tuple(_message(each, only) for each in found["messages"]),
    )


def fields(event: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each field of an event with its path, as `read` names it: ``outcomes.a.exemptions``."""
    for name, value in event.items():
        if name in ("read", "why"):
            continue
        if name == "outcomes":
            for part, own in value.items():
                yield from ((f"outcomes.{part}.{each}", own[each]) for each in own)
        elif name == "states":
            yield from ((f"states.{each}", said) for each, said in value.items())
        else:
            yield name, value


def _message(found: Mapping[str, Any], only: str) -> Message:
    events = found["events"]
    return Message(
        file=found.get("file", only),
        lines=Span.read(found["lines"]),
        side=found["side"],
        day=found["day"],
        quoted=tuple(map(Span.read, found.get("quoted", ()))),
        translation=tuple(map(Span.read, found.get("translation", ()))),
        events=None if events is None else tuple(events),
        not_relied_on=tuple(
            NotReliedOn(each["name"], Span.read(each["lines"]), each["how"])
            for each in found.get("not-relied-on", ())
        ),
        dates=tuple(
            GoldDate(
                means=each["means"],
                words=each["words"],
                lines=Span.read(each["lines"]),
                day=each["day"],
                count=each.get("count"),
                unit=each.get("unit"),
                start=each.get("from"),
            )
            for each in found.get("dates", ())
        ),
    )
