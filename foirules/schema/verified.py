"""The schema of what ``verify --format json`` prints."""

from __future__ import annotations

from foirules.assessing.verifying import LISTS, MADE_BY, SCHEMA, SCHEMA_VERSION, WHOLE
from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import JsonSchema


def verified(_: Regime) -> JsonSchema:
    """Of each result what made it then and now, where that differs, and each value that does."""
    then_and_now: dict[str, JsonSchema] = {"then": {}, "now": {}}
    either = shapes.or_null({"type": "string"})
    made_by = shapes.record(dict.fromkeys(("then", "now"), either), ("then", "now"))
    difference: dict[str, JsonSchema] = {
        "name": shapes.suggested((*WHOLE, *LISTS)),
        "row": {"type": "object"},
        "field": either,
        **then_and_now,
    }
    result: dict[str, JsonSchema] = {
        "case": shapes.TEXT,
        "as_of": shapes.ISO_DAY,
        "same": shapes.TRUTH,
        "made_by": shapes.record(dict.fromkeys(MADE_BY, made_by)),
        "differences": shapes.listed(shapes.record(difference, difference)),
    }
    top: dict[str, JsonSchema] = {
        "schema": {"const": SCHEMA},
        "version": {"const": SCHEMA_VERSION},
        "same": shapes.TRUTH,
        "results": shapes.listed(shapes.record(result, result), 1),
    }
    body = shapes.record(top, top)
    return shapes.document("foirules verify", "Results judged again.", body)
