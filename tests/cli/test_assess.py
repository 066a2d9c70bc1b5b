"""``foirules assess`` as a person reads it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from freezegun import freeze_time
from jsonschema import Draft7Validator

from foirules.schema import SCHEMAS
from tests.cli.conftest import Command
from tests.files import ROOT
from tests.foia import REGIME

DFE = ROOT / "cases" / "dfe-2017-0040081.yaml"
OTHER = ROOT / "cases" / "student-loans-company-2014.yaml"
NOT_ADVICE = "Worked out by rule from the record given; not legal advice."


def section(text: str, heading: str) -> list[str]:
    """The lines under a heading, up to the next empty one."""
    lines = text.splitlines()
    start = lines.index(heading) + 1
    return lines[start : lines.index("", start)]


def test_the_head_says_which_case_whose_and_as_of_when(foirules: Command) -> None:
    told = foirules("assess", DFE, "--as-of", "2017-10-10")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[:5] == [
        "dfe-2017-0040081 · Department for Education · as of 10 October 2017",
        "As recorded: 2 breaches established, 9 possible; 1 departure possible; 1 promise broken; 2 duties"
        " undecided.",
        "Next, if wanted: requester, ask for internal review, by 30 November 2017.",
        "all parts answered",
        "Policy: department-for-education 2026-11-24, foia 2026-11-24",
    ]


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        (
            "2017-08-20",
            [
                "As recorded: no breach found.",
                "Due next: authority, answer request, by 4 September 2017.",
            ],
        ),
        (
            "2017-10-10",
            [
                "As recorded: 1 breach established.",
                "Overdue: authority, answer request, due 4 September 2017. Open, with no last day known:"
                " requester, chase authority.",
            ],
        ),
    ],
)
def test_the_verdict_says_what_is_broken_and_what_is_due_of_whom(
    foirules: Command, tmp_path: Path, as_of: str, verdict: list[str]
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: t\nevents:\n  - {on: 2017-08-03, event: request-received}\n")
    assert foirules("assess", path, "--as-of", as_of).out.splitlines()[1:3] == verdict


def test_in_brief_there_is_the_verdict_and_what_was_found(foirules: Command) -> None:
    given = ("assess", DFE, "--as-of", "2017-10-10")
    whole, brief = foirules(*given).out, foirules(*given, "--brief").out
    assert brief.splitlines()[:5] == [*whole.splitlines()[:3], "", "Findings"]
    assert section(brief, "Findings") == section(whole, "Findings")
    assert brief.endswith(f"{section(whole, 'Findings')[-1]}\n\n{NOT_ADVICE}\n")


def test_a_long_list_ends_in_how_many_more_there_are(foirules: Command, tmp_path: Path) -> None:
    chasers = "".join("  - {on: 2017-08-04, event: chaser}\n" for _ in range(99))
    path = tmp_path / "case.yaml"
    path.write_text(f"case: t\nevents:\n  - {{on: 2017-08-03, event: request-received}}\n{chasers}")
    given = ("assess", path, "--as-of", "2017-08-10")
    lines = section(foirules(*given).out, "Timeline")
    assert (len(lines), lines[-1]) == (31, "    and 70 more (--all shows them)")
    assert len(section(foirules(*given, "--all").out, "Timeline")) == 100


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [("2017-08-31", True), ("2018-09-04", True), ("2018-09-05", False), ("2026-11-27", False)],
)
def test_of_a_clock_a_year_past_its_time_no_days_are_counted(
    foirules: Command, tmp_path: Path, as_of: str, counts: bool
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: t\nevents:\n  - {on: 2017-08-03, event: request-received}\n")
    lines = section(foirules("assess", path, "--as-of", as_of).out, "Clocks")
    assert ("working days used" in lines[1]) is counts
    assert "due 4 September 2017" in lines[1]


def test_a_clock_that_has_ended_counts_no_days(foirules: Command) -> None:
    lines = section(foirules("assess", DFE, "--as-of", "2017-10-10").out, "Clocks")
    ended = [line for line in lines if line.startswith(("    met ·", "    stopped ·"))]
    assert ended
    assert not [line for line in ended if "working day" in line]


def test_the_timeline_tells_every_event_in_order(foirules: Command) -> None:
    told = foirules("assess", DFE, "--as-of", "2017-10-10")
    assert section(told.out, "Timeline") == [
        "  1  3 August 2017                   request received",
        "  2  3 August to 1 September 2017    acknowledgement",
        "  3  3 August to 1 September 2017    acknowledgement",
        "  4  1 September 2017                extension notice: s22; an answer by 29 September 2017",
        "  5  1 September to 6 October 2017   chaser",
        "  6  1 September to 6 October 2017   acknowledgement",
        "  7  1 September to 6 October 2017   holding reply: an answer by 6 October 2017",
        "  8  30 September to 6 October 2017  response: a partly disclosed (s40(2), s36(2)(c), s22); b"
        " refused (s22); c refused (s36(2)(c)); d disclosed",
    ]


def test_findings_stand_in_groups_by_kind_and_certainty(foirules: Command) -> None:
    lines = section(foirules("assess", DFE, "--as-of", "2017-10-10").out, "Findings")
    assert [line.strip() for line in lines if line.startswith("  ") and line[2] != " "] == [
        "Breach of statute, established",
        "Breach of statute, possible",
        "Departure from code or guidance, possible",
        "The authority's own promise, established",
        "Note",
    ]
    promise = lines.index("  The authority's own promise, established")
    assert lines[promise + 1 : promise + 3] == [
        "    promise-broken · event 4 · the authority's own letter",
        "      the letter dated 1 September 2017 said that an answer would come by 29 September 2017; it had"
        " not",
    ]
    assert (
        "    late-exemption · part a · event 8 · FOIA s17(1)(b), (c) · 19 working days late"
        in lines
    )


def test_findings_alike_in_several_parts_are_told_once(foirules: Command) -> None:
    lines = section(foirules("assess", DFE, "--as-of", "2017-10-10").out, "Findings")
    assert "    decision-delayed · parts a, b and c · FOIA s17(3)" in lines
    assert sum("decision-delayed" in line for line in lines) == 1


def test_a_running_clock_says_how_many_days_are_left_and_what_did_not_count(
    foirules: Command,
) -> None:
    out = foirules("assess", DFE, "--as-of", "2017-08-20").out
    assert section(out, "Clocks")[:3] == [
        "  response · all parts · FOIA s10(1)",
        "    running · from 3 August 2017 · due 4 September 2017 · 10 working days used · 10 working days"
        " left",
        "    not counted, besides weekends: 7 August 2017 (Summer bank holiday (Scotland)); 28 August 2017"
        " (Summer bank holiday (England and Wales, Northern Ireland))",
    ]
    assert "\nFindings: none\n" in out


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2017-09-01", "19 working days used · 1 working day left"),
        ("2017-09-04", "20 working days used · 0 working days left"),
    ],
)
def test_the_days_of_a_clock_are_counted_up_and_down(
    foirules: Command, tmp_path: Path, as_of: str, days: str
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: t\nevents:\n  - {on: 2017-08-03, event: request-received}\n")
    lines = section(foirules("assess", path, "--as-of", as_of).out, "Clocks")
    assert any(line.endswith(days) for line in lines)


def test_what_can_be_done_next_is_said_by_actor_and_until_when(foirules: Command) -> None:
    out = foirules("assess", DFE, "--as-of", "2017-08-20").out
    assert section(out, "Next")[:3] == [
        "  authority · all parts · FOIA ss1(1), 10(1), 17(1)",
        "    confirm what is held, communicate what is not exempt and give any refusal notice",
        "    from 3 August 2017, until 4 September 2017",
    ]
    assert section(out, "Not open yet")[0] == (
        "  requester · all parts · s45 Code; the authority's policy"
    )


def test_what_is_overdue_says_so(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: t\nevents:\n  - {on: 2017-08-03, event: request-received}\n")
    lines = section(foirules("assess", path, "--as-of", "2017-10-10").out, "Next")
    assert "    from 3 August 2017, until 4 September 2017 · overdue" in lines


def test_events_after_the_day_of_the_assessment_are_marked(foirules: Command) -> None:
    lines = section(foirules("assess", OTHER, "--as-of", "2014-04-01").out, "Timeline")
    assert lines == [
        "  1  16 March 2014  request received",
        "  2  14 April 2014  response: disclosed (after the day of this assessment)",
    ]


def test_each_text_ends_with_what_it_is_not(foirules: Command) -> None:
    for case in (DFE, OTHER):
        assert foirules("assess", case, "--as-of", "2017-10-10").out.endswith(f"\n\n{NOT_ADVICE}\n")


def test_duties_met_and_undecided_are_counted_and_on_request_listed(foirules: Command) -> None:
    case = ROOT / "cases" / "dfe-2012-0065136.yaml"
    brief = foirules("assess", case, "--as-of", "2014-06-01").out
    assert "\nDuties met: 2. Undecided for want of a record: 5 (--undecided lists them).\n" in brief
    whole = foirules("assess", case, "--as-of", "2014-06-01", "--undecided").out
    assert section(whole, "Duties met") == [
        "  exemption-not-specified · event 2 · FOIA s17(1)(b)",
        "  late-review · event 3 · s45 Code; Commissioner's guidance on internal reviews",
    ]
    unsaid = section(whole, "Undecided for want of a record")
    assert unsaid[:2] == [
        "  exemption-not-explained · event 2 · FOIA s17(1)(c)",
        "    would be decided by: exemption-reason, exemption-reason-particulars",
    ]
    assert len(unsaid) == 10


def test_what_would_decide_them_is_asked_in_words(foirules: Command) -> None:
    case = ROOT / "tests" / "letters" / "dfe-2017.txt"
    whole = foirules("assess", case, "--as-of", "2017-10-10", "--undecided").out
    asked = whole.partition("\nWhat would decide them\n")[2]
    assert (
        "  Did the Commissioner send a decision notice?\n    event:decision-notice; for " in asked
    )
    assert (
        "  Is event 4 (extension notice, 1 September 2017) read rightly from its letter?" in asked
    )
    said = foirules("assess", case, "--as-of", "2017-10-10", "--undecided", "--format", "json").data
    Draft7Validator(SCHEMAS["assessment"](REGIME)).validate(said[0])
    (held,) = [each for each in said[0]["questions"] if each["missing"] == "confirmed-held"]
    assert held["answers"] == ["yes", "no"]
    assert held["rules"] == ["late-confirmation"]
    assert held["asks"].endswith("say whether the information is held?")
    plain = foirules("assess", case, "--as-of", "2017-10-10", "--format", "json").data
    assert "questions" not in plain[0]


def test_explained_each_date_is_told_down_to_the_events(foirules: Command) -> None:
    out = foirules("assess", OTHER, "--as-of", "2014-06-01", "--expressions").out
    lines = section(out, "How it comes about")
    assert lines[0] == "  the response clock"
    steps = [line.strip() for line in lines]
    for step in (
        "due = 14 April 2014   [FOIA s10(1)]",
        "plain_due = 14 April 2014   [FOIA s10(1), (2)]",
        "clock_start = 16 March 2014   [FOIA s10(6)]",
        "received_on = 16 March 2014   [FOIA s10(6)(a)]",
        ": first(r.on for r in receipts)",
        "request-received 1: on = 16 March 2014",
        "policy: response = 20 working days   [FOIA s10(1)]",
        "not counted: 17 March 2014 = St Patrick's Day (Northern Ireland)",
    ):
        assert step in steps


def test_explained_each_finding_is_told_down_to_what_was_recorded(foirules: Command) -> None:
    out = foirules("assess", DFE, "--as-of", "2017-10-10", "--expressions").out
    lines = section(out, "How it comes about")
    start = lines.index("  estimate-lapsed · event 4")
    assert lines[start + 1 : start + 9] == [
        "    possibly broken = yes   [FOIA s17(2); possible only, by FS50158274]",
        "      : promise_broken and not estimated_again",
        "      extension-notice 4: promise_broken = yes",
        "        : any((m.part.answered_on is absent and judged_to > expected_by) or m.part.answered_on >"
        " expected_by for m in mentions)",
        "        part a: answered_on = 30 September 2017 (as above)",
        "        judged_to = 10 October 2017",
        "          : earliest(as_of, withdrawn_on)",
        "          as-of = 10 October 2017",
    ]


def test_explained_a_clock_shows_its_days_and_a_finding_what_it_rests_on(
    foirules: Command,
) -> None:
    out = foirules("assess", DFE, "--as-of", "2017-10-10", "--explain").out
    lines = section(out, "How it comes about")
    start = lines.index("  the response clock · all parts")
    assert lines[start + 2 : start + 4] == [
        "      1          4 August 2017",
        "                 7 August 2017                  not counted: Summer bank holiday (Scotland)",
    ]
    start = lines.index("  estimate-lapsed · event 4")
    assert lines[start + 2] == "      extension-notice 4: promise broken = yes"
    assert not [line for line in lines if line.strip().startswith(": ")]


def test_one_rule_alone_can_be_explained(foirules: Command) -> None:
    given = ("assess", DFE, "--as-of", "2017-10-10")
    lines = section(foirules(*given, "--rule", "estimate-lapsed").out, "How it comes about")
    assert [line for line in lines if line[2] != " "] == [
        "  estimate-lapsed · event 4",
        "  --expressions adds every step, with its expression.",
    ]
    (data,) = foirules(*given, "--rule", "estimate-lapsed", "--format", "json").data
    assert {each["name"] for each in data["derivations"]} == {"estimate-lapsed"}
    lines = section(foirules(*given, "--rule", "late-review").out, "How it comes about")
    assert lines == ["  late-review: nothing of it is found in this case."]
    told = foirules(*given, "--rule", "late-reviews")
    assert (told.code, told.out) == (2, "")
    assert "unknown rule or clock 'late-reviews'; did you mean 'late-review'?" in told.err


def test_of_one_rule_nothing_else_is_shown_after_the_verdict(foirules: Command) -> None:
    given = ("assess", DFE, "--as-of", "2017-10-10")
    out = foirules(*given, "--rule", "late-exemption").out
    whole = foirules(*given).out
    assert out.splitlines()[:3] == whole.splitlines()[:3]
    headings = [line for line in out.splitlines()[3:] if line[:1] not in ("", " ")]
    assert headings == ["Findings", "How it comes about", NOT_ADVICE]
    found = [
        line for line in section(out, "Findings") if line.startswith("    ") and line[4] != " "
    ]
    assert [line.split(" · ")[:2] for line in found] == [
        ["    late-exemption", "part a"],
        ["    late-exemption", "part c"],
    ]
    out = foirules(*given, "--rule", "publication-not-intended", "--undecided").out
    undecided = section(out, "Undecided for want of a record")
    assert [line.split(" · ")[0] for line in undecided if line[2] != " "] == [
        "  publication-not-intended"
    ]


def test_a_clock_alone_is_told_once_for_the_parts_in_which_it_is_alike(foirules: Command) -> None:
    out = foirules("assess", DFE, "--as-of", "2017-10-10", "--rule", "response").out
    (clock,) = [line for line in section(out, "Clocks") if line[2] != " "]
    assert clock.startswith("  response · all parts · FOIA s10(1)")
    lines = section(out, "How it comes about")
    assert [line for line in lines if line[2] != " "] == [
        "  the response clock · all parts",
        "  --expressions adds every step, with its expression.",
    ]


def test_several_cases_stand_one_after_the_other(foirules: Command) -> None:
    told = foirules("assess", OTHER, DFE, "--as-of", "2017-10-10")
    heads = [line for line in told.out.splitlines() if line.endswith("as of 10 October 2017")]
    assert [head.split(" · ")[0] for head in heads] == [OTHER.stem, DFE.stem]
    assert f"{NOT_ADVICE}\n\ndfe-2017-0040081 · " in told.out


def test_a_wrong_case_among_several_does_not_keep_the_others_back(
    foirules: Command, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("case: bad\nevents: []\n")
    told = foirules("assess", OTHER, bad, DFE, "--as-of", "2017-10-10")
    assert told.code == 2
    assert told.err == f"foirules: {bad}:2:9: events: expected at least one event\n"
    assert told.out.count(NOT_ADVICE) == 2


def test_a_case_can_come_by_standard_input(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = foirules("assess", OTHER, "--as-of", "2014-06-01").out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OTHER.read_bytes())))
    assert foirules("assess", "-", "--as-of", "2014-06-01").out == whole


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2017-10-09T22:59:59Z", "9 October 2017"),
        ("2017-10-09T23:00:00Z", "10 October 2017"),  # midnight in London, in summer
        ("2017-12-31T23:59:59Z", "31 December 2017"),
        ("2018-01-01T00:00:00Z", "1 January 2018"),
    ],
)
def test_the_day_of_judgement_is_today_in_london(foirules: Command, now: str, day: str) -> None:
    with freeze_time(now):
        out = foirules("assess", OTHER, "--engine", "scalar").out
    assert out.splitlines()[0].endswith(f"as of {day}")


def test_a_policy_file_serves_the_cases_that_name_it(foirules: Command, tmp_path: Path) -> None:
    """A day proclaimed since, added to the Department's own policy."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        'policy: dfe-and-more\nversion: "1"\ntitle: More\nextends: department-for-education\n'
        "non-working-days:\n"
        "  - {on: 2017-08-21, reason: A day of thanksgiving, source: a proclamation}\n"
    )
    case = tmp_path / "case.yaml"
    case.write_text(
        DFE.read_text("utf-8").replace("policy: department-for-education", "policy: dfe-and-more"),
        encoding="utf-8",
    )
    out = foirules("assess", case, "--as-of", "2017-08-31", "--policy", policy).out
    assert "Policy: dfe-and-more 1, department-for-education 2026-11-24, foia 2026-11-24" in out
    clock = " ".join(" ".join(section(out, "Clocks")).split())
    assert "due 5 September 2017 · 17 working days used · 3 working days left" in clock
    assert "21 August 2017 (A day of thanksgiving)" in clock
