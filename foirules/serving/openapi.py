"""The service as OpenAPI 3.1, made from the schemas that ``foirules schema`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Any, Final

from foirules.language.regime_files import load_law
from foirules.rules import DEFAULT
from foirules.rules.version import __version__
from foirules.schema import SCHEMAS, shapes
from foirules.schema import inquiry as inquiries
from foirules.schema.errors import error_list
from foirules.schema.several_laws import moved, under_each
from foirules.schema.shapes import JsonSchema
from foirules.serving.respond import FILE_TYPES, JSON, LINES, LOG_TYPES

HTML: Final = "text/html"
COMPONENTS: Final = "#/components/schemas/"
TEXT_OR_NULL: Final = shapes.or_null({"type": "string"})


def _query(name: str, description: str, schema: JsonSchema) -> JsonSchema:
    return {"name": name, "in": "query", "description": description, "schema": schema}


WHEN: Final = _query(
    "as_of",
    "The day on which it is judged: events after it have not happened. Today in London, if left"
    " out.",
    shapes.ISO_DAY,
)
EXPLAIN: Final = _query(
    "explain",
    "Whether the derivations of dates and findings are given.",
    {"enum": ["true", "false"]},
)
FORMAT: Final = _query(
    "format",
    "A page in place of JSON; also where Accept names text/html first.",
    {"enum": ["json", "html"]},
)
AFTER: Final = _query(
    "after", "Of letters, the first day on which any of them can have been sent.", shapes.ISO_DAY
)
NAME: Final = _query(
    "name", "Of the file, which may tell its form; errors call it so.", shapes.TEXT
)
WITH_PAGE: Final = _query(
    "page", "Whether the answer in JSON has the page too.", {"enum": ["true", "false"]}
)
MAP: Final = _query("map", "The name of a map that ships, such as council-tracker.", shapes.TEXT)
BY: Final = _query("by", "The log's column that what is due is grouped by.", shapes.TEXT)
REFUSED: Final = {
    "400": "The body is no JSON, or has a key twice in a mapping.",
    "408": "The body has not come in time.",
    "413": "The body is too large.",
    "415": "The body is of a type that is not read.",
    "422": "What is asked cannot be answered; each thing that is wrong is told.",
    "500": "The program failed.",
    "503": "Too many requests are waiting.",
    "504": "It took too long.",
}


NOTHING: Final[Mapping[str, str]] = {}
NO_AUDIT: Final = {"501": "What audits need is not installed."}


@cache
def openapi() -> Mapping[str, Any]:
    """The description of all paths, ready for JSON."""
    law = load_law()
    kinds = sorted({k for of in law.values() for k in of.vocabulary.authority_type.members})
    asked = {
        "received": shapes.ISO_DAY,
        "regime": shapes.or_null(shapes.one_of(law)),
        "authority_type": shapes.or_null(shapes.one_of(kinds)),
        "policy": TEXT_OR_NULL,
    }
    case, event = _named("case"), {"type": "object"}
    due = shapes.record({**asked, "explain": shapes.or_null(shapes.TRUTH)}, ("received",))
    events = shapes.listed(event)
    what_if = shapes.record({"case": case, "events": events}, ("case", "events"))
    letters = {
        "text": shapes.TEXT,
        "regime": asked["regime"],
        "after": shapes.or_null(shapes.ISO_DAY),
    }
    assessment = _named("assessment")
    several = {"type": "array", "maxItems": 1000, "items": case}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "foirules",
            "version": __version__,
            "description": "Deadlines and duties of public authorities that are asked for"
            " information. Not legal advice.",
        },
        "paths": {
            "/assess": {
                "post": _post(
                    "What is found of a case, or of several",
                    {JSON: {"anyOf": [case, several]}, LINES: {"type": "string"}},
                    {JSON: {"anyOf": [assessment, {"type": "array"}]}, LINES: {"type": "string"}},
                    (WHEN, EXPLAIN),
                )
            },
            "/due": {"post": _post("The last day for answering", {JSON: due}, _any())},
            "/what-if": {
                "post": _post("What events would do to a case", {JSON: what_if}, _any(), (WHEN,))
            },
            "/check": {
                "post": _post("What is not as a case expects", {JSON: case}, _any(), (WHEN,))
            },
            "/draft": {
                "post": _post(
                    "The case that letters show",
                    {JSON: shapes.record(letters, ("text",))},
                    _any(),
                    (WHEN,),
                )
            },
            "/report": {
                "post": _post(
                    "A report of what a file holds: a case, several, or letters",
                    _files(FILE_TYPES, {}),
                    {**_any(), HTML: {"type": "string"}},
                    (WHEN, _regime(law), AFTER, NAME, FORMAT, WITH_PAGE),
                )
            },
            "/audit": {
                "post": _post(
                    "The audit of a log: CSV, JSON lines, or a mapping with the log and its map",
                    _files(LOG_TYPES, shapes.record(dict.fromkeys(("log", "map"), shapes.TEXT))),
                    {**_any(), HTML: {"type": "string"}},
                    (WHEN, _regime(law), MAP, BY, FORMAT),
                    NO_AUDIT,
                )
            },
            "/ask": {
                "post": _post(
                    "The next question to a person who has no case file, or the end",
                    {JSON: inquiries.answers()},
                    {JSON: inquiries.inquiry(case, assessment)},
                    (WHEN,),
                )
            },
            "/rules": {"get": _get("The law as it is declared", (_regime(law),))},
            "/rules/{name}": {
                "get": _get("A rule, clock, action or fact", (_regime(law), _path("name")))
            },
            "/policies": {"get": _get("The policies")},
            "/policies/{name}": {"get": _get("A policy", (_path("name"),))},
            "/health": {"get": _get("Whether the service is there")},
            "/openapi.json": {"get": _get("This description")},
        },
        "components": {"schemas": dict(_components())},
    }


def _post(
    summary: str,
    bodies: Mapping[str, JsonSchema],
    made: Mapping[str, JsonSchema],
    parameters: Iterable[JsonSchema] = (),
    also_refused: Mapping[str, str] = NOTHING,
) -> JsonSchema:
    refused = _refused({**REFUSED, **also_refused})
    return {
        "summary": summary,
        "parameters": list(parameters),
        "requestBody": {"required": True, "content": _content(bodies)},
        "responses": {"200": _response(summary + ".", made), **refused},
    }


def _files(types: Iterable[str], json: JsonSchema) -> Mapping[str, JsonSchema]:
    """A file as a body: of any of some types, of JSON lines or of JSON."""
    return {JSON: json, **{type: {"type": "string"} for type in (LINES, *types)}}


def _get(summary: str, parameters: Iterable[JsonSchema] = ()) -> JsonSchema:
    refused = {"404": "There is none of that name.", **REFUSED}
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": {"200": _response(summary + ".", _any()), **_refused(refused)},
    }


def _refused(said: Mapping[str, str]) -> JsonSchema:
    return {status: _response(text, {JSON: _named("errors")}) for status, text in said.items()}


def _response(description: str, made: Mapping[str, JsonSchema]) -> JsonSchema:
    return {"description": description, "content": _content(made)}


def _content(of: Mapping[str, JsonSchema]) -> JsonSchema:
    return {type: {"schema": schema} for type, schema in of.items()}


def _any() -> Mapping[str, JsonSchema]:
    return {JSON: {}}


def _regime(law: Iterable[str]) -> JsonSchema:
    return {"name": "regime", "in": "query", "schema": shapes.one_of(law)}


def _path(name: str) -> JsonSchema:
    return {"name": name, "in": "path", "required": True, "schema": shapes.TEXT}


def _named(name: str) -> JsonSchema:
    return {"$ref": COMPONENTS + name}


def errors() -> JsonSchema:
    """What is wrong: for each thing where it is, what was found and what was expected."""
    return shapes.record({"errors": error_list()}, ("errors",))


def _components() -> Iterable[tuple[str, JsonSchema]]:
    """The schemas by name, each of their definitions as a schema of its own."""
    law = load_law()
    whole = {
        "case": _of_any(under_each(SCHEMAS["case"], law), law),
        "assessment": SCHEMAS["assessment"](law[DEFAULT], law),
        "errors": errors(),
    }
    for name, schema in whole.items():
        yield from _apart(name, moved(schema, partial(_placed, name)))


def _of_any(schema: JsonSchema, law: Iterable[str]) -> JsonSchema:
    """The schema of a file of any law as a choice among them, which more programs understand than
    conditions."""
    choice = [
        {
            "allOf": [
                {
                    "properties": {"regime": {"const": id}},
                    "required": [] if id == DEFAULT else ["regime"],
                },
                {"$ref": f"#/definitions/{id}"},
            ]
        }
        for id in law
    ]
    kept = {key: schema[key] for key in ("title", "description", "definitions")}
    return {**kept, "anyOf": choice}


def _placed(name: str, place: str) -> str:
    """Where a definition of a schema stands, or one within a definition, among the components."""
    return f"{COMPONENTS}{name}-{place.replace('/definitions/', '-')}"


def _apart(name: str, schema: JsonSchema) -> Iterable[tuple[str, JsonSchema]]:
    """A schema and its definitions, each by its name."""
    yield name, {k: each for k, each in schema.items() if k not in ("$schema", "definitions")}
    for key, each in schema.get("definitions", {}).items():
        yield from _apart(f"{name}-{key}", each)
