"""The last days for complying that a system recorded, set beside those of the law.

What a different day may come of is declared in ``recorded-days.yaml`` of the regime; a day that
nothing there comes to is not explained.
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
from foirules.audit.judging.frames import Frame, frame
from foirules.audit.judging.judge import Judged, by_policy
from foirules.audit.judging.law import LawOf
from foirules.audit.judging.recorded_days import PREFIX, recorded_days
from foirules.audit.reading.values import AGAINST
from foirules.calendars import Calendar, get_calendar
from foirules.calendars.proclaimed import PROCLAIMED
from foirules.engine.columns.arrays import EPOCH, Array, absent
from foirules.engine.columns.block import block
from foirules.engine.columns.day_tables import Functions
from foirules.engine.environment import Environment
from foirules.language.regime import Regime
from foirules.language.types import DATE
from foirules.policy.policies import Policy

TABLE: Final[dict[str, Any]] = {
    "case": pl.String,
    "authority": pl.String,
    "recorded": pl.Date,
    "due": pl.Date,
    "days_apart": pl.Int32,
    "explanations": pl.List(pl.String),
}
BEFORE: Final = "before-proclamations"


def compared(rows: pl.DataFrame, as_of: date, law: LawOf) -> pl.DataFrame:
    """The cases that have a recorded day and one of the law, and the reasons where they differ.

    :param rows: of whole cases that can be judged, with the day recorded (``_against``); of
        several in a case the last counts. Cases with a day known as a range are left out.
    """
    with_chapter = evolve(law, beside="days")
    whole = frame(rows, law.of())
    unused = Judged({})
    found = [
        _of_policy(prepared, of, as_of) for prepared, of in by_policy(whole, with_chapter, unused)
    ]
    return pl.concat([pl.DataFrame(schema=TABLE), *found])


def _of_policy(prepared: Prepared, of: Frame, as_of: date) -> pl.DataFrame:
    of = of.unranged()
    recorded = _recorded(of)
    by_law = dict(_days(prepared, of, as_of, prepared.environment))
    due = by_law.pop("due")
    days = {}
    for name in recorded_days(prepared.policy.regime).calendars:
        other = dict(_days(prepared, of, as_of, _environment(prepared.policy, name)))
        days[name] = other["due"]
    days |= by_law
    both = np.flatnonzero((recorded > absent(DATE)) & (due > absent(DATE)))
    apart = recorded - due
    explained = [
        [name for name, day in days.items() if apart[case] and day[case] == recorded[case]]
        for case in both.tolist()
    ]
    return pl.DataFrame(
        {
            "case": of.names.gather(both),
            "authority": of.authorities().gather(both),
            "recorded": pl.Series(recorded[both] - EPOCH).cast(pl.Date),
            "due": pl.Series(due[both] - EPOCH).cast(pl.Date),
            "days_apart": pl.Series(apart[both]).cast(pl.Int32),
            "explanations": pl.Series(explained, dtype=pl.List(pl.String)),
        }
    )


def _recorded(of: Frame) -> Array:
    """Of each case the day recorded last; absent where there is none."""
    rows = of.rows
    by_case = rows.group_by("case").agg(pl.col(AGAINST).drop_nulls().last())
    names = pl.DataFrame({"case": of.names})
    found = names.join(by_case, on="case", how="left", maintain_order="left")[AGAINST]
    days = found.to_physical().cast(pl.Int64) + EPOCH
    return days.fill_null(absent(DATE)).to_numpy()


def _days(
    prepared: Prepared, of: Frame, as_of: date, environment: Environment
) -> Iterator[tuple[str, Array]]:
    """What each declaration comes to in each case; absent where it comes to nothing."""
    law = prepared.known.law
    functions = Functions(environment)
    made = block(of.log, law.schema, np.int32(as_of.toordinal()), functions)
    judged = columns_of(law).judge(made, ("findings",))
    for hit, rule in zip(judged.findings, law.rules, strict=True):
        if rule.declared.id.startswith(PREFIX):
            found = np.full(of.log.size, absent(DATE), np.int64)
            found[hit.rows] = hit.values[list(rule.values).index("due")]
            found[judged.outside] = absent(DATE)
            yield rule.declared.id.removeprefix(PREFIX), found


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


def explained(tables: Iterable[pl.DataFrame], regime: Regime) -> dict[str, Any]:
    """How many recorded days are those of the law, and what the others come of."""
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
