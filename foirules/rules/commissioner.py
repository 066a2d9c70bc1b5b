"""The Commissioner: complaints and notices, FOIA ss50 to 52 and 54."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("commissioner")
fact = CHAPTER.fact

fact(
    "request",
    "last_complained_on",
    DATE,
    "last(c.on for c in complaints)",
    "FOIA s50(1)",
    meaning="The day of the last complaint to the Commissioner.",
)
fact(
    "request",
    "complained",
    BOOL,
    "any(e.event in ('ico-complaint', 'ico-accepted', 'ico-closed', 'decision-notice')"
    " for e in events)",
    "FOIA s50(1)",
    meaning="A complaint was made, be its day on the record or not.",
)
fact(
    "request",
    "complaint_ended_on",
    DATE,
    "last(e.on for e in events if e.event == 'ico-closed' or e.event == 'decision-notice')",
    "FOIA s50(3)(a), (b)",
    meaning="The day the Commissioner last closed or decided a complaint.",
)
fact(
    "request",
    "decided_by_commissioner_on",
    DATE,
    "last(d.on for d in decisions if d.event == 'decision-notice')",
    "FOIA s50(3)(b)",
    meaning="The day the last decision notice was sent.",
)
fact(
    "request",
    "complaint_pending",
    BOOL,
    "complained and (complaint_ended_on is absent"
    " or any(c.on > complaint_ended_on for c in complaints))",
    "FOIA s50(2), (3)",
    meaning="A complaint was made that the Commissioner has neither decided nor closed.",
)
fact(
    "request",
    "complaint_made",
    BOOL,
    "complained and (complaint_pending or decided_by_commissioner_on is present"
    " or last(c.ground for c in closures) != 'complaints-procedure')",
    "FOIA s50(2)(a), (3)(a)",
    meaning="A complaint was made, and not closed because a complaints procedure was still open, when"
    " it can be made again.",
)
fact(
    "request",
    "decision_notice_seq",
    INT,
    "last(d.seq for d in decisions if d.event == 'decision-notice')",
    meaning="The place of that notice in the order of events.",
)
fact(
    "request",
    "no_procedure_on",
    DATE,
    "first(e.on for e in events if e.event == 'no-complaints-procedure')",
    "FOIA ss17(7)(a), 50(2)(a)",
    meaning="The day on which the authority first said that it provides no complaints procedure:"
    " there is none to exhaust.",
)
fact(
    "part",
    "silent",
    BOOL,
    "answered_on is absent and time_is_up"
    " and (not extended_in_time or judged_to > extension_guidance_due)",
    "FOIA s10(1)",
    meaning="There is no answer, though the time for it is up; where time was taken for the public"
    " interest, that of the Commissioner's guidance too.",
)
fact(
    "part",
    "exhausted",
    BOOL,
    "reviewed or review_overdue or (answered_on is present and no_procedure_on is present) or silent",
    "FOIA s50(2)(a)",
    meaning="The complaints procedure is exhausted, or there is no answer to complain of.",
)
fact(
    "part",
    "last_heard_on",
    DATE,
    "latest(m.on for m in mentions if m.event in ('response', 'review-outcome')"
    " and not (complaint_made and m.on > last_complained_on))",
    "FOIA s50(2)(b)",
    meaning="The day of the last answer or outcome of a review; once a complaint is made, of the last"
    " that came by its day.",
)
fact(
    "part",
    "complained_then_on",
    DATE,
    "first(c.on for c in complaints if c.on >= last_heard_on)",
    "FOIA s50(1)",
    meaning="The day of the first complaint to the Commissioner since that letter.",
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
    when="last_heard_on is present",
    started="last_heard_on",
    due="complain_by",
    stopped="complained_then_on",
    lapsed="as_of > complain_by",
    superseded="complaint_made and complained_then_on is absent",
    period="ico-complaint",
    in_force="last_heard_on",
    cites="FOIA s50(2)(b)",
    meaning="The time after which the Commissioner would call a complaint unduly delayed, by the"
    " policy of the day, as far as that is known. The Act sets none.",
)

# --- what the Commissioner requires --------------------------------------------------------------

# The endings of appeals against the notice.
_ENDINGS = "for r in endings if r.about_seq > seq"

fact(
    "decision",
    "ended_on",
    DATE,
    f"last(r.on {_ENDINGS})",
    "FOIA ss50(6), 53(4)(b)",
    meaning="The day on which an appeal against the notice, or a further one, was last decided or"
    " withdrawn.",
)
fact(
    "decision",
    "under_appeal",
    BOOL,
    "any(a.seq > seq and a.ended_on is absent for a in appeals)"
    f" or last(r.reopened_seq {_ENDINGS}) is present",
    "FOIA ss53(4)(b), 57",
    meaning="An appeal that was made after the notice, or one further, has been neither decided nor"
    " withdrawn.",
)
fact(
    "decision",
    "suspended",
    BOOL,
    "any(a.seq > seq and a.on <= comply_by and (not a.late or a.admitted_on <= comply_by)"
    " and not a.ended_on <= comply_by for a in appeals)",
    "FOIA ss50(6), 51(4), 52(3)",
    meaning="On the last day to comply an appeal was pending: no step that it affects need be taken"
    " until it is decided or withdrawn. One out of time is not brought before it is admitted.",
)
fact(
    "decision",
    "perhaps_suspended",
    BOOL,
    "any(a.seq > seq and a.on <= comply_by and a.late and (a.admitted_on is present"
    " or a.ended_on is present or not a.surely_late) for a in appeals)"
    " or (not any(True for a in appeals) and any(e.seq > seq and e.event in"
    " ('tribunal-response', 'tribunal-reply', 'tribunal-decision', 'appeal-withdrawn')"
    " for e in events))",
    "FOIA ss50(6), 51(4), 52(3); SI 2009/1976 r22(4)(b)",
    meaning="Whether one was is open: a late one was admitted after that day, or ended, or the day of the"
    " appeal is not on the record.",
)
fact(
    "decision",
    "decided_by_then",
    BOOL,
    "any(r.about_seq > seq and r.on <= comply_by and r.event != 'appeal-withdrawn' for r in endings)",
    "FOIA s58(1)",
    meaning="By the last day to comply an appeal had been decided.",
)
fact(
    "decision",
    "own_day_stands",
    BOOL,
    "not suspended and not perhaps_suspended and not decided_by_then",
    "FOIA s50(4), (6)",
    meaning="What the notice requires is due on the day that it gives.",
)
fact(
    "decision",
    "held_up",
    BOOL,
    "(suspended or decided_by_then) and under_appeal",
    "FOIA ss50(6), 51(4), 52(3)",
    meaning="Nothing that the notice requires need be done for the time being.",
)
fact(
    "decision",
    "upheld",
    BOOL,
    "last(r.upholds for r in endings if not r.leaves_standing)",
    "FOIA s58(1)",
    meaning="After the appeals the notice stands.",
)
fact(
    "decision",
    "day_set",
    DATE,
    f"last(r.comply_by {_ENDINGS} and r.orders)",
    "FOIA s58(1)",
    meaning="The day by which a decision on an appeal requires steps.",
)
fact(
    "decision",
    "complied_on",
    DATE,
    "first(e.on for e in events if e.event == 'notice-complied' and e.seq > seq)",
    meaning="The day on which the authority did what the notice requires.",
)
fact(
    "decision",
    "next_to_cancel",
    INT,
    "first(d.seq for d in request.decisions if d.event != 'decision-notice' and d.seq > seq)",
    meaning="The place of the next information notice or enforcement notice, if there is one.",
)
fact(
    "decision",
    "cancelled_on",
    DATE,
    "nothing if event == 'decision-notice' else first(e.on for e in events"
    " if e.event == 'notice-cancelled' and e.seq > seq and not e.seq > next_to_cancel)",
    "FOIA ss51(7), 52(4)",
    meaning="The day on which the Commissioner cancelled the notice.",
)
fact(
    "decision",
    "certified",
    BOOL,
    "any(c.notice_seq == seq and c.in_time for c in certificates)",
    "FOIA s53(2)",
    meaning="By a certificate, given in time, the notice ceased to have effect.",
)
fact(
    "decision",
    "still_open",
    BOOL,
    "complied_on is absent and cancelled_on is absent and not certified",
    "FOIA ss50(4), 51(1), (7), 52(1), (4), 53(2)",
    meaning="What the notice requires has not been done, and no later step has made it needless.",
)
fact(
    "decision",
    "certified_by_then",
    BOOL,
    "any(c.notice_seq == seq and c.in_time and c.on <= comply_by for c in certificates)",
    "FOIA s53(2)",
    meaning="It had by the last day to comply.",
)
fact(
    "decision",
    "comply_due",
    DATE,
    "nothing if cancelled_on <= comply_by or certified_by_then"
    " else comply_by if held_up or not (suspended or decided_by_then)"
    " else latest(comply_by, ended_on) if upheld and day_set is absent and not certified"
    " else nothing",
    "FOIA ss50(4), (6), 51(1), (7), 52(1), (4), 53(2)",
    meaning="The last day for what the notice requires, unless it is cancelled, or ceases to have"
    " effect, by then. After an appeal that leaves it standing, and sets no day, that on which the"
    " appeal ended.",
)
CHAPTER.breach(
    "notice-not-complied-with",
    "decision",
    applies="comply_due is present and not held_up and (complied_on is present or as_of > comply_due)",
    when="(complied_on is absent or complied_on > comply_due) and own_day_stands",
    possible_when="complied_on is absent or complied_on > comply_due",
    due="comply_due",
    ended="complied_on",
    cites="FOIA ss50(4), 51(1), 52(1), 54",
    message="the notice of {on} required steps by {comply_due}; they were taken on"
    " {complied_on|no day on the record}: the Commissioner can certify that to the court",
    possible_message="the notice of {on} required steps, which were taken on"
    " {complied_on|no day on the record}: a failure, if they were due by {comply_due}. An appeal"
    " puts them off until it ends, and the Act sets no day for them then",
    cites_if_possible="FOIA ss50(6), 51(4), 52(3); SI 2009/1976 r22(4)(b)",
    may_answer=(
        "appeal-admitted-late",
        "tribunal-response",
        "tribunal-reply",
        "tribunal-decision",
        "appeal-withdrawn",
    ),
    meaning="An authority must take the steps that a decision notice or an enforcement notice"
    " requires, and give what an information notice asks for, in the time that it gives. A failure"
    " can be certified to the High Court or the Court of Session, and dealt with as contempt. While"
    " an appeal is pending nothing need be done; if it is dismissed or withdrawn the notice binds"
    " again, and if it is allowed the Tribunal's own takes its place.",
    breaks=(
        "2017-08-03 request-received",
        "2018-01-10 ico-complaint",
        "2018-06-01 decision-notice comply-by=2018-07-06",
        "2018-07-07 notice-complied",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-01-10 ico-complaint",
        "2018-06-01 decision-notice comply-by=2018-07-06",
        "2018-07-06 notice-complied",
    ),
)
CHAPTER.note(
    "steps-before-time-to-appeal",
    "decision",
    applies="True",
    when="comply_by < deadline('tribunal-appeal', on, on)",
    begins="on",
    cites="FOIA ss50(6), 51(4), 52(3)",
    message="the notice of {on} requires steps by {comply_by}, before the time to appeal against it is"
    " over",
    meaning="A notice of the Commissioner may not require any step before the end of the period in"
    " which an appeal can be brought.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice comply-by=2018-06-28",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice comply-by=2018-06-29",
    ),
)
CHAPTER.clock(
    "decision-compliance",
    "decision",
    when="comply_due is present and (own_day_stands or held_up)",
    started="on",
    due="comply_due",
    stopped="complied_on",
    paused="held_up",
    used="nothing",
    cites="FOIA ss50(4), (6), 51(1), (4), 52(1), (3)",
    meaning="The time that a notice of the Commissioner gives for the steps it requires. It may not"
    " end before the time to appeal does, and an appeal suspends it.",
)
CHAPTER.action(
    "comply-with-notice",
    "authority",
    "decision",
    order=51,
    when="comply_due is present and still_open and not held_up",
    available_from="on",
    deadline="comply_due if own_day_stands else nothing",
    cites="FOIA ss50(4), 51(1), 52(1)",
    message="take the steps that the notice of {on} requires, unless it is appealed against",
    expected="comply_due is present and still_open",
    not_yet="nothing that a notice requires need be done while an appeal against it is pending",
)
CHAPTER.action(
    "certify-failure-to-comply",
    "commissioner",
    "decision",
    order=52,
    when="still_open"
    " and ((own_day_stands and as_of > comply_due) or (upheld and not under_appeal and as_of > day_set))",
    available_from="latest(comply_by, day_set) + 1",
    cites="FOIA s54(1)",
    message="certify in writing to the court that the authority has failed to comply with the notice"
    " of {on}",
    expected="still_open and held_up and as_of > comply_due",
    not_yet="a failure to comply with a notice cannot be certified where an appeal has suspended it",
)
CHAPTER.note(
    "complaint-before-review",
    "complaint",
    applies="True",
    when="not exhausted_by_then and (first_response_on <= on"
    " or not any(c.asked_in_time and c.on <= on for c in request.clarifications))",
    possible_when="not exhausted_by_then",
    begins="on",
    cites="FOIA s50(2)(a)",
    message="the complaint of {on} was made before the authority's complaints procedure was"
    " exhausted: it need not be decided",
    possible_message="the complaint of {on} was made before the authority's complaints procedure was"
    " exhausted, if the authority needed what it had asked",
    meaning="The Commissioner decides whether a request was dealt with as the Act requires, unless"
    " the complainant has not exhausted a complaints procedure that the authority provides in"
    " conformity with the code of practice.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
        "2017-09-20 ico-complaint",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
        "2017-09-04 review-requested",
        "2017-09-19 review-outcome outcome=refused exemptions=s41",
        "2017-09-20 ico-complaint",
    ),
)
fact(
    "complaint",
    "exhausted_by_then",
    BOOL,
    "any(r.review_answered_on <= on or r.review_longest < on for r in reviews)"
    " or no_procedure_on <= on"
    " or (first_response_on is absent or first_response_on > on)"
    " and any((p.longest_due < on or (p.response_due < on and p.plain_due < on))"
    " and (not p.extended_in_time or p.extension_guidance_due < on) for p in parts)",
    "FOIA s50(2)(a)",
    meaning="When the complaint was made a review was answered or overdue, the authority had said that"
    " it provides none, or there was no answer to complain of, to some part at least.",
)
CHAPTER.departure(
    "complaint-delayed",
    "part",
    applies="complained_then_on is present",
    when="complained_then_on > deadline('ico-complaint-as-read', last_heard_on, last_heard_on)",
    possible_when="complained_then_on > complain_by",
    due="complain_by",
    ended="complained_then_on",
    cites="FOIA s50(2)(b); the Commissioner's policy",
    message="the complaint of {complained_then_on} was made after {complain_by}: the Commissioner may call"
    " it unduly delayed and not decide it",
    possible_message="the complaint of {complained_then_on} was made after {complain_by}: the"
    " Commissioner may have called it unduly delayed, if he gave six weeks by then",
    cites_if_possible="the Commissioner's complaints page",
    meaning="The Commissioner need not decide a complaint if there has been undue delay in making it."
    " The Act sets no time; the Commissioner's own policy does. It is known from the day on which his"
    " page was read; before that six weeks are possible, and longer times before them.",
    breaks=(
        "2026-11-02 request-received",
        "2026-11-26 response outcome=refused exemptions=s41",
        "2027-01-08 ico-complaint",
    ),
    keeps=(
        "2026-11-02 request-received",
        "2026-11-26 response outcome=refused exemptions=s41",
        "2027-01-07 ico-complaint",
    ),
)
fact(
    "closure",
    "of_complaint_on",
    DATE,
    "last(c.on for c in complaints if c.seq < seq)",
    "FOIA s50(1)",
    meaning="The day of the complaint that was closed.",
)
fact(
    "closure",
    "was_exhausted",
    BOOL,
    "last(c.exhausted_by_then for c in complaints if c.seq < seq)",
    "FOIA s50(2)(a)",
    meaning="When it was made there was no complaints procedure left to exhaust.",
)
fact(
    "closure",
    "was_prompt",
    BOOL,
    "all(of_complaint_on <= p.complain_by for p in parts)",
    "FOIA s50(2)(b); the Commissioner's policy",
    meaning="It was made before the Commissioner's own policy calls a complaint unduly delayed.",
)
CHAPTER.note(
    "ground-not-borne-out",
    "closure",
    applies="True",
    when="(ground == 'complaints-procedure' and was_exhausted)"
    " or (ground == 'undue-delay' and was_prompt)",
    begins="on",
    cites="FOIA s50(2)(a), (b), (3)(a)",
    message="the complaint of {of_complaint_on} was closed on {on} on a ground that the record does not"
    " bear out",
    meaning="The Commissioner must decide a complaint unless a complaints procedure that the authority"
    " provides was not exhausted, there was undue delay in making it, it is frivolous or vexatious, or it"
    " has been withdrawn or abandoned; then the complainant is told that no decision is made, and on"
    " what ground. No appeal lies against that.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 ico-complaint",
        "2017-09-20 ico-closed ground=complaints-procedure",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 ico-complaint",
        "2017-09-20 ico-closed ground=complaints-procedure",
    ),
)
