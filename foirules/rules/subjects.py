"""What the law's facts and rules are about."""

from __future__ import annotations

from foirules.language.schema import Schema, Subject, SubjectField
from foirules.vocabulary import (
    AUTHORITY_TYPE,
    DATE,
    EVENT,
    EVENTS,
    INT,
    OUTCOME_FIELDS,
    Absence,
    Field,
)

LETTERS = ("acknowledgement", "extension-notice", "holding-reply", "response", "review-outcome")
# An acknowledgement counts as a letter only where it names a day by which an answer will come.
_ONLY_IF = {"acknowledgement": "expected-by"}


def _fields(fields: tuple[Field, ...]) -> tuple[SubjectField, ...]:
    return tuple(
        SubjectField(
            f.name.replace("-", "_"),
            f.type,
            absent=f.absence is Absence.ABSENT,
            unknown=f.absence is Absence.UNKNOWN,
            meaning=f.meaning,
        )
        for f in fields
    )


_OF_PARTS = {f.name for f in OUTCOME_FIELDS}
_DATED = (
    SubjectField("on", DATE, meaning="the day"),
    SubjectField("event", EVENT, meaning="which event it is"),
    SubjectField("seq", INT, meaning="its place in the order of events"),
)

SCHEMA = Schema(
    (
        Subject(
            "request",
            "requests",
            fields=(
                SubjectField("authority_type", AUTHORITY_TYPE, meaning="the authority's type"),
            ),
            meaning="the request as a whole",
        ),
        Subject("part", "parts", ("request",), meaning="a part of the request"),
        Subject(
            "happening",
            "events",
            ("request",),
            fields=_DATED,
            made_of=tuple(EVENTS),
            meaning="anything that happened",
        ),
        Subject(
            "receipt",
            "receipts",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["request-received"].fields)),
            made_of=("request-received",),
            meaning="the receipt of the request",
        ),
        Subject(
            "rejection",
            "rejections",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["request-not-valid"].fields)),
            made_of=("request-not-valid", "request-outside-act"),
            meaning="that what was received is no request under the Act",
        ),
        Subject(
            "referral",
            "referrals",
            ("request",),
            fields=_DATED,
            made_of=("copy-to-responsible-authority", "responsible-authority-decides"),
            meaning="what passes between a records authority and the responsible one",
        ),
        Subject(
            "specification",
            "specifications",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["time-specified"].fields)),
            made_of=("time-specified",),
            meaning="a day for complying that the Commissioner has specified",
        ),
        Subject(
            "notice",
            "notices",
            ("request",),
            fields=(
                *_DATED,
                *_fields(tuple(f for f in EVENTS["response"].fields if f.name not in _OF_PARTS)),
            ),
            made_of=LETTERS,
            only_if=_ONLY_IF,
            meaning="a letter of the authority",
        ),
        Subject(
            "mention",
            "mentions",
            ("notice", "part"),
            fields=_fields(OUTCOME_FIELDS),
            made_of=LETTERS,
            only_if=_ONLY_IF,
            each_part=True,
            meaning="what one letter says of one part",
        ),
        Subject(
            "relation",
            "relations",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["related-request"].fields)),
            made_of=("related-request",),
            meaning="another request set beside this one",
        ),
        Subject(
            "interruption",
            "interruptions",
            ("part", "request"),
            fields=(*_DATED, *_fields(EVENTS["clarification-sought"].fields)),
            made_of=("clarification-sought", "fees-notice"),
            each_part=True,
            meaning="what puts off the time for complying of a part: a question or a fees notice",
        ),
        Subject(
            "supply",
            "supplies",
            ("part",),
            fields=_DATED,
            made_of=("clarification-received", "fee-paid"),
            each_part=True,
            meaning="what the requester supplies for a part: the answer to a question, or a fee",
        ),
        Subject(
            "clarification",
            "clarifications",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["clarification-sought"].fields)),
            made_of=("clarification-sought",),
            of_part=True,
            meaning="a question that the authority asked",
        ),
        Subject(
            "fee",
            "fees",
            ("request",),
            fields=_DATED,
            made_of=("fees-notice",),
            of_part=True,
            meaning="a fees notice",
        ),
        Subject(
            "review",
            "reviews",
            ("request",),
            fields=_DATED,
            made_of=("review-requested",),
            meaning="a request for an internal review",
        ),
        Subject(
            "review_letter",
            "review_letters",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["review-extended"].fields)),
            made_of=("review-acknowledged", "review-extended"),
            meaning="a letter on a review that is not its outcome",
        ),
        Subject(
            "complaint",
            "complaints",
            ("request",),
            fields=_DATED,
            made_of=("ico-complaint",),
            meaning="a complaint to the Commissioner",
        ),
        Subject(
            "closure",
            "closures",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["ico-closed"].fields)),
            made_of=("ico-closed",),
            meaning="the end of a complaint without a decision",
        ),
        Subject(
            "decision",
            "decisions",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["decision-notice"].fields)),
            made_of=("decision-notice", "information-notice", "enforcement-notice"),
            meaning="a notice of the Commissioner to the authority",
        ),
        Subject(
            "certificate",
            "certificates",
            ("request",),
            fields=_DATED,
            made_of=("ministerial-certificate",),
            meaning="a certificate that there was no failure to comply",
        ),
        Subject(
            "claim",
            "claims",
            ("request",),
            fields=_DATED,
            made_of=("certificate-claimed",),
            meaning="a claim that a certificate of national security applies",
        ),
        Subject(
            "appeal",
            "appeals",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["tribunal-appeal"].fields)),
            made_of=("tribunal-appeal",),
            meaning="an appeal to the Tribunal",
        ),
        Subject(
            "ending",
            "endings",
            ("request",),
            fields=(*_DATED, *_fields(EVENTS["tribunal-decision"].fields)),
            made_of=(
                "tribunal-decision",
                "appeal-withdrawn",
                "upper-tribunal-decision",
                "court-decision",
            ),
            meaning="the end of an appeal or of a further one: a decision or a withdrawal",
        ),
        Subject(
            "permission",
            "permissions",
            ("request",),
            fields=_DATED,
            made_of=("permission-refused", "permission-granted"),
            meaning="what is decided on an application for permission to appeal further",
        ),
        Subject(
            "ruling",
            "rulings",
            ("request",),
            fields=_DATED,
            made_of=("registrar-decision",),
            meaning="a decision of the Tribunal's registrar or staff",
        ),
        Subject(
            "submission",
            "submissions",
            ("request",),
            fields=(
                *_DATED,
                *_fields(
                    tuple(f for f in EVENTS["exemption-claimed"].fields if f.name not in _OF_PARTS)
                ),
            ),
            made_of=("exemption-claimed",),
            meaning="what the authority tells the Commissioner or the Tribunal of exemptions",
        ),
        Subject(
            "contention",
            "contentions",
            ("submission", "part"),
            fields=_fields(
                tuple(f for f in EVENTS["exemption-claimed"].fields if f.name in _OF_PARTS)
            ),
            made_of=("exemption-claimed",),
            each_part=True,
            meaning="what it tells them of one part",
        ),
        Subject(
            "alteration",
            "alterations",
            ("request",),
            fields=_DATED,
            made_of=("record-altered",),
            meaning="the alteration or destruction of a record",
        ),
    )
)
