"""Texts and files taken apart into messages, and messages into what is their own."""

from __future__ import annotations

import json
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document

from foirules.letters.asked_parts import asked_for
from foirules.letters.errors import LettersError
from foirules.letters.in_one_text import pasted_thread
from foirules.letters.read_messages import read_messages, read_text
from foirules.letters.readers.files import lines_of, read_sources
from foirules.letters.sentences import paragraphs
from foirules.letters.splitting import split
from foirules.letters.threads import threads_of

AS_OF = date(2019, 6, 1)
REQUEST = "Under the Freedom of Information Act please send me the minutes of May 2018."
REFUSAL = "Thank you for your request. The information is withheld under section 43(2) of the Act."
OUTLOOK = f"""\
From: Information Team <foi@hartcombe.gov.uk>
Sent: 05 March 2019 10:12
To: A Person
Subject: RE: Minutes

Dear A Person,

{REFUSAL}

Kind regards

An Officer
Information Team

From: A Person <a.person@example.org>
Sent: 4 February 2019 09:00
To: Information Team
Subject: Minutes

Dear Hartcombe District Council,

{REQUEST}

Yours sincerely
A Person
"""


def own(text: str) -> str:
    return " ".join(line.text.strip() for line in split(lines_of(text)).own if line.text.strip())


def mail(sender: str, text: str, day: str, subject: str = "Minutes", **more: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "someone@example.org", subject
    message["Date"] = f"{day} 09:00:00 +0000"
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def a_request_and_its_answer() -> tuple[EmailMessage, EmailMessage]:
    asked = mail("a@example.org", REQUEST, "Mon, 4 Feb 2019", Message_ID="<1@x>")
    answer = mail(
        "foi@x.gov.uk",
        REFUSAL,
        "Tue, 5 Mar 2019",
        "RE: Minutes",
        Message_ID="<2@x>",
        References="<1@x>",
    )
    return asked, answer


def test_outlook_newest_first_is_told_oldest_first() -> None:
    draft = read_text(OUTLOOK, as_of=AS_OF)
    assert [(e.event, e.when.first) for e in draft.events] == [
        ("request-received", date(2019, 2, 4)),
        ("response", date(2019, 3, 5)),
    ]
    assert [m.sender for m in draft.messages] == ["requester", "authority"]
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)


def test_lines_are_those_of_the_source() -> None:
    draft = read_text(OUTLOOK, as_of=AS_OF)
    line = draft.events[1].outcomes[None]["exemptions"].first
    assert OUTLOOK.splitlines()[line - 1] == REFUSAL


def test_what_is_old_is_not_read_as_new() -> None:
    text = f"We will reply soon.\n\nOn 4 Feb 2019, at 09:00, A Person wrote:\n> {REFUSAL}\n"
    assert own(text) == "We will reply soon."
    bare = (
        f"We will reply soon.\n\nOn Mon, 4 Feb 2019 at 09:00, A Person <a@b.org> wrote:\n{REFUSAL}"
    )
    assert own(bare) == "We will reply soon."


def test_signature_disclaimer_links_and_translation_are_set_apart() -> None:
    text = """\
We hold the information.

Yours sincerely,

An Officer
Information Team

You can ask for an internal review of this decision by writing to us within forty working days.

This email and any attachments are intended solely for the addressee.

Mae'r wybodaeth wedi ei hanfon atoch ac mae gennych hawl i ofyn am adolygiad o'r cais hwn.

References

Visible links
1. http://www.example.org
"""
    found = split(lines_of(text))
    kinds = [each.kind for each in found.apart]
    assert kinds == ["signature", "disclaimer", "translation", "links"]
    assert own(text).startswith("We hold the information. You can ask")
    assert own(text).endswith("working days.")


def test_a_site_tells_the_authority_by_its_name_over_a_message() -> None:
    text = """\
Minutes of May

Dear Hartcombe District Council,

Please send me the minutes.

Yours faithfully,
A Person

Officer, Hartcombe District Council

We acknowledge receipt of your request.
"""
    found = pasted_thread(lines_of(text))
    assert found.authority == "Hartcombe District Council"
    assert [(p.sender, p.lines[0].number) for p in found.pieces] == [
        ("requester", 3),
        ("authority", 11),
    ]


def test_a_body_may_stand_alone_over_a_message_on_a_site() -> None:
    # Given a page with a name and a day over each message, some of them that of a body alone
    text = """\
Minutes of May

A Person 4 February 2019

Dear Hartcombe District Council,

Please send me the minutes.

A Person

Hartcombe District Council 1 March 2019

Dear A Person

They are enclosed, but for a name.

Hartcombe District Council

A Person 4 March 2019

Dear Hartcombe District Council,

Whose name? Please review this.

A Person

Monitoring Officer, Hartcombe District Council 1 April 2019

Dear A Person

I uphold the decision.

Information Commissioner's Office 2 December 2019

The complaint is not upheld.
"""
    # then it is the authority's, or that of another body
    assert [p.sender for p in pasted_thread(lines_of(text)).pieces] == [
        *("requester", "authority", "requester", "authority"),
        None,
    ]
    # and all came as mail, on the day over them
    assert all(each.mailed for each in pasted_thread(lines_of(text)).pieces)
    # and a body that asks stays the requester
    by_body = pasted_thread(lines_of(text.replace("A Person 4", "The Hartcombe Society 4")))
    assert [p.sender for p in by_body.pieces][:3] == ["requester", "authority", "requester"]


def test_a_letter_without_blank_lines_is_not_set_apart_with_its_disclaimer() -> None:
    lines = ["Your request came on 4 June.", "It has the number 17.", "You will hear by 2 July."]
    lines += ["Ask us if", "anything is unclear.", "Information Desk", "Larkham Borough Council"]
    lines += ["This email and any attachments may hold private words, meant for the reader alone."]
    found = split(lines_of("\n".join(lines)))
    assert [(each.kind, each.first) for each in found.apart] == [("disclaimer", 8)]


def test_what_stands_under_a_rule_and_a_second_salutation_is_an_earlier_message() -> None:
    text = "Dear Ms Quill\n\nWe hope to reply soon.\n\n--------------------\n\n{}\n\nIs it ready?\n"
    assert own(text.format("Dear Info Desk,")) == "Dear Ms Quill We hope to reply soon."
    assert own(text.format("More of this.")).endswith("Is it ready?")
    assert own(text.partition("soon.")[2].format("Dear Ms Quill")).endswith("Is it ready?")


def test_where_no_names_stand_over_messages_the_requester_greets_the_authority() -> None:
    text = """\
A title of a request that is as long as titles of requests often are here
Dear Larkham Borough Council,
Please send me the reports of 2016 on the swings in Elm Park.
Yours faithfully,
Ada Quill
Our ref: 17
Dear ADA QUILL
Thank you for your request, received on 4 March 2019.
We will reply by 1 April 2019.
Kind regards
Info Desk
Dear Larkham Borough Council,
It is April now. Where is your reply, please?
"""
    draft = read_text(text, as_of=AS_OF)
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]


def test_a_person_who_greets_a_body_asks_even_if_the_request_quotes_an_answer() -> None:
    head = "From: {}\nSent: {} March 2019 09:00\nTo: {}\nSubject: Swings\n\n"
    asked = "Dear Larkham Borough Council,\n\nPlease send all you wrote regarding this request for"
    text = head.format("Ada Quill", 4, "Info Desk") + f"{asked} information.\n\nAda Quill\n\n"
    text += head.format("Info Desk", 9, "Ada Quill") + "We hold no such letters.\n"
    draft = read_text(text, as_of=AS_OF)
    assert [each.sender for each in draft.messages] == ["requester", "authority"]


def test_a_salutation_ends_the_head_of_a_letter_that_has_no_blank_lines() -> None:
    text = """\
Larkham Borough Council
Elm House
Our ref: 17
Dear Ms Quill,
Swings of Elm Park
Thank you for your email of 4 March 2019.
We hold
the reports."""
    assert [each.text for each in paragraphs(lines_of(text))][-3:] == [
        "Dear Ms Quill,",
        "Swings of Elm Park",
        "Thank you for your email of 4 March 2019. We hold the reports.",
    ]


def test_a_sentence_copied_from_the_request_says_nothing_wherever_it_stands() -> None:
    asked = asked_for(
        lines_of("Please say why the reports of 2016 were withheld under section 43.")
    )
    assert asked.copies("please say why the reports of 2016 were withheld under section 43.")
    assert not asked.copies("the reports of 2016 were withheld.")  # too short to be sure
    assert not asked.copies("the reports of 2016 were rightly withheld under section 43 of the act")


def test_a_mailbox_holds_threads(tmp_path: Path) -> None:
    asked = mail("a@example.org", REQUEST, "Mon, 4 Feb 2019", Message_ID="<1@x>")
    answer = mail(
        "foi@hartcombe.gov.uk",
        REFUSAL,
        "Tue, 5 Mar 2019",
        "RE: Minutes",
        Message_ID="<2@x>",
        In_Reply_To="<1@x>",
    )
    other = mail("a@example.org", REQUEST, "Mon, 4 Mar 2019", "Roads", Message_ID="<3@x>")
    box = "".join(f"From x Mon Feb  4 09:00:00 2019\n{m}\n" for m in (asked, other, answer))
    path = tmp_path / "box.mbox"
    path.write_text(box, "utf-8")
    found = threads_of(read_sources([path]))
    assert [(each.subject, len(each.pieces)) for each in found] == [("Minutes", 2), ("Roads", 1)]
    with pytest.raises(LettersError, match="2 threads are found; one makes a case"):
        read_messages(path, as_of=AS_OF)


def test_a_folder_of_messages_is_one_thread_each_message_once(tmp_path: Path) -> None:
    asked, answer = a_request_and_its_answer()
    for name, message in (("b.eml", asked), ("a.eml", answer), ("copy.eml", answer)):
        (tmp_path / name).write_bytes(bytes(message))
    draft = read_messages(tmp_path, as_of=AS_OF)
    assert [e.event for e in draft.events] == ["request-received", "response"]


def test_a_page_of_html_is_read_as_its_text(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "a@example.org", "Mon, 4 Feb 2019 09:00:00 +0000"
    message["Message-ID"] = "<1@x>"
    message.set_content(
        f"<style>p {{}}</style><p>Dear Council,</p><p>{REQUEST}</p>", subtype="html"
    )
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    draft = read_messages(path, as_of=AS_OF)
    said = " ".join(line.text for line in draft.messages[0].lines)
    assert REQUEST in said
    assert "style" not in said


def test_the_json_of_a_site_is_read_with_its_texts(tmp_path: Path) -> None:
    events = [
        {"event_type": "sent", "created_at": "2019-02-04T09:00:00.000+00:00", "body": REQUEST},
        {"event_type": "edit", "created_at": "2019-02-05T09:00:00.000+00:00"},
        {"event_type": "response", "created_at": "2019-03-31T23:30:00.000Z", "snippet": REFUSAL},
    ]
    body = {"title": "Minutes", "public_body": {"name": "Hartcombe District Council"}}
    path = tmp_path / "minutes.json"
    path.write_text(json.dumps({**body, "info_request_events": events}), "utf-8")
    draft = read_messages(path, as_of=AS_OF)
    assert draft.authority == "Hartcombe District Council"
    assert [(e.event, e.when.first) for e in draft.events] == [
        ("request-received", date(2019, 2, 4)),
        ("response", date(2019, 4, 1)),  # half past midnight in London
    ]


def test_a_letter_in_word_is_read(tmp_path: Path) -> None:
    document = Document()
    for text in ("5 March 2019", "Dear Applicant", f"Your request of 4 February 2019. {REFUSAL}"):
        document.add_paragraph(text)
    path = tmp_path / "letter.docx"
    document.save(str(path))
    draft = read_messages(path, as_of=AS_OF)
    assert [(e.event, e.when.first) for e in draft.events] == [
        ("request-received", date(2019, 2, 4)),
        ("response", date(2019, 3, 5)),
    ]
    assert [(d.means, d.day) for d in draft.days] == [
        ("sent", date(2019, 3, 5)),
        ("refers-to", date(2019, 2, 4)),
    ]


def test_an_answer_in_a_table_of_word_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("5 March 2019")
    document.add_paragraph("Dear Applicant")
    document.add_paragraph("Thank you for your request of 4 February 2019. This is our answer.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "The minutes of May 2018"
    table.rows[0].cells[1].text = "Withheld under section 43(2) of the Act."
    path = tmp_path / "letter.docx"
    document.save(str(path))
    draft = read_messages(path, as_of=AS_OF)
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)
    lines = [line.text for line in draft.messages[0].lines if line.text.strip()]
    assert lines[-1] == "The minutes of May 2018  Withheld under section 43(2) of the Act."


def test_a_cell_of_word_may_say_that_it_spans_any_number_of_columns(tmp_path: Path) -> None:
    """One that goes on over several rows stands in each."""
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for place, text in enumerate(("Part", "Minutes", "Disclosed")):
        table.rows[0].cells[place].text = text
    table.cell(1, 0).text = "1"
    table.cell(1, 0).merge(table.cell(2, 0))
    for row, place, text in ((1, 1, "May"), (1, 2, "yes"), (2, 1, "June"), (2, 2, "no")):
        table.cell(row, place).text = text
    table.cell(0, 0)._tc.get_or_add_tcPr().get_or_add_gridSpan().val = 10**9
    path = tmp_path / "letter.docx"
    document.save(str(path))
    (source,) = read_sources([path])
    lines = [line.text for piece in source.pieces for line in piece.lines if line.text.strip()]
    assert lines == ["Part  Minutes  Disclosed", "1  May  yes", "1  June  no"]


def test_a_message_with_a_letter_attached_is_read_with_it(tmp_path: Path) -> None:
    asked = mail("a@example.org", REQUEST, "Mon, 4 Feb 2019", Message_ID="<1@x>")
    answer = mail(
        "foi@x.gov.uk",
        "Please see our letter.",
        "Tue, 5 Mar 2019",
        "RE: Minutes",
        References="<1@x>",
    )
    answer["Message-ID"] = "<2@x>"
    answer.add_attachment(REFUSAL.encode(), maintype="text", subtype="plain", filename="a.txt")
    for name, message in (("1.eml", asked), ("2.eml", answer)):
        (tmp_path / name).write_bytes(bytes(message))
    draft = read_messages(tmp_path, as_of=AS_OF)
    assert draft.messages[1].attachments == ("a.txt",)
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s43(2)",)


BY_POST = """\
Request by post, stamped received 4 February 2019

Dear Hartcombe Council, please let me have the minutes of May 2018. Mrs E. Sample

Hartcombe Council
Information Unit
Council Offices, Fore Street
Our ref: FOI/0044/19
1 March 2019

Dear Mrs Sample,

The minutes are withheld under section 36(2)(c).

Records Manager

15 March 2019

To the Chief Executive

I ask that you review this.

E. Sample
"""


def test_letters_by_post_are_told_apart_by_what_stands_over_them() -> None:
    draft = read_text(BY_POST, as_of=AS_OF)
    assert [(each.sender, each.on) for each in draft.messages] == [
        ("requester", date(2019, 2, 4)),
        ("authority", date(2019, 3, 1)),
        ("requester", date(2019, 3, 15)),
    ]


RULED = """\
                                        14 Lime Walk
                                        4 February 2019

University Secretary
University of Wrexley

Dear Secretary

{request}

Yours faithfully
A. Quill (Mrs)

{rule}

UNIVERSITY OF WREXLEY
Our ref: US/19/7
1 March 2019

Dear Mrs Quill

{refusal}

Yours sincerely
B. Finch
Records Manager

{rule}

                                        14 Lime Walk
                                        15 March 2019

Dear Mr Finch

I should like the decision to be reviewed.

Yours sincerely
Ada Quill
"""


@pytest.mark.parametrize("rule", ["-" * 60, "~~~~~~~~", "* * *", "=" * 8, "\N{EM DASH}" * 3])
def test_a_line_across_the_page_stands_between_letters(rule: str) -> None:
    text = RULED.format(request=REQUEST, refusal=REFUSAL, rule=rule)
    draft = read_text(text, as_of=AS_OF)
    assert [(each.sender, each.on) for each in draft.messages] == [
        ("requester", date(2019, 2, 4)),
        ("authority", date(2019, 3, 1)),
        ("requester", date(2019, 3, 15)),
    ]
    assert not any(rule in line.text for each in draft.messages for line in each.lines)
    assert draft.messages[0].signature[-1] == "A. Quill (Mrs)"


def test_a_line_across_the_page_within_a_letter_tells_none_apart() -> None:
    table = f"{REFUSAL}\n\n-----\n\nThe table follows.\n"
    text = RULED.format(request=REQUEST, refusal=table, rule="~~~")
    draft = read_text(text, as_of=AS_OF)
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]


def test_a_copy_of_a_message_that_is_cut_short_is_the_same_message() -> None:
    head = "From: {}\nSent: {}\nTo: {}\nSubject: Minutes\n\n{}\n\n"
    answer = ("FOI <foi@hartcombe.gov.uk>", "5 March 2019 10:12", "A Person")
    text = (
        head.format("A Person", "6 March 2019 09:00", "FOI", "Please review this.")
        + head.format(*answer, "Dear Person\n\nThe minutes are withheld")
        + head.format(*answer, f"Dear Person,\n\n{REFUSAL}")
        + head.format("A Person", "4 February 2019 09:00", "FOI", REQUEST)
    )
    draft = read_text(text, as_of=AS_OF)
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]
    assert any("43(2)" in line.text for line in draft.messages[1].lines)


@pytest.mark.parametrize(
    ("greeting", "authority"),
    [
        ("Dear Hartcombe District Council,", "Hartcombe District Council"),
        ("Dear Museum of Bells and Clocks", "Museum of Bells and Clocks"),
        ("Hi Zainab, can I see the school minutes of May please", ""),
        ("Dear Council,", ""),
        ("Dear Clerk to the Council,", ""),
    ],
)
def test_the_authority_is_named_as_the_request_greets_it_and_no_person(
    greeting: str, authority: str
) -> None:
    oldest = f"{greeting}\n\n{REQUEST}\n"
    heads = "From: {}\nSent: {} March 2019 10:00\nTo: x\n\n"
    text = f"{heads.format('FOI', 5)}Dear Ms Person,\n\n{REFUSAL}\n\n{heads.format('A Person', 4)}"
    assert read_text(text + oldest, as_of=AS_OF).authority == authority


def test_letters_without_heads_and_days_are_told_by_whom_they_greet() -> None:
    letters = (
        f"Dear Hartcombe District Council,\n\n{REQUEST}\n\nYours faithfully,\n\nEnid Sample\n",
        f"Dear Ms Sample,\n\n{REFUSAL}\n\nYours sincerely,\n\nAn Officer\n",
        "Dear Officer,\n\nPlease review this refusal.\n\nYours,\n\nEnid Sample\n",
    )
    draft = read_text("\n\n".join(letters), as_of=AS_OF, after=date(2019, 1, 1))
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]


SITE = """\
Minutes of 2018

A Person made this Freedom of Information request to Hartcombe District Council

The request was refused by Hartcombe District Council.

From: A Person

4 February 2019

Dear Hartcombe District Council,

Please send me the minutes of May 2018.

A Person

Link to this

FOI, Hartcombe District Council

5 March 2019

Dear A Person,

{refusal}
"""


def test_what_a_site_writes_over_a_request_is_no_message() -> None:
    draft = read_text(SITE.format(refusal=REFUSAL), as_of=AS_OF)
    assert [(each.sender, each.on) for each in draft.messages] == [
        ("requester", date(2019, 2, 4)),
        ("authority", date(2019, 3, 5)),
    ]
    assert draft.authority == "Hartcombe District Council"


def test_heads_in_welsh_are_heads() -> None:
    heads = "Oddi wrth: {}\nAnfonwyd: {} 10:00\nAt: {}\nPwnc: Cofnodion\n\n"
    asked = heads.format("A Person", "4 Chwefror 2019", "FOI")
    answer = heads.format("FOI", "5 Mawrth 2019", "A Person")
    text = f"{answer}Annwyl Mr Person / Dear Mr Person,\n\n{REFUSAL}\n\n{asked}{REQUEST}\n"
    draft = read_text(text, as_of=AS_OF)
    assert [(each.sender, each.on, each.subject) for each in draft.messages] == [
        ("requester", date(2019, 2, 4), "Cofnodion"),
        ("authority", date(2019, 3, 5), "Cofnodion"),
    ]


def test_a_message_that_is_told_to_be_the_request_begins_the_case() -> None:
    heads = "From: {}\nSent: {} February 2019 10:00\nTo: x\n\n{}\n\n"
    asker, office = "A Person <a@example.org>", "FOI <foi@hartcombe.gov.uk>"
    text = (
        heads.format(asker, 4, "Dear Team,\n\nPlease tell me who keeps the minutes of May 2018.")
        + heads.format(office, 5, "Dear Person,\n\nOur Democratic Services team keeps them.")
        + heads.format(asker, 6, f"Dear Team,\n\n{REQUEST}")
        + heads.format(office, 26, f"Dear Person,\n\n{REFUSAL}")
    )
    draft = read_text(text, as_of=AS_OF, request=3)
    assert [(e.event, e.when.first.day) for e in draft.events] == [
        ("request-received", 6),
        ("response", 26),
    ]
    assert [each.sender for each in draft.messages] == ["requester", "authority"]
    begun_by_office = read_text(text, as_of=AS_OF, request=2)
    assert begun_by_office.messages[0].sender == "requester"
    with pytest.raises(LettersError, match="there is no message 5 to be the request: 4 are read"):
        read_text(text, as_of=AS_OF, request=5)


def test_a_line_that_is_no_name_does_not_tell_who_asks() -> None:
    more = (
        "Automatic reply: Thank you for contacting the FOI team of Hartcombe. We aim to reply soon."
    )
    asked = (
        f"Dear FOI team,\n\n{REQUEST} Which were lost?\n\nBest wishes,\nNell Hartop\n---\n{more}"
    )
    text = f"{asked}\n---\nDear Ms Hartop,\n\nI refer to your request of 9 January 2019. {REFUSAL}"
    draft = read_text(text, as_of=AS_OF)
    assert [each.sender for each in draft.messages] == ["requester", "authority"]


def test_heads_that_tell_a_day_without_its_year_have_that_of_the_head_before() -> None:
    text = (
        "A Sample\n8 December 2020\n\nDear Council,\n\nHow many bridges are there?\n\n"
        "Anyshire Council\n10 December\n\nDear A Sample,\n\nWe will answer by 8 January.\n\n"
        "Anyshire Council\n6 January\n\nDear A Sample,\n\nThere are nineteen.\n"
    )
    draft = read_text(text, as_of=date(2021, 6, 1))
    assert [each.on for each in draft.messages] == [
        date(2020, 12, 8),
        date(2020, 12, 10),
        date(2021, 1, 6),
    ]


def test_a_day_without_its_year_is_no_head_in_a_letter_that_does_not_begin_with_one() -> None:
    text = "Dear A Sample,\n\nThe visits were:\n\nMere Library, 4 March\n\nZeals Library, 6 March\n"
    draft = read_text(text, as_of=date(2021, 6, 1), after=date(2021, 1, 1))
    assert len(draft.messages) == 1


def test_names_as_they_stood_on_a_day_are_no_head() -> None:
    # Given a letter in which a line holds the names that were asked for and a day
    names = "2. Dr Maud Oakley and Mr T. Bell, as at 1 September 2019."
    text = BY_POST.replace("Records Manager", f"{names}\n\nYou may ask for a review.")
    draft = read_text(text, as_of=AS_OF)

    # Then it does not begin another message
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]


def test_the_subject_of_a_letter_under_its_salutation_is_no_head() -> None:
    # Given a letter of the Commissioner whose subject holds a name and a day
    letter = """Information Commissioner's Office
Our ref: IC-10101-A1B2
Date: 6 July 2020

By email: foi@brookshire.example

Dear Sir/Madam

Complaint from Mr T Bell - request dated 10 March 2020

Mr Bell has complained to us, and his complaint has been accepted as eligible for consideration.

Case Officer
"""
    draft = read_text(f"{BY_POST}\n{letter}", as_of=AS_OF)

    # Then it does not begin another message
    assert [each.sender for each in draft.messages][-1] == "other"
    assert len(draft.messages) == len(read_text(BY_POST, as_of=AS_OF).messages) + 1


def test_letters_of_two_firms_that_greet_nobody_by_name_are_told_apart() -> None:
    # Given letters by post that greet "Dear Sirs" both ways, each under its own letterhead
    text = """MACRAE & DOVE, SOLICITORS
8 May 2006

Dear Sirs

We act for a neighbour. Please let us have all reports of inspections of the kennels.

Yours faithfully
Macrae & Dove

KENNELS INSPECTION SERVICE OF SCOTLAND
Our ref: SKIS/6/22

22 May 2006

Dear Sirs

Your letter of 8 May 2006 was received on 9 May. Seven reports are enclosed.

Yours faithfully
I. B. Rankine

MACRAE & DOVE, SOLICITORS
25 May 2006

Dear Sirs

Please review this. There are more.

Yours faithfully
Macrae & Dove
"""
    # then the head of the next letter is not taken for who signs one
    draft = read_text(text, as_of=date(2006, 6, 30), regime="foisa")
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]


def test_a_request_may_greet_a_clerk_by_name() -> None:
    text = """12 Fen Lane

12 March 2018

Dear Mrs Tibbs,

Please let me see the tenders for the play area.

Yours sincerely,
Alec Bramwell

FENWICK PARISH COUNCIL

29 March 2018

Dear Mr Bramwell,

Thank you for your letter. Copies of both are enclosed.

R. Tibbs (Mrs)
Clerk

12 Fen Lane

3 April 2018

Dear Mrs Tibbs,

Please review this.

Alec Bramwell
"""
    draft = read_text(text, as_of=date(2018, 6, 30))
    assert [each.sender for each in draft.messages] == ["requester", "authority", "requester"]


def test_what_a_site_puts_over_a_file_is_set_apart() -> None:
    over = "This is an HTML version of an attachment to the Freedom of Information request 'Rooms'."
    assert own(f"{over}\n\nDear A Person,\n\n{REFUSAL}") == f"Dear A Person, {REFUSAL}"
    kept = "The site makes an HTML version of an attachment."
    assert kept in own(f"Dear A Person,\n\n{kept}\n\n{REFUSAL}")


@pytest.mark.parametrize("heading", ["ANNEX", "Annex A", "Appendix 1 - your questions", "Annex:"])
def test_an_annex_right_under_a_signature_is_read(heading: str) -> None:
    letter = f"Dear A Person,\n\nI enclose it.\nYours sincerely\nA Clerk\n{heading}\n{REFUSAL}"
    assert own(letter).endswith(f"{heading} {REFUSAL}")
    assert "A Clerk" not in own(letter)


@pytest.mark.parametrize("last", ["Annex Road", "Appendix Team"])
def test_a_line_of_an_address_is_no_annex(last: str) -> None:
    letter = f"Dear A Person,\n\nI enclose it.\nYours sincerely\nA Clerk\n{last}\nLowmoor"
    assert own(letter) == "Dear A Person, I enclose it."


@pytest.mark.parametrize(
    "line",
    [
        "Date responded 5 March 2019",
        "Date of response: 5 March 2019",
        "Issued 5 March 2019",
        "By email: 5 March 2019",
        "5 March 2019 / Ref F0012",
        "5 March 2019, our reference 19/12",
        "5 March 2019 Dear A Person,",
    ],
)
def test_the_date_of_a_letter_may_stand_beside_other_words(line: str) -> None:
    draft = read_text(f"{line}\n\n{REFUSAL}", as_of=AS_OF, after=date(2019, 1, 1))
    assert draft.messages[0].on == date(2019, 3, 5)


@pytest.mark.parametrize(
    "line", ["Received on 5 March 2019 Our ref F0012", "5 March 2019 was a Tuesday"]
)
def test_another_day_over_a_letter_is_not_its_date(line: str) -> None:
    draft = read_text(f"{line}\n\n{REFUSAL}", as_of=AS_OF, after=date(2019, 1, 1))
    assert draft.messages[0].on is None


def test_the_authority_may_be_greeted_with_another_apostrophe() -> None:
    text = f"Lowmoor Commissioner's Office\n\nThe request was refused by Lowmoor Commissioner's Office.\n\nDear Lowmoor Commissioner\u2019s Office,\n\n{REQUEST}\n\nYours faithfully,\n\nA Person\n\nLowmoor Commissioner's Office\n\nDear A Person,\n\n{REFUSAL}"
    found = read_text(text, as_of=AS_OF, after=date(2019, 1, 1))
    assert [each.sender for each in found.messages] == ["requester", "authority"]
