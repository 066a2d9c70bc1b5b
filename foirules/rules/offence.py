"""The offence of altering records to prevent disclosure, FOIA s77."""

from __future__ import annotations

from foirules.language.law import Chapter
from foirules.vocabulary import DATE

CHAPTER = Chapter("offence")

CHAPTER.fact(
    "alteration",
    "prosecute_by",
    DATE,
    "deadline('prosecution', on, on)",
    "Magistrates' Courts Act 1980 s127",
    meaning="The last day for an information to be laid before a magistrates' court.",
)
CHAPTER.note(
    "record-altered",
    "alteration",
    applies="True",
    when="True",
    begins="on",
    cites="FOIA s77; Magistrates' Courts Act 1980 s127",
    message="a record was altered, blocked, erased, destroyed or concealed on {on}, after the request:"
    " an offence if done to prevent the disclosure of what the requester was entitled to; in England"
    " and Wales it has to be prosecuted by {prosecute_by}",
    meaning="Whoever alters, defaces, blocks, erases, destroys or conceals a record held by an"
    " authority, after a request and with the intention of preventing a disclosure to which the"
    " applicant would have been entitled, commits an offence. Only the Commissioner, or the Director"
    " of Public Prosecutions, can begin proceedings.",
    breaks=(
        "2017-08-03 request-received",
        "2017-08-10 record-altered",
    ),
    keeps=(
        "2017-08-03 request-received",
        "2017-08-10 acknowledgement",
    ),
)
