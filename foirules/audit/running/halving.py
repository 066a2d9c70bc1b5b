"""Cases are judged together; where the judging fails, by halves, until those at fault are alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from foirules.audit.judging.judge import judge
from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.tables import CASES, DUE, RETURNS, TABLES
from foirules.audit.judging.whole_cases import rejected_cases
from foirules.audit.reading.readers.row_writer import REJECTED
from foirules.audit.reading.record import EVERYTHING, Record

WANTED: Final = (*TABLES, CASES, DUE)
MESSAGES: Final = {
    "failed": "it could not be judged: {error}",
}


def judge_by_halves(
    rows: pl.DataFrame, as_of: date, law: LawFiles, record: Record = EVERYTHING
) -> tuple[JudgedCases, pl.DataFrame]:
    """What is found of cases; and those that cannot be judged, as rejected.

    :param rows: of whole cases, together and in order of day.
    :param as_of: events after this day have not happened.
    :param record: what the log records of the cases that do not say it themselves.
    """
    judged = JudgedCases({name: [] for name in _wanted(law)})
    failed = list(_halves(rows, as_of, law, record, judged))
    refused = rejected_cases(rows, dict(judged.refused))
    return judged, pl.concat([pl.DataFrame(schema=REJECTED), *failed, refused])


def _wanted(law: LawFiles) -> tuple[str, ...]:
    """The tables of an audit."""
    return (*WANTED, RETURNS) if law.returns else WANTED


def _halves(
    rows: pl.DataFrame, as_of: date, law: LawFiles, record: Record, judged: JudgedCases
) -> Iterator[pl.DataFrame]:
    """Adds what is found of cases; gives those with which the judging fails, as rejected."""
    if not rows.height:
        return
    try:
        judged.add(judge(rows, as_of, law, _wanted(law), record))
    except (Exception, pl.exceptions.PanicException) as error:
        # Whatever it is, it must not take the other cases with it.
        names = rows["case"].unique(maintain_order=True)
        if len(names) > 1:
            half = names[: len(names) // 2]
            first = rows["case"].is_in(half.implode())
            yield from _halves(rows.filter(first), as_of, law, record, judged)
            yield from _halves(rows.filter(~first), as_of, law, record, judged)
        else:
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            yield rejected_cases(rows, {names[0]: MESSAGES["failed"].format(error=said)})
