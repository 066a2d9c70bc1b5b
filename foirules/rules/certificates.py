"""Certificates: that there was no failure to comply, FOIA s53, and of national security, s60."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, INT

CHAPTER = Chapter("certificates")
fact = CHAPTER.fact

fact(
    "request",
    "can_certify",
    BOOL,
    "authority_type not in ('school', 'academy', 'northern-ireland-school', 'parliament')",
    "FOIA s53(1)(a)",
    meaning="The authority may be one of those whose notices a certificate can answer: a government"
    " department, the Welsh Government or one designated by order. No school is, nor is a House of"
    " Parliament.",
)
fact(
    "certificate",
    "notice_seq",
    INT,
    "last(d.seq for d in decisions if d.seq < seq and d.event != 'information-notice')",
    "FOIA s53(1)",
    meaning="The place of the decision notice or enforcement notice that it answers, the last before"
    " it.",
)
fact(
    "certificate",
    "awaits_appeal",
    BOOL,
    "any(a.seq > notice_seq and a.seq < seq and not a.ended_seq < seq for a in appeals)"
    " or last(r.reopened_seq for r in endings if r.seq < seq) < seq",
    "FOIA s53(4)(b)",
    meaning="When it was given an appeal against the notice, or a further one, was pending.",
)
fact(
    "certificate",
    "effective_on",
    DATE,
    "nothing if awaits_appeal else latest(last(d.on for d in decisions if d.seq == notice_seq),"
    " last(r.on for r in endings if r.about_seq > notice_seq and r.seq < seq))",
    "FOIA s53(4)",
    meaning="The day the notice was given or, after an appeal, on which that, or any further one, was"
    " decided or withdrawn; there is none while one is pending.",
)
fact(
    "certificate",
    "certify_by",
    DATE,
    "deadline('ministerial-certificate', effective_on, effective_on)",
    "FOIA s53(2)",
    meaning="The last day for a certificate.",
)
fact(
    "certificate",
    "in_time",
    BOOL,
    "can_certify and not on > certify_by",
    "FOIA s53(1), (2)",
    meaning="The notice ceased to have effect.",
)
CHAPTER.note(
    "late-certificate",
    "certificate",
    applies="True",
    when="on > certify_by",
    begins="on",
    cites="FOIA s53(2), (4)",
    message="the certificate of {on} was given after {certify_by}, the twentieth working day"
    " following the effective date: the notice stands",
    meaning="A certificate that there was no failure to comply takes away the effect of a decision"
    " or enforcement notice if it is given not later than the twentieth working day following the"
    " effective date: that of the notice or, after an appeal, of the end of it or of any further one.",
    breaks=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-07-02 ministerial-certificate",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2018-06-01 decision-notice",
        "2018-06-29 ministerial-certificate",
    ),
)
fact(
    "decision",
    "effective_from",
    DATE,
    "latest(on, ended_on)",
    "FOIA s53(4)",
    meaning="The day of the notice or, after an appeal, on which that, or any further one, was decided"
    " or withdrawn: of a certificate the first.",
)
fact(
    "decision",
    "certificate_by",
    DATE,
    "deadline('ministerial-certificate', effective_from, effective_from)",
    "FOIA s53(2)",
    meaning="The last day for one, as things stand.",
)
CHAPTER.action(
    "give-certificate",
    "authority",
    "decision",
    order=53,
    when="event != 'information-notice' and can_certify and cancelled_on is absent"
    " and not under_appeal and as_of <= certificate_by and not any(c.seq > seq for c in certificates)",
    available_from="effective_from",
    deadline="certificate_by",
    cites="FOIA s53(2)",
    message="for a government department and few others: a certificate, signed by an accountable"
    " person, that there was no failure to comply",
    expected="event != 'information-notice' and can_certify and under_appeal"
    " and not any(c.seq > seq for c in certificates)",
    not_yet="a certificate under s53 has no effective date to count from before the appeal is decided or"
    " withdrawn",
)

# --- of national security --------------------------------------------------------------------------

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
CHAPTER.action(
    "appeal-against-certificate",
    "requester",
    "claim",
    order=65,
    when="appealed_against_on is absent and as_of <= appeal_against_by",
    available_from="on",
    deadline="appeal_against_by",
    cites="FOIA s60(4); SI 2009/1976 r22(6)(c)",
    message="appeal to the Tribunal on the ground that the certificate does not apply to the"
    " information",
)
