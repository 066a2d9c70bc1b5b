"""The schemas of what ``--between`` prints as JSON."""

from __future__ import annotations

from foirules.changes import between_days, between_laws
from foirules.changes.law_file import KINDS
from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import JsonSchema

_TEXT_OR_NULL: JsonSchema = {"type": ["string", "null"]}


def law_changes(_: Regime) -> JsonSchema:
    """What changed between two laws: of each declaration what it said and says."""
    field: dict[str, JsonSchema] = {
        "aspect": shapes.one_of(tuple(between_laws.ASPECTS)),
        "key": shapes.TEXT,
        "before": {},
        "after": {},
    }
    change: dict[str, JsonSchema] = {
        "what": shapes.one_of(KINDS),
        "name": shapes.TEXT,
        "change": shapes.one_of(between_laws.CHANGES),
        "title": {"type": "string"},
        "fields": shapes.listed(shapes.record(field, field)),
        "felt_by": shapes.listed(shapes.TEXT),
    }
    regime: dict[str, JsonSchema] = {
        "regime": shapes.TEXT,
        "title": shapes.TEXT,
        "files_differ": shapes.TRUTH,
        "policy_compared": shapes.TRUTH,
        "changes": shapes.listed(shapes.record(change, change)),
    }
    law: dict[str, JsonSchema] = {"law": shapes.TEXT, "program": shapes.TEXT}
    top: dict[str, JsonSchema] = {
        "schema": {"const": between_laws.SCHEMA},
        "version": {"const": between_laws.SCHEMA_VERSION},
        "before": shapes.record(law, law),
        "after": shapes.record(law, law),
        "same": shapes.TRUTH,
        "only_before": shapes.listed(shapes.TEXT),
        "only_after": shapes.listed(shapes.TEXT),
        "regimes": shapes.listed(shapes.record(regime, regime)),
    }
    body = shapes.record(top, top)
    return shapes.document("foirules rules --between", "What changed between two laws.", body)


def day_changes(_: Regime) -> JsonSchema:
    """What changed between two days."""
    change: dict[str, JsonSchema] = {
        "on": shapes.ISO_DAY,
        "regime": shapes.TEXT,
        "what": shapes.one_of(between_days.KINDS),
        "name": shapes.TEXT,
        "policy": _TEXT_OR_NULL,
        "change": shapes.one_of(between_days.CHANGES),
        "before": _TEXT_OR_NULL,
        "after": _TEXT_OR_NULL,
        "cites": {"type": "string"},
    }
    top: dict[str, JsonSchema] = {
        "schema": {"const": between_days.SCHEMA},
        "version": {"const": between_days.SCHEMA_VERSION},
        "after": shapes.ISO_DAY,
        "until": shapes.ISO_DAY,
        "changes": shapes.listed(shapes.record(change, change)),
    }
    body = shapes.record(top, top)
    return shapes.document("foirules policies --between", "What changed between two days.", body)
