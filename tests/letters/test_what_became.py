"""What became of parts: figures beside what is kept back, numbers as labels, words of openings."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

REQUEST = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Rooms

Under the Freedom of Information Act please send me
1. the sums paid to rent rooms in 2018
2. the report on closing the hall
"""
ANSWER = """
From: FOI <foi@hartcombe.gov.uk>
Sent: 1 March 2019 09:00
Subject: RE: Rooms

{}
"""


def read(answer: str, request: str = REQUEST) -> Draft:
    return read_text(request + ANSWER.format(answer), as_of=date(2019, 4, 1), regime="foia")


def outcomes(draft: Draft) -> dict[str | None, str]:
    said = draft.events[-1].outcomes.items()
    return {part: own["outcome"].value for part, own in said if "outcome" in own}


KEPT_BACK = "The owners are withheld under section 40(2)."


@pytest.mark.parametrize(
    "given",
    ["£48,200.", "Rent came to 1,204 pounds a week.", "31 rooms in all.", "Hall 12%, rooms 88%."],
)
def test_a_part_that_begins_with_a_figure_and_is_then_kept_back_is_given_in_part(
    given: str,
) -> None:
    draft = read(f"1. {given} {KEPT_BACK}\n\n2. The report is enclosed.")
    assert outcomes(draft) == {"1": "partly-disclosed", "2": "disclosed"}


def test_whether_all_of_a_part_is_kept_back_is_asked_where_a_figure_is_told_in_between() -> None:
    says = "1. This is withheld. They let 31 rooms. Section 40(2) applies."
    draft = read(f"{says}\n\n2. The report is enclosed.")
    assert outcomes(draft) == {"2": "disclosed"}
    assert "What became of part 1?" in {each.asks for each in draft.questions}


def test_what_is_said_to_be_held_is_no_answer_in_figures() -> None:
    draft = read("1. We hold 31 contracts. They are withheld under section 43(2).\n\n2. Enclosed.")
    assert outcomes(draft)["2"] == "disclosed"
    assert outcomes(draft).get("1") != "partly-disclosed"


def test_figures_after_its_ground_are_the_reasons_for_keeping_a_part_back() -> None:
    draft = read(f"1. {KEPT_BACK} They let 31 rooms.\n\n2. The report is enclosed.")
    assert outcomes(draft) == {"1": "refused", "2": "disclosed"}


def test_a_whole_that_begins_with_a_figure_and_is_then_kept_back_is_given_in_part() -> None:
    draft = read(f"Rent came to £48,200. {KEPT_BACK}", REQUEST.split("1. ")[0] + "the rents")
    assert outcomes(draft) == {None: "partly-disclosed"}


@pytest.mark.parametrize(
    "told",
    [
        "The owners were promised that in 2017.",
        "Section 40(2) of the Act applies, as page 3 explains.",
        "They wrote to us in 900 emails.",
        "There are fewer than 5.",
        "You may ring us on 0300 123 4567.",
        "We set this out within 20 working days.",
    ],
)
def test_what_is_no_figure_leaves_a_part_refused(told: str) -> None:
    draft = read(f"1. {told} {KEPT_BACK}\n\n2. The report is enclosed.")
    assert outcomes(draft) == {"1": "refused", "2": "disclosed"}


@pytest.mark.parametrize(
    "opening",
    [
        "Please find the Council's response set out below.",
        "We have considered your request and I provide a response for your attention.",
        "Please see our reply to your request below.",
    ],
)
def test_a_letter_that_only_says_that_it_answers_gives_nothing(opening: str) -> None:
    draft = read(f"{opening}\n\nThe information will not be disclosed. Section 43(2) applies.")
    assert draft.events[-1].event == "response"
    assert outcomes(draft) == {None: "refused"}


def test_bare_numbers_of_an_answer_are_those_of_the_parts() -> None:
    draft = read("1 Sums are in the table below.\n\n2 We do not hold a report.")
    assert outcomes(draft) == {"1": "disclosed", "2": "not-held"}


def test_bare_numbers_that_go_beyond_the_parts_are_the_letters_own() -> None:
    draft = read(
        "1 Background\n\n2 Searches\n\n3 Decision\n\nWe do not hold any of what you ask for."
    )
    assert outcomes(draft) == {None: "not-held"}


def test_bare_numbers_of_a_request_may_stand_before_small_letters() -> None:
    request = REQUEST.replace("1. the", "1 the").replace("2. the", "2 the")
    draft = read("1 We do not hold this.\n\n2 The report is enclosed.", request)
    assert outcomes(draft) == {"1": "not-held", "2": "disclosed"}


def test_a_part_that_is_repeated_may_be_answered_after_a_colon() -> None:
    draft = read(
        "1. the sums paid to rent rooms in 2018: a little under £9m\n\n"
        "2. the report on closing the hall: exempt under section 22(1)."
    )
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}


@pytest.mark.parametrize(
    ("says", "became"),
    [
        ("We do not count rooms and so cannot answer this.", None),
        ("We do not calculate this.", "not-held"),
        ("We did not carry out a survey.", "not-held"),
        ("Our system does not say whether rooms are let.", "not-held"),
        ("This isn't something that we keep a record of.", "not-held"),
        ("We have passed this part of your request on to the County Council.", "transferred"),
        ("Rooms are £61,300 a month; we do not hold it by room.", None),
        ("We are unable to provide this. It is information not held.", "not-held"),
    ],
)
def test_what_became_of_a_part(says: str, became: str | None) -> None:
    draft = read(f"1. {says}\n\n2. The report is enclosed.")
    assert outcomes(draft) == ({"1": became} if became else {}) | {"2": "disclosed"}


def test_parts_may_stand_under_headings_of_answers() -> None:
    draft = read("Response 1:\n\nThe table is attached.\n\nResponse 2:\n\nWe hold no report.")
    assert outcomes(draft) == {"1": "disclosed", "2": "not-held"}


def test_a_limit_of_the_cost_is_no_fee() -> None:
    draft = read(
        "We consider that section 12(1), the cost of compliance exceeds the limit, applies."
    )
    assert draft.events[-1].event == "response"
    assert outcomes(draft) == {None: "cost-limit"}


def test_parts_may_stand_in_brackets_at_the_end_of_a_heading() -> None:
    draft = read(
        "Sums paid (1)\n\nThese are exempt under section 43(2).\n\n"
        "The report (2)\n\nWe hold no report."
    )
    assert outcomes(draft) == {"1": "refused", "2": "not-held"}


def test_quarters_of_a_year_are_no_parts() -> None:
    draft = read(
        "1. Q1 £212,000; Q2 £230,500; Q3 nil; Q4 nil.\n\n2. It is exempt under section 42(1)."
    )
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}


def test_the_numbers_of_a_request_may_run_on_in_a_line() -> None:
    request = REQUEST.split("\n1. ")[0] + ": 1 the sums paid in 2018. 2 the report on the hall."
    draft = read("Part 1: £48,200.\n\nPart 2: withheld, section 43(2).", request)
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}


@pytest.mark.parametrize(
    ("says", "became"),
    [
        ("We do not disclose what is paid: section 43(2).", "refused"),
        ("We have decided against disclosure under section 43(2).", "refused"),
        ("There are 26. We will not say which they are: s38(1)(b).", "partly-disclosed"),
        ("It is exempt under section 40(1). You may apply otherwise, and I enclose that form.", "refused"),
        ("Attached. Some passages, marked in black, have been removed: s40(2).", "partly-disclosed"),
        ("There has not been one.", "not-held"),
        ("We can't say.", None),
        ("It is too early to say.", None),
        ("These can be inspected at the town hall, or downloaded from x.example.", "already-accessible"),
        ("Section 12(2): we need not say whether it is held.", "cost-limit"),
        ("The Council encloses all five, less the names: section 40(2).", "partly-disclosed"),
        ("Four invoices are enclosed, minus the bank details: section 43(2).", "partly-disclosed"),
        ("Our bills from 3 May to 9 June 2018 are enclosed.", "disclosed"),
        ("They are in the post to you, sent today.", "disclosed"),
        ("Exempt under section 40(2). We see no legitimate interest in it.", "refused"),
        ("Withheld under section 43(2). The interest in it is met by the figure given in our accounts.", "refused"),
        ("The sums will be given in our annual report in May. They are exempt under section 22.", "refused"),
        ("Ms Orme chose. The names of the others, who are junior, are exempt: section 40(2).", "partly-disclosed"),
        ("We hold none. Your request has been sent on to the County Council, which will answer you.", "transferred"),
        ("What you want here is your own personal data. It is exempt under section 40(1).", "refused"),
        ("It is withheld under section 35(1)(a). The reasons why the scheme was given up are known.", "refused"),
        ("We weighed whether all of it would exceed the cost limit (section 12) and found that it would not. The sums are exempt under section 43(2).", "refused"),
        ("We hold these. They are covered by the exemption for what was told in confidence.", "refused"),
        ("These are not covered by the exemption for trade secrets. They came to £48,200.", "disclosed"),
        ("You are sent it with this, the names blanked out: section 40(2).", "partly-disclosed"),
        ("Under section 40(5B) we refuse to reveal whether this is held.", "neither-confirmed-nor-denied"),
        ("A list has been found in the contract file. It is exempt under section 43(2).", "refused"),
        ("Section 38(1)(b). The public wishes to know, and its interest is met by the drills; it has none in knowing where the keys are.", "refused"),
        ("The bookings come to 212 nights. The rest of it is exempt under section 43(2).", "partly-disclosed"),
        ("Released at document 4, redacted under section 40(2).", "partly-disclosed"),
        ("Two of them live here. The names of those two are withheld under section 40(2).", None),
        ("Hall 31; annexe 12; barn: number withheld, fewer than ten. Section 40(2).", "partly-disclosed"),
        ("Hall 31; figures below ten are suppressed under section 40(2).", "partly-disclosed"),
        ("The rates that we gave up in 2016 are attached. Later ones are withheld, section 43(2).", "partly-disclosed"),
        ("It is against the public interest to say whether it exists, section 24(2).", "neither-confirmed-nor-denied"),
        ("It takes 300 hours and costs £7,500. By section 12(1) we refuse.", "cost-limit"),
        ("The amount fixed by ministers is £450. Section 12(1) lets us refuse.", "cost-limit"),
        ("Section 43(2) is applied to the rates; totals by month are now provided.", "partly-disclosed"),
        ("Sums paid are not provided: section 43(2).", "refused"),
        ("Refused for now: section 22. They will be on the website by 3 May 2019.", "refused"),
    ],
)  # fmt: skip
def test_what_words_say_became_of_a_part(says: str, became: str | None) -> None:
    draft = read(f"1. {says}\n\n2. The report is enclosed.")
    assert outcomes(draft).get("1") == became


NO_FIGURES = REQUEST.replace(
    "1. the sums paid to rent rooms in 2018", "1. the letters of the owners"
)


@pytest.mark.parametrize(
    "told",
    [
        "There are five letters.",
        "The hall has 212 seats and 31 rooms.",
        "The file has been read by 4 of us.",
        "We hold 23.",
    ],
)
def test_a_figure_is_no_answer_to_a_part_that_asks_for_none(told: str) -> None:
    # Given a part that asks for letters, and reasons with a number in them
    draft = read(f"1. {told} They are withheld under section 41.\n\n2. Enclosed.", NO_FIGURES)
    # then nothing of it was given
    assert outcomes(draft) == {"1": "refused", "2": "disclosed"}


@pytest.mark.parametrize(
    "asks",
    [
        "how many rooms were let",
        "the average rent",
        "what was spent on rooms",
        "the percentage of rooms let",
        "numbers of rooms let by month",
        "the pay band of the caretaker",
    ],
)
def test_a_figure_answers_a_part_that_asks_for_one(asks: str) -> None:
    request = REQUEST.replace("the sums paid to rent rooms in 2018", asks)
    draft = read(f"1. 31 in all. {KEPT_BACK}\n\n2. Enclosed.", request)
    assert outcomes(draft) == {"1": "partly-disclosed", "2": "disclosed"}


def test_a_letter_that_introduces_its_answers_gives_nothing_by_that() -> None:
    draft = read(f"Here is our decision on 1 and 2.\n\n1. {KEPT_BACK}\n\n2. Enclosed.")
    assert outcomes(draft) == {"1": "refused", "2": "disclosed"}


def test_an_exception_that_cannot_apply_keeps_nothing_back() -> None:
    draft = read(
        "1. The exemption for confidential letters cannot apply. Enclosed.\n\n2. Enclosed."
    )
    assert outcomes(draft) == {"1": "disclosed", "2": "disclosed"}


@pytest.mark.parametrize(
    ("regime", "ground"), [("eir", "regulation 5(3)"), ("eisr", "regulation 11(1)")]
)
def test_personal_data_of_ones_own_is_not_given_under_the_regulations(
    regime: str, ground: str
) -> None:
    says = (
        f"1. This is your own personal data, and by {ground} we need not give it.\n\n2. Enclosed."
    )
    draft = read_text(REQUEST + ANSWER.format(says), as_of=date(2019, 4, 1), regime=regime)
    assert outcomes(draft) == {"1": "own-data", "2": "disclosed"}


def test_each_item_of_a_list_is_of_its_own_part() -> None:
    says = (
        "We have decided\n\n- to release what you ask for at part 1; and\n"
        "- to withhold part 2 under section 43(2)."
    )
    assert outcomes(read(says)) == {"1": "disclosed", "2": "refused"}


def test_a_public_that_has_no_interest_in_something_holds_nothing_of_it() -> None:
    says = "2. Section 38(1)(b). The public has an interest in fire doors; it has none in keys."
    assert outcomes(read(f"1. £48,200.\n\n{says}")) == {"1": "disclosed", "2": "refused"}


@pytest.mark.parametrize(
    "says",
    [
        "The council refuses to reveal whether it exists.",
        "We do not state if such a report is held.",
    ],
)
def test_what_is_not_revealed_to_exist_is_neither_confirmed_nor_denied(says: str) -> None:
    draft = read(f"1. £48,200.\n\n2. {says} Section 40(5) applies.")
    assert outcomes(draft) == {"1": "disclosed", "2": "neither-confirmed-nor-denied"}


def test_a_label_may_stand_after_words_for_the_request() -> None:
    says = (
        "You asked: 1) rent\nOur response: £48,200.\n\n"
        "You asked for: 2) the report\nOur response: Withheld under section 43(2)."
    )
    assert outcomes(read(says)) == {"1": "disclosed", "2": "refused"}


def test_a_ground_that_comes_back_below_leaves_no_other_part_in_doubt() -> None:
    says = (
        "1. Already published on our website, www.hartcombe.gov.uk/rooms.\n\n"
        "2. Withheld under section 43(2).\n\n"
        "Reasons\n\nSection 43(2): a buyer could read our price. The balance is for withholding it."
    )
    assert outcomes(read(says)) == {"1": "already-accessible", "2": "refused"}


@pytest.mark.parametrize(
    "rest",
    ["All other questions: we do not hold this.", "As for the remaining part, it is not held."],
)
def test_the_rest_are_the_parts_that_a_letter_names_nowhere(rest: str) -> None:
    assert outcomes(read(f"1. £48,200.\n\n{rest}")) == {"1": "disclosed", "2": "not-held"}


@pytest.mark.parametrize("mark", ["A", "2"])
def test_a_note_is_of_the_parts_that_tell_to_see_it(mark: str) -> None:
    says = (
        f"1. £48,200.\n\n2. Partly given. See note {mark}.\n\n"
        f"Note {mark}. The prices are exempt under section 43(2)."
    )
    draft = read(says)
    assert outcomes(draft) == {"1": "disclosed", "2": "partly-disclosed"}
    assert draft.events[-1].outcomes["2"]["exemptions"].value == ("s43(2)",)
    assert "exemptions" not in draft.events[-1].outcomes["1"]


@pytest.mark.parametrize(
    "says",
    [
        "1. £48,200\n2. Not given (see A below)\n\nA. The prices are exempt under section 43(2).",
        "1. £48,200\n2. **\n\n** This is exempt under section 43(2).",
        "1. £48,200*\n2. \N{DAGGER}\n\n* This includes tax.\n\N{DAGGER} Exempt under section 43(2).",
        "Key: [G] = given; [C] = withheld, section 43(2); [P] = withheld, section 40(2)\n\n"
        "1. [G] £48,200\n2. [C]",
        "1 | G | £48,200\n2 | W |\n\nG = disclosed\nW = withheld under section 43(2)",
    ],
)
def test_a_mark_tells_of_which_part_a_note_or_an_entry_of_a_legend_is(says: str) -> None:
    draft = read(says)
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}
    assert draft.events[-1].outcomes["2"]["exemptions"].value == ("s43(2)",)
    assert "exemptions" not in draft.events[-1].outcomes["1"]


def test_a_sum_with_letters_is_no_legend() -> None:
    says = "1. R = 48,200 and V = 9,640.\n\n2. Exempt under section 43(2).\n\nT = 57,840 with tax."
    draft = read(says)
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}


def test_an_answer_may_stand_in_named_fields() -> None:
    says = (
        "Part\n1\nAnswer\nAttached.\nNotes\nThe year to 31 March 2018.\n\n"
        "Part\n2\nAnswer\nRefused.\nNotes\nSection 43(2). A buyer could read our price."
    )
    assert outcomes(read(says)) == {"1": "disclosed", "2": "refused"}


def test_the_name_of_an_act_is_not_cut_at_an_abbreviation() -> None:
    says = (
        "2. Section 28 of the Health and Safety at Work etc. Act 1974 forbids it. Section 44(1)(a)."
    )
    draft = read(f"1. £48,200.\n\n{says}")
    assert draft.events[-1].outcomes["2"]["exemptions"].value == ("s44(1)(a)",)


REVIEW = """
From: A Person <a@example.org>
Sent: 4 March 2019 09:00
Subject: RE: Rooms

Please carry out an internal review.

From: FOI <foi@hartcombe.gov.uk>
Sent: 29 March 2019 09:00
Subject: Internal review

This is the outcome of your internal review.

{}
"""


@pytest.mark.parametrize(
    "says",
    [
        "2. No change.",
        "Question 2: stands.",
        "As to (2), no change.",
        "Part\n2\nOutcome\nUnchanged.",
        "2. This remains as it was.",
        "2. Confirmed without change.",
        "2. I have left it as it is.",
        "2. I agree with the masking.",
    ],
)
def test_a_part_of_which_a_review_says_no_more_stays_as_it_was(says: str) -> None:
    answer = "1. £48,200.\n\n2. Withheld under section 43(2)."
    draft = read(answer + "\n" + REVIEW.format(says))
    assert draft.events[-1].event == "review-outcome"
    assert outcomes(draft) == {"2": "refused"}


@pytest.mark.parametrize("says", ["No change to 1 or 2.", "There is no alteration to 1 and 2."])
def test_several_parts_stay_as_they_were(says: str) -> None:
    answer = "1. £48,200.\n\n2. Withheld under section 43(2)."
    draft = read(answer + "\n" + REVIEW.format(says))
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}


def test_no_change_of_something_else_leaves_nothing_as_it_was() -> None:
    answer = "1. £48,200.\n\n2. Withheld under section 43(2)."
    draft = read(answer + "\n" + REVIEW.format("2. No change of tenant has taken place."))
    assert outcomes(draft).get("2") != "refused"


def test_that_it_neither_confirms_nor_denies_may_be_given_up() -> None:
    answer = "We neither confirm nor deny that we hold this, section 31(3)."
    given_up = "The neither confirm nor deny response is withdrawn. We hold it and it is refused."
    draft = read(answer + "\n" + REVIEW.format(given_up))
    assert outcomes(draft) == {None: "refused"}
    kept = "The neither confirm nor deny response is upheld. Section 31(3) applies."
    draft = read(answer + "\n" + REVIEW.format(kept))
    assert outcomes(draft) == {None: "neither-confirmed-nor-denied"}


@pytest.mark.parametrize(
    ("says", "became"),
    [
        (
            "See table. Numbers under five are replaced by a star, section 40(2).",
            "partly-disclosed",
        ),
        ("See table. The numbers are in thousands.", "disclosed"),
    ],
)
def test_figures_in_whose_place_something_else_stands_are_kept_back(says: str, became: str) -> None:
    assert outcomes(read(f"1. {says}\n\n2. The report is enclosed."))["1"] == became


def test_what_stays_as_it_was_in_an_answer_is_no_outcome() -> None:
    assert outcomes(read("1. £48,200.\n\n2. No change.")).get("2") != "refused"


def test_whether_neither_to_confirm_nor_deny_was_only_considered() -> None:
    says = (
        "2. Withheld under section 43(2). We also considered whether to neither confirm nor deny under"
        " section 23(5) but this is not relied upon."
    )
    draft = read(f"1. £48,200.\n\n{says}")
    assert outcomes(draft)["2"] == "refused"
    assert draft.events[-1].outcomes["2"]["exemptions"].value == ("s43(2)",)


def test_a_heading_with_a_provision_is_not_one_with_the_line_below_it() -> None:
    says = (
        "2. The report is attached. Names have been blacked out.\nPersonal information - Section 40(2)\n"
        "The staff do not have public roles, and to name them would be unfair."
    )
    draft = read(f"1. £48,200.\n\n{says}")
    assert outcomes(draft)["2"] == "partly-disclosed"
    assert draft.events[-1].outcomes["2"]["exemptions"].value == ("s40(2)",)


def test_grounds_in_a_list_are_of_the_parts_named_beside_each() -> None:
    says = (
        "1 and 2 are exempt by virtue of:\n\nSection 31(1)(a) Law Enforcement\n"
        "Section 24(1) National Security (Q2 only)"
    )
    draft = read(f"The information at questions {says}")
    of = draft.events[-1].outcomes
    assert of["1"]["exemptions"].value == ("s31(1)(a)",)
    assert set(of["2"]["exemptions"].value) == {"s31(1)(a)", "s24(1)"}


@pytest.mark.parametrize(
    "says",
    [
        "It was provided to us in confidence and release would harm the firm.",
        "Were it released now rivals could price just beneath it.",
    ],
)
def test_what_was_given_to_the_authority_or_would_be_is_not_given(says: str) -> None:
    draft = read(f"1. £48,200.\n\n2. Refused. Section 43(2). {says}")
    assert outcomes(draft)["2"] == "refused"


def test_the_exemption_of_another_part_is_the_one_named_for_that() -> None:
    request = REQUEST + "3. the lease\n"
    says = (
        "1. £48,200.\n\n2. Withheld under section 43(2).\n\n"
        "3. The exemption at question 2 also applies to 3, for the same reasons."
    )
    draft = read(says, request)
    assert outcomes(draft)["3"] == "refused"
    assert draft.events[-1].outcomes["3"]["exemptions"].value == ("s43(2)",)


def test_what_begins_with_the_label_of_a_part_heads_no_message() -> None:
    draft = read(
        "(1) Attached. This went to Council on 26 March 2018.\n\n(2) The report is attached."
    )
    assert len(draft.messages) == 2
    assert outcomes(draft) == {"1": "disclosed", "2": "disclosed"}


def test_a_subject_that_names_the_request_repeats_none_of_it() -> None:
    draft = read("Your FOI request\n\n1) £48,200.\n\n2) Withheld under section 43(2).")
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}


def test_one_bare_number_may_follow_a_label_in_brackets() -> None:
    request = f"{REQUEST.partition('1. ')[0]}1. the sums\n2. the hall\n(a) the plan\n(b) the report\n3. the lease\n"
    says = "2(a) The plan is enclosed.\n\n3 The lease is withheld under section 43(2)."
    assert outcomes(read(says, request)) | {"2a": "disclosed", "3": "refused"} == outcomes(
        read(says, request)
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("On 1.", "On 2."),
        ("As to 1.", "As to 2."),
        ("Your first question\n\n", "Your second question\n\n"),
        ("The first item\n\n", "The second item\n\n"),
        ("1/", "2/"),
        ("Item 1/ -", "Item 2/ -"),
    ],
)
def test_ways_to_number_the_parts_of_an_answer(one: str, two: str) -> None:
    says = f"{one} Rent came to £48,200.\n\n{two} We withhold this. Section 43(2) applies."
    draft = read(says)
    assert outcomes(draft) == {"1": "disclosed", "2": "refused"}
    assert draft.events[-1].outcomes["2"]["exemptions"].value == ("s43(2)",)


def test_a_request_may_put_a_stroke_after_its_numbers() -> None:
    request = REQUEST.replace("1. the", "1/ the").replace("2. the", "2/ the")
    assert outcomes(read("1) £48,200.\n\n2) Withheld under section 43(2).", request)) == {
        "1": "disclosed",
        "2": "refused",
    }


def test_a_second_request_is_no_second_part() -> None:
    says = "Your second request\n\nWe do not hold any of what you ask for."
    assert outcomes(read(says)) == {None: "not-held"}


def test_parts_named_in_passing_leave_an_answer_of_the_whole() -> None:
    says = (
        "We cannot do all of this. The ledgers for part 1 fill 31 boxes, and those for part 2 fill "
        "another 12. Section 12(1) lets us refuse."
    )
    draft = read(says)
    assert outcomes(draft) == {None: "cost-limit"}
    assert draft.events[-1].outcomes[None]["exemptions"].value == ("s12(1)",)


def test_a_part_given_in_words_is_no_part_named_in_passing() -> None:
    says = "As we said, for part 1 the sums are enclosed. The names are withheld, section 40(2)."
    assert outcomes(read(says))["1"] == "partly-disclosed"


@pytest.mark.parametrize(
    "says", ["for the reasons Ann gave", "for the reasons given in our answer"]
)
def test_a_review_that_gives_the_reasons_of_before_upholds_a_ground(says: str) -> None:
    answer = "1. £48,200.\n\n2. Withheld under section 43(2)."
    draft = read(answer + "\n" + REVIEW.format(f"2. Section 43(2) it remains, {says}."))
    assert outcomes(draft) == {"2": "refused"}


@pytest.mark.parametrize(
    "says",
    [
        "Parts 1 and 2 are refused, the former under section 43(2), the latter under section 42.",
        "We refuse parts 1 and 2: the first on section 43(2) and the second on section 42.",
    ],
)
def test_grounds_of_the_former_and_of_the_latter_are_of_one_part_each(says: str) -> None:
    said = read(says).events[-1].outcomes
    assert {part: of["exemptions"].value for part, of in said.items()} == {
        "1": ("s43(2)",),
        "2": ("s42",),
    }


def test_the_former_of_something_else_is_no_part() -> None:
    says = (
        "Parts 1 and 2 are refused under sections 43(2) and 42. The former is for trade and the "
        "latter for advice."
    )
    said = read(says).events[-1].outcomes
    assert all(of["exemptions"].value == ("s43(2)", "s42") for of in said.values())


def test_parts_may_be_named_before_their_ground_in_brackets() -> None:
    assert outcomes(read("Your request is refused as regards 1 and 2 (section 43(2)).")) == {
        "1": "refused",
        "2": "refused",
    }


def test_a_part_that_is_not_applicable_is_asked_of() -> None:
    assert outcomes(read("1. The table is enclosed.\n\n2. Not applicable.")) == {"1": "disclosed"}
    assert outcomes(read("1. £48,200. The exemptions are not applicable.\n\n2. Attached.")) == {
        "1": "disclosed",
        "2": "disclosed",
    }


@pytest.mark.parametrize(
    ("says", "became"),
    [
        ("2. Section 43(2) is engaged. The exemption is maintained.", "refused"),
        ("| Part | Before | Now |\n| 1 | - | £48,200 |\n| 2 | s43(2) | Upheld |", "refused"),
        ("| Part | Before | Now |\n| 1 | - | £48,200 |\n| 2 | s43(2) | Released, names removed, section 40(2) |", "partly-disclosed"),
    ],
)  # fmt: skip
def test_what_became_of_a_part_in_a_review(says: str, became: str) -> None:
    answer = "1. £48,200.\n\n2. Withheld under section 43(2)."
    draft = read(answer + "\n" + REVIEW.format(says))
    assert outcomes(draft)["2"] == became


@pytest.mark.parametrize("says", ["As for 1.", "Part 2 of your request. As with part 1 above."])
def test_a_part_may_be_answered_as_another_is(says: str) -> None:
    said = read(f"Part 1 of your request. Withheld under section 43(2).\n\nPart 2. {says}")
    of = said.events[-1].outcomes["2"]
    assert (of["outcome"].value, of["exemptions"].value) == ("refused", ("s43(2)",))


def test_what_begins_with_as_for_a_part_and_goes_on_is_of_that_part() -> None:
    said = read("Part 1 is withheld under section 43(2).\n\nAs for 2, we enclose it.")
    assert outcomes(said) == {"1": "refused", "2": "disclosed"}
