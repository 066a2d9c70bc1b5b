"""Parts that are parts of a number: 2a and 2b, and (a) and (b) of an answer to 2."""

from __future__ import annotations

import pytest

from foirules.letters.asked_parts import asked_for
from foirules.letters.message import Line
from foirules.letters.named_parts import labels_in
from tests.letters.test_what_became import outcomes, read

HEAD = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Rooms

Under the Freedom of Information Act please send me
"""
LABELLED = """\
1. the sums paid to rent rooms in 2018
2a. the report on closing the hall
2b. the letters of the tenants about it
3. the lease of the depot
"""
BARE = LABELLED.replace(".", "")
BRACKETS = LABELLED.replace("2a.", "2(a)").replace("2b.", "2(b)")
BECAME = {"1": "disclosed", "2a": "disclosed", "2b": "refused", "3": "not-held"}


def asked(text: str) -> tuple[str, ...]:
    return asked_for([Line(n, each) for n, each in enumerate(text.splitlines(), 1)]).labels


@pytest.mark.parametrize("request_", [LABELLED, BARE, BRACKETS], ids=["stops", "bare", "brackets"])
def test_parts_of_a_number_are_parts(request_: str) -> None:
    assert asked(HEAD + request_) == ("1", "2a", "2b", "3")


NESTED = """\
1. Rooms in 2018
   (a) the sums paid to rent them
   (b) the letters of their owners
2. The depot
   (i) its lease
   (ii) its valuation
3. Halls
   3.1 how many there are
   3.2 what each cost
4. Any report on closing them
"""
OF_NESTED = ("1a", "1b", "2i", "2ii", "3.1", "3.2", "4")


@pytest.mark.parametrize("request_", [NESTED, NESTED.replace(". ", " ")], ids=["stops", "bare"])
def test_parts_below_a_number_are_parts_of_it(request_: str) -> None:
    assert asked(HEAD + request_) == OF_NESTED


def test_figures_are_no_labels() -> None:
    assert asked("1. The 2.5 million for halls\n2. The 3.1 per cent rise\n3. The map") == (
        "1",
        "2",
        "3",
    )


def test_an_answer_names_parts_below_numbers() -> None:
    answer = (
        "1(a) £48,200.\n\n1(b) Withheld under section 40(2).\n\n2. (i) The lease is enclosed.\n\n"
        "2(ii) Withheld under section 43(2).\n\n3.1 Twelve.\n\n3.2 Not held.\n\n4. Not held."
    )
    kept = {"1b": "refused", "2ii": "refused", "3.2": "not-held", "4": "not-held"}
    assert outcomes(read(answer, HEAD + NESTED)) == dict.fromkeys(OF_NESTED, "disclosed") | kept


@pytest.mark.parametrize(
    ("named", "means"),
    [
        ("2a", ("2a",)),
        ("2(b)", ("2b",)),
        ("2", ("2a", "2b")),
        ("1 and 2", ("1", "2a", "2b")),
        ("2a to 3", ("2a", "2b", "3")),
        ("2(a) and (b)", ("2a", "2b")),
        ("3", ("3",)),
        ("4", ()),
    ],
)
def test_a_number_means_all_its_parts(named: str, means: tuple[str, ...]) -> None:
    of = asked_for([Line(n, each) for n, each in enumerate(LABELLED.splitlines(), 1)])
    assert labels_in(named, of) == means


def test_a_letter_beside_a_number_without_parts_is_of_that_number() -> None:
    of = asked_for([Line(n, each) for n, each in enumerate(["1. The lease", "2. The sums"], 1)])
    assert labels_in("2(a)", of) == ("2",)


@pytest.mark.parametrize(
    "answer",
    [
        "1. £48,200.\n\n2a. The report is enclosed.\n\n2b. Withheld under section 40(2).\n\n3. Not held.",
        "1. £48,200.\n\n2(a) The report is enclosed.\n\n2(b) Withheld under section 40(2).\n\n3. Not held.",
        "Question 1\n\n£48,200.\n\nQuestion 2 - The hall\n\n(a) The report is enclosed.\n\n"
        "(b) Withheld under section 40(2).\n\nQuestion 3\n\nNot held.",
        "1. We spent £48,200.\n\n2. (a) The report is enclosed.\n(b) Withheld under section 40(2).\n\n"
        "3. Not held.",
    ],
)
def test_an_answer_names_them_in_several_ways(answer: str) -> None:
    assert outcomes(read(answer, HEAD + LABELLED)) == BECAME


def test_what_is_said_of_a_number_is_said_of_its_parts() -> None:
    answer = "1. £48,200.\n\nQuestion 2: both are withheld under section 43(2).\n\n3. Not held."
    draft = read(answer, HEAD + LABELLED)
    assert outcomes(draft) == BECAME | {"2a": "refused", "2b": "refused"}


def test_an_answer_below_two_parts_repeated_is_of_both() -> None:
    answer = (
        "1. the sums paid to rent rooms in 2018\nWe paid £48,200.\n\n"
        "2a. the report on closing the hall\n2b. the letters of the tenants about it\n"
        "These are withheld under section 43(2).\n\n3. the lease of the depot\nThis is not held."
    )
    draft = read(answer, HEAD + LABELLED)
    assert outcomes(draft) == BECAME | {"2a": "refused", "2b": "refused"}


def test_numbers_with_a_stop_may_have_no_number_above_them() -> None:
    request = "1.1 The sums paid\n1.2 The letters\n2.1 The lease\n2.2 Its valuation\n"
    assert asked(HEAD + request) == ("1.1", "1.2", "2.1", "2.2")


def test_bare_numbers_go_on_from_labels_in_brackets() -> None:
    answer = (
        "1(a) £48,200.\n\n1(b) Withheld under section 40(2).\n\n2(i) Enclosed.\n\n2(ii) Not held.\n\n"
        "3.1 Twelve.\n\n3.2 Not held.\n\n4 Report: withheld under section 43(2).\n\n5 Map: enclosed."
    )
    found = outcomes(read(answer, f"{HEAD}{NESTED}5. The map\n"))
    assert (found["4"], found["5"]) == ("refused", "disclosed")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("the third", ("3.1", "3.2")),
        ("first and fourth", ("1a", "1b", "4")),
        ("last", ("4",)),
        ("sixth", ()),
    ],
)
def test_a_place_is_that_of_a_number(words: str, parts: tuple[str, ...]) -> None:
    lines = [Line(n, each) for n, each in enumerate((HEAD + NESTED).splitlines(), 1)]
    assert labels_in(words, asked_for(lines)) == parts
