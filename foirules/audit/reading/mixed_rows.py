"""Rows of cases whose parts are under several laws: what each law reads of a row stands beside what
the others do.

So a case is whole under all of its laws, or it is rejected. Those that can be judged are taken
apart, as each law sees them, by :mod:`foirules.audit.judging.mixed_cases`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import polars as pl
from attrs import evolve, frozen

from foirules.audit.reading.days import DayFormats
from foirules.audit.reading.log_columns import PART_REGIME
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import IN_ORDER
from foirules.audit.reading.typed_rows import (
    AGAINST,
    BY,
    OF_OTHERS,
    ORIGIN,
    WHEN,
    TypedRows,
    typed_rows,
)
from foirules.language.regime import Regime
from foirules.language.types import Enumeration, SetType

MESSAGES: Final = {
    "no-parts": "part-regime: found {found}, and the row names no parts",
    "several": "part-regime: the rows of its case name {laws} for part {part}; a part is under one",
    "no-part-of": "part-regime: no part is under {regime}, the regime of the case",
    "of-several": "{column}: {found} is a name of {laws}: say of which parts, a row for each law",
}
ALIKE: Final = (  # columns that all laws read alike
    *("case", "on", "until", "event-id", "authority", "policy", "parts", PART_REGIME),
    *(*ORIGIN, WHEN, IN_ORDER, AGAINST, BY),
)

_PLACE, _LAWS, _OWN = "_place", "_laws", "_own"


def column_of(law: str, name: str) -> str:
    """The column that holds what a law reads of another."""
    return f"{law}:{name}"


@frozen
class MixedEvents:
    """The events that any of some laws knows, and that with which their cases begin."""

    event: Enumeration
    begins: str

    @classmethod
    def of(cls, laws: Mapping[str, Regime]) -> MixedEvents:
        """Those of the laws of a case, its own first."""
        words = [each.vocabulary for each in laws.values()]
        names = dict.fromkeys(name for each in words for name in each.events)
        return cls(Enumeration("event", tuple(names)), words[0].begins)


def mixed_rows(
    raw: pl.DataFrame,
    day_formats: DayFormats,
    laws: Mapping[str, Regime],
    known: Mapping[str, Regime],
) -> TypedRows:
    """The rows of a log whose columns have our names, read under each of the laws of their cases.

    :param laws: those of the cases, each case's own first.
    :param known: all regimes that are known.
    """
    if "policy" in raw.columns:
        raw = raw.with_columns(text_column(raw, "policy"))  # a list has one for each law
    read = {}
    for id, law in laws.items():
        beside = [each for each in laws.values() if each is not law]
        read[id] = typed_rows(raw, day_formats, law, known.values(), beside)
    first = next(iter(read.values())).rows
    rows = first.select(name for name in ALIKE if name in first.columns)
    kinds: dict[str, Any] = {"parts": pl.List(pl.String), PART_REGIME: pl.String}
    lacking = (pl.lit(None, k).alias(name) for name, k in kinds.items() if name not in rows.columns)
    own = [
        column.alias(column_of(id, column.name))
        for id, each in read.items()
        for column in each.rows
        if column.name not in (*ALIKE, OF_OTHERS)
    ]
    rows = rows.with_columns(*lacking, *own)
    events = (pl.col(column_of(id, "event")).cast(pl.String) for id in laws)
    kind = pl.Enum(MixedEvents.of(laws).event.members)
    rows = rows.with_columns(pl.coalesce(events).cast(kind).alias("event"))
    wrong = [*(each.wrong for each in read.values()), *_of_several(rows, laws)]
    counts: Counter[tuple[str, str]] = Counter()
    for each in read.values():
        counts |= each.values_not_read
    return TypedRows(rows, _first(wrong), counts)


def _of_several(rows: pl.DataFrame, laws: Mapping[str, Regime]) -> Iterator[pl.Series]:
    """What is wrong with rows that name no part, and of a set a name that several laws know."""
    whole = rows["parts"].list.len().fill_null(0) == 0
    for one, other in combinations(laws, 2):
        for name, field in laws[one].vocabulary.fields.items():
            columns = [column_of(law, name) for law in (one, other)]
            if not isinstance(field.type, SetType) or not {*columns} <= {*rows.columns}:
                continue
            both = rows[columns[0]].list.set_intersection(rows[columns[1]])
            wrong = (whole & (both.list.len() > 0)).fill_null(False)
            if wrong.any():
                said = MESSAGES["of-several"].format(
                    column=name, found="{}", laws=f"{one} and {other}"
                )
                shown = both.list.eval(pl.format("'{}'", pl.element())).list.join(", ")
                told = pl.format(said, pl.lit(shown))
                yield pl.select(pl.when(pl.lit(wrong)).then(told)).to_series()


def with_wrong_parts(typed: TypedRows, own: str) -> TypedRows:
    """The rows of whole cases, with what is wrong with the laws that they name for parts.

    :param own: the regime of the cases.
    """
    rows, law = typed.rows, pl.col(PART_REGIME)
    named = rows.select(pl.int_range(pl.len()).alias(_PLACE), "case", "parts", PART_REGIME)
    of_parts = named.explode("parts").drop_nulls("parts")
    laws = of_parts.group_by("case", "parts").agg(law.drop_nulls().unique().sort().alias(_LAWS))
    several = laws.filter(pl.col(_LAWS).list.len() > 1)
    without = (
        laws.group_by("case")
        .agg((pl.col(_LAWS).list.first().fill_null(own) == own).any().alias(_OWN))
        .filter(~pl.col(_OWN))
    )
    telling = named.drop_nulls(PART_REGIME)
    no_parts = telling.filter(pl.col("parts").list.len().fill_null(0) == 0)
    wrong = {
        place: MESSAGES["no-part-of"].format(regime=repr(own))
        for (place,) in telling.join(without, on="case", how="semi").select(_PLACE).rows()
    }
    twice = of_parts.drop_nulls(PART_REGIME).join(several, on=["case", "parts"])
    for place, part, names in twice.select(_PLACE, "parts", _LAWS).rows():
        said = f"{', '.join(names[:-1])} and {names[-1]}"
        wrong[place] = MESSAGES["several"].format(laws=said, part=repr(part))
    for place, found in no_parts.select(_PLACE, PART_REGIME).rows():
        wrong[place] = MESSAGES["no-parts"].format(found=repr(found))
    if not wrong:
        return typed
    places = pl.Series(list(wrong), dtype=pl.Int64)
    none = pl.Series([None], dtype=pl.String).new_from_index(0, rows.height)
    told = none.scatter(places, pl.Series(list(wrong.values())))
    return evolve(typed, wrong=_first([typed.wrong, told]))


def _first(wrong: Sequence[pl.Series]) -> pl.Series:
    """Of each row the first thing that is wrong."""
    return pl.select(pl.coalesce(*(pl.lit(each) for each in wrong)).alias("wrong")).to_series()
