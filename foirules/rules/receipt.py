"""Receipt of a request: FOIA s10(6)."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("receipt")
fact = CHAPTER.fact

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
