"""What happens if the last day for answering passes: what is broken then, and what can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from attrs import asdict

from foirules.assessing.due import Due
from foirules.assessing.one_case import assess, law_for
from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.errors import CaseError
from foirules.language.declarations import ActionDeclaration, RuleDeclaration
from foirules.policy.policies import load_policies


def if_passed(due: Due) -> dict[str, Any] | None:
    """What is found of the request on the day after its last day, if nothing has happened since.

    Each finding and each action stands with its plain words, as ``foirules rules`` shows them, and
    an action with the draft of a letter, where the law has one. An action that is not open on that
    day is left out. None where that day lies outside the calendar.
    """
    as_of = due.day + timedelta(days=1)
    try:
        found = assess(due.case, as_of, results=("findings", "actions"), explain=True)
    except (CaseError, OutsideCalendar):
        return None
    law = law_for(load_policies()[due.assessment.policy[0][0]])
    rules = {each.declared.id: each.declared for each in law.rules}
    actions = {each.declared.name: each.declared for each in law.actions}
    return {
        "as_of": as_of.isoformat(),
        "findings": [{**f.to_dict(), **_plain(rules.get(f.rule))} for f in found.findings],
        "actions": [
            {**a.to_dict(), **_plain(actions.get(a.action))}
            for a in found.actions
            if a.available_from is not None and a.available_from <= as_of
        ],
    }


def _plain(declared: RuleDeclaration | ActionDeclaration | None) -> dict[str, Any]:
    plain = declared and declared.plain
    return {"plain": asdict(plain) if plain else None}
