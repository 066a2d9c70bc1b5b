"""Deadlines and duties of authorities asked for information, worked out from the law as data.

    >>> from datetime import date
    >>> from foirules import assess, load_case
    >>> assessment = assess(load_case("cases/dfe-2017-0040081.yaml"), as_of=date(2017, 10, 10))

What is found is not legal advice.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # that of `typing`, in whose loading no interruption could be told in a line
if TYPE_CHECKING:
    from typing import Any

    from foirules.assessing.due import Due, due
    from foirules.assessing.many_cases import assess_many
    from foirules.assessing.one_case import assess
    from foirules.calendars.working_days import OutsideCalendar
    from foirules.cases.assessment import (
        Action,
        Assessment,
        Clock,
        Derivation,
        EventRef,
        Finding,
        Met,
        Step,
        Undecided,
    )
    from foirules.cases.case import Authority, Case, Event
    from foirules.cases.case_file import load_case
    from foirules.cases.errors import CaseError, EngineError
    from foirules.language.errors import RegimeError, RulesError
    from foirules.language.regime import Regime
    from foirules.language.regime_files import load_law
    from foirules.letters.draft import Draft
    from foirules.letters.errors import LettersError
    from foirules.letters.read_messages import read_drafts, read_messages
    from foirules.policy.errors import PolicyError
    from foirules.policy.own_rules import OwnRules, load_rules
    from foirules.policy.policies import load_policies
    from foirules.policy.policy import Policy
    from foirules.rules.version import __version__ as __version__


__all__ = [
    "Action",
    "Assessment",
    "Authority",
    "Case",
    "CaseError",
    "Clock",
    "Derivation",
    "Draft",
    "Due",
    "EngineError",
    "Event",
    "EventRef",
    "Finding",
    "LettersError",
    "Met",
    "OutsideCalendar",
    "OwnRules",
    "Policy",
    "PolicyError",
    "Regime",
    "RegimeError",
    "RulesError",
    "Step",
    "Undecided",
    "assess",
    "assess_many",
    "due",
    "load_case",
    "load_law",
    "load_policies",
    "load_rules",
    "read_drafts",
    "read_messages",
]

_HOMES = {
    "assessing.due": ("Due", "due"),
    "assessing.many_cases": ("assess_many",),
    "assessing.one_case": ("assess",),
    "calendars.working_days": ("OutsideCalendar",),
    "cases.assessment": (
        "Action",
        "Assessment",
        "Clock",
        "Derivation",
        "EventRef",
        "Finding",
        "Met",
        "Step",
        "Undecided",
    ),
    "cases.case": ("Authority", "Case", "Event"),
    "cases.case_file": ("load_case",),
    "cases.errors": ("CaseError", "EngineError"),
    "language.errors": ("RegimeError", "RulesError"),
    "language.regime": ("Regime",),
    "language.regime_files": ("load_law",),
    "letters.draft": ("Draft",),
    "letters.errors": ("LettersError",),
    "letters.read_messages": ("read_drafts", "read_messages"),
    "policy.own_rules": ("OwnRules", "load_rules"),
    "policy.errors": ("PolicyError",),
    "policy.policies": ("load_policies",),
    "policy.policy": ("Policy",),
    "rules.version": ("__version__",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is asked for: a program waits only for what it uses."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"foirules.{_HOME[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
