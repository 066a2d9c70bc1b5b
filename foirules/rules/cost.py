"""The cost limit: FOIA s12, and the amounts of SI 2004/3244."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, INT

CHAPTER = Chapter("cost")
fact = CHAPTER.fact

fact(
    "request",
    "least_cost_limit",
    INT,
    "amount('cost-limit-in-part-i', received_on) if authority_type == 'parliament'"
    " else amount('cost-limit', received_on)",
    "SI 2004/3244 reg 3",
    meaning="The cost beyond which there is no duty to comply, the lower one where it is not known"
    " whether the authority is listed in Part I of Schedule 1.",
)
fact(
    "request",
    "may_be_in_part_i",
    BOOL,
    "authority_type not in ('school', 'academy', 'northern-ireland-school')",
    "FOIA Sch 1",
    meaning="The authority may be listed in Part I of Schedule 1; schools are in Part IV.",
)
fact(
    "request",
    "most_cost_limit",
    INT,
    "amount('cost-limit-in-part-i', received_on) if may_be_in_part_i"
    " else amount('cost-limit', received_on)",
    "SI 2004/3244 reg 3",
    meaning="The same, the higher one.",
)
fact(
    "request",
    "most_hours",
    INT,
    "amount('cost-limit-in-part-i-in-hours', received_on) if may_be_in_part_i"
    " else amount('cost-limit-in-hours', received_on)",
    "SI 2004/3244 regs 3, 4(4)",
    meaning="The hours of work that the higher limit pays.",
)
CHAPTER.breach(
    "cost-limit-not-exceeded",
    "mention",
    applies="declines and outcome == 'cost-limit'"
    " and (estimated_cost is present or estimated_hours is present)",
    when="estimated_cost <= least_cost_limit",
    possible_when="estimated_cost <= most_cost_limit"
    " or (estimated_cost is absent and estimated_hours <= most_hours)",
    begins="on",
    cites="FOIA ss1(1), 12(1), (2); SI 2004/3244 reg 3",
    message="the letter dated {on} refuses on cost; its own estimate of {estimated_cost} pounds does not"
    " exceed the limit",
    possible_message="the letter dated {on} refuses on cost; its own estimate of"
    " {estimated_cost|no} pounds, {estimated_hours|no} hours, exceeds the limit only if the authority is"
    " one of the lower limit, or there are costs beside the hours",
    cites_if_possible="SI 2004/3244 regs 3(2), (3), 4(3), (4)",
    meaning="The duty to comply ends where the authority estimates that the cost would exceed the limit:"
    " 600 pounds for government departments and others in Part I of Schedule 1, 450 for the rest. Work is"
    " reckoned at 25 pounds an hour. An estimate that does not exceed the limit leaves the duty as it is.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=cost-limit estimated-cost=450",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-04 response outcome=cost-limit estimated-cost=601",
    ),
)
