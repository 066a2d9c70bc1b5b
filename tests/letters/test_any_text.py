"""Any text whatever, in any form and encoding, gives a draft or says what is wrong; in time that
grows with its length and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules import LettersError, assess
from foirules.cases.case_file import read_case
from foirules.letters.draft_file import draft_file
from foirules.letters.forms import SUFFIXES
from foirules.letters.message import Line
from foirules.letters.pasted import Piece
from foirules.letters.read_messages import read_messages, read_text
from foirules.letters.readers.files import Source
from foirules.letters.threads import threads_of
from tests.files import FULL, examples

THREAD = Path(__file__).with_name("dfe-2017.txt").read_text("utf-8")
AFTER, AS_OF = date(2017, 8, 1), date(2018, 6, 1)
LINES = THREAD.splitlines()
HEADS = (
    *("From: A Person <a@b.org>", "Sent: 4 February 2018 09:00", "To: x", "Subject: RE: y", "> x"),
    *("On Mon, 4 Feb 2018, A wrote:", "Dear Sir", "Yours sincerely", "1.", "a) x", "Item 2", ""),
    *("within 20 working days of this letter", "by 31 February 2018", "section 40(2) and (3)", "#"),
)
MESSAGE = b"From: a@b.org\r\nDate: Mon, 4 Feb 2018 09:00:00 +0000\r\nMessage-ID: <1@x>\r\n"


def drafted(text: str) -> bool:
    """Whether a text gives a draft, whose file is the case; else it has said what is wrong."""
    try:
        draft = read_text(text, as_of=AS_OF, after=AFTER)
    except LettersError as error:
        return bool(error.errors) and False
    case = draft.case()
    assert read_case(draft_file(draft, AS_OF), "draft") == case
    assert "established" not in {each.certainty for each in assess(case, AS_OF).findings}
    return True


@settings(max_examples=examples(100, 300), deadline=None)
@given(st.text(max_size=2_000))
def test_any_characters(text: str) -> None:
    drafted(text)


@settings(max_examples=examples(60, 200), deadline=None)
@given(st.integers(0, 2**32 - 1).map(Random))
def test_letters_in_shreds(rng: Random) -> None:
    start = rng.randrange(len(LINES))
    lines = LINES[start : start + rng.randint(5, 120)] + rng.choices(HEADS, k=rng.randint(0, 30))
    if rng.random() < 0.5:
        rng.shuffle(lines)
    drafted("\n".join(LINES[:20] * (rng.random() < 0.7) + lines))


@settings(max_examples=examples(100, 300), deadline=None)
@given(
    st.sampled_from(SUFFIXES),
    st.sampled_from(
        (
            b"",
            MESSAGE,
            b"From x\n" + MESSAGE,
            b"%PDF-1.4\n",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0",
            b'{"info_request_events": [',
        )
    ),
    st.binary(max_size=500),
)
def test_any_bytes_under_any_name(suffix: str, start: bytes, rest: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(start + rest)
        told: tuple[str, ...] = ()
        try:
            read_messages(path, as_of=AS_OF, after=AFTER).case()
        except LettersError as error:
            told = error.errors
        assert all(line.startswith(str(path)) for line in told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(THREAD.encode(encoding, "replace"))
    found = read_messages(path, as_of=date(2017, 10, 10))
    assert [each.event for each in found.events][3] == "extension-notice"


ANSWER = """
From: Team <foi@education.gov.uk>
Sent: 1 October 2017 09:00
Subject: RE: request

Thank you for your request. Our response is as follows.

"""
HOSTILE: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "letters apart": lambda n: "a " * (n // 2),
    "sections": lambda n: "section 36(2)(b)(i), " * (n // 21),
    "limbs": lambda n: "section 36" + "(a)" * (n // 3),
    "brackets": lambda n: "(" * n,
    "days": lambda n: "1 may " * (n // 6),
    "digits": lambda n: "1" * n,
    "ends of sentences": lambda n: ". A" * (n // 3),
    "empty lines": lambda n: "\n" * n,
    "greetings": lambda n: "Dear X,\n\na\n\nb\n\nc\n\nd\n" * (n // 22),
    "heads": lambda n: "From: a\nSent: 1 May 2018\n\nx\n" * (n // 28),
    "quotations": lambda n: ("On " + "x " * 20 + "wrote\n") * (n // 49),
    "parts": lambda n: "\n\n".join(f"{i}) please send x" for i in range(1, n // 20)),
    "rows with grounds": lambda n: "1.   what   disclosed   section 40\n" * (n // 35),
    "tables": lambda n: ANSWER + "Part   Held\n1      Yes\n" * (n // 23),
    "requests again": lambda n: ANSWER + "Your request\nWe hold it\n" * (n // 24),
    "notes": lambda n: ANSWER + "a) see note b\n\nNote b. x\n\n" * (n // 27),
    "footnotes": lambda n: ANSWER + "* Abc\n\n" * (n // 7),
    "legends": lambda n: ANSWER + "1. [A]\n[A] = withheld, B = disclosed\n" * (n // 39),
    "half a phrase": lambda n: "withheld public interest within " * (n // 32),
}


@pytest.mark.one_cpython
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_and_no_faster(name: str) -> None:
    """Eight times the text takes less than twenty times the time: of the square it would be 64.

    A machine with other work may slow one reading and not the other: each is timed again, in turn,
    until the two are as they should be.
    """
    size = 50_000 if FULL else 15_000
    short, long = float("inf"), float("inf")
    for _ in range(5):
        short, long = min(short, taken(name, size)), min(long, taken(name, 8 * size))
        if long < 20 * short:
            return
    raise AssertionError(f"{size} characters: {short} seconds; eight times as many: {long}")


def taken(name: str, length: int) -> float:
    """Seconds of the processor for a text of a hostile kind."""
    text = THREAD[:3_000] + HOSTILE[name](length)
    begun = time.process_time()
    drafted(text)
    return time.process_time() - begun


def first_messages(count: int) -> list[Piece]:
    """Of one sender to one body, each about the same and answering none."""
    return [piece(f"<{n}>") for n in range(count)]


def messages_that_join(count: int) -> list[Piece]:
    """Each answers two that had nothing in common."""
    apart = [piece(f"<{n}>", subject=f"matter {n}") for n in range(count)]
    return [*apart, *(piece(f"<{n}>", f"<{n + 1}>", subject="x") for n in range(count - 1))]


def piece(*ids: str, subject: str = "x") -> Piece:
    lines = (Line(1, "x"),)
    return Piece(lines, label="A <a@b.org>", to="c@d.uk", subject=subject, ids=frozenset(ids))


@pytest.mark.one_cpython
@pytest.mark.parametrize("made", [first_messages, messages_that_join])
def test_many_messages_take_no_longer_than_as_many_few(made: Callable[[int], list[Piece]]) -> None:
    few, many = made(500), made(4_000)
    short, long = float("inf"), float("inf")
    for _ in range(5):
        short, long = min(short, put_together(few)), min(long, put_together(many))
        if long < 20 * short:
            return
    raise AssertionError(f"500 messages: {short} seconds; 4,000: {long}")


def put_together(pieces: list[Piece]) -> float:
    """Seconds of the processor."""
    begun = time.process_time()
    threads_of([Source("box.mbox", pieces)])
    return time.process_time() - begun
