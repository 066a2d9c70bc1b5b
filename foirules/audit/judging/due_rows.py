"""What is due: a row for each case, actor and day by which something is to be done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

import polars as pl

from foirules.calendars.working_days import Calendar, NotCounted

SCHEMA: Final[dict[str, Any]] = {
    "actor": pl.String,
    "by": pl.String,
    "deadline": pl.Date,
    "overdue": pl.Boolean,
    "working_days_left": pl.Int32,
    "working_days_over": pl.Int32,
    "case": pl.String,
    "parts": pl.String,
    "action": pl.String,
    "regime": pl.String,
    "authority": pl.String,
    "file": pl.String,
    "row": pl.Int64,
}
_OF: Final = ("case", "actor")


def due_rows(
    actions: pl.DataFrame,
    cases: pl.DataFrame,
    optional: Collection[str],
    calendar: Calendar,
    as_of: date,
) -> pl.DataFrame:
    """What is due of some cases: of each actor the first day of a case and of each of its parts,
    with the action that comes first in the law. Those without a day have no row, nor have those
    that are optional where the actor has another to do.

    :param actions: the table of actions; ``cases`` that of the same cases.
    :param optional: the names of actions.
    :param calendar: by which the working days left, or over, are counted.
    """
    dated = actions.filter(pl.col("deadline").is_not_null())
    to_do = ~pl.col("action").cast(pl.String).is_in([*optional])
    dated = dated.filter(to_do | ~to_do.any().over(_OF))
    rows = dated.with_columns(_order=pl.col("action").to_physical(), part=_text("part"))
    rows = rows.sort(*_OF, "deadline", "_order", maintain_order=True)
    rows = rows.unique([*_OF, "part"], keep="first", maintain_order=True)
    of_parts = pl.col("deadline").filter(pl.col("part").is_not_null()).min().over(_OF)
    whole = pl.col("part").is_null() & (pl.col("deadline") >= of_parts).fill_null(False)
    together = rows.filter(~whole).group_by(*_OF, "deadline", "_order", maintain_order=True)
    found = together.agg(
        pl.col("part").drop_nulls().unique(maintain_order=True).alias("parts"),
        pl.col("action", "regime", "overdue").first(),
    )
    texts = ("actor", "action", "regime")
    found = found.with_columns(
        *_days(found["deadline"], calendar, as_of),
        *(_text(name) for name in texts),
        parts=pl.when(pl.col("parts").list.len() > 0).then(pl.col("parts").list.join(";")),
    )
    own = cases.select("case", "authority", "by", "file", "row")
    return found.join(own, on="case", how="left", maintain_order="left").select(*SCHEMA)


def with_group(table: pl.DataFrame, column: str | None) -> pl.DataFrame:
    """A table with what its rows are grouped by under the log's own name for it, unless another
    column has that; without it, where they are not grouped.

    :param column: of the log.
    """
    if column is None:
        return table.drop("by")
    return table if column in table.columns else table.rename({"by": column})


def due_order(column: str | None) -> list[str]:
    """The columns that rows are sorted by, as :func:`with_group` names them."""
    columns = with_group(pl.DataFrame(schema=SCHEMA), column).columns
    group = [columns[1]] if column else []
    return [columns[0], *group, "deadline", "case", "parts", "action", "regime"]


def _text(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String)


def _days(deadlines: pl.Series, calendar: Calendar, as_of: date) -> list[pl.Series]:
    """The working days left until each day, and those that have gone by since; null where the
    calendar does not reach so far."""
    known = deadlines.unique().to_list()
    left = {day: _between(calendar, as_of, day) for day in known if day >= as_of}
    over = {day: _between(calendar, day, as_of) for day in known if day < as_of}
    return [
        deadlines.replace_strict(days, default=None, return_dtype=pl.Int32).alias(name)
        for name, days in (("working_days_left", left), ("working_days_over", over))
    ]


def _between(calendar: Calendar, start: date, end: date) -> int | None:
    try:
        return calendar.working_days_between(start.toordinal(), end.toordinal())
    except NotCounted:
        return None
