"""The policies as declared: tables for a terminal, and the same as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from foirules.engine.values_in_words import day_in_words, in_a_row, span
from foirules.policy.policy import Policy, Version
from foirules.report.page import Page, sentence


def policies_text(policies: Sequence[Policy], page: Page) -> str:
    """Policies, a line each."""
    at = max((len(policy.id) for policy in policies), default=0) + 4
    for policy in policies:
        extends = f"extends {policy.extends}" if policy.extends else None
        said = sentence([policy.title, f"version {policy.version}", extends])
        page.columns(policy.id, said, at, style="name")
    return page.text()


def policy_text(policy: Policy, page: Page) -> str:
    """One policy with all that it extends: every period and list, version by version."""
    extends = f"extends {policy.extends}" if policy.extends else None
    page.heading(sentence([policy.id, policy.title, f"version {policy.version}", extends]))
    for versions in (policy.periods, policy.sets):
        for name in versions:
            page.say(sentence([name, policy.titles.get(name)]), 2, "name")
            for version in versions[name]:
                members = ", ".join(version.members)
                page.columns(
                    f"from {day_in_words(version.start)}",
                    sentence([members or version.length, version.kind, version.cites]),
                    29,
                    indent=4,
                )
    for day, reason in policy.non_working_days:
        page.say(f"not a working day: {day_in_words(day)} ({reason})", 2)
    for start, end in policy.school_terms or ():
        page.say(f"school term: {span(start, end)}", 2)
    for days, said in in_a_row((day, "no school") for day in policy.school_days_off):
        page.say(f"{said}: {days}", 2)
    if policy.school_source:
        page.say(f"school days from: {policy.school_source}", 2)
    return page.text()


def policy_data(policy: Policy) -> dict[str, Any]:
    """A policy with all that it extends, as data."""
    return {
        "id": policy.id,
        "regime": policy.regime.id,
        "version": policy.version,
        "title": policy.title,
        "extends": policy.extends,
        "periods": {name: _versions(period) for name, period in policy.periods.items()},
        "sets": {name: _versions(listed) for name, listed in policy.sets.items()},
        "non_working_days": [
            {"date": day.isoformat(), "reason": reason} for day, reason in policy.non_working_days
        ],
        "school_terms": policy.school_terms and [_ends(term) for term in policy.school_terms],
        "school_days_off": [day.isoformat() for day in policy.school_days_off],
        "school_source": policy.school_source,
    }


def _versions(versions: tuple[Version, ...]) -> list[dict[str, Any]]:
    return [
        {
            "from": v.start.isoformat(),
            "unit": v.unit,
            "amount": v.amount,
            "beginning_with": v.beginning_with,
            "rolls": v.rolls,
            "day": v.day and v.day.isoformat(),
            "known": v.known,
            "either": [each.length for each in v.either],
            "members": list(v.members),
            "kind": v.kind,
            "cites": v.cites,
        }
        for v in versions
    ]


def _ends(term: tuple[date, date]) -> dict[str, str]:
    return {"from": term[0].isoformat(), "to": term[1].isoformat()}
