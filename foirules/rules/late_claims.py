"""Exemptions, and s12 and s14, first relied on before the Commissioner or the Tribunal, FOIA s17."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, EXEMPTIONS

CHAPTER = Chapter("late claims")
fact = CHAPTER.fact

_NO_EXEMPTIONS = "{'s12', 's14', 's14(1)', 's14(2)'}"

fact(
    "contention",
    "new",
    EXEMPTIONS,
    "exemptions - union(m.cited for m in part.mentions if m.on <= submission.on)"
    " - union(c.exemptions for c in part.contentions if c.submission.seq < submission.seq)",
    "FOIA s17(1)(b)",
    meaning="What no letter, and no earlier submission, had claimed for the part.",
)
fact(
    "contention",
    "comes_late",
    BOOL,
    "submission.on > part.response_due and part.time_is_up",
    "FOIA ss10(1), 17(1), (5)",
    meaning="The time for complying was over.",
)
fact(
    "contention",
    "only_claim",
    BOOL,
    "not any(m.refuses and m.on <= submission.on for m in part.mentions)",
    "FOIA s17(1)",
    meaning="No refusal notice had been given for the part.",
)
CHAPTER.breach(
    "exemption-first-claimed-late",
    "contention",
    applies="comes_late and (part.notice_in_time or only_claim)",
    when=f"nonempty(new - {_NO_EXEMPTIONS})",
    begins="submission.on",
    exemptions=f"new - {_NO_EXEMPTIONS}",
    cites="FOIA s17(1)(b)",
    message="{exemptions} first claimed on {submission.on}, to the Commissioner or the Tribunal; no notice"
    " within the time for complying, by {part.response_due}, specified it",
    meaning="An authority may rely on an exemption that it did not claim before, and is in breach for not"
    " having specified it within the time for complying: it gives part of its notice too late"
    " (EA/2005/0006, Bowbrick; the Commissioner's LTT63).",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s22",
        "2017-09-20 ico-complaint",
        "2018-01-10 exemption-claimed to=commissioner exemptions=s22,s41",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s22,s41",
        "2017-09-20 ico-complaint",
        "2018-01-10 exemption-claimed to=commissioner exemptions=s22,s41",
    ),
)
fact(
    "contention",
    "declined_before",
    BOOL,
    "any(m.declines and m.on <= submission.on for m in part.mentions)",
    "FOIA s17(5)",
    meaning="A letter had relied on s12 or s14 for the part.",
)
CHAPTER.breach(
    "cost-or-vexatious-first-claimed-late",
    "contention",
    applies="comes_late and not declined_before and ('s12' in new or 's14' in new)",
    when="'s12' in new",
    possible_when="True",
    begins="submission.on",
    exemptions=f"new & {_NO_EXEMPTIONS}",
    cites="FOIA s17(5)",
    message="{exemptions} first relied on on {submission.on}, before the Commissioner or the Tribunal; no"
    " notice within the time for complying, by {part.response_due}, stated that",
    possible_message="{exemptions} first relied on on {submission.on}, before the Commissioner or the"
    " Tribunal: no notice within the time for complying stated that, which is a breach unless an earlier"
    " notice made another unreasonable to expect",
    cites_if_possible="FOIA s17(6)",
    meaning="An authority may rely on the cost limit, or on a request being vexatious or repeated,"
    " before the Commissioner or the Tribunal for the first time ([2015] UKUT 47 (AAC)), and is in"
    " breach for not having given notice of that within the time for complying.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s41",
        "2017-09-20 ico-complaint",
        "2018-01-10 exemption-claimed to=commissioner exemptions=s12",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=cost-limit exemptions=s12",
        "2017-09-20 ico-complaint",
        "2018-01-10 exemption-claimed to=commissioner exemptions=s12",
    ),
)
