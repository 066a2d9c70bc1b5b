"""A name that is not known is told with the one that is meant, and not with one that looks alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foirules import Case, CaseError, load_law
from foirules.cases.meant_names import MeantNames
from foirules.language.log_words import log_words
from foirules.language.meaning import meant, said

LAW = load_law()
OUTCOMES = {
    "withheld": "refused",
    "granted": "disclosed",
    "released in full": "disclosed",
    "part-granted": "partly-disclosed",
    "information not held": "not-held",
    "no information held": "not-held",
    "NCND": "neither-confirmed-nor-denied",
    "not disclosed": "refused",
    "over the cost limit": "cost-limit",
}
EVENTS = {
    "acknowledged": "acknowledgement",
    "answered": "response",
    "IR requested": "review-requested",
    "internal review response": "review-outcome",
    "extended": "extension-notice",
    "request_received": "request-received",
}


def errors(outcome: str = "refused", event: str = "response", regime: str = "foia") -> list[str]:
    data: Any = {
        "case": "a",
        "regime": regime,
        "events": [
            {"on": "2024-03-04", "event": "request-received"},
            {"on": "2024-03-28", "event": event, "outcome": outcome},
        ],
    }
    with pytest.raises(CaseError) as told:
        Case.from_dict(data)
    return list(told.value.errors)


@pytest.mark.parametrize("written", OUTCOMES)
def test_an_outcome_by_its_meaning(written: str) -> None:
    assert errors(outcome=written) == [
        f"events[2].outcome: unknown outcome {written!r}; did you mean {OUTCOMES[written]!r}?"
    ]


@pytest.mark.parametrize("written", EVENTS)
def test_an_event_by_its_meaning(written: str) -> None:
    assert f"events[2].event: unknown event {written!r}; did you mean {EVENTS[written]!r}?" in (
        errors(event=written)
    )


def test_a_slip_of_the_pen_is_the_name_that_is_spelt_almost_so() -> None:
    assert "; did you mean 'review-outcome'?" in errors(event="review-outcom")[0]


def test_a_word_with_a_slip_means_what_it_means_without() -> None:
    """By its letters alone "witheld" is nearest to not-held, which says the opposite."""
    assert "; did you mean 'refused'?" in errors(outcome="witheld")[0]
    (said,) = errors(outcome="sdfgh")
    assert "unknown outcome 'sdfgh'; expected disclosed, " in said


def test_all_names_are_told_where_nothing_is_meant() -> None:
    (told,) = errors(outcome="blue")
    members = LAW["foia"].vocabulary.enumerations["outcome"].members
    assert told.endswith(f"; expected {', '.join(members[:-1])} or {members[-1]}")


@pytest.mark.parametrize("regime", LAW)
def test_only_names_of_the_law_are_meant(regime: str) -> None:
    """Each by its own words: no line of one is that of another."""
    words, names = log_words(LAW[regime]), MeantNames(LAW[regime])
    outcome = LAW[regime].vocabulary.enumerations["outcome"]
    for kind, lists, known in (
        ("event", words.events, LAW[regime].vocabulary.events),
        (outcome.name, words.outcomes, outcome.members),
    ):
        for name, lines in lists.items():
            assert name in known
            for line in lines:
                found = meant(line, lists)
                assert found is not None
                assert found.name == name, line
                assert names.near(kind, line, known)


def test_a_word_that_is_denied_is_another_word() -> None:
    assert said("Information not held") == {"information", "not held"}
    assert said("Not yet answered") == {"not answered"}
    assert said("DateReceived, date_received; datereceived") == {"date", "received"}


def test_a_log_is_told_the_same(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    from tests.audit.logs import audit, rejected

    rows = "case,on,event,outcome\na,2024-03-04,request-received,\na,2024-03-28,response,withheld\n"
    (tmp_path / "log.csv").write_text(rows, "utf-8")
    audit(tmp_path, "log.csv")
    reasons = [reason for *_, reason in rejected(tmp_path)]
    assert "outcome: unknown outcome 'withheld'; did you mean 'refused'?" in reasons
