"""A last day explained: what it means in plain words, and what happens if it passes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from attrs import asdict

from foirules.assessing.due import Due
from foirules.assessing.one_case import assess, law_for
from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.errors import CaseError
from foirules.language.declarations import ActionDeclaration, ClockDeclaration, RuleDeclaration
from foirules.language.law import Law
from foirules.policy.policies import load_policies


def explained(due: Due) -> dict[str, Any]:
    """``plain``, the plain words of the clock, and ``if_passed``, what is found of the request on
    the day after its last day if nothing has happened since.

    Each finding and each action that is open then stands with its plain words, as ``foirules
    rules`` shows them, and an action with the draft of a letter, where the law has one.
    ``if_passed`` is None where what follows lies outside the calendar.
    """
    policy_id, _ = due.assessment.policy[0]
    law = law_for(load_policies()[policy_id])
    clock = next(c for c in law.clocks if c.declared.name == due.clock.clock)
    return {"plain": _plain(clock.declared), "if_passed": _if_passed(due, law)}


def _if_passed(due: Due, law: Law) -> dict[str, Any] | None:
    as_of = due.day + timedelta(days=1)
    try:
        found = assess(due.case, as_of, results=("findings", "actions"), explain=True)
    except (CaseError, OutsideCalendar):
        return None
    rules = {each.declared.id: each.declared for each in law.rules}
    actions = {each.declared.name: each.declared for each in law.actions}
    return {
        "as_of": as_of.isoformat(),
        "findings": [{**f.to_dict(), "plain": _plain(rules[f.rule])} for f in found.findings],
        "actions": [
            {**a.to_dict(), "plain": _plain(actions[a.action])}
            for a in found.actions
            if a.available_from is not None and a.available_from <= as_of
        ],
    }


def _plain(
    declared: RuleDeclaration | ClockDeclaration | ActionDeclaration,
) -> dict[str, str] | None:
    return asdict(declared.plain) if declared.plain else None
