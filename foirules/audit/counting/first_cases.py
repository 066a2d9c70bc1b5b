"""The first cases that each figure of a summary counts, and what is found of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.counting.first_of_groups import FIRST, first_of_groups
from foirules.audit.judging.listed_cases import CERTAIN, POSSIBLE
from foirules.audit.judging.statistics import Statistics

ORDER: Final = ("certainty", "received", "case")  # as the list of a figure has them
_CASE: Final = ("regime", "case")
_FOUND: Final = ("rule", "kind", "certainty", "part", "date", "due", "working_days_late")
_DUE: Final = ("actor", "action", "deadline", "overdue", "parts")


@frozen
class FigureCases:
    """The cases of a figure: how many it certainly counts, and how many it may count besides.

    :param first: rows of the table of cases, with ``certainty``, those that are certain first.
    """

    certain: int
    possible: int
    first: list[dict[str, Any]]


@frozen
class FirstCases:
    """The first cases of each figure.

    :param figures: by regime and by the id of a measure, a rate or a rule.
    :param groups: by regime, ``quarter`` or ``authority``, and its name; None where none is
        recorded.
    :param findings: of the cases that stand there, by regime and case; ``due`` what is due of
        them.
    """

    figures: Mapping[tuple[str, str], FigureCases]
    groups: Mapping[tuple[str, str, str | None], FigureCases]
    findings: Mapping[tuple[str, str], list[dict[str, Any]]]
    due: Mapping[tuple[str, str], list[dict[str, Any]]]


def first_cases(
    cases: pl.LazyFrame,
    findings: pl.LazyFrame,
    due: pl.LazyFrame,
    counted: Mapping[str, Statistics],
    most: int,
) -> FirstCases:
    """The first cases of every figure.

    :param cases: the table of cases; ``findings`` and ``due`` those of the same cases.
    :param counted: what is counted under each regime.
    :param most: how many of a figure.
    """
    own = cases.with_columns(_text("regime")).collect()
    if own.is_empty():  # the other tables may be without columns
        return FirstCases({}, {}, {}, {})
    found = findings.with_columns(_text("regime"), _text("rule")).collect()
    pairs = pl.concat([*_of_measures(own), _of_rules(found)])
    pairs = pl.concat([pairs, *(_of_rates(pairs, id, each) for id, each in counted.items())])
    # Of a case that a figure counts in several ways, the one that is certain.
    pairs = pairs.group_by(*_CASE, "figure").agg(pl.col("certainty").min())
    rows = pairs.join(own, on=_CASE).sort("regime", "figure", *ORDER, nulls_last=True)
    sizes = pairs.group_by("regime", "figure", "certainty").len().rows()
    counts = {(regime, figure, sure): n for regime, figure, sure, n in sizes}
    first = rows.group_by("regime", "figure", maintain_order=True).head(most)
    by_figure = first.partition_by("regime", "figure", as_dict=True, maintain_order=True)
    columns = {id: [*each.columns.values()] for id, each in counted.items()}
    of_groups = first_of_groups(own, columns, -(-most // FIRST))
    shown = pl.concat([each.select(_CASE) for each in (first, of_groups)]).unique()
    return FirstCases(
        {
            (regime, figure): FigureCases(
                counts.get((regime, figure, CERTAIN), 0),
                counts.get((regime, figure, POSSIBLE), 0),
                of.to_dicts(),
            )
            for (regime, figure), of in by_figure.items()
        },
        {
            key: FigureCases(of["size"][0], 0, of.drop("size").to_dicts())
            for key, of in of_groups.partition_by(
                "regime", "group", "name", as_dict=True, maintain_order=True
            ).items()
        },
        _by_case(found, shown, _FOUND),
        _by_case(due.with_columns(_text("regime")).collect(), shown, _DUE),
    )


def _of_measures(cases: pl.DataFrame) -> list[pl.DataFrame]:
    """Each case with each measure that counts it, or may."""
    return [
        cases.select(*_CASE, pl.col(column).alias("figure"), pl.lit(sure).alias("certainty"))
        .explode("figure")
        .drop_nulls("figure")
        for column, sure in (("measures", CERTAIN), ("possible_measures", POSSIBLE))
    ]


def _of_rules(findings: pl.DataFrame) -> pl.DataFrame:
    """Each case with each rule that is found of it."""
    sure = _text("certainty") == "established"
    certainty = pl.when(sure).then(pl.lit(CERTAIN)).otherwise(pl.lit(POSSIBLE))
    return findings.select(*_CASE, pl.col("rule").alias("figure"), certainty.alias("certainty"))


def _of_rates(pairs: pl.DataFrame, regime: str, counted: Statistics) -> pl.DataFrame:
    """Each case with each rate in which it is of those in time."""
    own = pairs.filter(regime=regime)
    return pl.concat(
        [
            pairs.clear(),
            *(
                own.filter(pl.col("figure").is_in(list(rate.of))).with_columns(
                    pl.lit(rate.name).alias("figure")
                )
                for rate in counted.rates
            ),
        ]
    )


def _by_case(
    table: pl.DataFrame, shown: pl.DataFrame, names: tuple[str, ...]
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The rows of some cases, by regime and case."""
    own = table.join(shown, on=_CASE, how="semi", maintain_order="left")
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in own.select(*_CASE, *names).iter_rows(named=True):
        found.setdefault((row["regime"], row["case"]), []).append(row)
    return found


def _text(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String)
