"""A citation, taken apart: "FOIA ss1(1)(a), (5), 12; SI 2009/1976 r7A from 3 June 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from attrs import frozen

from foirules.calendars.months import MONTHS

ENACTED: Final = " as enacted"
APPLIED: Final = ", as applied by "
_DAY: Final = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
_DATED: Final = re.compile(rf"(.+?)(?: from ({_DAY}))?(?: until ({_DAY}))?")
# FOIA, SI 2009/1976, Interpretation Act 1978, s45 Code of Practice (July 2018), CRAG 2010 Sch 7
_OF: Final = r".*(?:[A-Z]{3,}|\d{4}|SI \d{4}/\d+|\((?:\w+ \d{4}|[A-Z]{2,})\)|\bSch(?: \d+)?)"
_UNITS: Final = {
    "s": "s", "ss": "s", "r": "r", "rr": "r", "reg ": "reg ", "regs ": "reg ",
    "art ": "art ", "arts ": "art ", "para ": "para ", "paras ": "para ",
}  # fmt: skip
_PROVISIONS: Final = re.compile(
    rf"({_OF}) ({'|'.join(sorted(_UNITS, reverse=True))})(\d.*?)({ENACTED})?"
)
_NUMBER: Final = re.compile(r"(\d+[A-Z]*(?:\.\d+)*)?((?:\([0-9A-Za-z]+\))*)")
_LIMB: Final = re.compile(r"\(([^()]+)\)")
_LAST: Final = re.compile(
    r"(?<! )\([0-9A-Za-z]+\)$| ?(?:s|r|reg|art|para) ?\d[\w.]*$| Sch(?: \d+)?$"
)


@frozen
class Citation:
    """One provision that is cited; ``start`` and ``end`` where it is cited for some time only."""

    provision: str
    start: date | None = None
    end: date | None = None


def citations(cites: str) -> tuple[Citation, ...]:
    """The provisions of a citation, one by one: ss1(1)(a), (5), 12 is s1(1)(a), s1(5) and s12.

    What is not written as numbers of provisions stands whole: "Commissioner's guidance on s10(3)".
    What follows a colon says something of it, and so does "as applied by" another provision.
    """
    found: list[Citation] = []
    for part in filter(None, cites.split("; ")):
        dated = _DATED.fullmatch(part.partition(": ")[0].partition(APPLIED)[0])
        assert dated is not None  # it can match anything that is not empty
        start, end = (_day(text) if text else None for text in dated.groups()[1:])
        found += (Citation(provision, start, end) for provision in _provisions(dated[1]))
    return tuple(found)


def as_applied(cites: str, by: Iterable[tuple[str, str]]) -> str:
    """A citation as a law has it that applies what is cited: "FOIA s57, as applied by EIR reg 18".

    :param by: sources, each with the provision that applies it.
    """
    parts = cites.split("; ")
    for source, provision in by:
        for place, part in enumerate(parts):
            if part.startswith(f"{source} "):
                head, colon, said = part.partition(": ")
                parts[place] = f"{head}{APPLIED}{provision}{colon}{said}"
    return "; ".join(parts)


def provisions(cites: str) -> list[str]:
    """The provisions of a citation, without its days."""
    return [each.provision for each in citations(cites)]


def _day(text: str) -> date:
    number, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))


def _provisions(part: str) -> list[str]:
    read = _PROVISIONS.fullmatch(part)
    if read is None:
        return [part]
    of, unit, listed, enacted = read.groups()
    found: list[str] = []
    number, limbs = "", list[str]()
    for piece in listed.split(", "):
        one = _NUMBER.fullmatch(piece)
        if one is None or not (one[1] or number):
            return [part]
        own = _LIMB.findall(one[2])
        # (3) stands beside s17(1), (c) beside s17(1)(b).
        kept = [] if one[1] or own[0][0].isdigit() else limbs[:1]
        number, limbs = one[1] or number, [*kept, *own]
        name = number + "".join(f"({limb})" for limb in limbs)
        found.append(f"{of} {_UNITS[unit]}{name}{enacted or ''}")
    return found


def lineage(provision: str) -> Iterator[str]:
    """A provision and those it is part of: s17(1)(b), s17(1) and s17, each of FOIA, and FOIA.

    What is cited as enacted is part of nothing that is in force but the source.
    """
    name = provision.removesuffix(ENACTED)
    yield provision
    while (shorter := _LAST.sub("", name)) != name and shorter:
        name = shorter
        if not (provision.endswith(ENACTED) and _LAST.search(name)):
            yield name


def order_in_list(provision: str, act: str) -> tuple[Any, ...]:
    """Where a provision stands in a list: those of one Act first, and by number."""
    numbers = re.findall(r"\d+|[A-Za-z]+|\W+", provision.removeprefix(f"{act} s"))
    return (
        not provision.startswith(act),
        [(0, int(n), "") if n.isdigit() else (1, 0, n) for n in numbers],
    )
