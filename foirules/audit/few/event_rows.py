"""The bytes of a log -> its rows, each a mapping of text by the names of the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from foirules.audit.reading.readers.csv_rows import csv_rows
from foirules.cases.errors import CaseError
from foirules.documents.problems import ErrorLine

MESSAGES: Final = {
    "none": "{name}: no row below the names of the columns",
    "longer": "{found} values; there are {expected} columns",
    "json": "no object of JSON",
}
NEEDED: Final = ("case", "on", "event")
_DELIMITERS: Final = ",;\t|"


@frozen
class EventRow:
    """A row of a log.

    :param number: of the row, as a spreadsheet counts; of JSON lines, of the line.
    :param said: what it says by the names of the columns, without what is empty.
    """

    number: int
    said: Mapping[str, Any]


def is_event_log(data: bytes) -> bool:
    """Whether a file is a log with our columns, by its first line."""
    return all(name in _columns(data) for name in NEEDED)


def event_rows(data: bytes, name: str) -> list[EventRow]:
    """The rows of a log of which :func:`is_event_log` is true.

    :param name: what messages call it.
    :raises CaseError: where one cannot be taken apart, with a line for each; where there is none.
    """
    errors: list[str] = []
    read = _of_lines if data.lstrip()[:1] == b"{" else _of_csv
    rows = [row for row in read(_text(data), name, errors) if row.said]
    if errors:
        raise CaseError(errors)
    if not rows:
        raise CaseError([MESSAGES["none"].format(name=name)])
    return rows


def told(name: str, row: int, reason: str, field: str | None = None) -> ErrorLine:
    """A line that says what is wrong with a row."""
    text = ": ".join(filter(None, (f"{name}:{row}", field, reason)))
    return ErrorLine.of(text, file=name, line=row, field=field, message=reason)


def _columns(data: bytes) -> Sequence[str]:
    first = _text(data).lstrip().partition("\n")[0]
    if first.startswith("{"):
        said = _object(first)
        return [] if said is None else [*said]
    return _named(first)


def _named(first: str) -> list[str]:
    """The names of the columns, by the delimiter that makes the most of them."""
    found = [next(csv_rows(first, mark)).values for mark in _DELIMITERS] if first else [[]]
    return max(found, key=len)


def _text(data: bytes) -> str:
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_csv(text: str, name: str, errors: list[str]) -> Iterator[EventRow]:
    first = text.lstrip().partition("\n")[0]
    columns = _named(first)
    mark = next(m for m in _DELIMITERS if next(csv_rows(first, m)).values == columns)
    begun = False
    for number, row in enumerate(csv_rows(text, mark), 1):
        if row.wrong or (begun and len(row.values) > len(columns)):
            wide = {"found": len(row.values), "expected": len(columns)}
            errors.append(told(name, number, row.wrong or MESSAGES["longer"].format(**wide)))
        elif begun:
            said = zip(columns, row.values, strict=False)
            yield EventRow(number, {column: value for column, value in said if value})
        begun = begun or any(row.values)


def _of_lines(text: str, name: str, errors: list[str]) -> Iterator[EventRow]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        said = _object(line)
        if said is None:
            errors.append(told(name, number, MESSAGES["json"]))
        else:
            yield EventRow(number, {k: v for k, v in said.items() if v not in (None, "")})


def _object(line: str) -> Mapping[str, Any] | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
