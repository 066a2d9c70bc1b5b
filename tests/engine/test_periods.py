"""The end of a period is said once, for every unit that a policy may name."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.engine.environment import DayCounting
from foirules.engine.periods import end_of
from foirules.language.nodes import ABSENT
from foirules.policy.policies import load_policies
from foirules.policy.policy import AMOUNTS, UNITS, Version

COUNTING = DayCounting(load_policies()["foia"].regime.calendar)
START = date(2017, 8, 3)
ENDS = {
    "working-days": date(2017, 8, 8),  # 7 August is a holiday
    "calendar-days": date(2017, 8, 5),
    "calendar-weeks": date(2017, 8, 17),
    "calendar-months": date(2017, 10, 3),
    "calendar-years": date(2019, 8, 3),
    "whole-years": date(2019, 12, 31),
}


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_a_policy_has_its_end(unit: str) -> None:
    end = end_of(Version(START, "statute", "", unit, 2), COUNTING)(START.toordinal())
    assert end == (ABSENT if unit in AMOUNTS else ENDS[unit].toordinal())


@pytest.mark.parametrize(
    ("on", "last"), [("2017-08-03", "2017-08-04"), ("2017-08-05", "2017-08-09")]
)
def test_working_days_may_begin_with_the_day_itself(on: str, last: str) -> None:
    """Of a Thursday and of a Saturday, the next Monday of which is a holiday."""
    version = Version(START, "statute", "", "working-days", 2, beginning_with=True)
    end = end_of(version, COUNTING)(date.fromisoformat(on).toordinal())
    assert date.fromordinal(end) == date.fromisoformat(last)


def test_a_unit_that_no_policy_can_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no period ends by moons"):
        end_of(Version(START, "statute", "", "moons", 2), COUNTING)
