"""Parts that the sentences of an answer name by subjects, joined, apart or singled out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foirules.letters.read_messages import read_text

ASKED = """
1. the estimates for the roof of the pump room
2. the minutes of the committee that chose the builder
3. the names of those interviewed for the post of curator
4. the lease of the kiosk"""
COPIES = """
1. her expenses claims for 2018
2. the number of early retirement deeds signed since 2016
3. copies of those deeds
4. the contract for laundry
5. the contract for lifts"""
THREAD = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Pump room

Dear Spa Trust,

Under the Freedom of Information Act please send me{asked}

From: FOI <foi@spatrust.gov.uk>
Sent: 1 March 2019 09:00
Subject: RE: Pump room

Dear A Person,

Thank you for your request. Our response is as follows.

{says}

Information Officer
"""


def _grounds(says: str, asked: str = ASKED) -> dict[str | None, tuple[str, ...]]:
    draft = read_text(THREAD.format(says=says, asked=asked), as_of=date(2020, 1, 1))
    found: dict[str | None, dict[str, Any]] = next(
        each.outcomes for each in draft.events if each.event == "response"
    )
    return {part: said["exemptions"].value for part, said in found.items() if "exemptions" in said}


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "The estimates and the minutes are enclosed. Mobile numbers have been blacked out in the"
            " estimates (section 40(2)).",
            {"1": ("s40(2)",)},
            id="left out of one of two",
        ),
        pytest.param(
            "The estimates and the minutes are enclosed. Mobile numbers have been blacked out"
            " (section 40(2)).",
            {"1": ("s40(2)",), "2": ("s40(2)",)},
            id="left out of both",
        ),
        pytest.param(
            "The lease and the list of interviewees are both held. The former is exempt under section"
            " 43(2). The latter is personal data and section 40(2) covers it.",
            {"4": ("s43(2)",), "3": ("s40(2)",)},
            id="the former and the latter",
        ),
        pytest.param(
            "The lease and the minutes are withheld. Release of the former would harm the tenant"
            " (section 43(2)), and the public interest is in keeping it back.",
            {"4": ("s43(2)",)},
            id="the former alone",
        ),
        pytest.param(
            "The lease and the minutes are enclosed. The former tenant asked for no more, but"
            " initials have been removed under section 40(2).",
            {"4": ("s40(2)",), "2": ("s40(2)",)},
            id="who was something before",
        ),
        pytest.param(
            "Roof of the pump room. Three estimates are attached. The minutes of the committee are"
            " exempt under section 36(2)(c).",
            {"2": ("s36(2)(c)",)},
            id="under a heading, of a part that has none",
        ),
        pytest.param(
            "Estimates. Three are attached.\n\nMinutes. The estimates were discussed in them at length."
            " Names are withheld under section 40(2).",
            {"2": ("s40(2)",)},
            id="under a heading, of a part that has one",
        ),
    ],
)
def test_a_sentence_is_of_the_part_that_it_names(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says) == grounds


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "Her expenses claims are attached. The contracts for laundry and lifts were let by a"
            " consortium. They are withheld under section 43(2).",
            {"4": ("s43(2)",), "5": ("s43(2)",)},
            id="told by what each is for",
        ),
        pytest.param(
            "Her expenses claims are attached. There were five deeds. The laundry contract is attached"
            " too. The retirement deeds are private and exempt under section 40(2).",
            {},
            id="of one of two that nothing tells apart",
        ),
        pytest.param(
            "Her expenses claims and the laundry contract are attached. The bank's account"
            " numbers are exempt under section 31(1)(a).",
            {"1": ("s31(1)(a)",), "4": ("s31(1)(a)",)},
            id="of what no part asks for",
        ),
    ],
)
def test_what_may_be_of_two_parts_is_of_neither(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says, COPIES) == grounds


LETTERS = """
1. the loan agreement for the steam engine
2. emails between the curator and the lender
3. photographs taken when it arrived
4. the number of visitors on the day"""


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "The loan agreement is attached. The correspondence with the engine's office is exempt under"
            " section 36(2)(c).",
            {"2": ("s36(2)(c)",)},
            id="a word that means the same",
        ),
        pytest.param(
            "The loan agreement, the correspondence and the pictures are enclosed. In the second the"
            " addresses have been taken out under section 40(2). The third is as it came.",
            {"2": ("s40(2)",)},
            id="the second of three",
        ),
        pytest.param(
            "The loan agreement and the emails are enclosed. The second page of each has its price"
            " taken out under section 43(2).",
            {"1": ("s43(2)",), "2": ("s43(2)",)},
            id="the second of something else",
        ),
        pytest.param(
            "The loan agreement and the emails are enclosed. The visitors came to 212.\n\n"
            "We also hold a folder from the day of the delivery. It shows faces of children, and is"
            " withheld under section 40(2).",
            {"3": ("s40(2)",)},
            id="also held",
        ),
        pytest.param(
            "The emails are enclosed. The visitors came to 212. The total sum insured is exempt under"
            " section 43(2).",
            {"4": ("s43(2)",)},
            id="no thing that means the same",
        ),
    ],
)
def test_a_part_is_named_in_other_words(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says, LETTERS) == grounds


def test_what_was_given_tells_no_part() -> None:
    asked = "\n1. the application sent in by the theatre\n2. the marks given by each assessor"
    says = (
        "We withhold the application, which was given to us in confidence (section 41(1)), and the"
        " assessors' marks (section 43(2))."
    )
    assert _grounds(says, asked) == {"1": ("s41(1)",), "2": ("s43(2)",)}


ARTISTS = """
1. the number of artists who applied for the residency
2. the names of the artists
3. the decision on each
4. the report of the jury"""


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "There were 12. We will not disclose the jury's report, nor the names. Both are exempt under"
            " section 41(1).",
            {"2": ("s41(1)",), "4": ("s41(1)",)},
            id="by the word it begins with, joined",
        ),
        pytest.param(
            "As to item 1, there were 12.\n\nAs to item 4, the report is exempt under section 41(1).\n\n"
            "It follows that the Trust does not disclose the decisions either (section 40(2)).",
            {"3": ("s40(2)",), "4": ("s41(1)",)},
            id="by the word it begins with, below a label",
        ),
        pytest.param(
            "The jury's report is attached. The names of staff are exempt under section 40(2).",
            {None: ("s40(2)",)},
            id="not by that word with others",
        ),
        pytest.param(
            "The jury's report is attached. We consider that the decisions can be given too, but not"
            " to whom each letter went, as that is exempt under section 40(2).",
            {"3": ("s40(2)",)},
            id="after what is thought of it",
        ),
    ],
)
def test_a_part_is_named_by_the_word_with_which_it_begins(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says, ARTISTS) == grounds


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "1. We cannot give you this, nor the information at 4. Section 43(2).\n\n2. Enclosed.",
            {"1": ("s43(2)",), "4": ("s43(2)",)},
            id="beside the one it stands under",
        ),
        pytest.param(
            "1. We cannot give you this for the reasons at 4. Section 43(2).\n\n2. Enclosed.",
            {"1": ("s43(2)",)},
            id="not where it refers to one",
        ),
        pytest.param(
            "1. Enclosed.\n\n2. Enclosed, but for the closed (part 3) minutes. Section 40(2).",
            {"2": ("s40(2)",)},
            id="not by a part of a meeting",
        ),
    ],
)
def test_a_label_within_the_answer_to_another(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says) == grounds


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "1. Three are attached, without some prices.\n\n2. The minutes are attached in part.\n\n"
            "3. Enclosed.\n\n4. Enclosed.\n\nThe Act\n\nEstimates: section 43(2), as the firms would bid"
            " again. Minutes: what a tenant said of her health: section 40(2).",
            {"1": ("s43(2)",), "2": ("s40(2)",)},
            id="reasons listed below the labels",
        ),
        pytest.param(
            "The minutes are attached. The kiosk was let in 2017 and we attach the lease. The names of"
            " two clerks, on page 3 and in paragraph 9 of the minutes, have been removed under section"
            " 40(2).",
            {"2": ("s40(2)",)},
            id="left out of a page of one of them",
        ),
        pytest.param(
            "The minutes and the estimates are attached. Since the kiosk's tenant lives behind the shop,"
            " and since there was trouble in 2018, its lease is withheld under section 38(1)(b).",
            {"4": ("s38(1)(b)",)},
            id="after the reason for it",
        ),
        pytest.param(
            "The estimates are attached. Regarding the interviewees and the lease, we must refuse under"
            " section 41(1).",
            {"3": ("s41(1)",), "4": ("s41(1)",)},
            id="turned to together",
        ),
        pytest.param(
            "The estimates, the minutes and the lease are attached, without signatures (section"
            " 40(2)).\n\nWe also hold a sheet with the answers given by each of the five people. It is"
            " exempt under section 40(2).",
            dict.fromkeys("1234", ("s40(2)",)),
            id="also held, on the ground of the others",
        ),
    ],
)
def test_a_part_is_turned_to(says: str, grounds: dict[str | None, tuple[str, ...]]) -> None:
    assert _grounds(says) == grounds


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "The loan agreement is attached, as are the messages, with some addresses removed under"
            " section 40(2).",
            {"2": ("s40(2)",)},
            id="the second, with what was removed",
        ),
        pytest.param(
            "We can release the agreement. It is attached together with 9 of the 12 pictures. The other"
            " three show a child and are exempt under section 40(2).",
            {"3": ("s40(2)",)},
            id="the second, of which more is said",
        ),
        pytest.param(
            "The loan agreement is attached, along with an index. Some prices are exempt under section"
            " 43(2). The emails are attached.",
            {"1": ("s43(2)",)},
            id="something that is no part",
        ),
        pytest.param(
            "The loan agreement is attached. There were 30 visitors. Who stood at the gate is exempt"
            " under section 40(2). The emails are attached.",
            {},
            id="something that has no name",
        ),
    ],
)
def test_a_part_is_given_along_with_another(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says, LETTERS) == grounds


def test_a_thing_itself_is_of_the_part_that_asks_for_it() -> None:
    says = (
        "Her expenses claims and the contract for laundry are attached.\n\nThere were five retirement"
        " deeds. The deeds themselves are private and exempt under section 40(2)."
    )
    assert _grounds(says, COPIES) == {"3": ("s40(2)",)}


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "1. Attached.\n\n2 and 3. Nine people were asked. Who they were is set out in annex A. The"
            " committee's minutes are exempt under section 36(2)(c).\n\n4. Attached.",
            {"2": ("s36(2)(c)",)},
            id="one of two, where something else is given",
        ),
        pytest.param(
            "1. Attached.\n\n2 and 3. These are attached. The builder's prices, which the minutes give,"
            " are exempt under section 43(2).\n\n4. Attached.",
            {"2": ("s43(2)",), "3": ("s43(2)",)},
            id="where both are given",
        ),
    ],
)
def test_below_the_labels_of_two_parts(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says) == grounds


@pytest.mark.parametrize(
    ("says", "grounds"),
    [
        pytest.param(
            "Visitors came to 1,212 and the agreement is attached. We have left out two clauses"
            " under section 43(2). We hold no emails.",
            {"1": ("s43(2)",)},
            id="clauses, of the papers",
        ),
        pytest.param(
            "Visitors came to 1,212 and the agreement is attached. We have left out the hourly"
            " counts under section 43(2). We hold no emails.",
            {"1": ("s43(2)",), "4": ("s43(2)",)},
            id="what may be of both",
        ),
    ],
)
def test_what_is_left_out_of_papers_is_of_no_number(
    says: str, grounds: dict[str | None, tuple[str, ...]]
) -> None:
    assert _grounds(says, LETTERS) == grounds


def test_who_does_it_is_named_as_what_is_done() -> None:
    asked = "\n1. the names of those who inspect the lifts\n2. the log of the lifts since 2016"
    says = (
        "The log is attached. The inspectors and other officers are junior.\n\nInspectors' names are"
        " not released, as section 40(2) applies."
    )
    assert _grounds(says, asked) == {"1": ("s40(2)",)}


def test_what_they_found_is_of_what_it_names() -> None:
    says = (
        "They concluded that the minutes ought not to be released, as section 36(2)(c) applies. The"
        " estimates are attached."
    )
    assert _grounds(says) == {"2": ("s36(2)(c)",)}
