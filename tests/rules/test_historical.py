"""Old records: which exemptions age has taken away, and when."""

from __future__ import annotations

import pytest

from foirules import Case, assess
from tests.files import day

RULE = "exemption-gone-by-age"


def judged(
    cited: str, created: str, answered: str, kind: str = "general", event: str = "response"
) -> str | None:
    """The certainty with which an exemption is found gone, by a letter a week after receipt."""
    received = day(answered).fromordinal(day(answered).toordinal() - 7)
    letter = {"on": answered, "event": event, "exemptions": [cited], "record-created": created}
    outcome = {} if event == "extension-notice" else {"outcome": "refused"}
    case = Case.from_dict(
        {
            "case": "old",
            "authority": {"type": kind},
            "events": [
                {"on": received.isoformat(), "event": "request-received"},
                {**letter, **outcome},
            ],
        }
    )
    found = assess(case, day("2026-11-02")).findings
    return next((f.certainty for f in found if f.rule == RULE), None)


@pytest.mark.parametrize(
    ("created", "last"),
    [  # the year of the record, and the last in which it is not historical
        ("1974-12-31", 2004),  # thirty years after 1974
        ("1975-01-01", 2005),
        ("1982-06-01", 2012),
        ("1983-12-31", 2013),  # as saved by SI 2012/3029 art 3
        ("1984-01-01", 2013),  # and by its schedule, to which year each belongs
        ("1985-01-01", 2014),
        ("1986-12-31", 2014),
        ("1987-01-01", 2015),
        ("1988-12-31", 2015),
        ("1989-01-01", 2016),
        ("1990-12-31", 2016),
        ("1991-01-01", 2017),
        ("1992-12-31", 2017),
        ("1993-01-01", 2018),
        ("1994-12-31", 2018),
        ("1995-01-01", 2019),
        ("1996-12-31", 2019),
        ("1997-01-01", 2020),
        ("1998-12-31", 2020),
        ("1999-01-01", 2021),
        ("2000-12-31", 2021),
        ("2001-12-31", 2022),
        ("2002-01-01", 2022),  # twenty years after 2002
        ("2003-01-01", 2023),
        ("2005-12-31", 2025),
    ],
)
def test_the_day_on_which_a_record_becomes_historical(created: str, last: int) -> None:
    if last >= 2005:
        assert judged("s35(1)(a)", created, f"{last}-12-31") is None
    assert judged("s35(1)(a)", created, f"{last + 1}-01-10") == "established"


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        *(("s30(1)", "established"), ("s30(2)", None), ("s30(1)(a)(i)", "established")),
        *(("s30", None), ("s32", "established"), ("s33", "established"), ("s42", "established")),
        *(("s36(2)(b)(i)", "established"), ("s36(2)(c)", "possible"), ("s36", "possible")),
        *(("s28", None), ("s43(2)", None), ("s31(1)(g)", None), ("s37(1)(b)", None)),
        *(
            ("s37(1)(ad)", "possible"),
            ("s37", None),
            ("s40(2)", None),
            ("s21", None),
            ("s22", None),
        ),
    ],
)
def test_what_is_gone_when_a_record_is_historical(cited: str, expected: str | None) -> None:
    assert judged(cited, "1996-06-01", "2020-03-02") == expected


@pytest.mark.parametrize(
    ("cited", "created", "last_year"),
    [
        ("s28", "1986-06-01", 2016),
        ("s43(2)", "1986-06-01", 2016),
        ("s36(2)(c)", "1986-06-01", 2016),
        ("s37(1)(b)", "1956-06-01", 2016),
        ("s31(1)(a)", "1916-06-01", 2016),
    ],
)
def test_those_that_last_longer(cited: str, created: str, last_year: int) -> None:
    before = "possible" if cited.startswith("s36") else None
    assert judged(cited, created, f"{last_year}-12-30") == before
    assert judged(cited, created, f"{last_year + 1}-01-02") == "established"


@pytest.mark.parametrize("cited", ["s28", "s36(2)(c)", "s37(1)(a)", "s43(2)", "s35(1)(a)"])
def test_before_2013_all_went_with_thirty_years(cited: str) -> None:
    assert judged(cited, "1980-06-01", "2010-12-30") is None
    assert judged(cited, "1980-06-01", "2011-01-20") == "established"
    assert judged("s31(1)(a)", "1980-06-01", "2011-01-20") is None


@pytest.mark.parametrize("kind", ["northern-ireland", "northern-ireland-school"])
def test_in_northern_ireland_it_is_so_still(kind: str) -> None:
    assert judged("s35(1)(a)", "1993-06-01", "2023-12-29", kind) is None
    assert judged("s35(1)(a)", "1993-06-01", "2024-01-10", kind) == "established"
    assert judged("s36(2)(c)", "1993-06-01", "2023-12-29", kind) is None
    assert judged("s37(1)(a)", "1993-06-01", "2023-12-29", kind) is None
    assert judged("s37(1)(a)", "1993-06-01", "2024-01-10", kind) == "established"


def test_in_the_record_offices_ss21_and_22_go_too() -> None:
    for cited in ("s21", "s22"):
        assert judged(cited, "1996-06-01", "2020-03-02", "records-authority") == "established"
        assert judged(cited, "1996-06-01", "2019-12-30", "records-authority") is None


def test_royal_communications_after_twenty_years() -> None:
    assert judged("s37(1)(a)", "1999-06-01", "2019-12-30") is None
    assert judged("s37(1)(a)", "1999-06-01", "2020-01-02") == "possible"


def test_every_letter_that_claims_one_is_judged() -> None:
    assert (
        judged("s35(1)(a)", "1996-06-01", "2020-03-02", event="extension-notice") == "established"
    )
    assert judged("s35(1)(a)", "1996-06-01", "2020-03-02", event="review-outcome") == "established"


def test_time_can_be_taken_for_s23_in_a_historical_record_of_a_record_office() -> None:
    def available(kind: str, created: str) -> bool:
        events = [
            {"on": "2020-02-03", "event": "request-received"},
            {
                "on": "2020-02-10",
                "event": "extension-notice",
                "exemptions": ["s23"],
                "record-created": created,
            },
        ]
        case = Case.from_dict({"case": "s23", "authority": {"type": kind}, "events": events})
        found = assess(case, day("2020-03-02"))
        taken = any(c.clock == "public-interest-extension" for c in found.clocks)
        refused = any(f.rule == "extension-not-available" for f in found.findings)
        assert taken != refused
        return taken

    assert available("records-authority", "1996-06-01")
    assert not available("records-authority", "1997-06-01")
    assert not available("general", "1996-06-01")
