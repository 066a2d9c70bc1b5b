"""Cases whose parts are under several laws, as each of these sees them: rows of one law.

An event that only another law knows is left out, and so is one that is only of parts under others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np
import polars as pl

from foirules.assessing.one_case import own_policy
from foirules.audit.judging.rows_to_frame import EVENT, begins_event
from foirules.audit.reading.log_columns import PART_REGIME
from foirules.audit.reading.mixed_rows import ALIKE, column_of
from foirules.audit.reading.typed_rows import AGAINST
from foirules.cases.errors import CaseError
from foirules.language.regime import Regime
from foirules.language.vocabulary import Vocabulary
from foirules.policy.policy import Policy

MESSAGES: Final = {
    "begins": "it begins with {begins}; under {law}, as a part of it is, expected {other}",
}
OF_CASE: Final = ("authority", "authority-type", "policy")
_PLACE, _NAMED = "_place", "_named"


def rows_by_law(
    rows: pl.DataFrame, laws: Mapping[str, Regime], policies: Mapping[str, Policy]
) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """For each law the rows of some cases as it sees them; and why some cases cannot be judged.

    :param rows: of whole cases, together and in order of day, as
        :func:`foirules.audit.reading.mixed_rows.mixed_rows` reads them.
    :param laws: those of the cases, each case's own first.
    :param policies: those known, by their names.
    """
    rows = _numbered(rows)
    of_parts = _of_parts(rows, next(iter(laws)))
    refused: dict[str, str] = {}
    by_law = {}
    begins = next(iter(laws.values())).vocabulary.begins
    for id, law in laws.items():
        if law.vocabulary.begins != begins:
            said = MESSAGES["begins"].format(begins=begins, other=law.vocabulary.begins, law=id)
            refused |= dict.fromkeys(rows["case"], said)
        seen = _under(rows, law, of_parts.filter(pl.col(PART_REGIME) == id))
        by_law[id] = _with_own_policies(seen, id, policies, refused)
    kept = ~pl.col("case").is_in([*refused])
    return {id: seen.filter(kept) if refused else seen for id, seen in by_law.items()}, refused


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with the number of their event, and its id: its place in the case where it has none."""
    case = rows["case"].rle_id().to_numpy()
    event = np.cumsum(begins_event(rows, case))
    first = np.searchsorted(case, np.arange(case[-1] + 1) if len(case) else [])
    place = pl.Series(event - event[first][case] + 1).cast(pl.String)
    given = [pl.col("event-id")] if "event-id" in rows.columns else []
    return rows.with_columns(
        pl.Series(EVENT, event),
        pl.int_range(pl.len()).alias(_PLACE),
        pl.coalesce(*given, pl.lit(place)).alias("event-id"),
    )


def _of_parts(rows: pl.DataFrame, own: str) -> pl.DataFrame:
    """Of each part of each case the law that it is under: that of the case, where none is named."""
    named = rows.select("case", "parts", PART_REGIME).explode("parts").drop_nulls("parts")
    law = pl.col(PART_REGIME).drop_nulls().first().fill_null(own)
    return named.group_by("case", "parts").agg(law)


def _under(rows: pl.DataFrame, law: Regime, of_parts: pl.DataFrame) -> pl.DataFrame:
    """The rows as a law sees them.

    :param of_parts: the parts under it.
    """
    prefix, words = column_of(law.id, ""), law.vocabulary
    alike = [name for name in (*ALIKE, EVENT, _PLACE) if name in rows.columns]
    own = [pl.col(c).alias(c.removeprefix(prefix)) for c in rows.columns if c.startswith(prefix)]
    seen = rows.select(
        *alike, *own, (pl.col("parts").list.len() > 0).fill_null(False).alias(_NAMED)
    )
    seen = _own_parts(seen.with_columns(_shared(seen, words)), of_parts)
    speaks = [name for name, kind in words.events.items() if kind.by_part or kind.names_parts]
    others = _is_one(speaks) & pl.col(_NAMED) & (pl.col("parts").list.len() == 0)
    seen = seen.filter(pl.col("event").is_not_null() & ~others)
    return seen.with_columns(_own_fields(seen, words)).drop(PART_REGIME, _PLACE, _NAMED)


def _is_one(events: Iterable[str]) -> pl.Expr:
    """Whether the event of a row is one of some."""
    return pl.col("event").cast(pl.String).is_in([*events]).fill_null(False)


def _shared(rows: pl.DataFrame, words: Vocabulary) -> Iterator[pl.Expr]:
    """What the rows of an event, or of a case, say for one another, before some of them go."""
    by_part = _is_one(name for name, kind in words.events.items() if kind.by_part)
    first = {name: pl.col(name).first().over(EVENT) for name in ("until", *words.outcome_fields)}
    for name in rows.columns:
        column = pl.col(name)
        if name in OF_CASE:
            yield pl.coalesce(column, column.first().over("case"))
        elif name == AGAINST:
            yield pl.coalesce(column, column.drop_nulls().last().over(EVENT))
        elif name == "until":
            yield first[name]
        elif name in words.outcome_fields:
            yield pl.when(by_part).then(column).otherwise(first[name])
        elif name in words.fields:
            yield column.drop_nulls().first().over(EVENT)


def _own_parts(rows: pl.DataFrame, of_parts: pl.DataFrame) -> pl.DataFrame:
    """Rows that name of their parts those that are under the law."""
    each = rows.select(_PLACE, "case", "parts").explode("parts").with_row_index("_order")
    own = each.join(of_parts, on=["case", "parts"], how="semi").sort("_order")
    listed = own.group_by(_PLACE, maintain_order=True).agg("parts")
    rows = rows.rename({"parts": "_parts"}).join(
        listed, on=_PLACE, how="left", maintain_order="left"
    )
    none = pl.lit([], pl.List(pl.String))
    named = pl.when(pl.col("_parts").is_not_null()).then(pl.col("parts").fill_null(none))
    return rows.with_columns(named.alias("parts")).drop("_parts")


def _own_fields(rows: pl.DataFrame, words: Vocabulary) -> Iterator[pl.Expr]:
    """The fields that an event of its kind has under the law: others are of other laws."""
    for name in rows.columns:
        if name in words.fields:
            having = [event for event, kind in words.events.items() if kind.field(name)]
            has = _is_one(having)
            if name in words.outcome_fields:
                by_part = (event for event, kind in words.events.items() if kind.by_part)
                has |= _is_one(by_part) & pl.col(_NAMED)
            yield pl.when(has).then(pl.col(name)).alias(name)


def _with_own_policies(
    rows: pl.DataFrame, law: str, policies: Mapping[str, Policy], refused: dict[str, str]
) -> pl.DataFrame:
    """Rows with the policy of this law alone, of those that a case names.

    :param refused: takes for a case that names two of one law the reason.
    """
    if "policy" not in rows.columns:
        return rows
    own: dict[str, str | None] = {}
    heads = rows.unique("case", keep="first", maintain_order=True)
    for named in rows["policy"].unique().drop_nulls():
        names = tuple(name for each in named.split(";") if (name := each.strip()))
        try:
            policy = own_policy(names, law, policies, "")
        except CaseError as error:
            own[named], reason = None, error.errors[0].removeprefix(": ")
            refused |= dict.fromkeys(heads.filter(policy=named)["case"], reason)
        else:
            own[named] = policy if policy != law else None
    return rows.with_columns(pl.col("policy").replace_strict(own, return_dtype=pl.String))
