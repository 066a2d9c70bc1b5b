"""What an assessment is to a program: the published shape, pickled, frozen."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from datetime import date
from multiprocessing import get_context
from random import Random
from typing import Any

import attrs
import pytest

import foirules
from foirules import Assessment, Case, assess, assess_many, load_case
from foirules.cases.lists import RESULTS
from tests import generate
from tests.files import DFE, ROOT
from tests.foia import EVENTS
from tests.library.given import DAY

FOUNDING = load_case(ROOT / "cases" / f"{DFE}.yaml")

# Other people's programs rest on these names: some may be added, none is ever changed.
SHAPE = {
    "": "schema version case regime as_of policy calendar parts clocks findings met undecided"
    " actions",
    "policy": "id version",
    "calendar": "announced_until provisional",
    "parts": "part stage",
    "clocks": "clock part kind started due due_latest stopped status working_days_used disregarded"
    " cites",
    "findings": "rule kind certainty part event date due working_days_late exemptions cites"
    " message",
    "met": "rule part event cites",
    "undecided": "rule part event missing cites",
    "actions": "actor action part available_from deadline deadline_latest overdue cites message",
    "disregarded": "date reason",
    "event": "id event on",
    "made_by": "program law policy calendar input",
}
ADDED = {
    "": {"notes", "made_by"},
    "clocks": {"working_days_left", "regime"},
    **{key: {"regime"} for key in ("parts", "findings", "met", "undecided", "actions")},
}
DATES = {"as_of", "announced_until", "started", "due", "due_latest", "stopped", "date", "on"} | {
    "available_from",
    "deadline",
    "deadline_latest",
}
CLOCKS = (
    "response public-interest-extension fee-payment review-request review-response ico-complaint"
    " tribunal-appeal decision-compliance confirmation promised-publication tribunal-response"
    " tribunal-reply permission-to-appeal upper-tribunal-application certificate-appeal"
    " notice-appeal tribunal-compliance contempt-application set-aside reinstatement reconsideration"
    " upper-tribunal-appeal permission-hearing"
)
STATUSES = "running paused met missed lapsed stopped"
NAMES = (
    "request-received acknowledgement clarification-sought clarification-received fees-notice"
    " fee-paid extension-notice holding-reply response chaser request-withdrawn review-requested"
    " review-acknowledged review-extended review-outcome ico-complaint ico-accepted ico-closed"
    " decision-notice tribunal-appeal tribunal-decision publication"
)


def several() -> list[Assessment]:
    """The founding case, and enough others that nothing is empty in all of them."""
    rng = Random(1)
    made = [generate.case(rng) for _ in range(150)]
    return [assess(FOUNDING, DAY), *(assess(case, generate.as_of(rng, case)) for case in made)]


@pytest.fixture(scope="module", name="found")
def _found() -> list[Assessment]:
    return several()


def objects(value: Any, name: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every object of a shape, with the name it stands under."""
    if isinstance(value, list):
        return [each for one in value for each in objects(one, name)]
    if not isinstance(value, dict):
        return []
    below = [each for key, inner in value.items() for each in objects(inner, key)]
    return [(name, value), *below]


def test_the_shape_is_the_published_one(found: list[Assessment]) -> None:
    seen = set()
    for assessment in found:
        for name, each in objects(assessment.to_dict()):
            assert set(each) - ADDED.get(name, set()) == set(SHAPE[name].split()), name
            seen.add(name)
            for key in DATES & each.keys():
                assert each[key] is None or date.fromisoformat(each[key]).isoformat() == each[key]
    assert seen == set(SHAPE)


def test_the_shape_survives_json(found: list[Assessment]) -> None:
    for assessment in found:
        shape = assessment.to_dict()
        assert json.loads(json.dumps(shape)) == shape
        assert (shape["schema"], shape["version"]) == ("foirules/assessment", 1)


def test_no_published_name_is_changed(found: list[Assessment]) -> None:
    assert set(NAMES.split()) <= set(EVENTS)
    clocks = [clock for assessment in found for clock in assessment.clocks]
    assert {clock.clock for clock in clocks} <= set(CLOCKS.split())
    assert {clock.status for clock in clocks} - {"uncertain"} == set(STATUSES.split())
    findings = [finding for assessment in found for finding in assessment.findings]
    assert {f.kind for f in findings} <= {"breach", "departure", "promise", "note"}
    assert {f.certainty for f in findings} == {"established", "possible"}
    actors = {action.actor for assessment in found for action in assessment.actions}
    assert actors == {"requester", "authority", "commissioner"}


def test_pickled_it_is_equal_and_whole(found: list[Assessment]) -> None:
    for assessment in found[:30]:
        again = pickle.loads(pickle.dumps(assessment))
        assert again == assessment == deepcopy(assessment)
        assert hash(again) == hash(assessment)
        assert (again.findings, again.met, again.undecided) == (
            assessment.findings,
            assessment.met,
            assessment.undecided,
        )
        assert again.to_dict() == assessment.to_dict()
    with pytest.raises(ValueError, match=r"made without its derivations: call assess with explain"):
        again.derivations()
    explained = assess(FOUNDING, DAY, explain=True)
    assert pickle.loads(pickle.dumps(explained)).derivations() == explained.derivations() != ()


@pytest.mark.parametrize("name", RESULTS)
def test_a_list_that_was_not_asked_for_is_not_there(name: str) -> None:
    """It is told apart from a list that is empty; the others are as they always are."""
    whole = assess(FOUNDING, DAY)
    others = tuple(each for each in RESULTS if each != name)
    light = assess(FOUNDING, DAY, results=others)
    (by_columns,) = assess_many([FOUNDING], DAY, engine="columns", results=others)
    assert light == by_columns != whole
    assert pickle.loads(pickle.dumps(light)) == light
    for each in others:
        assert getattr(light, each) == getattr(whole, each)
    for look in (lambda: getattr(light, name), light.to_dict):
        with pytest.raises(ValueError, match=r"this assessment was made without its \w+"):
            look()


def test_derivations_need_no_list() -> None:
    explained = assess(FOUNDING, DAY, explain=True).derivations()
    light = assess(FOUNDING, DAY, results=(), explain=True)
    (by_columns,) = assess_many([FOUNDING], DAY, engine="columns", results=(), explain=True)
    assert isinstance(by_columns, Assessment)
    assert light.derivations() == by_columns.derivations() == explained


def test_equal_means_the_same_results() -> None:
    whole = assess(FOUNDING, DAY)
    less = assess(attrs.evolve(FOUNDING, events=FOUNDING.events[:-1]), DAY)
    assert whole == assess(FOUNDING, DAY)
    assert whole != less
    shape: object = whole.to_dict()
    assert whole != shape


def test_a_case_goes_to_another_process_and_its_assessment_comes_back() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(assess, FOUNDING, DAY).result() == assess(FOUNDING, DAY)
    assert pickle.loads(pickle.dumps(FOUNDING)) == FOUNDING


def test_everything_is_frozen(found: list[Assessment]) -> None:
    assessment = found[0]
    derivation = assess(FOUNDING, DAY, explain=True).derivations()[0]
    made: list[Any] = [
        assessment,
        assessment.findings[0],
        assessment.met[0],
        next(each.undecided[0] for each in found if each.undecided),
        assessment.clocks[0],
        assessment.actions[0],
        derivation,
        derivation.step,
        next(f.event for f in assessment.findings if f.event),
        FOUNDING,
        FOUNDING.events[0],
        FOUNDING.authority,
        foirules.load_policies()["foia"],
        foirules.load_rules([ROOT / "docs" / "own-rules.yaml"]),
        foirules.load_law()["foia"],
        foirules.due(DAY),
        foirules.read_messages(ROOT / "tests" / "letters" / "dfe-2017.txt", as_of=DAY),
    ]
    public = [getattr(foirules, name) for name in foirules.__all__]
    classes = {each for each in public if isinstance(each, type) and attrs.has(each)}
    assert {type(each) for each in made} == classes
    for each in made:
        for attribute in attrs.fields(type(each)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(each, attribute.name, None)
        with pytest.raises(AttributeError):
            each.something_else = None


def test_results_are_tuples_that_can_be_kept(found: list[Assessment]) -> None:
    for assessment in found[:30]:
        results = (
            assessment.findings,
            assessment.met,
            assessment.undecided,
            assessment.clocks,
            assessment.actions,
        )
        for each in results:
            assert isinstance(each, tuple)
            assert len(set(each)) == len(each)  # hashable, and none twice


def test_what_a_case_is_made_of_is_left_alone() -> None:
    text: dict[str, Any] = {
        "case": "test",
        "authority": {"name": "A", "type": "general"},
        "parts": ["a", "b"],
        "events": [
            {"on": "2017-08-03", "event": "request-received"},
            {
                "on": {"from": "2017-09-05", "to": "2017-09-07"},
                "event": "response",
                "outcomes": {"a": {"outcome": "refused", "exemptions": ["s22"]}},
                "states": {"ico-right": True},
            },
        ],
        "expect": {"as-of": "2017-10-10", "findings": ["late-response(a)"]},
    }
    dates = deepcopy(text)
    dates["events"][0]["on"] = date(2017, 8, 3)
    dates["events"][1]["on"] = {"from": date(2017, 9, 5), "to": date(2017, 9, 7)}
    dates["expect"]["as-of"] = date(2017, 10, 10)
    before = deepcopy((text, dates))
    case = Case.from_dict(text)
    expected = deepcopy(case)
    assert assess(case, DAY) == assess(Case.from_dict(dates), DAY)
    assert attrs.evolve(case, expect=None) == attrs.evolve(Case.from_dict(dates), expect=None)
    assert (text, dates) == before
    response = text["events"][1]
    response["outcomes"]["a"]["exemptions"].append("s43(2)")
    response["states"].clear()
    text["expect"]["findings"].clear()
    assert case == expected
