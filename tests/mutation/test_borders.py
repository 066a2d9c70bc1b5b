"""What is claimed of each case holds of the law as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from foirules import assess
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests.files import read_yaml
from tests.mutation.bench import output_name
from tests.mutation.claims import Claims, borders, named, of_borders, policies, read
from tests.mutation.declarations import Output, of_law

LAWS = list(load_law().values())
OF_LAW = [(regime, claims) for regime in LAWS for claims in of_borders(regime)]
CLAIMS = [claims for _, claims in OF_LAW]
SENTENCE: Final = re.compile(r"([A-Z]|(s|ss|r|rr|reg|regs)\d|regs? \d)[^\n]*\.")


@pytest.mark.parametrize(
    "claims", CLAIMS, ids=[f"{of.id} {c.source}, {c.as_of}" for of, c in OF_LAW]
)
def test_the_law_is_as_its_borders_say(claims: Claims) -> None:
    assert claims.unmet(assess(claims.case, claims.as_of, policies=policies())) == []


def test_what_does_not_hold_is_told() -> None:
    (claims,) = read(
        "file", "[{events: [2017-08-03 request-received], 2017-08-04: {stage: decided}}]"
    )
    assert claims.unmet(assess(claims.case, claims.as_of)) == ["file 1, 2017-08-04: stage"]


@pytest.mark.parametrize("regime", LAWS, ids=[regime.id for regime in LAWS])
def test_each_is_about_something_there_is(regime: Regime) -> None:
    """Of a misspelt name nothing would be found, as if that were expected."""
    law = of_law(regime).law
    outputs: list[Output] = [*law.rules, *law.clocks, *law.actions]
    names = {output_name(each) for each in outputs}
    found = {claim.name for of, claims in OF_LAW if of is regime for claim in claims.claims}
    assert found <= {*names, "stage"}


def entries() -> Iterator[tuple[Regime, str, dict[Any, Any]]]:
    """Each border with its regime and the name of its file."""
    for regime in LAWS:
        for path in borders(regime):
            for entry in read_yaml(path.read_text(encoding="utf-8")):
                yield regime, path.stem, entry


def test_each_has_a_reason_in_a_whole_sentence() -> None:
    for _, _, entry in entries():
        assert len(entry["why"]) > 5, entry["events"]
        assert SENTENCE.fullmatch(entry["why"]), entry["why"]
        assert len(entry["why"].split()) > 4, entry["why"]


def declared_in(regime: Regime) -> dict[str, str]:
    """The file of each rule, clock and action, and of the stage of a part."""
    declared: dict[str, str] = {}
    stage = regime.schema.part.name, regime.schema.roles.stage
    for chapter, path in zip(regime.chapters, regime.files, strict=True):
        declared |= {rule.id: path.stem for rule in chapter.rules}
        declared |= {clock.name: path.stem for clock in chapter.clocks}
        declared |= {action.name: path.stem for action in chapter.actions}
        if stage in {(fact.subject, fact.name) for fact in chapter.facts}:
            declared["stage"] = path.stem
    return declared


def test_each_stands_in_the_chapter_of_the_first_that_it_names() -> None:
    """The stage of a part stands for itself only where nothing else is named."""
    declared = {regime.id: declared_in(regime) for regime in LAWS}
    for regime, name, entry in entries():
        claimed = [about for day, said in entry.items() if isinstance(day, date) for about in said]
        first = next((about for about in claimed if about != "stage"), "stage")
        assert declared[regime.id][named(first)] == name, entry["why"]
