"""What is found of cases by the policy in force, set beside what a proposed one would make of them.

A row says what of one case would be another: a finding or a clock that is added or removed, a
finding of another certainty, a last day that is moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import polars as pl

from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.tables import CASES

ADDED, REMOVED, CERTAINTY, MOVED = "added", "removed", "certainty", "moved"
CHANGES: Final = (ADDED, REMOVED, CERTAINTY, MOVED)
FILE: Final = "policy-changes"  # of the results
FINDING, CLOCK = "finding", "clock"
FIGURES: Final = {
    "policy-changed": "cases that the proposed policy changes",
    "policy-added": "cases to which it adds a finding or a clock",
    "policy-removed": "cases from which it removes a finding or a clock",
    "policy-certainty": "cases of which it makes a finding possible, or established",
    "policy-moved": "cases of which it moves a last day",
}
"""What ``--list`` may name, where a policy is proposed."""
TABLE: Final[dict[str, Any]] = {
    "case": pl.String,
    "regime": pl.String,
    "authority": pl.String,
    "what": pl.String,
    "name": pl.String,
    "part": pl.String,
    "event": pl.String,
    "change": pl.String,
    "certainty_before": pl.String,
    "certainty_after": pl.String,
    "due_before": pl.Date,
    "due_after": pl.Date,
    "days_moved": pl.Int32,
}
_KEY: Final = ("case", "name", "part", "event", "number")
_WAYS: Final = (
    *("added", "removed", "to_possible", "to_established"),
    *("moved", "earlier", "later", "least", "median", "most"),
)


def compare_policies(now: JudgedCases, proposed: JudgedCases) -> pl.DataFrame:
    """The rows of cases that a proposed policy would make another.

    :param now: what is found of cases by the policy in force; ``proposed`` of the same cases by the
        proposed one.
    """
    cases = now.table(CASES)
    if not cases.width:
        return pl.DataFrame(schema=TABLE)
    compared = pl.concat(
        [
            _changed(_findings(now), _findings(proposed), FINDING),
            _changed(_clocks(now), _clocks(proposed), CLOCK),
        ]
    )
    known = cases.select("case", pl.col("regime").cast(pl.String), "authority")
    found = compared.join(known, on="case", how="inner", maintain_order="left")
    return found.select(*TABLE).cast(pl.Schema(TABLE)).sort("case", "what", maintain_order=True)


def _findings(judged: JudgedCases) -> pl.DataFrame:
    event = pl.col("event").struct.field("id")
    return _rows(judged.table("findings"), "rule", event, pl.col("certainty").cast(pl.String))


def _clocks(judged: JudgedCases) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return _rows(judged.table("clocks"), "clock", nothing, nothing)


def _rows(table: pl.DataFrame, name: str, event: pl.Expr, certainty: pl.Expr) -> pl.DataFrame:
    """What is compared of a table, under names of its own; rows of one name are told apart by
    their order."""
    rows = (
        table.select(
            "case",
            pl.col(name).cast(pl.String).alias("name"),
            pl.col("part").cast(pl.String),
            event.alias("event"),
            certainty.alias("certainty"),
            "due",
        )
        if table.width
        else pl.DataFrame(schema=_ROW)
    )
    number = pl.int_range(pl.len()).over("case", "name", "part", "event").alias("number")
    return rows.with_columns(number)


_ROW: Final[dict[str, Any]] = {
    **dict.fromkeys(("case", "name", "part", "event", "certainty"), pl.String),
    "due": pl.Date,
}


def _changed(now: pl.DataFrame, proposed: pl.DataFrame, what: str) -> pl.DataFrame:
    """The rows that only one of two tables has, or that they have otherwise."""
    before = now.with_columns(pl.lit(True).alias("_is"))
    after = proposed.with_columns(pl.lit(True).alias("_is"))
    both = before.join(after, on=_KEY, how="full", nulls_equal=True, coalesce=True, suffix="_after")
    change: Any = pl.when(pl.col("_is").is_null()).then(pl.lit(ADDED))
    change = change.when(pl.col("_is_after").is_null()).then(pl.lit(REMOVED))
    change = change.when(pl.col("certainty").ne_missing(pl.col("certainty_after")))
    change = change.then(pl.lit(CERTAINTY))
    change = change.when(pl.col("due").ne_missing(pl.col("due_after"))).then(pl.lit(MOVED))
    moved = (pl.col("due_after") - pl.col("due")).dt.total_days().alias("days_moved")
    return (
        both.with_columns(change.alias("change"), moved, pl.lit(what).alias("what"))
        .drop_nulls("change")
        .rename({"certainty": "certainty_before", "due": "due_before"})
        .sort(*_KEY, nulls_last=True)
        .select(*(name for name in TABLE if name not in ("regime", "authority")))
    )


def changed_cases(figure: str, table: pl.DataFrame) -> pl.Series:
    """The names of the cases that one of FIGURES counts."""
    change = figure.removeprefix("policy-")
    rows = table.filter(change=change) if change in CHANGES else table
    return rows["case"].unique(maintain_order=True)


def policies_counted(tables: Iterable[pl.DataFrame]) -> dict[str, Any]:
    """How many cases would be another, and how often which rule and clock."""
    table = pl.concat([pl.DataFrame(schema=TABLE), *tables])
    return {
        "cases": table["case"].n_unique(),
        "findings": list(_counted(table.filter(what=FINDING))),
        "clocks": list(_counted(table.filter(what=CLOCK))),
    }


def _counted(table: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """For each name how often it is added or removed, and by how many days its day is moved."""
    changed, moved = pl.col("change"), pl.col("days_moved")
    to = pl.col("certainty_after")
    is_moved = moved.is_not_null() & (moved != 0)
    counts = table.group_by("name").agg(
        pl.col("case").n_unique().alias("cases"),
        (changed == ADDED).sum().alias("added"),
        (changed == REMOVED).sum().alias("removed"),
        ((changed == CERTAINTY) & (to == "possible")).sum().alias("to_possible"),
        ((changed == CERTAINTY) & (to == "established")).sum().alias("to_established"),
        is_moved.sum().alias("moved"),
        (moved < 0).sum().alias("earlier"),
        (moved > 0).sum().alias("later"),
        moved.filter(is_moved).min().alias("least"),
        moved.filter(is_moved).median().alias("median"),
        moved.filter(is_moved).max().alias("most"),
    )
    for row in counts.sort("cases", "name", descending=[True, False]).iter_rows(named=True):
        yield {"name": row["name"], "cases": row["cases"], **{way: row[way] for way in _WAYS}}
