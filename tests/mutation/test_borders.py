"""What is claimed of each case holds of the law as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
import yaml

from foirules import assess
from tests.foia import CHAPTERS, REGIME
from tests.mutation.bench import output_name
from tests.mutation.claims import BORDERS, CITES, Claims, of_borders, policies, read
from tests.mutation.declarations import Output, of_the_act

CLAIMS = list(of_borders())
SENTENCE: Final = re.compile(r"([A-Z]|(s|ss|r|rr|reg|regs)\d|regs? \d)[^\n]*\.")


@pytest.mark.parametrize("claims", CLAIMS, ids=[f"{c.source}, {c.as_of}" for c in CLAIMS])
def test_the_law_is_as_its_borders_say(claims: Claims) -> None:
    assert claims.unmet(assess(claims.case, claims.as_of, policies=policies())) == []


def test_what_does_not_hold_is_told() -> None:
    (claims,) = read(
        "file", "[{events: [2017-08-03 request-received], 2017-08-04: {stage: decided}}]"
    )
    assert claims.unmet(assess(claims.case, claims.as_of)) == ["file 1, 2017-08-04: stage"]


def test_each_is_about_something_there_is() -> None:
    """Of a misspelt name nothing would be found, as if that were expected."""
    law = of_the_act().law
    outputs: list[Output] = [*law.rules, *law.clocks, *law.actions]
    names = {output_name(each) for each in outputs}
    assert {claim.name for claims in CLAIMS for claim in claims.claims} <= {*names, "stage"}


def entries() -> Iterator[tuple[str, dict[Any, Any]]]:
    """Each border with the name of its file."""
    for path in sorted(BORDERS.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield path.stem, entry


def test_each_has_a_reason_in_a_whole_sentence() -> None:
    for _, entry in entries():
        assert len(entry["why"]) > 5, entry["events"]
        assert SENTENCE.fullmatch(entry["why"]), entry["why"]
        assert len(entry["why"].split()) > 4, entry["why"]


def test_each_stands_in_the_chapter_of_the_first_that_it_names() -> None:
    """The stage of a part stands for itself only where nothing else is named."""
    law = of_the_act().law
    declared: dict[str, str] = {}
    for chapter, path in zip(CHAPTERS, REGIME.files, strict=True):
        declared |= {rule.id: path.stem for rule in chapter.rules}
        declared |= {clock.name: path.stem for clock in chapter.clocks}
        declared |= {action.name: path.stem for action in chapter.actions}
    stage = law.schema.part.name, law.schema.roles.stage
    (declared["stage"],) = (
        path.stem
        for chapter, path in zip(CHAPTERS, REGIME.files, strict=True)
        if stage in {(fact.subject, fact.name) for fact in chapter.facts}
    )
    for name, entry in entries():
        claimed = [about for day, said in entry.items() if isinstance(day, date) for about in said]
        first = next((about for about in claimed if about != "stage"), "stage")
        assert declared[first.removesuffix(CITES)] == name, entry["why"]
