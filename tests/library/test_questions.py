"""What a case leaves open is asked in words that a person can answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foirules import assess, load_case
from foirules.assessing.one_case import names_of
from foirules.assessing.questions import asks_for, asks_whether, questions
from foirules.cases.case_file import case_from_dict
from foirules.language.law import Law
from foirules.language.nodes import Attribute, NotRecorded
from foirules.language.regime_files import load_law
from foirules.language.types import SetType
from foirules.language.walk import nodes
from foirules.policy.policies import load_policies
from tests.files import CASES
from tests.library.given import answered
from tests.small_law import write

LAW = load_law()


def can_be_missing(law: Law) -> Iterator[str]:
    """All that a rule of a law can name as missing: a field, or a kind of events."""
    seen: set[tuple[str, str]] = set()
    trees: list[Any] = [truth for rule in law.rules for truth in rule.asked]
    while trees:
        for node in nodes(trees.pop()):
            if isinstance(node, NotRecorded):
                for value, mask in node.sets:
                    assert isinstance(value.type, SetType)
                    yield from value.type.names(mask)
            elif isinstance(node, Attribute):
                key = (node.row.subject, node.name)
                if key not in law.by_key:
                    if node.unknown:
                        yield node.name.replace("_", "-")
                elif key not in seen:
                    seen.add(key)
                    trees.append(law.by_key[key].tree)


@pytest.mark.parametrize("id", LAW)
def test_all_that_a_rule_can_miss_has_a_question(id: str) -> None:
    words = LAW[id].vocabulary
    found: set[str] = set()
    for partly in (False, True):
        for unknown in (False, True):
            law = LAW[id].law(names_of(load_policies()[id]), unknown, (), partly)
            found |= set(can_be_missing(law))
    assert {"event:response", "exemptions", "outcome"} <= found
    for name in found - {"on"}:
        of = words.events[name[6:]] if name.startswith("event:") else words.fields[name]
        assert of.asks, name


@pytest.mark.parametrize("id", LAW)
def test_every_field_and_event_has_a_question_of_its_own(id: str) -> None:
    words = LAW[id].vocabulary
    asked = [kind.asks for kind in words.events.values()]
    asked += [field.asks for field in words.fields.values()]
    assert all(asked)
    assert len(set(asked)) == len(asked)


@pytest.mark.one_cpython
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_undecided_is_asked_once_and_by_name(path: Any) -> None:
    case = load_case(path)
    assert case.expect is not None
    found = assess(case, case.expect["as-of"])
    listed = questions(case, found, LAW)
    assert {q.missing for q in listed} == {name for u in found.undecided for name in u.missing}
    assert len({(q.regime, q.asks) for q in listed}) == len(listed)
    assert all(q.asks.endswith("?") and "{" not in q.asks for q in listed)
    assert [len(q.rules) for q in listed] == sorted((len(q.rules) for q in listed), reverse=True)


def test_a_field_is_asked_of_the_letter_that_lacks_it() -> None:
    case = answered(outcome="refused", exemptions=["s42"], states={"ico-right": True})
    listed = questions(case, assess(case, date(2024, 5, 1)), LAW)
    (asked,) = [q for q in listed if q.missing == "ico-right-particulars"]
    assert asked.asks == (
        "Does the letter of 20 March 2024 describe how to apply to the Commissioner for a decision?"
    )
    assert asked.event is not None
    assert (asked.event.id, asked.answers) == ("2", ("yes", "no"))
    assert asked.rules == ("ico-right-missing",)


def test_an_event_is_asked_for_and_a_further_one_of_its_kind() -> None:
    refused = {"outcome": "refused", "exemptions": ["s42"]}
    case = case_from_dict(
        {
            "case": "one",
            "recorded": ["request-received"],
            "events": [
                {"on": date(2024, 3, 1), "event": "request-received"},
                {"on": date(2024, 3, 20), "event": "extension-notice", "exemptions": ["s42"]},
                {"on": date(2024, 4, 20), "event": "response", **refused},
            ],
        }
    )
    asked = {q.missing: q.asks for q in questions(case, assess(case, date(2024, 5, 1)), LAW)}
    assert asked["event:fees-notice"] == "Did the authority ask for a fee in writing?"
    assert asked["event:response"] == "Did the authority answer, besides what is recorded?"
    assert asked["confirmed-held"] == (
        "Does the letter of 20 March 2024 or the letter of 20 April 2024 say whether the"
        " information is held?"
    )


def test_what_is_not_confirmed_is_asked_by_event_and_by_field() -> None:
    case = answered(
        outcome="refused",
        exemptions=["s42"],
        states={"complaints-procedure": True},
        unconfirmed=["states.complaints-procedure"],
    )
    asked = {q.missing: q for q in questions(case, assess(case, date(2024, 5, 1)), LAW)}
    said = asked["read:2.states.complaints-procedure"]
    assert said.asks.startswith("Does the letter of 20 March 2024 say how to complain")
    case = answered(outcome="disclosed", read={"message": 2, "unconfirmed": True})
    asked = {q.missing: q for q in questions(case, assess(case, date(2024, 5, 1)), LAW)}
    assert asked["read:2"].asks == (
        "Is event 2 (response, 20 March 2024) read rightly from its letter?"
    )


def test_a_law_without_questions_asks_by_the_meaning(tmp_path: Path) -> None:
    law = load_law([write(tmp_path / "small")])
    words = law["small"].vocabulary
    assert asks_for(words.fields["known-on"], "the letter of 1 May 2020", "a") == (
        "Of the letter of 1 May 2020, part a: when it was known?"
    )
    assert asks_whether(words.events["answered"]) == "Is this so: an answer?"
