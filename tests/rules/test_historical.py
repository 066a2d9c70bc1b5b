"""Old records: which exemptions age has taken away, and when."""

from __future__ import annotations

from datetime import date

import pytest

from foirules import Case, assess
from tests.files import day

RULE = "exemption-gone-by-age"
EXCLUSION = "exclusion-gone-by-age"
NEITHER = "neither-confirmed-nor-denied"


def judged(
    cited: str,
    created: str,
    answered: str,
    kind: str = "general",
    event: str = "response",
    outcome: str = "refused",
    received: str | None = None,
    as_of: str = "2026-11-02",
) -> str | None:
    """The certainty with which an exemption is found gone, by a letter a week after receipt."""
    received = received or date.fromordinal(day(answered).toordinal() - 7).isoformat()
    letter = {"on": answered, "event": event, "exemptions": [cited], "record-created": created}
    said = {} if event == "extension-notice" else {"outcome": outcome}
    case = Case.from_dict(
        {
            "case": "old",
            "authority": {"type": kind},
            "events": [
                {"on": received, "event": "request-received"},
                {**letter, **said},
            ],
        }
    )
    found = assess(case, day(as_of)).findings
    rule = EXCLUSION if outcome == NEITHER else RULE
    assert not {f.rule for f in found} & ({RULE, EXCLUSION} - {rule})
    return next((f.certainty for f in found if f.rule == rule), None)


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
            ("s37(1)(ac)", "possible"),
            ("s37(1)(ad)", None),
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


def test_a_letter_since_2013_is_judged_by_the_law_since_however_old_the_request() -> None:
    """A record of 1984 was historical in 2014, and thirty years old in 2015."""
    for cited, expected in (("s28", None), ("s36(2)(c)", "possible"), ("s42", "established")):
        assert judged(cited, "1984-06-01", "2014-01-10", received="2012-12-31") == expected


@pytest.mark.parametrize(
    ("cited", "created", "last_year"),
    [
        *(("s33(3)", "1990-06-01", 2016), ("s42(2)", "1990-06-01", 2016)),
        *(("s30(3)", "1990-06-01", None), ("s35(3)", "1990-06-01", 2016)),
        *(("s32(3)", "1990-06-01", 2016), ("s31(3)", "1916-06-01", 2016)),
        *(("s28(3)", "1986-06-01", 2016), ("s43(3)", "1986-06-01", 2016)),
        *(("s36(3)", "1986-06-01", 2016), ("s37(2)", "1990-06-01", None)),
        *(("s24(2)", "1916-06-01", None), ("s40(5B)", "1916-06-01", None)),
    ],
)
def test_when_it_can_no_longer_be_left_open_whether_a_record_is_held(
    cited: str, created: str, last_year: int | None
) -> None:
    last = last_year or 2016
    before = "possible" if cited == "s36(3)" else None
    after = "established" if last_year else None
    assert judged(cited, created, f"{last}-12-31", outcome=NEITHER) == before
    assert judged(cited, created, f"{last + 1}-01-01", outcome=NEITHER) == after


def test_s36_can_leave_it_open_of_a_historical_record_only_about_northern_ireland() -> None:
    assert judged("s36(3)", "1990-06-01", "2016-12-30", outcome=NEITHER) is None
    assert judged("s36(3)", "1990-06-01", "2017-01-03", outcome=NEITHER) == "possible"
    assert judged("s36(2)(b)(i)", "1990-06-01", "2017-01-03", outcome=NEITHER) == "established"


def test_before_2013_the_thirty_years_decide_it() -> None:
    for cited in ("s28(3)", "s33(3)", "s36(3)", "s42(2)", "s43(3)"):
        assert judged(cited, "1980-06-01", "2010-12-30", outcome=NEITHER) is None
        assert judged(cited, "1980-06-01", "2011-01-20", outcome=NEITHER) == "established"


def test_the_record_offices_may_leave_open_what_is_meant_for_publication() -> None:
    """s64(1) takes the exemption of s22 from a historical record; of s22(2) it says nothing."""
    office = ("records-authority", "response", NEITHER)
    assert judged("s22(2)", "1996-06-01", "2020-03-02", *office) is None


@pytest.mark.parametrize("kind", ["northern-ireland", "northern-ireland-school"])
def test_a_record_ages_in_northern_ireland_as_elsewhere(kind: str) -> None:
    """s80A(5) was never in force (SI 2011/46 art 3(b)(iv)); s80A itself ended on 30 June 2012."""
    assert judged("s35(1)(a)", "2000-05-01", "2021-12-31", kind) is None
    assert judged("s35(1)(a)", "2000-05-01", "2022-01-04", kind) == "established"
    assert judged("s36(2)(c)", "2000-05-01", "2022-01-04", kind) == "possible"
    assert judged("s42(2)", "2000-05-01", "2022-01-04", kind, outcome=NEITHER) == "established"


@pytest.mark.parametrize("kind", ["northern-ireland", "northern-ireland-school"])
def test_s37_was_as_enacted_in_northern_ireland_from_2011_to_june_2012(kind: str) -> None:
    """s80A(2) to (4), (6); repealed from 1 July 2012, with no saving, by SI 2012/1205 art 3."""
    for answered, sovereign, household in (
        ("2012-06-30", "established", None),
        ("2012-07-01", "possible", "established"),
    ):
        assert judged("s37(1)(a)", "1981-12-31", answered, kind) == sovereign
        assert judged("s37(1)(ad)", "1951-12-31", answered, kind) == household
        assert judged("s37(1)(a)", "1981-12-31", answered) == "possible"


def test_in_the_record_offices_ss21_and_22_go_too() -> None:
    for cited in ("s21", "s22"):
        assert judged(cited, "1996-06-01", "2020-03-02", "records-authority") == "established"
        assert judged(cited, "1996-06-01", "2019-12-30", "records-authority") is None


def test_at_a_place_of_deposit_they_stay() -> None:
    """s64(1) names the Public Record Office and that of Northern Ireland alone."""
    for cited in ("s21", "s22"):
        assert judged(cited, "1980-05-01", "2017-09-04", "place-of-deposit") is None
    assert judged("s35(1)(a)", "1980-05-01", "2017-09-04", "place-of-deposit") == "established"


def test_royal_communications_after_twenty_years_from_the_day_of_creation() -> None:
    """s63(2E)(b): "beginning with the date", not with the year that follows it."""
    for cited in ("s37(1)(a)", "s37(1)(aa)", "s37(1)(ab)", "s37(1)(ac)"):
        assert judged(cited, "1999-06-01", "2019-05-31") is None
        assert judged(cited, "1999-06-01", "2019-06-01") == "possible"


@pytest.mark.parametrize(
    ("created", "reigned"),
    [
        ("1900-12-31", "Victoria"),
        ("1901-01-22", "Edward VII"),
        ("1936-01-20", "Edward VIII"),  # who died in 1972
        ("1936-12-11", "George VI"),
        ("1952-02-05", "George VI"),
    ],
)
def test_what_the_death_of_an_earlier_sovereign_has_ended(created: str, reigned: str) -> None:
    """s63(2E), (2F)."""
    for cited in ("s37(1)(a)", "s37(1)(ad)"):
        assert judged(cited, created, "2020-03-02") == "established", reigned
    assert judged("s37(1)(ac)", created, "2020-03-02") == "possible"


def test_what_the_death_of_8_september_2022_will_end() -> None:
    """s63(2E)(a): five years beginning with that day, of records made from 6 February 1952."""
    assert judged("s37(1)(ad)", "1952-02-06", "2026-10-30") is None
    assert judged("s37(1)(a)", "1952-02-06", "2026-10-30") == "possible"
    for created, answered, expected in (
        ("1952-02-06", "2027-09-07", None),
        ("1952-02-06", "2027-09-08", "established"),
        ("2007-09-08", "2027-09-08", "established"),
        ("2007-09-09", "2027-09-08", None),  # not yet twenty years old
        ("2022-09-08", "2030-09-09", None),  # of the next reign
    ):
        assert judged("s37(1)(ad)", created, answered, as_of="2030-10-01") == expected


def test_royal_communications_went_with_thirty_years_where_asked_for_before_19_january_2011() -> (
    None
):
    """SI 2011/46 arts 3(b), 4."""
    for received, expected in (("2011-01-18", "established"), ("2011-01-19", "possible")):
        assert judged("s37(1)(a)", "1980-06-01", "2011-01-28", received=received) == expected
        assert judged("s37(1)(a)", "1980-06-01", "2013-01-28", received=received) == expected


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
