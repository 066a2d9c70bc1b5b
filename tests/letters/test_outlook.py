"""Messages of Outlook, ``.msg``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foirules.letters.errors import LettersError
from foirules.letters.read_messages import read_messages
from tests.letters import outlook_file as of
from tests.letters.outlook_file import Value

AS_OF = date(2024, 7, 1)
REQUEST = "Dear Harrowby Borough Council,\r\n\r\nUnder the Freedom of Information Act please send me the minutes."
ANSWER = (
    "Dear Mr Oake,\r\n\r\nYour request is refused: the minutes are withheld under section 43(2)."
)
ASKED: dict[int, Value] = {
    of.BODY: REQUEST,
    of.SUBJECT: "Minutes",
    of.SENDER_NAME: "Wilfred Oake",
    of.SENDER_ADDRESS: "w.oake@example.org",
    of.SENT: datetime(2024, 3, 31, 23, 30, tzinfo=UTC),
    of.ID: "<1@x>",
}
ANSWERED: dict[int, Value] = {
    of.BODY: ANSWER,
    of.SUBJECT: "RE: Minutes",
    of.SENDER_NAME: "FOI",
    of.SENDER_ADDRESS: "foi@harrowby.gov.uk",
    of.SENT: datetime(2024, 5, 1, 9, 0, tzinfo=UTC),
    of.ID: "<2@x>",
    of.ANSWERED: "<1@x>",
}


def test_messages_of_outlook_are_a_thread(tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(of.message(ASKED, {"FOI": "foi@harrowby.gov.uk"}))
    (tmp_path / "b.msg").write_bytes(of.message(ANSWERED))
    draft = read_messages(tmp_path, as_of=AS_OF)
    assert [(e.event, e.when.first) for e in draft.events] == [
        ("request-received", date(2024, 4, 1)),  # half past midnight in London
        ("response", date(2024, 5, 1)),
    ]
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)
    assert [each.mailed for each in draft.messages] == [True, True]
    assert draft.authority == "Harrowby Borough Council"


def test_the_whole_thread_is_told_by_the_last_of_them(tmp_path: Path) -> None:
    quoted = f"\r\n\r\nFrom: Wilfred Oake\r\nSent: 1 April 2024 00:30\r\nTo: FOI\r\n\r\n{REQUEST}"
    last = ANSWERED | {of.BODY: ANSWER + quoted}
    (tmp_path / "b.msg").write_bytes(of.message(last, {"Wilfred Oake": "w.oake@example.org"}))
    draft = read_messages(tmp_path / "b.msg", as_of=AS_OF)
    assert [e.event for e in draft.events] == ["request-received", "response"]


@pytest.mark.parametrize("body", ["", "This message is in HTML."])
def test_a_text_in_html_is_read_where_there_is_no_other(tmp_path: Path, body: str) -> None:
    page = f"<p>{ANSWER.replace(chr(13), '<br>')}</p>".encode()
    (tmp_path / "a.msg").write_bytes(of.message(ASKED))
    (tmp_path / "b.msg").write_bytes(of.message(ANSWERED | {of.BODY: body, of.HTML: page}))
    draft = read_messages(tmp_path, as_of=AS_OF)
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)


def test_a_letter_that_is_attached_is_read(tmp_path: Path) -> None:
    cover = ANSWERED | {of.BODY: "Please find our answer attached."}
    (tmp_path / "a.msg").write_bytes(of.message(ASKED))
    attached = {"answer.txt": ANSWER.encode(), "logo.png": b"\x89PNG"}
    (tmp_path / "b.msg").write_bytes(of.message(cover, attached=attached))
    draft = read_messages(tmp_path, as_of=AS_OF)
    assert draft.messages[1].attachments == ("answer.txt", "logo.png")
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)


def test_a_message_that_is_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.msg"
    path.write_bytes(of.message(ASKED)[:2000])
    with pytest.raises(LettersError, match="not a whole message of Outlook"):
        read_messages(path, as_of=AS_OF)
