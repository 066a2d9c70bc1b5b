"""All that the law cites is in the register of sources, in force when it is cited; and all that the
register lists is served by something, or left out for a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from foirules.assessing.one_case import assess, law_for
from foirules.language.citations import citations, lineage
from foirules.language.law import ReadRule
from foirules.language.sources import SourceEntry
from foirules.policy.policies import load_policies
from foirules.policy.policy import Version
from foirules.report.provisions import citing
from tests.files import case, day, of
from tests.foia import REGIME

POLICY = load_policies()["foia"]
LAW = law_for(POLICY)
TEXTS = REGIME.register()
CITED = citing(LAW, POLICY)
READ: list[Any] = [*LAW.rules, *LAW.clocks, *LAW.actions, *LAW.facts]
HOW = """
Add it to foirules/rules/foia/sources.yaml. A provision of a source that is there goes under its `provisions`:
      {name}: {{in-force: {{from: YYYY-MM-DD}}, note: by what it came into force}}
or `{name}: {{}}`, where the source's own text and days hold for it. A new source is:
  {source}:
    title: ...
    text: what was read, and where
    as-at: YYYY-MM-DD
    read: first-hand (or quoted, not-read)
    in-force: {{from: YYYY-MM-DD}}
"""


def served(provision: str) -> list[str]:
    """What is cited, or can be claimed, of a provision."""
    return [name for name in (*CITED, *TEXTS.claimed) if provision in lineage(name)]


# --- what is cited is registered ------------------------------------------------------------------


@pytest.mark.parametrize("provision", CITED)
def test_what_is_cited_is_registered(provision: str) -> None:
    source = [*lineage(provision)][-1]
    if TEXTS.of(provision) is None:
        name = provision.removeprefix(source).strip() or provision
        by = CITED[provision].names()
        pytest.fail(
            f"{provision}, cited by {by}, is not registered.{HOW.format(name=name, source=source)}"
        )


@pytest.mark.parametrize("entry", TEXTS.entries.values(), ids=TEXTS.entries)
def test_what_is_registered_is_cited_or_left_out(entry: SourceEntry) -> None:
    left = any(name in TEXTS.left_out for name in lineage(entry.provision))
    assert left or served(entry.provision), (
        f"nothing cites {entry.provision}: take it out of foirules/rules/foia/sources.yaml"
    )


# --- what is cited is in force --------------------------------------------------------------------


def spans() -> Iterator[tuple[str, str, date, date | None]]:
    """Each name of a declaration or a table, what it cites, and from when until when it is law.

    Facts, clocks and actions have no days of their own: they are law as long as something reads
    them. The versions of a period that count from the day of a record's creation are left out, and
    those that say that nothing is known.
    """
    for each in READ:
        declared = each.declared
        if isinstance(each, ReadRule):
            yield (
                declared.id,
                declared.cites,
                declared.since or REGIME.schema.roles.in_force,
                declared.until,
            )
        else:
            name = ".".join(each.key) if hasattr(each, "key") else declared.name
            yield name, declared.cites, date.max, None
    for name, versions in {**POLICY.periods, **POLICY.sets}.items():
        for version, after in zip(versions, [*versions[1:], None], strict=True):
            if version.known and version.start >= REGIME.schema.roles.in_force:
                yield name, version.cites, version.start, ends(version, after)


def ends(version: Version, after: Version | None) -> date | None:
    return version.end or (after.start - timedelta(1) if after else None)


OUTSIDE = [
    (name, citation.provision, entry)
    for name, cites, start, end in spans()
    for citation in citations(cites)
    if (entry := TEXTS.of(citation.provision))
    and not entry.in_force(citation.start or start, citation.end or end)
]


def test_what_is_cited_is_in_force_as_long_as_what_cites_it() -> None:
    wrong = [
        f"{name} cites {provision}, which is in force from {entry.start} until {entry.end or 'today'}:"
        " give the declaration `since` or `until`, or the citation its days, as in"
        " 'FOIA s11(1A) from 1 September 2013; SI 2005/14 r5(1) until 17 January 2010'"
        for name, provision, entry in OUTSIDE
    ]
    assert not wrong, "\n".join(wrong)


def test_the_twentieth_day_for_an_application_is_in_the_third_paragraphs() -> None:
    """SI 2004/3364 regs 5(3)(b), 6(3)(b): within twenty working days following receipt."""
    applied = case({"on": "2017-09-05", "event": "time-application"})
    (finding,) = (
        each
        for each in assess(applied, day("2017-09-06")).findings
        if each.rule == "late-time-application"
    )
    assert finding.cites == "SI 2004/3364 regs 5(3), 6(3)"
    on_the_day = case({"on": "2017-09-04", "event": "time-application"})
    assert of(assess(on_the_day, day("2017-09-06")), "late-time-application") == set()


# --- what is listed is served, or left out --------------------------------------------------------


@pytest.mark.parametrize("provision", TEXTS.contents)
def test_what_is_listed_is_served_or_left_out_for_a_reason(provision: str) -> None:
    by = served(provision)
    if not by and provision not in TEXTS.left_out:
        pytest.fail(
            f"nothing cites {provision} ({TEXTS.entries[provision].heading}): say in"
            " foirules/rules/foia/left-out.yaml why nothing in the law stands for it"
        )


@pytest.mark.parametrize("provision", TEXTS.left_out)
def test_what_is_left_out_is_not_served(provision: str) -> None:
    assert not served(provision), (
        f"{provision} is left out in foirules/rules/foia/left-out.yaml, but cited: take it out there"
    )
    assert len(TEXTS.left_out[provision].split()) > 1


def numbers(source: str, unit: str) -> list[int]:
    """The numbers that are listed of a source, without those that have a letter."""
    names = (name.removeprefix(f"{source} {unit}") for name in TEXTS.contents)
    return [int(name) for name in names if name.isdigit()]


def test_the_act_and_the_instruments_are_listed_whole() -> None:
    """By the numbers that the texts have: a section forgotten leaves a gap."""
    assert numbers("FOIA", "s") == list(range(1, 89))
    assert numbers("FOIA", "Sch ") == list(range(1, 9))
    assert numbers("SI 2009/1976", "r") == list(range(1, 46))
    for source, last in (("2004/3364", 6), ("2004/3244", 7), ("2009/1369", 2), ("2010/2768", 2)):
        assert numbers(f"SI {source}", "reg ") == list(range(1, last + 1))
    of_the_act = (TEXTS.entries[name] for name in TEXTS.contents if name.startswith("FOIA s"))
    parts = dict.fromkeys(re.findall(r"Part (\w+)", entry.part)[0] for entry in of_the_act)
    assert list(parts) == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]


# --- periods --------------------------------------------------------------------------------------


def test_s80a_is_cited_of_the_months_in_which_it_was_in_force_alone() -> None:
    """It was omitted from 1 July 2012: Protection of Freedoms Act 2012 s104(1), SI 2012/1205."""
    cites = [(start, end) for _, text, start, end in spans() if "80A" in text]
    assert cites == [(date(2011, 1, 19), date(2012, 6, 30))]


def test_every_period_is_looked_up_and_cited() -> None:
    declared = [each.declared for each in READ]
    looked_up = set(re.findall(r"(?:deadline|amount|listed)\('([^']+)'", repr(declared)))
    assert {*POLICY.periods, *POLICY.sets} == looked_up
