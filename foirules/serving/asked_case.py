"""The end of an inquiry: the case that was made, and what is found of it in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import asdict

from foirules.assessing.inquiry.inquiry import Inquiry
from foirules.assessing.one_case import assess, law_for
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.report import NOT_ADVICE
from foirules.report.declaration import plain_of
from foirules.report.verdict import verdict


def end_of(inquiry: Inquiry, as_of: date) -> dict[str, Any] | None:
    """The case file, the assessment of it, its verdict in words, and the plain words of each rule
    and action that the assessment names; None while there is a question to answer."""
    if inquiry.case is None:
        return None
    found = assess(inquiry.case, as_of, explain=True)
    said = verdict(found, load_law())
    return {
        "case": inquiry.data,
        "verdict": {"found": said.found, "next": said.next, "face": said.face},
        "assessment": found.to_dict(),
        "plain": _plain(
            found.policy[0][0],
            {f.rule for f in found.findings} | {u.rule for u in found.undecided},
            {a.action for a in found.actions},
        ),
        "note": NOT_ADVICE,
    }


def _plain(policy: str, rules: set[str], actions: set[str]) -> Mapping[str, Mapping[str, str]]:
    law = law_for(load_policies()[policy])
    named = [(r.declared.id, plain_of(r)) for r in law.rules if r.declared.id in rules]
    named += [(a.declared.name, plain_of(a)) for a in law.actions if a.declared.name in actions]
    return {name: asdict(plain) for name, plain in named if plain is not None}
