"""Time for the public interest test: FOIA s10(3), s17(2), and the Commissioner's guidance."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import BOOL, DATE, EXEMPTIONS

CHAPTER = Chapter("extension")
fact = CHAPTER.fact

# Without the bits of the section itself, which every limb has.
_LIMBS_OF_S37 = (
    "({'s37(1)(a)', 's37(1)(aa)', 's37(1)(ab)', 's37(1)(ac)', 's37(1)(ad)', 's37(1)(b)'}"
    " - {'s37(1)'})"
)
_LIMBS_OF_S40 = "({'s40(1)', 's40(2)'} - {'s40'})"
_EXCLUSIONS_OF_S40 = "({'s40(5)', 's40(5A)', 's40(5B)'} - {'s40'})"

_GUIDANCE_IS_OVER = "(concluded_on is present or judged_to > extension_guidance_due)"
_BEYOND_GUIDANCE = "concluded_on is absent or concluded_on > extension_guidance_due"

fact(
    "mention",
    "s37_as_on",
    DATE,
    "earliest(received_on, deadline('s37-in-northern-ireland', on, on))"
    " if authority_type in ('northern-ireland', 'northern-ireland-school') else received_on",
    "SI 2011/46 art 4",
    meaning="The day whose text of s37, and of what goes with it, is law for the letter: the day of"
    " receipt, but for bodies of Northern Ireland in their letters before July 2012.",
)
fact(
    "mention",
    "qualified",
    EXEMPTIONS,
    "(listed('qualified-exemptions', s37_as_on) | listed('qualified-by-the-answer', on))"
    " - (listed('absolute-in-parliament', received_on) if authority_type == 'parliament' else {})",
    "FOIA s2(3)",
    meaning="The exemptions subject to the public interest test when the letter was written, s40(2)"
    " apart.",
)
fact(
    "mention",
    "cited",
    EXEMPTIONS,
    "exemptions if event == 'extension-notice'"
    " else {} if event not in ('response', 'review-outcome')"
    " or outcome in ('disclosed', 'transferred')"
    " else in_the_alternative if outcome == 'not-held' else exemptions",
    "FOIA s17(1)(b)",
    meaning="The exemptions that the letter claims for the part.",
)
fact(
    "mention",
    "condition_weighed",
    BOOL,
    "personal_data_condition in ('s40(3)(a)(ii)', 's40(4)', 's40(3B)', 's40(4A)')",
    "FOIA s2(3)(f), (fa)",
    meaning="Section 40(2) is claimed by a condition by which it is qualified, of before 25 May 2018 or"
    " since.",
)
fact(
    "mention",
    "weighs",
    BOOL,
    "nonempty(exemptions & qualified) or ('s40(2)' in exemptions and condition_weighed)",
    "FOIA s2(3)",
    meaning="An exemption that the letter names for the part is qualified, whatever the record's age.",
)
fact(
    "mention",
    "may_weigh",
    BOOL,
    f"'s37' in exemptions and not nonempty(exemptions & {_LIMBS_OF_S37})"
    f" or 's40' in exemptions and not nonempty(exemptions & {_LIMBS_OF_S40})"
    f" or nonempty(exemptions & {_EXCLUSIONS_OF_S40})",
    "FOIA s2(1), (3)",
    meaning="The letter names s37 or s40 and no limb of it, of which some are absolute and some are"
    " not; or what s40 says of confirming or denying, which s2(3) does not list.",
)
fact(
    "mention",
    "takes_time",
    BOOL,
    "event == 'extension-notice' and (weighs or weighs_s23 or may_weigh)",
    "FOIA ss10(3), 64(2)",
    meaning="The letter takes time for the public interest test on an exemption that has one, or may.",
)
fact(
    "part",
    "extended_in_time",
    BOOL,
    "any(m.takes_time and m.in_time for m in mentions)",
    "FOIA ss10(3), 17(1), (2)",
    meaning="More time was taken for the part, on an available exemption, by a notice in time.",
)
fact(
    "part",
    "extension_on",
    DATE,
    "first(m.on for m in mentions if m.event == 'extension-notice')",
    meaning="The day of the first letter that takes time for the part.",
)
fact(
    "part",
    "concluded_on",
    DATE,
    "first(m.on for m in mentions if m.answers and m.on >= extension_on)",
    "FOIA s17(3)",
    meaning="The day of the first answer to the part after time was taken.",
)
fact(
    "part",
    "extension_guidance_due",
    DATE,
    "deadline('extension', response_due, received_on)",
    "Commissioner's guidance on s10(3)",
    meaning="The last day of the further time that the Commissioner's guidance expects.",
)
fact(
    "part",
    "extension_longest_due",
    DATE,
    "deadline('extension-longest', response_due, received_on)",
    "Commissioner's guidance on s10(3)",
    meaning="The last day that the guidance allows in any case, while it allowed no exception.",
)
fact(
    "mention",
    "absolute_exemptions",
    EXEMPTIONS,
    "listed('absolute-exemptions', s37_as_on)"
    " | (listed('absolute-in-parliament', received_on) if authority_type == 'parliament' else {})",
    "FOIA s2(3)",
    meaning="The exemptions that are not subject to the public interest test, s40(2) apart.",
)
fact(
    "mention",
    "names_absolute",
    BOOL,
    "nonempty(exemptions & absolute_exemptions - ({'s23'} if weighs_s23 and historical else {}))"
    " or ('s40(2)' in exemptions and not condition_weighed)",
    "FOIA s2(3)",
    meaning="An exemption that the letter names for the part is absolute.",
)

CHAPTER.breach(
    "extension-not-available",
    "mention",
    applies="event == 'extension-notice'",
    when="nonempty(exemptions) and not weighs and not weighs_s23 and not may_weigh",
    possible_when="'s40(2)' in exemptions and personal_data_condition is unrecorded"
    " and not nonempty(exemptions & qualified) and not weighs_s23"
    " or may_weigh and not weighs and not weighs_s23 or names_absolute",
    exemptions="exemptions",
    begins="on",
    cites="FOIA ss2(3), 10(3)",
    message="time was taken for a public interest test under {exemptions}, which has none",
    possible_message="time was taken for a public interest test under {exemptions}: whether there"
    " is one depends on what is not said or not recorded, such as which information each covers, the"
    " limb of s37 or s40, the condition of s40(2) or, in a record office, the age of what s23 covers",
    cites_if_possible="FOIA ss2(1), (3), 17(2)(a)(ii), 64(2)",
    meaning="Section 10(3) puts off the duty only where the public interest test of s2(1)(b) or"
    " s2(2)(b) has to be applied. An absolute exemption has none, nor have ss12 and 14; s40(2) has"
    " one by some of its conditions only, s37 by some of its limbs. What s40(5), (5A) and (5B) say of"
    " confirming or denying is not in the list of s2(3). Information that is exempt under an absolute"
    " exemption as well leaves nothing to weigh.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s41",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s43",
    ),
)
CHAPTER.departure(
    "extension-beyond-guidance",
    "part",
    applies=f"extended_in_time and {_GUIDANCE_IS_OVER}",
    when="((concluded_on is absent and not time_taken_again) or concluded_on > extension_longest_due)"
    " and any(m.takes_time and m.in_time and (m.weighs or m.historical) for m in mentions)",
    possible_when=_BEYOND_GUIDANCE,
    due="extension_guidance_due",
    ended="concluded_on",
    cites="Commissioner's guidance on s10(3)",
    message="the answer after the public interest test came on {concluded_on|no day on the record};"
    " the twenty further working days of the guidance ended on {extension_guidance_due}",
    possible_message="the answer came on {concluded_on|no day on the record}; the twenty further"
    " working days of the guidance ended on {extension_guidance_due}: a departure, if there was a"
    " public interest to weigh and the case was not exceptional",
    cites_if_possible="Commissioner's guidance on s10(3): since October 2015 longer in exceptional cases",
    meaning="The Act sets no number of days for the public interest test: a time that is reasonable"
    " in the circumstances. The Commissioner expects no more than twenty further working days, since"
    " October 2015 with exceptions, which the authority has to claim. Longer is a departure from"
    " guidance, not of itself a breach.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-10-03 response outcome=refused exemptions=s22",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-10-02 response outcome=refused exemptions=s22",
    ),
)
CHAPTER.breach(
    "extension-unreasonable",
    "part",
    applies=f"time_taken and {_GUIDANCE_IS_OVER}",
    when="False",
    possible_when=_BEYOND_GUIDANCE,
    begins="extension_guidance_due + 1",
    cites="FOIA ss10(1), (3), 17(3)",
    message="",
    possible_message="the answer after the public interest test came on"
    " {concluded_on|no day on the record}: whether the time taken after {extension_guidance_due} was"
    " reasonable is for the Commissioner",
    cites_if_possible="FOIA ss10(3), 17(3): no number of days; FS50641158: after a late notice;"
    " FS50124442: likewise; FS50536796: of silence",
    meaning="The public interest may be weighed for such time as is reasonable in the circumstances,"
    " whether the notice that takes it came in time or not."
    " In longer time than his guidance allows the Commissioner has found s17(3) broken where the"
    " information was withheld in the end or no answer came, and s10(1) where it was given.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-10-03 response outcome=disclosed",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-10-02 response outcome=disclosed",
    ),
)
CHAPTER.breach(
    "estimate-missing",
    "notice",
    applies="event == 'extension-notice'",
    when="not estimate",
    begins="on",
    cites="FOIA s17(2)",
    message="the letter dated {on} takes more time and gives no estimate of the date of the decision",
    meaning="A notice that says no decision on the public interest has been reached must contain an"
    " estimate of the date by which the authority expects to have reached it.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22 estimate=no",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22 estimate=yes",
    ),
)
fact(
    "mention",
    "first_claimed",
    EXEMPTIONS,
    "(cited - part.cited_in_time) & qualified",
    "FOIA s10(3)",
    meaning="The qualified exemptions of the letter that no letter in time claimed.",
)
fact(
    "part",
    "time_taken_again",
    BOOL,
    "any(m.on > extension_on and m.event in ('extension-notice', 'holding-reply') for m in mentions)",
    "Commissioner's guidance on s10(3)",
    meaning="A further letter that puts the answer off came after the first that took time.",
)
fact(
    "notice",
    "estimated_again",
    BOOL,
    "any(n.on > on and n.on <= expected_by and n.expected_by > expected_by for n in request.notices)",
    "FOIA s17(2)",
    meaning="Before the estimate ran out a further letter gave a later one.",
)
CHAPTER.breach(
    "estimate-lapsed",
    "notice",
    applies="event == 'extension-notice' and as_of > expected_by",
    when="False",
    possible_when="promise_broken and not estimated_again",
    begins="expected_by + 1",
    cites="FOIA s17(2)",
    message="",
    possible_message="the letter dated {on} expected a decision by {expected_by}; that day went by with"
    " no answer and no new estimate",
    cites_if_possible="FS50158274",
    meaning="A notice that takes time must estimate when the decision will be reached. The"
    " Commissioner has found s17(2) broken where an estimate ran out and no other took its place.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22 expected-by=2017-09-22",
        "2017-09-25 response outcome=refused exemptions=s22",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22 expected-by=2017-09-22",
        "2017-09-22 holding-reply expected-by=2017-09-25",
        "2017-09-25 response outcome=refused exemptions=s22",
    ),
)
CHAPTER.breach(
    "extension-not-relied-on",
    "mention",
    applies="withholds and part.extended_in_time and late",
    when="False",
    possible_when="nonempty(first_claimed - listed('on-an-opinion', on))"
    " or nonempty(cited & qualified & listed('on-an-opinion', on))"
    " and (opinion_by > part.extension_on"
    " or opinion_by is unrecorded and nonempty(first_claimed))",
    exemptions="first_claimed | cited & qualified & listed('on-an-opinion', on)",
    due="response_due",
    ended="on",
    cites="FOIA s10(1), (3)",
    message="",
    possible_message="time was taken for the public interest on {part.extension_on}, and the refusal"
    " rests on {exemptions}: first claimed after {response_due}, or under s36 with no opinion of a"
    " qualified person on record that came before that time was taken",
    cites_if_possible="FOIA s10(3); the Commissioner's line to take LTT17",
    meaning="Time is put off only to the extent that the public interest has to be weighed under an"
    " exemption that is engaged. Time taken under one exemption does not of itself cover another"
    " that was claimed after the twentieth working day. Under s36 there is nothing to weigh before a"
    " qualified person has given an opinion, even where the letter that takes time claims it.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-09-29 response outcome=refused exemptions=s36(2)(c) qualified-person-on=2017-09-20",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-09-29 response outcome=refused exemptions=s36(2)(c) qualified-person-on=2017-08-31",
    ),
)
CHAPTER.breach(
    "decision-delayed",
    "part",
    applies="extended_in_time and decided_on is present and time_is_up"
    " and (answered_on is absent or any(m.withholds for m in mentions))",
    when="False",
    possible_when="decided_on < earliest(answered_on, judged_to)",
    cites_if_possible="FOIA s17(3): such time as is reasonable in the circumstances",
    begins="decided_on + 1",
    cites="FOIA s17(3)",
    message="",
    possible_message="a letter dated {decided_on} says that the decision had been reached; the"
    " reasons came on {answered_on|no day on the record}",
    meaning="The reasons on the public interest are due in the refusal notice or within such time"
    " as is reasonable. Time that goes by after the decision has been reached is hard to call so.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-09-20 holding-reply decision-reached=yes",
        "2017-09-29 response outcome=refused exemptions=s22",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-09-29 holding-reply decision-reached=yes",
        "2017-09-29 response outcome=refused exemptions=s22",
    ),
)
fact(
    "part",
    "decided_on",
    DATE,
    "first(m.on for m in mentions if m.event != 'response' and m.notice.decision_reached)",
    "FOIA s17(3)",
    meaning="The day of the first letter that says the decision has been reached.",
)

CHAPTER.note(
    "extended-again",
    "mention",
    applies="event == 'extension-notice'",
    when="any(m.event == 'extension-notice' and m.on < on for m in part.mentions)",
    begins="on",
    cites="FOIA ss10(3), 17(2)",
    message="more time was taken again on {on}: is the time taken still reasonable?",
    meaning="The Act lets time be taken as far as is reasonable in the circumstances and asks for an"
    " estimate. An estimate that is not kept and is followed by another puts the question.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
        "2017-09-29 extension-notice exemptions=s22",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 extension-notice exemptions=s22",
    ),
)

CHAPTER.clock(
    "public-interest-extension",
    "part",
    when="extended_in_time",
    started="response_due",
    due="extension_guidance_due",
    stopped="concluded_on",
    superseded="withdrawn_on is present and concluded_on is absent",
    used="working_days_between({started}, {stopped} if {stopped} is present else judged_to)",
    period="extension",
    cites="FOIA s10(3)",
    meaning="Time taken for the public interest test. The Act sets no number of days; the day due is"
    " the one of the Commissioner's guidance.",
)
