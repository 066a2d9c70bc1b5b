"""Refusal notices: when they are due and what they must contain, FOIA s17."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, EXEMPTIONS

CHAPTER = Chapter("refusal notice")
fact = CHAPTER.fact

fact(
    "mention",
    "refuses",
    BOOL,
    "event == 'extension-notice' or withholds",
    "FOIA s17(1)",
    meaning="The letter relies on a claim that the part is exempt: it has to be a refusal notice.",
)
fact(
    "part",
    "notice_in_time",
    BOOL,
    "any(m.refuses and m.on <= response_due for m in mentions)",
    "FOIA s17(1)",
    meaning="A refusal notice for the part was given in time.",
)
fact(
    "part",
    "notice_on",
    DATE,
    "earliest(m.on for m in mentions if m.refuses)",
    meaning="The day of the first refusal notice for the part.",
)
fact(
    "part",
    "cited_in_time",
    EXEMPTIONS,
    "union(m.cited for m in mentions if m.on <= response_due)",
    "FOIA s17(1)(b)",
    meaning="The exemptions that were claimed for the part in time.",
)
fact(
    "mention",
    "cited_before",
    EXEMPTIONS,
    "union(m.cited for m in part.mentions if m.on < on)",
    meaning="The exemptions that letters of earlier days claimed for the part.",
)
fact(
    "notice",
    "refuses_some",
    BOOL,
    "any(m.refuses for m in mentions)",
    "FOIA s17(1)",
    meaning="The letter is a refusal notice for one part at least.",
)
fact(
    "notice",
    "refuses_qualified",
    BOOL,
    "any(m.withholds and nonempty(m.cited & qualified) for m in mentions)",
    "FOIA s17(3)",
    meaning="The letter refuses a part after weighing the public interest.",
)
fact(
    "notice",
    "claims_s36",
    BOOL,
    "any(m.withholds and 's36' in m.cited for m in mentions)",
    "FOIA s36(2)",
    meaning="The letter refuses a part under s36.",
)

CHAPTER.breach(
    "late-refusal-notice",
    "part",
    applies="any(m.refuses for m in mentions) and (notice_in_time or time_is_up)",
    when="not notice_in_time",
    due="response_due",
    ended="notice_on",
    cites="FOIA s17(1)",
    message="the first refusal notice is dated {notice_on}; the last day was {response_due}",
    meaning="An authority that relies on an exemption to any extent must give a refusal notice"
    " within the time for complying with s1(1). Section 10(3) does not extend that time.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 response outcome=refused exemptions=s22",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=refused exemptions=s22",
    ),
)
CHAPTER.breach(
    "late-exemption",
    "mention",
    applies="withholds and part.notice_in_time and on > response_due",
    when="nonempty(cited - part.cited_in_time - cited_before)",
    exemptions="cited - part.cited_in_time - cited_before",
    due="response_due",
    ended="on",
    cites="FOIA s17(1)(b), (c)",
    message="{exemptions} first cited on {on}; the notice given in time, by {response_due}, did not"
    " specify it",
    meaning="A refusal notice must, within the time for complying, specify each exemption relied on"
    " and say why it applies. One claimed later was not specified in time, though it may still be"
    " relied on.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s22",
        "2017-09-05 response outcome=refused exemptions=s22,s41",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s22,s41",
        "2017-09-05 response outcome=refused exemptions=s22,s41",
    ),
)
CHAPTER.breach(
    "exemption-not-specified",
    "mention",
    applies="refuses",
    when="not nonempty(cited)",
    possible_when="'s40(2)' in cited and not notice.exemption_condition",
    begins="on",
    cites="FOIA s17(1)(b)",
    message="the letter dated {on} refuses the part and specifies no exemption",
    possible_message="the letter dated {on} cites s40(2) without the condition by which it applies",
    meaning="A refusal notice must specify the exemption. Section 40(2) applies by one of several"
    " conditions, some absolute and some not; a notice that names none may not have specified it.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
    ),
)
CHAPTER.breach(
    "exemption-not-explained",
    "notice",
    applies="refuses_some",
    when="not exemption_reason",
    possible_when="not exemption_reason_particulars",
    begins="on",
    cites="FOIA s17(1)(c)",
    message="the letter dated {on} does not say why the exemption applies",
    possible_message="the letter dated {on} explains the exemption only by restating it",
    meaning="A refusal notice must state why the exemption applies, if that would not otherwise be"
    " apparent. To repeat the words of the exemption may not be enough.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 exemption-reason=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 exemption-reason=yes exemption-reason-particulars=yes",
    ),
)
CHAPTER.breach(
    "public-interest-reasons-missing",
    "notice",
    applies="refuses_qualified",
    when="not public_interest_reasons",
    begins="on",
    cites="FOIA s17(3)",
    message="the refusal dated {on} gives no reasons on the public interest",
    meaning="Where a qualified exemption is maintained the authority must state the reasons for"
    " claiming that the public interest in maintaining it outweighs that in disclosure. Whether the"
    " reasons are adequate is not judged.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s43 public-interest-reasons=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 public-interest-reasons=no",
    ),
)
CHAPTER.breach(
    "qualified-person-missing",
    "notice",
    applies="claims_s36",
    when="not qualified_person",
    begins="on",
    cites="FOIA s36(2), (5)",
    message="the refusal dated {on} rests on s36 and states no opinion of a qualified person",
    meaning="Section 36 applies only where, in the reasonable opinion of a qualified person,"
    " disclosure would have one of its effects.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s36(2)(c) qualified-person=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s35(1)(a) qualified-person=no",
    ),
)
CHAPTER.breach(
    "complaints-procedure-missing",
    "notice",
    applies="refuses_some",
    when="not complaints_procedure",
    begins="on",
    cites="FOIA s17(7)(a)",
    message="the notice dated {on} does not give the complaints procedure, nor say that there is none",
    meaning="A refusal notice must contain particulars of any procedure the authority provides for"
    " complaints about the handling of requests, or state that it provides none.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 complaints-procedure=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=not-held complaints-procedure=no",
    ),
)
CHAPTER.breach(
    "ico-right-missing",
    "notice",
    applies="refuses_some",
    when="not ico_right",
    possible_when="not ico_right_particulars",
    begins="on",
    cites="FOIA s17(7)(b)",
    message="the notice dated {on} says nothing of the right to apply to the Commissioner under s50",
    possible_message="the notice dated {on} names the Commissioner and does not describe the right to"
    " apply for a decision under s50",
    meaning="A refusal notice must contain particulars of the right conferred by s50: to apply to"
    " the Commissioner for a decision. To name the Commissioner alone may not be enough; no decision"
    " on a bare mention is known.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 ico-right=no ico-right-particulars=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 ico-right=yes ico-right-particulars=yes",
    ),
)
CHAPTER.note(
    "reasons-incomplete",
    "mention",
    applies="withholds",
    when="not reasons_cover_all",
    begins="on",
    cites="FOIA s17(1)(c), (3)",
    message="the reasons given on {on} speak of some of what is withheld only",
    meaning="Reasons that speak of one of several documents leave open why the others are withheld.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41 reasons-cover-all=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
    ),
)
