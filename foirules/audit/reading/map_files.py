"""A file of YAML that says how a log's columns and values come to be ours -> a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve

from foirules.audit.reading import map_columns
from foirules.audit.reading.case_ids import PER_FILE, SHARED
from foirules.audit.reading.days import LONDON, DayFormats, is_format
from foirules.audit.reading.letter_days import is_by_words
from foirules.audit.reading.log_columns import COMMON, REGIMES, log_columns
from foirules.audit.reading.map_columns import MapColumnReader, day_before_month
from foirules.audit.reading.map_entries import (
    EXTRACT,
    Condition,
    MapEntry,
    MappedColumn,
)
from foirules.audit.reading.mapping import DAYS, Map
from foirules.audit.reading.record import MAPPED
from foirules.cases import fields
from foirules.cases.case_file import ALL
from foirules.cases.fields import FieldReader
from foirules.cases.meant_names import MeantNames
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.suggest import nearest
from foirules.documents.written_days import written_day
from foirules.language.log_words import log_words
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in
from foirules.language.types import DATE
from foirules.language.vocabulary import Vocabulary
from foirules.rules import DEFAULT

MESSAGES: Final = {
    "no-map": "{found} is no file and no map{near}",
    "zone": "unknown time zone {found}",
    "format": "found {found}; expected a format of strptime, such as %d/%m/%Y",
    "many": "found {found} of them; expected {most} at most",
}
READY: Final = Path(__file__).with_name("maps")
KEYS: Final = (
    *("map", "title", "source", "regime", "sheet", "time-zone", "date-formats", "case-ids"),
    *("extract", "empty", "recorded", "columns", "events"),
)
DAY: Final = ("column", "value")
MOST_ENTRIES: Final = 1_000  # of a map: each of them is tried on each row
OF_ROW: Final = ("event-id", "parts")  # columns that an entry may set beside the fields of events
ENTRY: Final = ("event", "left-out", "from", "where", "on", "until", "set")


class MapError(ValueError):
    """A map that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


def ready_maps() -> list[str]:
    """The maps that the package ships, by name."""
    return sorted(path.stem for path in READY.glob("*.yaml"))


def ready_text(name: str) -> str:
    """The file of a map that the package ships."""
    return read_text(READY / f"{name}.yaml")


def load_map(given: str, law: Mapping[str, Regime] | None = None, regime: str | None = None) -> Map:
    """The map of a file, or one of those shipped by its name.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given.
    :param regime: the one that the log is of, where the map does not name one.
    :raises MapError: with every error of the file.
    """
    path = Path(given)
    if given in ready_maps() and not path.exists():
        path = READY / f"{given}.yaml"
    elif given != "-" and not path.exists():
        near = nearest(given, ready_maps())
        raise MapError([MESSAGES["no-map"].format(found=repr(given), near=near)])
    try:
        item = load_document(read_text(path), given)
    except DocumentError as error:
        raise MapError(error.errors) from None
    problems = Problems(given, MESSAGES | map_columns.MESSAGES | fields.MESSAGES)
    known = load_law() if law is None else law
    of = named_in(item, known, problems, regime or DEFAULT)
    others = tuple(each for each in known.values() if each is not of)
    meant = MeantNames(of)
    reader = _MapReader(problems, words=of.vocabulary, regime=of, others=others, meant=meant)
    read = reader.map(item)
    if read is None or reader.problems.lines:
        raise MapError(reader.problems.lines)
    return read


@define
class _MapReader(MapColumnReader):
    """Reads a map, reporting what is wrong and going on."""

    def map(self, item: Item) -> Map | None:
        top = self.mapping(item, "", KEYS, ("map", "columns"))
        name = self.name(top["map"], "map") if "map" in top else None
        for key in ("title", "source"):
            if key in top:
                self.text(top[key], key)
        columns = top["columns"].value if "columns" in top else None
        if not (isinstance(columns, dict) and columns.keys() & {*REGIMES}):
            self.others = ()
        mapped = self.columns(top["columns"]) if "columns" in top else {}
        entries: list[MapEntry] = []
        if "events" in top:
            listed = self.list(top["events"], "events")
            if len(listed) > MOST_ENTRIES:
                self.problems.say(
                    top["events"],
                    "events",
                    "many",
                    found=f"{len(listed):,}",
                    most=f"{MOST_ENTRIES:,}",
                )
                return None
            event = mapped.get("event", MappedColumn()).names
            for each, where in listed:
                entry = self._entry(each, where, event[0] if event else None)
                entries += [entry] if entry else []
        formats = self._formats(top["date-formats"]) if "date-formats" in top else ()
        case_ids = None
        if "case-ids" in top:
            ways = (SHARED, PER_FILE)
            case_ids = self.one_of(top["case-ids"], "case-ids", "way of taking ids", ways)
        zone = self._zone(top["time-zone"]) if "time-zone" in top else LONDON
        recorded = self._recorded(top["recorded"]) if "recorded" in top else ()
        sheets = self.column_names(top["sheet"], "sheet") if "sheet" in top else ()
        empty = log_words(self.regime).empty
        if "empty" in top:
            empty = tuple(self.text(*each) or "" for each in self.list(top["empty"], "empty"))
        extract = (
            self.day(day_before_month(top["extract"], True), "extract")
            if "extract" in top
            else None
        )
        if self.problems.lines:
            return None
        return Map(
            name or "",
            self.regime.id,
            tuple(mapped.items()),
            tuple(entries),
            DayFormats(formats, zone),
            case_ids,
            recorded,
            sheets,
            empty,
            extract,
            self.case if self.case and len(self.case.names) > 1 else None,
        )

    def _recorded(self, item: Item) -> tuple[str, ...]:
        """The kinds of events that the log records; all, or a list."""
        if item.value == ALL:
            return (ALL,)
        if not isinstance(item.value, list):
            self.wrong(item, "recorded", "all, or a list of mapped and kinds of events")
            return ()
        known = {name: None for words in self.vocabularies() for name in words.events}
        listed = self.list(item, "recorded")
        if not listed:
            self.problems.say(item, "recorded", "not-empty", kind="event")
        found = [self.one_of(each, where, "event", (MAPPED, *known)) for each, where in listed]
        return tuple(dict.fromkeys(name for name in found if name))

    def _zone(self, item: Item) -> str:
        from zoneinfo import ZoneInfo

        name = self.text(item, "time-zone") or LONDON
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            self.problems.say(item, "time-zone", "zone", found=repr(name))
        return name

    def _formats(self, item: Item) -> tuple[str, ...]:
        formats = []
        for each, where in self.list(item, "date-formats"):
            text = self.text(each, where)
            if text and not is_format(text):
                self.problems.say(each, where, "format", found=repr(text))
            formats += [text] if text else []
        return tuple(formats)

    # --- events -------------------------------------------------------------------------------

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
        if len(body) != 1:
            self.problems.say(item, where, "one-of", names=", ".join(DAY))
        if "column" in body:
            return MappedColumn(self.column_names(body["column"], f"{where}.column"))
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
