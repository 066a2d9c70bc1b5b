"""The provisions on timing and procedure that no rule, clock or action stands for, and why."""

from __future__ import annotations

from typing import Final

LEFT_OUT: Final = {
    "FOIA s11A": "The re-use of datasets: no time is set for the fees notice, and the rest is about"
    " licences.",
    "FOIA s11B": "Regulations on the fees for it: amounts, no times.",
    "FOIA s13": "A charge above the limit: the Act sets no time for asking or paying.",
    "FOIA s19": "Publication schemes do not belong to a case.",
    "FOIA s17(4)": "Whether a statement would itself disclose exempt information cannot be seen from"
    " a log; a reason that is left out for that is recorded as apparent.",
    "FOIA s53(3)": "A certificate is laid before Parliament as soon as practicable: no time is set.",
    "FOIA s53(6)": "The complainant is told the reasons for it as soon as practicable: likewise.",
    "FOIA s55": "Entry and inspection do not belong to a case.",
    "FOIA s56": "That there is no action in the civil courts sets no time.",
    "FOIA s59": "The appeal to a court on a point of law, until 18 January 2010, had the times of that"
    " court; appeals have gone to the Upper Tribunal since.",
    "FOIA s60(1)": "An appeal against a certificate of national security itself can be brought at any"
    " time while it is in force.",
    "FOIA s61": "How the Tribunal proceeds is for its rules, which are cited themselves.",
    "FOIA s65": "That the Lord Chancellor is consulted before a refusal is between authorities: no time"
    " is set and the requester is told nothing of it.",
    "FOIA s66(2)": "The same holds of consulting the responsible authority on whether information is"
    " exempt.",
    "FOIA s66(5)": "And of its consulting the Lord Chancellor.",
}
"""Provision -> reason, in plain words."""
