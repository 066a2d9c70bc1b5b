"""The schema of errors as JSON: what ``--errors json`` prints, and what the service answers."""

from __future__ import annotations

from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import JsonSchema

TEXT_OR_NULL: JsonSchema = shapes.or_null({"type": "string"})
NUMBER_OR_NULL: JsonSchema = shapes.or_null(shapes.WHOLE)


def error_list() -> JsonSchema:
    """For each thing that is wrong where it is, what was found and what was expected."""
    line: dict[str, JsonSchema] = {
        "file": TEXT_OR_NULL,
        "line": NUMBER_OR_NULL,
        "column": NUMBER_OR_NULL,
        **dict.fromkeys(("field", "found", "expected", "meant"), TEXT_OR_NULL),
        "message": {"type": "string"},
    }
    return shapes.listed(shapes.record(line, line), 1)


def errors(_: Regime) -> JsonSchema:
    """A list of errors."""
    return shapes.document("foirules errors", "What is wrong, each with its place.", error_list())
