"""A file of YAML that says how a log's columns and values come to be ours -> a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field

from foirules.audit.reading.case_ids import PER_FILE, SHARED
from foirules.audit.reading.letter_days import by_words, is_by_words
from foirules.audit.reading.log_columns import COMMON, REGIMES, log_columns
from foirules.audit.reading.log_words import log_words
from foirules.audit.reading.map_entries import (
    EXTRACT,
    FILE_NAME,
    FOLDER,
    Condition,
    MapEntry,
    MappedColumn,
)
from foirules.audit.reading.mapping import DAYS, Map
from foirules.audit.reading.table_view import CaseColumns
from foirules.audit.reading.typed_rows import LONDON, DayFormats, day_columns, is_format
from foirules.cases import fields
from foirules.cases.fields import FieldReader
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.suggest import nearest
from foirules.documents.written_days import written_day
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in
from foirules.language.types import DATE, SetType
from foirules.language.vocabulary import Vocabulary
from foirules.rules import DEFAULT

MESSAGES: Final = {
    "no-map": "{found} is no file and no map{near}",
    "zone": "unknown time zone {found}",
    "format": "found {found}; expected a format of strptime, such as %d/%m/%Y",
    "one-of": "expected one of {names}",
    "case-column": "expected a column, several of which the first counts that says something, or"
    " joined: the rows of a case are found by it",
    "many": "found {found} of them; expected {most} at most",
    "no-list": "{column} holds no list",
    "separator": "found {found}; expected what stands between the names of a list",
}
READY: Final = Path(__file__).with_name("maps")
KEYS: Final = (
    "map",
    "title",
    "source",
    "regime",
    "time-zone",
    "date-formats",
    "case-ids",
    "extract",
    "empty",
    "columns",
    "events",
)
SOURCES: Final = ("column", "value", "file")  # one of which a column of ours has
COLUMN: Final = ("column", "values", "default", "value", "optional", "separator", "file")
CASE: Final = ("column", "joined", "with")
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
    problems = Problems(given, MESSAGES | fields.MESSAGES)
    known = load_law() if law is None else law
    of = named_in(item, known, problems, regime or DEFAULT)
    others = tuple(each for each in known.values() if each is not of)
    reader = _MapReader(problems, words=of.vocabulary, regime=of, others=others)
    read = reader.map(item)
    if read is None or reader.problems.lines:
        raise MapError(reader.problems.lines)
    return read


@define
class _MapReader(FieldReader):
    """Reads a map, reporting what is wrong and going on.

    :param others: the regimes that cases may be of beside ``regime``, where a column names one.
    :param case: the columns that name a case, once they are read.
    """

    regime: Regime = field(kw_only=True)
    others: tuple[Regime, ...] = field(kw_only=True)
    case: CaseColumns | None = field(default=None, init=False)

    def map(self, item: Item) -> Map | None:
        top = self.mapping(item, "", KEYS, ("map", "columns"))
        name = self.name(top["map"], "map") if "map" in top else None
        for key in ("title", "source"):
            if key in top:
                self.text(top[key], key)
        columns = top["columns"].value if "columns" in top else None
        if not (isinstance(columns, dict) and columns.keys() & {*REGIMES}):
            self.others = ()
        mapped = self._columns(top["columns"]) if "columns" in top else {}
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
        empty = log_words(self.regime).empty
        if "empty" in top:
            empty = tuple(self.text(*each) or "" for each in self.list(top["empty"], "empty"))
        extract = self.day(_day(top["extract"], True), "extract") if "extract" in top else None
        if self.problems.lines:
            return None
        return Map(
            name or "",
            self.regime.id,
            tuple(mapped.items()),
            tuple(entries),
            DayFormats(formats, zone),
            case_ids,
            empty,
            extract,
            self.case if self.case and len(self.case.names) > 1 else None,
        )

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

    # --- columns ------------------------------------------------------------------------------

    def _columns(self, item: Item) -> dict[str, MappedColumn]:
        mapped = {}
        ours = log_columns(*self._vocabularies())
        for name, each in self.mapping(item, "columns", ours, ("case",)).items():
            if name == "case":
                self.case = self._case(each)
                mapped[name] = MappedColumn((self.case.called,))
                continue
            mapped[name] = self._column(each, f"columns.{name}", name)
            if name in REGIMES:
                self._check_regimes(each, f"columns.{name}")
        return mapped

    def _case(self, item: Item) -> CaseColumns:
        """The columns that name a case."""
        where, body, joined = "columns.case", {"column": item}, None
        if isinstance(item.value, dict):
            body = self.mapping(item, where, CASE)
            if "joined" in body:
                joined = self._between(body["with"], f"{where}.with") if "with" in body else ""
        said = [key for key in CASE[:2] if key in body]
        if len(said) != 1 or ("with" in body and "joined" not in body):
            self.problems.say(item, where, "case-column")
            return CaseColumns(("case",))
        return CaseColumns(self._names(body[said[0]], f"{where}.{said[0]}"), joined)

    def _between(self, item: Item, where: str) -> str:
        """What stands between names."""
        if isinstance(item.value, str) and item.value:
            return item.value
        self.problems.say(item, where, "separator", found=item.shown())
        return ""

    def _vocabularies(self) -> list[Vocabulary]:
        return [self.words, *(each.vocabulary for each in self.others)]

    def _check_regimes(self, item: Item, where: str) -> None:
        """What a map itself says of regimes is one that is known."""
        known = [self.regime.id, *(each.id for each in self.others)]
        body = item.value if isinstance(item.value, dict) else {}
        said = [(body[key], f"{where}.{key}") for key in ("default", "value") if key in body]
        if "values" in body and isinstance(body["values"].value, dict):
            values = body["values"].value.items()
            said += [(each, f"{where}.values.{theirs}") for theirs, each in values]
        for each, place in said:
            if each.value is not None:
                self.one_of(each, place, "regime", known)

    def _column(self, item: Item, where: str, ours: str) -> MappedColumn:
        """Where a column of ours comes from."""
        if not isinstance(item.value, dict):
            return MappedColumn(self._names(item, where))
        body = self.mapping(item, where, COLUMN)
        if sum(key in body for key in SOURCES) != 1:
            self.problems.say(item, where, "one-of", names=", ".join(SOURCES))
        names = self._names(body["column"], f"{where}.column") if "column" in body else ()
        values = self._values(body["values"], f"{where}.values", ours) if "values" in body else ()
        default = None
        for key in ("default", "value"):
            if key in body:
                default = self._constant(body[key], f"{where}.{key}", ours)
        optional = False
        if "optional" in body:
            optional = bool(self.boolean(body["optional"], f"{where}.optional"))
        separator = file = ""
        if "separator" in body:
            separator = self._between(body["separator"], f"{where}.separator")
            if not self._is_list(ours):
                self.problems.say(body["separator"], f"{where}.separator", "no-list", column=ours)
        if "file" in body:
            kinds = (FILE_NAME, FOLDER)
            file = self.one_of(body["file"], f"{where}.file", "part of a path", kinds) or ""
        return MappedColumn(names, values, default, optional, separator, file)

    def _is_of_day(self, ours: str) -> bool:
        """Whether a column of ours holds days."""
        return any(ours in day_columns(words) for words in self._vocabularies())

    def _is_list(self, ours: str) -> bool:
        """Whether a column of ours holds lists."""
        fields = (words.fields.get(ours) for words in self._vocabularies())
        return ours == "parts" or any(each and isinstance(each.type, SetType) for each in fields)

    def _names(self, item: Item, where: str) -> tuple[str, ...]:
        """The name of a column, or several."""
        listed = self.list(item, where) if isinstance(item.value, list) else [(item, where)]
        return tuple(name for each, place in listed if (name := self.text(each, place)))

    def _values(self, item: Item, where: str, ours: str) -> tuple[tuple[str, str], ...]:
        values = []
        for theirs, each in self.entries(item, where).items():
            nothing = each.value is None
            said = "" if nothing else self._constant(each, f"{where}.{theirs}", ours)
            values += [(theirs, said)] if said is not None else []
        return tuple(values)

    def _constant(self, item: Item, where: str, ours: str) -> str | None:
        """A value of a column of ours as text, as a log in text would have it."""
        if of_day := self._is_of_day(ours):
            item = _day(item, of_day)
            if ours not in DAYS and is_by_words(item):
                return by_words(self, item, where)
        if isinstance(item.value, bool):
            return str(item.value).lower()
        if isinstance(item.value, list):
            names = [self.text(each, place) or "" for each, place in self.list(item, where)]
            return ";".join(names) or ";"
        return self.text(item, where)

    # --- events -------------------------------------------------------------------------------

    def _entry(self, item: Item, where: str, column: str | None) -> MapEntry | None:
        body = self.mapping(item, where, ENTRY)
        if not isinstance(item.value, dict):
            return None
        if ("event" in body) == ("left-out" in body):
            self.problems.say(item, where, "one-of", names="event, left-out")
        event = None
        if "event" in body:
            names = {name: None for words in self._vocabularies() for name in words.events}
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
            return MappedColumn(self._names(item, where))
        body = self.mapping(item, where, DAY)
        if len(body) != 1:
            self.problems.say(item, where, "one-of", names=", ".join(DAY))
        if "column" in body:
            return MappedColumn(self._names(body["column"], f"{where}.column"))
        if "value" not in body or body["value"].value == EXTRACT:
            return MappedColumn(default=EXTRACT)
        day = self.day(_day(body["value"], True), f"{where}.value")
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
            knowing = [each for each in self._vocabularies() if name in each.fields]
            if (
                isinstance(item.value, dict)
                and not is_by_words(item)
                and (knowing or name in OF_ROW)
            ):
                values.append((name, self._column(item, place, name)))
                continue
            if not knowing:
                names = log_columns(*self._vocabularies())[len(COMMON) :]
                self.unknown_key(body["set"].key(name), place, name, names)
                continue
            is_day = knowing[0].fields[name].type is DATE
            value = item
            if not (is_day and is_by_words(item)):
                value = self._value(knowing, name, _day(item, is_day), place)
            text = self._constant(item, place, name) if value is not None else None
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


def _day(item: Item, of_day: bool) -> Item:
    """A constant; a day that is written with its day before its month as ``YYYY-MM-DD``."""
    day = written_day(item.value) if of_day and isinstance(item.value, str) else None
    return evolve(item, value=day.isoformat()) if day else item
