"""A file of YAML that says how a log's columns and values come to be ours -> a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field

from foirules.audit.reading.case_ids import PER_FILE, SHARED
from foirules.audit.reading.days import LONDON, DayFormats, day_columns, is_format
from foirules.audit.reading.log_columns import COMMON, REGIMES, log_columns
from foirules.audit.reading.mapping import Condition, Map, MapEntry, MappedColumn
from foirules.audit.reading.record import MAPPED
from foirules.cases import fields
from foirules.cases.case_file import ALL
from foirules.cases.fields import FieldReader
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.suggest import nearest
from foirules.documents.written_days import written_day
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in
from foirules.language.types import DATE
from foirules.language.vocabulary import Vocabulary
from foirules.rules import DEFAULT

MESSAGES: Final = {
    "no-map": "{found} is no file and no map{near}",
    "zone": "unknown time zone {found}",
    "format": "found {found}; expected a format of strptime, such as %d/%m/%Y",
    "one-of": "expected one of {names}",
    "case-column": "expected one column, and nothing else: the rows of a case are found by it",
}
READY: Final = Path(__file__).with_name("maps")
KEYS: Final = (
    *("map", "title", "source", "regime", "sheet", "time-zone", "date-formats", "case-ids"),
    *("recorded", "columns", "events"),
)
COLUMN: Final = ("column", "values", "default", "value", "optional")
ENTRY: Final = ("event", "left-out", "from", "where", "on", "set")


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
    """

    regime: Regime = field(kw_only=True)
    others: tuple[Regime, ...] = field(kw_only=True)

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
            event = mapped.get("event", MappedColumn()).names
            for each, where in self.list(top["events"], "events"):
                entry = self._entry(each, where, event[0] if event else None)
                entries += [entry] if entry else []
        formats = self._formats(top["date-formats"]) if "date-formats" in top else ()
        case_ids = None
        if "case-ids" in top:
            ways = (SHARED, PER_FILE)
            case_ids = self.one_of(top["case-ids"], "case-ids", "way of taking ids", ways)
        zone = self._zone(top["time-zone"]) if "time-zone" in top else LONDON
        recorded = self._recorded(top["recorded"]) if "recorded" in top else ()
        sheets = self._names(top["sheet"], "sheet") if "sheet" in top else ()
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
        )

    def _recorded(self, item: Item) -> tuple[str, ...]:
        """The kinds of events that the log records; all, or a list."""
        if item.value == ALL:
            return (ALL,)
        if not isinstance(item.value, list):
            self.wrong(item, "recorded", "all, or a list of mapped and kinds of events")
            return ()
        known = {name: None for words in self._vocabularies() for name in words.events}
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

    # --- columns ------------------------------------------------------------------------------

    def _columns(self, item: Item) -> dict[str, MappedColumn]:
        mapped = {}
        ours = log_columns(*self._vocabularies())
        for name, each in self.mapping(item, "columns", ours, ("case",)).items():
            of_day = any(name in day_columns(words) for words in self._vocabularies())
            column = self._column(each, f"columns.{name}", of_day)
            if name in REGIMES:
                self._check_regimes(each, f"columns.{name}")
            if name == "case" and column != MappedColumn(column.names[:1]):
                self.problems.say(each, "columns.case", "case-column")
            mapped[name] = column
        return mapped

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

    def _column(self, item: Item, where: str, of_day: bool) -> MappedColumn:
        if not isinstance(item.value, dict):
            return MappedColumn(self._names(item, where))
        body = self.mapping(item, where, COLUMN)
        if ("column" in body) == ("value" in body):
            self.problems.say(item, where, "one-of", names="column, value")
        names = self._names(body["column"], f"{where}.column") if "column" in body else ()
        values = self._values(body["values"], f"{where}.values", of_day) if "values" in body else ()
        default = None
        for key in ("default", "value"):
            if key in body:
                default = self._constant(_day(body[key], of_day), f"{where}.{key}")
        optional = False
        if "optional" in body:
            optional = bool(self.boolean(body["optional"], f"{where}.optional"))
        return MappedColumn(names, values, default, optional)

    def _names(self, item: Item, where: str) -> tuple[str, ...]:
        """The name of a column or a sheet, or several."""
        listed = self.list(item, where) if isinstance(item.value, list) else [(item, where)]
        return tuple(name for each, place in listed if (name := self.text(each, place)))

    def _values(self, item: Item, where: str, of_day: bool) -> tuple[tuple[str, str], ...]:
        values = []
        for theirs, each in self.entries(item, where).items():
            nothing = each.value is None
            ours = "" if nothing else self._constant(_day(each, of_day), f"{where}.{theirs}")
            values += [(theirs, ours)] if ours is not None else []
        return tuple(values)

    def _constant(self, item: Item, where: str) -> str | None:
        """A value of ours as text, as a log in text would have it."""
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
        on = self.text(body["on"], f"{where}.on") if "on" in body else None
        return MapEntry(event, tuple(conditions), on, self._set(body, where))

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

    def _set(self, body: dict[str, Item], where: str) -> tuple[tuple[str, str], ...]:
        if "set" not in body:
            return ()
        values: list[tuple[str, str]] = []
        for name, item in self.entries(body["set"], f"{where}.set").items():
            place = f"{where}.set.{name}"
            knowing = [each for each in self._vocabularies() if name in each.fields]
            if not knowing:
                names = log_columns(*self._vocabularies())[len(COMMON) :]
                self.unknown_key(body["set"].key(name), place, name, names)
                continue
            item = _day(item, knowing[0].fields[name].type is DATE)
            value = self._value(knowing, name, item, place)
            text = self._constant(item, place) if value is not None else None
            values += [(name, text)] if text is not None else []
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
