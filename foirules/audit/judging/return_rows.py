"""What the cells of returns count of some cases: a row each time, with how certain it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.frames import Frame
from foirules.audit.judging.open_rows import MeasureHits
from foirules.audit.judging.output_columns import OutputColumns
from foirules.audit.judging.return_counts import PREFIX
from foirules.engine.outputs import ESTABLISHED
from foirules.language.law import ReadRule

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment, Finding, Undecided

CERTAIN, RECORDED, POSSIBLE = "certain", "as recorded", "possible"
"""How certain it is that a cell counts a row: whatever is not recorded; if nothing happened that is
not; or it may count it, and may not."""
SCHEMA: Final[Mapping[str, Any]] = {
    "return": pl.String,
    "cell": pl.String,
    "case": pl.String,
    "event": pl.String,
    "certainty": pl.String,
    "regime": pl.String,
    "authority": pl.String,
    "file": pl.String,
    "row": pl.Int64,
}
_FOUND: Final = ("id", "case", "event", "certainty", "regime")


def return_rows(
    frame: Frame, cells: Sequence[MeasureHits], rules: Sequence[ReadRule], cases: pl.DataFrame
) -> pl.DataFrame:
    """What cells count of a frame.

    :param rules: of the cells.
    :param cases: the rows of its cases in the table of these.
    """
    if not cells:
        return pl.DataFrame(schema=SCHEMA)
    found = [
        _table(frame, [certainty[place] for certainty in map(_by_certainty, cells)], rules, name)
        for place, name in enumerate((CERTAIN, RECORDED, POSSIBLE))
    ]
    return _with_origin(pl.concat(found), cases)


def _by_certainty(cell: MeasureHits) -> tuple[FrameHits, FrameHits, FrameHits]:
    everywhere, sure = cell.is_certain(), cell.found.state == ESTABLISHED
    open = [cell.found.only(~everywhere), cell.undecided]
    return cell.found.only(everywhere & sure), cell.found.only(everywhere & ~sure), _both(*open)


def _both(found: FrameHits, undecided: FrameHits) -> FrameHits:
    """The rows of both; of what they say no value is read."""
    case, part, event, state = (
        np.concatenate([getattr(each, name) for each in (found, undecided)])
        for name in ("case", "part", "event", "state")
    )
    return FrameHits(case, part, event, state, [])


def _table(
    frame: Frame, hits: Sequence[FrameHits], rules: Sequence[ReadRule], certainty: str
) -> pl.DataFrame:
    rows = OutputColumns(frame, hits, rules)
    table = rows.table(
        id=rows.declared_as(lambda each: each.id).cast(pl.String),
        event=rows.event().struct.field("id"),
    )
    own = table.with_columns(pl.lit(certainty).alias("certainty"), pl.col("regime").cast(pl.String))
    return own.select(_FOUND)


def return_rows_of_assessments(
    assessed: Sequence[Assessment], recorded: Sequence[Assessment], cases: pl.DataFrame
) -> pl.DataFrame:
    """The same of cases that were assessed one by one.

    :param recorded: of the same cases, as if what is not recorded had not happened.
    """
    rows = [
        (id, surely.case, event, certainty, surely.regime)
        for surely, each in zip(assessed, recorded, strict=True)
        for (id, event), certainty in _said(surely, each)
    ]
    found = pl.DataFrame(rows, schema=dict.fromkeys(_FOUND, pl.String), orient="row")
    return _with_origin(found, cases)


def _said(surely: Assessment, recorded: Assessment) -> Iterator[tuple[tuple[str, str | None], str]]:
    """The rows of a case that cells count, or may count, and how certain that is."""
    both = _holds(surely), _holds(recorded)
    for row in {**both[0], **both[1]}:
        sure, certain = (each.get(row, False) for each in both)
        yield row, CERTAIN if sure and certain else RECORDED if certain else POSSIBLE


def _holds(found: Assessment) -> dict[tuple[str, str | None], bool]:
    """By cell and event whether it certainly counts it; what it may count is there too."""
    from foirules.cases.assessment import Finding  # of an assessment this is there already

    said: list[Finding | Undecided] = [*found.findings, *found.undecided]
    holds: dict[tuple[str, str | None], bool] = {}
    for each in said:
        if each.rule.startswith(PREFIX):
            sure = isinstance(each, Finding) and each.certainty == "established"
            row = each.rule, each.event.id if each.event else None
            holds[row] = holds.get(row, False) or sure
    return holds


def _with_origin(found: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Rows with their return and cell, and with what is known of their cases."""
    named = pl.col("id").str.strip_prefix(PREFIX).str.splitn(":", 2).struct
    rows = found.with_columns(
        named.field("field_0").alias("return"), named.field("field_1").alias("cell")
    )
    known = cases.select("case", "authority", "file", "row")
    best = rows.with_columns(pl.col("certainty").cast(pl.Enum([CERTAIN, RECORDED, POSSIBLE])))
    best = best.group_by("return", "cell", "case", "event", "regime", maintain_order=True).agg(
        pl.col("certainty").min()
    )
    joined = best.join(known, on="case", how="left", maintain_order="left")
    return joined.cast({"certainty": pl.String}).select(*SCHEMA).cast(pl.Schema(SCHEMA))
