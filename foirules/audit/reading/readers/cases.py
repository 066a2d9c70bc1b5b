"""Case files -> rows in our own columns; a file that cannot be read is rejected as a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import IO, Any, Final

from foirules.audit.reading.readers.row_writer import IN_ORDER, NoLog, RowWriter
from foirules.cases.case import Case, Event
from foirules.cases.case_file import CaseFile, read_case_file
from foirules.cases.errors import CaseError
from foirules.documents.items import Item
from foirules.documents.limits import beyond, limit

MESSAGES: Final = {
    "too-large": "too large: {limit}",
    "not-utf8": "not UTF-8 text",
    "no-case": "{path}: no case file, as it has neither case nor events",
}
_OF_A_CASE: Final = re.compile(rb"""^[ \t\r\f{]*["']?(case|events)["']?\s*:""", re.MULTILINE)


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered by the place of their event in the file."""
    data = file.read(limit("document") + 1)
    if len(data) > limit("document"):
        wrong = MESSAGES["too-large"].format(limit=beyond("document"))
        writer.reject_case(name, None, [wrong])
        return
    try:
        whole = read_case_file(data.decode("utf-8-sig"), name, writer.law)
    except UnicodeDecodeError:
        writer.reject_case(name, None, [MESSAGES["not-utf8"]])
    except CaseError as error:
        if name in writer.of_folders and not _OF_A_CASE.search(data):
            raise NoLog(MESSAGES["no-case"].format(path=name)) from None
        writer.reject_case(name, None, (each.removeprefix(f"{name}:") for each in error.errors))
    else:
        for place, row in _rows(whole):
            writer.row(row, name, place, **{IN_ORDER: True})


def _rows(file: CaseFile) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of the events of a case, each with the place of its event in the file."""
    case = file.case
    if not case.also:
        for place, event in enumerate(case.events, 1):
            yield from ((place, row) for row in _rows_of(case, event, place == 1))
        return
    views = [(each, {event.id: event for event in each.events}) for each in case.under_each()]
    for place, id in enumerate(_ids(file.item), 1):
        seen = [(each, events[id]) for each, events in views if id in events]
        if place > 1 and not any(event.parts for _, event in seen):
            yield place, {**_of_all(seen), "regime": case.regime}
            continue
        for each, event in seen:
            for row in _rows_of(each, event, place == 1):
                yield place, {**row, "regime": case.regime, "part-regime": each.regime}


def _ids(item: Item) -> list[str]:
    """The ids of the events of a case file, in order; the place of one that has none."""
    events = enumerate(item.value["events"].value, 1)
    return [str(event.value["id"].value if "id" in event.value else n) for n, event in events]


def _of_all(seen: Sequence[tuple[Case, Event]]) -> dict[str, Any]:
    """The row of an event that names no part: all that it says under any of the laws."""
    row: dict[str, Any] = {}
    for case, event in seen:
        for key, value in next(_rows_of(case, event, False)).items():
            both = isinstance(value, list) and key in row
            row[key] = [*dict.fromkeys([*row[key], *value])] if both else row.get(key, value)
    return row


def _rows_of(case: Case, event: Event, first: bool) -> Iterator[dict[str, Any]]:
    """A row, or one for each part of an event that says something of each.

    :param first: it is the first event, which names all parts.
    """
    policy = case.authority.policy
    said = {
        "case": case.case,
        "on": event.on,
        "until": event.until,
        "event": event.event,
        "event-id": event.id,
        "regime": case.regime,
        "authority": case.authority.name,
        "authority-type": case.authority.type,
        "policy": ";".join(policy) if isinstance(policy, tuple) else policy,
        "recorded": case.recorded and list(case.recorded),
        **_plain(event.details),
    }
    if not event.outcomes:
        named = event.parts or (case.parts if first else None)
        yield {**said, "parts": list(named) if named else None}
        return
    for part in event.parts or tuple(event.outcomes):
        yield {**said, **_plain(event.outcomes.get(part, {})), "parts": [part]}


def _plain(said: Any) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in said.items()}
