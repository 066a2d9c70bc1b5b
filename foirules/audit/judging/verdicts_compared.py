"""Whether cases were in time, as a system recorded it, set beside what the law says of them.

By the law a case is in time or late as it counts in the rate that ``recorded-days.yaml`` of the
regime names. Where a day is a range or something is not recorded, it may be one or the other: then
the law may agree, or possibly differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import polars as pl

from foirules.audit.judging.days_compared import recorded_values
from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.open_rows import AMONG, EVERY_WAY, OF
from foirules.audit.judging.recorded_days import recorded_days
from foirules.audit.judging.rows_to_frame import frame_of_rows
from foirules.audit.judging.statistics import Rate, statistics
from foirules.audit.judging.tables import CASES
from foirules.audit.reading.log_columns import RECORDED
from foirules.audit.reading.recorded_column import IN_TIME, LATE, VERDICTS
from foirules.language.regime import Regime

TABLE: Final[dict[str, Any]] = {
    "case": pl.String,
    "regime": pl.String,
    "authority": pl.String,
    "recorded": pl.String,
    "law": pl.String,
    "certainty": pl.String,
}
ESTABLISHED, POSSIBLE = "established", "possible"
DIFFER: Final = {LATE: "late_by_law", IN_TIME: "in_time_by_law"}


def compare_verdicts(rows: pl.DataFrame, judged: JudgedCases, regime: Regime) -> pl.DataFrame:
    """The cases of which a system recorded whether they were in time, and what the law says.

    :param rows: of whole cases, with what is recorded (``_against``); of several in a case the last
        counts.
    :param judged: what is found of the same cases.
    :returns: ``recorded`` and ``law`` are ``in-time`` or ``late``; ``law`` is null where it says
        neither, as of a case that is open and not due. Where it may say either, it is ``possible``:
        what it says as recorded or, where that is neither, what the system does not say.
    """
    cases = judged.table(CASES)
    rate = rate_of(regime)
    if not cases.width or rate is None:
        return pl.DataFrame(schema=TABLE)
    frame = frame_of_rows(rows.drop(RECORDED, strict=False), regime)
    said = pl.DataFrame({"case": frame.names, "_timely": recorded_values(frame)})
    said = said.drop_nulls("_timely")
    table = cases.join(said, on="case", how="inner", maintain_order="left")
    table = table.with_columns(_by_law(rate, judged))
    timely, named = pl.col("_timely"), {kind: pl.lit(kind) for kind in (IN_TIME, LATE)}
    law: Any = pl.when(pl.col("_measured") == OF).then(named[IN_TIME])
    law = law.when(pl.col("_measured") == AMONG).then(named[LATE])
    law = law.when(timely & pl.col("_may_be_late")).then(named[LATE])
    law = law.when(~timely & pl.col("_may_be_in_time")).then(named[IN_TIME])
    law = law.when("_may_be_in_time").then(named[IN_TIME])
    law = law.when("_may_be_late").then(named[LATE])
    table = table.with_columns(
        pl.when(timely).then(named[IN_TIME]).otherwise(named[LATE]).alias("recorded"),
        law.alias("law"),
    )
    sure = pl.when("_is_open").then(pl.lit(POSSIBLE)).otherwise(pl.lit(ESTABLISHED))
    certainty = pl.when(pl.col("law").is_not_null()).then(sure)
    return table.with_columns(certainty.alias("certainty")).select(*TABLE).cast(pl.Schema(TABLE))


def rate_of(regime: Regime) -> Rate | None:
    """The rate that says which cases are in time; None where the law does not say."""
    name = recorded_days(regime).rate
    return next((each for each in statistics(regime).rates if each.name == name), None)


def _by_law(rate: Rate, judged: JudgedCases) -> Iterator[pl.Expr]:
    """For each case how it counts in the rate as recorded, and whether that is open; where it is,
    whether it may be in time, and whether it may be late."""
    late = [name for name in rate.among if name not in rate.of]
    measured = pl.when(_has_one_of(list(rate.of))).then(pl.lit(OF))
    yield measured.when(_has_one_of(late)).then(pl.lit(AMONG)).alias("_measured")
    open = {way: judged.open_cases.get(way.name(rate.name), []) for way in EVERY_WAY}
    for column, kind in (("_may_be_in_time", OF), ("_may_be_late", AMONG)):
        may = [case for way in open if kind in (way.least, way.most) for case in open[way]]
        yield _is_one_of(may).alias(column)
    yield _is_one_of([case for cases in open.values() for case in cases]).alias("_is_open")


def _has_one_of(measures: list[str]) -> pl.Expr:
    return pl.col("measures").list.set_intersection(measures).list.len() > 0


def _is_one_of(cases: Sequence[str]) -> pl.Expr:
    return pl.col("case").is_in(pl.Series(cases, dtype=pl.String).implode())


def verdicts_counted(tables: Iterable[pl.DataFrame]) -> dict[str, Any]:
    """How many recorded verdicts are those of the law, and how many differ in which way."""
    table = pl.concat([pl.DataFrame(schema=TABLE), *tables])

    def counts(certainty: str) -> dict[str, int]:
        of = table.filter(pl.col("certainty") == certainty)
        differ = of.filter(pl.col("recorded") != pl.col("law"))
        each = {name: differ.filter(law=law).height for law, name in DIFFER.items()}
        return {"alike": of.height - differ.height, **each}

    return {
        "kind": VERDICTS,
        "compared": table.drop_nulls("law").height,
        **counts(ESTABLISHED),
        "possible": counts(POSSIBLE),
        "neither": table["law"].null_count(),
    }
