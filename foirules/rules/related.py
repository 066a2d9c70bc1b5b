"""Other requests beside this one: cost added up, FOIA s12(4), and repeated requests, s14(2)."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE

CHAPTER = Chapter("related requests")
fact = CHAPTER.fact

fact(
    "notice",
    "adds_up",
    BOOL,
    "event != 'extension-notice' and any(m.aggregated and m.outcome == 'cost-limit' for m in mentions)",
    "FOIA s12(4)",
    meaning="The letter refuses a part on a cost to which that of related requests was added.",
)
fact(
    "relation",
    "added_on",
    DATE,
    "first(n.on for n in request.notices if n.adds_up and n.on >= on)",
    "FOIA s12(4)",
    meaning="The day of the refusal that adds the cost of this request.",
)
fact(
    "relation",
    "added_from",
    DATE,
    "earliest(received_on,"
    " earliest(r.other_received_on for r in request.relations if r.on <= added_on))",
    "SI 2004/3244 reg 5",
    meaning="The day on which the first of the requests was received whose cost is added up.",
)
fact(
    "relation",
    "added_to",
    DATE,
    "latest(received_on,"
    " latest(r.other_received_on for r in request.relations if r.on <= added_on))",
    "SI 2004/3244 reg 5",
    meaning="The day on which the last of them was received.",
)
fact(
    "relation",
    "within_sixty_days",
    BOOL,
    "made_by in ('same-person', 'in-concert') and asks_for in ('the-same', 'similar')"
    " and working_days_inclusive(earliest(other_received_on, received_on),"
    " latest(other_received_on, received_on)) <= amount('aggregation', received_on)",
    "SI 2004/3244 reg 5",
    meaning="Its cost can be added to that of this request.",
)
CHAPTER.breach(
    "aggregation-beyond-sixty-days",
    "relation",
    applies="added_on is present",
    when="working_days_inclusive(added_from, other_received_on) > amount('aggregation', received_on)"
    " or working_days_inclusive(other_received_on, added_to) > amount('aggregation', received_on)",
    possible_when=" or ".join(
        f"working_days_inclusive({first}, {last}) + 2"
        f" - working_days_inclusive({first}, {first}) - working_days_inclusive({last}, {last})"
        " > amount('aggregation', received_on)"
        for first, last in (("added_from", "other_received_on"), ("other_received_on", "added_to"))
    ),
    begins="added_on",
    cites="FOIA s12(4); SI 2004/3244 reg 5(2)(b)",
    message="the refusal of {added_on} adds up the cost of requests received from {added_from} to"
    " {added_to}, that of {other_received_on} among them: they do not lie within sixty consecutive"
    " working days",
    possible_message="the refusal of {added_on} adds up the cost of requests received from"
    " {added_from} to {added_to}, that of {other_received_on} among them: there are sixty working"
    " days, and whether a day before or after them that is none lies within them is open",
    meaning="The cost of several requests can be added up only where all of them were received within"
    " sixty consecutive working days: the day on which the first was received is one of the sixty.",
    breaks=(
        "2017-08-03 request-received",
        "2017-10-30 related-request other-received-on=2017-10-30",
        "2017-10-31 response outcome=cost-limit aggregated=yes",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-10-27 related-request other-received-on=2017-10-27",
        "2017-10-31 response outcome=cost-limit aggregated=yes",
    ),
)
CHAPTER.breach(
    "aggregation-not-available",
    "relation",
    applies="added_on is present",
    when="made_by == 'another' or asks_for == 'other'",
    begins="added_on",
    cites="FOIA s12(4); SI 2004/3244 reg 5(1), (2)(a)",
    message="the refusal of {added_on} adds the cost of a request that is not made by the same person"
    " or in concert, or does not ask for the same or similar information",
    meaning="The cost of requests can be added up where they are made by one person, or by persons who"
    " appear to act in concert or in a campaign, and relate to any extent to the same or similar"
    " information.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-10 related-request other-received-on=2017-08-10 made-by=another asks-for=similar",
        "2017-08-31 response outcome=cost-limit aggregated=yes",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-10 related-request other-received-on=2017-08-10 made-by=in-concert asks-for=similar",
        "2017-08-31 response outcome=cost-limit aggregated=yes",
    ),
)
fact(
    "relation",
    "repeated_before",
    BOOL,
    "other_received_on <= received_on and made_by == 'same-person' and asks_for == 'the-same'",
    "FOIA s14(2)",
    meaning="The request was made before, by the same person, for the same information.",
)
CHAPTER.breach(
    "repeated-without-compliance",
    "mention",
    applies="declines and outcome == 'repeated' and any(r.on <= on for r in request.relations)",
    when="not any(r.on <= on and r.repeated_before and r.complied for r in request.relations)",
    begins="on",
    cites="FOIA s14(2)",
    message="the letter dated {on} calls the request repeated; no earlier request of the same person"
    " for the same information that was complied with is on record",
    meaning="A request is repeated only where the authority has complied with an earlier one of the"
    " same person that was identical or substantially similar, and no reasonable interval lies"
    " between. A refusal is no compliance.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-03 related-request other-received-on=2017-06-05 made-by=same-person asks-for=the-same"
        " complied=no",
        "2017-08-31 response outcome=repeated",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-03 related-request other-received-on=2017-06-05 made-by=same-person asks-for=the-same"
        " complied=yes",
        "2017-08-31 response outcome=repeated",
    ),
)
CHAPTER.note(
    "interval-to-be-judged",
    "mention",
    applies="declines and outcome == 'repeated'",
    when="any(r.on <= on and r.repeated_before and r.complied for r in request.relations)",
    begins="on",
    cites="FOIA s14(2)",
    message="the request is refused as repeated, as of {received_on}: had a reasonable interval gone"
    " by since the earlier one was complied with?",
    meaning="Whether the interval was reasonable depends on how likely the information is to have"
    " changed. The Act sets no number of days.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-03 related-request other-received-on=2017-06-05 made-by=same-person asks-for=the-same"
        " complied=yes",
        "2017-08-31 response outcome=repeated",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-03 related-request other-received-on=2017-06-05 made-by=same-person asks-for=the-same"
        " complied=no",
        "2017-08-31 response outcome=repeated",
    ),
)
