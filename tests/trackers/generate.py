"""Trackers as people keep them, made from a number, with what a perfect reader makes of each request.

The words are those of ``vocabulary.yaml``. A tracker is a grid of cells, a row a request, among columns
that say nothing of the law; ``files.py`` writes it as CSV, .xlsx or .ods.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from attrs import Factory, define

from tests.trackers.words import exemptions, texts, vocabulary

AS_OF: Final = date(2024, 9, 2)  # the day of the extract
SINGLE: Final = ("acknowledgement", "extension-notice")
PAIRS: Final = (
    ("clarification-sought", "clarification-received"),
    ("review-requested", "review-outcome"),
)
UNREADABLE: Final = (
    "31/06/2023",
    "w/c 3 March",
    "see email",
    "32 January 2024",
    "by post",
    "#REF!",
)
MESS: Final = ("newline", "repeated", "unnamed", "gap")
PLAIN: Final = re.compile(r"[sSr]?\d+A?(\(\w\))*")  # an exemption, as the audit reads it
FORMATS: Final = ("csv", "xlsx", "ods")
Told = tuple[str, date, date | None, str | None, tuple[str, ...] | None]
"""An event, its day, the last day it may have happened on, its outcome and its exemptions."""


@define
class Request:
    """What a perfect reader makes of a row.

    :param hard: of the cells that a plain reader may fail at, why, by the heading.
    :param readable: False where a cell says nothing that anybody can read.
    """

    case: str
    regime: str
    events: list[Told] = Factory(list)
    hard: dict[str, str] = Factory(dict)
    readable: bool = True


@define
class Tracker:
    """A tracker.

    :param headings: by role, the column's heading; those beside by ``beside-N``.
    :param columns: roles in the order of their columns.
    :param above, below: lines that are no part of the table.
    :param mess: of ``newline`` (a heading stands in two lines), ``repeated`` (two columns beside have
        one heading), ``unnamed`` (a column beside has none) and ``gap`` (a row is empty).
    :param groups: of some columns, what stands in a row of headings above them.
    :param day_format: how days are written where they are text.
    :param typed: days are days of the workbook, not text.
    :param values: of outcomes and regimes, what the tracker's words are called by us.
    :param states: of states without a day, the event that each tells of.
    """

    number: int
    rng: Random
    format: str
    headings: dict[str, str] = Factory(dict)
    columns: list[str] = Factory(list)
    above: list[str] = Factory(list)
    below: list[str] = Factory(list)
    groups: dict[str, str] = Factory(dict)
    mess: set[str] = Factory(set)
    day_format: str = "%d/%m/%Y"
    capitals: bool = False
    typed: bool = False
    values: dict[str, dict[str, str | None]] = Factory(lambda: {"outcome": {}, "regime": {}})
    states: dict[str, str] = Factory(dict)
    requests: list[Request] = Factory(list)
    rows: list[list[Any]] = Factory(list)

    def shown(self, day: date) -> Any:
        """A day as the tracker writes it."""
        if self.typed:
            return day
        at = datetime.combine(day, time(self.rng.randint(8, 17), self.rng.randint(0, 59)))
        text = at.strftime(self.day_format)
        return text.upper() if self.capitals else text


def tracker(number: int) -> Tracker:
    """The tracker of a number."""
    rng = Random(number)
    made = Tracker(number, rng, FORMATS[number % len(FORMATS)])
    _headings(made)
    _days(made)
    for place in range(rng.randint(8, 30)):
        _request(made, place)
    made.mess = {each for each in MESS if rng.random() < 0.12}
    if sum(role.startswith("beside") for role in made.columns) < 2:
        made.mess.discard("repeated")
    if rng.random() < 0.4:
        made.above = _lines(made, "above", rng.randint(1, 3))
    if rng.random() < 0.3:
        made.below = _lines(made, "below", rng.randint(1, 2))
    return made


def _lines(made: Tracker, where: str, count: int) -> list[str]:
    lines = made.rng.sample(vocabulary()["unseen"]["titles"][where], count)
    return [each.format(year=2024, day=AS_OF, rows=len(made.rows)) for each in lines]


# --- columns --------------------------------------------------------------------------------------


def _headings(made: Tracker) -> None:
    rng = made.rng
    roles = ["case", "request-received", "response"]
    roles += [each for each in ("outcome", "exemptions", "regime") if rng.random() < 0.7]
    roles += [each for each in SINGLE if rng.random() < 0.2]
    roles += [role for pair in PAIRS if rng.random() < 0.25 for role in pair]
    taken: set[str] = set()
    for role in roles:
        free = [each for each in texts("headings", role) if each.lower() not in taken]
        made.headings[role] = rng.choice(free)
        taken.add(made.headings[role].lower())
    for place, kind in enumerate(rng.choices(("days", "texts"), (1, 2), k=rng.randint(2, 6))):
        role = f"beside-{kind}-{place}"
        free = [each for each in texts("beside", kind) if each.lower() not in taken]
        made.headings[role] = rng.choice(free)
        taken.add(made.headings[role].lower())
    rest = [role for role in made.headings if role != "case"]
    rng.shuffle(rest)
    rest.insert(0 if rng.random() < 0.8 else rng.randrange(len(rest)), "case")
    made.columns = rest
    if rng.random() < 0.15:
        groups = vocabulary()["unseen"]["titles"]["groups"]
        width = -(-len(rest) // len(groups))
        made.groups = {role: groups[place // width] for place, role in enumerate(rest)}


def _days(made: Tracker) -> None:
    """How days are written: in one way throughout."""
    rng, seen = made.rng, vocabulary()["date-formats"]
    formats = [(each["text"], each.get("capitals", False)) for each in seen]
    formats += [(each, False) for each in vocabulary()["unseen"]["date-formats"]["texts"]]
    made.day_format, made.capitals = rng.choice(formats)
    made.typed = made.format != "csv" and rng.random() < 0.7


# --- rows -----------------------------------------------------------------------------------------


def _request(made: Tracker, place: int) -> None:
    rng = made.rng
    regime = "eir" if "regime" in made.headings and rng.random() < 0.3 else "foia"
    received = date(2023, 1, 3) + timedelta(days=rng.randint(0, 500))
    request = Request(_reference(made, place, received), regime)
    cells: dict[str, Any] = {"case": request.case, "request-received": made.shown(received)}
    request.events.append(("request-received", received, None, None, None))
    if "regime" in made.headings:
        name = cells["regime"] = rng.choice(texts("regimes", regime))
        made.values["regime"][name] = regime
    day = _before(made, request, cells, received)
    if rng.random() < 0.7:
        _answer(made, request, cells, day)
    else:
        _no_answer(made, request, cells, received)
    if rng.random() < 0.04:
        dated = [each for each in ("request-received", "response") if each in cells]
        spoilt = rng.choice(dated)
        cells[spoilt] = rng.choice(UNREADABLE)
        request.readable, request.hard[made.headings[spoilt]] = False, "unreadable"
    for role in made.columns:
        if role.startswith("beside-days"):
            cells[role] = made.shown(received + timedelta(days=28)) if rng.random() < 0.8 else "TBC"
        elif role.startswith("beside-texts"):
            cells[role] = rng.choice(
                ("", "Yes", "Planning", "A, B; C", 'The "old" list', "12", "é")
            )
    made.requests.append(request)
    made.rows.append([cells.get(role, "") for role in made.columns])


def _reference(made: Tracker, place: int, received: date) -> str:
    styles = vocabulary()["references"]
    style: str = styles[made.number % len(styles)]["text"]
    n = 1 + place + made.number % 7 * 100
    return style.format(n=n, year=received.year, yy=received.year % 100, number=700_000 + n)


def _before(made: Tracker, request: Request, cells: dict[str, Any], received: date) -> date:
    """What may happen before the answer; the day after which that comes."""
    day = received
    for role in ("acknowledgement", "extension-notice", *PAIRS[0]):
        if role in made.headings and made.rng.random() < 0.6:
            if role == PAIRS[0][1] and PAIRS[0][0] not in cells:
                continue
            day += timedelta(days=made.rng.randint(1, 5))
            cells[role] = made.shown(day)
            request.events.append((role, day, None, None, None))
    return day


def _answer(made: Tracker, request: Request, cells: dict[str, Any], day: date) -> None:
    rng = made.rng
    answered = day + timedelta(days=rng.randint(1, 45))
    cells["response"] = made.shown(answered)
    outcome = cited = None
    if "outcome" in made.headings:
        outcomes = ["disclosed", "partly-disclosed", "refused", "not-held"]
        outcomes += ["cost-limit", "vexatious"] if request.regime == "foia" else []
        outcome = rng.choice(outcomes)
        name = cells["outcome"] = rng.choice(texts("outcomes", outcome))
        made.values["outcome"][name] = outcome
    if "exemptions" in made.headings and outcome in (None, "partly-disclosed", "refused"):
        cells["exemptions"], cited = _exemptions(made, request)
    request.events.append(("response", answered, None, outcome, cited))
    if PAIRS[1][0] in made.headings and rng.random() < 0.3:
        for role in PAIRS[1]:
            answered += timedelta(days=rng.randint(5, 30))
            cells[role] = made.shown(answered)
            request.events.append((role, answered, None, None, None))


def _exemptions(made: Tracker, request: Request) -> tuple[str, tuple[str, ...] | None]:
    rng = made.rng
    of = rng.sample(list(exemptions(request.regime)), rng.choice((1, 1, 2)))
    letter = "s" if request.regime == "foia" else "r"
    spelling = rng.choice(texts("exemption-spellings", request.regime))
    whole = "{sub}" in spelling or "{dotted}" in spelling
    names = tuple(f"{letter}{e['n']}{e.get('sub', '') if whole else ''}" for e in of)
    names = tuple(dict.fromkeys(names))
    written = [_spelt(spelling, each) for each in of]
    text = rng.choice(texts("joined-by")).join(written)
    if not all(PLAIN.fullmatch(each.strip()) for each in text.split(";")):
        request.hard[made.headings["exemptions"]] = "exemption"
    return text, names


def _spelt(spelling: str, exemption: dict[str, str]) -> str:
    sub = exemption.get("sub", "")
    dotted = sub.replace("(", ".").replace(")", "")
    title = exemption.get("title", "")
    return " ".join(spelling.format(n=exemption["n"], sub=sub, dotted=dotted, title=title).split())


def _no_answer(made: Tracker, request: Request, cells: dict[str, Any], received: date) -> None:
    """A request without a day of answer: open, on hold, withdrawn or closed on a day not given."""
    rng = made.rng
    cells["response"] = rng.choice(texts("placeholders"))
    if cells["response"]:
        request.hard[made.headings["response"]] = "placeholder"
    if "outcome" not in made.headings:
        return
    state = rng.choice(("open", "open", "on-hold", "withdrawn", "closed"))
    name = cells["outcome"] = rng.choice(texts("states", state))
    made.values["outcome"][name] = None
    seen = next(each for each in vocabulary()["states"][state] if each["text"] == name)
    if seen.get("unclear"):
        request.readable, request.hard[made.headings["outcome"]] = False, "no-day"
        made.states[name] = "response"
        return
    event = {"on-hold": PAIRS[0][0], "withdrawn": "request-withdrawn", "closed": "response"}.get(
        state
    )
    event = seen.get("event", event)
    if event is not None and not any(told[0] == event for told in request.events):
        made.states[name] = event
        request.events.append((event, received, AS_OF, None, None))
        request.hard[made.headings["outcome"]] = "no-day"
