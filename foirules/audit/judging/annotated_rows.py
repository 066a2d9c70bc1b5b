"""The rows of a log, each with the last day of its case and how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.statistics import statistics
from foirules.audit.judging.tables import CASES
from foirules.language.regime import Regime

SCHEMA: Final[Mapping[str, Any]] = {
    "file": pl.String,
    "row": pl.Int64,
    "due": pl.Date,
    "state": pl.String,
}
STATES: Final = {
    "rejected": "not read: {reason}",
    "to-come": "not yet received",
    "uncertain": "perhaps {states}",
    "under": "{state} ({law})",
}


def annotated_rows(
    rows: pl.DataFrame,
    rejected: pl.DataFrame,
    judged: Sequence[JudgedCases],
    regimes: Sequence[Regime],
) -> pl.DataFrame:
    """What is to stand beside some rows: of a case under several laws the earliest last day, and
    how it stands under each.

    :param rows: of whole cases; ``rejected`` rows and cases that cannot be read.
    :param judged: what is found of the cases, law by law; ``regimes`` are these laws.
    """
    of_laws = zip(judged, regimes, strict=True)
    said = [_of_law(each.table(CASES), law, len(regimes) > 1) for each, law in of_laws]
    none = pl.DataFrame(schema={"case": pl.String, "due": pl.Date, "state": pl.String})
    of_case = pl.concat([none, *said]).group_by("case", maintain_order=True)
    of_case_said = of_case.agg(pl.col("due").min(), pl.col("state").str.join("; "))
    own = rows.select(pl.col("_file").alias("file"), pl.col("_row").alias("row"), "case").unique()
    own = own.join(of_case_said, on="case", how="left")
    own = own.with_columns(pl.col("state").fill_null(STATES["to-come"]))
    lost = rejected.filter(pl.col("row").is_not_null()).unique(["file", "row"], keep="first")
    reason = pl.format(STATES["rejected"].format(reason="{}"), "reason")
    wrong = lost.select("file", "row", pl.lit(None, pl.Date).alias("due"), reason.alias("state"))
    schema = pl.Schema(SCHEMA)
    return pl.concat([wrong.cast(schema), own.select(*SCHEMA).cast(schema)])


def _of_law(cases: pl.DataFrame, law: Regime, named: bool) -> pl.DataFrame:
    """The last day and the state of each case under a law.

    :param named: the law is to be named.
    """
    if not cases.width:
        return pl.DataFrame(schema={"case": pl.String, "due": pl.Date, "state": pl.String})
    sets = (each for each in statistics(law).sets if each.subject == law.schema.root.name)
    titles = next((each.titles for each in sets), {})
    certain, perhaps = (_titles(name, titles) for name in ("measures", "possible_measures"))
    uncertain = pl.format(STATES["uncertain"].format(states="{}"), perhaps)
    state = pl.when(certain != "").then(certain).when(perhaps != "").then(uncertain).otherwise(None)
    if named:
        state = pl.format(STATES["under"].format(state="{}", law=law.cited_as), state)
    return cases.select("case", "due", state.alias("state"))


def _titles(column: str, titles: Mapping[str, str]) -> pl.Expr:
    """The measures of a column that have titles, in words."""
    named = pl.element().filter(pl.element().is_in([*titles]))
    words = named.replace_strict(titles, default=None, return_dtype=pl.String)
    return pl.col(column).list.eval(words).list.join(" or ")
