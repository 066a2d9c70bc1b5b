"""Internal review: the s45 Code, the Commissioner's guidance and the authority's own policy."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.rules.validity import OF_VALIDITY
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("review")
fact = CHAPTER.fact

fact(
    "review",
    "review_answered_on",
    DATE,
    "first(e.on for e in events if e.event == 'review-outcome' and e.seq > seq)",
    meaning="The day of the outcome of this review.",
)
fact(
    "review",
    "review_extended",
    BOOL,
    "any(e.event == 'review-extended' and e.seq > seq for e in events)",
    meaning="The authority said it would take more time.",
)
fact(
    "review",
    "review_due",
    DATE,
    "deadline('review-response', on, on)",
    "s45 Code; Commissioner's guidance",
    meaning="The day by which a review is normally answered.",
)
fact(
    "review",
    "review_longest",
    DATE,
    "deadline('review-response-longest', on, on)",
    "s45 Code; Commissioner's guidance",
    meaning="The last day for a review that is complex or large.",
)
fact(
    "review",
    "review_last",
    DATE,
    "review_longest if review_extended else review_due",
    "s45 Code; Commissioner's guidance",
    meaning="The last day for the review: the longer time is for one that the authority has extended.",
)
fact(
    "part",
    "review_asked_on",
    DATE,
    "first(r.on for r in reviews if r.on >= answered_on)",
    meaning="The day an internal review of the answer was asked for.",
)
fact(
    "part",
    "reviewed",
    BOOL,
    "any(e.event == 'review-outcome' and e.on >= answered_on for e in events)",
    meaning="There is the outcome of a review, once there was an answer.",
)
fact(
    "part",
    "review_overdue",
    BOOL,
    "any(r.on >= answered_on and as_of > r.review_longest for r in reviews)",
    "FOIA s50(2)(a)",
    meaning="A review was asked for longer ago than any guidance allows for its answer.",
)
fact(
    "part",
    "review_by",
    DATE,
    "deadline('review-request', answered_on, answered_on)",
    "s45 Code; the authority's policy",
    meaning="The last day to ask for an internal review of the answer, where there is one.",
)
fact(
    "part",
    "review_closed_after",
    DATE,
    "review_by if review_by is present else deadline('review-request', answered_on, as_of)",
    "s45 Code; the authority's policy",
    meaning="The same or, of an answer given before there was one, by what holds on the day of the"
    " assessment: a review of an answer of years ago need not be given.",
)

CHAPTER.departure(
    "late-review",
    "review",
    applies="review_answered_on is present or as_of > review_last",
    when="review_answered_on > review_longest"
    " or (review_answered_on is absent and as_of > review_longest)",
    possible_when="review_answered_on is absent or review_answered_on > review_last",
    due="review_last",
    ended="review_answered_on",
    cites="s45 Code; Commissioner's guidance on internal reviews",
    message="the review asked for on {on} was answered on {review_answered_on|no day on the"
    " record}; it was due on {review_last}",
    possible_message="the review asked for on {on} was answered on {review_answered_on|no day on the"
    " record}; it was due on {review_last}, unless it was complex or large: then by {review_longest}",
    cites_if_possible="s45 Code of Practice (July 2018) para 5.5",
    meaning="The Act sets no time for an internal review. The code of practice and the Commissioner"
    " expect an answer in twenty working days, in complex cases no more than twenty further.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
        "2017-09-04 review-requested",
        "2017-10-03 review-outcome outcome=refused exemptions=s41",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
        "2017-09-04 review-requested",
        "2017-10-02 review-outcome outcome=refused exemptions=s41",
    ),
)
fact(
    "mention",
    "upholds",
    BOOL,
    "event == 'review-outcome' and not answers and outcome in"
    " ('refused', 'partly-disclosed', 'neither-confirmed-nor-denied', 'already-accessible')",
    "FOIA s17(1)",
    meaning="The outcome of the review of an answer withholds information under an exemption.",
)
fact(
    "mention",
    "gives_at_review",
    BOOL,
    "event == 'review-outcome' and not answers and outcome in ('disclosed', 'partly-disclosed')",
    "FOIA s1(1)(b)",
    meaning="The outcome of the review of an answer gives information.",
)
fact(
    "mention",
    "given_before",
    BOOL,
    "any(m.gives and m.on <= on for m in part.mentions)",
    "FOIA s1(1)(b)",
    meaning="An answer of that day or before gave some of the information.",
)
CHAPTER.breach(
    "new-exemption-at-review",
    "mention",
    applies="upholds and part.notice_in_time and late",
    when="nonempty(cited - cited_before) and not lateness_doubted",
    possible_when="nonempty(cited - cited_before)",
    exemptions="cited - cited_before",
    due="response_due",
    ended="on",
    cites="FOIA s17(1)(b), (c)",
    message="{exemptions} first cited in the outcome of the review of {on}; no notice given in time,"
    " by {response_due}, specified it",
    possible_message="{exemptions} first cited in the outcome of the review of {on}, after"
    " {response_due}: late, unless there was no request (ss7, 8) or the Commissioner specifies a later"
    " day (s10(4))",
    cites_if_possible="FOIA ss8, 10(4)",
    may_answer=OF_VALIDITY,
    meaning="An exemption that an authority first claims at review was not specified within the time"
    " for complying. It may be relied on all the same.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s43",
        "2017-09-04 review-requested",
        "2017-09-29 review-outcome outcome=refused exemptions=s41,s43",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s43",
        "2017-09-04 review-requested",
        "2017-09-29 review-outcome outcome=refused exemptions=s43",
    ),
)
CHAPTER.breach(
    "disclosed-at-review",
    "mention",
    applies="gives_at_review and late",
    when="outcome == 'disclosed' and not given_before and not was_to_be_published",
    possible_when="True",
    due="response_due",
    ended="on",
    cites="FOIA s10(1)",
    message="information was first communicated at review, on {on}; the last day was {response_due}",
    possible_message="the review of {on} gave information after {response_due}: late for what had not"
    " been given before and was not exempt until then",
    meaning="Information that a review discloses was due within the time for complying, unless it"
    " ceased to be exempt only later.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s43",
        "2017-09-04 review-requested",
        "2017-09-29 review-outcome outcome=disclosed",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s43",
        "2017-09-04 review-requested",
        "2017-09-29 review-outcome outcome=refused exemptions=s43",
    ),
)
fact(
    "review",
    "acknowledged",
    BOOL,
    "any(e.event in ('review-acknowledged', 'review-extended') and e.seq > seq for e in events)",
    "s45 Code of Practice (July 2018) para 5.4",
    meaning="A letter acknowledges the request for a review.",
)
fact(
    "review",
    "acknowledge_by",
    DATE,
    "deadline('review-acknowledgement', on, on)",
    "s45 Code of Practice (July 2018) para 5.4",
    meaning="The day after which silence is no acknowledgement of the request for a review.",
)
fact(
    "review",
    "review_heard_of",
    BOOL,
    "any(e.event in ('review-acknowledged', 'review-extended', 'review-outcome') and e.seq > seq"
    " and e.on <= acknowledge_by for e in events)",
    "s45 Code of Practice (July 2018) para 5.4",
    meaning="The request for a review was acknowledged or answered by the day on which it was due.",
)
CHAPTER.departure(
    "review-not-acknowledged",
    "review",
    applies="review_heard_of or as_of > acknowledge_by",
    when="not review_heard_of",
    due="acknowledge_by",
    cites="s45 Code of Practice (July 2018) para 5.4 from 4 July 2018",
    message="nothing is on record by {acknowledge_by} that acknowledges the request of {on} for a review",
    meaning="By the code of July 2018 a request for a review should be acknowledged and the applicant"
    " told by when it will be answered. Silence for the whole of the time in which the review is"
    " normally answered is no acknowledgement.",
    breaks=(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-08-06 review-requested",
        "2019-09-05 review-acknowledged",
    ),
    keeps=(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-08-06 review-requested",
        "2019-09-04 review-acknowledged",
    ),
)
fact(
    "review_letter",
    "review_came_on",
    DATE,
    "first(e.on for e in events if e.event == 'review-outcome' and e.on >= on)",
    meaning="The day of the outcome after the letter.",
)
CHAPTER.promise(
    "review-promise-broken",
    "review_letter",
    applies="expected_by is present and (review_came_on is present or as_of > expected_by)",
    when="review_came_on is absent or review_came_on > expected_by",
    due="expected_by",
    ended="review_came_on",
    cites="the authority's own letter",
    message="the letter dated {on} said that the review would be answered by {expected_by}; it was on"
    " {review_came_on|no day on the record}",
    meaning="The authority gave a day by which it would answer the review and did not keep it. The"
    " code of July 2018 asks for such a day.",
    breaks=(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-08-06 review-requested",
        "2019-08-07 review-acknowledged expected-by=2019-08-30",
        "2019-08-31 review-outcome outcome=refused exemptions=s41",
    ),
    keeps=(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-08-06 review-requested",
        "2019-08-07 review-acknowledged expected-by=2019-08-30",
        "2019-08-30 review-outcome outcome=refused exemptions=s41",
    ),
)
CHAPTER.note(
    "late-review-request",
    "part",
    applies="True",
    when="review_asked_on > review_by",
    begins="review_asked_on",
    cites="s45 Code; the authority's policy",
    message="the review was asked for on {review_asked_on}, after {review_by}: the authority need"
    " not accept it",
    meaning="The time to ask for a review is the code's or the authority's own, no bar in law. A"
    " review that is accepted is to be answered as any other.",
    breaks=(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-10-02 review-requested",
    ),
    keeps=(
        "2019-08-01 request-received",
        "2019-08-02 response outcome=refused exemptions=s41",
        "2019-10-01 review-requested",
    ),
)

CHAPTER.clock(
    "review-request",
    "part",
    when="review_by is present and no_procedure_on is absent",
    started="answered_on",
    due="review_by",
    stopped="review_asked_on",
    lapsed="as_of > review_by",
    superseded="review_asked_on is absent and reviewed",
    period="review-request",
    in_force="answered_on",
    cites="s45 Code",
    meaning="The time to ask for an internal review. It is no bar in law: the authority may take a"
    " later request.",
)
CHAPTER.clock(
    "review-response",
    "review",
    when="review_last is present",
    started="on",
    due="review_last",
    stopped="review_answered_on",
    period="review-response",
    in_force="on",
    cites="s45 Code",
    meaning="The time in which a review is normally answered, or, if it was extended, the longest.",
)
