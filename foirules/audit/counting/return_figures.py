"""The figures of a return: what each cell counts of each authority, or why it is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl
from attrs import Factory, frozen

from foirules.audit.counting.summary import Audit
from foirules.audit.judging.return_rows import CERTAIN, POSSIBLE, RECORDED, SCHEMA
from foirules.returns.period import Period
from foirules.returns.table import Column, Table

REASONS: Final = {
    "law": "the log has no requests under a law that counts it",
    "record": "the log does not record {found}",
    "open": "whether it is 0 is not known",
    "part": "{found} is not known",
    "none": "there is nothing that it could be a percentage of",
}
_ROW: Final = ("cell", "case", "event")
_LEVEL: Final = pl.Enum([CERTAIN, RECORDED, POSSIBLE])


@frozen
class Figure:
    """What stands in a cell.

    :param value: a count, or a percentage; None where the cell is empty, and ``reason`` why.
    :param recorded: how much of a count holds only if nothing happened that is not recorded.
    :param possible: how much more there may be of it.
    """

    value: float | None
    reason: str = ""
    recorded: int = 0
    possible: int = 0


@frozen
class AuthorityFigures:
    """The cells of an authority, by their columns or by what is counted beside the table."""

    authority: str | None
    figures: Mapping[str, Figure]


@frozen(eq=False)
class FilledReturn:
    """A return, filled in from a log.

    :param over: whether the period was over on the day of the audit.
    :param cases: what each cell counts, a row each time, with how certain it is.
    """

    table: Table
    period: Period
    over: bool = True
    rows: Sequence[AuthorityFigures] = ()
    cases: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=SCHEMA))

    def to_dict(self) -> dict[str, Any]:
        """What the summary says of it: what is empty and why, what is not certain, what is beside
        it."""
        level = pl.col("certainty")
        of = {
            name: self.cases.filter(level == name)["case"].n_unique()
            for name in (RECORDED, POSSIBLE)
        }
        return {
            "return": self.table.name,
            "title": self.table.title,
            "period": {
                "name": self.period.name,
                "from": self.period.start.isoformat(),
                "to": self.period.end.isoformat(),
                "over": self.over,
            },
            "counts": self.table.counts,
            "authorities": len(self.rows),
            "empty": [
                {"reason": reason, "cells": cells} for reason, cells in self._empty().items()
            ],
            "as_recorded": of[RECORDED],
            "possible": of[POSSIBLE],
            "beside": [
                {"cell": id, "title": title, "count": self._counted(id)}
                for id, title in self.table.asides.items()
            ],
        }

    def _empty(self) -> dict[str, list[str]]:
        """The headings of the cells that are empty for some authority, by the reason."""
        found: dict[str, list[str]] = {}
        for each in self.table.columns:
            for row in self.rows:
                figure = row.figures.get(each.id)
                if figure and figure.value is None and figure.reason != REASONS["none"]:
                    headings = found.setdefault(figure.reason, [])
                    if each.heading not in headings:
                        headings.append(each.heading)
        return found

    def _counted(self, id: str) -> int:
        return sum(int(row.figures[id].value or 0) for row in self.rows)


def filled_returns(audit: Audit) -> list[FilledReturn]:
    """The returns that an audit was asked for.

    :raises RulesError: with every error of a file that declares one.
    """
    law, period = audit.law, audit.law.period
    if period is None:
        return []
    known = law.known_returns()
    return [_filled(audit, known[name], period) for name in law.returns]


def _filled(audit: Audit, table: Table, period: Period) -> FilledReturn:
    cases = _cases(audit.returned.filter(pl.col("return") == table.name), table)
    counted = cases.group_by("authority", "cell", "certainty").len().rows()
    counts = {(authority, cell, level): count for authority, cell, level, count in counted}
    unknown = {id: _why_empty(audit, table, id) for id in table.counted}
    rows = [
        AuthorityFigures(authority, dict(_figures(table, authority, counts, unknown)))
        for authority in _authorities(audit, table)
    ]
    return FilledReturn(table, period, period.end < audit.as_of, rows, cases)


def _cases(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """What each cell counts of all laws, each request or event once.

    Of the cells of a group a row is in one: where a law counts it in one, it is not possible in
    another; where several laws do not agree, it is possible in each.
    """
    rows = rows.cast({"certainty": _LEVEL})
    for group in table.groups:
        of_group = pl.col("cell").is_in([*group])
        counted = pl.col("certainty") != POSSIBLE
        own = rows.filter(of_group)
        settled = own.filter(counted).select("case", "regime").unique()
        left = pl.concat(
            [
                own.filter(counted),
                own.filter(~counted).join(settled, on=["case", "regime"], how="anti"),
            ]
        )
        disagree = pl.col("cell").n_unique().over("case") > 1
        level = pl.when(disagree).then(pl.lit(POSSIBLE)).otherwise(pl.col("certainty"))
        left = left.with_columns(level.cast(_LEVEL).alias("certainty"))
        rows = pl.concat([rows.filter(~of_group), left])
    others = [pl.col(n).first() for n in SCHEMA if n not in (*_ROW, "certainty", "regime")]
    laws = pl.col("regime").unique(maintain_order=True).str.join(";")
    both = rows.group_by(_ROW, maintain_order=True).agg(pl.col("certainty").min(), laws, *others)
    order = {id: place for place, id in enumerate(table.counted)}
    place = pl.col("cell").replace_strict(order, return_dtype=pl.Int64)
    return both.select(*SCHEMA).sort(place, "certainty", "case", "event").cast(pl.Schema(SCHEMA))


def _authorities(audit: Audit, table: Table) -> list[str | None]:
    """The authorities that have cases under a law that counts something of a return, by name."""
    names = {
        name
        for regime, totals in audit.totals.items()
        if any(each.of == table.name for each in audit.law.of(regime).return_counts().cells)
        for name in totals.counts["authority"].unique().to_list()
    }
    return sorted(names, key=lambda name: (name is None, name or ""))


def _why_empty(audit: Audit, table: Table, id: str) -> str:
    """Why a log can say nothing of a cell; nothing where it can."""
    cells = {
        regime: cell
        for regime in audit.records  # that its cases may be under
        if (cell := audit.law.of(regime).return_counts().cell(table.name, id))
    }
    if not cells:
        return REASONS["law"]
    lacking = dict[str, None]()
    for regime, cell in cells.items():
        record = audit.records[regime]
        lacking |= dict.fromkeys(kind for kind in cell.needs if not record.knows([kind]))
        lacking |= dict.fromkeys(f for f in cell.needs_fields if f in record.without_fields)
    return REASONS["record"].format(found=" or ".join(lacking)) if lacking else ""


def _figures(
    table: Table,
    authority: str | None,
    counts: Mapping[tuple[str | None, str, str], int],
    unknown: Mapping[str, str],
) -> Iterator[tuple[str, Figure]]:
    """The figures of an authority."""
    counted = {
        id: Figure(None, unknown[id])
        if unknown[id]
        else _count(*(counts.get((authority, id, level), 0) for level in _LEVEL.categories))
        for id in table.counted
    }
    headings = {each.id: each.heading for each in table.columns}
    known = dict(counted)
    columns = [each for each in table.columns if each.holds in ("sum", "share", "nothing")]
    for each in sorted(columns, key=lambda column: column.holds == "share"):
        known[each.id] = _worked_out(each, known, headings)
    for id in (*headings, *table.asides):
        if id in known:
            yield id, known[id]


def _count(certain: int, recorded: int, possible: int) -> Figure:
    if possible and not certain + recorded:
        return Figure(None, REASONS["open"], 0, possible)
    return Figure(certain + recorded, "", recorded, possible)


def _worked_out(column: Column, known: Mapping[str, Figure], headings: Mapping[str, str]) -> Figure:
    """A sum or a percentage; empty where a part of it is."""
    if column.holds == "nothing":
        return Figure(None, column.reason)
    for id in (*column.of, *column.among):
        if known[id].value is None:
            return Figure(None, REASONS["part"].format(found=headings[id]))
    of, among = (sum(known[id].value or 0 for id in ids) for ids in (column.of, column.among))
    recorded, possible = (
        sum(getattr(known[id], name) for id in column.of) for name in ("recorded", "possible")
    )
    if column.holds == "sum":
        return Figure(of, "", recorded, possible)
    return Figure(round(100 * of / among, 2)) if among else Figure(None, REASONS["none"])
