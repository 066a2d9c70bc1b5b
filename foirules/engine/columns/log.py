"""Cases as columns: a row a case, a part, an event, and a letter's word on a part.

Values stand as :mod:`foirules.engine.columns.arrays` says; what a record does not hold has the
value that its field's own declaration gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from attrs import Factory, evolve, frozen

from foirules.cases.case import Case, Event
from foirules.engine.columns.arrays import (
    SET,
    SMALL,
    WIDE,
    Array,
    Days,
    Places,
    encode,
    encoded,
    ranges,
    spread,
    take,
)
from foirules.engine.encoding import default
from foirules.language.recorded_sets import not_recorded
from foirules.language.schema import Schema
from foirules.language.types import Field
from foirules.language.vocabulary import Vocabulary

_DAYS: Final = 1 << 22  # more than there are days


def column_name(field: str) -> str:
    """A field's name in the language."""
    return field.replace("-", "_")


@frozen(eq=False, repr=False)
class Log:
    """Cases as columns; cases, and the events of each, in order.

    :param authority_type: of each case.
    :param parts: for each part its case; ``first_part`` for each case its first part.
    :param case, event, on: of each event; ``first_event`` for each case its first event.
    :param fields: of each event, by the names of the language; one value for all where none is
        recorded.
    :param letter, part: of each mention its event and its part, in order of events; ``said`` are
        its fields.
    :param not_recorded: of each case what its source does not record, set by set; none where every
        source records all.
    """

    authority_type: Array
    parts: Places
    first_part: Places
    case: Places
    first_event: Places
    event: Array
    on: Array
    fields: Mapping[str, Array]
    letter: Places
    part: Places
    said: Mapping[str, Array]
    not_recorded: Mapping[str, Array] = Factory(dict)

    @property
    def size(self) -> int:
        return len(self.authority_type)

    def events(self, case: int) -> slice:
        """The places of a case's events."""
        return _span(self.first_event, len(self.case), case)

    def parts_of(self, case: int) -> slice:
        """The places of a case's parts."""
        return _span(self.first_part, len(self.parts), case)

    def chosen(self, cases: Places) -> Log:
        """The log of these cases, by their places; a place may stand several times."""
        _, which_part, first_part = rows_of_cases(self.first_part, len(self.parts), cases)
        events, which_event, first_event = rows_of_cases(self.first_event, len(self.case), cases)
        first_mention = np.searchsorted(self.letter, self.first_event)
        mentions, which_mention, _ = rows_of_cases(first_mention, len(self.letter), cases)
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
            {name: take(column, cases) for name, column in self.not_recorded.items()},
        )

    def by_day(self) -> tuple[Log, Places]:
        """The log with the events of each case in order of day, and for each its place in this."""
        order = np.lexsort((self.on, self.case))
        letter = inverse(order)[self.letter]
        mentions = np.argsort(letter, kind="stable")
        moved = evolve(
            self,
            event=self.event[order],
            on=self.on[order],
            fields={name: take(column, order) for name, column in self.fields.items()},
            letter=letter[mentions],
            part=self.part[mentions],
            said={name: take(column, mentions) for name, column in self.said.items()},
        )
        return moved, order

    def dated(self, on: Days) -> Log:
        """The same log with other days of its events."""
        return evolve(self, on=on)


def inverse(order: Places) -> Places:
    """Of an order of rows: the place in it of each row."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place


def _span(first: Places, size: int, case: int) -> slice:
    return slice(int(first[case]), int(first[case + 1]) if case + 1 < len(first) else size)


def rows_of_cases(first: Places, size: int, cases: Places) -> tuple[Places, Places, Places]:
    """The rows of some cases, for each the place of its case, and the first row of each case."""
    counts = np.diff(first, append=size)[cases]
    rows = ranges(first[cases], counts)
    return rows, np.repeat(np.arange(len(cases)), counts), np.cumsum(counts) - counts


def rising(case: Places, days: Days, backwards: bool = False) -> Days:
    """Of each event the latest day of its case so far; or the earliest from there on.

    :param case: of each event its case, in order.
    """
    each = days + case * _DAYS
    found = np.minimum.accumulate(each[::-1])[::-1] if backwards else np.maximum.accumulate(each)
    of_case: Days = (found - case * _DAYS).astype(days.dtype)
    return of_case


# --- cases -> columns -----------------------------------------------------------------------------


def log_of(cases: Sequence[Case], schema: Schema) -> Log:
    """Cases in memory as columns; a range's day is its first."""
    words = schema.vocabulary
    events = [event for case in cases for event in case.events]
    lengths = np.fromiter((len(case.events) for case in cases), int, len(cases))
    widths = np.fromiter((len(case.parts) or 1 for case in cases), int, len(cases))
    first_event, first_part = np.cumsum(lengths) - lengths, np.cumsum(widths) - widths
    case_of = np.repeat(np.arange(len(cases)), lengths)
    recorded = _recorded(events, words)
    fields = {
        column_name(name): _over(encode(f.type, default(f)), recorded[name], f, len(events))
        for name, f in words.fields.items()
    }
    named = _NamedParts.of(events, mentioned(schema), words)
    cases_of_named, cases_of_whole = case_of[named.letters], case_of[named.whole]
    letter, part, order = mentions(
        np.array(named.letters, int),
        first_part[cases_of_named] + _places(named.parts, [cases[of] for of in cases_of_named]),
        np.array(named.whole, int),
        first_part[cases_of_whole],
        widths[cases_of_whole],
    )
    said = {
        column_name(name): _over(
            take(fields[column_name(name)], letter), named.outcomes[name], f, len(letter)
        )
        for name, f in words.outcome_fields.items()
    }
    kinds = words.authority_type
    usual = kinds.members[0]
    return Log(
        np.fromiter([kinds.codes[c.authority.type or usual] for c in cases], SMALL, len(cases)),
        np.repeat(np.arange(len(cases)), widths),
        first_part,
        case_of,
        first_event,
        np.fromiter([words.event.codes[e.event] for e in events], SMALL, len(events)),
        np.fromiter([e.on.toordinal() for e in events], WIDE, len(events)),
        fields,
        letter[order],
        part[order],
        {name: take(column, order) for name, column in said.items()},
        _not_recorded(cases, words),
    )


_Recorded = Mapping[str, dict[int, Any]]
"""Of each field what is recorded, by the places of its rows."""


def _recorded(events: Sequence[Event], words: Vocabulary) -> _Recorded:
    """What is recorded of events themselves."""
    found: _Recorded = {name: {} for name in words.fields}
    for place, each in enumerate(events):
        for name, value in each.details.items():
            found[name][place] = value
    return found


@frozen(eq=False, repr=False)
class _NamedParts:
    """The parts that letters speak of.

    :param letters, parts: of each mention of a part the place of its event, and the part's name.
    :param whole: the places of the letters that name no part.
    :param outcomes: what is recorded of mentions.
    """

    letters: Sequence[int]
    parts: Sequence[str | None]
    whole: Sequence[int]
    outcomes: _Recorded

    @classmethod
    def of(
        cls, events: Sequence[Event], speak: Mapping[str, str | None], words: Vocabulary
    ) -> _NamedParts:
        """Those of some events.

        :param speak: from :func:`mentioned`.
        """
        letters, parts, whole = list[int](), list[str | None](), list[int]()
        outcomes: _Recorded = {name: {} for name in words.outcome_fields}
        for place, each in enumerate(events):
            if each.event not in speak or not _counts(each, speak[each.event]):
                continue
            about = each.parts or tuple(each.outcomes)
            if not about:
                whole.append(place)
            for name in about:
                for key, value in each.outcomes.get(name, {}).items():
                    outcomes[key][len(letters)] = value
                letters.append(place)
                parts.append(name)
        return cls(letters, parts, whole, outcomes)


def _counts(event: Event, needed: str | None) -> bool:
    """Whether a letter has the field without which it does not count, if there is one."""
    return needed is None or needed in event.details


def _places(parts: Sequence[str | None], cases: Sequence[Case]) -> Places:
    """The place of each part in its case."""
    found = [(of.parts or (None,)).index(part) for part, of in zip(parts, cases, strict=True)]
    return np.array(found, int)


def _not_recorded(cases: Sequence[Case], words: Vocabulary) -> Mapping[str, Array]:
    if not any(case.partly_recorded for case in cases):
        return {}
    sets = [not_recorded(words, case.recorded, case.without_fields) for case in cases]
    return {name: np.array([each[name] for each in sets], SET) for name in sets[0]}


def _over(column: Array, recorded: Mapping[int, Any], field: Field, size: int) -> Array:
    """A column with what is recorded in its place."""
    if recorded:
        column = np.array(spread(column, size))
        column[list(recorded)] = encoded(field.type, recorded.values())
    return column


def mentions(
    letter: Places, part: Places, whole: Places, first_part: Places, width: Places
) -> tuple[Places, Places, Places]:
    """Each letter with each part that it speaks of, and their order by letters.

    :param letter, part: of those that name their parts.
    :param whole: the letters that name none and speak of all: of the case of each, ``first_part``
        is the first part and ``width`` how many there are.
    """
    letters = np.concatenate([letter, np.repeat(whole, width)])
    parts = np.concatenate([part, ranges(first_part, width)])
    return letters, parts, np.argsort(letters, kind="stable")


def mentioned(schema: Schema) -> dict[str, str | None]:
    """The events that speak of parts, each with the field without which it does not count."""
    return {
        event: subject.only_if.get(event)
        for subject in schema.subjects
        if subject.each_part
        for event in subject.made_of
    }
