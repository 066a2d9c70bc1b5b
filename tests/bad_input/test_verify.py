"""Results that cannot be verified, and JSON lines that are none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from foirules.assessing.verifying import LISTS
from tests.bad_input.command_lines import refusal

CASE = "case: one\nevents:\n- {on: 2017-08-03, event: request-received}\n"
RESULT = {
    "schema": "foirules/assessment",
    "version": 1,
    "case": "one",
    "as_of": "2017-10-10",
    **{name: [] for name in LISTS},
}
VERIFY = ["verify", "result.json", "case.yaml"]
Trial = tuple[list[str], dict[str, str]]


def of(result: Any, *more: str, **files: str) -> Trial:
    text = result if isinstance(result, str) else json.dumps(result)
    given = {"result.json": text, "case.yaml": CASE}
    return [*VERIFY, *more], {**given, **{f"{name}.yaml": text for name, text in files.items()}}


def lines(*said: str) -> list[str]:
    return [f"foirules: result.json: {each}" for each in said]


DUE = {"received": "2017-08-03", "regime": "foia", "authority_type": "other", "policy": []}
DUE |= {"due": "2017-09-04"}
CHECK = {"schema": "foirules/check", "files": [], "summary": {}}
WHAT_IF = {"case": "one", "as_of": "2017-10-10", "breaks": [], "mends": []}


def alone(result: Any, *cases: str) -> Trial:
    return ["verify", "result.json", *cases], {"result.json": json.dumps(result), "case.yaml": CASE}


TRIALS: dict[str, tuple[Trial, list[str]]] = {
    "no JSON": (of("{\n x}"), [
        "foirules: result.json:2:2: no JSON: Expecting property name enclosed in double quotes"
    ]),
    "nothing": (of(""), lines("it holds no result")),
    "a number": (of("7"), lines(
        "result 1: found 7; expected an assessment, as foirules assess --format json writes it"
    )),
    "another schema": (of(RESULT | {"schema": "foirules/case"}), lines(
        "result 1: schema: found 'foirules/case'; expected foirules/assessment"
    )),
    "another version": (of([RESULT, RESULT | {"version": 2}]), lines(
        "result 2: version: found 2; expected 1, which this program writes"
    )),
    "wrong everywhere": (of(RESULT | {"as_of": 7, "case": [], "made_by": [], "met": [1]}), lines(
        "result 1: as_of: found 7; expected a date, YYYY-MM-DD",
        "result 1: case: found a list; expected a name",
        "result 1: made_by: found a list; expected a mapping",
        "result 1: met: found a list; expected a list of mappings",
    )),
    "no case of it": (of(RESULT | {"case": "two"}), lines(
        "result 1: no case 'two' is among those given"
    )),
    "a case without a result": (of(RESULT, "b.yaml", b=CASE.replace("one", "b")), [
        "foirules: b.yaml: no result of the case 'b'"
    ]),
    "a case that is wrong": (of(RESULT, "b.yaml", b="case: b\n"), [
        "foirules: b.yaml:1:1: the key 'events' is missing"
    ]),
    "a due day that is none": (alone(DUE | {"received": "soon"}), lines(
        "result 1: received: found 'soon'; expected a date, YYYY-MM-DD"
    )),
    "a due day that is a number": (alone([DUE | {"received": 7, "policy": ""}]), lines(
        "result 1: received: found 7; expected what foirules due writes",
        "result 1: policy: found ''; expected what foirules due writes",
    )),
    "a due day by no policy": (alone(DUE), [
        "foirules: unknown policy 'None'; expected department-for-education, eir, eisr, foia, foisa,"
        " school-summer-2021 or weald-of-kent-grammar-school"
    ]),
    "a due day and a case": (alone(DUE, "case.yaml"), [
        "foirules: a due day is verified by itself: leave out case.yaml"
    ]),
    "a check without its files": (alone(CHECK), [
        "foirules: the following arguments are required: CASE; see foirules verify --help"
    ]),
    "an assessment without its case": (alone(RESULT), [
        "foirules: the following arguments are required: CASE; see foirules verify --help"
    ]),
    "results of several kinds": (alone([CHECK, RESULT], "case.yaml"), lines(
        "results of several kinds: check, assess; verify those of one at a time"
    )),
    "several checks": (alone([CHECK, CHECK], "case.yaml"), lines(
        "2 results of check; verify one at a time"
    )),
    "what if, of what": (alone(WHAT_IF, "case.yaml"), [
        "foirules: a result of --what-if is verified with the events that it tried: give --what-if"
    ]),
    "lines that are none": ((["assess", "a.jsonl"], {"a.jsonl": '{}\n{"case": \n'}), [
        "foirules: a.jsonl:1:1: the key 'case' is missing",
        "foirules: a.jsonl:1:1: the key 'events' is missing",
        "foirules: a.jsonl:2:10: no JSON: Expecting value",
    ]),
}  # fmt: skip


def told(trial: Trial) -> list[str]:
    return refusal(*trial)


@pytest.mark.parametrize(("trial", "said"), TRIALS.values(), ids=TRIALS)
def test_it_is_refused_with_every_error(trial: Trial, said: list[str]) -> None:
    assert told(trial) == said
