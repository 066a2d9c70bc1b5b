"""The Tribunal: appeals against the Commissioner's notices, their times and how they end, FOIA ss57, 58."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("tribunal")
fact = CHAPTER.fact

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
    "appeal",
    "served_when_posted",
    DATE,
    "deadline('posted-appeal', posted_on if posted_on is present else on, on)",
    "SI 2005/14 r5(3) until 17 January 2010",
    meaning="The day on which it counts as served by being posted, or would if it was posted on that"
    " of its receipt; under the rules of today there is none.",
)
fact(
    "appeal",
    "effective_on",
    DATE,
    "earliest(served_when_posted, latest(on, deadline('after-five', on, on) if after_five else nothing))",
    "SI 2005/14 r5(3) until 17 January 2010; SI 2009/1976 r12(1)",
    meaning="The day of the appeal; what has to be done by a day has to be done before 5 pm on it, so"
    " that one received at 5 pm or later is in time only if it would be on the next day. Under the"
    " rules of 2005 one that was posted was served on the day of posting.",
)
fact(
    "appeal",
    "against_on",
    DATE,
    "last(d.on for d in decisions if d.seq < seq)",
    "FOIA s57(1), (2)",
    meaning="The day of the last notice before it.",
)
fact(
    "appeal",
    "last_day",
    DATE,
    "deadline('tribunal-appeal', against_on, against_on)",
    "SI 2009/1976 r22(1)(b)",
    meaning="The last day for it to be received.",
)
fact(
    "appeal",
    "late",
    BOOL,
    "effective_on > last_day",
    "SI 2009/1976 r22(4)",
    meaning="It was received after that day.",
)
fact(
    "appeal",
    "settled_on",
    DATE,
    "effective_on if posted_on is present or served_when_posted is absent else nothing",
    "SI 2005/14 r5(3) until 17 January 2010",
    meaning="The day of the appeal, unless a posting that is not recorded could have made it earlier.",
)
fact(
    "appeal",
    "surely_late",
    BOOL,
    "settled_on > last_day",
    "SI 2009/1976 r22(4)",
    meaning="It is late, whether it was posted or not.",
)
fact(
    "appeal",
    "admitted_on",
    DATE,
    "first(e.on for e in events if e.event == 'appeal-admitted-late' and e.seq > seq)",
    "SI 2009/1976 rr5(3)(a), 22(4)(b)",
    meaning="The day on which the Tribunal admitted it though it was late.",
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
    "ended_on",
    DATE,
    "first(r.on for r in endings if r.seq > seq)",
    "FOIA ss50(6), 53(4)(b)",
    meaning="The day on which the appeal was decided or withdrawn.",
)
fact(
    "appeal",
    "ended_seq",
    INT,
    "first(r.seq for r in endings if r.seq > seq)",
    meaning="The place of that in the order of events.",
)
fact(
    "appeal",
    "respond_by",
    DATE,
    "deadline('tribunal-response', served_on, served_on)",
    "SI 2009/1976 r23(1)(b)",
    meaning="The last day for the Commissioner's response, if it is known when the Commissioner"
    " received the appeal.",
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
    "request",
    "appeal_unrecorded",
    BOOL,
    "not any(True for a in appeals) and any(e.event in"
    " ('tribunal-response', 'tribunal-reply', 'tribunal-decision', 'appeal-withdrawn') for e in events)",
    "FOIA s57",
    meaning="There was an appeal, which shows by what followed it; its day is not on the record.",
)
fact(
    "request",
    "appeal_effective_on",
    DATE,
    "first(a.effective_on for a in appeals if a.seq > decision_notice_seq and not a.of_authority)",
    "FOIA s57(1); SI 2009/1976 r12(1)",
    meaning="The day by which the requester's own appeal after the last decision notice is held"
    " against its time: an appeal of the authority does not stand for it.",
)
fact(
    "request",
    "appeal_pending",
    BOOL,
    "any(a.ended_on is absent for a in appeals) or (appeal_unrecorded and not any(True for r in endings))"
    " or last(r.reopened_seq for r in endings) is present",
    "FOIA s57",
    meaning="An appeal, or a further one, has been neither decided nor withdrawn.",
)
fact(
    "request",
    "appeal_by",
    DATE,
    "deadline('tribunal-appeal', decided_by_commissioner_on, decided_by_commissioner_on)",
    "SI 2009/1976 r22(1)(b)",
    meaning="The last day for a notice of appeal to be received.",
)

CHAPTER.note(
    "late-appeal",
    "appeal",
    applies="any(d.event == 'decision-notice' and d.seq < seq for d in decisions)",
    when="surely_late",
    possible_when="late",
    begins="on",
    cites="SI 2005/14 r5(1) from 1 February 2005 until 17 January 2010; SI 2009/1976 rr12, 22(1)(b), (4) from 18 January 2010",
    message="the appeal of {on} was received too late, the last day being {last_day}: the Tribunal must"
    " not admit it unless it extends the time, for which a reason has to be given",
    possible_message="the appeal of {on} was received after {last_day}: too late, unless it was posted by"
    " then, or the Tribunal accepts it by reason of special circumstances",
    cites_if_possible="SI 2005/14 rr5(2), (3), 31(2)",
    meaning="A notice of appeal must be received within twenty-eight days of the day on which the"
    " notice of the Commissioner was sent, before 5 pm on the last of them. Under the rules of 2005"
    " it had to be served by then, and was when it was received for dispatch by registered post or"
    " recorded delivery.",
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

# --- appeals of the authority ----------------------------------------------------------------------

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
    "notice_appeal_settled_on",
    DATE,
    "first(a.settled_on for a in appeals if a.seq > seq)",
    "SI 2005/14 r5(3) until 17 January 2010",
    meaning="That day, unless a posting that is not recorded could have made it earlier.",
)
fact(
    "decision",
    "authority_appeal_on",
    DATE,
    "first(a.effective_on for a in appeals if a.seq > seq and a.of_authority)",
    "FOIA s57(1), (2); SI 2009/1976 r12(1)",
    meaning="The same of the authority's own first appeal after the notice: one of the requester does"
    " not stand for it.",
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
    when="notice_appeal_settled_on > notice_appeal_by",
    possible_when="notice_appeal_effective_on > notice_appeal_by",
    begins="notice_appealed_on",
    cites="FOIA s57(2); SI 2009/1976 r22(1)(b), (4) from 18 January 2010",
    message="the appeal of {notice_appealed_on} after the notice of {on} was received too late, the"
    " last day being {notice_appeal_by}: the Tribunal must not admit it unless it extends the time",
    possible_message="the appeal of {notice_appealed_on} after the notice of {on} was received after"
    " {notice_appeal_by}: too late, unless it was posted by then, or the Tribunal accepts it by reason of"
    " special circumstances",
    cites_if_possible="SI 2005/14 rr5(2), (3), 31(2)",
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
    stopped="authority_appeal_on",
    lapsed="as_of > notice_appeal_by",
    period="tribunal-appeal",
    in_force="on",
    cites="FOIA s57(2)",
    used="nothing",
    meaning="The authority's time to appeal against an information notice or an enforcement notice.",
)

CHAPTER.clock(
    "tribunal-appeal",
    "request",
    when="decided_by_commissioner_on is present",
    started="decided_by_commissioner_on",
    due="appeal_by",
    stopped="appeal_effective_on",
    lapsed="as_of > appeal_by",
    superseded="appeal_unrecorded",
    period="tribunal-appeal",
    in_force="decided_by_commissioner_on",
    cites="FOIA s57",
    used="nothing",
    meaning="The requester's time to appeal, twenty-eight days from the day the decision notice was"
    " sent, whether the authority appeals or not.",
)
CHAPTER.clock(
    "tribunal-response",
    "appeal",
    when="amount('tribunal-response', on) is present",
    started="on",
    due="respond_by",
    stopped="tribunal_answered_on",
    superseded="tribunal_answered_on is absent and ended_on <= respond_by",
    period="tribunal-response",
    in_force="on",
    cites="FOIA s57",
    used="nothing",
    meaning="The Commissioner's time to respond to an appeal, from the day on which the Commissioner"
    " received it; uncertain where that is not recorded.",
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
CHAPTER.action(
    "appeal-to-tribunal",
    "requester",
    "request",
    order=60,
    when="decided_by_commissioner_on is present and appeal_effective_on is absent"
    " and not appeal_unrecorded and not as_of > appeal_by",
    available_from="decided_by_commissioner_on",
    deadline="appeal_by",
    expected="complained and decided_by_commissioner_on is absent",
    cites="FOIA s57; SI 2009/1976 r22(1)(b)",
    message="appeal to the Tribunal: the notice must be received in time",
    not_yet="an appeal to the Tribunal is not open before a decision notice",
)
CHAPTER.action(
    "appeal-against-notice",
    "authority",
    "decision",
    order=54,
    when="authority_appeal_on is absent and not as_of > notice_appeal_by and cancelled_on is absent",
    available_from="on",
    deadline="notice_appeal_by",
    cites="FOIA s57(1), (2); SI 2009/1976 r22(1)(b)",
    message="appeal to the Tribunal against the notice of {on}: the notice of appeal must be received in"
    " time",
)
CHAPTER.action(
    "respond-to-appeal",
    "commissioner",
    "appeal",
    order=61,
    when="tribunal_answered_on is absent and ended_on is absent",
    available_from="on",
    deadline="respond_by",
    cites="SI 2009/1976 r23(1)(b)",
    message="respond to the appeal of {on}",
)
for _actor, _appeals, _reply in (
    ("requester", "not of_authority", "reply-to-response"),
    ("authority", "of_authority", "reply-as-authority"),
):
    CHAPTER.action(
        _reply,
        _actor,
        "appeal",
        order=62,
        when=f"replied_on is absent and ended_on is absent and as_of <= reply_by and {_appeals}",
        available_from="tribunal_answered_on",
        deadline="reply_by",
        cites="SI 2009/1976 r24(2)",
        message="reply to the response, if there is something to say: a reply is not required",
    )
