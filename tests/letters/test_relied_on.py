"""Which exemptions of the Freedom of Information Act a letter relies on, by how it cites them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.cases.confirming import WHOLE
from foirules.letters.answering import answered
from foirules.letters.asking import YES, Asked, asked_of
from foirules.letters.draft import Draft
from foirules.letters.possible_answers import to_try
from foirules.letters.read_messages import read_text

BEFORE = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Minutes

Under the Freedom of Information Act please send me the minutes of the board for 2018.

From: FOI <foi@hartcombe.gov.uk>
Sent: 10 March 2019 09:00
Subject: RE: Minutes

Further to your request, some of the information has been withheld.

"""
RELIED_ON: list[tuple[list[str], str]] = [
    (
        ["s40(2)"],
        "The names of junior staff have been removed in line with section 40(2) of the FOIA.",
    ),
    (
        ["s43(2)"],
        "The Council considers that the information falls within the exemption at section 43(2).",
    ),
    (
        ["s43(2)", "s41"],
        "The following exemptions apply:\n\n- Section 41 (information provided in confidence)\n- Section 43(2) (commercial interests)",
    ),
    (
        ["s31(1)(a)"],
        "Section 31(1)(a) provides that information is exempt if its disclosure would prejudice the prevention or detection of crime. We believe that releasing the map would help burglars, and it is therefore withheld.",
    ),
    (
        ["s36(2)(b)(i)", "s36(2)(b)(ii)"],
        "This information is being withheld under sections 36(2)(b)(i) and (ii) of the Freedom of Information Act 2000.",
    ),
    (
        ["s42"],
        "Exemption: section 42. The advice of our solicitors is privileged.",
    ),
    (
        ["s21"],
        "Under section 21 we do not have to give information that you can get elsewhere.",
    ),
    (
        ["s40(2)"],
        "Personal data is exempt under Section 40 (2) by virtue of Section 40(3A)(a), because disclosure would contravene the first data protection principle.",
    ),
    (
        ["s40(2)"],
        "We have applied s40(2) to the names. We had considered s38 but decided that it was not engaged.",
    ),
    (
        [],
        "Your own data will be handled under section 7 of the Data Protection Act 1998.",
    ),
    (
        ["s12(1)"],
        "S12(1) FOIA applies, as the work would take some 40 hours.",
    ),
    (
        ["s30(1)(a)(i)"],
        "The statements are held for the purposes of a criminal investigation and we rely on the exemption in section 30(1)(a)(i).",
    ),
    (
        ["s35(1)(a)"],
        "The remaining information is exempt from disclosure under section 35(1)(a) (formulation or development of government policy) of the FOI Act. Section 35 is a qualified exemption.",
    ),
    (
        ["s23(1)"],
        "Some information is withheld as it was supplied by, or relates to, bodies listed in section 23(3) of the Act: section 23(1) applies.",
    ),
    (
        ["s43(2)"],
        "You argue that section 43(2) does not apply. We disagree, and maintain that section 43(2) is engaged.",
    ),
    (
        ["s44(1)(a)"],
        "By virtue of section 44(1)(a) of FOIA and section 18 of the Commissioners for Revenue and Customs Act 2005, we cannot disclose it.",
    ),
    (
        ["s40(2)"],
        "Where information has been redacted it is because section 40(2) is engaged.",
    ),
    (
        ["s22(1)"],
        "The data are intended for future publication and are exempt under s 22(1).",
    ),
    (
        ["s38(1)(a)", "s38(1)(b)"],
        "Section 38(1)(a) and (b) – Health and Safety – is engaged.",
    ),
    (
        ["s14(1)"],
        "Section 14(1): the request is vexatious.",
    ),
    (
        ["s43(2)"],
        "Bids are secret until they are opened: s43(2).",
    ),
    (
        ["s31(1)(a)", "s31(1)(b)"],
        "The map would tell burglars where to go. Sections 31(1)(a) and (b).",
    ),
    (
        ["s40(2)"],
        "Names have gone, s40(2). We haven't found it necessary to use section 36.",
    ),
    (
        ["s40(2)"],
        "Section 40(2) is why the names were cut. Nor has section 38 been considered.",
    ),
    (
        ["s40(2)"],
        "The names are withheld, s40(2). Section 43(2) falls away, as the tender has ended.",
    ),
    (
        ["s21"],
        "You say that section 22 can't apply. It doesn't: the figures are on our site, section 21.",
    ),
    (
        ["s43(2)"],
        "Whilst we had said that section 22 applied, that was an error; the exemption that does apply is section 43(2).",
    ),
    (
        ["s43(2)"],
        "In our letter of 1 March we cited section 41. This was incorrect. Section 43(2) should have been cited.",
    ),
    (
        ["s40(2)"],
        "The decision to apply section 43 is overturned. The decision to apply section 40(2) is upheld.",
    ),
    (
        ["s31(1)(a)"],
        "Section 38 was also raised in your appeal. It was never relied on. Section 31(1)(a) is.",
    ),
    (
        ["s36(2)(b)(i)", "s36(2)(b)(ii)"],
        "Sections 36(2)(b)(i)-(ii) are engaged.",
    ),
    (
        ["s36(2)(b)(i)", "s36(2)(b)(ii)", "s36(2)(c)"],
        "s.36(2)(b)(i), (ii) and (c)",
    ),
    (
        ["s40(2)"],
        "Exemption 40(2) of the FOI Act was applied to names.",
    ),
    (
        ["s40(2)"],
        "Subsection (2) of section 40 exempts the personal data of others.",
    ),
    (
        ["s40(2)", "s41"],
        "Because of sections 40(2) and 41 we can't give it to you.",
    ),
    (
        ["s42(1)"],
        "This is legally privileged and so comes under s42(1).",
    ),
    (
        ["s21"],
        "Section 21 exempts information you can get elsewhere: www.hartcombe.gov.uk.",
    ),
    (
        ["s12(2)"],
        "We estimate it would exceed 18 hours even to find out whether we hold it and so section 12(2) is engaged.",
    ),
    (
        ["s14(2)"],
        "It repeats your request of May and we refuse it under section 14(2).",
    ),
    (
        ["s43(2)"],
        "We cannot see that section 41 would help us, but section 43(2) does.",
    ),
    (
        [],
        "The Section 75 funding agreement and the section 106 agreement are enclosed.",
    ),
    (
        [],
        "Your section 40 query about mental health detention is answered in the enclosed table.",
    ),
    (
        ["s43(2)"],
        "Your request under section 8 is refused: section 43(2).",
    ),
    (
        ["s31(1)(a)"],
        "Applying s.31(1)(a), we have masked the codes.",
    ),
    (
        ["s31(1)(a)"],
        "31(1)(a) FOIA - Law enforcement. The codes are masked.",
    ),
    (
        ["s43(2)"],
        "We withhold the rates under section 43 of the Act (subsection 2).",
    ),
    (
        ["s31(3)"],
        "We neither confirm nor deny whether a ransom was sought or paid - section 31(3).",
    ),
    (
        ["s44(1)(a)", "s43(2)"],
        "It is exempt under section 44(1)(a). If, contrary to that, section 44 did not apply to it, we rely on section 43(2) in the alternative.",
    ),
    (
        ["s22"],
        "They are exempt under section 22. We do not therefore see that section 43(2) can apply.",
    ),
    (
        ["s31(1)(a)", "s31(1)(c)"],
        "Law enforcement (s31(1)(a) and s31(1)(c)).",
    ),
    (
        ["s43(2)"],
        "The contractor asked us to apply section 41 as well. We have decided not to do so. The rates are withheld under section 43(2).",
    ),
    (
        ["s43(2)"],
        "The Department suggested that section 24(1) be cited also. The Trust does not think it needed and does not cite it. The rates are exempt under section 43(2).",
    ),
    (
        ["s40(2)"],
        "As to section 22, our press officer misspoke: we do not rely on it. The names are withheld under section 40(2).",
    ),
    (
        ["s30(1)(a)", "s40(2)"],
        "It is wholly exempt by virtue of:\n\nSection 30(1)(a) - Investigations\nSection 40(2) - Personal information\n\nSection 30 is class based, so evidence of harm is not needed.",
    ),
    (
        ["s23(5)"],
        "We neither confirm nor deny that we hold more, as the duty in section 1(1)(a) of the Act does not apply by virtue of section 23(5).",
    ),
    (
        ["s31(1)(a)"],
        "We therefore consider section 31(1)(a) of the Act (prevention or detection of crime) is engaged.",
    ),
]


@pytest.mark.parametrize(("names", "letter"), RELIED_ON)
def test_what_is_relied_on_is_read(names: list[str], letter: str) -> None:
    draft = read_text(BEFORE + letter, as_of=date(2020, 1, 1))
    said = draft.events[1].outcomes.get(None, {})
    read = said["exemptions"].value if "exemptions" in said else ()
    assert sorted(read) == sorted(names)


def test_what_is_named_of_a_part_that_asks_about_grounds_is_its_answer() -> None:
    request = PARTS.replace("the number of claims", "Which exemption was used most?")
    letter = "1. Section 40(2), and then section 43.\n2. Withheld under section 42.\n3. £90."
    draft = read_text(request + letter, as_of=date(2020, 1, 1))
    said = draft.events[1].outcomes
    assert {part for part, each in said.items() if "exemptions" in each} == {"2"}
    assert said["2"]["exemptions"].value == ("s42",)


@pytest.mark.parametrize(
    ("asks", "relied"),
    [
        ("Which exemption did you use most in 2018?", ()),
        ("How many requests did you refuse under section 14?", ()),
        ("Please send the minutes. If you refuse, which exemption do you rely on?", ("s14",)),
    ],
)
def test_what_is_named_where_a_request_asks_how_often_is_its_answer(
    asks: str, relied: tuple[str, ...]
) -> None:
    request = BEFORE.replace("please send me the minutes of the board for 2018.", asks)
    draft = read_text(request + "It is section 14.", as_of=date(2020, 1, 1))
    said = draft.events[1].outcomes[None].get("exemptions")
    assert (said.value if said else ()) == relied


@pytest.mark.parametrize(
    "row", ["Section 40(2): 141 times, section 43: 39.", "Exemption | Used |\n40(2) | 141 |\n43(2) | 39 |"]
)  # fmt: skip
def test_grounds_that_a_letter_counts_are_asked(row: str) -> None:
    draft = read_text(BEFORE + row, as_of=date(2020, 1, 1))
    assert "exemptions" not in draft.events[1].outcomes.get(None, {})


def test_an_exemption_that_the_next_sentence_upholds_is_relied_on() -> None:
    said = "The office had cited section 43(2). As to section 43(2), the sale is not over. {}"
    for more, names in (("We uphold that exemption.", ("s43(2)",)), ("It is a fine house.", ())):
        draft = read_text(BEFORE + said.format(more), as_of=date(2020, 1, 1))
        read = draft.events[1].outcomes[None].get("exemptions")
        assert (read.value if read else ()) == names


def test_what_is_only_named_is_asked() -> None:
    draft = read_text(BEFORE + "Section 43 is about commercial interests.", as_of=date(2020, 1, 1))
    assert "exemptions" not in draft.events[1].outcomes.get(None, {})
    assert [q.asks for q in draft.questions if q.field == "exemptions"] == ["Does it rely on s43?"]


@pytest.mark.parametrize(
    "doubt",
    [
        "The contractor suggested section 43(2) to us.",
        "As to section 22, a colleague misspoke.",
        "Section 41 was, I find, the wrong one to name.",
        "It would be withheld under section 31(1)(a) had it shown the locks.",
        "We wondered about section 24(1).",
        "We remind you that under section 14 we may refuse such requests.",
        "In 2017 we refused it under section 43(2), but since then the sale is over.",
        "The Commissioner ordered a council to disclose what it had withheld under section 36.",
    ],
)
def test_a_ground_near_words_of_doubt_is_asked(doubt: str) -> None:
    draft = read_text(BEFORE + doubt, as_of=date(2020, 1, 1))
    assert "exemptions" not in draft.events[1].outcomes.get(None, {})
    assert [q.field for q in draft.questions if q.asks.startswith("Does it rely on")] == [
        "exemptions"
    ]


@pytest.mark.parametrize(
    ("names", "letter"),
    [
        (["s12(1)"], "We are not obliged to comply with this by section 12(1)."),
        (["s31(3)"], "The duty to confirm or deny does not arise by virtue of section 31(3)."),
        (["s38(1)(a)"], "It would be likely to endanger the guards and section 38(1)(a) applies."),
        (["s43(2)"], "We consider that section 43(2) (commercial interests) is engaged."),
        (["s40(2)"], "We do not name the staff but withhold their names under section 40(2)."),
        (["s41"], "They told us this in confidence, section 41."),
        (
            ["s42"],
            "One is exempt under section 42. The section 17 notice was wrong; we withdraw it.",
        ),
        (["s38(1)(b)", "s40(2)"], "Not disclosed - s38(1)(b)/s40(2)."),
    ],
)
def test_a_denial_that_is_not_of_the_ground_casts_no_doubt(names: list[str], letter: str) -> None:
    draft = read_text(BEFORE + letter, as_of=date(2020, 1, 1))
    assert list(draft.events[1].outcomes[None]["exemptions"].value) == names


def test_a_document_that_is_put_out_drops_no_ground() -> None:
    letter = "It is exempt under section 22. The council had already resolved to put it out to consultation."
    draft = read_text(BEFORE + letter, as_of=date(2020, 1, 1))
    assert list(draft.events[1].outcomes[None]["exemptions"].value) == ["s22"]


REVIEW = """\
From: A Person <a@example.org>
Sent: 14 March 2019 09:00
Subject: Minutes

Please carry out an internal review.

From: FOI <foi@hartcombe.gov.uk>
Sent: 10 April 2019 09:00
Subject: RE: Minutes

This is the outcome of the internal review that you asked for. {says}
"""


@pytest.mark.parametrize(
    ("says", "names", "asked"),
    [
        (
            "When we wrote section 36(2)(c) was rightly relied on. The talks have since ended and the minutes are attached, less names withheld under section 40(2).",
            ["s40(2)"],
            True,
        ),
        (
            "I find that section 43(2) was correctly applied to the prices. The rest is attached.",
            ["s43(2)"],
            False,
        ),
        (
            "Section 22 was properly claimed. I know, however, that you need the figures now. I uphold the refusal; a summary is attached.",
            ["s22"],
            False,
        ),
        (
            "We have considered whether section 43(2) is engaged and find that it is. I do not uphold your complaint.",
            ["s43(2)"],
            False,
        ),
    ],
)
def test_whether_a_ground_that_was_right_still_is_is_asked(
    says: str, names: list[str], asked: bool
) -> None:
    letter = "They are exempt under section 43(2)."
    draft = read_text(BEFORE + letter + "\n\n" + REVIEW.format(says=says), as_of=date(2020, 1, 1))
    review = draft.events[-1]
    assert review.event == "review-outcome"
    assert list(review.outcomes[None]["exemptions"].value) == names
    last = [q for q in draft.questions if q.message == 4 and q.asks.startswith("Does it rely")]
    assert bool(last) == asked


def test_a_doubtful_ground_beside_a_sure_one_is_asked_with_it() -> None:
    letter = "The names are withheld under section 40(2). We wondered about section 24(1)."
    draft = read_text(BEFORE + letter, as_of=date(2020, 1, 1))
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s40(2)",)
    asked = _asked_of_grounds(draft)
    assert asked.asks.endswith("Does it rely on s24(1) as well?")
    assert ("s40(2)", "s24(1)") in dict(to_try(asked, draft)).values()
    whole = next(each for each in asked_of(draft) if each.place == 1 and each.field == WHOLE)
    draft = answered(draft, whole, YES)
    assert _asked_of_grounds(draft) == asked
    draft = answered(draft, asked, ("s40(2)", "s24(1)"))
    assert draft.events[1].outcomes[None]["exemptions"].value == ("s40(2)", "s24(1)")
    assert not [q for q in draft.questions if q.perhaps]


def test_a_ground_of_no_part_that_is_read_of_none_is_asked_of_those_kept_back() -> None:
    request = BEFORE.replace("the minutes of the board for 2018.", "\n1. the minutes\n2. the map")
    letter = (
        "Section 36(2)(c) applies to some of what you asked for.\n\n"
        "1. Withheld under section 41.\n\n2. Withheld under section 43(2)."
    )
    draft = read_text(request + letter, as_of=date(2020, 1, 1))
    assert [q.asks for q in draft.questions if q.perhaps] == [
        "Does it rely on s36(2)(c) for part 1 as well?",
        "Does it rely on s36(2)(c) for part 2 as well?",
    ]


def _asked_of_grounds(draft: Draft) -> Asked:
    return next(
        each for each in asked_of(draft, True) if each.place == 1 and each.field == "exemptions"
    )


PARTS = BEFORE.replace(
    "the minutes of the board for 2018.", "\n1. the number of claims\n2. the reports\n3. the costs"
).replace("some of the information has been withheld", "our answers are as follows")


@pytest.mark.parametrize(
    ("letter", "by_part"),
    [
        (
            "1. <5*\n2. Attached.\n3. <5*\n\n* Numbers under five are withheld under section 40(2).",
            {"1": ("s40(2)",), "3": ("s40(2)",)},
        ),
        (
            "1. Withheld under section 31(1)(a).\n\n2. The reports\n\nWe do not give the methods: section 31(1)(a) and (b).\n\n3. £90.",
            {"1": ("s31(1)(a)",), "2": ("s31(1)(a)", "s31(1)(b)")},
        ),
        (
            "1. Withheld under section 43(2).\n\n2. Attached.\n\n3. This is exempt under the following:\n\nSection 43(2): commercial interests",
            {"1": ("s43(2)",), "3": ("s43(2)",)},
        ),
        (
            "1. Withheld under section 43(2).\n\n2. Attached.\n\n3. The names are exempt under section 43(2), for the reasons given at 1.",
            {"1": ("s43(2)",), "3": ("s43(2)",)},
        ),
        (
            "1. Withheld under section 40(2).\n\n2. £90.\n\nQuestion 3\n\nWithheld under section 43(2).\n\nSection 40(2) is an absolute exemption.",
            {"1": ("s40(2)",), "3": ("s43(2)",)},
        ),
        (
            "1. Twelve.\n\n2. Withheld - see A.\n\n3. Withheld - see B.\n\nAnnex\n\nA. Section 41. Point 2. It was given in confidence.\n\nB. Section 43(2). Point 3. Prices are current.",
            {"2": ("s41",), "3": ("s43(2)",)},
        ),
        (
            "The costs were £90. The rest is withheld. We rely on section 41 (the reports) and section 40(2) (the claims).",
            {"2": ("s41",), "1": ("s40(2)",)},
        ),
        (
            "The number (1) is 12.\n\nThe reports (2) I am refusing under section 41.\n\nThe costs (3) I am refusing under section 43(2).",
            {"2": ("s41",), "3": ("s43(2)",)},
        ),
        (
            "Number (1)\n\nThese are exempt under section 40(2).\n\nReports of C-11 (2)\n\nThey are exempt under section 41.\n\nCosts (3)\n\n£90.",
            {"1": ("s40(2)",), "2": ("s41",)},
        ),
        (
            "1. Twelve.\n\n2. They are exempt under section 44(1)(a), as section 14 of the Reports Act 1984 forbids it. Were section 44 not to apply, section 41 would.\n\n3. £90.",
            {"2": ("s44(1)(a)", "s41")},
        ),
        (
            "1. Twelve.\n\n2. The Haulage (Returns) Act 1984, section 14 of which forbids it, applies. They are exempt under section 44(1)(a).\n\n3. £90.",
            {"2": ("s44(1)(a)",)},
        ),
        (
            "1. Twelve.\n\n2. Withheld under section 41. We thought of section 43(2) too, but all that it might have covered is exempt by section 41 in any case, and so we do not rely on it.\n\n3. £90.",
            {"2": ("s41",)},
        ),
        (
            "1. Twelve.\n\nParts 2. and 3. are exempt under section 43(2).",
            {"2": ("s43(2)",), "3": ("s43(2)",)},
        ),
        (
            "1. Twelve.\n\nReports. These are what you ask for in part 2. They are withheld under section 42(1). Section 36(2)(c) also applies.\n\n3. £90.",
            {"2": ("s42(1)", "s36(2)(c)")},
        ),
        (
            "1. Twelve, less those withheld under section 40(2).\n\n2. The reports are sensitive and exempt under section 40(2).\n\n3. £90.",
            {"1": ("s40(2)",), "2": ("s40(2)",)},
        ),
        (
            "1 and 2 - Exempt under section 41.\n3 - Exempt under section 43(2).",
            {"1": ("s41",), "2": ("s41",), "3": ("s43(2)",)},
        ),
        (
            "1. Twelve.\n\nFor part 2, ten are attached. Two are withheld under section 42(1).\n\n3. £90.",
            {"2": ("s42(1)",)},
        ),
        (
            "1. Twelve.\n\n2. Those of May are on our site, as the Commissioner asks of all. Section 21 applies.\n\n3. £90.",
            {"2": ("s21",)},
        ),
        (
            "1. Twelve, less those withheld (section 40(2)).\n\nAs to item 2, we have cut names (section 40(2)).\n\n3. £90.",
            {"1": ("s40(2)",), "2": ("s40(2)",)},
        ),
        (
            "The following apply:\n\nSection 30(1)(a) - Investigations\nSection 40(2) - Personal information\n\n1. Twelve.\n\n2. Section 30 is engaged, and section 40 too.\n\n3. £90.",
            {"2": ("s30(1)(a)", "s40(2)")},
        ),
        (
            "1. Twelve.\n\n2. Withheld, see section 43 below.\n\n3. £90.\n\nSection 43(2) explanation\n\nIt would harm bidders.",
            {"2": ("s43(2)",)},
        ),
        (
            "We have cut the names, which are exempt under s.40(2). (Question 1)\n\nThe reports will be published in May and are exempt under s.22(1). (Question 2)",
            {"1": ("s40(2)",), "2": ("s22(1)",)},
        ),
        (
            "The answer to part 1 is 17.\n\nThe reports came to us in confidence. They are exempt by section 41.",
            {},
        ),
        (
            "1. Twelve.\n\n2. Ten are sent. The rest have prices in them which rivals would like. s43(2): the talks go on.\n\n3. £90.",
            {"2": ("s43(2)",)},
        ),
        (
            "Item 1. Twelve. Item 2. Refused, section 41 and section 43(2). Item 3. £90.",
            {"2": ("s41", "s43(2)")},
        ),
        (
            "1. Twelve. 2. They come out in May, so s.22(1) applies until then. 3. £90.",
            {"2": ("s22(1)",)},
        ),
        (
            "1 - 12; 2 - withheld under section 43(2); 3 - withheld under section 41.",
            {"2": ("s43(2)",), "3": ("s41",)},
        ),
        (
            "(1) is 12; (2) is withheld under section 43(2); (3) is £90.",
            {"2": ("s43(2)",)},
        ),
        (
            "1) twelve, 2) withheld under section 43(2), 3) withheld under section 41.",
            {"2": ("s43(2)",), "3": ("s41",)},
        ),
        (
            "1. Twelve. 7. We hold no more than that and withhold two under section 40(2).",
            {"1": ("s40(2)",)},
        ),
        (
            "For number 2 we rely on section 43(2). The answer to number 1 is 12.",
            {"2": ("s43(2)",)},
        ),
        (
            "Your first question: 12. Your second: attached. Your third: we decline, section 43(2).",
            {"3": ("s43(2)",)},
        ),
        (
            "Your questions 1 and 2 would identify people. Section 40(2) applies. Your question 3: £90.",
            {"1": ("s40(2)",), "2": ("s40(2)",)},
        ),
        (
            "1. Twelve.\n\n2. Attached. Parts 1 and 3 of the report are withheld under section 43(2).\n\n3. £90.",
            {"2": ("s43(2)",)},
        ),
        (
            "1. Twelve.\n\n2. Attached. Schedule 7, part 3, is withheld under section 43(2).\n\n3. £90.",
            {"2": ("s43(2)",)},
        ),
        (
            "The reports, part 2 of your request, are withheld under section 43(2).",
            {"2": ("s43(2)",)},
        ),
        (
            "| 1 | claims | 12 |\n| 2 | reports | none |\n\nQuestion 3\n\nThe costs are not told. Section 43(2) applies.",
            {"3": ("s43(2)",)},
        ),
        (
            "On 2 it was decided to rely on section 43(2).\n\nOn 1 we have no more than 12.",
            {"2": ("s43(2)",)},
        ),
        (
            "We rely on sections 41 and 42 for item 1 and, for item 2, on section 43(2). Item 3: £90.",
            {"1": ("s41", "s42"), "2": ("s43(2)",)},
        ),
        (
            "Part 2 is exempt. Section 41. Part 3. £90.",
            {"2": ("s41",)},
        ),
        (
            "The exemptions are sections 40 (question 2) and 43 (questions 1 and 3). All is withheld.",
            {"1": ("s43",), "2": ("s40",), "3": ("s43",)},
        ),
        (
            "We refuse parts 1, 2 and 3 under sections 31(1)(g), 41 and 43(2).\n\nPart 1: section 31(1)(g) applies, as inquiries go on.\n\nPart 2: section 41 applies, as they were told in confidence.\n\nPart 3: sections 41 and 43(2) apply.",
            {"1": ("s31(1)(g)",), "2": ("s41",), "3": ("s41", "s43(2)")},
        ),
        (
            "We refuse parts 1 and 2 under sections 41 and 43(2), and part 3 under section 12(1).\n\nPart 1: section 41 applies, as they were told in confidence.",
            {"1": ("s41", "s43(2)"), "2": ("s41", "s43(2)"), "3": ("s12(1)",)},
        ),
        (
            "1. Parts 1 and 2 are refused under sections 31(1)(g) and 41.\n\nSection 31(1)(g)\n\n2. In respect of part 1: inquiries go on.\n\nSection 41\n\n3. In respect of part 2: they were told in confidence.\n\n4. The costs (part 3) were £90.\n\n5. You may write to us again.",
            {"1": ("s31(1)(g)",), "2": ("s41",)},
        ),
        (
            "1. Twelve.\n\nItem 2 - reports\n\nComplaints are filed by street. We would exceed the limit, section 12(1).\n\n3. £90.",
            {"2": ("s12(1)",)},
        ),
    ],
)
def test_of_which_part_a_ground_is_relied_on(
    letter: str, by_part: dict[str, tuple[str, ...]]
) -> None:
    draft = read_text(PARTS + letter, as_of=date(2020, 1, 1))
    read = {
        part: said["exemptions"].value
        for part, said in draft.events[1].outcomes.items()
        if "exemptions" in said
    }
    assert read == by_part


def test_a_short_question_under_its_label_is_only_repeated() -> None:
    request = PARTS.replace("the costs", "In whose name?")
    letter = (
        "Question 1. The number of claims?\nResponse: 12\n\n"
        "Question 2. The reports?\nResponse: Withheld, section 40(2).\n\n"
        "Question 3. In whose name?\nResponse: As for question 2."
    )
    said = read_text(request + letter, as_of=date(2020, 1, 1)).events[1].outcomes
    assert {part for part, each in said.items() if "exemptions" in each} == {"2", "3"}


def test_what_became_of_it_is_asked_where_a_letter_may_keep_back_all_or_a_part() -> None:
    request = BEFORE.replace(", some of the information has been withheld", "")
    letter = "The names in it were redacted under section 40(2), and the rest is exempt under section 43(2)."
    draft = read_text(request + letter, as_of=date(2020, 1, 1))
    response = next(each for each in draft.events if each.event == "response")
    assert "outcome" not in response.outcomes[None]
    assert [q.asks for q in draft.questions if q.field == "outcome"] == [
        "What became of what was asked for?"
    ]


def test_a_first_answer_that_says_only_refused_is_a_response() -> None:
    thread = PARTS.replace("Further to your request, our answers are as follows.", "Dear A Person,")
    letter = "1. Refused. Section 43(2).\n2. Refused. Section 41.\n3. Refused. Section 40(2)."
    draft = read_text(thread.rstrip() + "\n" + letter, as_of=date(2020, 1, 1))
    event = draft.events[1]
    assert (event.event, event.confidence["event"]) == ("response", "likely")
    assert {part: said["exemptions"].value for part, said in event.outcomes.items()} == {
        "1": ("s43(2)",),
        "2": ("s41",),
        "3": ("s40(2)",),
    }


@pytest.mark.parametrize(
    ("letter", "names"),
    [
        ("The minutes are attached; we applied the presumption in regulation 12(2).", ()),
        ("Names are withheld under regulation 13(1), by regulation 13(2A)(a).", ("r13(1)",)),
    ],
)
def test_what_says_how_an_exception_is_claimed_is_none(letter: str, names: tuple[str, ...]) -> None:
    draft = read_text(BEFORE + letter, as_of=date(2020, 1, 1), regime="eir")
    said = draft.events[1].outcomes[None].get("exemptions")
    assert (said.value if said else ()) == names


LONGER = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Minutes

Under the {law} please send me the minutes of the board for 2018.

From: FOI <foi@hartcombe.gov.uk>
Sent: 28 February 2019 09:00
Subject: RE: Minutes

{why} You will hear from us by {day} 2019. {says}
"""
EIR = {
    "law": "Environmental Information Regulations 2004",
    "why": "Under regulation 7(1) the time is extended to 40 working days, as the volume is great and "
    "the request complex.",
    "day": "1 April",
}
FOIA = {
    "law": "Freedom of Information Act 2000",
    "why": "We need more time to consider the public interest test under section 10(3).",
    "day": "28 March",
}


@pytest.mark.parametrize(
    ("names", "of", "says"),
    [
        ([], EIR, "Regulation 12(5)(b) may be relevant to some of the papers."),
        (["r12(5)(b)"], EIR, "Regulation 12(5)(b) applies to some of the papers."),
        (["s43(2)"], FOIA, "Section 43(2) may apply to some of the papers."),
        (
            ["s35(1)(a)"],
            FOIA,
            "Section 35(1)(a) applies. The letters may attract section 43, but no view has been "
            "formed on that.",
        ),
    ],
)
def test_more_time_is_taken_to_consider_a_ground_under_some_laws(
    names: list[str], of: dict[str, str], says: str
) -> None:
    regime = "eir" if of is EIR else "foia"
    draft = read_text(LONGER.format(**of, says=says), as_of=date(2020, 1, 1), regime=regime)
    found = draft.events[-1]
    assert found.event == "extension-notice"
    said = [each["exemptions"].value for each in found.outcomes.values() if "exemptions" in each]
    assert [name for each in said for name in each] == names
