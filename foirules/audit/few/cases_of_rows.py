"""Rows of a log -> its cases, read as case files are; or what is wrong with a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import frozen

from foirules.audit.few.event_rows import EventRow, told
from foirules.audit.reading.log_columns import MOST_ROWS, PART_REGIME, RECORDED, REGIME, TRUTHS
from foirules.cases.case import Case
from foirules.cases.case_file import case_from_dict
from foirules.cases.errors import CaseError
from foirules.documents.problems import error_data
from foirules.language.regime import Regime
from foirules.language.types import BOOL, DATE, INT, Field, SetType
from foirules.language.vocabulary import EventKind

MESSAGES: Final = {
    "rows": "{found:,} rows; a case has {most:,} at most",
    "part-regime": "cases of several laws are not read here: foirules audit reads them",
}
LONDON: Final = ZoneInfo("Europe/London")
_EVENT: Final = re.compile(r"events\[(\d+)\]")


@frozen
class RowsOfCase:
    """The rows of a case, and the case that they make; ``wrong`` why they make none."""

    name: str
    rows: Sequence[EventRow]
    case: Case | None = None
    wrong: Sequence[str] = ()


def cases_of_rows(
    rows: Iterable[EventRow], name: str, usual: str, law: Mapping[str, Regime]
) -> Iterator[RowsOfCase]:
    """The cases, in the order of their first rows.

    :param name: what messages call the log.
    :param usual: the regime of a case that names none.
    """
    by_case: dict[str, list[EventRow]] = {}
    for row in rows:
        by_case.setdefault(str(row.said.get("case", "")), []).append(row)
    for case, own in by_case.items():
        first = own[0].said
        regime = law.get(str(first.get(REGIME, usual)), law[usual])
        ordered = _without_repeats(sorted(own, key=lambda row: _order(row, regime)))
        try:
            if len(ordered) > MOST_ROWS:
                said = {"found": len(ordered), "most": MOST_ROWS}
                raise CaseError([MESSAGES["rows"].format(**said)])
            if any(PART_REGIME in row.said for row in own):
                raise CaseError([MESSAGES["part-regime"]])
            made = _data(case, ordered, regime)
            read = case_from_dict({**made, "regime": first.get(REGIME, usual)}, law)
            yield RowsOfCase(case, ordered, read)
        except CaseError as error:
            yield RowsOfCase(case, ordered, wrong=_wrong(name, ordered, error))


def _wrong(name: str, rows: Sequence[EventRow], error: CaseError) -> list[str]:
    """What is wrong with a case, each thing with the row and the column that it is of."""
    events = [next(of) for _, of in groupby(rows, _same_event(rows))]
    lines: list[str] = []
    for each in error_data(error.errors):
        field = each["field"] or ""
        place = _EVENT.match(field)
        row = events[int(place[1]) - 1] if place else rows[0]
        column = field.rpartition(".")[2] if "." in field else None
        lines.append(told(name, row.number, each["message"], column))
    return lines


def _order(row: EventRow, regime: Regime) -> tuple[str, bool, str]:
    """By the day; a beginning comes before what else is of its day, the rest in order of their
    moments where rows say one."""
    on = row.said.get("on", "")
    moment = _moment(on)
    begins = row.said.get("event") == regime.vocabulary.begins
    return str(_day(on)), not begins, moment.isoformat() if moment else ""


def _without_repeats(rows: Sequence[EventRow]) -> list[EventRow]:
    """The rows without those that say just what an earlier one says."""
    return list({repr(sorted(row.said.items())): row for row in reversed(rows)}.values())[::-1]


def _data(name: str, rows: Sequence[EventRow], regime: Regime) -> dict[str, Any]:
    """The case in the shape of a case file."""
    first = rows[0].said
    authority = {
        key: first[column]
        for key, column in (("name", "authority"), ("policy", "policy"), ("type", "authority-type"))
        if column in first
    }
    parts = list(dict.fromkeys(part for row in rows for part in _list(row.said.get("parts", ()))))
    events = [
        _event([row.said for row in of], regime) for _, of in groupby(rows, _same_event(rows))
    ]
    said: dict[str, Any] = {"case": name, "events": events}
    said |= {"authority": authority} if authority else {}
    said |= {"parts": parts} if parts else {}
    return said | ({RECORDED: _list(first[RECORDED])} if RECORDED in first else {})


def _same_event(rows: Sequence[EventRow]) -> Any:
    """What is alike in the rows of one event: rows that name parts, and say the same event."""
    places = {row.number: place for place, row in enumerate(rows)}

    def key(row: EventRow) -> tuple[Any, ...]:
        said = row.said
        if "parts" not in said:
            return (places[row.number],)
        return str(_day(said.get("on", ""))), said.get("event"), said.get("event-id")

    return key


def _event(rows: Sequence[Mapping[str, Any]], regime: Regime) -> dict[str, Any]:
    """The event of some rows, in the shape of a case file."""
    words, top = regime.vocabulary, rows[0]
    on, until = _day(top.get("on")), _day(top.get("until"))
    said: dict[str, Any] = {"on": {"from": on, "to": until} if until and until != on else on}
    said |= {name: top[name] for name in ("event",) if name in top}
    kind = words.events.get(str(top.get("event")))
    if kind is None:
        return said
    by_part = kind.by_part and any("parts" in row for row in rows)
    states: dict[str, Any] = {}
    for f in kind.fields:
        if by_part and f.name in words.outcome_fields:
            continue
        telling = rows[:1] if f.name in words.outcome_fields else rows
        value = next((row[f.name] for row in telling if f.name in row), None)
        if value is not None:
            (states if f.name in words.statements else said)[f.name] = _value(f, value)
    return {**said, **({"states": states} if states else {}), **_of_parts(rows, kind, regime)}


def _of_parts(rows: Sequence[Mapping[str, Any]], kind: EventKind, regime: Regime) -> dict[str, Any]:
    """What an event says of each part, or the parts that it names."""
    named = list(dict.fromkeys(part for row in rows for part in _list(row.get("parts", ()))))
    if not named:
        return {}
    if kind.names_parts or not kind.by_part:
        return {"parts": named} if kind.names_parts else {}
    fields = regime.vocabulary.outcome_fields
    return {
        "outcomes": {
            part: {name: _value(f, row[name]) for name, f in fields.items() if name in row}
            for row in rows
            for part in _list(row.get("parts", ()))
        }
    }


def _value(field: Field, value: Any) -> Any:
    """A value as a case file has it; what cannot be read so is left for its reader to tell."""
    if isinstance(field.type, SetType):
        return _list(value)
    if field.type is DATE:
        return _day(value)
    if not isinstance(value, str):
        return value
    if field.type is BOOL:
        return TRUTHS.get(value.lower(), value)
    return int(value) if field.type is INT and value.isdecimal() else value


def _list(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [name for each in value.split(";") if (name := each.strip())]
    return list(value) if isinstance(value, list | tuple) else [value]


def _day(value: Any) -> Any:
    """A day; of a moment that in London."""
    moment = _moment(value)
    if moment is not None:
        return moment.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _moment(value: Any) -> datetime | None:
    """A moment as London's clocks have it; a text without a zone is London's own."""
    if not isinstance(value, str) or ":" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment
