"""Bank holidays that no yearly rule gives: days proclaimed once, and days moved.

Everything else follows from Schedule 1 to the Banking and Financial Dealings Act 1971 and from
the proclamations made every year in the same pattern (substitute days, New Year's Day, the early
May holiday, 12 July, Scotland's spring holiday and Boxing Day), which `nations` works out.

To add a day: one entry here, with its source, then `python -m foirules.calendars.build`.
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
"""The last day of the last year on GOV.UK's list (https://www.gov.uk/bank-holidays), as shipped by
govuk-bank-holidays 0.19. Later dates are worked out from the rules and may yet change."""


class Proclaimed(NamedTuple):
    """One bank holiday under section 1(2) or 1(3) of the 1971 Act.

    `instead_of` is the day that stopped being a bank holiday that year, where the day was moved.
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
        "GOV.UK list of bank holidays",
    ),
    Proclaimed(
        date(2012, 6, 4),
        UK,
        "Spring bank holiday, moved from 28 May 2012",
        "GOV.UK list of bank holidays",
        instead_of=date(2012, 5, 28),
    ),
    Proclaimed(
        date(2012, 6, 5),
        UK,
        "Diamond Jubilee of Queen Elizabeth II",
        "GOV.UK list of bank holidays",
    ),
    Proclaimed(
        date(2020, 5, 8),
        UK,
        "Early May bank holiday, moved from 4 May 2020 (VE Day)",
        "GOV.UK list of bank holidays",
        instead_of=date(2020, 5, 4),
    ),
    Proclaimed(
        date(2022, 6, 2),
        UK,
        "Spring bank holiday, moved from 30 May 2022",
        "GOV.UK list of bank holidays",
        instead_of=date(2022, 5, 30),
    ),
    Proclaimed(
        date(2022, 6, 3),
        UK,
        "Platinum Jubilee of Queen Elizabeth II",
        "GOV.UK list of bank holidays",
    ),
    Proclaimed(
        date(2022, 9, 19),
        UK,
        "State Funeral of Queen Elizabeth II",
        "GOV.UK list of bank holidays",
    ),
    Proclaimed(
        date(2023, 5, 8),
        UK,
        "Coronation of King Charles III",
        "GOV.UK list of bank holidays",
    ),
    Proclaimed(
        date(2026, 6, 15),
        (SCOTLAND,),
        "World Cup bank holiday",
        "Royal proclamation of 4 February 2026",
    ),
)
