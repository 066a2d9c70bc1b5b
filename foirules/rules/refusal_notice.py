"""Refusal notices: when they are due and what they must contain, FOIA s17."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.rules.validity import OF_VALIDITY
from foirules.vocabulary import BOOL, DATE, EXEMPTIONS

CHAPTER = Chapter("refusal notice")
fact = CHAPTER.fact

fact(
    "mention",
    "refuses",
    BOOL,
    "event == 'extension-notice' or withholds or claims_in_the_alternative"
    " or (upholds and (not refused_before or nonempty(cited - cited_before)))",
    "FOIA s17(1)",
    meaning="The letter relies on a claim that the part is exempt: it has to be a refusal notice. The"
    " outcome of a review is one where it is the first to claim an exemption, or claims a new one.",
)
fact(
    "mention",
    "claims_in_the_alternative",
    BOOL,
    "answers and outcome == 'not-held' and nonempty(in_the_alternative)",
    "FOIA s17(1)",
    meaning="The letter says that nothing is held and claims an exemption in case something is.",
)
fact(
    "mention",
    "refused_before",
    BOOL,
    "any((m.event == 'extension-notice' or m.withholds or m.upholds or m.claims_in_the_alternative)"
    " and m.on < on for m in part.mentions)",
    "FOIA s17(1)",
    meaning="A letter of an earlier day claimed an exemption for the part.",
)
fact(
    "mention",
    "reasons_due",
    EXEMPTIONS,
    "cited if withholds else cited - cited_before if upholds else {}",
    "FOIA s17(3)",
    meaning="The exemptions that the letter maintains for the first time, or in an answer: if they"
    " are qualified, their public interest has to be spoken of.",
)
fact(
    "mention",
    "declines",
    BOOL,
    "(event == 'response' or event == 'review-outcome')"
    " and outcome in ('cost-limit', 'vexatious', 'repeated')",
    "FOIA s17(5)",
    meaning="The letter relies on s12 or s14 for the part.",
)
fact(
    "mention",
    "newly_declines",
    BOOL,
    "declines and (answers or not any(m.declines and m.on < on for m in part.mentions))",
    "FOIA s17(5)",
    meaning="The letter relies on s12 or s14 in an answer or, at review, for the first time.",
)
fact(
    "mention",
    "excused",
    BOOL,
    "earlier_notice and (outcome == 'vexatious' or outcome == 'repeated')",
    "FOIA s17(6)",
    meaning="A notice on an earlier request makes one on this unreasonable to expect.",
)
fact(
    "part",
    "declined_in_time",
    BOOL,
    "any(m.declines and m.in_time for m in mentions)",
    "FOIA s17(5)",
    meaning="A letter in time relied on s12 or s14.",
)
fact(
    "part",
    "declined_on",
    DATE,
    "earliest(m.on for m in mentions if m.declines)",
    "FOIA s17(5)",
    meaning="The day of the first letter that relied on s12 or s14.",
)
fact(
    "part",
    "notice_in_time",
    BOOL,
    "any(m.refuses and m.in_time for m in mentions)",
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
    "union(m.cited for m in mentions if m.in_time)",
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
    "any(m.refuses or (m.newly_declines and not m.excused) for m in mentions)",
    "FOIA s17(1), (5)",
    meaning="The letter is a refusal notice for one part at least.",
)
fact(
    "notice",
    "refuses_qualified",
    BOOL,
    "any(nonempty(m.reasons_due & m.qualified) for m in mentions)",
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

fact(
    "notice",
    "opinion_by",
    DATE,
    "qualified_person_by if qualified_person_by is present else qualified_person_on",
    "FOIA s36(2)",
    meaning="The day of the qualified person's opinion, or the last on which it may have been given.",
)
fact(
    "mention",
    "after_decision",
    BOOL,
    "any(d.event == 'decision-notice' and d.on <= on for d in request.decisions)"
    " or any(r.on <= on and not r.upholds for r in request.endings)",
    "FOIA ss50(4), 58(1)",
    meaning="A decision notice, or a decision on appeal that is not a dismissal, had been given by the"
    " day of the letter.",
)
CHAPTER.breach(
    "late-refusal-notice",
    "part",
    applies="any(m.refuses for m in mentions) and (notice_in_time or time_is_up)",
    when="not notice_in_time and any(m.refuses and not m.after_decision for m in mentions)"
    " and not (validity_doubted or notice_on <= specified_by)",
    possible_when="not notice_in_time",
    due="response_due",
    ended="notice_on",
    cites="FOIA s17(1)",
    message="the first refusal notice is dated {notice_on}; the last day was {response_due}",
    possible_message="the first refusal notice is dated {notice_on}, after {response_due}: late, unless"
    " it was given to comply with a decision before it, there was no request (ss7, 8) or the"
    " Commissioner specifies a later day (s10(4))",
    cites_if_possible="FOIA ss50(4), 58(1)",
    may_answer=OF_VALIDITY,
    meaning="An authority that relies on an exemption to any extent must give a refusal notice"
    " within the time for complying with s1(1). Section 10(3) does not extend that time. A first"
    " notice at review is late as any other.",
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
    applies="withholds and part.notice_in_time and late",
    when="nonempty(cited - cited_before) and not after_decision and not lateness_doubted",
    possible_when="nonempty(cited - cited_before)",
    exemptions="cited - cited_before",
    due="response_due",
    ended="on",
    cites="FOIA s17(1)(b), (c)",
    message="{exemptions} first cited on {on}; the notice given in time, by {response_due}, did not"
    " specify it",
    possible_message="{exemptions} first cited on {on}, after {response_due}: late, unless in an answer"
    " that a decision before it required, there was no request (ss7, 8) or the Commissioner"
    " specifies a later day (s10(4))",
    cites_if_possible="FOIA ss50(4), 58(1)",
    may_answer=OF_VALIDITY,
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
    applies="any(m.refuses for m in mentions)",
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
    when="False",
    possible_when="opinion_by is unrecorded and not qualified_person"
    " or not opinion_by is unrecorded and opinion_by > on",
    begins="on",
    cites="FOIA s36(2), (5)",
    message="",
    possible_message="the refusal dated {on} rests on s36, and no opinion of a qualified person on record"
    " came before it: the information was not exempt under s36, unless there was one or it is"
    " statistical",
    cites_if_possible="FOIA s36(4); the Commissioner's line to take LTT118",
    meaning="Section 36 applies only where, in the reasonable opinion of a qualified person, disclosure"
    " would have one of its effects. The Act does not ask that the letter state the opinion: one that is"
    " silent leaves open whether there was one. None is needed for statistics, and one that is given by"
    " the end of the review is accepted.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s36(2)(c) qualified-person=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s36(2)(c) qualified-person=no"
        " qualified-person-on=2017-08-30",
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
CHAPTER.breach(
    "late-cost-or-vexatious-notice",
    "part",
    applies="any(m.declines and not m.excused for m in mentions)"
    " and (declined_in_time or time_is_up)",
    when="not declined_in_time and not (validity_doubted or declined_on <= specified_by)",
    possible_when="not declined_in_time",
    due="response_due",
    ended="declined_on",
    cites="FOIA s17(5)",
    message="s12 or s14 was first relied on on {declined_on}; the last day for a notice stating that"
    " was {response_due}",
    possible_message="s12 or s14 was first relied on on {declined_on}, after {response_due}: late, unless"
    " there was no request (ss7, 8) or the Commissioner specifies a later day (s10(4))",
    cites_if_possible="FOIA ss8, 10(4)",
    may_answer=OF_VALIDITY,
    meaning="An authority that relies on the cost limit, or on a request being vexatious or repeated,"
    " must give a notice stating that fact within the time for complying, even where another answer"
    " was given in time: it may rely on them later, and is in breach for that. No notice is needed"
    " under s14 where one was given on an earlier request and another cannot be expected, s17(6).",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-05 response outcome=vexatious earlier-notice=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=vexatious earlier-notice=no",
    ),
)
CHAPTER.breach(
    "publication-not-intended",
    "mention",
    applies="withholds and 's22' in cited",
    when="not intended_before",
    begins="on",
    cites="FOIA s22(1)(b)",
    message="s22 was relied on on {on} for information whose publication was not intended when the"
    " request was made: it is not exempt under s22",
    meaning="Section 22 covers information held with a view to its publication at some future date,"
    " and only if it was so held when the request was made.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=refused exemptions=s22 intended-before=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=refused exemptions=s22 intended-before=yes",
    ),
)
fact(
    "mention",
    "published_on",
    DATE,
    "first(e.on for e in events if e.event == 'publication' and e.on >= on)",
    "FOIA s22",
    meaning="The day on which information was published after the letter.",
)
fact(
    "mention",
    "was_to_be_published",
    BOOL,
    "any(m.withholds and ('s22A' in m.cited or 's22' in m.cited and m.intended_before)"
    " for m in part.mentions if m.on < on)",
    "FOIA ss22(1), 22A",
    meaning="An earlier letter withheld the part until its publication, and it may have been exempt"
    " only until then.",
)
CHAPTER.promise(
    "publication-overdue",
    "mention",
    applies="publication_by is present and (published_on is present or as_of > publication_by)",
    when="published_on is absent or published_on > publication_by",
    due="publication_by",
    ended="published_on",
    cites="FOIA s22; the authority's own letter",
    message="the letter dated {on} said that the information would be published by"
    " {publication_by}; it was published on {published_on|no day on the record}",
    meaning="Section 22 asks that it is reasonable to withhold until publication. A day for it that"
    " the authority gave and did not keep is no breach of itself.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=refused exemptions=s22 publication-by=2017-10-31",
        "2017-11-01 publication",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=refused exemptions=s22 publication-by=2017-10-31",
        "2017-10-31 publication",
    ),
)
CHAPTER.clock(
    "promised-publication",
    "mention",
    when="publication_by is present",
    started="on",
    due="publication_by",
    stopped="published_on",
    kind="promise",
    cites="FOIA s22",
    meaning="The time until the publication for the sake of which information is withheld.",
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
