"""A file of YAML that says how a log's columns and values come to be ours -> a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import define

from foirules.audit.reading import map_columns, map_events
from foirules.audit.reading.case_ids import PER_FILE, SHARED
from foirules.audit.reading.days import LONDON, DayFormats, is_format
from foirules.audit.reading.log_columns import REGIMES
from foirules.audit.reading.map_columns import day_before_month
from foirules.audit.reading.map_entries import MapEntry, MappedColumn
from foirules.audit.reading.map_events import MapEventReader
from foirules.audit.reading.mapping import AgainstColumn, Map
from foirules.audit.reading.readers.encodings import is_encoding
from foirules.audit.reading.record import MAPPED
from foirules.cases import fields
from foirules.cases.case import ALL
from foirules.cases.meant_names import MeantNames
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.suggest import nearest
from foirules.language.log_words import log_words
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in
from foirules.rules import DEFAULT

MESSAGES: Final = {
    "no-map": "{found} is no file and no map{near}",
    "zone": "unknown time zone {found}",
    "encoding": "unknown encoding {found}; expected one such as utf-8, cp1252 or utf-16",
    "format": "found {found}; expected a format of strptime, such as %d/%m/%Y",
}
READY: Final = Path(__file__).with_name("maps")
KEYS: Final = (
    *(
        "map",
        "title",
        "source",
        "regime",
        "sheet",
        "encoding",
        "time-zone",
        "date-formats",
        "case-ids",
    ),
    *("extract", "empty", "recorded", "against", "columns", "events"),
)
AGAINST_KEYS: Final = ("column", "values")


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


def ready_title(name: str) -> str:
    """What a map that the package ships is of."""
    title: str = load_document(ready_text(name), name).value["title"].value
    return title


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
    problems = Problems(
        given, MESSAGES | map_columns.MESSAGES | map_events.MESSAGES | fields.MESSAGES
    )
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
class _MapReader(MapEventReader):
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
        entries: list[MapEntry] | None = []
        if "events" in top:
            event = mapped.get("event", MappedColumn()).names
            entries = self.events(top["events"], event[0] if event else None)
        if entries is None:
            return None
        formats = self._formats(top["date-formats"]) if "date-formats" in top else ()
        case_ids = None
        if "case-ids" in top:
            ways = (SHARED, PER_FILE)
            case_ids = self.one_of(top["case-ids"], "case-ids", "way of taking ids", ways)
        zone = self._zone(top["time-zone"]) if "time-zone" in top else LONDON
        recorded = self._recorded(top["recorded"]) if "recorded" in top else ()
        sheets = self.column_names(top["sheet"], "sheet") if "sheet" in top else ()
        encoding = self._encoding(top["encoding"]) if "encoding" in top else None
        empty = log_words(self.regime).empty
        if "empty" in top:
            empty = tuple(self.text(*each) or "" for each in self.list(top["empty"], "empty"))
        extract = (
            self.day(day_before_month(top["extract"], True), "extract")
            if "extract" in top
            else None
        )
        against = self._against(top["against"]) if "against" in top else None
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
            encoding,
            against,
        )

    def _against(self, item: Item) -> AgainstColumn:
        """The column with what the log's system recorded, and which values mean in time."""
        body = self.mapping(item, "against", AGAINST_KEYS, AGAINST_KEYS[:1])
        column = self.text(body["column"], "against.column") if "column" in body else None
        values = self.entries(body["values"], "against.values") if "values" in body else {}
        timely = {
            text: bool(self.boolean(each, f"against.values.{text}"))
            for text, each in values.items()
        }
        return AgainstColumn(column or "", tuple(timely.items()))

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

    def _encoding(self, item: Item) -> str | None:
        name = self.text(item, "encoding")
        if name and not is_encoding(name):
            self.problems.say(item, "encoding", "encoding", found=repr(name))
        return name

    def _formats(self, item: Item) -> tuple[str, ...]:
        formats = []
        for each, where in self.list(item, "date-formats"):
            text = self.text(each, where)
            if text and not is_format(text):
                self.problems.say(each, where, "format", found=repr(text))
            formats += [text] if text else []
        return tuple(formats)
