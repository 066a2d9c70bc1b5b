"""What a system recorded of its cases, of whatever kind, set beside what the law says of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from foirules.audit.judging.days_compared import compare_days, days_explained
from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.verdicts_compared import compare_verdicts, verdicts_counted
from foirules.audit.reading.recorded_column import VERDICTS
from foirules.language.regime import Regime


def compared(
    rows: pl.DataFrame, judged: JudgedCases, as_of: date, law: LawFiles, kind: str
) -> pl.DataFrame:
    """What is recorded of cases beside what the law says of each.

    :param rows: of whole cases that are judged, with what is recorded (``_against``).
    :param judged: what is found of these cases.
    """
    if kind == VERDICTS:
        return compare_verdicts(rows, judged, law.load_regime())
    return compare_days(rows, as_of, law, kind)


def differing(table: pl.DataFrame) -> pl.DataFrame:
    """The cases of which the law says another than is recorded."""
    if "days_apart" in table.columns:
        return table.filter(pl.col("days_apart") != 0)
    return table.filter(pl.col("law") != pl.col("recorded"))


def counted(tables: Iterable[pl.DataFrame], regime: Regime, kind: str) -> dict[str, Any]:
    """How many agree with the law, and how many differ in which way."""
    if kind == VERDICTS:
        return verdicts_counted(tables)
    return days_explained(tables, regime, kind)
