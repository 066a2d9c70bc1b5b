"""The schema of a map: how a log's columns and values come to be ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from foirules.audit.reading.case_ids import PER_FILE, SHARED
from foirules.audit.reading.letter_days import LENGTHS
from foirules.audit.reading.log_columns import REGIME, log_columns
from foirules.audit.reading.map_columns import CASE, COLUMN, SOURCES
from foirules.audit.reading.map_entries import EXTRACT, FILE_NAME, FOLDER
from foirules.audit.reading.map_events import DAY, DAY_SOURCES, ENTRY, MOST_ENTRIES, OF_ROW
from foirules.audit.reading.map_files import KEYS
from foirules.audit.reading.mapping import DAYS
from foirules.audit.reading.record import MAPPED
from foirules.cases.case import ALL
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import DATE, Field
from foirules.language.vocabulary import Vocabulary
from foirules.schema import shapes
from foirules.schema.several_laws import ANY, grounds, of_any_law, words_of
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
_LENGTH: Final[JsonSchema] = {"type": "integer", "minimum": 1, "maximum": 999}
_BY_WORDS: Final[JsonSchema] = {
    **shapes.record(dict.fromkeys(LENGTHS, _LENGTH)),
    "minProperties": 1,
    "maxProperties": 1,
    "description": "a day by the words of the letter, counted from its own day",
}
_DAYS: Final = ("the column of its day", "the last day that it may have been")
_SAID: Final[JsonSchema] = {"type": ["string", "boolean", "integer", "null"]}
_THEIRS: Final[JsonSchema] = {"anyOf": [_SAID, shapes.listed(_SAID)]}


def log_map(regime: Regime, known: Mapping[str, Regime] | None = None) -> JsonSchema:
    """A map of a log of a regime; one with a column for the regime may hold the words of any.

    :param known: the laws that cases of the log may be under; those shipped, if not given.
    """
    laws = [regime, *(law for id, law in (known or load_law()).items() if id != regime.id)]
    words, any_words = regime.vocabulary, words_of(laws)
    top = {
        "map": {**TEXT, "description": "its name"},
        "title": TEXT,
        "regime": {**shapes.one_of([regime.id]), "description": "left out: the default one"},
        "source": TEXT,
        "sheet": _SHEETS,
        "encoding": {**TEXT, "description": "of CSV, such as cp1252; left out: it is found"},
        "time-zone": {**TEXT, "description": "of timestamps that say none, such as Europe/London"},
        "date-formats": {**shapes.listed(TEXT), "description": "of strptime, such as %d/%m/%Y"},
        "case-ids": {
            **shapes.one_of((SHARED, PER_FILE)),
            "description": "whether an id in several files is of one case; left out: the log tells",
        },
        "extract": {
            **TEXT,
            "description": "the day on which the log was taken out of its system; left out: that of"
            " the audit",
        },
        "empty": {
            **shapes.listed(TEXT),
            "description": "what a cell says that says nothing, such as TBC; left out: the usual",
        },
        "recorded": {
            "anyOf": [{"const": ALL}, shapes.listed(shapes.one_of((MAPPED, *any_words.events)), 1)],
            "description": "the kinds of events of which the log has every one; left out: mapped"
            " with events, else all",
        },
        "against": {
            **shapes.record(
                {
                    "column": {**TEXT, "description": "the column"},
                    "values": {
                        **shapes.table(TRUTH),
                        "description": "what stands in it, and whether a case with that was in"
                        " time; left out: what logs say",
                    },
                },
                ("column",),
            ),
            "description": "the column with what the log's system recorded, to be set beside what"
            " the law says; left out: none is",
        },
        "columns": {"type": "object", "required": ["case"]},
        "events": {},
    }
    body = shapes.declared(top, KEYS, ("map", "columns"))
    names = {"properties": {"columns": {"type": "object", "required": [REGIME]}}}
    body |= {
        "if": names,
        "then": {"properties": _of_words(any_words, laws, ANY)},
        "else": {"properties": _of_words(words, [regime])},
        "definitions": {
            "exemption": shapes.member(words.exemptions),
            "entry": _entry(words),
            **of_any_law({"exemption": grounds(laws), "entry": _entry(any_words)}),
        },
    }
    return shapes.document("foirules map", "How a log's columns and values come to be ours.", body)


def _of_words(words: Vocabulary, laws: Iterable[Regime], of: str = "") -> dict[str, JsonSchema]:
    """The columns and the events of a map that has these words."""
    columns = {name: _column(_ours(words, name)) for name in log_columns(words)}
    columns["case"] = _case()
    columns[REGIME] = _column(shapes.one_of(law.id for law in laws))
    return {
        "columns": shapes.record(columns),
        "events": {
            **shapes.listed({"$ref": f"#/definitions/{of}entry"}),
            "maxItems": MOST_ENTRIES,
        },
    }


def _ours(words: Vocabulary, name: str) -> JsonSchema:
    """What may stand in a column of ours."""
    of_letter = name in words.fields and words.fields[name].type is DATE
    return {"anyOf": [*_OURS["anyOf"], _BY_WORDS]} if of_letter else _OURS


def _case() -> JsonSchema:
    """How it is said which case a row is of."""
    fields = {
        "column": _NAMES,
        "joined": {**shapes.listed(TEXT), "description": "columns that name a case together"},
        "with": {
            "type": "string",
            "minLength": 1,
            "description": "what stands between these; left out: /",
        },
    }
    described = shapes.declared(fields, CASE)
    described["oneOf"] = [{"required": ["column"]}, {"required": ["joined"]}]
    return {"anyOf": [_NAMES, described]}


def _column(ours: JsonSchema) -> JsonSchema:
    """How a column of ours is filled.

    :param ours: what may stand in it.
    """
    return {"anyOf": [_NAMES, _described(ours)]}


def _described(ours: JsonSchema) -> JsonSchema:
    """A column of ours with what its values mean."""
    fields = {
        "column": _NAMES,
        "values": {"type": "object", "additionalProperties": {"anyOf": [ours, NOTHING]}},
        "default": {**ours, "description": "where the column says nothing"},
        "value": {**ours, "description": "in every row"},
        "optional": {**TRUTH, "description": "the log may lack the column"},
        "separator": {
            "type": "string",
            "minLength": 1,
            "description": "what stands between the names of a list",
        },
        "file": {
            **shapes.one_of((FILE_NAME, FOLDER)),
            "description": "what of the path of the file of each row",
        },
    }
    described = shapes.declared(fields, COLUMN)
    described["oneOf"] = [{"required": [source]} for source in SOURCES]
    return described


def _day() -> JsonSchema:
    """A day of an event of a row."""
    fields = {
        "column": _NAMES,
        "value": {**TEXT, "description": f"a day, or {EXTRACT}: that of the extract"},
        "optional": {**TRUTH, "description": "the log may lack the columns"},
    }
    described = shapes.declared(fields, DAY)
    described["oneOf"] = [{"required": [source]} for source in DAY_SOURCES]
    described["dependencies"] = {"optional": ["column"]}
    return {"anyOf": [_NAMES, described]}


def _set(words: Vocabulary, field: Field) -> JsonSchema:
    """What an event says in a field: a value, or what a column says."""
    by_words = [_BY_WORDS] if field.type is DATE else []
    return {"anyOf": [shapes.field(field), *by_words, _described(_ours(words, field.name))]}


def _entry(words: Vocabulary) -> JsonSchema:
    """What rows of a log come to be; an event has the fields that it has in a case file."""
    without = shapes.record({"not": _THEIRS}, ("not",))
    fields = {
        "event": shapes.one_of(words.events),
        "left-out": {"const": True},
        "from": {**_THEIRS, "description": "what the log calls it"},
        "where": {"type": "object", "additionalProperties": {"anyOf": [_THEIRS, without]}},
        **{key: {**_day(), "description": said} for key, said in zip(DAYS, _DAYS, strict=True)},
        "set": shapes.record(
            {
                **{name: _described(_OURS) for name in OF_ROW},
                **{f.name: _set(words, f) for f in words.fields.values()},
            }
        ),
    }
    entry = shapes.declared(fields, ENTRY)
    return {**entry, "oneOf": [{"required": ["event"]}, {"required": ["left-out"]}]}
