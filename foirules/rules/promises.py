"""What the authority itself said it would do, and when."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL

CHAPTER = Chapter("promises")

CHAPTER.fact(
    "part",
    "dated_by_promise",
    BOOL,
    "any(m.answers and m.notice.dated_by == 'promise' for m in mentions)",
    meaning="That the answer came by the last day it may have come rests on a promise only.",
)
CHAPTER.fact(
    "notice",
    "promise_broken",
    BOOL,
    "any((m.part.answered_on is absent and judged_to > expected_by)"
    " or m.part.answered_on > expected_by for m in mentions)",
    meaning="An answer to a part had not come by the day the letter gave.",
)
CHAPTER.promise(
    "promise-broken",
    "notice",
    applies="expected_by is present and event != 'response' and event != 'review-outcome'"
    " and (promise_broken or all(m.part.answered_on is present for m in mentions))"
    " and (promise_broken or not any(m.part.dated_by_promise for m in mentions))",
    when="promise_broken",
    due="expected_by",
    cites="the authority's own letter",
    message="the letter dated {on} said that an answer would come by {expected_by}; it had not",
    meaning="The authority gave a day by which it would answer and did not keep it. This is no"
    " breach of the Act, nor of s17(2), which asks for an estimate of the decision.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-04 acknowledgement expected-by=2017-08-24",
        "2017-08-25 response outcome=disclosed",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-04 acknowledgement expected-by=2017-08-24",
        "2017-08-24 response outcome=disclosed",
    ),
)
