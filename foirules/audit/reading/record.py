"""What a log records, by its map and its columns: that there is none of what else there may be
proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from attrs import frozen

from foirules.audit.reading.mapping import Map
from foirules.audit.reading.same_name import ColumnNames
from foirules.cases.case import ALL
from foirules.language.regime import Regime
from foirules.language.vocabulary import Vocabulary

MAPPED: Final = "mapped"


@frozen
class Record:
    """What a log records of the cases of a regime.

    :param recorded: the kinds of events of which it has every one; None for all.
    :param without_fields: the fields that it has no column for, where it does not record all.
    :param known: the kinds of which it has some; None for all.
    """

    recorded: tuple[str, ...] | None = None
    without_fields: tuple[str, ...] = ()
    known: tuple[str, ...] | None = None

    def knows(self, kinds: Iterable[str]) -> bool:
        """Whether the log can have events of all these kinds."""
        return self.known is None or set(kinds) <= {*self.known}


EVERYTHING = Record()


def record_of(map: Map, logs: Sequence[Collection[str]], regime: Regime) -> Record:
    """What logs record of the cases of a regime.

    A kind is recorded by default where the map makes such events and leaves out no column of the
    log that, by its heading, holds the day of one.

    :param logs: the columns of each.
    """
    listed = map.recorded or ((MAPPED,) if map.entries else (ALL,))
    if ALL in listed:
        return EVERYTHING
    words = regime.vocabulary
    there = [ColumnNames(columns) for columns in logs]
    told = (entry for entry in map.entries if all(entry.is_there(names) for names in there))
    made = {entry.event for entry in told if entry.event}
    mapped = made if map.entries else set(words.events)
    named = {kind for kind in listed if kind != MAPPED}
    recorded = named | (mapped - _not_mapped(map, logs, regime) if MAPPED in listed else set())
    known = mapped | named
    return Record(
        tuple(kind for kind in words.events if kind in recorded),
        _without(map, logs, words),
        tuple(kind for kind in words.events if kind in known),
    )


def _not_mapped(map: Map, logs: Iterable[Collection[str]], regime: Regime) -> set[str]:
    """The kinds for which some log has a column that the map does not read; a case has one
    beginning."""
    from foirules.audit.reading.headings import Headings  # only where a map makes events
    from foirules.language.log_words import log_words

    read = ColumnNames(map.reads())
    headings = Headings(log_words(regime))
    left = {name for columns in logs for name in columns if name not in read}
    found = (headings.event(name) for name in left if headings.names_day(name))
    return {each.name for each in found if each} - {regime.vocabulary.begins}


def _without(map: Map, logs: Sequence[Collection[str]], words: Vocabulary) -> tuple[str, ...]:
    """The fields for which some log has no column, and the map no value."""
    known = [ColumnNames(columns) for columns in logs]
    said = {name for entry in map.entries for name, _ in entry.set}
    for name, column in map.columns:
        there = (not column.names or any(each in names for each in column.names) for names in known)
        if column.default is not None or all(there):
            said.add(name)
    return tuple(name for name in words.fields if name not in said)
