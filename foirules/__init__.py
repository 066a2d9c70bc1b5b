"""Deadlines and duties of authorities asked for information, worked out from the law as data.

    >>> from datetime import date
    >>> from foirules import assess, load_case
    >>> assessment = assess(load_case("cases/dfe-2017-0040081.yaml"), as_of=date(2017, 10, 10))

What is found is not legal advice.
"""

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
from foirules.language.errors import RulesError
from foirules.language.regime import Regime, RegimeError
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import OwnRules, load_rules
from foirules.policy.policies import PolicyError, load_policies
from foirules.policy.policy import Policy

__version__ = "0.1.0"

__all__ = [
    "Action",
    "Assessment",
    "Authority",
    "Case",
    "CaseError",
    "Clock",
    "Derivation",
    "Due",
    "EngineError",
    "Event",
    "EventRef",
    "Finding",
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
]
