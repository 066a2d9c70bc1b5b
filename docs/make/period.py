"""The end of the period for complying, worked out for each kind of authority."""

from __future__ import annotations

from typing import Final

from docs.make.markdown import table
from foirules import assess
from foirules.cases.examples import example
from foirules.engine.words import day_in_words

HEAD: Final = """\
Of a request received on Thursday 1 July 2021, as `foirules` works it out. Monday 12 July is a bank
holiday in Northern Ireland, 2 August in Scotland, 30 August in the rest of the United Kingdom. The
school's last day before the summer is 20 July and its first after it 8 September. A day that the
Commissioner has specified is not worked out, so that nothing moves it.
"""

FEE: Final = ("2021-07-08 fees-notice", "2021-07-14 fee-paid")
QUESTION: Final = ("2021-07-05 clarification-sought", "2021-07-07 clarification-received")
EVENTS: Final = {
    "neither": (),
    "a fee, asked for on 8 July and paid on 14 July, s10(2)": FEE,
    "a question of 5 July, answered on 7 July, s10(6)": QUESTION,
    "both": (*FEE, *QUESTION),
}
AUTHORITIES: Final = {
    "twenty working days, s10(1)": (),
    "thirty, for records, SI 2004/3364 reg 4": ("authority-type records-authority",),
    "twenty school days or sixty working days, SI 2004/3364 reg 3": (
        "authority-type school",
        "policy school-summer-2021",
    ),
    "a day that the Commissioner specified, here 17 September, SI 2004/3364 regs 5, 6": (
        "2021-07-05 time-application",
        "2021-07-16 time-specified specified-day=2021-09-17",
    ),
}


def period() -> list[str]:
    """A row for each kind of period, a column for what lengthens it or starts it afresh."""
    rows = [
        (kind, *(ends((*authority, *events)) for events in EVENTS.values()))
        for kind, authority in AUTHORITIES.items()
    ]
    return [HEAD, *table(("the last day is", *EVENTS), rows)]


def ends(lines: tuple[str, ...]) -> str:
    """The last day for complying with a request received on 1 July 2021, after some events."""
    about = [line for line in lines if line.startswith(("authority-type", "policy"))]
    events = [line for line in lines if line not in about]
    case, as_of = example([*about, "2021-07-01 request-received", *sorted(events)])
    (due,) = {clock.due for clock in assess(case, as_of).clocks if clock.clock == "response"}
    assert due is not None
    return day_in_words(due)
