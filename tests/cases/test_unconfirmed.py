"""What was read from letters and nobody has confirmed: what it says in a case file, and that
nothing established rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules import Assessment, Case, CaseError, Event, assess, assess_many
from foirules.cases.confirming import as_confirmed
from foirules.language.regime_files import load_law
from tests import files, generate
from tests.files import brief, case, day

LAW = load_law()
READ: dict[str, Any] = {"message": 2, "lines": "3-4"}
LATE: dict[str, Any] = {"on": "2017-09-29", "event": "response", "outcome": "disclosed"}
AS_OF = day("2017-10-20")


def found(*events: dict[str, Any], **more: Any) -> set[tuple[str, str, str | None, str | None]]:
    return brief(assess(case(*events, **more), AS_OF).findings)


def test_an_event_that_is_not_confirmed_establishes_nothing() -> None:
    late = ("late-response", "established", None, None)
    assert late in found(LATE)
    assert late in found({**LATE, "read": READ})
    assert late not in found({**LATE, "read": {**READ, "unconfirmed": True}})
    assert not [f for f in found({**LATE, "read": {"unconfirmed": True}}) if f[1] == "established"]


def test_an_acknowledgement_that_is_not_confirmed_may_be_an_answer() -> None:
    read = {"on": "2017-08-04", "event": "acknowledgement"}
    late = ("late-response", "established", None, None)
    assert late in found(read)
    assert late not in found({**read, "read": {"unconfirmed": True}})


def test_a_field_that_is_not_confirmed_establishes_nothing() -> None:
    refusal: dict[str, Any] = {
        "on": "2017-08-30",
        "event": "response",
        "outcome": "refused",
        "exemptions": ["s43(2)"],
        "states": {"complaints-procedure": False, "ico-right": False},
    }
    missing = ("complaints-procedure-missing", "established", None, "2")
    right = ("ico-right-missing", "established", None, "2")
    assert {missing, right} <= found(refusal)
    less = found({**refusal, "unconfirmed": ["states.ico-right"]})
    assert missing in less
    assert right not in less
    assert ("ico-right-missing", "possible", None, "2") in less


def test_what_would_settle_it_is_named() -> None:
    refusal: dict[str, Any] = {
        "on": "2017-08-30",
        "event": "response",
        "outcome": "refused",
        "exemptions": ["s43(2)"],
        "states": {"ico-right": False, "complaints-procedure": True},
        "unconfirmed": ["states.ico-right", "states.complaints-procedure"],
    }
    judged = assess(case(refusal), AS_OF)
    told = next(f.message for f in judged.findings if f.rule == "ico-right-missing")
    assert told.endswith("possible only, as this is not confirmed: read:2.states.ico-right")
    open_now = {u.rule: u.missing for u in judged.undecided}
    assert "read:2.states.complaints-procedure" in open_now["complaints-procedure-missing"]


def test_where_it_begins_is_not_confirmed_nothing_is_established() -> None:
    begun = {"on": "2017-08-03", "event": "request-received", "read": {"unconfirmed": True}}
    judged = assess({"case": "x", "events": [begun, LATE]}, AS_OF)
    assert {f.certainty for f in judged.findings} == {"possible"}
    assert not judged.met
    assert any("not all that was read from letters is confirmed" in note for note in judged.notes)


def test_as_confirmed_it_is_judged_as_without_the_marks() -> None:
    read = case({**LATE, "read": {"unconfirmed": True}})
    assert assess(as_confirmed(read), AS_OF) == assess(case(LATE), AS_OF)


# --- of any case whatever -------------------------------------------------------------------------


def established(judged: Assessment) -> set[tuple[str, str | None, str | None]]:
    return {
        (f.rule, f.part, f.event.id if f.event else None)
        for f in judged.findings
        if f.certainty == "established"
    }


def marked(rng: Random, events: Sequence[Event]) -> Iterable[Event]:
    """The events with marks here and there."""
    for event in events:
        names = [
            *event.details,
            *(f"outcomes.{p}.{n}" for p, o in event.outcomes.items() for n in o),
        ]
        if rng.random() < 0.3:
            yield attrs.evolve(event, unconfirmed=("event",))
        elif names and rng.random() < 0.4:
            chosen = rng.sample(names, rng.randint(1, len(names)))
            yield attrs.evolve(event, unconfirmed=tuple(chosen))
        else:
            yield event


@pytest.mark.one_cpython
@settings(max_examples=files.examples(150, 300))
@given(st.integers(0, 2**32 - 1).map(Random))
@pytest.mark.parametrize("id", LAW)
def test_no_established_finding_rests_on_what_is_not_confirmed(id: str, rng: Random) -> None:
    """Marks take findings down and add none; and whatever an event that is not confirmed is
    replaced by, what is established without confirming it stays so."""
    whole, as_of = generate.anything(rng, LAW[id])
    read = attrs.evolve(whole, events=tuple(marked(rng, whole.events)))
    try:
        of_read, of_whole = assess(read, as_of), assess(whole, as_of)
    except CaseError:
        return
    sure, plain = established(of_read), established(of_whole)
    assert sure <= plain
    keys = {(f.rule, f.part, f.event and f.event.id) for f in of_read.findings}
    assert keys == {(f.rule, f.part, f.event and f.event.id) for f in of_whole.findings}
    placed = {event.id for event in read.events[1:] if "event" in event.unconfirmed}
    if placed and not read.events[0].unconfirmed:
        left = tuple(event for event in whole.events if event.id not in placed)
        assert {f for f in sure if f[2] not in placed} <= plain
        gone = established(assess(attrs.evolve(whole, events=left), as_of))
        assert sure <= gone, "it was established by an event that may not have been"


def test_all_back_ends_find_the_same() -> None:
    read = [
        case({**LATE, "read": {"unconfirmed": True}}),
        case(LATE),
        case({**LATE, "unconfirmed": ["outcome"]}),
    ]
    by_scalar = [assess(each, AS_OF) for each in read]
    assert list(assess_many(read, AS_OF, engine="columns")) == by_scalar
    assert list(assess_many(read, AS_OF, engine="scalar")) == by_scalar


def test_it_survives_case_files(tmp_path: object) -> None:
    data = {
        "case": "x",
        "events": [
            {"on": date(2017, 8, 3), "event": "request-received"},
            {**LATE, "read": {**READ, "unconfirmed": True}, "unconfirmed": ["outcome", "on"]},
        ],
    }
    assert Case.from_dict(data).events[1].unconfirmed == ("event", "outcome", "on")
