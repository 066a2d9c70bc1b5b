"""What the schemas of statistics and of returns have in common: what is counted, of which rows."""

from __future__ import annotations

from typing import Final

from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, JsonSchema

EXPRESSION: Final[JsonSchema] = {"title": "an expression", **TEXT}


def whose_rows(regime: Regime) -> JsonSchema:
    """The subject whose rows are counted."""
    return {
        **shapes.one_of(regime.schema.by_name, "a subject"),
        "description": "whose rows are counted; left out: the case",
    }


def needed_events(regime: Regime) -> JsonSchema:
    """The kinds of events that a log must record for something to be counted."""
    return {
        **shapes.listed(shapes.one_of(regime.vocabulary.events)),
        "description": "kinds of events without which a log shows nothing of it; left out: none",
    }
