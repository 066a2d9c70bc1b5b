"""The period of a return."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.returns.period import Period, PeriodError, read_period

AS_OF = date(2024, 7, 15)


@pytest.mark.parametrize(
    ("text", "start", "end", "name"),
    [
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30), "Q2 2024"),
        ("2023q4", date(2023, 10, 1), date(2023, 12, 31), "Q4 2023"),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "2023"),
        ("2024-02-01..2024-02-29", date(2024, 2, 1), date(2024, 2, 29), "2024-02-01 to 2024-02-29"),
        (None, date(2024, 4, 1), date(2024, 6, 30), "Q2 2024"),
    ],
)
def test_it_is_a_quarter_a_year_or_two_days(
    text: str | None, start: date, end: date, name: str
) -> None:
    assert read_period(text, AS_OF) == Period(start, end, name)


@pytest.mark.parametrize(
    ("as_of", "name"),
    [
        (date(2024, 1, 1), "Q4 2023"),
        (date(2024, 3, 31), "Q4 2023"),
        (date(2024, 4, 1), "Q1 2024"),
        (date(2024, 12, 31), "Q3 2024"),
    ],
)
def test_it_is_the_last_whole_quarter_where_none_is_given(as_of: date, name: str) -> None:
    assert read_period(None, as_of).name == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-Q5", "expected a quarter (2024-Q2)"),
        ("0000-Q1", "found '0000-Q1'"),
        ("2024-02-30..2024-03-01", "found '2024-02-30..2024-03-01'"),
        ("2024-03-01..2024-02-01", "2024-03-01 comes after 2024-02-01"),
        ("1999", "1999 lies outside the years covered, 2005 to 2030"),
        ("2025", "begins on 2025-01-01, after 2024-07-15"),
    ],
)
def test_what_is_none_is_told(text: str, said: str) -> None:
    with pytest.raises(PeriodError) as told:
        read_period(text, AS_OF)
    assert said in str(told.value)
