"""The last days for complying that a system recorded, set beside those of the law.

What may explain a different day is declared in ``recorded-days.yaml`` of the regime; a day that
nothing there gives is not explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import evolve

from foirules.assessing.many_cases import columns_of
from foirules.assessing.one_case import Prepared
from foirules.audit.judging.frames import Frame
from foirules.audit.judging.judge import by_policy
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.recorded_days import PREFIX, recorded_days
from foirules.audit.judging.rows_to_frame import frame_of_rows
from foirules.audit.reading.log_columns import RECORDED
from foirules.audit.reading.typed_rows import AGAINST
from foirules.calendars.proclaimed import PROCLAIMED
from foirules.calendars.uk import get_calendar
from foirules.calendars.working_days import Calendar
from foirules.engine.columns.arrays import EPOCH, Array, absent
from foirules.engine.columns.block import block
from foirules.engine.columns.day_tables import Functions
from foirules.engine.environment import Environment
from foirules.language.regime import Regime
from foirules.language.types import DATE
from foirules.policy.policy import Policy

TABLE: Final[dict[str, Any]] = {
    "case": pl.String,
    "regime": pl.String,
    "authority": pl.String,
    "recorded": pl.Date,
    "due": pl.Date,
    "days_apart": pl.Int32,
    "explanations": pl.List(pl.String),
}
BEFORE: Final = "before-proclamations"


def compare_days(rows: pl.DataFrame, as_of: date, law: LawFiles) -> pl.DataFrame:
    """The cases that have a recorded day and one of the law, and the reasons where they differ.

    :param rows: of whole cases that can be judged, with the day recorded (``_against``); of
        several in a case the last counts. Cases with a day known as a range are left out.
    """
    with_days = evolve(law, beside="days")
    whole = frame_of_rows(rows.drop(RECORDED, strict=False), law.load_regime())
    tables = [
        _of_policy(prepared, frame, as_of) for prepared, frame in by_policy(whole, with_days, [])
    ]
    return pl.concat([pl.DataFrame(schema=TABLE), *tables])


def _of_policy(prepared: Prepared, frame: Frame, as_of: date) -> pl.DataFrame:
    frame = frame.unranged()
    recorded = _recorded(frame)
    by_law = dict(_days(prepared, frame, as_of, prepared.environment))
    due = by_law.pop("due")
    days = {}
    for name in recorded_days(prepared.policy.regime).calendars:
        by_calendar = dict(_days(prepared, frame, as_of, _environment(prepared.policy, name)))
        days[name] = by_calendar["due"]
    days |= by_law
    both = np.flatnonzero((recorded > absent(DATE)) & (due > absent(DATE)))
    apart = recorded - due
    explanations = [
        [name for name, day in days.items() if apart[case] and day[case] == recorded[case]]
        for case in both.tolist()
    ]
    return pl.DataFrame(
        {
            "case": frame.names.gather(both),
            "regime": pl.Series([frame.regime.id]).new_from_index(0, len(both)),
            "authority": frame.authorities().gather(both),
            "recorded": pl.Series(recorded[both] - EPOCH).cast(pl.Date),
            "due": pl.Series(due[both] - EPOCH).cast(pl.Date),
            "days_apart": pl.Series(apart[both]).cast(pl.Int32),
            "explanations": pl.Series(explanations, dtype=pl.List(pl.String)),
        }
    )


def _recorded(frame: Frame) -> Array:
    """The day recorded last in each case, as an ordinal; absent where there is none."""
    by_case = frame.rows.group_by("case").agg(pl.col(AGAINST).drop_nulls().last())
    names = pl.DataFrame({"case": frame.names})
    recorded = names.join(by_case, on="case", how="left", maintain_order="left")[AGAINST]
    days = recorded.to_physical().cast(pl.Int64) + EPOCH
    return days.fill_null(absent(DATE)).to_numpy()


def _days(
    prepared: Prepared, frame: Frame, as_of: date, environment: Environment
) -> Iterator[tuple[str, Array]]:
    """The day that each declaration gives in each case; absent where it gives none."""
    law = prepared.known.law
    functions = Functions(environment)
    tables = block(frame.log, law.schema, np.int32(as_of.toordinal()), functions)
    said = columns_of(law).judge(tables, ("findings",))
    for hits, rule in zip(said.findings, law.rules, strict=True):
        if rule.declared.id.startswith(PREFIX):
            days = np.full(frame.log.size, absent(DATE), np.int64)
            days[hits.rows] = hits.values[list(rule.values).index("due")]
            days[said.outside] = absent(DATE)
            yield rule.declared.id.removeprefix(PREFIX), days


@lru_cache(maxsize=64)
def _environment(policy: Policy, calendar: str) -> Environment:
    return Environment(
        policy, _before(policy.regime) if calendar == BEFORE else get_calendar(calendar)
    )


@cache
def _before(regime: Regime) -> Calendar:
    """A regime's calendar without what was proclaimed for one year, and with what that moved."""
    whole = regime.calendar
    gone = {each.day.toordinal() for each in PROCLAIMED}
    moved = {
        each.instead_of.toordinal(): each.reason
        for each in PROCLAIMED
        if each.instead_of is not None
    }
    days = range(whole.first, whole.last + 1)
    reasons = {day: reason for day in days if (reason := whole.reason(day)) and day not in gone}
    return Calendar(BEFORE, whole.first, whole.last, whole.announced_until, reasons | moved)


def days_explained(tables: Iterable[pl.DataFrame], regime: Regime) -> dict[str, Any]:
    """How many recorded days are those of the law, and what explains the others."""
    table = pl.concat([pl.DataFrame(schema=TABLE), *tables])
    differ = table.filter(pl.col("days_apart") != 0)
    reasons = differ["explanations"].list.first().fill_null("not-explained").value_counts()
    counts = dict(sorted(reasons.rows(), key=lambda each: (-each[1], each[0])))
    titles = recorded_days(regime).titles
    return {
        "compared": table.height,
        "alike": table.height - differ.height,
        "earlier": differ.filter(pl.col("days_apart") < 0).height,
        "later": differ.filter(pl.col("days_apart") > 0).height,
        "explanations": counts,
        "titles": {name: title for name, title in titles.items() if name in counts},
    }
