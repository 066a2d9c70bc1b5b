"""Bank holidays that no yearly pattern gives: days proclaimed once, moved, or never proclaimed.

Everything else follows from Schedule 1 to the Banking and Financial Dealings Act 1971 and from
the proclamations made every year to one pattern (substitute days, New Year's Day, the early May
holiday, 12 July, Scotland's spring holiday and Boxing Day), which `nations` works out.

To add a day: one entry here, with its source, then `python -m foirules.calendars.build`.

A source is cited as far as it was seen. The proclamations for England and Wales and Northern
Ireland are in the London Gazette, those for Scotland in the Edinburgh Gazette; where neither is
cited, the day rests on the government's announcement and on GOV.UK's list of bank holidays
(https://www.gov.uk/bank-holidays, published from github.com/alphagov/frontend, before 2020 from
github.com/alphagov/calendars), and the proclamation itself has not been read.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

EW = "england-and-wales"
SCOTLAND = "scotland"
NI = "northern-ireland"
UK = (EW, SCOTLAND, NI)

FIRST_YEAR = 2005
LAST_YEAR = 2030

ANNOUNCED_UNTIL = date(2028, 12, 31)
"""The end of the last year on GOV.UK's list (2028 was added on 24 November 2025). Announced is not
yet proclaimed: proclamations follow six to twelve months ahead. Later dates are worked out from
the rules and may change."""


class Proclaimed(NamedTuple):
    """A bank holiday proclaimed for one year, in place of `instead_of` where it was moved.

    Made under section 1(3) of the 1971 Act, a move of a day in Schedule 1 under section 1(2).
    """

    day: date
    nations: tuple[str, ...]
    reason: str
    cites: str
    instead_of: date | None = None


PROCLAIMED: tuple[Proclaimed, ...] = (
    Proclaimed(
        date(2011, 4, 29),
        UK,
        "Royal Wedding",
        "announced by the UK and the Scottish Governments, 23 November 2010; "
        "no GOV.UK list of that year is kept, the proclamation has not been read",
    ),
    Proclaimed(
        date(2012, 6, 4),
        UK,
        "Spring bank holiday, moved from 28 May 2012",
        "announced by the Lord President of the Council, 5 January 2010; GOV.UK list",
        instead_of=date(2012, 5, 28),
    ),
    Proclaimed(
        date(2012, 6, 5),
        UK,
        "Diamond Jubilee of Queen Elizabeth II",
        "announced by the Lord President of the Council, 5 January 2010; GOV.UK list",
    ),
    Proclaimed(
        date(2020, 5, 8),
        UK,
        "Early May bank holiday, moved from 4 May 2020",
        "England and Wales, Northern Ireland: proclamation of 10 July 2019, London Gazette notice "
        "3326938 (https://www.thegazette.co.uk/notice/3326938); Scotland: GOV.UK list",
        instead_of=date(2020, 5, 4),
    ),
    Proclaimed(
        date(2022, 6, 2),
        UK,
        "Spring bank holiday, moved from 30 May 2022",
        "announced by the Department for Digital, Culture, Media and Sport, 12 November 2020; "
        "GOV.UK list",
        instead_of=date(2022, 5, 30),
    ),
    Proclaimed(
        date(2022, 6, 3),
        UK,
        "Platinum Jubilee of Queen Elizabeth II",
        "announced by the Department for Digital, Culture, Media and Sport, 12 November 2020; "
        "GOV.UK list",
    ),
    Proclaimed(
        date(2022, 9, 19),
        UK,
        "State Funeral of Queen Elizabeth II",
        "two proclamations approved at the Accession Council, 10 September 2022: England and "
        "Wales, Northern Ireland: London Gazette notice 4158896 "
        "(https://www.thegazette.co.uk/notice/4158896); Scotland: GOV.UK list",
    ),
    Proclaimed(
        date(2023, 5, 8),
        UK,
        "Coronation of King Charles III",
        "announced by the Prime Minister, 6 November 2022; GOV.UK list",
    ),
    Proclaimed(
        date(2026, 6, 15),
        (SCOTLAND,),
        "World Cup bank holiday",
        "proclamation of 4 February 2026 (https://privycouncil.independent.gov.uk/wp-content/"
        "uploads/2026/02/Scotland-Bank-Holiday-Proclamation.pdf); GOV.UK list from 25 February "
        "2026",
    ),
)


class NotProclaimed(NamedTuple):
    """A day that the yearly pattern gives, and lists of holidays show, but nobody proclaimed."""

    day: date
    nations: tuple[str, ...]
    cites: str


_SATURDAY_NOT_REPLACED = (
    "Schedule 1 puts off 1 and 2 January only from a Sunday, to the 3rd; for a Saturday it takes a "
    "proclamation, and none was made: the Scottish Government, after asking the Privy Council "
    "Office, the Crown Office and the Edinburgh Gazette, as reported on 21 January 2014 at "
    "https://dracos.co.uk/wrote/bad-bank-holidays"
)

NOT_PROCLAIMED: tuple[NotProclaimed, ...] = (
    NotProclaimed(date(2010, 1, 4), (SCOTLAND,), _SATURDAY_NOT_REPLACED),
    NotProclaimed(date(2011, 1, 4), (SCOTLAND,), _SATURDAY_NOT_REPLACED),
)
