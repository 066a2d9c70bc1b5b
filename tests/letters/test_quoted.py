"""Messages that a thread has only where a later one quotes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foirules.letters.draft import Draft
from foirules.letters.draft_file import draft_file
from foirules.letters.read_messages import read_messages, read_text

AS_OF = date(2024, 7, 1)
ASKER, OFFICE = "Wilfred Oake <w.oake@example.org>", "FOI <foi@harrowby.gov.uk>"
REQUEST = """\
Dear Harrowby Borough Council,

Under the Freedom of Information Act please send me the minutes of the parking board.

Wilfred Oake
"""
ANSWER = """\
Dear Mr Oake,

Thank you for your request. The minutes are withheld under section 43(2) of the Act.

Odette Prynne
"""
REVIEW = """\
Dear Ms Prynne,

Please carry out an internal review of that decision.

Wilfred Oake
"""
EVENTS = [
    ("request-received", "requester", date(2024, 3, 4)),
    ("response", "authority", date(2024, 4, 2)),
    ("review-requested", "requester", date(2024, 4, 5)),
]
OUTLOOK = "From: {}\nSent: {} {}\nTo: {}\nSubject: RE: Parking\n\n{}"


def marked(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.split("\n"))


def with_heads(asker: str = ASKER, office: str = OFFICE) -> str:
    """The review's letter with the others below, as Outlook quotes them."""
    answer = OUTLOOK.format(office, "2 April 2024", "16:20", asker, ANSWER)
    return f"{REVIEW}\n{answer}\n{OUTLOOK.format(asker, '4 March 2024', '10:00', office, REQUEST)}"


def with_marks(told: str = "On {day}, {who} wrote:") -> str:
    """The same with marks of quotation, under a line for each."""
    first = told.format(day="4 March 2024 at 10:00", who=ASKER)
    second = told.format(day="2 April 2024 at 16:20", who=OFFICE)
    below = marked(f"{ANSWER}\n{first}\n{marked(REQUEST)}")
    return f"{REVIEW}\n{second}\n\n{below}"


def mail(text: str, sender: str = ASKER, to: str = OFFICE, more: str = "") -> str:
    head = f"From: {sender}\nTo: {to}\nDate: Fri, 5 Apr 2024 09:00:00 +0100\nMessage-ID: <3@x>\n"
    return f"{head}Subject: RE: Parking\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}"


def drafted(folder: Path, *mails: str, after: date | None = None) -> Draft:
    for number, each in enumerate(mails):
        (folder / f"{number}.eml").write_text(each, "utf-8")
    return read_messages(folder, as_of=AS_OF, after=after)


def events(draft: Draft) -> list[tuple[str, str | None, date]]:
    senders = [each.sender for each in draft.messages]
    return [(e.event, senders[e.message - 1], e.when.first) for e in draft.events]


@pytest.mark.parametrize(
    "text",
    [
        with_heads(),
        with_heads("Wilfred Oake", "FOI"),
        with_heads("Oake, Wilfred", "Prynne, Odette"),
        with_heads().replace("From:", "-----Original Message-----\nFrom:"),
        with_marks(),
        with_marks("On Tue, {day}, {who}\nwrote:"),
        with_marks("Ar Maw, {day} ysgrifennodd {who}:"),
        with_marks("Am {day} schrieb {who}:"),
        with_marks("Le {day}, {who} a écrit :"),
    ],
)
def test_the_last_message_tells_the_whole_thread(tmp_path: Path, text: str) -> None:
    draft = drafted(tmp_path, mail(text))
    assert events(draft) == EVENTS
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)
    assert [each.quoted for each in draft.messages] == [True, True, False]


def test_a_text_with_the_last_message_tells_the_whole_thread() -> None:
    draft = read_text(with_marks(), as_of=AS_OF)
    assert [event[:2] for event in events(draft)] == [event[:2] for event in EVENTS]
    assert "from the requester, as a later one quotes it" in draft_file(draft, AS_OF)


def test_what_is_forwarded_to_a_friend_is_the_thread(tmp_path: Path) -> None:
    below = OUTLOOK.format(ASKER, "4 April 2024", "21:30", OFFICE, with_heads())
    text = f"Can you help?\n\n---------- Forwarded message ---------\n{below}"
    draft = drafted(tmp_path, mail(text, to="A Friend <friend@example.com>"))
    assert events(draft)[:3] == [*EVENTS[:2], (*EVENTS[2][:2], date(2024, 4, 4))]


def test_lines_of_what_is_quoted_are_those_of_its_file(tmp_path: Path) -> None:
    draft = drafted(tmp_path, mail(with_marks()))
    line = draft.events[1].outcomes[None]["exemptions"].first
    assert "section 43(2)" in (tmp_path / "0.eml").read_text("utf-8").split("\n")[line - 1]


def test_what_is_there_is_not_taken_again(tmp_path: Path) -> None:
    asked = mail(REQUEST).replace("<3@x>", "<1@x>").replace("Fri, 5 Apr", "Mon, 4 Mar")
    asked = asked.replace("09:00:00 +0100", "10:00:00 +0000")
    wrapped = with_marks().replace(" please send", "\n> > please send")
    for last in (
        mail(wrapped),
        mail(with_heads()),
        mail(with_heads().replace("Under the", "under The ")),
    ):
        draft = drafted(tmp_path, asked, last)
        assert events(draft) == EVENTS
        assert [each.quoted for each in draft.messages] == [False, True, False]


def test_a_part_of_a_message_of_that_day_is_not_taken(tmp_path: Path) -> None:
    asked = mail(REQUEST).replace("<3@x>", "<1@x>").replace("Fri, 5 Apr", "Mon, 4 Mar")
    part = OUTLOOK.format(
        "Wilfred Oake", "4 March 2024", "11:31", "FOI", "the minutes of the board"
    )
    last = mail(f"Which board?\n\n{part}", OFFICE, ASKER)
    assert len(drafted(tmp_path, asked, last).messages) == 2


def test_what_answers_a_message_of_the_thread_is_not_looked_at(tmp_path: Path) -> None:
    asked = mail(REQUEST).replace("<3@x>", "<1@x>").replace("Fri, 5 Apr", "Mon, 4 Mar")
    last = mail(with_heads(), more="In-Reply-To: <1@x>\n")
    assert len(drafted(tmp_path, asked, last).messages) == 2


def test_a_letter_of_somebody_else_within_a_letter_is_not_taken(tmp_path: Path) -> None:
    asked = mail(REQUEST).replace("<3@x>", "<1@x>").replace("Fri, 5 Apr", "Mon, 4 Mar")
    other = OUTLOOK.format("Exams Watchdog", "2 April 2024", "09:00", "The Head", ANSWER)
    last = mail(f"We asked the watchdog.\n\n{other}", OFFICE, ASKER)
    assert len(drafted(tmp_path, asked, last).messages) == 2


def test_words_between_quotations_are_not_the_quoted_message(tmp_path: Path) -> None:
    lines = marked(ANSWER).split("\n")
    lines[4:4] = ["That is wrong: please carry out an internal review.", ""]
    told = "On 2 April 2024 at 16:20, FOI <foi@harrowby.gov.uk> wrote:"
    draft = drafted(tmp_path, mail(told + "\n" + "\n".join(lines)), after=date(2024, 1, 1))
    own = [" ".join(line.text for line in each.lines).strip() for each in draft.messages]
    assert "withheld under section 43(2)" in own[0]
    assert "internal review" not in own[0]
    assert own[1].startswith("That is wrong")
