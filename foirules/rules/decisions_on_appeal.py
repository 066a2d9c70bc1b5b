"""How appeals end: what the Tribunals and courts require, FOIA s58, and contempt in the Tribunal, s61."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("decisions on appeal")
fact = CHAPTER.fact

fact(
    "ending",
    "about_seq",
    INT,
    "last(a.seq for a in appeals if a.seq < seq) if any(a.seq < seq for a in appeals) else seq",
    "FOIA s57",
    meaning="The place in the order of events of the last appeal before it or, where none is recorded,"
    " its own: it is about a notice that came before that.",
)
fact(
    "ending",
    "next_seq",
    INT,
    "first(r.seq for r in request.endings if r.seq > seq)",
    meaning="The place of the next ending, if there is one.",
)
fact(
    "ending",
    "further",
    BOOL,
    "event in ('upper-tribunal-decision', 'court-decision')",
    "Tribunals, Courts and Enforcement Act 2007 ss11, 14",
    meaning="It ends a further appeal.",
)
fact(
    "ending",
    "upholds",
    BOOL,
    "event == 'appeal-withdrawn' or result in ('dismissed', 'struck-out')",
    "FOIA s58(1)",
    meaning="It leaves as it was what was appealed against.",
)
fact(
    "ending",
    "leaves_standing",
    BOOL,
    "further and upholds",
    meaning="It leaves the decision of the Tribunal below as it was.",
)
fact(
    "ending",
    "undoes",
    BOOL,
    "event == 'tribunal-decision' or not upholds",
    "Tribunals, Courts and Enforcement Act 2007 s12(2)",
    meaning="It takes the place of a decision made before in the case.",
)
fact(
    "ending",
    "reopened_seq",
    INT,
    "seq if further and result == 'remitted' else first(e.seq for e in events if e.seq > seq"
    " and e.event in ('permission-granted', 'upper-tribunal-appeal', 'set-aside-granted'))",
    "FOIA s53(4)(b); SI 2009/1976 r41; Tribunals, Courts and Enforcement Act 2007 ss11, 12(2)(b)",
    meaning="The place of what opened the matter again: the decision itself that remits it, permission"
    " to appeal further, or its being set aside.",
)
fact(
    "ending",
    "orders",
    BOOL,
    "comply_by is present and result not in ('struck-out', 'remitted')",
    "FOIA s58(1)",
    meaning="It requires steps by a day.",
)
fact(
    "ending",
    "undone_by_then",
    BOOL,
    "any(r.seq > seq and r.on <= comply_by and r.undoes for r in request.endings)"
    " or any(e.seq > seq and e.on <= comply_by and e.event == 'set-aside-granted' for e in events)",
    "Tribunals, Courts and Enforcement Act 2007 s12(2); SI 2009/1976 r41",
    meaning="By the day on which the steps were due it did not stand any more.",
)
fact(
    "ending",
    "undone",
    BOOL,
    "any(r.seq > seq and r.undoes for r in request.endings)"
    " or any(e.seq > seq and e.event == 'set-aside-granted' for e in events)",
    "Tribunals, Courts and Enforcement Act 2007 s12(2); SI 2009/1976 r41",
    meaning="It does not stand any more.",
)
fact(
    "ending",
    "contested",
    BOOL,
    "any(e.seq > seq and e.on <= comply_by and e.event in ('permission-sought', 'permission-granted',"
    " 'upper-tribunal-application', 'upper-tribunal-appeal', 'set-aside-sought',"
    " 'upper-tribunal-decision', 'court-decision') for e in events)",
    "SI 2009/1976 r5(3)(l); SI 2008/2698 r5(3)(l), (m)",
    meaning="By then a further step had been taken, so that its effect may have been suspended.",
)
fact(
    "ending",
    "complied_on",
    DATE,
    "first(e.on for e in events if e.event == 'notice-complied' and e.seq > seq)",
    meaning="The day on which the authority did what the decision requires.",
)
fact(
    "ending",
    "certified",
    BOOL,
    "any(c.seq > seq and c.in_time for c in certificates)",
    "FOIA s53(2), (4)(b)",
    meaning="A certificate was given in time after the decision.",
)
fact(
    "ending",
    "certified_by_then",
    BOOL,
    "any(c.seq > seq and c.in_time and c.on <= comply_by for c in certificates)",
    "FOIA s53(2), (4)(b)",
    meaning="There was one by the day on which the steps were due.",
)
CHAPTER.breach(
    "tribunal-decision-not-complied-with",
    "ending",
    applies="orders and not undone_by_then and not certified_by_then"
    " and (complied_on is present or as_of > comply_by)",
    when="(complied_on is absent or complied_on > comply_by) and not contested",
    possible_when="complied_on is absent or complied_on > comply_by",
    due="comply_by",
    ended="complied_on",
    cites="FOIA ss50(4), 58(1)",
    message="the decision of {on} required steps by {comply_by}; they were taken on"
    " {complied_on|no day on the record}",
    possible_message="the decision of {on} required steps by {comply_by}; they were taken on"
    " {complied_on|no day on the record}: a failure, unless the decision was suspended while a"
    " further step was pending",
    cites_if_possible="SI 2009/1976 r5(3)(l); SI 2008/2698 r5(3)(l), (m)",
    meaning="Where the Tribunal allows an appeal, to any extent, its own notice takes the place of the"
    " Commissioner's and binds the authority; where it dismisses one it may set a day for what the"
    " notice requires. A further appeal suspends neither, unless a Tribunal says so.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision result=allowed comply-by=2019-02-11",
        "2019-02-12 notice-complied",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision result=allowed comply-by=2019-02-11",
        "2019-02-11 notice-complied",
    ),
)
CHAPTER.clock(
    "tribunal-compliance",
    "ending",
    when="orders",
    started="on",
    due="comply_by",
    stopped="complied_on",
    superseded="undone_by_then or certified_by_then",
    used="nothing",
    cites="FOIA s58(1)",
    meaning="The time that a decision on an appeal gives for the steps it requires.",
)
CHAPTER.action(
    "comply-with-tribunal-decision",
    "authority",
    "ending",
    order=66,
    when="orders and not undone and not certified and complied_on is absent",
    available_from="on",
    deadline="comply_by",
    cites="FOIA s58(1)",
    message="take the steps that the decision of {on} requires",
)

# --- contempt --------------------------------------------------------------------------------------

fact(
    "ending",
    "substitutes",
    BOOL,
    "event == 'tribunal-decision' and result in ('allowed', 'allowed-in-part', 'consent')",
    "FOIA s58(1)",
    meaning="The Tribunal's own notice takes the place of the Commissioner's.",
)
fact(
    "ending",
    "contempt_sought_on",
    DATE,
    "first(e.on for e in events if e.event == 'contempt-application' and e.seq > seq)",
    "FOIA s61(3), (4)",
    meaning="The day on which the Tribunal was asked to certify a failure to comply with it.",
)
fact(
    "ending",
    "contempt_by",
    DATE,
    "deadline('contempt-application', comply_by + 1, comply_by + 1)"
    " if substitutes and not undone_by_then and not certified_by_then"
    " and (complied_on > comply_by or (complied_on is absent and as_of > comply_by))"
    " else nothing",
    "SI 2009/1976 r7A(2)",
    meaning="The last day to ask it: the failure first occurs on the day after that for the steps.",
)
CHAPTER.note(
    "late-contempt-application",
    "ending",
    applies="True",
    when="contempt_sought_on > contempt_by",
    begins="contempt_sought_on",
    cites="FOIA s61(4) from 3 June 2019; SI 2009/1976 r7A(2), (4) from 3 June 2019",
    message="the Tribunal was asked on {contempt_sought_on} to certify the failure to comply with its"
    " decision of {on}, after {contempt_by}: it must not admit the application unless it extends the"
    " time",
    meaning="A failure to comply with the Tribunal's own notice is for the Tribunal: it can certify to"
    " the Upper Tribunal what would be contempt in a court. It has to be asked within twenty-eight days"
    " of the day on which the failure first occurs. The Commissioner certifies only a failure to comply"
    " with the Commissioner's own notices.",
    breaks=(
        "2019-08-05 request-received",
        "2020-06-01 decision-notice",
        "2020-06-29 tribunal-appeal",
        "2021-01-11 tribunal-decision result=allowed comply-by=2021-02-15",
        "2021-03-17 contempt-application",
    ),
    keeps=(
        "2019-08-05 request-received",
        "2020-06-01 decision-notice",
        "2020-06-29 tribunal-appeal",
        "2021-01-11 tribunal-decision result=allowed comply-by=2021-02-15",
        "2021-03-16 contempt-application",
    ),
)
CHAPTER.clock(
    "contempt-application",
    "ending",
    when="contempt_by is present",
    started="comply_by + 1",
    due="contempt_by",
    stopped="contempt_sought_on",
    lapsed="as_of > contempt_by",
    period="contempt-application",
    in_force="comply_by + 1",
    used="nothing",
    cites="FOIA s61(4)",
    meaning="The time to ask the Tribunal to certify that its decision was not complied with.",
)
CHAPTER.action(
    "apply-for-contempt",
    "requester",
    "ending",
    order=67,
    when="contempt_sought_on is absent and as_of <= contempt_by",
    available_from="comply_by + 1",
    deadline="contempt_by",
    cites="FOIA s61(3), (4); SI 2009/1976 r7A",
    message="ask the Tribunal to certify to the Upper Tribunal the failure to comply with its decision"
    " of {on}: the Commissioner cannot enforce it",
)
