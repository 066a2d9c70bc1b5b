"""What `check` says of a file that is not as it expects: each difference where it stands."""

from __future__ import annotations

import pytest

from foirules.cases.case_file import read_case_file
from foirules.cases.errors import CaseError
from foirules.check.run import Settings, check_file

CASE = """\
case: test
parts: [a, b]
events:
  - {on: 2017-08-03, event: request-received}
  - {on: 2017-09-05, event: response, outcome: disclosed, states: {confirmed-held: true}}
  - {on: 2017-09-06, event: review-requested}
"""
AS_OF = "expect:\n  as-of: 2017-10-10\n"


def expecting(*findings: str, more: str = "") -> str:
    """The case with what is expected of it; of findings each on a line of its own from the tenth."""
    listed = "".join(f"    - {each}\n" for each in findings)
    return f"{CASE}{AS_OF}  findings:\n{listed}{more}"


def accepting(*accepted: str) -> str:
    """The case with findings accepted, each on a line of its own from the eighth."""
    listed = "".join(f"  - {each}\n" for each in accepted)
    return f"{CASE}accept:\n{listed}{AS_OF}"


LATE = ["{rule: late-response, part: a}", "late-response(b)"]
TRIALS: dict[str, tuple[str, list[str]]] = {
    "all as expected": (expecting(*LATE), []),
    "one that is not found": (
        expecting(*LATE, "{rule: late-review, certainty: established}", "late-review"),
        [
            "case.yaml:12:7: late-review expected, certainty established: not found",
        ],
    ),
    "another day": (
        expecting("{rule: late-response, part: a, due: 2017-09-01}", *LATE[1:]),
        [
            "case.yaml:10:43: late-response expected due 2017-09-01; found due 2017-09-04",
        ],
    ),
    "another part": (
        expecting(LATE[0], "{rule: late-response, part: null, working-days-late: 2}"),
        [
            "case.yaml:11:35: late-response expected part none, working days late 2; found part b, working days late 1",
        ],
    ),
    "another event": (
        expecting(*LATE, "{rule: late-review, event: 1, due: 2017-10-05}"),
        [
            "case.yaml:12:34: late-review expected event 1, due 2017-10-05; found event 3, due 2017-10-04 (line 6)",
        ],
    ),
    "another day of an event": (
        expecting(*LATE, "{rule: late-review, event: 3, due: 2017-10-05, exemptions: [s22]}"),
        [
            "case.yaml:12:42: late-review expected due 2017-10-05, exemptions s22; found due 2017-10-04, exemptions none (event 3, line 6)",
        ],
    ),
    "what is in another list": (
        expecting(
            "late-review",
            more="  met: [late-response(a), late-response(b)]\n  undecided: [late-review]\n",
        ),
        [
            "case.yaml:11:9: late-response expected under met; found under findings: answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
            "case.yaml:11:27: late-response expected under met; found under findings: answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
            "case.yaml:12:15: late-review expected under undecided; found under findings: the review asked for on 6 September 2017 was answered on no day on the record; it was due on 4 October 2017, unless it was complex or large: then by 1 November 2017",
        ],
    ),
    "none expected": (
        expecting().replace("findings:\n", "findings: []\n"),
        [
            "case.yaml:5:5: late-response not expected (part a, established): answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
            "case.yaml:5:5: late-response not expected (part b, established): answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
        ],
    ),
    "nothing said of findings": (
        CASE + AS_OF,
        [
            "case.yaml:5:5: late-response not expected (part a, established): answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
            "case.yaml:5:5: late-response not expected (part b, established): answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
        ],
    ),
    "a clock and an action on other days": (
        expecting(
            *LATE,
            more="  clocks:\n    - {clock: response, part: a, due: 2017-09-01, status: met}\n"
            "    - {clock: review-response, status: running, working-days-used: 1}\n"
            "  actions:\n    - {action: answer-review, overdue: false, deadline: 2017-10-04}\n"
            "    - decide-complaint\n",
        ),
        [
            "case.yaml:13:39: response expected due 2017-09-01, status met; found due 2017-09-04, status missed",
            "case.yaml:14:40: review-response expected status running, working days used 1; found status missed, working days used 24",
            "case.yaml:16:40: answer-review expected overdue false; found overdue true",
            "case.yaml:17:7: decide-complaint expected: not found",
        ],
    ),
    "a list that is not complete": (
        expecting(*LATE, more="  complete: [met, clocks, actions]\n  clocks: [response(a)]\n"),
        [
            "case.yaml:12:13: answer-review not expected",
            "case.yaml:12:13: complain-to-commissioner not expected (part a)",
            "case.yaml:12:13: complain-to-commissioner not expected (part b)",
            "case.yaml:13:11: response not expected (part b)",
            "case.yaml:13:11: confirmation not expected (part a)",
            "case.yaml:13:11: confirmation not expected (part b)",
            "case.yaml:13:11: review-response not expected",
            "case.yaml:13:11: ico-complaint not expected (part a)",
            "case.yaml:13:11: ico-complaint not expected (part b)",
        ],
    ),
    "acceptances that hold": (
        accepting(
            "{rule: late-response, part: b, reason: the post}",
            "{rule: late-response, part: a, until: 2017-10-10, reason: the post}",
        ),
        [],
    ),
    "acceptances that do not": (
        accepting(
            "late-response(a)",
            "{rule: late-response, part: b, until: 2017-10-09, reason: the post}",
            "{rule: late-refusal-notice, reason: the post}",
        ),
        [
            "case.yaml:5:5: late-response not expected (part a, established): answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
            "case.yaml:5:5: late-response not expected (part b, established): answered, or answered in full, on 5 September 2017; the last day was 4 September 2017",
            "case.yaml:8:5: late-response on part a: accepted without a reason",
            "case.yaml:9:43: late-response on part b: accepted until 2017-10-09 only; judged as of 2017-10-10",
            "case.yaml:10:5: late-refusal-notice accepted, and not found",
        ],
    ),
    "names that are none": (
        accepting("{rule: late-respons, reason: r}", "late-revue(a)")
        + "  findings: [late, {rule: late-response, part: a}]\n"
        "  clocks:\n    - clock: respons\n  actions: [complain]\n",
        [
            "case.yaml:8:12: accept: unknown rule 'late-respons'; did you mean 'late-response'?",
            "case.yaml:9:5: accept: unknown rule 'late-revue'; did you mean 'late-review'?",
            "case.yaml:12:14: expect.findings: unknown rule 'late'; did you mean 'late-fee'?",
            "case.yaml:14:14: expect.clocks: unknown clock 'respons'; did you mean 'response'?",
            "case.yaml:15:13: expect.actions: unknown action 'complain'; did you mean 'decide-complaint'?",
        ],
    ),
    "no day": (
        CASE,
        [
            "case.yaml: no day to judge it on; say expect.as-of in it, --as-of DATE, or as-of in the configuration",
        ],
    ),
    "a policy that is none": (
        CASE.replace("parts", "authority: {policy: fioa}\nparts") + AS_OF,
        [
            "case.yaml:2:21: authority.policy: unknown policy 'fioa'; did you mean 'foia'?",
        ],
    ),
}


def told(text: str) -> list[str]:
    """The lines for a case file of this text."""
    try:
        file = read_case_file(text, "case.yaml")
    except CaseError as error:
        return list(error.errors)
    checked = check_file(file, Settings())
    return [*checked.errors, *map(str, checked.problems)]


@pytest.mark.parametrize(("text", "lines"), TRIALS.values(), ids=TRIALS)
def test_a_difference_is_said_where_it_stands(text: str, lines: list[str]) -> None:
    assert told(text) == lines
