"""Case files -> rows in our own columns; a file that cannot be read is rejected as a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

from foirules.audit.reading.readers.row_writer import IN_ORDER, RowWriter
from foirules.cases.case import Case, Event
from foirules.cases.case_file import read_case
from foirules.cases.errors import CaseError
from foirules.documents.load import MOST_BYTES

MESSAGES: Final = {
    "too-large": "larger than {most} bytes",
    "not-utf8": "not UTF-8 text",
    "several": "its parts are under several laws, {laws}; an audit judges what is under one",
}


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered by the place of their event in the file."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        writer.reject_case(name, None, [MESSAGES["too-large"].format(most=MOST_BYTES)])
        return
    try:
        case = read_case(data.decode("utf-8-sig"), name, writer.law)
    except UnicodeDecodeError:
        writer.reject_case(name, None, [MESSAGES["not-utf8"]])
    except CaseError as error:
        writer.reject_case(name, None, (each.removeprefix(f"{name}:") for each in error.errors))
    else:
        if case.also:  # a row of such a case would name the law of its parts (part-regime)
            laws = " and ".join(each.regime for each in case.under_each())
            writer.reject_case(name, case.case, [MESSAGES["several"].format(laws=laws)])
            return
        for number, event in enumerate(case.events, 1):
            for row in _rows(case, event):
                writer.row(row, name, number, **{IN_ORDER: True})


def _rows(case: Case, event: Event) -> Iterator[dict[str, Any]]:
    """A row, or one for each part of an event that says something of each."""
    said = {
        "case": case.case,
        "on": event.on,
        "until": event.until,
        "event": event.event,
        "event-id": event.id,
        "regime": case.regime,
        "authority": case.authority.name,
        "authority-type": case.authority.type,
        "policy": case.authority.policy,
        "recorded": case.recorded and list(case.recorded),
        **_plain(event.details),
    }
    if not event.outcomes:
        named = event.parts or (case.parts if event is case.events[0] else None)
        yield {**said, "parts": list(named) if named else None}
        return
    for part in event.parts or tuple(event.outcomes):
        yield {**said, **_plain(event.outcomes.get(part, {})), "parts": [part]}


def _plain(said: Any) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in said.items()}
