"""The words of a case: events, their fields, outcomes and exemptions, declared once.

The case-file reader, the language, the row builder and the documentation all work from these
declarations; what a field's absence from a record means is declared here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from attrs import field, frozen


def nearest(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else nothing."""
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(name, list(names), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class Absence(Enum):
    """What it means that a record does not hold a field."""

    UNKNOWN = "unknown"  # it was or was not so: the record does not say
    ABSENT = "none"  # there is none
    REQUIRED = "error"  # the record is not complete without it


@frozen
class Enumeration:
    """A closed list of names; a value is stored as its place in the list."""

    name: str
    members: tuple[str, ...]
    codes: dict[str, int] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "codes", {m: i for i, m in enumerate(self.members)})


@frozen
class Scalar:
    """A type that is not a list of names: a date, a whole number, a truth value, a set."""

    name: str


DATE: Final = Scalar("date")
INT: Final = Scalar("number")
BOOL: Final = Scalar("true or false")
EXEMPTIONS: Final = Scalar("set of exemptions")
TEXT: Final = Scalar("text")

Type = Scalar | Enumeration

OUTCOME: Final = Enumeration(
    "outcome",
    (
        "disclosed",
        "partly-disclosed",
        "refused",
        "neither-confirmed-nor-denied",
        "not-held",
        "transferred",
        "cost-limit",
        "vexatious",
        "repeated",
        "already-accessible",
    ),
)

AUTHORITY_TYPE: Final = Enumeration(
    "authority type",
    (
        "general",
        "school",
        "academy",
        "northern-ireland-school",
        "records-authority",
        "parliament",
        "northern-ireland",
        "place-of-deposit",
    ),
)

PERSONAL_DATA_CONDITION: Final = Enumeration(
    "condition of s40(2)",
    (
        "s40(3)(a)(i)",
        "s40(3)(a)(ii)",
        "s40(3)(b)",
        "s40(4)",
        "s40(3A)",
        "s40(3B)",
        "s40(4A)",
    ),
)

DATED_BY: Final = Enumeration("source of a date", ("record", "promise"))

# What an assessment says.
FINDING_KIND: Final = Enumeration("kind", ("breach", "departure", "promise", "note"))
CERTAINTY: Final = Enumeration("certainty", ("established", "possible"))
LEGAL_FORCE: Final = Enumeration("kind", ("statute", "code", "guidance", "promise"))
STATUS: Final = Enumeration(
    "status", ("running", "paused", "met", "missed", "lapsed", "stopped", "uncertain")
)
ACTOR: Final = Enumeration("actor", ("requester", "authority", "commissioner"))
STAGE: Final = Enumeration(
    "stage",
    (
        "not-received",
        "awaiting-response",
        "awaiting-clarification",
        "awaiting-fee",
        "extended",
        "overdue",
        "answered",
        "under-review",
        "reviewed",
        "with-commissioner",
        "decided",
        "under-appeal",
        "lapsed",
        "withdrawn",
        "not-a-request",
    ),
)

# How another request stands to this one: by whom it was made, and what it asks for.
MADE_BY: Final = Enumeration(
    "requester of another request", ("same-person", "in-concert", "another")
)
ASKS_FOR: Final = Enumeration("likeness of another request", ("the-same", "similar", "other"))

# Why the Commissioner does not decide a complaint, s50(2).
GROUND: Final = Enumeration(
    "ground for not deciding",
    ("complaints-procedure", "undue-delay", "frivolous-or-vexatious", "withdrawn-or-abandoned"),
)

# How a Tribunal or a court decides, and before whom an exemption is claimed.
RESULT: Final = Enumeration(
    "result of an appeal",
    ("allowed", "dismissed", "allowed-in-part", "remitted", "struck-out", "consent"),
)
CLAIMED_TO: Final = Enumeration("to whom it is claimed", ("commissioner", "tribunal"))


@frozen
class Field:
    """A field an event, or one outcome within it, may have.

    :param name: as it is written in a case file; the language says it with underscores.
    :param absence: what its absence means, or the value it then has.
    :param meaning: one line for a person.
    :param earliest: of a date, where it may lie before the years that the calendar covers.
    :param presumed: the law presumes the value that ``absence`` gives, so that a finding may be
        established by it: who relies on another has to show it.
    """

    name: str
    type: Type
    absence: Absence | str | bool
    meaning: str
    earliest: date | None = None
    presumed: bool = False


def _says(name: str, meaning: str) -> Field:
    return Field(name, BOOL, Absence.UNKNOWN, meaning)


# What an event says of a part. It may stand on the event itself (for every part the event is
# about) or under `outcomes`, part by part.
OUTCOME_FIELDS: Final = (
    Field("outcome", OUTCOME, Absence.UNKNOWN, "what became of the part"),
    Field("exemptions", EXEMPTIONS, Absence.UNKNOWN, "the exemptions cited for the part"),
    Field(
        "in-the-alternative",
        EXEMPTIONS,
        Absence.ABSENT,
        "beside an answer that it is not held: the exemptions claimed in case it is",
        presumed=True,
    ),
    Field(
        "personal-data-condition",
        PERSONAL_DATA_CONDITION,
        Absence.UNKNOWN,
        "the condition by which s40(2) is claimed",
    ),
    Field(
        "as-at",
        DATE,
        Absence.ABSENT,
        "the day at which the information given is stated",
    ),
    Field(
        "shown-complete",
        BOOL,
        True,
        "false where the answer does not show that it covers all that was asked",
    ),
    Field(
        "reasons-cover-all",
        BOOL,
        True,
        "false where the reasons speak of some of what is withheld only",
    ),
    Field(
        "form-given",
        BOOL,
        True,
        "false where the information was not given in the form that was asked for",
    ),
    Field(
        "intended-before",
        BOOL,
        Absence.UNKNOWN,
        "under s22: publication was intended already when the request was made",
    ),
    Field(
        "publication-by",
        DATE,
        Absence.ABSENT,
        "under s22: the day by which it says the information will be published",
    ),
    Field(
        "earlier-notice",
        BOOL,
        False,
        "under s14: true where a notice on an earlier request makes another unreasonable to expect,"
        " s17(6)",
        presumed=True,
    ),
    Field(
        "aggregated",
        BOOL,
        False,
        "under s12: true where the estimate adds the cost of related requests, s12(4)",
    ),
    Field(
        "estimated-cost",
        INT,
        Absence.ABSENT,
        "under s12: the cost that it estimates, in whole pounds, a part of one counted as one",
    ),
    Field(
        "estimated-hours",
        INT,
        Absence.ABSENT,
        "under s12: the hours of work that it estimates, whole ones, a part of one counted as one",
    ),
    Field(
        "record-created",
        DATE,
        Absence.ABSENT,
        "where its age matters: the day, or the last day of the year, on which the record was"
        " created; of a file, the latest record in it, s62(2)",
        earliest=date(1000, 1, 1),
    ),
)

_ADVICE: Final = _says("advice", "it offers advice and assistance, s16")

# What a letter says, read and recorded as true or false; under `states` in a case file.
STATES: Final = (
    _says("confirmed-held", "it confirms or denies that the information is held, s1(1)(a)"),
    _says("estimate", "it estimates the date by which a decision is expected, s17(2)"),
    _says(
        "exemption-reason", "it states why the exemption applies, or that is apparent, s17(1)(c)"
    ),
    _says(
        "exemption-reason-particulars",
        "the reason does more than restate the words of the exemption",
    ),
    _says(
        "exemption-condition",
        "it specifies the condition of s40(2), where that is claimed",
    ),
    _says(
        "public-interest-reasons",
        "it states the reasons on the public interest, s17(3)",
    ),
    _says("qualified-person", "it states the opinion of a qualified person, s36(2)"),
    _says(
        "complaints-procedure",
        "particulars of the complaints procedure, or that none exists",
    ),
    _says("ico-right", "it refers the requester to the Information Commissioner"),
    _says(
        "ico-right-particulars",
        "it describes the right to apply to the Commissioner, s50",
    ),
    _ADVICE,
    _says(
        "form-reasons",
        "it gives the reasons why the form asked for is not reasonably practicable, s11(3)",
    ),
    Field(
        "decision-reached",
        BOOL,
        False,
        "it says that the decision on the public interest has been reached",
    ),
)

_PARTS_OF = (*OUTCOME_FIELDS, *STATES)
_EXPECTED_BY = Field(
    "expected-by", DATE, Absence.ABSENT, "the day by which it says an answer will come"
)
_DATED_BY = Field(
    "dated-by",
    DATED_BY,
    "record",
    "promise where the end of the event's range rests on the authority's own promise only",
)
_POSTED_ON = Field(
    "posted-on",
    DATE,
    Absence.ABSENT,
    "of a letter or an appeal sent by post: the day on which it was posted",
)
_OPINION_ON = Field(
    "qualified-person-on",
    DATE,
    Absence.UNKNOWN,
    "the day of the qualified person's opinion, s36(2)",
)
_OPINION_BY = Field(
    "qualified-person-by",
    DATE,
    Absence.ABSENT,
    "where that day is not known: the last on which the opinion may have been given",
)

_COMPLY_BY = Field(
    "comply-by", DATE, Absence.ABSENT, "the last day for the steps that are required"
)
_REQUEST_VALID = Field(
    "request-valid",
    BOOL,
    Absence.UNKNOWN,
    "where the authority found that it had received no request under the Act: whether what was"
    " received is held to be one, ss7 and 8",
)
_DECIDED = (
    Field("result", RESULT, Absence.UNKNOWN, "how the appeal is decided"),
    _COMPLY_BY,
    _REQUEST_VALID,
)


@frozen
class EventKind:
    """An event name, the fields it may have, and who does it."""

    name: str
    actor: str
    meaning: str
    fields: tuple[Field, ...] = ()
    by_part: bool = False  # it may name parts, and give an outcome for each
    names_parts: bool = False  # it may name parts, and says the same of each

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


_LETTER = (*_PARTS_OF, _EXPECTED_BY, _OPINION_ON, _OPINION_BY, _DATED_BY, _POSTED_ON)

EVENT_KINDS: Final = (
    EventKind(
        "request-received",
        "requester",
        "the authority receives the request, from the requester or by transfer, s10(6)",
        (
            Field(
                "environmental",
                BOOL,
                False,
                "true where the information is environmental, so that the EIR apply, s39",
                presumed=True,
            ),
            Field("form-asked", BOOL, False, "true where it asks for a form of communication, s11"),
        ),
    ),
    EventKind(
        "request-not-valid",
        "authority",
        "what was received is found to be no request under s8: not in writing, or without a name,"
        " an address or a description",
        (_ADVICE,),
    ),
    EventKind(
        "request-outside-act",
        "authority",
        "the authority finds that the Act does not reach the information, being listed for other"
        " information only, s7",
    ),
    EventKind(
        "time-application",
        "authority",
        "the authority asks the Commissioner for more time, SI 2004/3364 regs 5 and 6",
    ),
    EventKind(
        "time-specified",
        "commissioner",
        "the Commissioner specifies a day for complying, SI 2004/3364 regs 5 and 6",
        (Field("specified-day", DATE, Absence.UNKNOWN, "the last day for complying"),),
    ),
    EventKind(
        "time-refused",
        "commissioner",
        "the Commissioner refuses to specify a later day, SI 2004/3364 regs 5 and 6",
    ),
    EventKind(
        "related-request",
        "authority",
        "another request, received before or after, that is set beside this one under s12(4) or"
        " s14(2); its day is the first on which the authority has both",
        (
            Field(
                "other-received-on",
                DATE,
                Absence.UNKNOWN,
                "the day the authority received that request",
            ),
            Field("made-by", MADE_BY, Absence.UNKNOWN, "who made it, as the authority sees it"),
            Field("asks-for", ASKS_FOR, Absence.UNKNOWN, "what it asks for beside this request"),
            Field("complied", BOOL, Absence.UNKNOWN, "the authority has complied with it, s14(2)"),
        ),
    ),
    EventKind("acknowledgement", "authority", "an acknowledgement", (_EXPECTED_BY,)),
    EventKind(
        "copy-to-responsible-authority",
        "authority",
        "a copy of a request for transferred public records is sent to the responsible authority,"
        " s15(1)",
    ),
    EventKind(
        "responsible-authority-decides",
        "another authority",
        "the responsible authority says how it has determined the public interest, s15(3)",
    ),
    EventKind(
        "clarification-sought",
        "authority",
        "the authority asks what it needs to identify and locate the information, s1(3)",
        (
            Field(
                "required",
                BOOL,
                True,
                "false where the question was not needed to identify and locate the information",
                presumed=True,
            ),
            _ADVICE,
        ),
        names_parts=True,
    ),
    EventKind(
        "clarification-received",
        "requester",
        "the requester answers the question, s1(3)",
        names_parts=True,
    ),
    EventKind("fees-notice", "authority", "a fees notice, s9(1)", names_parts=True),
    EventKind("fee-paid", "requester", "the fee is received, s9(2)", names_parts=True),
    EventKind(
        "extension-notice",
        "authority",
        "a letter that takes time for the public interest test, s10(3) and s17(2)",
        _LETTER,
        by_part=True,
    ),
    EventKind(
        "holding-reply",
        "authority",
        "a letter that answers nothing and says that an answer will come",
        _LETTER,
        by_part=True,
    ),
    EventKind("response", "authority", "an answer to one or more parts", _LETTER, by_part=True),
    EventKind("chaser", "requester", "the requester asks after the request"),
    EventKind("request-withdrawn", "requester", "the requester withdraws the request"),
    EventKind(
        "no-complaints-procedure",
        "authority",
        "the authority says that it provides no complaints procedure, s17(7)(a)",
    ),
    EventKind("review-requested", "requester", "the requester asks for an internal review"),
    EventKind(
        "review-acknowledged",
        "authority",
        "the request for a review is acknowledged",
        (_EXPECTED_BY,),
    ),
    EventKind(
        "review-extended",
        "authority",
        "more time is taken for the review",
        (_EXPECTED_BY,),
    ),
    EventKind(
        "review-outcome",
        "authority",
        "the outcome of the internal review",
        _LETTER,
        by_part=True,
    ),
    EventKind("ico-complaint", "requester", "a complaint to the Commissioner, s50(1)"),
    EventKind("ico-accepted", "commissioner", "the Commissioner takes the complaint"),
    EventKind(
        "exemption-claimed",
        "authority",
        "the authority tells the Commissioner or the Tribunal that it relies on an exemption",
        (
            Field("to", CLAIMED_TO, Absence.UNKNOWN, "to whom"),
            next(f for f in OUTCOME_FIELDS if f.name == "exemptions"),
        ),
        by_part=True,
    ),
    EventKind(
        "ico-closed",
        "commissioner",
        "the Commissioner closes it without a decision, s50(3)(a)",
        (Field("ground", GROUND, Absence.UNKNOWN, "why no decision is made, s50(2)"),),
    ),
    EventKind(
        "decision-notice",
        "commissioner",
        "a decision notice is sent, s50(3)(b)",
        (_COMPLY_BY, _REQUEST_VALID),
    ),
    EventKind(
        "information-notice",
        "commissioner",
        "an information notice is sent to the authority, s51",
        (_COMPLY_BY,),
    ),
    EventKind(
        "enforcement-notice",
        "commissioner",
        "an enforcement notice is sent to the authority, s52",
        (_COMPLY_BY,),
    ),
    EventKind("notice-complied", "authority", "the authority does what a notice requires"),
    EventKind(
        "notice-cancelled",
        "commissioner",
        "the Commissioner cancels the last information or enforcement notice, ss51(7), 52(4)",
    ),
    EventKind(
        "ministerial-certificate",
        "authority",
        "a certificate that there was no failure to comply is given, s53(2)",
    ),
    EventKind(
        "certificate-claimed",
        "authority",
        "in proceedings the authority claims that a certificate under s24(3) in general terms"
        " applies to the information, s60(4)",
    ),
    EventKind(
        "certificate-appeal",
        "requester or commissioner",
        "an appeal to the Tribunal on the ground that it does not apply, s60(4)",
    ),
    EventKind(
        "tribunal-appeal",
        "requester or authority",
        "an appeal to the Tribunal, s57",
        (
            Field(
                "after-five",
                BOOL,
                False,
                "true where it was received at 5 pm or later, SI 2009/1976 r12(1)",
            ),
            Field(
                "by-authority",
                BOOL,
                False,
                "true where the authority appeals and not the complainant, s57(1)",
            ),
            _POSTED_ON,
            Field(
                "served-on",
                DATE,
                Absence.UNKNOWN,
                "the day on which the Commissioner received it, SI 2009/1976 r23(1)",
            ),
        ),
    ),
    EventKind(
        "appeal-admitted-late",
        "tribunal",
        "the Tribunal extends the time for an appeal, and admits it, SI 2009/1976 rr5(3)(a), 22(4)",
    ),
    EventKind("tribunal-response", "commissioner", "the Commissioner answers the appeal"),
    EventKind("tribunal-reply", "requester or authority", "the appellant replies to the answer"),
    EventKind(
        "registrar-decision",
        "tribunal",
        "notice of a decision of the Tribunal's registrar or staff is sent, SI 2009/1976 r4",
    ),
    EventKind(
        "reconsideration-sought",
        "requester or authority",
        "a judge is asked to consider a registrar's decision afresh, SI 2009/1976 r4(3), or the"
        " Upper Tribunal to reconsider at a hearing its refusal of permission, SI 2008/2698 r22(4)",
    ),
    EventKind(
        "tribunal-decision",
        "tribunal",
        "the Tribunal's decision and reasons are sent, s58; reasons amended after a review count as"
        " a decision anew",
        _DECIDED,
    ),
    EventKind(
        "set-aside-sought",
        "requester or authority",
        "the Tribunal is asked to set its decision aside, SI 2009/1976 r41",
    ),
    EventKind("set-aside-refused", "tribunal", "notice is sent that the decision is not set aside"),
    EventKind("set-aside-granted", "tribunal", "the decision is set aside, to be made anew"),
    EventKind(
        "appeal-withdrawn",
        "requester or authority",
        "the appellant withdraws the appeal, s50(6)",
    ),
    EventKind(
        "reinstatement-sought",
        "requester or authority",
        "the Tribunal is asked to reinstate an appeal that was withdrawn or struck out,"
        " SI 2009/1976 rr8, 17",
    ),
    EventKind(
        "permission-sought",
        "requester or authority",
        "permission to appeal to the Upper Tribunal is asked for",
    ),
    EventKind(
        "permission-refused",
        "tribunal",
        "the Tribunal refuses permission, or does not admit the application for it; after an"
        " application to the Upper Tribunal, that does",
    ),
    EventKind(
        "permission-granted",
        "tribunal",
        "the Tribunal gives permission or, after an application to it, the Upper Tribunal",
    ),
    EventKind(
        "upper-tribunal-application",
        "requester or authority",
        "the Upper Tribunal itself is asked for permission",
    ),
    EventKind(
        "upper-tribunal-appeal",
        "requester or authority",
        "with the Tribunal's permission, a notice of appeal comes to the Upper Tribunal,"
        " SI 2008/2698 r23(2)",
    ),
    EventKind(
        "upper-tribunal-decision",
        "tribunal",
        "the Upper Tribunal's decision on the appeal is sent",
        _DECIDED,
    ),
    EventKind(
        "court-decision",
        "court",
        "the Court of Appeal, the Court of Session or the Supreme Court decides the appeal",
        _DECIDED,
    ),
    EventKind(
        "contempt-application",
        "requester",
        "the Tribunal is asked to certify a failure to comply with its decision, s61(4)",
    ),
    EventKind("publication", "authority", "information is published"),
    EventKind(
        "record-altered",
        "authority",
        "a record asked for is altered, blocked, erased, destroyed or concealed, s77",
    ),
)
EVENTS: Final = {kind.name: kind for kind in EVENT_KINDS}
FIELDS: Final = {f.name: f for kind in EVENT_KINDS for f in kind.fields}
EVENT: Final = Enumeration("event", tuple(EVENTS))


# --- exemptions -------------------------------------------------------------------------------

# The grounds for refusing that the law tells apart. To cite s36(2)(c) is to cite s36(2) and s36
# as well, so a cited set is closed upward and one bit answers "is s36 relied on".
_ACT_ORDER: Final = """
    s12 s12(1) s12(2) s14 s14(1) s14(2)
    s21 s22 s22A s23 s24 s26 s27 s28 s29 s30 s30(1) s30(2) s31 s32 s33 s34 s35
    s36 s36(2) s36(2)(a) s36(2)(b) s36(2)(b)(i) s36(2)(b)(ii) s36(2)(c)
    s37 s37(1) s37(1)(a) s37(1)(aa) s37(1)(ab) s37(1)(ac) s37(1)(ad) s37(1)(b)
    s38 s39 s40 s40(1) s40(2) s40(5) s40(5A) s40(5B) s41 s42 s43 s43(1) s43(2) s44
"""
_TOLD_APART: Final = tuple(_ACT_ORDER.split())
_BITS: Final = {name: 1 << place for place, name in enumerate(_TOLD_APART)}

# Deeper or other provisions that a letter may name; the law treats each as the one above it.
_LIMBS: Final = {
    "s21": "(1)",
    "s22": "(1) (2)",
    "s22A": "(1) (2)",
    "s23": "(1) (5)",
    "s24": "(1) (2)",
    "s26": "(1) (1)(a) (1)(b) (3)",
    "s27": "(1) (1)(a) (1)(b) (1)(c) (1)(d) (2) (4)",
    "s28": "(1) (3)",
    "s29": "(1) (1)(a) (1)(b) (2)",
    "s30": "(1)(a) (1)(a)(i) (1)(a)(ii) (1)(b) (1)(c) (2)(a) (2)(b) (3)",
    "s31": "(1) (1)(a) (1)(b) (1)(c) (1)(d) (1)(e) (1)(f) (1)(g) (1)(h) (1)(i) (3)",
    "s32": "(1) (1)(a) (1)(b) (1)(c) (2) (2)(a) (2)(b) (3)",
    "s33": "(1) (1)(a) (1)(b) (2) (3)",
    "s34": "(1) (2)",
    "s35": "(1) (1)(a) (1)(b) (1)(c) (1)(d) (3)",
    "s36": "(3)",
    "s37": "(2)",
    "s38": "(1) (1)(a) (1)(b) (2)",
    "s39": "(1) (1)(a) (2)",
    "s40": "(5B)(a) (5B)(a)(i)",
    "s41": "(1) (1)(a) (1)(b) (2)",
    "s42": "(1) (2)",
    "s43": "(3)",
    "s44": "(1) (1)(a) (1)(b) (1)(c) (2)",
}


def _lineage(name: str) -> list[str]:
    """s36(2)(c) -> s36(2)(c), s36(2), s36."""
    names = [name]
    while (shorter := re.sub(r"\([^()]*\)$", "", names[-1])) != names[-1]:
        names.append(shorter)
    return names


EXEMPTION_NAMES: Final = (
    *_TOLD_APART,
    *(section + limb for section, limbs in _LIMBS.items() for limb in limbs.split()),
)
EXEMPTION_MASKS: Final = {
    name: sum(_BITS.get(above, 0) for above in _lineage(name)) for name in EXEMPTION_NAMES
}


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def exemption_mask(names: tuple[str, ...]) -> int:
    """The set of exemptions that citing ``names`` cites, as bits; KeyError on an unknown name."""
    mask = 0
    for name in names:
        mask |= EXEMPTION_MASKS[name]
    return mask


@lru_cache(maxsize=4096)
def exemption_names(mask: int) -> tuple[str, ...]:
    """The most specific exemptions in a set, in the order of the Act."""
    present = [name for name in _TOLD_APART if mask & _BITS[name]]
    return tuple(n for n in present if not any(n in _lineage(m)[1:] for m in present))
