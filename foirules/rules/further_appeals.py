"""Further steps in the Tribunal: set aside, reinstate, reconsider, and permission to appeal."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("further appeals")
fact = CHAPTER.fact

_REQUESTER, _AUTHORITY = ("requester", ""), ("authority", "-as-authority")

# --- a decision set aside --------------------------------------------------------------------------

fact(
    "ending",
    "set_aside_by",
    DATE,
    "deadline('set-aside', on, on) if event == 'tribunal-decision' else nothing",
    "SI 2009/1976 r41(3)",
    meaning="The last day to ask the Tribunal to set its decision aside.",
)
fact(
    "ending",
    "set_aside_sought_on",
    DATE,
    "first(e.on for e in events"
    " if e.event == 'set-aside-sought' and e.seq > seq and not e.seq > next_seq)",
    "SI 2009/1976 r41(3)",
    meaning="The day on which it was asked to.",
)
fact(
    "ending",
    "set_aside_refused_on",
    DATE,
    "first(e.on for e in events"
    " if e.event == 'set-aside-refused' and e.seq > seq and not e.seq > next_seq)",
    "SI 2009/1976 r42(2)(c)",
    meaning="The day on which notice was sent that it does not.",
)
fact(
    "ending",
    "set_aside",
    BOOL,
    "any(e.event == 'set-aside-granted' and e.seq > seq and not e.seq > next_seq for e in events)",
    "SI 2009/1976 r41(1)",
    meaning="It did.",
)
CHAPTER.note(
    "late-set-aside-application",
    "ending",
    applies="True",
    when="set_aside_sought_on > set_aside_by",
    begins="set_aside_sought_on",
    cites="SI 2009/1976 rr12, 41(3) from 18 January 2010",
    message="the Tribunal was asked on {set_aside_sought_on} to set its decision of {on} aside, after"
    " {set_aside_by}: it may extend the time",
    meaning="The Tribunal can set a decision aside where something went wrong in the procedure: a"
    " document was not sent or received in time, or a party was not at a hearing. It has to be asked"
    " within twenty-eight days of the day on which notice of the decision was sent.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision result=dismissed",
        "2019-02-05 set-aside-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision result=dismissed",
        "2019-02-04 set-aside-sought",
    ),
)
CHAPTER.clock(
    "set-aside",
    "ending",
    when="set_aside_by is present",
    started="on",
    due="set_aside_by",
    stopped="set_aside_sought_on",
    lapsed="as_of > set_aside_by",
    period="set-aside",
    in_force="on",
    cites="FOIA s58",
    used="nothing",
    meaning="The time to ask the Tribunal to set its decision aside for a fault of procedure.",
)
for _actor, _as in (_REQUESTER, _AUTHORITY):
    CHAPTER.action(
        f"ask-to-set-aside{_as}",
        _actor,
        "ending",
        order=63,
        when="set_aside_sought_on is absent and not set_aside and as_of <= set_aside_by",
        available_from="on",
        deadline="set_aside_by",
        cites="SI 2009/1976 r41",
        message="ask the Tribunal to set its decision of {on} aside, if something went wrong in the"
        " procedure",
    )

# --- an appeal reinstated --------------------------------------------------------------------------

fact(
    "ending",
    "reinstate_by",
    DATE,
    "deadline('reinstatement', on, on) if not any(e.seq < seq and e.event in"
    " ('permission-granted', 'upper-tribunal-appeal') for e in events)"
    " and (event == 'appeal-withdrawn' or (event == 'tribunal-decision' and result == 'struck-out'))"
    " else nothing",
    "SI 2009/1976 rr8(6), 17(4)",
    meaning="The last day to ask the Tribunal to reinstate an appeal that was withdrawn or struck out.",
)
fact(
    "ending",
    "reinstatement_sought_on",
    DATE,
    "first(e.on for e in events if e.event == 'reinstatement-sought' and e.seq > seq)",
    "SI 2009/1976 rr8(5), 17(3)",
    meaning="The day on which it was asked to.",
)
fact(
    "ending",
    "of_authority_appeal",
    BOOL,
    "last(a.of_authority for a in appeals if a.seq < seq)",
    "FOIA s57(1), (2)",
    meaning="The appeal was the authority's.",
)
CHAPTER.note(
    "late-reinstatement-application",
    "ending",
    applies="True",
    when="reinstatement_sought_on > reinstate_by",
    begins="reinstatement_sought_on",
    cites="SI 2009/1976 rr8(6), 12, 17(4) from 18 January 2010",
    message="the Tribunal was asked on {reinstatement_sought_on} to reinstate the appeal that ended on"
    " {on}, after {reinstate_by}: it may extend the time",
    meaning="An appellant can ask for an appeal to be reinstated that was withdrawn, or struck out for"
    " a failure to comply with a direction: within twenty-eight days of the day on which the Tribunal"
    " received the withdrawal, or sent notice of the striking out.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2018-07-02 appeal-withdrawn",
        "2018-07-31 reinstatement-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2018-07-02 appeal-withdrawn",
        "2018-07-30 reinstatement-sought",
    ),
)
CHAPTER.clock(
    "reinstatement",
    "ending",
    when="reinstate_by is present",
    started="on",
    due="reinstate_by",
    stopped="reinstatement_sought_on",
    lapsed="as_of > reinstate_by",
    period="reinstatement",
    in_force="on",
    cites="FOIA s57",
    used="nothing",
    meaning="The time to ask for an appeal to be reinstated.",
)
for (_actor, _as), _appeals in (
    (_REQUESTER, "not of_authority_appeal"),
    (_AUTHORITY, "of_authority_appeal"),
):
    CHAPTER.action(
        f"ask-for-reinstatement{_as}",
        _actor,
        "ending",
        order=63,
        when=f"reinstatement_sought_on is absent and as_of <= reinstate_by and {_appeals}",
        available_from="on",
        deadline="reinstate_by",
        cites="SI 2009/1976 rr8(5), (6), 17(3), (4)",
        message="ask the Tribunal to reinstate the appeal, if it was withdrawn, or struck out for a"
        " failure to comply with a direction",
    )

# --- a registrar's decision ------------------------------------------------------------------------

fact(
    "ruling",
    "reconsider_by",
    DATE,
    "deadline('reconsideration', on, on)",
    "SI 2009/1976 r4(3)",
    meaning="The last day to ask for a judge to consider it afresh.",
)
fact(
    "ruling",
    "reconsideration_sought_on",
    DATE,
    "first(e.on for e in events if e.event == 'reconsideration-sought' and e.seq > seq)",
    "SI 2009/1976 r4(3)",
    meaning="The day on which that was asked for.",
)
CHAPTER.note(
    "late-reconsideration-application",
    "ruling",
    applies="True",
    when="reconsideration_sought_on > reconsider_by",
    begins="reconsideration_sought_on",
    cites="SI 2009/1976 rr4(3), 12 from 18 January 2010",
    message="a judge was asked on {reconsideration_sought_on} to consider the registrar's decision of"
    " {on} afresh, after {reconsider_by}: the Tribunal may extend the time",
    meaning="A party can have a decision of the Tribunal's registrar or staff considered afresh by a"
    " judge, and has to ask within fourteen days of the day on which notice of it was sent.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-29 tribunal-appeal",
        "2018-09-03 registrar-decision",
        "2018-09-18 reconsideration-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-29 tribunal-appeal",
        "2018-09-03 registrar-decision",
        "2018-09-17 reconsideration-sought",
    ),
)
CHAPTER.clock(
    "reconsideration",
    "ruling",
    when="reconsider_by is present",
    started="on",
    due="reconsider_by",
    stopped="reconsideration_sought_on",
    lapsed="as_of > reconsider_by",
    period="reconsideration",
    in_force="on",
    cites="FOIA s57",
    used="nothing",
    meaning="The time to ask for a judge to consider a registrar's decision afresh.",
)
for _actor, _as in (_REQUESTER, _AUTHORITY):
    CHAPTER.action(
        f"ask-for-judge{_as}",
        _actor,
        "ruling",
        order=62,
        when="reconsideration_sought_on is absent and as_of <= reconsider_by",
        available_from="on",
        deadline="reconsider_by",
        cites="SI 2009/1976 r4(3)",
        message="ask for a judge to consider the registrar's decision of {on} afresh",
    )

# --- permission to appeal --------------------------------------------------------------------------

fact(
    "ending",
    "permission_sought_on",
    DATE,
    "first(e.on for e in events"
    " if e.event == 'permission-sought' and e.seq > seq and not e.seq > next_seq)",
    "SI 2009/1976 r42",
    meaning="The day permission to appeal to the Upper Tribunal was asked for.",
)
fact(
    "ending",
    "permission_longest",
    DATE,
    "deadline('permission-to-appeal', latest(on, set_aside_refused_on), on)"
    " if event == 'tribunal-decision' else nothing",
    "SI 2009/1976 r42(2)(c)",
    meaning="The last day to ask for permission, if the decision was asked to be set aside in time.",
)
fact(
    "ending",
    "permission_by",
    DATE,
    "permission_longest if set_aside_sought_on <= set_aside_by"
    " else deadline('permission-to-appeal', on, on) if event == 'tribunal-decision' else nothing",
    "SI 2009/1976 r42(2), (3)",
    meaning="The last day to ask for permission to appeal to the Upper Tribunal.",
)
CHAPTER.note(
    "late-permission-application",
    "ending",
    applies="True",
    when="permission_sought_on > permission_longest",
    possible_when="permission_sought_on > permission_by",
    begins="permission_sought_on",
    cites="SI 2009/1976 r42(2) from 18 January 2010",
    message="permission to appeal was asked for on {permission_sought_on}, after {permission_longest}:"
    " the Tribunal must not admit the application unless it extends the time",
    possible_message="permission to appeal was asked for on {permission_sought_on}, after"
    " {permission_by}: in time only if the time to have the decision set aside was extended",
    cites_if_possible="SI 2009/1976 r42(2)(c), (3)",
    meaning="An application for permission to appeal to the Upper Tribunal must be received within"
    " twenty-eight days of the day on which the Tribunal's decision, or later its reasons, was sent or,"
    " if that is later, notice that a decision is not set aside that was asked for in time.",
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
CHAPTER.clock(
    "permission-to-appeal",
    "ending",
    when="permission_by is present",
    started="latest(on, set_aside_refused_on) if set_aside_sought_on <= set_aside_by else on",
    due="permission_by",
    stopped="permission_sought_on",
    lapsed="as_of > permission_by",
    superseded="set_aside",
    period="permission-to-appeal",
    in_force="on",
    cites="FOIA s58; Tribunals, Courts and Enforcement Act 2007 s11",
    used="nothing",
    meaning="The time to ask the Tribunal for permission to appeal to the Upper Tribunal.",
)
fact(
    "ending",
    "permission_open",
    BOOL,
    "permission_sought_on is absent and not set_aside and next_seq is absent",
    "SI 2009/1976 r42(1)",
    meaning="Nobody has asked for permission to appeal from the decision, and it is the last.",
)
fact(
    "ending",
    "taken_further",
    BOOL,
    "any(e.seq > seq and e.event in ('permission-refused', 'permission-granted',"
    " 'upper-tribunal-application') for e in events)",
    "SI 2008/2698 r21(2)(b)",
    meaning="What the Tribunal says of permission is known, or the Upper Tribunal was asked already.",
)
for _actor, _name in (
    ("requester", "ask-permission-to-appeal"),
    ("authority", "ask-permission-as-authority"),
):
    CHAPTER.action(
        _name,
        _actor,
        "request",
        order=63,
        when="as_of <= last(r.permission_longest for r in endings if r.permission_open)",
        available_from="last(r.on for r in endings)",
        deadline="last(r.permission_by for r in endings)",
        cites="SI 2009/1976 r42; Tribunals, Courts and Enforcement Act 2007 s11",
        message="ask the Tribunal for permission to appeal to the Upper Tribunal, on a point of law",
        expected="any(a.ended_on is absent for a in appeals)",
        not_yet="permission to appeal to the Upper Tribunal can be asked for only once the Tribunal"
        " has decided",
    )
