"""The schemas of what returns are declared by: ``returns.yaml`` of a law, with what it counts, and
``shared/returns/NAME.yaml``, with the table of a return."""

from __future__ import annotations

from typing import Final

from foirules.audit.judging import return_counts_file as read_counts
from foirules.language.regime import Regime
from foirules.returns import table as read
from foirules.schema import shapes
from foirules.schema.counted import EXPRESSION, needed_events, whose_rows
from foirules.schema.rules import declarations
from foirules.schema.shapes import TEXT, JsonSchema

_COLUMNS: Final = shapes.listed({"title": "a column", **TEXT})
_VERSION: Final[JsonSchema] = {**TEXT, "description": "the day it was written, in quotes"}


def returns(regime: Regime) -> JsonSchema:
    """What the returns count of the cases of a regime."""
    top = {
        "returns": {**TEXT, "description": "their name"},
        "version": _VERSION,
        "facts": {
            **declarations("facts", regime),
            "description": "what the cells read, beside the facts of the law and the statistics,"
            " `period_start` and `period_end`",
        },
        "cells": {
            **shapes.table(shapes.listed(_group(regime))),
            "description": "by the name of a return, its cells in groups",
        },
    }
    body = shapes.declared(top, read_counts.KEYS, read_counts.NEEDED)
    return shapes.document("foirules returns", "What returns count.", body)


def _group(regime: Regime) -> JsonSchema:
    fields = shapes.one_of(regime.vocabulary.fields)
    said = {
        "when": {
            **shapes.table(EXPRESSION),
            "description": "by the id of a cell, what it counts",
        },
        "of": whose_rows(regime),
        "needs": needed_events(regime),
        "needs-fields": {
            **shapes.listed(fields),
            "description": "fields without which it shows nothing of it; left out: none",
        },
    }
    return shapes.declared(said, read_counts.GROUP, read_counts.GROUP_NEEDED)


def return_table(_: Regime) -> JsonSchema:
    """The table of a return, which is the same for all laws."""
    top = {
        "return": {**TEXT, "description": "its name, which is that of the file"},
        "title": {**TEXT, "description": "what it is called"},
        "version": _VERSION,
        "source": {**TEXT, "description": "where its layout was seen, and what was not found"},
        "counts": {**TEXT, "description": "which requests it counts"},
        "columns": {**shapes.listed(_column()), "description": "its columns, in their order"},
        "aside": {
            **shapes.table(TEXT),
            "description": "what is counted beside it and has no column, each with its title; left"
            " out: nothing",
        },
        "reasons": {
            **shapes.table(TEXT),
            "description": "why columns cannot be counted, by the names that `not-given` has; left"
            " out: none",
        },
        "one-of": {
            **shapes.listed(_COLUMNS),
            "description": "lists of cells, of each of which one at most counts a case; left out:"
            " none",
        },
        "checks": {
            **shapes.listed(_check()),
            "description": "what has to add up, beside the columns that are sums or percentages;"
            " left out: nothing",
        },
    }
    body = shapes.declared(top, read.KEYS, read.NEEDED)
    return shapes.document("foirules return", "The table of a return.", body)


def _column() -> JsonSchema:
    said = {
        "id": {
            "title": "a name",
            **TEXT,
            "description": "by which the laws and the checks call it",
        },
        "heading": {**TEXT, "description": "as it is published"},
        "holds": {
            **shapes.one_of(read.GIVEN),
            "description": "what it holds that is no figure; left out: a figure",
        },
        "sum": {
            **_COLUMNS,
            "description": "the columns that it is the sum of; left out: it is none",
        },
        "share-of": {
            **_COLUMNS,
            "description": "the columns that it is a percentage of; left out: it is none",
        },
        "among": {
            **_COLUMNS,
            "description": "those whose sum is the whole, beside `share-of`; left out: it is none",
        },
        "not-given": {
            "title": "a reason",
            **TEXT,
            "description": "why no log gives it; left out: the laws say what it counts",
        },
    }
    return shapes.declared(said, read.COLUMN, read.COLUMN_NEEDED)


def _check() -> JsonSchema:
    column: JsonSchema = {"title": "a column", **TEXT}
    said = {
        "sum": {**_COLUMNS, "description": "columns that are added up"},
        "is": {**column, "description": "that which is their sum; left out: `at-most` says it"},
        "at-most": {**column, "description": "that which they are at most; left out: `is` says it"},
        "why": {**TEXT, "description": "what has to hold, as a fault is told"},
    }
    return shapes.declared(said, read.CHECK, read.CHECK_NEEDED)
