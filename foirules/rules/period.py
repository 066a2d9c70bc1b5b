"""The one period for complying with a request: FOIA s10(1), (2) and (4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foirules.vocabulary import DATE

Declare = Callable[..., Any]


def declare_period(
    fact: Declare, subject: str, ends: str, start: str, days: str, school_days: str, when: str
) -> None:
    """The facts of the last day for complying, of a time that runs from ``start`` and leaves out so
    many days.

    :param fact: declares a fact in the chapter that asks for them.
    :param ends: how the names of the facts end.
    :param when: of what it is the last day, for the meaning.
    """
    fact(
        subject,
        f"plain_{ends}",
        DATE,
        f"add_working_days(deadline('response', {start}, received_on), {days})",
        "FOIA s10(1), (2)",
        meaning=f"The twentieth working day, days disregarded for a fee not counted{when}.",
    )
    fact(
        subject,
        f"school_latest_{ends}",
        DATE,
        f"add_working_days({start}, school_limit_days + {days})",
        "SI 2004/3364 reg 3(2)(b); SI 2010/2768 reg 2(2)(b); SI 2009/1369 reg 2(2)(b)",
        meaning=f"For a school: the sixtieth working day, likewise{when}.",
    )
    fact(
        subject,
        f"school_{ends}",
        DATE,
        f"school_deadline({start}, amount('school-days', received_on) + {school_days},"
        f" school_latest_{ends})",
        "SI 2004/3364 reg 3; SI 2010/2768 reg 2; SI 2009/1369 reg 2",
        meaning="The twentieth school day or the sixtieth working day, whichever is earlier"
        f"{when}.",
    )
    fact(
        subject,
        f"records_{ends}",
        DATE,
        f"add_working_days(deadline('records-limit', {start}, received_on), {days})"
        " if authority_type in ('records-authority', 'place-of-deposit') else nothing",
        "SI 2004/3364 reg 4",
        meaning="For transferred public records that may not be open: the thirtieth working day"
        f"{when}.",
    )
    fact(
        subject,
        f"last_{ends}",
        DATE,
        f"earliest(day_specified, deadline('specified-limit', {start}, received_on))"
        " if day_specified is present"
        f" else records_{ends} if records_{ends} is present"
        f" else school_{ends} if school_limit_days is present else plain_{ends}",
        "FOIA s10(1), (2), (4)",
        meaning=f"The last day of the period for complying{when}.",
    )
    fact(
        subject,
        f"latest_{ends}",
        DATE,
        f"last_{ends} if day_specified is present or school_limit_days is absent"
        f" else school_latest_{ends}",
        "FOIA s10(1), (2), (4)",
        meaning="The same or, for a school whose days are not given, the last that it can be"
        f"{when}.",
    )
