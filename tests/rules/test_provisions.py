"""All that a law cites is in its register of sources, in force when it is cited; and all that the
register lists is served by something, or left out for a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import frozen

from foirules.assessing.one_case import assess, law_for
from foirules.language.citations import citations, lineage
from foirules.language.law import Law, ReadRule
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.sources import Register, SourceEntry
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy, Version
from foirules.report.provisions import citing
from tests.files import case, day, of

pytestmark = pytest.mark.one_cpython


@frozen(eq=False)
class Of:
    """A regime that ships: its law, what that cites, and its register."""

    regime: Regime
    policy: Policy
    law: Law
    cited: Mapping[str, Any]
    texts: Register

    def served(self, provision: str) -> list[str]:
        """What is cited, or can be claimed, of a provision."""
        return [n for n in (*self.cited, *self.texts.claimed) if provision in lineage(n)]


def _of(regime: Regime) -> Of:
    policy = load_policies()[regime.id]
    law = law_for(policy)
    return Of(regime, policy, law, citing(law, policy), regime.register())


ALL = [_of(regime) for regime in load_law().values()]
BY_ID = {of.regime.id: of for of in ALL}


def each(names: Callable[[Of], Iterable[Any]]) -> pytest.MarkDecorator:
    """A test for each of some names of each regime."""
    found = [(of, name) for of in ALL for name in names(of)]
    ids = [f"{of.regime.id} {getattr(name, 'provision', name)}" for of, name in found]
    return pytest.mark.parametrize(("law", "name"), found, ids=ids)


HOW = """
Add it to foirules/rules/{regime}/sources.yaml. A provision of a source that is there goes under its `provisions`:
      {name}: {{in-force: {{from: YYYY-MM-DD}}, note: by what it came into force}}
or `{name}: {{}}`, where the source's own text and days hold for it. A new source is:
  {source}:
    title: ...
    text: what was read, and where
    as-at: YYYY-MM-DD
    read: first-hand (or quoted, not-read)
    in-force: {{from: YYYY-MM-DD}}
"""


# --- what is cited is registered ------------------------------------------------------------------


@each(lambda of: of.cited)
def test_what_is_cited_is_registered(law: Of, name: str) -> None:
    source = [*lineage(name)][-1]
    if law.texts.of(name) is None:
        of_source = name.removeprefix(source).strip() or name
        how = HOW.format(regime=law.regime.id, name=of_source, source=source)
        pytest.fail(f"{name}, cited by {law.cited[name].names()}, is not registered.{how}")


@each(lambda of: of.texts.entries.values())
def test_what_is_registered_is_cited_or_left_out(law: Of, name: SourceEntry) -> None:
    left = any(above in law.texts.left_out for above in lineage(name.provision))
    assert left or law.served(name.provision), (
        f"nothing cites {name.provision}: take it out of foirules/rules/{law.regime.id}/sources.yaml"
    )


# --- what is cited is in force --------------------------------------------------------------------


def spans(law: Of) -> Iterator[tuple[str, str, date, date | None]]:
    """Each name of a declaration or a table, what it cites, and from when until when it is law.

    Facts, clocks and actions have no days of their own: they are law as long as something reads
    them. The versions of a period that count from the day of a record's creation are left out, and
    those that say that nothing is known.
    """
    in_force = law.regime.schema.roles.in_force
    read: list[Any] = [*law.law.rules, *law.law.clocks, *law.law.actions, *law.law.facts]
    for one in read:
        declared = one.declared
        if isinstance(one, ReadRule):
            yield declared.id, declared.cites, declared.since or in_force, declared.until
        else:
            name = ".".join(one.key) if hasattr(one, "key") else declared.name
            yield name, declared.cites, date.max, None
    for name, versions in {**law.policy.periods, **law.policy.sets}.items():
        for version, after in zip(versions, [*versions[1:], None], strict=True):
            if version.known and version.start >= in_force:
                yield name, version.cites, version.start, ends(version, after)


def ends(version: Version, after: Version | None) -> date | None:
    return version.end or (after.start - timedelta(1) if after else None)


OUTSIDE = [
    (name, citation.provision, entry)
    for law in ALL
    for name, cites, start, end in spans(law)
    for citation in citations(cites)
    if (entry := law.texts.of(citation.provision))
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


@each(lambda of: of.texts.contents)
def test_what_is_listed_is_served_or_left_out_for_a_reason(law: Of, name: str) -> None:
    if not law.served(name) and name not in law.texts.left_out:
        pytest.fail(
            f"nothing cites {name} ({law.texts.entries[name].heading}): say in"
            f" foirules/rules/{law.regime.id}/left-out.yaml why nothing in the law stands for it"
        )


@each(lambda of: of.texts.left_out)
def test_what_is_left_out_is_not_served(law: Of, name: str) -> None:
    assert not law.served(name), (
        f"{name} is left out in foirules/rules/{law.regime.id}/left-out.yaml, but cited: take it out"
        " there"
    )
    assert len(law.texts.left_out[name].split()) > 1


def numbers(source: str, unit: str, regime: str = "foia") -> list[int]:
    """The numbers that are listed of a source, without those that have a letter."""
    names = (name.removeprefix(f"{source} {unit}") for name in BY_ID[regime].texts.contents)
    return [int(name) for name in names if name.isdigit()]


def test_the_act_and_the_instruments_are_listed_whole() -> None:
    """By the numbers that the texts have: a section forgotten leaves a gap."""
    assert numbers("FOIA", "s") == list(range(1, 89))
    assert numbers("FOIA", "Sch ") == list(range(1, 9))
    assert numbers("SI 2009/1976", "r") == list(range(1, 46))
    for source, last in (("2004/3364", 6), ("2004/3244", 7), ("2009/1369", 2), ("2010/2768", 2)):
        assert numbers(f"SI {source}", "reg ") == list(range(1, last + 1))
    assert numbers("EIR", "reg ", "eir") == list(range(1, 22))
    assert numbers("EISR", "reg ", "eisr") == list(range(1, 22))
    texts = BY_ID["foia"].texts
    of_the_act = (texts.entries[name] for name in texts.contents if name.startswith("FOIA s"))
    parts = dict.fromkeys(re.findall(r"Part (\w+)", entry.part)[0] for entry in of_the_act)
    assert list(parts) == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]


# --- periods --------------------------------------------------------------------------------------


def test_s80a_is_cited_of_the_months_in_which_it_was_in_force_alone() -> None:
    """It was omitted from 1 July 2012: Protection of Freedoms Act 2012 s104(1), SI 2012/1205."""
    cites = [(start, end) for _, text, start, end in spans(BY_ID["foia"]) if "80A" in text]
    assert cites == [(date(2011, 1, 19), date(2012, 6, 30))]


@pytest.mark.parametrize("law", ALL, ids=BY_ID)
def test_every_period_is_looked_up_and_cited(law: Of) -> None:
    read: list[Any] = [*law.law.rules, *law.law.clocks, *law.law.actions, *law.law.facts]
    declared = [each.declared for each in read]
    looked_up = set(re.findall(r"(?:deadline|amount|listed)\('([^']+)'", repr(declared)))
    assert {*law.policy.periods, *law.policy.sets} == looked_up
