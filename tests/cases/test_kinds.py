"""What the curated cases are of: enough of each kind that the law can go wrong in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from foirules import Case, assess, load_case
from tests.files import OF_THE_ACT

pytestmark = pytest.mark.one_cpython

READ = {path.stem: load_case(path) for path in OF_THE_ACT}

LATE = {"late-response"}
EXTENSION = {"extension-beyond-guidance", "extended-again", "extension-not-relied-on"}
DEFECTS = {
    "complaints-procedure-missing",
    "exemption-not-explained",
    "exemption-not-specified",
    "ico-right-missing",
    "public-interest-reasons-missing",
}


def expects(rules: set[str], *certainties: str) -> Callable[[Case], bool]:
    def is_so(case: Case) -> bool:
        assert case.expect is not None
        return any(
            f["rule"] in rules and f["certainty"] in certainties
            for f in case.expect.get("findings", ())
        )

    return is_so


def has(*events: str) -> Callable[[Case], bool]:
    return lambda case: set(events) <= {event.event for event in case.events}


def over_a_holiday_of_one_nation(case: Case) -> bool:
    """Among the days that did not count in the time for complying."""
    assert case.expect is not None
    found = assess(case, case.expect["as-of"])
    reasons = {why for c in found.clocks if c.clock == "response" for _, why in c.disregarded}
    return any(why.endswith(("(Scotland)", "(Northern Ireland)")) for why in reasons)


def school_over_a_summer(case: Case) -> bool:
    received = case.events[0].on
    return case.authority.type in ("school", "academy") and (
        date(received.year, 6, 25) < received < date(received.year, 9, 1)
    )


KINDS: dict[str, tuple[int, Callable[[Case], bool]]] = {
    "late answers": (3, expects(LATE, "established")),
    "late or improper extensions": (3, expects(EXTENSION, "established", "possible")),
    "defective refusal notices": (3, expects(DEFECTS, "established", "possible")),
    "review delays": (3, expects({"late-review"}, "established")),
    "clarification": (2, has("clarification-sought", "clarification-received")),
    "schools over a summer holiday": (1, school_over_a_summer),
    "across the holiday of one nation": (1, over_a_holiday_of_one_nation),
    "decided and then appealed": (1, has("decision-notice", "tribunal-decision")),
    "nothing found": (1, lambda case: (case.expect or {}).get("findings") == []),
}


def test_there_are_fifteen_and_more() -> None:
    assert len(READ) >= 15
    assert all(case.expect and "as-of" in case.expect for case in READ.values())


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_of_a_kind(kind: str) -> None:
    least, is_so = KINDS[kind]
    assert len([name for name, case in READ.items() if is_so(case)]) >= least
