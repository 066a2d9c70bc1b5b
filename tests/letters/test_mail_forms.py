"""Messages as mail programs keep them: in several forms, encoded, with others attached, in a mailbox
with threads of one subject."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

from foirules.letters.draft import Draft
from foirules.letters.draft_file import draft_file
from foirules.letters.read_messages import read_messages
from foirules.letters.readers.files import read_sources
from foirules.letters.readers.html_text import html_text
from foirules.letters.threads import Thread, threads_of

AS_OF = date(2024, 7, 1)
ASKER, OFFICE = "Wilfred Oake <w.oake@example.org>", "FOI <foi@harrowby.gov.uk>"
REQUEST = """\
Dear Harrowby Borough Council,

Under the Freedom of Information Act please send me:

1. the minutes of the parking board of May 2023
2. the budget of the board for 2023

Yours faithfully,

Wilfred Oake
"""
ANSWER = """\
Dear Mr Oake,

Thank you for your request of 4 March 2024.

1. The minutes are enclosed.

2. The budget is withheld under section 43(2) of the Act.

Yours sincerely,

Odette Prynne
"""


def mail(number: int, text: str = "", subject: str = "Parking", **more: str) -> EmailMessage:
    """The request, for number 0, or what answers it, by turns; a day apart."""
    message = EmailMessage()
    message["From"], message["To"] = (ASKER, OFFICE) if number % 2 == 0 else (OFFICE, ASKER)
    message["Subject"] = f"{'Re: ' * (number > 0)}{subject}"
    message["Date"] = f"{4 + number} Mar 2024 10:00:00 +0000"
    message["Message-ID"] = f"<{number}@x>"
    if number:
        message["In-Reply-To"] = f"<{number - 1}@x>"
    for name, value in more.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    return message


def draft_of(folder: Path, *messages: EmailMessage | bytes) -> Draft:
    for number, message in enumerate(messages):
        (folder / f"{number}.eml").write_bytes(bytes(message))
    return read_messages(folder, as_of=AS_OF)


def said(draft: Draft, number: int) -> str:
    return "\n".join(line.text for line in draft.messages[number - 1].lines)


def threads_in(path: Path, *messages: EmailMessage) -> list[Thread]:
    path.write_bytes(
        b"".join(b"From x Mon Mar  4 10:00:00 2024\n%b\n" % bytes(m) for m in messages)
    )
    return threads_of(read_sources([path]))


def html_of(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n") if line)


# --- the forms of one text ------------------------------------------------------------------------


def test_a_text_in_html_is_read_where_the_plain_one_is_empty_or_stands_for_it(
    tmp_path: Path,
) -> None:
    for stub in ("\n", "This message is in HTML. Your program does not show it."):
        answer = mail(1, stub)
        answer.add_alternative(html_of(ANSWER), subtype="html")
        draft = draft_of(tmp_path, mail(0, REQUEST), answer)
        assert draft.events[1].outcomes["2"]["exemptions"].value == ("s43(2)",)


def test_of_two_forms_of_a_text_the_plain_one_is_read(tmp_path: Path) -> None:
    answer = mail(1, 2 * ANSWER)
    answer.add_alternative("<p>other words</p>" * 100, subtype="html")
    assert "other words" not in said(draft_of(tmp_path, mail(0, REQUEST), answer), 2)


def test_a_text_in_html_is_read_with_the_plain_one_that_follows_it(tmp_path: Path) -> None:
    parts = (html_of(ANSWER), "html"), ("The board meets again in June 2024.\n" * 3, "plain")
    answer = mail(1)
    answer.make_mixed()
    for text, kind in parts:
        part = EmailMessage()
        part.set_content(text, subtype=kind)
        answer.attach(part)
    draft = draft_of(tmp_path, mail(0, REQUEST), answer)
    assert draft.events[1].outcomes["2"]["exemptions"].value == ("s43(2)",)
    assert "The board meets again" in said(draft, 2)


def test_a_text_that_says_it_is_latin_1_is_read_as_windows_writes_it(tmp_path: Path) -> None:
    head = b"From: a@example.org\r\nDate: Mon, 4 Mar 2024 10:00:00 +0000\r\nMessage-ID: <0@x>\r\n"
    body = (
        b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nThe council\x92s \x93minutes\x94\r\n"
    )
    assert said(draft_of(tmp_path, head + body), 1) == "The council’s “minutes”\n"


def test_a_page_has_the_marks_of_what_it_lists_and_quotes() -> None:
    page = (
        "<p>Dear Sir,</p>\n<ol><li>the first<li>the second</ol><ol type=a start=2><li>two</ol>"
        "<blockquote>You wrote:<p>the old</p></blockquote><table><tr><td>s43(2)<td>yes</table>"
    )
    assert [line for line in html_text(page).split("\n") if line.strip("> ")] == [
        *("Dear Sir,", "1. the first", "2. the second", "b) two"),
        *("> You wrote:", "> the old", "s43(2) yes"),
    ]
    assert "\n\n\n" not in html_text("<p>a</p><p></p><br><br><p>b</p>")


# --- the numbers of lines -------------------------------------------------------------------------


def test_lines_are_those_of_the_file_also_where_it_breaks_them(tmp_path: Path) -> None:
    answer = mail(1)
    answer.set_content(ANSWER.replace("Thank", "’" * 40 + " Thank"), cte="quoted-printable")
    draft = draft_of(tmp_path, mail(0, REQUEST), answer)
    number = draft.events[1].outcomes["2"]["exemptions"].first
    assert "section 43(2)" in (tmp_path / "1.eml").read_text().split("\n")[number - 1]
    assert not draft.messages[1].by_text


def test_lines_of_an_encoded_message_are_counted_in_its_text(tmp_path: Path) -> None:
    encoded, page = mail(1), mail(1)
    encoded.set_content(ANSWER, cte="base64")
    page.set_content(html_of(ANSWER), subtype="html")
    for answer in (encoded, page):
        draft = draft_of(tmp_path, mail(0, REQUEST), answer)
        assert draft.messages[1].by_text
        assert draft.events[1].outcomes["2"]["exemptions"].first == 7
        assert "# Message 2, lines 1-7 of its text, from the authority" in draft_file(draft, AS_OF)


# --- what is attached -----------------------------------------------------------------------------


def test_messages_that_are_attached_are_messages(tmp_path: Path) -> None:
    outer = mail(6, "Can you help with these?", "my case", From="a@example.com", To="b@example.com")
    for inner in (mail(0, REQUEST), mail(1, ANSWER)):
        outer.add_attachment(inner)
    draft = draft_of(tmp_path, outer)
    assert [(e.event, e.message, e.when.first.day) for e in draft.events] == [
        ("request-received", 1, 4),
        ("response", 2, 5),
    ]
    assert "Can you help" not in said(draft, 1) + said(draft, 2)
    assert said(draft, 3).startswith("Can you help")


def test_a_message_attached_as_a_file_is_a_message(tmp_path: Path) -> None:
    outer = mail(1, "Our answer is attached.")
    outer.add_attachment(
        bytes(mail(0, REQUEST)), maintype="application", subtype="octet-stream", filename="a.eml"
    )
    assert [m.on and m.on.day for m in draft_of(tmp_path, outer).messages] == [4, 5]


def test_a_letter_attached_to_a_reply_with_the_thread_below_is_read(tmp_path: Path) -> None:
    cover = (
        f"Please find our answer attached.\n\nFrom: {ASKER}\nSent: 4 March 2024 10:00\n\n{REQUEST}"
    )
    answer = mail(1, cover)
    answer.add_attachment(ANSWER, filename="answer.txt")
    draft = draft_of(tmp_path, mail(0, REQUEST), answer)
    assert draft.events[1].outcomes["2"]["exemptions"].value == ("s43(2)",)
    assert "parking board" not in said(draft, 2)


def test_a_long_document_that_greets_nobody_is_no_letter(tmp_path: Path) -> None:
    policy = "We refuse what section 38 covers.\n" * 200
    for document, names in ((policy, ("s43(2)",)), (f"Dear Mr Oake,\n\n{policy}", ("s38",))):
        answer = mail(1, ANSWER)
        answer.add_attachment(document, filename="policy.txt")
        draft = draft_of(tmp_path, mail(0, REQUEST), answer)
        assert draft.messages[1].attachments == ("policy.txt",)
        given = {n for each in draft.events[1].values().values() for n in _names(each.value)}
        assert given.issuperset(names)
        assert ("s38" in given) == (names == ("s38",))


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


# --- mailboxes ------------------------------------------------------------------------------------


def test_a_line_of_a_message_that_begins_with_from_is_its_own(tmp_path: Path) -> None:
    for mark in ("", ">"):
        text = f"The rules have changed.\n\n{mark}From 1 April 2024 we reply by post.\n"
        (thread,) = threads_in(tmp_path / "a.mbox", mail(0, REQUEST), mail(1, text))
        assert len(thread.pieces) == 2
        assert "From 1 April 2024 we reply by post." in [x.text for x in thread.pieces[1][1].lines]


def test_lines_of_a_mailbox_of_windows_are_those_of_the_file(tmp_path: Path) -> None:
    box = b"".join(
        b"From x Mon Mar  4 10:00:00 2024\n%b\n" % bytes(mail(0, t)) for t in (REQUEST, ANSWER)
    )
    path = tmp_path / "a.mbox"
    path.write_bytes(box.replace(b"\n", b"\r\n"))
    (source,) = read_sources([path])
    for piece in source.pieces:
        line = next(line for line in piece.lines if "2" in line.text)
        assert box.decode().split("\n")[line.number - 1] == line.text
        assert not piece.by_text


def test_requests_of_one_subject_to_two_bodies_are_two_threads(tmp_path: Path) -> None:
    other = "FOI <foi@bodmere.gov.uk>"
    second = mail(2, REQUEST.replace("Harrowby", "Bodmere"), To=other, Message_ID="<s@x>")
    del second["In-Reply-To"], second["Subject"]
    second["Subject"] = "Parking"
    answer = mail(3, ANSWER, From=other, In_Reply_To="<lost@x>")
    found = threads_in(tmp_path / "a.mbox", answer, second, mail(1, ANSWER), mail(0, REQUEST))
    assert [{piece.label for _, piece in each.pieces} for each in found] == [
        {ASKER, OFFICE},
        {ASKER, other},
    ]
    names = [read.authority for read in map(_drafted, found)]
    assert names == ["Harrowby Borough Council", "Bodmere Borough Council"]


def _drafted(thread: Thread) -> Draft:
    from foirules.letters.read_messages import drafts_of

    return next(drafts_of(thread, as_of=AS_OF))


def test_threads_that_a_message_joins_leave_the_others_apart(tmp_path: Path) -> None:
    ids = {"a": "", "b": "", "c": "", "ab": "<a@x> <b@x>", "d": ""}
    messages = []
    for number, (name, answered) in enumerate(ids.items()):
        message = mail(0, REQUEST, name, Message_ID=f"<{name}@x>", References=answered)
        message.replace_header("Date", f"{4 + number} Mar 2024 10:00:00 +0000")
        messages.append(message)
    found = threads_in(tmp_path / "a.mbox", *messages)
    assert [each.subject for each in found] == ["a", "c", "d"]


def test_what_a_page_never_ends_is_text() -> None:
    page = "a<!--[if mso]>no<![endif]-->b<![if !x]>c<![endif]>d<![foo[>e < f <g <!-- h"
    assert html_text(page) == "abcde < f <g <!-- h"
    assert html_text("<b>a</b><!-- no > <!-- no -->b") == "ab"


def test_a_list_begins_with_any_number() -> None:
    assert html_text(f"<ol start={'1' * 5_000}><li>a</li></ol>").strip() == "1. a"


def test_a_head_that_is_too_long_is_read_as_text(tmp_path: Path) -> None:
    message = mail(0, REQUEST)
    names = ", ".join(f"Person {number} <p{number}@x.example>" for number in range(200))
    del message["To"]
    message["To"] = f"{OFFICE}, {names}"
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (source,) = read_sources([tmp_path / "a.eml"])
    assert source.pieces[0].to.startswith(f"{OFFICE}, Person 0 <p0@x.example>, Person 1 ")
    assert source.pieces[0].to.endswith("Person 199 <p199@x.example>")
