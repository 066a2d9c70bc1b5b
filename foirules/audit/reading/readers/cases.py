"""Case files -> rows in our own columns; a file that is no case is rejected as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Final

from foirules.audit.reading.readers.parts import IN_ORDER, Parts
from foirules.cases.case import Case, Event
from foirules.cases.case_file import read_case
from foirules.cases.errors import CaseError
from foirules.documents.load import MOST_BYTES

MESSAGES: Final = {
    "too-large": "larger than {most} bytes",
    "not-utf8": "not UTF-8 text",
    "regime": "its regime is {found}; this audit is of {regime}",
}


def read(file: IO[bytes], name: str, parts: Parts) -> None:
    """Rows numbered by the place of their event in the file."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        parts.reject_case(name, None, [MESSAGES["too-large"].format(most=MOST_BYTES)])
        return
    try:
        case = read_case(data.decode("utf-8-sig"), name, parts.law)
    except UnicodeDecodeError:
        parts.reject_case(name, None, [MESSAGES["not-utf8"]])
    except CaseError as error:
        parts.reject_case(name, None, (each.removeprefix(f"{name}:") for each in error.errors))
    else:
        if case.regime != parts.regime:
            said = {"found": case.regime, "regime": parts.regime}
            parts.reject_case(name, case.case, [MESSAGES["regime"].format(**said)])
            return
        for number, event in enumerate(case.events, 1):
            for row in _rows(case, event):
                parts.row(row, name, number, **{IN_ORDER: True})


def _rows(case: Case, event: Event) -> Iterator[dict[str, Any]]:
    """A row, or one for each part of an event that says something of each."""
    said = {
        "case": case.case,
        "on": event.on,
        "until": event.until,
        "event": event.event,
        "event-id": event.id,
        "authority": case.authority.name,
        "authority-type": case.authority.type,
        "policy": case.authority.policy,
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
