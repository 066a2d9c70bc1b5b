"""Policies: what differs by date and by authority."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docs.make.markdown import code, page, table
from foirules.engine.values_in_words import day_in_words, in_a_row, span
from foirules.language.regime import Regime
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy, Version

HEAD: Final = """\
What differs by date and by authority: periods, and lists of names, each with the day from which it
is in force, what it rests on, and its source. Before the first day there is no such period. *Not
known* says that there may have been one: a clock then has no last day, and nothing is found by it.
"""


def policies(regime: Regime) -> str:
    """Every policy shipped of a law: each period and list, version by version."""
    known = load_policies()
    lines: list[str] = []
    own = [policy for policy in known.values() if policy.regime is regime]
    for policy in sorted(own, key=lambda p: len(p.ancestors)):
        base = known.get(policy.extends or "")
        lines += [f"## {policy.title}\n", _about(policy)]
        for versions, others in (
            (policy.periods, base.periods if base else {}),
            (policy.sets, base.sets if base else {}),
        ):
            for name, found in versions.items():
                new = [version for version in found if version not in others.get(name, ())]
                if new:
                    lines += _versions(name, policy.titles.get(name, ""), new, bool(base))
        if days := list(_days(policy)):
            lines += [*days, ""]
    return page(f"{regime.title}: policies", "policies/", HEAD, lines)


def _about(policy: Policy) -> str:
    extends = f", as {policy.extends} but for what follows" if policy.extends else ""
    return f"`{policy.id}`, version {policy.version}{extends}.\n"


def _days(policy: Policy) -> Iterator[str]:
    for day, reason in policy.non_working_days:
        yield f"- {day_in_words(day)} is no working day: {reason}."
    for term in policy.school_terms or ():
        yield f"- School term: {span(*term)}."
    for days, _ in in_a_row((day, "") for day in policy.school_days_off):
        yield f"- No school: {days}."
    if policy.school_source:
        yield f"- Source of the school's days: {policy.school_source}."


def _versions(name: str, title: str, versions: Sequence[Version], extends: bool) -> list[str]:
    rows = (
        (
            day_in_words(v.start) + (f" until {day_in_words(v.end)}" if v.end else ""),
            code(v.members) if v.members else v.length,
            v.kind,
            v.cites + (f". *{v.note}*" if v.note else ""),
        )
        for v in versions
    )
    # In a policy that extends another the name is a heading already.
    heading = f"**{name}**\n" if extends else f"### {name}\n"
    return [heading, f"{title}.\n", *table(("in force from", "what", "kind", "source"), rows)]
