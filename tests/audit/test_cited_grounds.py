"""Grounds as people write them into a cell: read whole, by the law's own spellings, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.reading.cited_grounds import CitedGrounds, LawOfGrounds  # noqa: E402
from foirules.audit.reading.map_files import load_map  # noqa: E402
from foirules.language.log_words import log_words  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from tests.audit.logs import adds_up, audit, rejected  # noqa: E402

LAW = load_law()
FAULTS = Path(__file__).with_name("faults")
BESIDE = {"foia": "eir", "eir": "foia", "foisa": "eisr", "eisr": "foisa"}


def cited(text: str, regime: str = "foia") -> list[str] | None:
    """The names that a cell gives, each as the first law has it that knows it."""
    laws = [LawOfGrounds(LAW[id]) for id in (regime, BESIDE[regime])]
    found = CitedGrounds(laws).read(text)
    if found is None:
        return None
    read = [[law.names.read(each) for law in laws] for each in found]
    known = [law.names.masks for law in laws]
    return [
        next(name for name, names in zip(each, known, strict=True) if name in names)
        for each in read
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Section 40 - Personal information", ["s40"]),
        ("s.40(2) & 43", ["s40(2)", "s43"]),
        ("s40(2), s.43(2)", ["s40(2)", "s43(2)"]),
        ("S.40 & S.43", ["s40", "s43"]),
        ("ss 40(2), 41 and 43(2)", ["s40(2)", "s41", "s43(2)"]),
        ("Section 38 (Health and safety); Section 40 (2)", ["s38", "s40(2)"]),
        ("Sections 21 / 22A: research", ["s21", "s22A"]),
        ("s40(2) FOIA", ["s40(2)"]),
        ("Section 40(2) of the FOIA, 43", ["s40(2)", "s43"]),
        ("36(2)(b)(ii)", ["s36(2)(b)(ii)"]),
        ("Exempt under s40(2) \N{EN DASH} third party personal data", ["s40(2)"]),
        ("Reg 12(5)(f)", ["r12(5)(f)"]),
        ("Reg. 12(4)(d), 12(5)(e)", ["r12(4)(d)", "r12(5)(e)"]),
        ("FOIA s40, EIR 13(1)", ["s40", "r13(1)"]),
        ("Regulation 12(4)(a) - information not held", ["r12(4)(a)"]),
    ],
)
def test_what_is_read(text: str, names: list[str]) -> None:
    assert cited(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Section 40 - withdrawn",
        "s40 not applied",
        "s40(2) considered, s43 relied on",
        "s.40(2) & 99",
        "Reg 12(5)(f) & 43",  # a regulation 43 there is none
        "s36(2)(b)(i), (c)",
        "s31(1)(a)-(g)",
        "s40 2 documents",
        "s.40 FOISA",
        "12/05/2024",
        "Personal information",
        "s40 - Commercial interests",  # which of the two is meant?
        "s40 " * 500,
        "",
    ],
)
def test_what_is_not_read_whole_is_not_read(text: str) -> None:
    assert cited(text) is None


@pytest.mark.parametrize("regime", ["foia", "foisa"])
def test_a_section_with_its_heading_in_the_act(regime: str) -> None:
    """As the register of sources has the headings."""
    law = LAW[regime]
    headings = {
        each.provision.removeprefix(f"{law.cited_as} "): each.heading
        for each in law.register().entries.values()
        if each.source == law.cited_as and each.heading
    }
    sections = [name for name in law.vocabulary.exemptions.members if name in headings]
    assert len(sections) > 15
    for name in sections:
        assert cited(f"Section {name[1:]} - {headings[name]}", regime) == [name], name


@pytest.mark.parametrize("regime", BESIDE)
def test_the_words_that_may_stand_beside_are_of_grounds_that_there_are(regime: str) -> None:
    names = LAW[regime].vocabulary.exemptions.masks
    grounds = log_words(LAW[regime]).grounds
    assert grounds
    assert grounds.keys() <= names.keys()
    for name, lines in grounds.items():
        for line in lines:
            assert cited(f"{name} ({line})", regime) == [name]


def test_a_tracker_of_refusals(tmp_path: Path) -> None:
    """Each refusal is judged, so that the one that was in time is not all that is left."""
    (tmp_path / "log.csv").write_bytes((FAULTS / "log-07-exemptions.csv").read_bytes())
    map = load_map(str(FAULTS / "log-07-exemptions.map.yaml"))
    told = audit(tmp_path, "log.csv", map=map, as_of=date(2024, 6, 1))
    adds_up(told)
    assert (told.assessed, rejected(tmp_path)) == (4, [])
    rate = told.to_dict()["rates"][0]
    assert (rate["of"], rate["among"]) == (1, 4)


def test_a_cell_that_is_not_read_whole_is_rejected_and_named(tmp_path: Path) -> None:
    log = (FAULTS / "log-07-exemptions.csv").read_text(encoding="utf-8")
    log = log.replace("S.40 & S.43", "S.40 overturned")
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    map = load_map(str(FAULTS / "log-07-exemptions.map.yaml"))
    told = audit(tmp_path, "log.csv", map=map, as_of=date(2024, 6, 1))
    adds_up(told)
    assert told.assessed == 3
    assert (
        "exemptions[1]: unknown exemption 'S.40 overturned'; expected a section, such as s40(2)"
        in [reason for _, _, case, reason in rejected(tmp_path) if case == "3"]
    )
