"""A table in an answer is read row by row, however its cells stand apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.letters.asked_parts import AskedFor, asked_for
from foirules.letters.message import Line
from foirules.letters.tables import with_rows

ASKED = "1. The lease\n2. The valuation\n3. Emails about the sale"


def lines(text: str) -> list[Line]:
    return [Line(number, each) for number, each in enumerate(text.splitlines(), 1)]


def asked(text: str = ASKED) -> AskedFor:
    return asked_for(lines(text))


def rows(text: str, of: AskedFor | None = None) -> list[str]:
    """The lines that are made for the rows of an answer."""
    before = lines(text)
    made = with_rows(before, of or asked(), "s")
    return [each.text for each in made if each not in before and each.text]


BARS = """\
| Part | Our answer         | Exemption |
|------|--------------------|-----------|
| 1    | Enclosed           |           |
| 2    | Refused            | 43(2)     |
| 3    | Refused            | 40(2)     |"""
TABS = BARS.replace("|------|--------------------|-----------|\n", "").replace("| ", "\t")
TABS = "\n".join(line.strip("\t|").replace("|", "").rstrip() for line in TABS.splitlines())
SPACES = "\n".join(
    (
        "Part   Our answer    Exemption",
        "1      Enclosed      -",
        "2      Refused       43(2)",
        "3      Refused       40(2)",
    )
)
CELLS = "Part\nOur answer\nExemption\n1\nEnclosed\n-\n2\nRefused\n43(2)\n3\nRefused\n40(2)"


@pytest.mark.parametrize(
    "table", [BARS, TABS, SPACES, CELLS], ids=["bars", "tabs", "spaces", "cells"]
)
def test_a_row_is_a_line_that_begins_with_its_part(table: str) -> None:
    assert rows(table) == [
        "question 1 | Enclosed",
        "question 2 | Refused | s43(2)",
        "question 3 | Refused | s40(2)",
    ]


def test_a_row_keeps_the_number_of_its_first_line() -> None:
    made = with_rows(lines(f"Our answer:\n\n{CELLS}"), asked(), "s")
    assert [each.number for each in made if each.text.startswith("question")] == [6, 9, 12]


def test_the_column_of_the_parts_need_not_be_the_first() -> None:
    table = (
        "Doc no   Question   Document              Decision   Exemption\n"
        "1        2          Valuation, part A     Released\n"
        "2        2          Valuation, part B     Withheld   s43(2)\n"
        "3        3          Emails, 2 May 2019    Withheld   s40(2)"
    )
    assert rows(table) == [
        "question 2 | Released",
        "question 2 | Withheld | s43(2)",
        "question 3 | Withheld | s40(2)",
    ]


def test_yes_and_no_are_said_in_the_words_of_their_column() -> None:
    table = "Item   Held?   Given?\n1      Yes     No\n2      No      -\n3      y       Partly"
    assert rows(table) == [
        "question 1 | held | not given",
        "question 2 | not held",
        "question 3 | held | given in part",
    ]


def test_the_headings_may_stand_apart_from_the_rows() -> None:
    head, *below = SPACES.splitlines()
    assert rows("\n".join((head, "", *below))) == rows(SPACES)


def test_a_cell_may_go_on_below() -> None:
    table = (
        "| Question | Answer            |\n"
        "| Q1       | Withheld under    |\n"
        "|          | section 43(2)     |\n"
        "| Q2 and 3 | Not held          |"
    )
    assert rows(table) == [
        "question 1 | Withheld under section 43(2)",
        "questions 2 and 3: Not held |",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Year   Part of the budget\n1      £200\n2      £300",
        "Team   Posts   Vacant\nA      12      2\nB      3       0",
        "1\n2\n2\n3\n3\n0",
        "We enclose the lease.  We withhold the valuation.\nThe emails  are not held.",
        "1. The lease is enclosed.\n2. The valuation is withheld.",
    ],
)
def test_what_is_no_table_of_the_parts_stays_as_it_is(text: str) -> None:
    assert not rows(text)


def test_a_review_that_cites_anew_says_no_more_what_was_cited_before() -> None:
    table = (
        "| Item | First decision | On review |\n"
        "| 1 | s43(2), s41 | s43(2) alone |\n| 2 | s40(2) | Upheld |"
    )
    assert rows(table) == ["question 1 | s43(2) alone", "question 2 | s40(2) | Upheld"]


@pytest.mark.parametrize("above", ["See below.", "Our answers to all of the parts are:"])
@pytest.mark.parametrize("table", [SPACES, CELLS], ids=["spaces", "cells"])
def test_what_stands_right_above_a_table_and_is_none_of_it_is_kept(above: str, table: str) -> None:
    made = with_rows(lines(f"{above}\n{table}"), asked(), "s")
    assert made[0] == Line(1, above)


def test_a_row_of_no_part_is_kept() -> None:
    assert rows(f"{SPACES}\nTotal  Two refused   -")[-1] == "Total | Two refused |"


def test_a_request_without_parts_has_no_rows() -> None:
    assert not rows(BARS, asked("Please send me the lease."))


CHARACTERS = st.sampled_from("12 3ab()|\t-\nPartQuesionNo. ")


@given(st.text(CHARACTERS, max_size=200))
def test_lines_stay_in_their_order(text: str) -> None:
    before = lines(text)
    made = [each.number for each in with_rows(before, asked(), "s")]
    assert made == sorted(made)
    assert set(made) <= {each.number for each in before}
