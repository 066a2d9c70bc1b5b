"""What a map says under ``events``: what the rows of a log tell of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import define, evolve

from foirules.audit.reading.letter_days import is_by_words
from foirules.audit.reading.log_columns import COMMON, log_columns
from foirules.audit.reading.map_columns import MapColumnReader, day_before_month
from foirules.audit.reading.map_entries import EXTRACT, Condition, MapEntry, MappedColumn
from foirules.audit.reading.mapping import DAYS
from foirules.cases.fields import FieldReader
from foirules.documents.items import Item
from foirules.documents.problems import Problems
from foirules.documents.written_days import written_day
from foirules.language.types import DATE
from foirules.language.vocabulary import Vocabulary

MESSAGES: Final = {
    "many": "found {found} of them; expected {most} at most",
    "optional": "expected a column, which the log may lack",
}
DAY_SOURCES: Final = ("column", "value")
DAY: Final = (*DAY_SOURCES, "optional")
MOST_ENTRIES: Final = 1_000  # of a map: each of them is tried on each row
OF_ROW: Final = ("event-id", "parts")  # columns that an entry may set beside the fields of events
ENTRY: Final = ("event", "left-out", "from", "where", "on", "until", "set")


@define
class MapEventReader(MapColumnReader):
    """Reads what events the rows of a log tell of."""

    def events(self, item: Item, column: str | None) -> list[MapEntry] | None:
        """What each entry says; None where there are too many.

        :param column: that of what the log calls events.
        """
        listed = self.list(item, "events")
        if len(listed) > MOST_ENTRIES:
            said = {"found": f"{len(listed):,}", "most": f"{MOST_ENTRIES:,}"}
            self.problems.say(item, "events", "many", **said)
            return None
        entries = (self._entry(each, where, column) for each, where in listed)
        return [entry for entry in entries if entry]

    def _entry(self, item: Item, where: str, column: str | None) -> MapEntry | None:
        body = self.mapping(item, where, ENTRY)
        if not isinstance(item.value, dict):
            return None
        if ("event" in body) == ("left-out" in body):
            self.problems.say(item, where, "one-of", names="event, left-out")
        event = None
        if "event" in body:
            names = {name: None for words in self.vocabularies() for name in words.events}
            event = self.one_of(body["event"], f"{where}.event", "event", names)
        if "left-out" in body:
            self.true(body["left-out"], f"{where}.left-out")
        conditions = []
        if "from" in body and column is not None:
            conditions.append(Condition(column, self._said(body["from"], f"{where}.from")))
        elif "from" in body:
            self.problems.say(item, where, "missing-key", found="'columns.event'")
        if "where" in body:
            for name, each in self.entries(body["where"], f"{where}.where").items():
                conditions.append(self._condition(name, each, f"{where}.where.{name}"))
        on, until = (self._day_of(body[d], f"{where}.{d}") if d in body else None for d in DAYS)
        return MapEntry(event, tuple(conditions), on, until, self._set(body, where))

    def _day_of(self, item: Item, where: str) -> MappedColumn:
        """The column with a day of an event, several of which the first counts that has one, or a
        day."""
        if not isinstance(item.value, dict):
            return MappedColumn(self.column_names(item, where))
        body = self.mapping(item, where, DAY)
        if ("column" in body) == ("value" in body):
            self.problems.say(item, where, "one-of", names=", ".join(DAY_SOURCES))
        optional = False
        if "optional" in body:
            optional = bool(self.boolean(body["optional"], f"{where}.optional"))
            if "column" not in body:
                self.problems.say(body["optional"], f"{where}.optional", "optional")
        if "column" in body:
            names = self.column_names(body["column"], f"{where}.column")
            return MappedColumn(names, optional=optional)
        if "value" not in body or body["value"].value == EXTRACT:
            return MappedColumn(default=EXTRACT)
        day = self.day(day_before_month(body["value"], True), f"{where}.value")
        return MappedColumn(default=day.isoformat() if day else None)

    def _condition(self, name: str, item: Item, where: str) -> Condition:
        if isinstance(item.value, dict):
            body = self.mapping(item, where, ("not",), ("not",))
            said = self._said(body["not"], f"{where}.not") if "not" in body else ()
            return Condition(name, said, negated=True)
        return Condition(name, self._said(item, where))

    def _said(self, item: Item, where: str) -> tuple[str | None, ...]:
        """Values of a column of the log; None for nothing. A day is meant however it is written."""
        listed = self.list(item, where) if isinstance(item.value, list) else [(item, where)]
        said = [None if each.value is None else self._plain(each, place) for each, place in listed]
        days = (written_day(each) for each in said if each)
        return (*said, *(day.isoformat() for day in days if day))

    def _plain(self, item: Item, where: str) -> str | None:
        if isinstance(item.value, bool):
            return str(item.value).lower()
        return str(item.value) if isinstance(item.value, int) else self.text(item, where)

    def _set(self, body: dict[str, Item], where: str) -> tuple[tuple[str, MappedColumn], ...]:
        if "set" not in body:
            return ()
        values: list[tuple[str, MappedColumn]] = []
        for name, item in self.entries(body["set"], f"{where}.set").items():
            place = f"{where}.set.{name}"
            knowing = [each for each in self.vocabularies() if name in each.fields]
            if (
                isinstance(item.value, dict)
                and not is_by_words(item)
                and (knowing or name in OF_ROW)
            ):
                values.append((name, self.column_of(item, place, name)))
                continue
            if not knowing:
                names = log_columns(*self.vocabularies())[len(COMMON) :]
                self.unknown_key(body["set"].key(name), place, name, names)
                continue
            is_day = knowing[0].fields[name].type is DATE
            value = item
            if not (is_day and is_by_words(item)):
                value = self._value(knowing, name, day_before_month(item, is_day), place)
            text = self.constant(item, place, name) if value is not None else None
            values += [(name, MappedColumn(default=text))] if text is not None else []
        return tuple(values)

    def _value(self, knowing: Sequence[Vocabulary], name: str, item: Item, where: str) -> Any:
        """A value in the words of the first regime that can read it; what it must be is said."""
        for words in knowing:
            tried = FieldReader(Problems(None, self.problems.messages), words=words)
            value = tried.value(words.fields[name], item, where)
            if not tried.problems.lines:
                return value
        return evolve(self, words=knowing[0]).value(knowing[0].fields[name], item, where)
