"""Rows of a log in our columns -> the same, apart by the regime of the case that each is of.

A case is of the regime that its rows name, on however many of them; one that names none is of the
usual one. What its rows say is read with the words of that regime: so where it is not known which
that is, all of its rows are wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import polars as pl

from foirules.audit.reading.log_columns import REGIME
from foirules.audit.reading.plain_types import text_column
from foirules.audit.reading.readers.row_writer import WRONG
from foirules.documents.suggest import expected

MESSAGES: Final = {
    "regime": "regime: unknown regime {found}{near}",
    "several": "regime: the rows of its case name {names}; a case is of one",
    "not-known": "regime: that of its case is not known",
}
_CASE, _NAMED, _OF, _ALL = "_case", "_named", "_of", "_all"


def rows_by_regime(
    pieces: Sequence[pl.DataFrame],
    usual: str,
    known: Collection[str],
    values_not_read: Counter[tuple[str, str]],
) -> Iterator[tuple[str | None, pl.DataFrame]]:
    """The rows of some whole cases by regime; by None those whose regime is not known, each with
    what is wrong (``_wrong``).

    :param pieces: tables of rows in our columns; a case may have rows in several.
    :param usual: the regime of a case that names none.
    :param known: the names of the regimes.
    :param values_not_read: takes how often which names are not known.
    """
    marked = [_marked(piece) for piece in pieces]
    counts: Counter[str | None] = Counter()
    for each in marked:
        counts.update(dict(each[_NAMED].value_counts().rows()))
    if len(counts) < 2 and (one := next(iter(counts), None) or usual) in known:
        yield from ((one, piece.drop(REGIME, strict=False)) for piece in pieces)
        return
    wrong = {
        name: MESSAGES["regime"].format(found=repr(name), near=expected(name, known))
        for name in counts
        if name is not None and name not in known
    }
    values_not_read.update({(REGIME, repr(name)): counts[name] for name in wrong})
    of_cases = _of_cases(marked, usual, known)
    joined = [each.join(of_cases, on=_CASE, how="left", maintain_order="left") for each in marked]
    for regime in sorted({*of_cases[_OF], usual}, key=lambda each: (each != usual, each or "")):
        for each in joined:
            of = pl.when(pl.col(_CASE).is_null()).then(pl.lit(usual)).otherwise(_OF)
            rows = each.filter(of.eq_missing(pl.lit(regime, pl.String)))
            if regime is None:
                rows = rows.with_columns(_wrong(rows, wrong))
            if rows.height:
                yield regime, rows.drop(_CASE, _NAMED, _OF, _ALL, REGIME, strict=False)


def _marked(piece: pl.DataFrame) -> pl.DataFrame:
    """Rows with their case, and the regime that each names, as texts."""
    named = text_column(piece, REGIME) if REGIME in piece.columns else pl.lit(None, pl.String)
    return piece.with_columns(text_column(piece, "case").alias(_CASE), named.alias(_NAMED))


def _of_cases(marked: Sequence[pl.DataFrame], usual: str, known: Collection[str]) -> pl.DataFrame:
    """For each case its regime, null where that is not known, and all that its rows name.

    A case whose parts are of several regimes, as a column ``part-regime`` would say, would be told
    here from one whose rows contradict each other.
    """
    cases = pl.concat([each.select(_CASE, _NAMED) for each in marked])
    named = pl.col(_NAMED).drop_nulls().unique().sort()
    of_cases = cases.drop_nulls(_CASE).group_by(_CASE).agg(named.alias(_ALL))
    one = pl.col(_ALL).list.first().fill_null(usual)
    sure = (pl.col(_ALL).list.len() < 2) & one.is_in([*known])
    return of_cases.with_columns(pl.when(sure).then(one).alias(_OF))


def _wrong(rows: pl.DataFrame, wrong: Mapping[str, str]) -> pl.Expr:
    """What is wrong with each of some rows whose case is of no regime that is known."""
    of_case = {";".join(names): _of_several(names, wrong) for names in rows[_ALL].unique()}
    said = [
        *([pl.col(WRONG)] if WRONG in rows.columns else []),
        pl.col(_NAMED).replace_strict({None: None, **wrong}, default=None, return_dtype=pl.String),
        pl.col(_ALL).list.join(";").replace_strict(of_case, return_dtype=pl.String),
    ]
    return pl.coalesce(said).alias(WRONG)


def _of_several(names: Sequence[str], wrong: Collection[str]) -> str:
    """What is wrong with the rows of a case that name these."""
    *others, last = names
    if any(name in wrong for name in names):
        return MESSAGES["not-known"]
    return MESSAGES["several"].format(names=f"{', '.join(others)} and {last}")
