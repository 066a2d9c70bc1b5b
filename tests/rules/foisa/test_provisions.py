"""All that the law cites is in the register of sources, in force when it is cited; and all that the
register lists is served by something, or left out for a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from foirules.assessing.one_case import law_for
from foirules.language.citations import citations, lineage
from foirules.language.law import ReadRule
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.report.provisions import citing

REGIME = load_law()["foisa"]
POLICY = load_policies()["foisa"]
LAW = law_for(POLICY)
TEXTS = REGIME.register()
CITED = citing(LAW, POLICY)


def served(provision: str) -> bool:
    """Whether it is cited, or can be claimed."""
    return any(provision in lineage(name) for name in (*CITED, *TEXTS.claimed))


@pytest.mark.parametrize("provision", CITED)
def test_what_is_cited_is_registered(provision: str) -> None:
    assert TEXTS.of(provision), f"{provision}, cited by {CITED[provision].names()}"


@pytest.mark.parametrize("provision", TEXTS.entries)
def test_what_is_registered_is_cited_or_left_out(provision: str) -> None:
    assert served(provision) or any(name in TEXTS.left_out for name in lineage(provision))


@pytest.mark.parametrize("provision", TEXTS.contents)
def test_what_is_listed_is_served_or_left_out_for_a_reason(provision: str) -> None:
    assert served(provision) or provision in TEXTS.left_out


@pytest.mark.parametrize("provision", TEXTS.left_out)
def test_what_is_left_out_is_not_served(provision: str) -> None:
    assert not served(provision)


def spans() -> Iterator[tuple[str, str, date, date | None]]:
    """Each name of a declaration or a table, what it cites, and from when until when it is law."""
    for each in [*LAW.rules, *LAW.clocks, *LAW.actions, *LAW.facts]:
        declared = each.declared
        if isinstance(each, ReadRule):
            start = declared.since or REGIME.schema.roles.in_force
            yield declared.id, declared.cites, start, declared.until
        else:
            yield str(declared), declared.cites, date.max, None
    for name, versions in {**POLICY.periods, **POLICY.sets}.items():
        for version, after in zip(versions, [*versions[1:], None], strict=True):
            if version.known and version.start >= REGIME.schema.roles.in_force:
                end = version.end or (after.start - timedelta(1) if after else None)
                yield name, version.cites, version.start, end


def test_what_is_cited_is_in_force_as_long_as_what_cites_it() -> None:
    outside = [
        (name, citation.provision)
        for name, cites, start, end in spans()
        for citation in citations(cites)
        if (entry := TEXTS.of(citation.provision))
        and not entry.in_force(citation.start or start, citation.end or end)
    ]
    assert outside == []


def test_the_act_is_listed_whole() -> None:
    """By the numbers that the text has: a section forgotten leaves a gap."""
    names = (name.removeprefix("FOISA s") for name in TEXTS.contents)
    assert [int(name) for name in names if name.isdigit()] == list(range(1, 77))
