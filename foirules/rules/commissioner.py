"""The Commissioner: complaints and decision notices, FOIA s50, and the way to the Tribunal, s57."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("commissioner")
fact = CHAPTER.fact

fact(
    "request",
    "complained_on",
    DATE,
    "first(c.on for c in complaints)",
    "FOIA s50(1)",
    meaning="The day of the complaint to the Commissioner.",
)
fact(
    "request",
    "complaint_ended_on",
    DATE,
    "first(e.on for e in events if e.event in ('ico-closed', 'decision-notice'))",
    "FOIA s50(3)",
    meaning="The day the Commissioner closed or decided the complaint.",
)
fact(
    "request",
    "decided_by_commissioner_on",
    DATE,
    "last(d.on for d in decisions)",
    "FOIA s50(3)(b)",
    meaning="The day the last decision notice was sent.",
)
fact(
    "request",
    "appealed_on",
    DATE,
    "first(e.on for e in events if e.event == 'tribunal-appeal')",
    "FOIA s57",
    meaning="The day the Tribunal received an appeal.",
)
fact(
    "request",
    "appeal_by",
    DATE,
    "deadline('tribunal-appeal', decided_by_commissioner_on, decided_by_commissioner_on)",
    "SI 2009/1976 r22(1)(b)",
    meaning="The last day for a notice of appeal to be received.",
)
fact(
    "part",
    "exhausted",
    BOOL,
    "reviewed_on is present or review_overdue"
    " or (answered_on is absent and time_is_up and not extended_in_time)",
    "FOIA s50(2)(a)",
    meaning="The complaints procedure is exhausted, or there is no answer to complain of.",
)
fact(
    "part",
    "last_heard_on",
    DATE,
    "latest(answered_on, reviewed_on)",
    meaning="The day of the last substantive answer.",
)
fact(
    "part",
    "complain_by",
    DATE,
    "deadline('ico-complaint', last_heard_on, last_heard_on)",
    "FOIA s50(2)(b); the Commissioner's policy",
    meaning="The last day before the Commissioner would call a complaint unduly delayed.",
)

CHAPTER.clock(
    "ico-complaint",
    "part",
    when="answered_on is present",
    started="last_heard_on",
    due="complain_by",
    stopped="complained_on",
    lapsed="complained_on is absent and as_of > complain_by",
    period="ico-complaint",
    in_force="last_heard_on",
    cites="FOIA s50(2)(b)",
    meaning="The time after which the Commissioner would call a complaint unduly delayed, by the"
    " policy of the day. The Act sets none.",
)
CHAPTER.clock(
    "tribunal-appeal",
    "request",
    when="decided_by_commissioner_on is present",
    started="decided_by_commissioner_on",
    due="appeal_by",
    stopped="appealed_on",
    lapsed="appealed_on is absent and as_of > appeal_by",
    period="tribunal-appeal",
    in_force="decided_by_commissioner_on",
    cites="FOIA s57; SI 2009/1976 r22(1)(b)",
    used="nothing",
    meaning="Twenty-eight days from the day the decision notice was sent.",
)
