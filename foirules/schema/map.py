"""The schema of a map: how a log's columns and values come to be ours."""

from __future__ import annotations

from typing import Final

from foirules.audit.reading.log_columns import log_columns
from foirules.audit.reading.map_files import COLUMN, ENTRY, KEYS
from foirules.language.regime import Regime
from foirules.language.vocabulary import Vocabulary
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, TRUTH, JsonSchema

_NAMES: Final[JsonSchema] = {
    "anyOf": [TEXT, shapes.listed(TEXT)],
    "description": "a column of the log, or several: the first that has a value",
}
_SHEETS: Final[JsonSchema] = {
    "anyOf": [TEXT, shapes.listed(TEXT)],
    "description": "of a workbook: the sheet that holds the log, or several",
}
_OURS: Final[JsonSchema] = {"anyOf": [TEXT, TRUTH, shapes.listed(TEXT)]}
NOTHING: Final[JsonSchema] = {"type": "null"}
_SAID: Final[JsonSchema] = {"type": ["string", "boolean", "integer", "null"]}
_THEIRS: Final[JsonSchema] = {"anyOf": [_SAID, shapes.listed(_SAID)]}


def log_map(regime: Regime) -> JsonSchema:
    """A map of a log of a regime."""
    words = regime.vocabulary
    top = {
        "map": {**TEXT, "description": "its name"},
        "title": TEXT,
        "regime": {**shapes.one_of([regime.id]), "description": "left out: the default one"},
        "source": TEXT,
        "sheet": _SHEETS,
        "time-zone": {**TEXT, "description": "of timestamps that say none, such as Europe/London"},
        "date-formats": {**shapes.listed(TEXT), "description": "of strptime, such as %d/%m/%Y"},
        "columns": shapes.record({name: _column(name) for name in log_columns(words)}, ("case",)),
        "events": shapes.listed(_entry(words)),
    }
    body = shapes.record({key: top[key] for key in KEYS}, ("map", "columns"))
    body["definitions"] = {"exemption": shapes.member(words.exemptions)}
    return shapes.document("foirules map", "How a log's columns and values come to be ours.", body)


def _column(name: str) -> JsonSchema:
    if name == "case":
        return TEXT
    fields = {
        "column": _NAMES,
        "values": {"type": "object", "additionalProperties": {"anyOf": [_OURS, NOTHING]}},
        "default": {**_OURS, "description": "where the column says nothing"},
        "value": {**_OURS, "description": "in every row"},
        "optional": {**TRUTH, "description": "the log may lack the column"},
    }
    described = shapes.record({key: fields[key] for key in COLUMN})
    described["oneOf"] = [{"required": ["column"]}, {"required": ["value"]}]
    return {"anyOf": [_NAMES, described]}


def _entry(words: Vocabulary) -> JsonSchema:
    """What rows of a log come to be; an event has the fields that it has in a case file."""
    without = shapes.record({"not": _THEIRS}, ("not",))
    fields = {
        "event": shapes.one_of(words.events),
        "left-out": {"const": True},
        "from": {**_THEIRS, "description": "what the log calls it"},
        "where": {"type": "object", "additionalProperties": {"anyOf": [_THEIRS, without]}},
        "on": {**TEXT, "description": "the column of its day"},
        "set": shapes.record({f.name: shapes.field(f) for f in words.fields.values()}),
    }
    entry = shapes.record({key: fields[key] for key in ENTRY})
    return {**entry, "oneOf": [{"required": ["event"]}, {"required": ["left-out"]}]}
