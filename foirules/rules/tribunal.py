"""The Tribunal: appeals, their times, and the way to the Upper Tribunal, FOIA ss57, 58."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("tribunal")
fact = CHAPTER.fact

fact(
    "request",
    "appealed_on",
    DATE,
    "first(a.on for a in appeals if a.seq > decision_notice_seq)",
    "FOIA s57",
    meaning="The day the Tribunal received an appeal after the last decision notice.",
)
fact(
    "appeal",
    "effective_on",
    DATE,
    "on + 1 if after_five and on >= date(2010, 1, 18) else on",
    "SI 2009/1976 r12(1)",
    meaning="The day of the appeal; what has to be done by a day has to be done before 5 pm on it, so"
    " that one received at 5 pm or later is in time only if it would be on the next day.",
)
fact(
    "appeal",
    "of_authority",
    BOOL,
    "by_authority or (any(d.seq < seq for d in decisions)"
    " and not any(d.event == 'decision-notice' and d.seq < seq for d in decisions))",
    "FOIA s57(1), (2)",
    meaning="It is the authority that appeals: only it can against an information notice or an"
    " enforcement notice.",
)
fact(
    "request",
    "appeal_effective_on",
    DATE,
    "first(a.effective_on for a in appeals if a.seq > decision_notice_seq)",
    "SI 2009/1976 r12(1)",
    meaning="The day by which the appeal after the last decision notice is held against its time.",
)
fact(
    "request",
    "appealed",
    BOOL,
    "appealed_on is present or (not any(True for a in appeals)"
    " and any(e.event in"
    " ('tribunal-response', 'tribunal-reply', 'tribunal-decision', 'appeal-withdrawn')"
    " for e in events))",
    "FOIA s57",
    meaning="An appeal was made, be its day on the record or not.",
)
fact(
    "request",
    "appeal_pending",
    BOOL,
    "any(a.ended_on is absent for a in appeals) or (appealed"
    " and not any(e.event in ('tribunal-decision', 'appeal-withdrawn') for e in events))",
    "FOIA s57",
    meaning="An appeal has been neither decided nor withdrawn.",
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
    "appeal",
    "tribunal_answered_on",
    DATE,
    "first(e.on for e in events if e.event == 'tribunal-response' and e.seq > seq)",
    "SI 2009/1976 r23",
    meaning="The day of the Commissioner's response to the appeal.",
)
fact(
    "appeal",
    "replied_on",
    DATE,
    "first(e.on for e in events if e.event == 'tribunal-reply' and e.seq > seq)",
    "SI 2009/1976 r24",
    meaning="The day of the appellant's reply.",
)
fact(
    "appeal",
    "tribunal_decided_on",
    DATE,
    "first(e.on for e in events if e.event == 'tribunal-decision' and e.seq > seq)",
    "FOIA s58",
    meaning="The day the Tribunal's decision was sent.",
)
fact(
    "appeal",
    "ended_on",
    DATE,
    "first(e.on for e in events"
    " if e.event in ('tribunal-decision', 'appeal-withdrawn') and e.seq > seq)",
    "FOIA ss50(6), 53(4)(b)",
    meaning="The day on which the appeal was decided or withdrawn.",
)
fact(
    "appeal",
    "permission_sought_on",
    DATE,
    "first(e.on for e in events if e.event == 'permission-sought' and e.seq > seq)",
    "SI 2009/1976 r42",
    meaning="The day permission to appeal to the Upper Tribunal was asked for.",
)
fact(
    "appeal",
    "respond_by",
    DATE,
    "deadline('tribunal-response', on, on)",
    "SI 2009/1976 r23(1)(b)",
    meaning="The last day for the Commissioner's response, the appeal having been passed on at once.",
)
fact(
    "appeal",
    "reply_by",
    DATE,
    "deadline('tribunal-reply', tribunal_answered_on, tribunal_answered_on)",
    "SI 2009/1976 r24(2)",
    meaning="The last day for a reply, which is not required.",
)
fact(
    "appeal",
    "permission_by",
    DATE,
    "deadline('permission-to-appeal', tribunal_decided_on, tribunal_decided_on)",
    "SI 2009/1976 r42(2)",
    meaning="The last day to ask for permission to appeal to the Upper Tribunal.",
)

fact(
    "appeal",
    "permission_refused_on",
    DATE,
    "first(e.on for e in events if e.event == 'permission-refused' and e.seq > seq)",
    "SI 2009/1976 r43",
    meaning="The day on which the Tribunal sent notice that it refuses permission.",
)
fact(
    "appeal",
    "applied_above_on",
    DATE,
    "first(e.on for e in events if e.event == 'upper-tribunal-application' and e.seq > seq)",
    "SI 2008/2698 r21(2)",
    meaning="The day on which the Upper Tribunal itself was asked.",
)
fact(
    "appeal",
    "apply_above_by",
    DATE,
    "deadline('upper-tribunal-application', permission_refused_on, permission_refused_on)",
    "SI 2008/2698 r21(3)(b)",
    meaning="The last day to ask it.",
)

CHAPTER.note(
    "late-appeal",
    "request",
    applies="True",
    when="appeal_effective_on > appeal_by",
    begins="appealed_on",
    cites="SI 2009/1976 rr12, 22(1)(b), (4) from 18 January 2010",
    message="the appeal of {appealed_on} was received too late, the last day being {appeal_by}: the"
    " Tribunal must not admit it unless it extends the time, for which a reason has to be given",
    meaning="A notice of appeal must be received within twenty-eight days of the day on which the"
    " decision notice was sent, before 5 pm on the last of them.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-30 tribunal-appeal",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
    ),
)
CHAPTER.note(
    "late-permission-application",
    "appeal",
    applies="True",
    when="permission_sought_on > permission_by",
    begins="permission_sought_on",
    cites="SI 2009/1976 r42(2) from 18 January 2010",
    message="permission to appeal was asked for on {permission_sought_on}, after {permission_by}: the"
    " Tribunal must not admit the application unless it extends the time",
    meaning="An application for permission to appeal to the Upper Tribunal must be received within"
    " twenty-eight days of the day on which the Tribunal's decision, or later its reasons, was sent.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-05 permission-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
    ),
)

CHAPTER.note(
    "late-upper-tribunal-application",
    "appeal",
    applies="True",
    when="applied_above_on > apply_above_by",
    begins="applied_above_on",
    cites="SI 2008/2698 r21(3)(b), (6) from 18 January 2010",
    message="the Upper Tribunal was asked for permission on {applied_above_on}, after"
    " {apply_above_by}: it must not admit the application unless it extends the time",
    meaning="Where the Tribunal refuses permission to appeal, or does not admit the application, the"
    " Upper Tribunal can be asked within a month of the day on which notice of that was sent.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
        "2019-03-06 permission-refused",
        "2019-04-09 upper-tribunal-application",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
        "2019-03-06 permission-refused",
        "2019-04-08 upper-tribunal-application",
    ),
)

# --- appeals of the authority, and against information and enforcement notices -----------------------

fact(
    "decision",
    "notice_appealed_on",
    DATE,
    "first(a.on for a in appeals if a.seq > seq)",
    "FOIA s57",
    meaning="The day of the first appeal after the notice.",
)
fact(
    "decision",
    "notice_appeal_effective_on",
    DATE,
    "first(a.effective_on for a in appeals if a.seq > seq)",
    "SI 2009/1976 r12(1)",
    meaning="The day by which it is held against its time.",
)
fact(
    "decision",
    "notice_appeal_by",
    DATE,
    "deadline('tribunal-appeal', on, on)",
    "FOIA s57; SI 2009/1976 r22(1)(b)",
    meaning="The last day for an appeal against the notice to be received.",
)
CHAPTER.note(
    "late-notice-appeal",
    "decision",
    applies="event != 'decision-notice'",
    when="notice_appeal_effective_on > notice_appeal_by",
    begins="notice_appealed_on",
    cites="FOIA s57(2); SI 2009/1976 r22(1)(b), (4) from 18 January 2010",
    message="the appeal of {notice_appealed_on} after the notice of {on} was received too late, the"
    " last day being {notice_appeal_by}: the Tribunal must not admit it unless it extends the time",
    meaning="An information notice or an enforcement notice can be appealed against by the authority on"
    " which it was served, in the time of an appeal against a decision notice.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 information-notice",
        "2018-06-30 tribunal-appeal",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 information-notice",
        "2018-06-29 tribunal-appeal",
    ),
)
CHAPTER.clock(
    "notice-appeal",
    "decision",
    when="event != 'decision-notice' and cancelled_on is absent",
    started="on",
    due="notice_appeal_by",
    stopped="notice_appeal_effective_on",
    lapsed="as_of > notice_appeal_by",
    period="tribunal-appeal",
    in_force="on",
    cites="FOIA s57(2)",
    used="nothing",
    meaning="The authority's time to appeal against an information notice or an enforcement notice.",
)

# --- certificates of national security -------------------------------------------------------------

fact(
    "claim",
    "appealed_against_on",
    DATE,
    "first(e.on for e in events if e.event == 'certificate-appeal' and e.on >= on)",
    "FOIA s60(4)",
    meaning="The day of an appeal on the ground that the certificate does not apply.",
)
fact(
    "claim",
    "appeal_against_by",
    DATE,
    "deadline('certificate-appeal', on, on)",
    "SI 2009/1976 r22(6)(c)",
    meaning="The last day for it.",
)
CHAPTER.note(
    "late-certificate-appeal",
    "claim",
    applies="True",
    when="appealed_against_on > appeal_against_by",
    begins="appealed_against_on",
    cites="FOIA s60(4), (5); SI 2009/1976 rr12, 22(6)(c) from 18 January 2010",
    message="the appeal on the claim of {on} was received on {appealed_against_on}, after"
    " {appeal_against_by}: the Tribunal must not admit it unless it extends the time",
    meaning="Where an authority claims in proceedings that a certificate under s24(3), which is in"
    " general terms, applies to the information, any other party can appeal within twenty-eight days"
    " of the claim. Until the Tribunal says otherwise the certificate is presumed to apply.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 certificate-claimed",
        "2018-06-30 certificate-appeal",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 certificate-claimed",
        "2018-06-29 certificate-appeal",
    ),
)
CHAPTER.clock(
    "certificate-appeal",
    "claim",
    when="appeal_against_by is present",
    started="on",
    due="appeal_against_by",
    stopped="appealed_against_on",
    lapsed="as_of > appeal_against_by",
    period="certificate-appeal",
    in_force="on",
    cites="FOIA s60(4)",
    used="nothing",
    meaning="Twenty-eight days from the claim that a certificate of national security applies.",
)

# --- appeals and what follows them -----------------------------------------------------------------

CHAPTER.clock(
    "tribunal-appeal",
    "request",
    when="decided_by_commissioner_on is present",
    started="decided_by_commissioner_on",
    due="appeal_by",
    stopped="appeal_effective_on",
    lapsed="as_of > appeal_by",
    superseded="appealed and appealed_on is absent",
    period="tribunal-appeal",
    in_force="decided_by_commissioner_on",
    cites="FOIA s57",
    used="nothing",
    meaning="Twenty-eight days from the day the decision notice was sent.",
)
CHAPTER.clock(
    "tribunal-response",
    "appeal",
    when="respond_by is present",
    started="on",
    due="respond_by",
    stopped="tribunal_answered_on",
    superseded="tribunal_answered_on is absent and ended_on <= respond_by",
    period="tribunal-response",
    in_force="on",
    cites="FOIA s57",
    used="nothing",
    meaning="The Commissioner's time to respond to an appeal.",
)
CHAPTER.clock(
    "tribunal-reply",
    "appeal",
    when="reply_by is present",
    started="tribunal_answered_on",
    due="reply_by",
    stopped="replied_on",
    lapsed="as_of > reply_by",
    period="tribunal-reply",
    in_force="tribunal_answered_on",
    cites="FOIA s57",
    used="nothing",
    meaning="The appellant's time for a reply, which is not required.",
)
CHAPTER.clock(
    "permission-to-appeal",
    "appeal",
    when="permission_by is present",
    started="tribunal_decided_on",
    due="permission_by",
    stopped="permission_sought_on",
    lapsed="as_of > permission_by",
    period="permission-to-appeal",
    in_force="tribunal_decided_on",
    cites="FOIA s58; Tribunals, Courts and Enforcement Act 2007 s11",
    used="nothing",
    meaning="The time to ask the Tribunal for permission to appeal to the Upper Tribunal.",
)
CHAPTER.clock(
    "upper-tribunal-application",
    "appeal",
    when="apply_above_by is present",
    started="permission_refused_on",
    due="apply_above_by",
    stopped="applied_above_on",
    lapsed="as_of > apply_above_by",
    period="upper-tribunal-application",
    in_force="permission_refused_on",
    cites="FOIA s58; Tribunals, Courts and Enforcement Act 2007 s11",
    used="nothing",
    meaning="The time to ask the Upper Tribunal itself, after the Tribunal has refused permission.",
)
