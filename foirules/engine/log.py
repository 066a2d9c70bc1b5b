"""Cases as columns: a row a case, a part, an event, and a letter's word on a part.

Values stand as :mod:`foirules.engine.arrays` says; what a record does not hold has the value that
its field's own declaration gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Sized
from datetime import date
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen

from foirules.engine.arrays import SET, SMALL, WIDE, Array, encode, ranges, spread, take
from foirules.engine.rows import default
from foirules.language.schema import Schema
from foirules.model import Case
from foirules.vocabulary import (
    AUTHORITY_TYPE,
    BOOL,
    DATE,
    EVENT,
    EXEMPTIONS,
    FIELDS,
    OUTCOME_FIELDS,
    Field,
    exemption_mask,
)

OF_PARTS: Final = {f.name: f for f in OUTCOME_FIELDS}


def column_name(field: str) -> str:
    """A field's name in the language."""
    return field.replace("-", "_")


@frozen(eq=False)
class Log:
    """Cases as columns; cases, and the events of each, in order.

    :param authority_type: of each case.
    :param parts: for each part its case; ``first_part`` for each case its first part.
    :param case, event, on: of each event; ``first_event`` for each case its first event.
    :param fields: of each event, by the names of the language; one value for all where none is
        recorded.
    :param letter, part: of each mention its event and its part, in order of events; ``said`` are
        its fields.
    """

    authority_type: Array
    parts: Array
    first_part: Array
    case: Array
    first_event: Array
    event: Array
    on: Array
    fields: Mapping[str, Array]
    letter: Array
    part: Array
    said: Mapping[str, Array]

    @property
    def size(self) -> int:
        return len(self.authority_type)

    def chosen(self, cases: Array) -> Log:
        """The log of these cases, by their places; a place may stand several times."""
        _, which_part, first_part = _chosen(self.first_part, len(self.parts), cases)
        events, which_event, first_event = _chosen(self.first_event, len(self.case), cases)
        first_mention = np.searchsorted(self.letter, self.first_event)
        mentions, which_mention, _ = _chosen(first_mention, len(self.letter), cases)
        # What a row was moved by is what its event's place, or its part's, has to be moved by.
        moved_event = first_event - self.first_event[cases]
        moved_part = first_part - self.first_part[cases]
        return Log(
            self.authority_type[cases],
            which_part,
            first_part,
            which_event,
            first_event,
            self.event[events],
            self.on[events],
            {name: take(column, events) for name, column in self.fields.items()},
            self.letter[mentions] + moved_event[which_mention],
            self.part[mentions] + moved_part[which_mention],
            {name: take(column, mentions) for name, column in self.said.items()},
        )

    def dated(self, on: Array) -> Log:
        """The same log with other days of its events."""
        return evolve(self, on=on)


def _chosen(first: Array, size: int, cases: Array) -> tuple[Array, Array, Array]:
    """The rows of some cases, for each the place of its case, and the first row of each case."""
    counts = np.diff(first, append=size)[cases]
    rows = ranges(first[cases], counts)
    return rows, np.repeat(np.arange(len(cases)), counts), np.cumsum(counts) - counts


# --- cases -> columns -----------------------------------------------------------------------------


def _encoder(field: Field) -> Callable[[Any], int]:
    if field.type is BOOL:
        return int
    if field.type is DATE:
        return date.toordinal
    if field.type is EXEMPTIONS:
        return exemption_mask
    codes: Mapping[Any, int] = getattr(field.type, "codes")  # noqa: B009
    return codes.__getitem__


_ENCODERS: Final = {name: _encoder(field) for name, field in FIELDS.items()}
_NUMBERS: Final = {name: number for number, name in enumerate(FIELDS)}


def log_of(cases: Sequence[Case], schema: Schema) -> Log:
    """Cases in memory as columns; a range's day is its first."""
    events = [event for case in cases for event in case.events]
    lengths = _lengths([case.events for case in cases])
    named = [case.parts or (None,) for case in cases]
    widths = _lengths(named)
    first_event, first_part = np.cumsum(lengths) - lengths, np.cumsum(widths) - widths
    case_of = np.repeat(np.arange(len(cases)), lengths)
    event = np.fromiter([EVENT.codes[each.event] for each in events], SMALL, len(events))
    fields = _columns([each.details for each in events], FIELDS)

    speaks = mentioned(schema)
    letters: list[int] = []
    parts: list[int] = []
    outcomes: list[Mapping[str, Any]] = []
    speaking = np.isin(event, [EVENT.codes[name] for name in speaks]).nonzero()[0]
    firsts = first_part[case_of[speaking]].tolist()
    for place, first in zip(speaking.tolist(), firsts, strict=True):
        each, needed = events[place], speaks[events[place].event]
        if needed is not None and needed not in each.details:
            continue
        of_case = named[case_of[place]]
        about = each.parts or tuple(each.outcomes) or of_case
        letters += [place] * len(about)
        parts += [first + of_case.index(name) for name in about]
        outcomes += [each.outcomes.get(name, {}) for name in about]
    letter = np.array(letters, int)
    return Log(
        np.fromiter([AUTHORITY_TYPE.codes[c.authority.type] for c in cases], SMALL, len(cases)),
        np.repeat(np.arange(len(cases)), widths),
        first_part,
        case_of,
        first_event,
        event,
        np.fromiter([each.on.toordinal() for each in events], WIDE, len(events)),
        fields,
        letter,
        np.array(parts, int),
        _columns(outcomes, OF_PARTS, {name: take(each, letter) for name, each in fields.items()}),
    )


def _lengths(columns: Sequence[Sized]) -> Array:
    return np.fromiter(map(len, columns), int, len(columns))


def _columns(
    said: Sequence[Mapping[str, Any]],
    fields: Mapping[str, Field],
    before: Mapping[str, Array] | None = None,
) -> dict[str, Array]:
    """A column for each field; what a row does not hold stands as ``before``, if that is given."""
    places = np.repeat(np.arange(len(said)), _lengths(said))
    numbers = np.fromiter([_NUMBERS[name] for each in said for name in each], SMALL, len(places))
    values = np.fromiter(
        [_ENCODERS[name](value) for each in said for name, value in each.items()], SET, len(places)
    )
    columns = {}
    for name, field in fields.items():
        key, of_field = column_name(name), numbers == _NUMBERS[name]
        column = before[key] if before else encode(field.type, default(field))
        if of_field.any():
            column = np.array(spread(column, len(said)))
            column[places[of_field]] = values[of_field]
        columns[key] = column
    return columns


def mentioned(schema: Schema) -> dict[str, str | None]:
    """The events that speak of parts, each with the field without which it does not count."""
    return {
        event: subject.only_if.get(event)
        for subject in schema.subjects
        if subject.each_part
        for event in subject.made_of
    }
