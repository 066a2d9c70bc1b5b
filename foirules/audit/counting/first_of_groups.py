"""The first cases of each quarter and of each authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import polars as pl

from foirules.audit.judging.listed_cases import CERTAIN

QUARTER: Final = pl.format("{}-Q{}", pl.col("received").dt.year(), pl.col("received").dt.quarter())
GROUPS: Final[Mapping[str, pl.Expr]] = {"quarter": QUARTER, "authority": pl.col("authority")}
FIRST: Final = 10  # of the cases of a figure, one of a group
_ORDER: Final = ("received", "case")


def first_of_groups(
    cases: pl.DataFrame, columns: Mapping[str, Sequence[str]], most: int
) -> pl.DataFrame:
    """The first cases of each group, those first that the columns of its table count.

    :param cases: the table of cases, ``regime`` as text.
    :param columns: by regime the measures that the tables by quarter and by authority show.
    :param most: how many of a group.
    :return: rows of the table of cases, with ``group`` (a name of :data:`GROUPS`), ``name`` (of the
        quarter or the authority, null where none is recorded), ``certainty`` and ``size``, how many
        cases the group has.
    """
    counted = pl.any_horizontal(pl.lit(False), *_counted(columns))
    grouped = (
        cases.with_columns(
            pl.lit(group).alias("group"), name.alias("name"), pl.lit(CERTAIN).alias("certainty")
        )
        for group, name in GROUPS.items()
    )
    keys = ("regime", "group", "name")
    rows = pl.concat(list(grouped)).with_columns(pl.len().over(keys).alias("size"))
    rows = rows.sort(*keys, ~counted, *_ORDER, nulls_last=True)
    return rows.group_by(keys, maintain_order=True).head(most)


def _counted(columns: Mapping[str, Sequence[str]]) -> Iterable[pl.Expr]:
    """Of each regime whether one of its cases is in one of the columns."""
    for regime, names in columns.items():
        measures = pl.col("measures").list.eval(pl.element().is_in([*names])).list.any()
        yield (pl.col("regime") == regime) & measures
