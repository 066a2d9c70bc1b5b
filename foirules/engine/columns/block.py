"""A log of cases -> the rows that facts are worked out on, as columns: a table a subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import define, frozen

from foirules.engine.columns.arrays import Array, Days, Mask, Places, absent, take, unknown
from foirules.engine.columns.day_tables import Functions
from foirules.engine.columns.log import Log, column_name
from foirules.language.schema import AUTHORITY_TYPE, Schema, Subject
from foirules.language.vocabulary import Vocabulary


@frozen(eq=False, repr=False)
class SubjectTable:
    """The rows of a subject, in the order of cases and of their events.

    ``parents`` holds for each parent the place of every row's own; the row of the case itself is
    always among them. ``event`` is the place in the log of the event that each row was made of.
    """

    size: int
    parents: Mapping[str, Places]
    fields: Mapping[str, Array]
    event: Places | None = None


@define(eq=False, repr=False)
class Block:
    """The tables of some cases, what their expressions can call, and the day they are judged as of.

    ``outside`` marks the cases of which a day lies outside the calendar.
    """

    tables: Mapping[str, SubjectTable]
    as_of: Days | np.int32  # one day for all, or one for each case
    functions: Functions
    first_day: int
    outside: Mask


def block(log: Log, schema: Schema, as_of: Days | np.int32, functions: Functions) -> Block:
    """The rows of every subject that have come about by ``as_of``."""
    day = as_of[log.case] if isinstance(as_of, np.ndarray) else as_of
    happened = log.on <= day
    seq = np.arange(len(log.case), dtype=np.int32) - log.first_event[log.case].astype(np.int32)
    columns = {**log.fields, "on": log.on, "event": log.event, "seq": seq}
    words = schema.vocabulary
    tables: dict[str, SubjectTable] = {}
    places: dict[str, Places] = {}  # for a subject that has some, the row that each event became
    for subject in schema.subjects:
        if subject is schema.root:
            tables[subject.name] = SubjectTable(
                log.size, {}, {AUTHORITY_TYPE: log.authority_type, **log.not_recorded}
            )
        elif not subject.made_of:
            tables[subject.name] = SubjectTable(len(log.parts), {schema.root.name: log.parts}, {})
        elif subject.each_part:
            tables[subject.name] = _each_part(subject, schema, log, happened, places, columns)
        else:
            (rows,) = np.nonzero(happened & makes(subject.made_of, subject.only_if, log, words))
            if schema.children(subject.name):
                place = np.zeros(len(log.case), int)
                place[rows] = np.arange(len(rows))
                places[subject.name] = place
            fields = {f.name: take(columns[f.name], rows) for f in subject.fields}
            parents = {schema.root.name: log.case[rows]}
            if subject.of_part:
                parents[schema.part.name] = _only_part(log)[rows]
            tables[subject.name] = SubjectTable(len(rows), parents, fields, rows)
    outside = np.zeros(log.size, bool)
    return Block(tables, as_of, functions, functions.environment.calendar.first, outside)


def makes(made_of: Iterable[str], only_if: Mapping[str, str], log: Log, words: Vocabulary) -> Mask:
    """The events that are one of some, and record the field without which it does not count."""
    codes = words.event.codes
    made = _one_of({codes[name] for name in made_of}, log.event, len(codes))
    for event, needed in only_if.items():
        column, kind = log.fields[column_name(needed)], words.fields[needed].type
        recorded = (column != unknown(kind)) & (column != absent(kind))
        made &= (log.event != codes[event]) | recorded
    return made


def _one_of(codes: set[int], events: Array, most: int) -> Mask:
    """The events that are one of some of so many."""
    others = {*range(most)} - codes
    if len(others) < len(codes):
        return ~_one_of(others, events, most)
    found = np.zeros(len(events), bool)
    for code in codes:  # to compare bytes with each of a few is quicker than to look each up
        found |= events == code
    return found


def _each_part(
    subject: Subject,
    schema: Schema,
    log: Log,
    happened: Mask,
    places: Mapping[str, Places],
    columns: Mapping[str, Array],
) -> SubjectTable:
    made = makes(subject.made_of, subject.only_if, log, schema.vocabulary)
    (rows,) = np.nonzero((happened & made)[log.letter])
    letter, part = log.letter[rows], log.part[rows]
    root = schema.root.name
    above = {**places, root: log.case}
    parents: dict[str, Places] = {root: log.case[letter]}
    for parent in subject.parents:
        parents[parent] = part if parent == schema.part.name else above[parent][letter]
    fields = {
        f.name: take(log.said[f.name], rows)
        if f.name in log.said
        else take(columns[f.name], letter)
        for f in subject.fields
    }
    return SubjectTable(len(rows), parents, fields, letter)


def _only_part(log: Log) -> Places:
    """The part that each event is about, where that is one; else -1."""
    parts = np.full(len(log.case), -1)
    parts[log.letter] = log.part
    parts[np.bincount(log.letter, minlength=len(parts)) > 1] = -1
    return parts
