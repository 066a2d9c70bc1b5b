"""A request that another law may govern: what is found under this one is possible at most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foirules import Assessment, Case, assess, assess_many
from foirules.cases.case_file import load_case
from foirules.language.authority_names import folded
from foirules.language.regime_files import load_law
from tests.files import day, of

RECEIVED = {"on": "2026-03-30", "event": "request-received"}
ANSWERED = {"on": "2026-04-30", "event": "response", "outcome": "disclosed"}


def judged(*events: dict[str, Any], **more: Any) -> Assessment:
    return assess({"case": "test", "events": list(events), **more}, day("2026-11-27"))


def kinds(assessment: Assessment) -> set[tuple[str, str]]:
    return {(f.kind, f.certainty) for f in assessment.findings}


def test_silence_of_an_authority_of_scotland_is_possibly_a_breach_of_foia() -> None:
    glasgow = judged(RECEIVED, ANSWERED, authority="Glasgow City Council")
    assert of(glasgow, "late-response") == {("possible", None)}
    assert of(glasgow, "scottish-authority") == {("established", None)}
    assert kinds(glasgow) == {("breach", "possible"), ("note", "established")}
    (late,) = (f for f in glasgow.findings if f.rule == "late-response")
    assert late.message.endswith(", if FOIA governs the request and not another law")
    leeds = judged(RECEIVED, ANSWERED, authority="Leeds City Council")
    assert of(leeds, "late-response") == {("established", None)}
    assert of(leeds, "scottish-authority") == set()


@pytest.mark.parametrize(
    "name", ["glasgow city council", "The Glasgow City Council", "NHS Ayrshire & Arran"]
)
def test_a_name_is_compared_whole_and_not_by_its_spelling(name: str) -> None:
    assert of(judged(RECEIVED, authority=name), "scottish-authority")


@pytest.mark.parametrize(
    "name", ["Glasgow City Council Tax Office", "Stirling", "Fife Coastal Path"]
)
def test_a_part_of_a_name_is_no_name(name: str) -> None:
    assert not of(judged(RECEIVED, authority=name), "scottish-authority")


def test_the_record_stands_above_the_list() -> None:
    """A body of that name may be another's; who knows says so."""
    told = {**RECEIVED, "scottish-authority": False}
    assert of(judged(told, ANSWERED, authority="Stirling Council"), "late-response") == {
        ("established", None)
    }


def test_environmental_information_is_of_another_law() -> None:
    told = {**RECEIVED, "environmental": True}
    assert of(judged(told, ANSWERED), "late-response") == {("possible", None)}


def test_a_letter_that_gives_grounds_of_another_law_answers_under_it() -> None:
    letter = {**ANSWERED, "outcome": "refused", "exemptions": ["r12(5)(e)"]}
    assessment = judged(RECEIVED, letter)
    assert of(assessment, "answered-under-another-law") == {("established", None)}
    assert of(assessment, "late-refusal-notice") == {("possible", None)}
    told = judged(RECEIVED, {**ANSWERED, "outcome": "refused", "answered-under": "eir"})
    assert of(told, "answered-under-another-law") == {("established", None)}


def test_an_exemption_of_the_act_is_no_exception_of_the_regulations() -> None:
    """EIR reg 14(3)(a), as the Commissioner finds it of an environmental request."""
    letter = {**ANSWERED, "on": "2026-04-02", "outcome": "refused", "exemptions": ["s43"]}
    assessment = judged(RECEIVED, letter, regime="eir")
    assert of(assessment, "answered-under-another-law") == {("established", None)}
    assert of(assessment, "exemption-not-specified") == {("established", None)}


def test_all_back_ends_hold_the_same() -> None:
    case = Case.from_dict(
        {"case": "test", "authority": "Fife Council", "events": [RECEIVED, ANSWERED]}
    )
    scalar, columns = (
        next(iter(assess_many([case], day("2026-11-27"), engine=engine)))
        for engine in ("scalar", "columns")
    )
    assert scalar == columns == assess(case, day("2026-11-27"))


def test_no_name_stands_twice_in_the_list_of_authorities() -> None:
    import yaml

    path = load_law()["foia"].folder.parent / "shared" / "scottish-authorities.yaml"
    groups = yaml.safe_load(path.read_text("utf-8"))["names"].values()
    names = [folded(name) for group in groups for name in group]
    assert len(names) == len(set(names)) > 150


# --- to try another law ---------------------------------------------------------------------------


def file(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_tried_under_another_law(tmp_path: Path) -> None:
    """Easter Monday 2026 is a working day in Scotland: the last day is 28 April, not 29."""
    path = file(
        tmp_path,
        "case: glasgow\nauthority: Glasgow City Council\nevents:\n"
        "- {on: 2026-03-30, event: request-received}\n"
        "- {on: 2026-04-29, event: response, outcome: refused, exemptions: [s22A]}\n",
    )
    tried = assess(load_case(path, regime="foisa"), day("2026-11-27"))
    assert tried.regime == "foisa"
    assert tried.notes == (
        "judged under foisa in place of foia, the law of the file; left out: event 2: exemptions:"
        " s22A",
    )
    (clock,) = (c for c in tried.clocks if c.clock == "response")
    assert clock.due == day("2026-04-28")
    assert load_case(path, regime="foia") == load_case(path)
