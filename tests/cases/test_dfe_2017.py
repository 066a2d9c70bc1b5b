"""The founding case: a request to the Department for Education, received on 3 August 2017."""

from __future__ import annotations

from functools import cache
from typing import Any

from foirules import Assessment, Case, assess
from tests.files import EXTENSION, HOLDING, RESPONSE, brief, data, day, of

EACH = ("a", "b", "c", "d")


def on(text: str, content: Any = None) -> Assessment:
    return assess(Case.from_dict(data() if content is None else content), day(text))


@cache
def found() -> Assessment:
    return on("2017-10-10")


# --- the case as it was -------------------------------------------------------------------------


def test_every_finding_of_the_case_and_no_other() -> None:
    assert brief(found().findings) == {
        ("late-exemption", "established", "a", "8"),
        ("late-exemption", "established", "c", "8"),
        ("late-response", "possible", "a", None),
        ("late-response", "possible", "d", None),
        ("extension-not-relied-on", "possible", "a", "8"),
        ("extension-not-relied-on", "possible", "c", "8"),
        ("decision-delayed", "possible", "a", None),
        ("decision-delayed", "possible", "b", None),
        ("decision-delayed", "possible", "c", None),
        ("exemption-not-explained", "possible", None, "4"),
        ("estimate-lapsed", "possible", None, "4"),
        ("exemption-not-specified", "possible", "a", "8"),
        ("ico-right-missing", "possible", None, "4"),
        ("ico-right-missing", "possible", None, "8"),
        ("promise-broken", "established", None, "4"),
        *(("extension-beyond-guidance", "possible", part, None) for part in EACH),
        *(("extension-unreasonable", "possible", part, None) for part in EACH),
        ("figure-ready-earlier", "established", "d", "8"),
        ("figure-of-later-day", "established", "d", "8"),
        ("completeness-not-shown", "established", "d", "8"),
        ("reasons-incomplete", "established", "c", "8"),
    }


def test_each_finding_rests_on_its_own_ground() -> None:
    kinds = {f.rule: (f.kind, f.cites) for f in found().findings}
    assert kinds["late-exemption"] == ("breach", "FOIA s17(1)(b), (c)")
    assert kinds["late-response"] == ("breach", "FOIA s10(1)")
    assert kinds["extension-not-relied-on"] == ("breach", "FOIA s10(1), (3)")
    assert kinds["decision-delayed"] == ("breach", "FOIA s17(3)")
    assert kinds["exemption-not-explained"] == ("breach", "FOIA s17(1)(c)")
    assert kinds["exemption-not-specified"] == ("breach", "FOIA s17(1)(b)")
    assert kinds["ico-right-missing"] == ("breach", "FOIA s17(7)(b)")
    assert kinds["promise-broken"] == ("promise", "the authority's own letter")
    assert kinds["extension-beyond-guidance"][0] == "departure"
    assert {kinds[note][0] for note in ("figure-ready-earlier", "reasons-incomplete")} == {"note"}


def test_the_exemptions_first_cited_late() -> None:
    late = {f.part: (f.exemptions, f.due) for f in found().findings if f.rule == "late-exemption"}
    assert late == {
        "a": (("s36(2)(c)", "s40(2)"), day("2017-09-04")),
        "c": (("s36(2)(c)",), day("2017-09-04")),
    }


def test_the_days_of_findings() -> None:
    days = {(f.rule, f.part): (f.due, f.date) for f in found().findings}
    assert days["late-response", "d"] == (day("2017-09-04"), day("2017-09-05"))
    assert days["promise-broken", None] == (day("2017-09-29"), day("2017-09-30"))
    assert days["extension-beyond-guidance", "a"] == (day("2017-10-02"), day("2017-10-03"))


def test_the_promise_of_6_october_is_found_neither_way() -> None:
    """The record dates the answer by that very promise, so cannot show whether it was kept."""
    said = found().to_dict()
    about = [
        (each["rule"], each["event"] and each["event"]["id"])
        for kind in ("findings", "met", "undecided")
        for each in said[kind]
    ]
    assert ("promise-broken", str(HOLDING + 1)) not in about


def test_duties_that_were_met() -> None:
    met = {(m.rule, m.part, m.event and m.event.id) for m in found().met}
    assert {("late-confirmation", part, None) for part in EACH} <= met
    assert {("late-refusal-notice", part, None) for part in EACH} <= met
    assert {("complaints-procedure-missing", None, letter) for letter in ("4", "8")} <= met
    assert ("estimate-missing", None, "4") in met
    assert ("qualified-person-missing", None, "8") in met
    assert ("public-interest-reasons-missing", None, "8") in met
    # when publication came to be intended the record does not say
    assert {(u.rule, u.part, u.missing) for u in found().undecided} == {
        ("publication-not-intended", part, ("intended-before",)) for part in "ab"
    }


def test_the_letter_of_1_september_came_on_the_nineteenth_working_day() -> None:
    responses = [clock for clock in found().clocks if clock.clock == "response"]
    assert len(responses) == 4
    for clock in responses:
        assert clock.started == day("2017-08-03")
        assert clock.due == clock.due_latest == day("2017-09-04")
        assert (clock.stopped, clock.status) == (day("2017-09-01"), "stopped")
        assert clock.working_days_used == 19
    weekdays = {d: why for d, why in responses[0].disregarded if d.weekday() < 5}
    assert weekdays == {
        day("2017-08-07"): "Summer bank holiday (Scotland)",
        day("2017-08-28"): "Summer bank holiday (England and Wales, Northern Ireland)",
    }


def test_the_guidance_ran_to_2_october() -> None:
    (clock,) = {
        (c.started, c.due, c.kind) for c in found().clocks if c.clock == "public-interest-extension"
    }
    assert clock == (day("2017-09-04"), day("2017-10-02"), "guidance")


def test_the_requester_can_ask_for_a_review_until_30_november() -> None:
    reviews = [a for a in found().actions if a.action == "ask-for-internal-review"]
    assert [a.part for a in reviews] == list(EACH)
    for action in reviews:
        assert action.actor == "requester"
        assert action.available_from == day("2017-09-30")
        assert (action.deadline, action.deadline_latest) == (day("2017-11-30"), day("2017-12-06"))
        assert not action.overdue
        assert "no bar in law" in action.message


def test_a_complaint_may_be_made_but_need_not_be_decided_yet() -> None:
    complaints = [a for a in found().actions if a.action == "complain-to-commissioner"]
    assert complaints
    assert all("s50(2)(a)" in a.message for a in complaints)


def test_acknowledgements_reset_nothing() -> None:
    without = data()
    without["events"] = [e for e in without["events"] if e["event"] != "acknowledgement"]
    for number, event in enumerate(data()["events"], 1):  # ids as they were
        for left in without["events"]:
            if left == event:
                left["id"] = str(number)
    changed = on("2017-10-10", without)
    assert changed.findings == found().findings
    assert changed.clocks == found().clocks


# --- as of other days ---------------------------------------------------------------------------


def test_as_of_31_august_the_time_for_complying_runs() -> None:
    then = on("2017-08-31")
    assert then.findings == ()
    assert {(c.clock, c.status, c.working_days_used, c.working_days_left) for c in then.clocks} == {
        ("confirmation", "running", 18, 2),
        ("response", "running", 18, 2),
    }
    assert dict(then.stages) == dict.fromkeys(EACH, "awaiting-response")
    (deadline,) = {a.deadline for a in then.actions if a.action == "answer-request"}
    assert deadline == day("2017-09-04")
    assert not any(a.overdue for a in then.actions)
    (review,) = {a.available_from for a in then.actions if a.action == "ask-for-internal-review"}
    assert review is None


def test_as_of_5_september_more_time_has_been_taken() -> None:
    then = on("2017-09-05")
    assert dict(then.stages) == dict.fromkeys(EACH, "extended")
    assert brief(then.findings) == {
        ("exemption-not-explained", "possible", None, "4"),
        ("ico-right-missing", "possible", None, "4"),
        *(("decision-delayed", "possible", part, None) for part in EACH),
    }
    clocks = {(c.clock, c.status, c.due) for c in then.clocks}
    assert ("response", "stopped", day("2017-09-04")) in clocks
    assert ("public-interest-extension", "running", day("2017-10-02")) in clocks
    (deadline,) = {a.deadline for a in then.actions if a.action == "conclude-public-interest-test"}
    assert deadline == day("2017-09-29")


def test_as_of_3_october_the_answer_may_or_may_not_have_come() -> None:
    then = on("2017-10-03")
    assert ("promise-broken", "established", None, "4") in brief(then.findings)
    assert of(then, "extension-beyond-guidance") == {("possible", part) for part in EACH}
    assert of(then, "late-exemption") == {("possible", "a"), ("possible", "c")}
    assert dict(then.stages) == dict.fromkeys(EACH, "uncertain")
    (overdue,) = {a.overdue for a in then.actions if a.action == "conclude-public-interest-test"}
    assert overdue


# --- had it been otherwise ----------------------------------------------------------------------


def test_a_final_letter_silent_on_the_commissioner_breaks_s17_7_b() -> None:
    content = data()
    content["events"][RESPONSE]["states"]["ico-right"] = False
    rights = {f.event.id: f for f in on("2017-10-10", content).findings
              if f.rule == "ico-right-missing" and f.event}  # fmt: skip
    assert rights["8"].certainty == "established"
    assert rights["8"].kind == "breach"
    assert rights["4"].certainty == "possible"


def test_a_final_letter_not_read_for_the_commissioner_decides_nothing() -> None:
    content = data()
    for name in ("ico-right", "ico-right-particulars"):
        del content["events"][RESPONSE]["states"][name]
    then = on("2017-10-10", content)
    assert ("ico-right-missing", "8") not in {
        (f.rule, f.event and f.event.id) for f in then.findings
    }
    (open_duty,) = (u for u in then.undecided if u.rule == "ico-right-missing")
    assert open_duty.event
    assert open_duty.event.id == "8"
    assert open_duty.missing == ("ico-right", "ico-right-particulars")


def test_a_final_letter_not_read_at_all_leaves_its_contents_undecided() -> None:
    content = data()
    del content["events"][RESPONSE]["states"]
    missing = {
        u.rule: (u.event and u.event.id, u.missing) for u in on("2017-10-10", content).undecided
    }
    assert missing["complaints-procedure-missing"] == ("8", ("complaints-procedure",))
    assert missing["ico-right-missing"] == ("8", ("ico-right", "ico-right-particulars"))


def test_recording_what_was_missing_decides_it_one_way_or_the_other() -> None:
    for says, outcome in ((True, "met"), (False, "found")):
        content = data()
        content["events"][RESPONSE]["states"] = {
            "complaints-procedure": says, "ico-right": says, "ico-right-particulars": says,
        }  # fmt: skip
        then = on("2017-10-10", content)
        for rule in ("complaints-procedure-missing", "ico-right-missing"):
            met = [m for m in then.met if (m.rule, m.event and m.event.id) == (rule, "8")]
            broken = [f for f in then.findings if (f.rule, f.event and f.event.id) == (rule, "8")]
            assert (len(met), len(broken)) == ((1, 0) if outcome == "met" else (0, 1))
            assert all(f.certainty == "established" for f in broken)


def test_an_answer_on_1_september_without_an_extension_is_not_late() -> None:
    content = data()
    answer = content["events"][RESPONSE] | {"on": "2017-09-01"}
    del answer["dated-by"]
    content["events"] = [content["events"][0], answer]
    then = on("2017-10-10", content)
    assert not {f.rule for f in then.findings} & {
        "late-response", "late-confirmation", "late-refusal-notice", "late-exemption",
        "extension-not-relied-on", "extension-beyond-guidance", "decision-delayed",
    }  # fmt: skip
    assert {m.part for m in then.met if m.rule == "late-response"} == set(EACH)


def test_an_answer_on_5_september_with_no_earlier_letter_is_one_day_late() -> None:
    content = data()
    content["events"] = [
        content["events"][0],
        {"on": "2017-09-05", "event": "response", "outcome": "disclosed"},
    ]
    late = [f for f in on("2017-10-10", content).findings if f.rule == "late-response"]
    assert [f.part for f in late] == list(EACH)
    for finding in late:
        assert (finding.certainty, finding.working_days_late) == ("established", 1)
        assert (finding.due, finding.date) == (day("2017-09-04"), day("2017-09-05"))


def test_a_notice_on_5_september_breaks_s17_1_and_s10_1() -> None:
    """Holding was confirmed one working day late. Whether a late notice put off the duty to give the
    information turns on the exemption."""
    content = data()
    content["events"][EXTENSION]["on"] = "2017-09-05"
    then = on("2017-10-10", content)
    for rule, certainty in (
        ("late-refusal-notice", "established"),
        ("late-confirmation", "established"),
        ("late-response", "possible"),
    ):
        found = [f for f in then.findings if f.rule == rule]
        assert [(f.certainty, f.part) for f in found] == [(certainty, p) for p in EACH]
    confirmed = [f for f in then.findings if f.rule == "late-confirmation"]
    assert {f.working_days_late for f in confirmed} == {1}


def test_s40_2_by_its_first_limb_is_absolute_and_takes_no_time() -> None:
    content = data()
    content["events"][EXTENSION]["exemptions"] = ["s40(2)"]
    content["events"][EXTENSION]["personal-data-condition"] = "s40(3)(a)(i)"
    assert of(on("2017-10-10", content), "extension-not-available") == {
        ("established", part) for part in EACH
    }


def test_s40_2_by_a_limb_not_recorded_may_or_may_not_take_time() -> None:
    content = data()
    content["events"][EXTENSION]["exemptions"] = ["s40(2)"]
    assert of(on("2017-10-10", content), "extension-not-available") == {
        ("possible", part) for part in EACH
    }
