"""Advice and assistance where a request is unclear, transferred or vexatious: FOIA s16.

Where it is refused on cost, see the answer.
"""

from __future__ import annotations

from foirules.language.law import Chapter

CHAPTER = Chapter("advice")
_REASONABLE = "FOIA s16(1), (2)"

CHAPTER.breach(
    "advice-not-given-on-question",
    "clarification",
    applies="True",
    when="False",
    possible_when="not advice",
    begins="on",
    cites="FOIA s16; s45 Code",
    message="",
    possible_message="the letter dated {on} asks what is meant and offers no advice: a breach, if it was"
    " reasonable to expect it",
    cites_if_possible=_REASONABLE,
    meaning="Where a request is unclear, the code of practice asks an authority to help the applicant to"
    " describe what is wanted.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-10 clarification-sought advice=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-10 clarification-sought advice=yes",
    ),
)
CHAPTER.breach(
    "advice-not-given-on-invalidity",
    "rejection",
    applies="event == 'request-not-valid'",
    when="False",
    possible_when="not advice",
    begins="on",
    cites="FOIA ss8(1), 16; s45 Code",
    message="",
    possible_message="the letter dated {on} finds that what was received is no request and offers no"
    " advice: a breach, if it was reasonable to expect it",
    cites_if_possible=_REASONABLE,
    meaning="The duty to advise and assist is owed to those who propose to make a request too: how to make"
    " one that s8 recognises.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-10 request-not-valid advice=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-10 request-not-valid advice=yes",
    ),
)
CHAPTER.breach(
    "advice-not-given-on-transfer",
    "notice",
    applies="any(m.answers and m.outcome == 'transferred' for m in mentions)",
    when="False",
    possible_when="not advice",
    begins="on",
    cites="FOIA s16; s45 Code",
    message="",
    possible_message="the letter dated {on} says that another authority has the request, and offers no"
    " advice: a breach, if it was reasonable to expect it",
    cites_if_possible=_REASONABLE,
    meaning="Where another authority holds the information, the code of practice asks an authority to help"
    " the applicant, by passing the request on or by saying where to ask.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=transferred advice=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=transferred advice=yes",
    ),
)
CHAPTER.note(
    "advice-not-given-on-vexatious",
    "notice",
    applies="any(m.answers and m.outcome in ('vexatious', 'repeated') for m in mentions)",
    when="False",
    possible_when="not advice",
    begins="on",
    cites="FOIA s16",
    message="",
    possible_message="the letter dated {on} relies on s14 and offers no advice: could part of the request,"
    " or the request asked otherwise, have been answered?",
    cites_if_possible="[2015] UKUT 47 (AAC) para 3",
    meaning="Advice will often not be reasonable to expect where a request is vexatious or repeated. That"
    " part of it could be answered may be a matter of s16.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=vexatious advice=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=vexatious advice=yes",
    ),
)
