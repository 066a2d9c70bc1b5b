"""The schemas of what is read beside the law in an audit: ``statistics.yaml``, with what is counted
of a log, and ``recorded-days.yaml``, with the days that a system may have worked out otherwise."""

from __future__ import annotations

from typing import Final

from foirules.audit.judging import recorded_days as read_days
from foirules.audit.judging import statistics_file as read
from foirules.audit.judging.statistics import CASE
from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.counted import EXPRESSION, needed_events, whose_rows
from foirules.schema.rules import declarations
from foirules.schema.shapes import DAY, TEXT, JsonSchema

_MEASURES: Final = shapes.listed({"title": "a measure", **TEXT})
_NUMBER: Final[JsonSchema] = {"type": "integer", "minimum": 1, "maximum": 999}
_PERCENTAGE: Final[JsonSchema] = {"type": "integer", "minimum": 0, "maximum": 100}
_CITES: Final[JsonSchema] = {**TEXT, "description": "what it rests on"}


def statistics(regime: Regime) -> JsonSchema:
    """What is counted of a log of a regime."""
    top = {
        "statistics": {**TEXT, "description": "their name"},
        "version": {**TEXT, "description": "the day they were written, in quotes"},
        "facts": {
            **declarations("facts", regime),
            "description": "what the measures read, beside the facts of the law",
        },
        "sets": {
            **shapes.table(_set(regime)),
            "description": "measures by set: of the measures of one, one at most holds of each row",
        },
        "rates": {
            **shapes.table(_rate()),
            "description": "shares of what is counted, each with what it is set against",
        },
        "late-by": {
            **shapes.listed(_NUMBER),
            "description": "the bounds between counts of days late, in working days",
        },
        "columns": {
            **shapes.table({"title": "a measure", **TEXT}),
            "description": "the measures that the tables of the summary show, by heading; left out:"
            " none",
        },
        "backlog": {
            **_MEASURES,
            "description": "the measures that count what is still owed an answer; left out: none",
        },
        "cases": {
            **shapes.record(_case_days(), ()),
            "description": "days of the table of cases beside that on which each begins; left out:"
            " none",
        },
    }
    body = shapes.declared(top, read.KEYS, read.NEEDED)
    return shapes.document("foirules statistics", "What is counted of a log.", body)


def _case_days() -> JsonSchema:
    said = {
        "due": {**EXPRESSION, "description": "the last day; left out: it has none"},
        "answered": {**EXPRESSION, "description": "the day of the answer; left out: it has none"},
    }
    return {key: said[key] for key in CASE}


def _set(regime: Regime) -> JsonSchema:
    said = {
        "title": {**TEXT, "description": "what it is called"},
        "cites": _CITES,
        "of": whose_rows(regime),
        "among": {
            **_MEASURES,
            "description": "measures above: one of this set holds of each case that they count;"
            " left out: none",
        },
        "needs": needed_events(regime),
        "may-overlap": {
            "type": "boolean",
            "description": "several may hold of one row, and cases that they perhaps count are not"
            " kept; left out: false",
        },
        "measures": {**shapes.table(_measure()), "description": "what is counted, by name"},
    }
    return shapes.declared(said, read.SET, read.SET_NEEDED)


def _measure() -> JsonSchema:
    said = {
        "title": {**TEXT, "description": "what it is called"},
        "when": {**EXPRESSION, "description": "the rows that it counts"},
        "due": {**EXPRESSION, "description": "the last day; left out: no days are counted"},
        "ended": {
            **EXPRESSION,
            "description": "the day from which lateness is counted; left out: the day of the audit",
        },
    }
    return shapes.declared(said, read.MEASURE, read.MEASURE_NEEDED)


def _rate() -> JsonSchema:
    said = {
        "title": {**TEXT, "description": "what it is called"},
        "of": {**_MEASURES, "description": "the measures that are counted"},
        "among": {**_MEASURES, "description": "the measures that they are a share of"},
        "cites": _CITES,
        "thresholds": {
            **shapes.listed(_threshold()),
            "description": "what it is set against, in order of date; left out: nothing",
        },
    }
    return shapes.declared(said, read.RATE, read.RATE_NEEDED)


def _threshold() -> JsonSchema:
    said = {
        "from": {**DAY, "description": "the first day on which it is in force"},
        "bands": {
            **shapes.table(_PERCENTAGE),
            "description": "names, each with the least percentage; the highest first, the last 0",
        },
        "cites": _CITES,
        "note": {**TEXT, "description": "what is not sure of it; left out: nothing"},
    }
    return shapes.declared(said, read.THRESHOLD, read.THRESHOLD_NEEDED)


# --- recorded-days.yaml ---------------------------------------------------------------------------


def recorded_days(regime: Regime) -> JsonSchema:
    """The days that a system may have recorded in place of the last day of a regime."""
    title: JsonSchema = {**TEXT, "description": "what was done, in words"}
    day = shapes.record(
        {"title": title, "is": {**EXPRESSION, "description": "the day, of the case"}},
        ("title", "is"),
    )
    calendar = shapes.record({"title": title}, ("title",))
    top = {
        "due": {**EXPRESSION, "description": "the law's own last day, of the case"},
        "days": {**shapes.table(day), "description": "other days, by name"},
        "calendars": {
            **shapes.table(calendar),
            "description": "calendars by which the last day may have been worked out, by name",
        },
        "in-time": {
            **TEXT,
            "description": "the rate of `statistics.yaml` whose cases are those in time, beside a"
            " column that says whether each was; left out: none is",
        },
        "taken": {
            **_taken(title, calendar),
            "description": "how many working days a case took; left out: it is not said",
        },
    }
    body = shapes.declared(top, read_days.KEYS, read_days.NEEDED)
    return shapes.document(
        "foirules recorded-days", "Days that a system may have recorded for the last day.", body
    )


def _taken(title: JsonSchema, calendar: JsonSchema) -> JsonSchema:
    begins = {**EXPRESSION, "description": "the day after which they are counted, of the case"}
    other = shapes.record({"title": title, "from": begins}, ("title", "from"))
    said = {
        "from": begins,
        "until": {**EXPRESSION, "description": "the last day that is counted, of the case"},
        "others": {
            **shapes.table(other),
            "description": "other days that a system may count from, by name; left out: none",
        },
        "calendars": {
            **shapes.table(calendar),
            "description": "calendars by which they may have been counted, by name;"
            " `every-day` counts all days; left out: none",
        },
    }
    return shapes.declared(said, read_days.TAKEN_KEYS, read_days.TAKEN_NEEDED)
