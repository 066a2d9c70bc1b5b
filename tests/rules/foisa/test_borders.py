"""What is claimed of each case in ``tests/mutation/borders/foisa`` holds of the law as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from foirules import assess
from foirules.assessing.one_case import law_for
from foirules.cases.examples import example
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from tests.mutation import claims
from tests.mutation.bench import output_name

REGIME = load_law()["foisa"]
FOLDER = claims.BORDERS / "foisa"
POLICIES = load_policies(sorted((FOLDER / "policies").glob("*.yaml")))
NOT_YET = {a.name: a.not_yet for chapter in REGIME.chapters for a in chapter.actions if a.not_yet}


def entries() -> Iterator[tuple[str, dict[Any, Any]]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            yield f"{path.stem} {number}", entry


ENTRIES = list(entries())


@pytest.mark.parametrize(("source", "entry"), ENTRIES, ids=[source for source, _ in ENTRIES])
def test_the_law_is_as_its_borders_say(
    source: str, entry: dict[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "_NOT_YET", NOT_YET)
    case, _ = example(entry["events"], source, REGIME)
    assert len(entry["why"]) > 5
    for day, expected in entry.items():
        if isinstance(day, date):
            found = assess(case, day, policies=POLICIES)
            wanted = {
                about: [said] if isinstance(said, str) else said for about, said in expected.items()
            }
            assert {about: sorted(claims.said(found, about)) for about in wanted} == wanted


def test_each_is_about_something_there_is() -> None:
    """Of a misspelt name nothing would be found, as if that were expected."""
    law = law_for(POLICIES["foisa"])
    names = {output_name(each) for each in (*law.rules, *law.clocks, *law.actions)}
    said = {
        name
        for _, entry in ENTRIES
        for day in entry
        if isinstance(day, date)
        for name in entry[day]
    }
    assert said <= {*names, "stage"}
