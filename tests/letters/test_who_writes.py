"""Who wrote the messages of a thread, where names or heads mislead."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

HEAD = "From: {}\nSent: {} 2024 09:00\nSubject: Halls\n\n{}\n\n"
ASKED = "Dear Brookshire Council,\n\nUnder the FOI Act please send me the report on the halls.\n\nAnna Field"
GIVEN = "Good morning,\n\nThe report is attached.\n\nAnna Smith"


def drafted(text: str) -> Draft:
    return read_text(text, as_of=date(2025, 1, 1), after=date(2024, 1, 1))


def senders(draft: Draft) -> list[str | None]:
    return [each.sender for each in draft.messages]


def test_an_officer_who_shares_a_first_name_with_the_requester_answers() -> None:
    asked = HEAD.format("Anna Field", "4 March", ASKED)
    given = HEAD.format("Anna Smith", "20 March", GIVEN)
    assert senders(drafted(asked + given)) == ["requester", "authority"]


def test_the_requester_is_known_by_an_initial_and_a_surname() -> None:
    asked = HEAD.format("Anna Field", "4 March", ASKED)
    given = HEAD.format(
        "FOI Team, Brookshire Council", "20 March", GIVEN.replace("Anna Smith", "FOI")
    )
    pressed = HEAD.format("A Field", "2 April", "Dear FOI Team,\n\nPlease review this.\n\nA Field")
    assert senders(drafted(asked + given + pressed)) == ["requester", "authority", "requester"]


def test_a_body_that_asks_a_minister_is_the_requester() -> None:
    asked = HEAD.format(
        "Glen Trust", "4 March", "Dear Minister,\n\nWe ask for the appraisals.\n\nGlen Trust"
    )
    answer = "Dear Sirs,\n\nI refer to your letter and enclose the appraisals.\n\nA Clerk"
    given = HEAD.format("Rural Payments Directorate", "20 March", answer)
    assert senders(drafted(asked + given)) == ["requester", "authority"]


def test_files_that_a_site_shows_stand_over_no_other_message() -> None:
    # Given an answer above whose salutation a site shows its files
    page = (
        "Anna Field\n\n4 March 2024\n\nDelivered\n\nDear Brookshire Council,\n\nPlease send me the report.\n\n"
        "Yours faithfully,\n\nAnna Field\n\n\nFOI Mailbox, Brookshire Council\n\n20 March 2024\n\n"
        "1 Attachment\n report 000412.pdf\n 88K Download View as HTML\n\nDear Ms Field\n\n"
        "The report is attached. The names in it are exempt under section 40(2).\n\nFOI Officer\n"
    )
    draft = drafted(page)
    assert senders(draft) == ["requester", "authority"]
    assert [each.event for each in draft.events] == ["request-received", "response"]


NAMESAKES = """\
From: Sam Reed <sam@post.example>
Sent: 4 February 2019 09:00
Subject: Depot

Dear Sir or Madam,

Under the Freedom of Information Act please send me the lease of the depot.

Sam Reed

From: {officer}
Sent: 1 March 2019 09:00
Subject: RE: Depot

{greets}

The lease is withheld. Section 43(2) applies, as the rent is still under negotiation. The plan on its last page
is exempt under section 31(1)(a).

Sam
"""


@pytest.mark.parametrize("officer", ["Sam <s.collins@hart.example>", "Sam"])
def test_an_officer_may_share_the_requester_s_name(officer: str) -> None:
    text = NAMESAKES.format(officer=officer, greets="Dear Sam,")
    draft = read_text(text, as_of=date(2020, 1, 1))
    assert [each.sender for each in draft.messages] == ["requester", "authority"]
    assert [each.event for each in draft.events] == ["request-received", "response"]


def test_a_requester_may_quote_an_answer_to_their_office() -> None:
    text = NAMESAKES.format(officer="Sam <sam.reed@work.example>", greets="Dear Hartcombe Council,")
    draft = read_text(text, as_of=date(2020, 1, 1))
    assert [each.sender for each in draft.messages] == ["requester", "requester"]
