"""Receipt, clarification, fees and the time for complying: FOIA ss1(3), 9, 10(1), (2) and (6)."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("receipt")
fact = CHAPTER.fact

# What may show, later, that there was no request and so no time for complying.
OF_VALIDITY = (
    *("request-not-valid", "request-outside-act", "decision-notice"),
    *("tribunal-decision", "upper-tribunal-decision", "court-decision"),
)

fact(
    "request",
    "received_on",
    DATE,
    "first(r.on for r in receipts)",
    "FOIA s10(6)(a)",
    meaning="The day the authority received the request, whatever day of the week.",
)
fact(
    "request",
    "withdrawn_on",
    DATE,
    "first(e.on for e in events if e.event == 'request-withdrawn')",
    meaning="The day the requester withdrew the request.",
)
fact(
    "request",
    "judged_to",
    DATE,
    "earliest(as_of, withdrawn_on)",
    meaning="The day up to which the authority's silence counts.",
)
fact(
    "request",
    "first_response_on",
    DATE,
    "first(n.on for n in notices if n.event in ('response', 'review-outcome'))",
    meaning="The day of the first answer to any part, if only at review.",
)

fact(
    "request",
    "asks_for_form",
    BOOL,
    "any(r.form_asked for r in receipts)",
    "FOIA s11(1)",
    meaning="The request says in which form the information is to be given.",
)
fact(
    "request",
    "counted_from",
    DATE,
    "latest(received_on, deadline('counted-receipt', received_on - 1, received_on))",
    "FOIA s10(6); s45 Code of Practice (July 2018) para 4.2",
    meaning="The day of receipt; by the convention of the code of 2018, where the authority's policy"
    " follows it, the next working day for a request received on another.",
)
fact(
    "request",
    "school_limit_days",
    INT,
    "amount('school-limit', received_on) if authority_type == 'school'"
    " else amount('academy-limit', received_on) if authority_type == 'academy'"
    " else amount('northern-ireland-school-limit', received_on)"
    " if authority_type == 'northern-ireland-school' else nothing",
    "SI 2004/3364 reg 3; SI 2010/2768 reg 2; SI 2009/1369 reg 2",
    meaning="For a school: the working days beyond which its holidays do not help.",
)

# --- the period for complying ---------------------------------------------------------------------


def _period(subject: str, ends: str, start: str, days: str, school_days: str, when: str) -> None:
    """The facts of the last day for complying, of a time that runs from ``start`` and leaves out so
    many days.

    :param ends: how the names of the facts end.
    :param when: of what it is the last day, for the meaning.
    """
    fact(
        subject,
        f"plain_{ends}",
        DATE,
        f"add_working_days(deadline('response', {start}, received_on), {days})",
        "FOIA s10(1), (2)",
        meaning=f"The twentieth working day, days disregarded for a fee not counted{when}.",
    )
    fact(
        subject,
        f"school_latest_{ends}",
        DATE,
        f"add_working_days({start}, school_limit_days + {days})",
        "SI 2004/3364 reg 3(2)(b); SI 2010/2768 reg 2(2)(b); SI 2009/1369 reg 2(2)(b)",
        meaning=f"For a school: the sixtieth working day, likewise{when}.",
    )
    fact(
        subject,
        f"school_{ends}",
        DATE,
        f"school_deadline({start}, amount('school-days', received_on) + {school_days},"
        f" school_latest_{ends})",
        "SI 2004/3364 reg 3; SI 2010/2768 reg 2; SI 2009/1369 reg 2",
        meaning="The twentieth school day or the sixtieth working day, whichever is earlier"
        f"{when}.",
    )
    fact(
        subject,
        f"records_{ends}",
        DATE,
        f"add_working_days(deadline('records-limit', {start}, received_on), {days})"
        " if authority_type in ('records-authority', 'place-of-deposit') else nothing",
        "SI 2004/3364 reg 4",
        meaning="For transferred public records that may not be open: the thirtieth working day"
        f"{when}.",
    )
    fact(
        subject,
        f"last_{ends}",
        DATE,
        f"earliest(day_specified, deadline('specified-limit', {start}, received_on))"
        " if day_specified is present"
        f" else records_{ends} if records_{ends} is present"
        f" else school_{ends} if school_limit_days is present else plain_{ends}",
        "FOIA s10(1), (2), (4)",
        meaning=f"The last day of the period for complying{when}.",
    )
    fact(
        subject,
        f"latest_{ends}",
        DATE,
        f"last_{ends} if day_specified is present or school_limit_days is absent"
        f" else school_latest_{ends}",
        "FOIA s10(1), (2), (4)",
        meaning="The same or, for a school whose days are not given, the last that it can be"
        f"{when}.",
    )


fact(
    "interruption",
    "asks",
    BOOL,
    "event == 'clarification-sought' and required",
    "FOIA s1(3)",
    meaning="It is a question that was needed.",
)
fact(
    "interruption",
    "charges",
    BOOL,
    "event == 'fees-notice'",
    "FOIA s9(1)",
    meaning="It is a fees notice.",
)
fact(
    "interruption",
    "ended_on",
    DATE,
    "first(s.on for s in part.supplies if s.seq > seq"
    " and (s.event == 'fee-paid' if charges else s.event == 'clarification-received'))",
    "FOIA ss1(3), 9(2)",
    meaning="The day on which the question was answered, or the fee received.",
)
fact(
    "interruption",
    "ended_seq",
    INT,
    "first(s.seq for s in part.supplies if s.seq > seq"
    " and (s.event == 'fee-paid' if charges else s.event == 'clarification-received'))",
    meaning="The place of that in the order of events.",
)
fact(
    "interruption",
    "pay_until",
    DATE,
    "deadline('fee-payment', on, on) if charges else nothing",
    "FOIA s9(2)",
    meaning="Of a fees notice the last day to pay: three months beginning with the day of the notice.",
)
fact(
    "interruption",
    "free_from",
    DATE,
    "latest(on, latest(i.ended_on for i in part.interruptions if i.charges and i.seq < seq) + 1)",
    "FOIA s10(2)",
    meaning="The day of the notice or, if that is later, the day after an earlier fee was paid.",
)
fact(
    "interruption",
    "running_from",
    DATE,
    "latest(counted_from, latest(i.ended_on for i in part.interruptions"
    " if i.asks and i.ended_seq < seq))",
    "FOIA s10(6)",
    meaning="The day from which time ran when it came, if all before it came in time.",
)
_LEFT_OUT = (
    "total({days}_inclusive(latest(i.free_from, running_from + 1), i.ended_on)"
    " for i in part.interruptions if i.ended_seq < seq and i.ended_on <= i.pay_until)"
)
fact(
    "interruption",
    "days_before",
    INT,
    _LEFT_OUT.format(days="working_days"),
    "FOIA s10(2)",
    meaning="Working days that fees had left out of that time.",
)
fact(
    "interruption",
    "school_days_before",
    INT,
    _LEFT_OUT.format(days="school_days"),
    "FOIA s10(2)",
    meaning="The same, in school days.",
)
_period(
    "interruption", "end", "running_from", "days_before", "school_days_before", ", as time then ran"
)
fact(
    "interruption",
    "while_open",
    BOOL,
    "any(i.seq < seq and (i.ended_seq is absent or i.ended_seq > seq)"
    " and (i.asks or on <= i.pay_until) for i in part.interruptions)",
    "FOIA ss1(3), 9(2)",
    meaning="It came while an earlier question, or a fee that could still be paid, was open.",
)
fact(
    "interruption",
    "comes_in_time",
    BOOL,
    "while_open or (on <= latest_end and (on <= last_end or on <= plain_end))",
    "FOIA ss1(3), 9(1), 10(1)",
    meaning="It came within the period for complying, or while that stood still, if all before it"
    " did.",
)
fact(
    "interruption",
    "in_time_with_all_before",
    BOOL,
    "comes_in_time and all(i.comes_in_time for i in part.interruptions if i.seq < seq)",
    "FOIA ss1(3), 9(1), 10(1)",
    meaning="It came within the period for complying, or while that stood still: what comes when the"
    " period has run out begins no other, nor does what follows it.",
)

# --- clarification ------------------------------------------------------------------------------

fact(
    "clarification",
    "put_in_time",
    BOOL,
    "any(i.in_time_with_all_before for i in request.interruptions if i.seq == seq)",
    "FOIA ss1(3), 10(1)",
    meaning="The question was put within the period for complying, or while another, or a fee, was"
    " still open, for one at least of the parts that it was about.",
)
fact(
    "clarification",
    "asked_in_time",
    BOOL,
    "required and put_in_time",
    "FOIA ss1(3), 10(1)",
    meaning="The question was needed, and asked before the time for complying had run out."
    " A later question cannot undo a breach, nor can those that follow it: this is the convention"
    " by which time restarts.",
)
fact(
    "part",
    "answered_seq",
    INT,
    "first(m.notice.seq for m in mentions if m.answers)",
    meaning="The place in the order of events of the first answer to the part.",
)
fact(
    "part",
    "clarified_on",
    DATE,
    "latest(i.ended_on for i in interruptions if i.asks and i.in_time_with_all_before"
    " and (answered_on is absent or i.ended_on <= answered_on))",
    "FOIA s10(6)(b)",
    meaning="The day the authority received what it had reasonably required to be told.",
)
fact(
    "part",
    "awaits_clarification",
    BOOL,
    "any(i.asks and i.in_time_with_all_before"
    " and (answered_on is absent or i.on <= answered_on)"
    " and (i.ended_on is absent or i.ended_on > answered_on) for i in interruptions)",
    "FOIA s1(3)",
    meaning="The authority was not told what it needed and is not, or was not when it answered,"
    " obliged to comply.",
)
fact(
    "part",
    "clock_start",
    DATE,
    "latest(counted_from, clarified_on)",
    "FOIA s10(6)",
    meaning="Day zero: the day of receipt or, if later, of the answer under s1(3).",
)

CHAPTER.note(
    "late-clarification",
    "clarification",
    applies="True",
    when="False",
    possible_when="not put_in_time",
    begins="on",
    cites="FOIA ss1(3), 10(6)",
    message="",
    possible_message="the question of {on} was put after the time for complying had run out: it is"
    " taken to restart nothing, though s10(6) in its own words counts from the answer to any"
    " question that was needed",
    cites_if_possible="FOIA s10(6): no time by which the question must have been put",
    meaning="An authority that reasonably requires further information need not comply until it has"
    " it. That a question put when the time for complying had run out already undoes no breach is a"
    " convention; s10(6) does not say when the question must have been put.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 clarification-sought",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 clarification-sought",
    ),
)

# --- fees ---------------------------------------------------------------------------------------

fact(
    "fee",
    "paid_on",
    DATE,
    "nothing if any(i.seq == seq and i.ended_on is absent for i in request.interruptions)"
    " else latest(i.ended_on for i in request.interruptions if i.seq == seq)",
    "FOIA s9(2)",
    meaning="The day on which the fee had been received for all parts that it was about.",
)
fact(
    "fee",
    "pay_by",
    DATE,
    "first(i.pay_until for i in request.interruptions if i.seq == seq)",
    "FOIA s9(2)",
    meaning="The last day to pay: three months beginning with the day of the notice.",
)
fact(
    "fee",
    "within_time",
    BOOL,
    "any(i.in_time_with_all_before for i in request.interruptions if i.seq == seq)",
    "FOIA ss1(3), 9(1)",
    meaning="The fees notice was given within the period for complying, or while a question asked in"
    " it, or another fee, was open, for one at least of the parts that it was about.",
)
fact(
    "interruption",
    "defers",
    BOOL,
    "charges and in_time_with_all_before"
    " and (part.answered_seq is absent or seq < part.answered_seq)",
    "FOIA s9(1)",
    meaning="It is a fees notice given within the period for complying, and before an answer: it puts"
    " the answer off.",
)
fact(
    "fee",
    "given_in_time",
    BOOL,
    "any(i.defers for i in request.interruptions if i.seq == seq)",
    "FOIA s9(1)",
    meaning="The fees notice was given within the time for complying, and before an answer: it puts"
    " the answer off.",
)
fact(
    "interruption",
    "disregarded_from",
    DATE,
    "latest(free_from, clock_start + 1)",
    "FOIA s10(2)",
    meaning="The first day disregarded for the notice that no earlier notice has disregarded.",
)
fact(
    "interruption",
    "days",
    INT,
    "working_days_inclusive(disregarded_from, ended_on) if defers and ended_on <= pay_until else 0",
    "FOIA s10(2)",
    meaning="Working days from the day of the notice to the day of payment, both included.",
)
fact(
    "interruption",
    "school_days",
    INT,
    "school_days_inclusive(disregarded_from, ended_on) if days > 0 else 0",
    "FOIA s10(2)",
    meaning="The same, in school days.",
)
fact(
    "part",
    "days_disregarded",
    INT,
    "total(i.days for i in interruptions)",
    "FOIA s10(2)",
    meaning="Working days disregarded for fees.",
)
fact(
    "part",
    "awaits_fee",
    BOOL,
    "any(i.defers and i.ended_on is absent and as_of <= i.pay_until for i in interruptions)",
    "FOIA s9(2)",
    meaning="A fee is unpaid that can still be paid: the authority is not obliged to comply.",
)
fact(
    "part",
    "fee_asked_on",
    DATE,
    "earliest(i.disregarded_from for i in interruptions if i.defers and i.ended_on is absent)",
    "FOIA s10(2)",
    meaning="The day from which no day counts, a fee being unpaid.",
)
fact(
    "part",
    "fee_lapsed",
    BOOL,
    "any(i.defers and not i.ended_on <= i.pay_until and as_of > i.pay_until for i in interruptions)",
    "FOIA s9(2)",
    meaning="The fee was not paid within three months: the duty to comply has ended.",
)

CHAPTER.note(
    "late-fees-notice",
    "fee",
    applies="True",
    when="not within_time",
    begins="on",
    cites="FOIA s9(1)",
    message="the fees notice of {on} was given after the time for complying had run out: it has no"
    " effect",
    meaning="A fees notice may be given within the period for complying with s1(1). One given later"
    " is no breach, but none of the effects of a fees notice follows from it: time goes on.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 fees-notice",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 fees-notice",
    ),
)
CHAPTER.note(
    "late-fee",
    "fee",
    applies="given_in_time",
    when="paid_on > pay_by",
    begins="paid_on",
    cites="FOIA s9(2)",
    message="the fee asked for on {on} was paid on {paid_on}, after {pay_by}: the authority is not"
    " obliged to comply",
    meaning="A fee must be paid within three months beginning with the day on which the fees notice is"
    " given. Paid later it revives nothing: the request has to be made again.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-10 fees-notice",
        "2017-11-10 fee-paid",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-10 fees-notice",
        "2017-11-09 fee-paid",
    ),
)
CHAPTER.clock(
    "fee-payment",
    "fee",
    when="given_in_time",
    started="on",
    due="pay_by",
    stopped="paid_on",
    lapsed="as_of > pay_by",
    period="fee-payment",
    in_force="on",
    used="nothing",
    cites="FOIA s9(2)",
    meaning="Three months beginning with the day of the fees notice. If the fee is not paid in them"
    " the duty to comply ends.",
)

# --- a day that the Commissioner specifies --------------------------------------------------------

fact(
    "request",
    "time_applied_for_on",
    DATE,
    "first(e.on for e in events if e.event == 'time-application')",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The day the authority asked the Commissioner for more time.",
)
fact(
    "request",
    "applied_from",
    DATE,
    "latest(counted_from, latest(i.ended_on for i in interruptions"
    " if i.asks and i.ended_on <= time_applied_for_on))",
    "FOIA s10(6)",
    meaning="The date of receipt as it was when the authority asked.",
)
fact(
    "request",
    "applied_in_time",
    BOOL,
    "time_applied_for_on <= deadline('time-application', applied_from, received_on)",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The Commissioner was asked within twenty working days following the date of receipt.",
)
fact(
    "request",
    "apply_by",
    DATE,
    "deadline('time-application', latest(p.clock_start for p in parts), received_on)",
    "SI 2004/3364 regs 5(3), 6(3)",
    meaning="The last day for asking the Commissioner.",
)
fact(
    "request",
    "day_specified",
    DATE,
    "last(s.specified_day for s in specifications) if applied_in_time else nothing",
    "SI 2004/3364 regs 5(2), 6(2)",
    meaning="The day the Commissioner specified, where the information is with armed forces in"
    " operations or outside the United Kingdom.",
)
fact(
    "request",
    "may_be_specified",
    BOOL,
    "applied_in_time and not any(True for s in specifications)"
    " and not any(e.event == 'time-refused' for e in events)",
    "SI 2004/3364 regs 5, 6",
    meaning="The Commissioner has been asked for more time, and has neither specified a day nor"
    " refused to.",
)
fact(
    "part",
    "specified_by",
    DATE,
    "deadline('specified-limit', clock_start, received_on) if may_be_specified else nothing",
    "FOIA s10(4); SI 2004/3364 regs 5(2), 6(2)",
    meaning="The last day that the Commissioner can specify.",
)
fact(
    "request",
    "awaits_specification",
    BOOL,
    "any(as_of <= p.specified_by for p in parts)",
    "SI 2004/3364 regs 5, 6",
    meaning="A day that the Commissioner may still specify is awaited. Until one is specified the"
    " twentieth working day stands.",
)

# --- the time for complying ---------------------------------------------------------------------

_period(
    "part",
    "due",
    "clock_start",
    "days_disregarded",
    "total(i.school_days for i in interruptions)",
    "",
)
fact(
    "part",
    "put_off",
    BOOL,
    "awaits_clarification or awaits_fee or fee_lapsed",
    "FOIA ss1(3), 9(2)",
    meaning="A question or a fee is open, or was never paid: the authority is not obliged to comply.",
)
fact(
    "rejection",
    "noticed_in_time",
    BOOL,
    "any(p.put_off or (on <= p.latest_due and (on <= p.last_due or on <= p.plain_due))"
    " for p in request.parts)",
    "FOIA ss7, 8",
    meaning="It was noticed before the time for complying had run out for every part.",
)
fact(
    "request",
    "rejected_in_time",
    BOOL,
    "any(r.noticed_in_time for r in rejections)",
    "FOIA ss7, 8",
    meaning="The authority found in that time that it had received no request under the Act.",
)
fact(
    "request",
    "validity_decided",
    BOOL,
    "any(d.event == 'decision-notice' for d in decisions) or any(not r.upholds for r in endings)",
    "FOIA ss50(1), 58(1)",
    meaning="The Commissioner or, on appeal, a Tribunal or court has decided the case, and so whether"
    " there was a request.",
)
fact(
    "request",
    "held_valid",
    BOOL,
    "last(r.request_valid for r in endings if not r.upholds)"
    " if any(not r.upholds for r in endings)"
    " else last(d.request_valid for d in decisions if d.event == 'decision-notice')",
    "FOIA ss50(1), 58(1)",
    meaning="The last decision holds that what was received was a request under the Act. A dismissal"
    " leaves the one before it as it was.",
)
fact(
    "request",
    "validity_doubted",
    BOOL,
    "any(True for r in rejections) and not rejected_in_time and not validity_decided",
    "FOIA ss7, 8",
    meaning="The authority found so only when the time for complying had run out. Whether what was"
    " received was a request is a matter of fact, whenever it is noticed, and for the Commissioner.",
)
fact(
    "request",
    "valid_request",
    BOOL,
    "not any(True for r in rejections) or held_valid or validity_doubted",
    "FOIA ss7(1), (5), 8",
    meaning="What was received is a request under the Act: the authority did not find it to be none"
    " while there was time to comply, or the Commissioner held it to be one.",
)
fact(
    "request",
    "not_valid_on",
    DATE,
    "first(r.on for r in rejections if r.event == 'request-not-valid')",
    "FOIA s8",
    meaning="The day on which the authority found what was received to be no request.",
)
fact(
    "request",
    "outside_act_on",
    DATE,
    "first(r.on for r in rejections if r.event == 'request-outside-act')",
    "FOIA s7(1), (5)",
    meaning="The day on which it found it to ask for what the Act does not reach.",
)
fact(
    "part",
    "time_runs",
    BOOL,
    "valid_request and not put_off",
    "FOIA ss1(3), 8, 9(2)",
    meaning="There is a last day for complying: no question or fee is open, and the duty has not"
    " ended.",
)
fact(
    "part",
    "response_due",
    DATE,
    "last_due if time_runs else nothing",
    "FOIA s10(1), (4)",
    meaning="The last day for complying with s1(1). None while a question or a fee is open.",
)
fact(
    "part",
    "longest_due",
    DATE,
    "latest_due if time_runs else nothing",
    "FOIA s10(1)",
    meaning="The last day for complying or, for a school whose days are not given, the last that it"
    " can be.",
)
fact(
    "part",
    "time_is_up",
    BOOL,
    "judged_to > longest_due or (judged_to > response_due and judged_to > plain_due)",
    "FOIA s10(1)",
    meaning="The last day for complying has gone by.",
)
fact(
    "part",
    "duty_doubted",
    BOOL,
    "validity_doubted or (completed_on if completed_on is present else judged_to) <= specified_by",
    "FOIA ss7, 8, 10(4); SI 2004/3364 regs 5(2), 6(2)",
    meaning="The last day for complying may not have been the last: the Commissioner may still specify"
    " a later one, or what was received may be no request.",
)
fact(
    "mention",
    "lateness_doubted",
    BOOL,
    "validity_doubted or on <= part.specified_by",
    "FOIA ss7, 8, 10(4); SI 2004/3364 regs 5(2), 6(2)",
    meaning="The same of the day of one letter.",
)
fact(
    "mention",
    "in_time",
    BOOL,
    "on <= longest_due and (on <= response_due or on <= plain_due)",
    "FOIA s10(1)",
    meaning="The letter came within the time for complying.",
)
fact(
    "mention",
    "late",
    BOOL,
    "on > longest_due or (on > response_due and on > plain_due)",
    "FOIA s10(1)",
    meaning="The letter came after the time for complying.",
)

CHAPTER.note(
    "request-not-valid",
    "request",
    applies="not_valid_on is present",
    when="not valid_request",
    possible_when="validity_doubted",
    begins="received_on",
    cites="FOIA s8",
    message="what was received on {received_on} is no request under s8: nothing runs; the authority"
    " should advise and assist, s16",
    possible_message="what was received on {received_on} was found on {not_valid_on} to be no request"
    " under s8, when the time for complying had run out: if it was none, nothing ran",
    cites_if_possible="[2026] UKFTT 433 (GRC) paras 4, 13, 14, 15",
    meaning="A request must be in writing, state the name of the applicant and an address for"
    " correspondence, and describe the information. Until it does, no duty arises but that of advice"
    " and assistance to would-be applicants.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-04 request-not-valid",
    ),
    keeps=("2017-08-03 request-received",),
)
CHAPTER.note(
    "outside-the-act",
    "request",
    applies="outside_act_on is present",
    when="not valid_request",
    possible_when="validity_doubted",
    begins="outside_act_on",
    cites="FOIA s7(1), (5)",
    message="the authority found on {outside_act_on} that the Act does not reach what was asked for, the"
    " authority being listed for other information only: nothing runs",
    possible_message="the authority found on {outside_act_on}, when the time for complying had run"
    " out, that the Act does not reach what was asked for: if it does not, nothing ran",
    cites_if_possible="[2026] UKFTT 433 (GRC) paras 4, 13, 14, 15",
    meaning="Some bodies are public authorities for information of one description only, as a"
    " broadcaster is for what it does not hold for journalism. Nothing in Parts I to V applies to"
    " other information that they hold. Whether it is other can be taken to the Commissioner.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-04 request-outside-act",
    ),
    keeps=("2017-08-03 request-received",),
)
CHAPTER.note(
    "environmental-information",
    "receipt",
    applies="True",
    when="environmental",
    begins="on",
    cites="FOIA s39; SI 2004/3391",
    message="the information is environmental: the request of {on} is to be answered under the EIR,"
    " which know no extension for the public interest and have a time limit for internal review",
    meaning="Environmental information is exempt under s39 so that it is dealt with under the"
    " Environmental Information Regulations 2004. What is found here is found under FOIA.",
    breaks=("2017-08-03 request-received environmental=yes",),
    keeps=("2017-08-03 request-received",),
)
CHAPTER.note(
    "late-time-application",
    "request",
    applies="time_applied_for_on is present",
    when="not applied_in_time",
    begins="time_applied_for_on",
    cites="SI 2004/3364 regs 5(3), 6(3)",
    message="the Commissioner was asked for more time on {time_applied_for_on}, after the twentieth"
    " working day: no longer time can be specified",
    meaning="Where information has to come from armed forces in operations, or from outside the"
    " United Kingdom, the Commissioner can specify a longer time if the authority asks within twenty"
    " working days following receipt.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 time-application",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 time-application",
    ),
)
