"""A page of a site where requests are published, copied whole or in part, is cut into its messages."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.in_one_text import pasted_thread
from foirules.letters.read_messages import read_text
from foirules.letters.readers.files import lines_of
from foirules.letters.site_page import site_page

LOGS = """\
Delivered

We couldn\N{RIGHT SINGLE QUOTATION MARK}t load the mail server logs for this message.

Try opening the logs in a new window.
"""
MENU = """\
Skip to content

Sign in or sign up

Make a request
Browse requests
Help

Swings of Elm Park

Ada Quill made this Freedom of Information request to Larkham Borough Council

Actions

Ada Quill

Write a reply
Request an internal review

Larkham Borough Council

Respond to request

Follow
2 followers

The request was partially successful.

"""
MESSAGES = f"""\
Ada Quill    4 March 2019
{LOGS}
Dear Larkham Borough Council,

Please send me the inspection reports of the swings in Elm Park since 2016.

Yours faithfully,

Ada Quill

Report
Info Desk, Larkham Borough Council    6 March 2019

Thank you for your email. We are currently processing your request.

Report

Bo Finch left an annotation ( 7 March 2019)

I asked for these two years ago. The Council withheld them under section 43(2).

Report
Info Desk,   29 March 2019
2 Attachments

Reports 2016 to 2018.pdf

1.2M Download View as HTML

Map.png

8K Download

Dear Ms Quill

We enclose the reports. The names of two inspectors are withheld under section 40(2).

Report
"""
FOOT = """\

Actions

Ada Quill

Write a reply

Act on what you've learnt

Requests like this

Trees of Elm Park 3 May 2011

Larkham Borough Council
"""


def test_a_whole_page_is_cut_into_its_messages() -> None:
    found = pasted_thread(lines_of(MENU + MESSAGES + FOOT))
    assert found.authority == "Larkham Borough Council"
    assert [(each.sender, each.on) for each in found.pieces] == [
        ("requester", date(2019, 3, 4)),
        ("authority", date(2019, 3, 6)),
        ("authority", date(2019, 3, 29)),
    ]
    assert found.pieces[0].subject == "Swings of Elm Park"
    assert found.pieces[2].attachments == ("Reports 2016 to 2018.pdf", "Map.png")
    said = [" ".join(x.text for x in each.lines if x.text) for each in found.pieces]
    assert said[0].startswith("Dear Larkham")
    assert said[0].endswith("Ada Quill")
    assert said[1].startswith("Thank you")
    assert said[1].endswith("processing your request.")
    assert said[2].startswith("Dear Ms Quill")
    assert said[2].endswith("under section 40(2).")


def test_a_page_is_read_as_its_messages_are() -> None:
    draft = read_text(MENU + MESSAGES + FOOT, as_of=date(2020, 1, 1))
    assert [each.event for each in draft.events] == [
        "request-received", "acknowledgement", "response",
    ]  # fmt: skip
    assert draft.events[2].outcomes[None]["exemptions"].value == ("s40(2)",)


def test_a_part_of_a_page_begins_with_the_line_over_a_message() -> None:
    found = site_page(lines_of(MESSAGES))
    assert found is not None
    assert found.authority == "Larkham Borough Council"
    assert [each.sender for each in found.pieces] == ["requester", "authority", "authority"]


def test_older_pages_have_the_day_under_the_name() -> None:
    text = """\
Bus lanes

Ada Quill made this Freedom of Information request to Larkham Borough Council

From: Ada Quill

4 March 2010

Dear Sir or Madam,

How many people were fined in the bus lane of Mill Street in 2009?

Link to this

Info Desk
Larkham Borough Council

9 March 2010

Dear Ms Quill

You will have our reply by 1 April 2010.

Link to this
"""
    found = site_page(lines_of(text.replace("Info Desk\n", "")))
    assert found is not None
    assert [(each.sender, each.on) for each in found.pieces] == [
        ("requester", date(2010, 3, 4)),
        ("authority", date(2010, 3, 9)),
    ]


def test_a_text_without_buttons_is_no_page() -> None:
    assert site_page(lines_of(MESSAGES.replace("Report", ""))) is None
    letter = "Ada Quill 4 March 2019\n\nDear Larkham Borough Council,\n\nReport\n\nis late.\n"
    assert site_page(lines_of(letter.replace("Borough Council", "friends"))) is None


def test_a_message_of_another_than_the_two_is_one() -> None:
    notice = """\
From: Information Commissioner's Office

2 May 2019

Decision notice: the Council has breached section 10(1) of FOIA.

Report
"""
    pieces = pasted_thread(lines_of(MENU + MESSAGES + notice)).pieces
    assert [(each.sender, each.on) for each in pieces][-2:] == [
        ("authority", date(2019, 3, 29)),
        (None, date(2019, 5, 2)),
    ]
    assert pieces[-1].label == "Information Commissioner's Office"


def test_the_buttons_of_a_message_may_stand_in_one_line() -> None:
    text = (MENU + MESSAGES + FOOT).replace("\nReport\n", "\nLink to this Report\n")
    whole, other = (pasted_thread(lines_of(each)) for each in (MENU + MESSAGES + FOOT, text))
    told = [(each.sender, each.on, each.attachments) for each in other.pieces]
    assert told == [(each.sender, each.on, each.attachments) for each in whole.pieces]


def test_attachments_may_have_no_sizes() -> None:
    text = (MENU + MESSAGES + FOOT).replace("1.2M Download View as HTML", "")
    last = pasted_thread(lines_of(text.replace("8K Download\n", ""))).pieces[-1]
    assert last.attachments == ("Reports 2016 to 2018.pdf", "Map.png")
    assert next(each.text for each in last.lines if each.text) == "Dear Ms Quill"


def test_what_stands_below_a_button_with_a_day_is_over_a_message_whoever_it_is() -> None:
    text = (MENU + MESSAGES + FOOT).replace("Info Desk, Larkham Borough Council ", "Right To Know ")
    assert [(each.label, each.on) for each in pasted_thread(lines_of(text)).pieces] == [
        ("Ada Quill", date(2019, 3, 4)),
        ("Right To Know", date(2019, 3, 6)),
        ("Info Desk,", date(2019, 3, 29)),
    ]
    assert [each.sender for each in read_text(text, as_of=date(2020, 1, 1)).messages] == [
        "requester", "authority", "authority",
    ]  # fmt: skip


COMMAS = """\
Ada Quill, 4 March 2019
Delivered

Dear Larkham Borough Council,

Please send me the inspection reports of the swings in Elm Park.

Yours faithfully,

Ada Quill

Link to this

Larkham Borough Council, 6 March 2019

Dear Ms Quill

Thank you for your request, which we received on 4 March 2019.

Link to this

Ada Quill, 2 April 2019

Dear Larkham Borough Council,

Please carry out an internal review of your handling of my request.

Yours faithfully,

Ada Quill

Link to this
"""


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Swings of Elm Park\n\n",
        "Swings\n\nAda Quill made this Freedom of Information request to Larkham Borough Council\n\n",
    ],
    ids=["nothing above", "a title", "who asked whom"],
)
def test_a_comma_may_stand_between_name_and_day(above: str) -> None:
    draft = read_text(above + COMMAS, as_of=date(2020, 1, 1))
    assert [(each.sender, each.on) for each in draft.messages] == [
        ("requester", date(2019, 3, 4)),
        ("authority", date(2019, 3, 6)),
        ("requester", date(2019, 4, 2)),
    ]
    assert draft.events[-1].event == "review-requested"


PORTAL = """\
Larkham Borough Council | Requests
Home > My requests > FOI-2019-0113

Reference: FOI-2019-0113
Subject: Swings
Status: Closed

Message history

"""


def test_what_a_portal_writes_above_the_first_message_is_no_message() -> None:
    text = """\
#1  Ada Quill wrote on 4 March 2019 at 21:07  [permalink]

Please send me the inspection reports of the swings in Elm Park.

#2  Larkham Borough Council wrote on 6 March 2019 at 10:33  [permalink]

Dear Ms Quill

Thank you for your request, which we received on 5 March 2019.

#3  Ada Quill wrote on 7 March 2019 at 07:55  [permalink]

I only need those of 2018.
"""
    draft = read_text(PORTAL + text, as_of=date(2020, 1, 1))
    assert [(each.sender, each.on) for each in draft.messages] == [
        ("requester", date(2019, 3, 4)),
        ("authority", date(2019, 3, 6)),
        ("requester", date(2019, 3, 7)),
    ]
