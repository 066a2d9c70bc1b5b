"""The provisions on timing and procedure that no rule, clock or action stands for, and why."""

from __future__ import annotations

from typing import Final

LEFT_OUT: Final = {
    "FOIA s1(4)": "What was held when is a fact that no log of a case holds.",
    "FOIA s7": "Which part of an authority's information the Act reaches sets no time and asks for"
    " no notice.",
    "FOIA s11A": "The re-use of datasets: no time is set for the fees notice, and the rest is about"
    " licences.",
    "FOIA s12(2)": "Whether confirming alone would exceed the limit is an estimate that is not"
    " recorded; a refusal on cost is taken to settle both duties.",
    "FOIA s13": "A charge above the limit: the Act sets no time for asking or paying.",
    "FOIA s15": "Sending a request for transferred records on to the responsible authority is not"
    " among the events.",
    "FOIA s19": "Publication schemes do not belong to a case.",
    "FOIA s22A": "Research: qualified since 1 October 2014, as the list of exemptions says; it has no"
    " procedure of its own.",
    "FOIA s17(4)": "Whether a statement would itself disclose exempt information cannot be seen from"
    " a log; a reason that is left out for that is recorded as apparent.",
    "FOIA s55": "Entry and inspection do not belong to a case.",
    "FOIA s56": "That there is no action in the civil courts sets no time.",
    "FOIA s60": "Appeals against certificates of national security can be brought while the"
    " certificate stands; the other time runs from a claim that is no event of a case.",
    "FOIA s62": "When a record becomes historical depends on when it was created, which a log does"
    " not say.",
    "FOIA s63": "Exemptions that fall away with age depend on the same.",
    "FOIA s64": "So does the absolute character of s23 in historical records.",
    "FOIA s65": "A consultation before refusal is not among the events.",
    "FOIA s66": "So is that of the responsible authority.",
    "SI 2004/3244 reg 5": "The cost of several requests within sixty working days is added up over"
    " cases; cases are judged one by one.",
}
"""Provision -> reason, in plain words."""
