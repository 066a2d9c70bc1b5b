"""The way to the Upper Tribunal: its permission, a hearing, the notice of appeal, SI 2008/2698 rr21 to 23."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("upper tribunal")
fact = CHAPTER.fact

_REQUESTER, _AUTHORITY = ("requester", ""), ("authority", "-as-authority")

fact(
    "permission",
    "last_ending_seq",
    INT,
    "last(r.seq for r in endings if r.seq < seq)",
    meaning="The place of the decision from which an appeal is sought.",
)
fact(
    "permission",
    "of_upper_tribunal",
    BOOL,
    "any(e.event == 'upper-tribunal-application' and e.seq < seq and not e.seq < last_ending_seq"
    " for e in events)",
    "SI 2008/2698 rr21(2), 22",
    meaning="It is the Upper Tribunal that decides, which had been asked itself.",
)
fact(
    "permission",
    "applied_above_on",
    DATE,
    "first(e.on for e in events if e.event == 'upper-tribunal-application' and e.seq > seq)",
    "SI 2008/2698 r21(2)",
    meaning="The day on which the Upper Tribunal itself was asked.",
)
fact(
    "permission",
    "apply_above_by",
    DATE,
    "deadline('upper-tribunal-application', on, on)"
    " if event == 'permission-refused' and not of_upper_tribunal else nothing",
    "SI 2009/1976 r43(4); SI 2008/2698 r21(3)(b)",
    meaning="The last day to ask it.",
)
fact(
    "permission",
    "apply_above_open",
    DATE,
    "apply_above_by if applied_above_on is absent else nothing",
    "SI 2008/2698 r21(3)(b)",
    meaning="That day, if it has not been asked.",
)
CHAPTER.note(
    "late-upper-tribunal-application",
    "permission",
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
CHAPTER.clock(
    "upper-tribunal-application",
    "permission",
    when="apply_above_by is present",
    started="on",
    due="apply_above_by",
    stopped="applied_above_on",
    lapsed="as_of > apply_above_by",
    period="upper-tribunal-application",
    in_force="on",
    cites="FOIA s58; Tribunals, Courts and Enforcement Act 2007 s11",
    used="nothing",
    meaning="The time to ask the Upper Tribunal itself, after the Tribunal has refused permission.",
)
for _actor, _as in (_REQUESTER, _AUTHORITY):
    CHAPTER.action(
        f"ask-upper-tribunal{_as}",
        _actor,
        "request",
        order=64,
        when="as_of <= last(p.apply_above_open for p in permissions)",
        available_from="last(p.on for p in permissions)",
        deadline="last(p.apply_above_open for p in permissions)",
        cites="SI 2008/2698 r21(3)(b)",
        message="ask the Upper Tribunal itself for permission to appeal, on a point of law",
        expected="any(r.event == 'tribunal-decision' and r.next_seq is absent and not r.taken_further"
        " for r in endings)",
        not_yet="the Upper Tribunal itself can be asked for permission to appeal only once the"
        " Tribunal has refused it",
    )

fact(
    "permission",
    "appealed_above_on",
    DATE,
    "first(e.on for e in events if e.event == 'upper-tribunal-appeal' and e.seq > seq)",
    "SI 2008/2698 r23(2)",
    meaning="The day on which the Upper Tribunal received the notice of appeal.",
)
fact(
    "permission",
    "appeal_above_by",
    DATE,
    "deadline('upper-tribunal-appeal', on, on)"
    " if event == 'permission-granted' and not of_upper_tribunal else nothing",
    "SI 2008/2698 r23(2)(a)",
    meaning="The last day for that, where it is the Tribunal that gives permission: where the Upper"
    " Tribunal does, the application stands as the notice.",
)
CHAPTER.note(
    "late-upper-tribunal-appeal",
    "permission",
    applies="True",
    when="appealed_above_on > appeal_above_by",
    begins="appealed_above_on",
    cites="SI 2008/2698 rr12, 23(2)(a), (5) from 18 January 2010",
    message="the notice of appeal came to the Upper Tribunal on {appealed_above_on}, after"
    " {appeal_above_by}: it must not be admitted unless the time is extended",
    meaning="Where the Tribunal gives permission to appeal, the Upper Tribunal has to receive the notice"
    " of appeal within a month of the day on which notice of the permission was sent.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
        "2019-03-06 permission-granted",
        "2019-04-09 upper-tribunal-appeal",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
        "2019-03-06 permission-granted",
        "2019-04-08 upper-tribunal-appeal",
    ),
)
CHAPTER.clock(
    "upper-tribunal-appeal",
    "permission",
    when="appeal_above_by is present",
    started="on",
    due="appeal_above_by",
    stopped="appealed_above_on",
    lapsed="as_of > appeal_above_by",
    period="upper-tribunal-appeal",
    in_force="on",
    cites="FOIA s58; Tribunals, Courts and Enforcement Act 2007 s11",
    used="nothing",
    meaning="The time for the notice of appeal to the Upper Tribunal, with the Tribunal's permission.",
)
fact(
    "permission",
    "hearing_sought_on",
    DATE,
    "first(e.on for e in events if e.event == 'reconsideration-sought' and e.seq > seq)",
    "SI 2008/2698 r22(4)",
    meaning="The day on which the Upper Tribunal was asked to reconsider its refusal at a hearing.",
)
fact(
    "permission",
    "hearing_by",
    DATE,
    "deadline('permission-hearing', on, on)"
    " if event == 'permission-refused' and of_upper_tribunal else nothing",
    "SI 2008/2698 r22(5)",
    meaning="The last day to ask it to.",
)
CHAPTER.note(
    "late-hearing-application",
    "permission",
    applies="True",
    when="hearing_sought_on > hearing_by",
    begins="hearing_sought_on",
    cites="SI 2008/2698 rr12, 22(4), (5) from 18 January 2010",
    message="the Upper Tribunal was asked on {hearing_sought_on} to reconsider at a hearing its refusal"
    " of {on}, after {hearing_by}: it may extend the time",
    meaning="Where the Upper Tribunal refuses permission without a hearing, it can be asked to"
    " reconsider that at one, within fourteen days of the day on which notice of it was sent.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
        "2019-03-06 permission-refused",
        "2019-04-08 upper-tribunal-application",
        "2019-05-13 permission-refused",
        "2019-05-29 reconsideration-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 tribunal-appeal",
        "2019-01-07 tribunal-decision",
        "2019-02-04 permission-sought",
        "2019-03-06 permission-refused",
        "2019-04-08 upper-tribunal-application",
        "2019-05-13 permission-refused",
        "2019-05-28 reconsideration-sought",
    ),
)
CHAPTER.clock(
    "permission-hearing",
    "permission",
    when="hearing_by is present",
    started="on",
    due="hearing_by",
    stopped="hearing_sought_on",
    lapsed="as_of > hearing_by",
    period="permission-hearing",
    in_force="on",
    cites="FOIA s58; Tribunals, Courts and Enforcement Act 2007 s11",
    used="nothing",
    meaning="The time to ask the Upper Tribunal to reconsider its refusal of permission at a hearing.",
)
for _actor, _as in (_REQUESTER, _AUTHORITY):
    CHAPTER.action(
        f"appeal-to-upper-tribunal{_as}",
        _actor,
        "permission",
        order=64,
        when="appealed_above_on is absent and as_of <= appeal_above_by",
        available_from="on",
        deadline="appeal_above_by",
        cites="SI 2008/2698 r23(2)(a)",
        message="send the Upper Tribunal the notice of appeal, with the permission of {on}",
    )
    CHAPTER.action(
        f"ask-for-hearing{_as}",
        _actor,
        "permission",
        order=64,
        when="hearing_sought_on is absent and as_of <= hearing_by",
        available_from="on",
        deadline="hearing_by",
        cites="SI 2008/2698 r22(4), (5)",
        message="ask the Upper Tribunal to reconsider its refusal of {on} at a hearing",
    )
