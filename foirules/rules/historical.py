"""Old records: what age takes from the exemptions, and the public record offices, FOIA ss15, 62 to
66."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.rules.validity import OF_VALIDITY
from foirules.vocabulary import BOOL, DATE, EXEMPTIONS

CHAPTER = Chapter("historical records")
fact = CHAPTER.fact

_GONE_BUT_FOR = (
    "historical and 's36' in cited"
    " or nonempty(cited & listed('royal-communications', s37_as_on))"
    " and on > deadline('royal-communications-age', record_created, record_created)"
)


def _gone_after(period: str, exemptions: str) -> str:
    return (
        f"(listed('{exemptions}', on)"
        f" if on > deadline('{period}', record_created, record_created) else {{}})"
    )


fact(
    "mention",
    "historical",
    BOOL,
    "on > deadline('historical-record', record_created, record_created)",
    "FOIA s62(1), (2); SI 2012/3029 arts 2, 3",
    meaning="The record was a historical record on the day of the letter.",
)
fact(
    "mention",
    "weighs_s23",
    BOOL,
    "(historical or record_created is absent) and authority_type == 'records-authority'"
    " and 's23' in exemptions",
    "FOIA s64(2)",
    meaning="Section 23 is claimed in a public record office for a historical record, or one that may"
    " be: there it is not absolute.",
)
fact(
    "mention",
    "neither_confirms_nor_denies",
    BOOL,
    "(event == 'response' or event == 'review-outcome')"
    " and outcome == 'neither-confirmed-nor-denied'",
    "FOIA s2(1)",
    meaning="The letter excludes the duty to confirm or deny.",
)
fact(
    "mention",
    "sovereign_died_on",
    DATE,
    "deadline('reign', record_created, record_created)",
    "FOIA s63(2F)(b)",
    meaning="The day on which the Sovereign died who reigned when the record was created.",
)
fact(
    "mention",
    "gone_with_reigns",
    EXEMPTIONS,
    "listed('sovereign-and-household', s37_as_on)"
    " if on > deadline('after-a-death', sovereign_died_on, sovereign_died_on)"
    " and on > deadline('royal-communications-age', record_created, record_created) else {}",
    "FOIA s63(2E), (2F)",
    meaning="Those that ended with the later of five years after the death of that Sovereign and twenty"
    " after the creation of the record: of communications with the Sovereign and the Household.",
)
fact(
    "mention",
    "gone_with_years",
    EXEMPTIONS,
    "((listed('gone-when-historical', on)"
    " | listed('royal-communications-gone-when-historical', s37_as_on)) if historical else {})"
    f" | {_gone_after('thirty-years', 'gone-after-thirty-years')}"
    f" | {_gone_after('honours-age', 'gone-after-sixty-years')}"
    f" | {_gone_after('law-enforcement-age', 'gone-after-a-hundred-years')}"
    " | gone_with_reigns",
    "FOIA s63",
    meaning="The exemptions that the information can no longer have, in whosever hands, nor the duty"
    " to confirm or deny be excluded by, the record being so old.",
)
fact(
    "mention",
    "gone_by_age",
    EXEMPTIONS,
    "gone_with_years | (listed('gone-in-record-offices', on)"
    " if historical and authority_type == 'records-authority' else {})",
    "FOIA ss63(1), (2A), (2C), (2E), (3), (4), 64(1)",
    meaning="The exemptions that the information can no longer have.",
)
CHAPTER.breach(
    "exemption-gone-by-age",
    "mention",
    applies="record_created is present and (refuses or upholds) and nonempty(cited)"
    " and not neither_confirms_nor_denies",
    when="nonempty(cited & gone_by_age)",
    possible_when=_GONE_BUT_FOR,
    exemptions="cited & gone_by_age if nonempty(cited & gone_by_age) else cited",
    begins="on",
    cites="FOIA ss62(1), 63(1), (3), (4), 64(1); FOIA s63(2E) from 19 January 2011;"
    " FOIA s63(2A), (2C) from 1 January 2013",
    message="the letter dated {on} claims {exemptions} for information in a record of"
    " {record_created}, which is too old to have it",
    possible_message="the letter dated {on} claims {exemptions} for information in a record of"
    " {record_created}: it can have s36 only about Northern Ireland, and s37(1)(a) to (ac) only"
    " within five years of a death",
    meaning="A record becomes historical thirty years after the year of its creation, and for records"
    " from 2002 twenty, with a table for those between. Information in it cannot then be exempt under"
    " ss30(1), 32, 33, 35, 36 (but about Northern Ireland) and 42. Sections 28 and 43 end after thirty"
    " years, s37(1)(b) after sixty, s31 after a hundred; in the public record offices ss21 and 22 end"
    " when the record is historical. Until 2013 all went with thirty years but s37(1)(b) and s31. For requests received since 19 January 2011 s37(1)(a) to (ad) go with the"
    " later of twenty years from the creation of the record and five from a death. It is judged on"
    " the day of the letter.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s35 record-created=1990-12-31",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=refused exemptions=s35 record-created=1991-01-01",
    ),
)
CHAPTER.breach(
    "exclusion-gone-by-age",
    "mention",
    applies="record_created is present and neither_confirms_nor_denies and nonempty(cited)",
    when="nonempty(cited & gone_with_years)",
    possible_when=_GONE_BUT_FOR,
    exemptions="cited & gone_with_years if nonempty(cited & gone_with_years) else cited",
    begins="on",
    cites="FOIA ss62(1), 63(2), (5); FOIA s63(2B), (2D) from 1 January 2013",
    message="the letter dated {on} neither confirms nor denies, under {exemptions}, that a record of"
    " {record_created} is held: it is too old for that",
    possible_message="the letter dated {on} neither confirms nor denies, under {exemptions}, that a"
    " record of {record_created} is held: it can be so under s36 only about Northern Ireland, and"
    " under s37 only within five years of a death",
    meaning="To confirm or deny that a historical record is held cannot have the effects of ss33(3),"
    " 36(3) (but about Northern Ireland) and 42(2), nor after thirty years those of ss28(3), 43(3)"
    " and 36(3) altogether, nor after a hundred that of s31(3). Sections 30(3), 32(3), 35(3) and 37(2)"
    " go with the exemptions that they rest on. Until 2013 all went with thirty years but s31(3) and"
    " that for honours. Nothing is said of s22(2) in the record offices.",
    breaks=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=neither-confirmed-nor-denied exemptions=s42(2)"
        " record-created=1990-12-31",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-09-01 response outcome=neither-confirmed-nor-denied exemptions=s42(2)"
        " record-created=1991-01-01",
    ),
)

# --- transferred public records --------------------------------------------------------------------

fact(
    "mention",
    "for_responsible_authority",
    BOOL,
    "authority_type == 'records-authority' and (event == 'extension-notice' or withholds)"
    " and (weighs or weighs_s23 or may_weigh) and not names_absolute",
    "FOIA ss15(2), (5), 66(3), (4)",
    meaning="Information is held exempt under qualified exemptions only, or may be: the public"
    " interest is for the authority to weigh from which the record came.",
)
fact(
    "request",
    "copied_on",
    DATE,
    "first(r.on for r in referrals if r.event == 'copy-to-responsible-authority')",
    "FOIA s15(1)",
    meaning="The day a copy of the request was sent to the responsible authority.",
)
fact(
    "request",
    "determined_on",
    DATE,
    "first(r.on for r in referrals if r.event == 'responsible-authority-decides')",
    "FOIA s15(3)",
    meaning="The day the responsible authority told its determination.",
)
CHAPTER.breach(
    "copy-not-sent",
    "part",
    applies="any(m.for_responsible_authority for m in mentions)"
    " and (copied_on <= response_due or time_is_up)",
    when="not copied_on <= response_due"
    " and any(m.for_responsible_authority and not m.may_weigh for m in mentions) and not"
    " (validity_doubted or (copied_on if copied_on is present else judged_to) <= specified_by)",
    possible_when="not copied_on <= response_due",
    due="response_due",
    ended="copied_on",
    cites="FOIA s15(1), (2)",
    message="a copy of the request was sent to the responsible authority on"
    " {copied_on|no day on the record}; the last day was {response_due}",
    possible_message="a copy of the request was sent to the responsible authority on"
    " {copied_on|no day on the record}; the last day was {response_due}, if the exemption is qualified,"
    " which the limb of s37 or s40 decides, and there was a request (ss7, 8) with no later day to be"
    " specified (s10(4))",
    cites_if_possible="FOIA s2(3)",
    may_answer=OF_VALIDITY,
    meaning="Where information in a transferred public record is exempt under qualified exemptions"
    " only, the records authority must send a copy of the request to the authority from which the"
    " record came, within the time for complying: thirty working days where the record may not be"
    " open. That authority weighs the public interest.",
    breaks=(
        "authority-type records-authority",
        "2017-08-03 request-received",
        "2017-09-18 response outcome=refused exemptions=s27",
        "2017-09-19 copy-to-responsible-authority",
    ),
    keeps=(
        "authority-type records-authority",
        "2017-08-03 request-received",
        "2017-09-18 copy-to-responsible-authority",
        "2017-09-18 response outcome=refused exemptions=s27",
    ),
)
CHAPTER.breach(
    "determination-not-awaited",
    "mention",
    applies="for_responsible_authority and withholds",
    when="not determined_on <= on and not may_weigh",
    possible_when="not determined_on <= on",
    begins="on",
    cites="FOIA ss15(3), 66(3), (4)",
    message="the letter dated {on} refuses on the public interest; the responsible authority told its"
    " determination on {determined_on|no day on the record}",
    possible_message="the letter dated {on} refuses, on the public interest if the limb of s37 or s40 is a"
    " qualified one; the responsible authority told its determination on"
    " {determined_on|no day on the record}",
    cites_if_possible="FOIA s2(3)",
    meaning="The public interest in transferred public records is for the responsible authority to"
    " weigh, not for the records authority, which it must tell within a reasonable time.",
    breaks=(
        "authority-type records-authority",
        "2017-08-03 request-received",
        "2017-08-10 copy-to-responsible-authority",
        "2017-09-04 response outcome=refused exemptions=s27",
        "2017-09-05 responsible-authority-decides",
    ),
    keeps=(
        "authority-type records-authority",
        "2017-08-03 request-received",
        "2017-08-10 copy-to-responsible-authority",
        "2017-09-04 responsible-authority-decides",
        "2017-09-04 response outcome=refused exemptions=s27",
    ),
)
