"""Whether what was received is a request under the Act: FOIA ss7 and 8."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("validity")
fact = CHAPTER.fact

# What may show, later, that there was no request and so no time for complying.
OF_VALIDITY = (
    *("request-not-valid", "request-outside-act", "decision-notice"),
    *("tribunal-decision", "upper-tribunal-decision", "court-decision"),
)

fact(
    "rejection",
    "noticed_in_time",
    BOOL,
    "all(p.put_off or (on <= p.latest_due and (on <= p.last_due or on <= p.plain_due))"
    " for p in request.parts)",
    "FOIA ss7, 8",
    meaning="It was noticed before the time for complying had run out for any part.",
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
