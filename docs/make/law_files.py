"""The files of a regime's folder: every key, from the schemas of them, with an example of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from docs.make.markdown import code, page, table
from docs.make.texts import schema as pages_schema
from foirules.documents.data import to_data
from foirules.documents.load import load_document, read_text
from foirules.language.regime import Regime
from foirules.schema import SCHEMAS
from foirules.schema.shapes import DAY, JsonSchema

HEAD: Final = """\
A regime is a folder. `regime.yaml`, `vocabulary.yaml`, `subjects.yaml` and a file for each chapter
make the law; the others may be left out. [a-regime.md](a-regime.md) makes a small one from nothing;
[language.md](language.md) says how expressions are written. `foirules schema NAME` prints the
schema of a file, by which an editor completes and checks it.

`NAME` stands for a name that the file gives, `[]` for each of a list. An example is from the
[Lending Rules](../tests/regime/lending), a law made for tests, or from what ships; there is none
where what stands under a key takes several lines, or has a table of its own below.
"""
NEW_CASE: Final = """\
A text, by which `foirules new` begins a case file. It may hold

- `$name`, the name of the case
- `$authority`, the name of the authority
- `$received`, the day on which the case begins
- `$events`, the names of all events, as comments over several lines

and `$$` for a dollar sign. Without the file there is no `foirules new` for the regime.
"""


@frozen
class File:
    """A kind of file.

    :param name: of its schema.
    :param title: of its section.
    :param where: in the folder of a regime, or beside it; empty for the chapters that it names.
    """

    name: str
    title: str
    where: str
    about: str


def _named(name: str, about: str) -> File:
    """A file that is called as its schema is."""
    return File(name, f"{name}.yaml", f"{name}.yaml", about)


FILES: Final = (
    _named("regime", "Its name, calendar and chapters, and the roles that the engines ask of it."),
    _named("vocabulary", "Its words, as case files write them."),
    _named(
        "subjects",
        "What facts and rules are about: the case first, then its part, then what is made of"
        " events. Each key is a subject; below it stand",
    ),
    File(
        "rules",
        "A chapter",
        "",
        "The law itself: facts, rules, clocks and what can be done next. Rules of one's own, by"
        " `--rules FILE`, have the same form and may hold facts and rules only.",
    ),
    File(
        "policy",
        "policies/",
        "policies/*.yaml",
        "What differs by date and by authority, a file a policy. The one whose id is the regime's"
        " is its own, and has every period and list that its law reads; those of authorities"
        " extend it.",
    ),
    _named(
        "statistics",
        "What `audit` counts. Without it nothing is counted but findings, clocks and stages.",
    ),
    _named(
        "recorded-days",
        "What `audit --against` tries as explanations where a system recorded another last day.",
    ),
    _named(
        "returns",
        "What `audit --return` counts of the cases under the law.",
    ),
    File(
        "return-table",
        "shared/returns/",
        "shared/returns/*.yaml",
        "Beside the folders of laws, a file a return, called after it: its columns as they are"
        " published, and what `check-return` holds a published one to. [returns.md](returns.md) has"
        " those that ship.",
    ),
    _named(
        "sources",
        "What was read of each source that the law cites. Each key is a source, as a citation names"
        " it; below it stand",
    ),
    _named(
        "left-out",
        "What nothing in the law stands for, of the provisions that `sources.yaml` lists: a list,"
        " in which each has",
    ),
    _named(
        "log-words",
        "What its logs call their columns, events, outcomes and laws, by which `audit"
        " --suggest-map` proposes a map, and a name that is not known is told with the one that is"
        " meant.",
    ),
    _named(
        "pages",
        "What the pages made by `python -m docs.make` say of it beside what is declared.",
    ),
)
LONGEST: Final = 80  # an example, in characters
_NEEDS_QUOTES: Final = re.compile(r"""^['"\[{&*!|>%@`]|: | #""")


@frozen
class Record:
    """A mapping with certain keys: its place in the file, and what each key is."""

    place: str
    shape: JsonSchema

    @property
    def keys(self) -> Mapping[str, JsonSchema]:
        keys: Mapping[str, JsonSchema] = self.shape["properties"]
        return keys


def law_files(regimes: Sequence[Regime], policies: Sequence[Path] = ()) -> str:
    """Every file of a folder, key by key.

    :param regimes: those from which examples are taken, from the first if it has one.
    :param policies: policies from which examples are taken besides.
    """
    schemas = {name: make(regimes[0]) for name, make in {**SCHEMAS, "pages": pages_schema}.items()}
    lines: list[str] = []
    for file in FILES:
        lines += [f"## {file.title}\n", f"{file.about}\n"]
        paths = [path for regime in regimes for path in _paths(regime, file)]
        paths += policies if file.name == "policy" else ()
        contents = [to_data(load_document(read_text(path), str(path))) for path in paths]
        contents += [part for each in contents if "sections" in each for part in each["sections"]]
        for record in records(schemas[file.name]):
            lines += _told(record, contents)
    lines += ["## new-case.yaml\n", NEW_CASE]
    return page("The files of a regime", "the schemas of them", HEAD, lines)


def _paths(regime: Regime, file: File) -> Sequence[Path]:
    """The files of a kind in the folder of a regime, or in one beside it that laws share."""
    if file.where.startswith("shared/"):
        return sorted(regime.folder.parent.glob(file.where))
    return sorted(regime.folder.glob(file.where)) if file.where else regime.files


# --- the records of a schema ----------------------------------------------------------------------


def records(schema: JsonSchema, place: str = "") -> Iterator[Record]:
    """The mappings of a schema that have certain keys, each before those within it; one that stands
    in several places is told in the first."""
    seen: list[JsonSchema] = []

    def walk(shape: JsonSchema, place: str) -> Iterator[Record]:
        own = _record(shape)
        if own and own not in seen:
            seen.append(own)
            yield Record(place, own)
            for key, each in own["properties"].items():
                yield from walk(each, f"{place}.{key}".lstrip("."))
        for within, name in _within(shape):
            yield from walk(within, place + name)

    yield from walk(schema, place)


def _record(shape: JsonSchema) -> JsonSchema | None:
    named = "title" in shape and "$schema" not in shape
    return shape if "properties" in shape and not named else None


def _within(shape: JsonSchema) -> Iterator[tuple[JsonSchema, str]]:
    """What a shape is of, and how its place is written."""
    if "items" in shape:
        yield shape["items"], "[]"
    if isinstance(shape.get("additionalProperties"), dict):
        yield shape["additionalProperties"], ".NAME"
    for each in shape.get("anyOf", ()):
        if each.keys() != {"required"}:
            yield each, ""


# --- in words -------------------------------------------------------------------------------------


def _told(record: Record, contents: Sequence[Any]) -> list[str]:
    """A table of the keys of a record.

    :param contents: what files hold, from which examples are taken.
    """
    place = record.place.strip(".")
    heading = [] if place in ("", "NAME", "[]") else [f"### `{place}`\n"]
    needed = record.shape.get("required", ())
    rows = [
        (
            f"`{key}`",
            type_of(shape),
            "needed" if key in needed else _left_out(shape),
            _meaning(shape),
            _example(key, shape, [*_steps(record.place), key], contents),
        )
        for key, shape in record.keys.items()
    ]
    cells = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    return [*heading, *table(("key", "what stands there", "left out", "meaning", "example"), cells)]


def _meaning(shape: JsonSchema) -> str:
    return str(shape["description"]).partition("left out: ")[0].rstrip("; ")


def _left_out(shape: JsonSchema) -> str:
    if "default" in shape:
        return f"`{json.dumps(shape['default'])}`"
    return str(shape["description"]).partition("left out: ")[2]


def type_of(shape: JsonSchema) -> str:
    """What stands under a key, in words."""
    if "title" in shape:
        return str(shape["title"])
    if "const" in shape:
        return f"`{json.dumps(shape['const'])}`"
    if "enum" in shape:
        return "one of " + code(shape["enum"])
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(type_of(each) for each in shape["anyOf"]))
    if _record(shape):
        return "a mapping"
    if "items" in shape:
        items = shape["items"]
        return "a list of mappings" if _record(items) else f"a list: {type_of(items)}"
    if "additionalProperties" in shape:
        each = shape["additionalProperties"]
        return "mappings by name" if _record(each) else f"by name: {type_of(each)}"
    if shape["type"] == "string":
        return "a day" if shape["pattern"] == DAY["pattern"] else "text"
    return {"boolean": "true or false", "integer": "a whole number"}[shape["type"]]


# --- examples -------------------------------------------------------------------------------------


def _example(key: str, shape: JsonSchema, path: Sequence[str], contents: Sequence[Any]) -> str:
    """The first short value that stands at a place."""
    values = (_shown(value) for each in contents for value in _at(each, path))
    shown = next((each for each in values if each and len(each) <= LONGEST), "")
    shown = shown or _made_up(shape)
    if type_of(shape) == "text" and re.fullmatch(r"[\d-]+", shown):
        shown = f'"{shown}"'
    return f"`{key}: {shown}`" if shown else ""


def _made_up(shape: JsonSchema) -> str:
    """A value where no file has one: that of the schema, or any that a type has."""
    usual = {"a day": "2024-04-01", "true or false": "true", "a whole number": "3"}
    first = [_shown(each) for each in (*shape.get("examples", ()), *shape.get("enum", ()))]
    return (first and first[0]) or usual.get(type_of(shape), "")


def _steps(place: str) -> list[str]:
    return [each for each in place.replace("[]", ".[]").split(".") if each]


def _at(value: Any, path: Sequence[str]) -> Iterator[Any]:
    """What stands at a place; ``NAME`` is any key, ``[]`` any item."""
    if not path:
        yield value
    elif path[0] == "[]":
        for each in value if isinstance(value, list) else ():
            yield from _at(each, path[1:])
    elif isinstance(value, dict):
        for key in value if path[0] == "NAME" else [path[0]]:
            if key in value:
                yield from _at(value[key], path[1:])


def _shown(value: Any) -> str | None:
    """A value on one line, as YAML has it; None where it holds mappings, or lists in a list."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            shown = [_shown(each) for each in value]
            flat = None not in shown and not any(isinstance(each, dict | list) for each in value)
            return f"[{', '.join(map(str, shown))}]" if flat else None
        case dict():
            inside = {key: _shown(each) for key, each in value.items()}
            flat = None not in inside.values() and not any(
                isinstance(each, dict | list) for each in value.values()
            )
            pairs = (f"{key}: {each}" for key, each in inside.items())
            return f"{{{', '.join(pairs)}}}" if flat else None
    text = str(value)
    if "\n" in text:
        return None
    return json.dumps(text) if _NEEDS_QUOTES.search(text) else text
