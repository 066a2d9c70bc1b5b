"""The table of cases: a row a case, with its days, what it counts in, and where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.frames import Frame, null_texts
from foirules.audit.judging.open_rows import MeasureHits, cases_of, row_keys, rows_of_assessment
from foirules.audit.judging.output_columns import day_column
from foirules.audit.judging.statistics import CASE, CASE_DAYS, Statistics
from foirules.audit.reading.typed_rows import BY
from foirules.cases.case import Case
from foirules.engine.columns.arrays import Array, Mask, Places, absent
from foirules.engine.outputs import ESTABLISHED
from foirules.language.types import DATE

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment

SCHEMA: Final[Mapping[str, Any]] = {
    "case": pl.String,
    "regime": pl.Categorical(),
    "authority": pl.String,
    "received": pl.Date,
    "due": pl.Date,
    "answered": pl.Date,
    "measures": pl.List(pl.String),
    "possible_measures": pl.List(pl.String),
    "file": pl.String,
    "row": pl.Int64,
    "by": pl.String,
}
_BITS: Final = 62  # of a word, in each of which a measure is noted
AGREED: Final = ("answered",)  # the days that stand only where they are the same in all scenarios


def case_rows(
    frame: Frame,
    inside: Mask,
    days: Mapping[str, FrameHits],
    holds: Sequence[MeasureHits],
    statistics: Statistics,
) -> pl.DataFrame:
    """The cases of a frame.

    :param inside: a mask of the cases that are wanted.
    :param days: what the rule of each day of ``statistics.case_days`` says.
    :param holds: of what of the frame each measure holds.
    """
    size = len(frame.names)
    certain, possible = _measures(holds, statistics, size)
    table = pl.DataFrame(
        {
            "case": frame.names,
            "regime": pl.repeat(frame.regime.id, size, dtype=pl.String, eager=True),
            "authority": frame.authorities(),
            **{name: day_column(_days(hits, size, name in AGREED)) for name, hits in days.items()},
            "measures": _lists(certain, size, statistics.names),
            "possible_measures": _lists(possible, size, statistics.names),
            **_origin(frame),
        }
    )
    return _whole(table.filter(pl.Series(inside)))


def _whole(table: pl.DataFrame) -> pl.DataFrame:
    """A table with every column of :data:`SCHEMA`, in their order."""
    missing = [pl.lit(None, SCHEMA[name]).alias(name) for name in CASE if name not in table.columns]
    return table.with_columns(missing).select(*SCHEMA).cast(pl.Schema(SCHEMA))


def _days(hits: FrameHits, size: int, agreed: bool) -> Array:
    """The day of each case, as an ordinal; absent where there is none for certain."""
    found = np.full(size, absent(DATE), np.int64)
    sure = hits.state == ESTABLISHED
    if agreed and hits.latest is not None:
        sure &= hits.latest == hits.values[0]
    rows = np.flatnonzero(sure)
    found[hits.case.take(rows)] = hits.values[0].take(rows)
    return found


def _measures(
    holds: Sequence[MeasureHits], statistics: Statistics, size: int
) -> tuple[list[Places], list[Places]]:
    """For each measure the cases that it certainly counts, and those that it may count.

    :param size: how many cases there are.
    """
    every = [rows for each in holds for rows in (each.found, each.undecided)]
    parts = 2 + max((int(rows.part.max(initial=-1)) for rows in every), default=-1)
    certain = {each.name: each.certain() for each in holds}
    possible = []
    for each in holds:
        of = [rows for rows in each.possible() if len(rows.case)]
        if not of or each.name in statistics.overlapping:
            possible.append(np.zeros(0, int))
            continue
        beside = [certain[name] for name in sorted(statistics.beside({each.name}))]
        near = cases_of(of, size)
        settled = np.concatenate(
            [row_keys(rows.only(near.take(rows.case)), parts) for rows in beside]
        )
        open = [~np.isin(row_keys(rows, parts), settled) for rows in of]
        possible.append(np.concatenate([rows.case[o] for rows, o in zip(of, open, strict=True)]))
    return [rows.case for rows in certain.values()], possible


def _lists(of_measures: Sequence[Places], size: int, names: Sequence[str]) -> pl.Series:
    """For each of so many cases the names of its measures.

    :param of_measures: the cases of each measure.
    """
    words = np.zeros((1 + len(names) // _BITS, size), np.int64)
    for number, cases in enumerate(of_measures):
        words[number // _BITS, cases] |= 1 << number % _BITS
    sets = pl.DataFrame(list(words))
    known = sets.unique().with_row_index("which")
    texts = [
        ";".join(names[n * _BITS + place] for n, word in enumerate(of) for place in _bits(word))
        for of in known.drop("which").rows()
    ]
    which = sets.join(known, on=sets.columns, how="left", maintain_order="left")["which"]
    split = pl.Series(texts, dtype=pl.String).str.split(";")  # quicker than of Python lists
    return split.list.eval(pl.element().filter(pl.element() != "")).gather(which)


def _bits(word: int) -> Iterator[int]:
    """The places of the bits of a word."""
    while word:
        lowest = word & -word
        yield lowest.bit_length() - 1
        word ^= lowest


def _origin(frame: Frame) -> dict[str, pl.Series]:
    """Where each case begins, and by what it is grouped."""
    begins = frame.first_row[frame.log.first_event]
    rows, size = frame.rows, len(begins)
    found = {
        name: rows[source].gather(begins) if source in rows.columns else null_texts(size)
        for name, source in (("file", "_file"), ("row", "_row"))
    }
    return {**found, "by": _grouped_by(frame)}


def _grouped_by(frame: Frame) -> pl.Series:
    """What the last row of each case that says it has for the column to group by."""
    if BY not in frame.rows.columns:
        return null_texts(len(frame.names))
    said = frame.rows.group_by("case").agg(pl.col(BY).drop_nulls().last())
    names = pl.DataFrame({"case": frame.names})
    return names.join(said, on="case", how="left", maintain_order="left")[BY]


def case_rows_of_assessments(
    cases: Sequence[Case], assessed: Sequence[Assessment], frame: Frame, statistics: Statistics
) -> pl.DataFrame:
    """The same of cases that were assessed one by one.

    :param frame: one that has them.
    """
    by_name = {case.case: case for case in cases}
    places = {name: place for place, name in enumerate(frame.names)}
    origin = pl.DataFrame(_origin(frame))
    rows = []
    for each in assessed:
        case = by_name[each.case]
        certain, possible = _said(each, statistics)
        rows.append(
            {
                "case": each.case,
                "regime": each.regime,
                "authority": case.authority.name,
                **_days_said(case, each),
                "measures": certain,
                "possible_measures": possible,
                **origin.row(places[each.case], named=True),
            }
        )
    return pl.DataFrame(rows, schema={**SCHEMA, "regime": pl.String}).cast(pl.Schema(SCHEMA))


def _days_said(case: Case, found: Assessment) -> dict[str, date | None]:
    """The days that are found of a case for certain."""
    days = {
        each.rule.removeprefix(CASE_DAYS): each.due
        for each in found.findings
        if each.rule.startswith(CASE_DAYS) and each.certainty == "established"
    }
    for name in AGREED:
        day = days.get(name)
        ranges = ((event.on, event.until) for event in case.events if event.until)
        if day is not None and any(start <= day <= end for start, end in ranges):
            days[name] = None
    return days


def _said(found: Assessment, statistics: Statistics) -> tuple[list[str], list[str]]:
    """The measures that certainly count a case, and those that may."""
    certain, possible = set[str](), set[str]()
    for row in rows_of_assessment(found).values():
        sure = {name for name, holds in row.items() if holds}
        certain |= sure
        settled = statistics.beside(sure) | statistics.overlapping
        possible |= {name for name in row if name not in settled}
    return [n for n in statistics.names if n in certain], [
        n for n in statistics.names if n in possible
    ]
