"""Rows of a log in our columns -> the same, apart by the laws of the case that each is of.

A case is of the regime that its rows name, on however many of them; one that names none is of the
usual one. Parts may be under others, which the rows that name these parts say. What the rows of a
case say is read with the words of its laws: so where it is not known which these are, all of its
rows are wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import polars as pl

from foirules.audit.reading.log_columns import PART_REGIME, REGIME, REGIMES
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import WRONG
from foirules.documents.suggest import expected

MESSAGES: Final = {
    "regime": "{column}: unknown regime {found}{near}",
    "several": "regime: the rows of its case name {names}; a case is of one",
    "regime-not-known": "regime: that of its case is not known",
    "part-regime-not-known": "part-regime: that of a part of its case is not known",
}
Laws = tuple[str, ...]
"""The regimes of a case, its own first; of none it is not known which they are."""
_CASE, _OF = "_case", "_of"
_NAMED: Final = {name: f"_{name}" for name in REGIMES}  # what a row names
_ALL: Final = {name: f"_{name}s" for name in REGIMES}  # what the rows of its case name
_HELP: Final = (_CASE, _OF, *_NAMED.values(), *_ALL.values())


def rows_by_laws(
    pieces: Sequence[pl.DataFrame],
    usual: str,
    known: Collection[str],
    values_not_read: Counter[tuple[str, str]],
) -> Iterator[tuple[Laws, pl.DataFrame]]:
    """The rows of some whole cases by their laws; those of which these are not known each with what
    is wrong (``_wrong``).

    :param pieces: tables of rows in our columns; a case may have rows in several.
    :param usual: the regime of a case that names none.
    :param known: the names of the regimes.
    :param values_not_read: takes how often which names are not known.
    """
    of_parts = any(PART_REGIME in piece.columns for piece in pieces)
    columns = REGIMES if of_parts else (REGIME,)
    marked = [_marked(piece, columns) for piece in pieces]
    counts = {name: _counted(marked, _NAMED[name]) for name in columns}
    one = next(iter(counts[REGIME]), None) or usual
    named = {name for of_column in counts.values() for name in of_column} - {None, one}
    if len(counts[REGIME]) < 2 and one in known and not named:
        yield from (((one,), piece.drop(REGIMES, strict=False)) for piece in pieces)
        return
    wrong: dict[str, dict[str, str]] = {}
    for column, names in counts.items():
        wrong[column] = {
            name: MESSAGES["regime"].format(
                column=column, found=repr(name), near=expected(name, known)
            )
            for name in names
            if name is not None and name not in known
        }
        values_not_read.update({(column, repr(name)): names[name] for name in wrong[column]})
    of_cases = _of_cases(marked, usual, known, columns)
    joined = [each.join(of_cases, on=_CASE, how="left", maintain_order="left") for each in marked]
    for joint in sorted({*of_cases[_OF], usual}, key=lambda each: (each != usual, each or "")):
        laws = tuple(joint.split(";")) if joint else ()
        gone = (*_HELP, *((REGIME,) if len(laws) > 1 else REGIMES))
        for each in joined:
            of = pl.when(pl.col(_CASE).is_null()).then(pl.lit(usual)).otherwise(_OF)
            rows = each.filter(of.eq_missing(pl.lit(joint, pl.String)))
            if not laws:
                rows = rows.with_columns(_wrong(rows, wrong))
            if rows.height:
                yield laws, rows.drop(gone, strict=False)


def _marked(piece: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """Rows with their case, and the regimes that each names, as texts."""
    none = pl.lit(None, pl.String)
    named = [
        (text_column(piece, name) if name in piece.columns else none).alias(_NAMED[name])
        for name in columns
    ]
    return piece.with_columns(text_column(piece, "case").alias(_CASE), *named)


def _counted(marked: Sequence[pl.DataFrame], column: str) -> Counter[str | None]:
    """How many rows name which regime."""
    counts: Counter[str | None] = Counter()
    for each in marked:
        counts.update(dict(each[column].value_counts().rows()))
    return counts


def _of_cases(
    marked: Sequence[pl.DataFrame], usual: str, known: Collection[str], columns: Sequence[str]
) -> pl.DataFrame:
    """For each case its laws, null where these are not known, and all that its rows name."""
    cases = pl.concat([each.select(_CASE, *(_NAMED[name] for name in columns)) for each in marked])
    named = (pl.col(_NAMED[n]).drop_nulls().unique().sort().alias(_ALL[n]) for n in columns)
    of_cases = cases.drop_nulls(_CASE).group_by(_CASE).agg(named)
    joint = pl.col(_ALL[REGIME]).list.first().fill_null(usual)
    sure = (pl.col(_ALL[REGIME]).list.len() < 2) & joint.is_in([*known])
    if PART_REGIME in columns:
        laws = pl.concat_list(joint, _ALL[PART_REGIME]).list.unique(maintain_order=True)
        sure &= laws.list.eval(pl.element().is_in([*known])).list.all()
        joint = laws.list.join(";")
    return of_cases.with_columns(pl.when(sure).then(joint).alias(_OF))


def _wrong(rows: pl.DataFrame, wrong: Mapping[str, Mapping[str, str]]) -> pl.Expr:
    """What is wrong with each of some rows of whose case the laws are not known.

    :param wrong: by column the names that are not known, each with what is said of it.
    """
    said = [
        pl.col(_NAMED[column]).replace_strict(
            {None: None, **names}, default=None, return_dtype=pl.String
        )
        for column, names in wrong.items()
    ]
    names = rows.select(_ALL[column] for column in wrong).rows()
    of_case = pl.lit(pl.Series([_of_case(each, wrong) for each in names], dtype=pl.String))
    before = [pl.col(WRONG)] if WRONG in rows.columns else []
    return pl.coalesce(*before, *said, of_case).alias(WRONG)


def _of_case(named: Sequence[Sequence[str]], wrong: Mapping[str, Collection[str]]) -> str:
    """What is wrong with the rows of a case.

    :param named: by the columns of ``wrong``, what the rows of the case name.
    """
    for column, names in zip(wrong, named, strict=True):
        if any(name in wrong[column] for name in names):
            return MESSAGES[f"{column}-not-known"]
    *others, last = named[0]
    return MESSAGES["several"].format(names=f"{', '.join(others)} and {last}")
