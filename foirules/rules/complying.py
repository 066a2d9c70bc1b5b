"""The time for complying, and a day that the Commissioner specifies: FOIA s10(1), (2), (4)."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.rules.period import declare_period
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("time for complying")
fact = CHAPTER.fact

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

declare_period(
    fact,
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
