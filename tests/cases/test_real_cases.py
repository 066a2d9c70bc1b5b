"""Points of law that real cases raise, beyond what their files expect."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import Assessment, Case, assess
from tests.files import data, day, of


def on(text: str, content: Any) -> Assessment:
    return assess(Case.from_dict(content), day(text))


def test_a_school_is_not_late_by_the_days_of_a_council() -> None:
    """Parrs Wood: 20 working days ended on 21 August 2017, in the holidays."""
    content = data("parrs-wood-2017")
    assert of(on("2017-09-14", content), "late-response") == set()
    del content["authority"]["type"]
    (finding,) = on("2017-09-14", content).findings
    # 24-28 July 5, 31-4 August 10; 7 Scotland; 8-11 14, 14-18 19, 21 20
    assert (finding.rule, finding.due) == ("late-response", day("2017-08-21"))


def test_a_question_asked_in_time_and_needed_would_have_moved_the_last_day() -> None:
    """Hertfordshire: asked on 18 February 2025, after the last day, it does not."""
    content = data("hertfordshire-constabulary-2025")
    assert of(on("2025-02-28", content), "late-response") == {("established", None)}
    content["events"][1]["on"] = "2025-02-14"
    content["events"][2] = {"on": "2025-02-14", "event": "clarification-received"}
    # from 14 February: 17-21 February 5, 24-28 10
    assert of(on("2025-02-28", content), "late-response") == set()


def test_whether_a_question_was_needed_moves_the_last_day() -> None:
    """The Foreign Office: late either way, by the answer to the question or without it."""
    content = data("fcdo-2025-01497")
    for required, due in ((True, "2025-03-06"), (False, "2025-02-14")):
        content["events"][2]["required"] = required
        (late,) = (f for f in on("2025-03-07", content).findings if f.rule == "late-response")
        assert late.due == day(due)


@pytest.mark.parametrize(
    ("name", "as_of", "in_time", "late"),
    [
        # answers moved to the last day and to the day after it
        ("doncaster-2022-ea-2022-0406", "2022-04-29", "2022-03-21", "2022-03-22"),  # 17 March
        ("nottingham-city-council-2010", "2011-07-27", "2010-12-07", "2010-12-08"),  # 30 November
        ("cardiff-bus-2023-ea-2023-0406", "2023-08-23", "2023-08-02", "2023-08-03"),  # 12 July
    ],
)
def test_the_holiday_of_one_nation_gives_a_day_more(
    name: str, as_of: str, in_time: str, late: str
) -> None:
    for answered, expected in ((in_time, set()), (late, {"established"})):
        content = data(name)
        answer = {"on": answered, "event": "response", "outcome": "disclosed"}
        kept = [e for e in content["events"] if e["event"] == "request-received"]
        content["events"] = [*kept, answer]
        found = on(as_of, content)
        assert {certainty for certainty, _ in of(found, "late-response")} == expected


def test_the_last_day_that_the_authority_itself_counted() -> None:
    """The Cabinet Office named 13 July 2021, leaving 12 July out; so does the calendar."""
    content = data("cabinet-office-2021-12794")
    (response,) = (c for c in on("2021-07-14", content).clocks if c.clock == "response")
    assert response.due == content["events"][1]["expected-by"]
    assert [str(d) for d, _ in response.disregarded if d.weekday() < 5] == ["2021-07-12"]
