"""Each curated case is assessed as it says it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules import assess, load_case
from foirules.cases.case_file import load_case_file
from foirules.check.run import Settings, check_file
from tests.files import CASES


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_curated_case_is_as_it_expects(path: Path) -> None:
    file = load_case_file(path)
    assert file.case.expect is not None
    checked = check_file(file, Settings())
    assert (checked.errors, [str(problem) for problem in checked.problems]) == ((), [])


def test_no_breach_is_found_where_the_commissioner_forgot_st_patricks_day() -> None:
    """Student Loans Company: 17 March 2014 does not count, so the answer was in time."""
    case = load_case(next(path for path in CASES if path.stem.startswith("student")))
    assert case.expect is not None
    found = assess(case, case.expect["as-of"])
    assert found.findings == ()
    (response,) = (c for c in found.clocks if c.clock == "response")
    assert (response.working_days_used, response.status) == (20, "met")
    assert any(why == "St Patrick's Day (Northern Ireland)" for _, why in response.disregarded)
