"""The last days for complying that a system recorded, or the numbers of working days taken, set
beside those of the law.

What may explain another day or number is declared in ``recorded-days.yaml`` of the regime; one that
nothing there gives is not explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import evolve, frozen

from foirules.assessing.many_cases import columns_of
from foirules.assessing.one_case import Prepared
from foirules.audit.judging.frames import Frame
from foirules.audit.judging.judge import by_policy
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.other_calendars import by_calendar
from foirules.audit.judging.recorded_days import LAW, PREFIX, TAKEN, recorded_days
from foirules.audit.judging.rows_to_frame import frame_of_rows
from foirules.audit.reading.log_columns import RECORDED
from foirules.audit.reading.plain_types import ColumnType
from foirules.audit.reading.recorded_column import DAYS, NUMBERS
from foirules.audit.reading.typed_rows import AGAINST
from foirules.engine.columns.arrays import EPOCH, Array, absent
from foirules.engine.columns.block import block
from foirules.engine.columns.day_tables import Functions
from foirules.engine.environment import Environment
from foirules.language.regime import Regime
from foirules.language.types import DATE, INT, Type


@frozen
class Compared:
    """What of a case is set beside what the law says.

    :param prefix: of the ids of the rules that say it; ``law`` is the name of the law's own.
    :param value: which value of these rules it is.
    :param kind: its type, in the language and (``column``) in a table; ``first`` is the number of
        what a table has as 0.
    :param days_apart: what those are called that are less, and those that are more.
    """

    prefix: str
    law: str
    value: str
    kind: Type
    column: ColumnType
    first: int
    title: str
    less: str
    more: str

    @property
    def table(self) -> dict[str, Any]:
        """The columns of a table of what is compared."""
        return {
            "case": pl.String,
            "regime": pl.String,
            "authority": pl.String,
            "recorded": self.column,
            self.title: self.column,
            "days_apart": pl.Int32,
            "explanations": pl.List(pl.String),
        }

    def explained_by(self, regime: Regime) -> tuple[tuple[str, ...], Mapping[str, str]]:
        """The calendars by which it may have been worked out, and all explanations in words."""
        declared = recorded_days(regime)
        if self.prefix == PREFIX:
            return declared.calendars, declared.titles
        taken = declared.taken
        return (taken.calendars, taken.titles) if taken else ((), {})


COMPARED: Final = {
    DAYS: Compared(PREFIX, "due", "due", DATE, pl.Date, EPOCH, "due", "earlier", "later"),
    NUMBERS: Compared(TAKEN, LAW, "working_days_late", INT, pl.Int32, 0, "taken", "fewer", "more"),
}


def compare_days(rows: pl.DataFrame, as_of: date, law: LawFiles, kind: str) -> pl.DataFrame:
    """The cases that have a recorded day or number and one of the law, and the reasons where they
    differ.

    :param rows: of whole cases that can be judged, with what is recorded (``_against``); of several
        in a case the last counts. Cases with a day known as a range are left out.
    :param kind: whether it is ``days`` or ``numbers``.
    """
    with_days, compared = evolve(law, beside="days"), COMPARED[kind]
    whole = frame_of_rows(rows.drop(RECORDED, strict=False), law.load_regime())
    tables = [
        _of_policy(prepared, frame, as_of, compared)
        for prepared, frame in by_policy(whole, with_days, [])
    ]
    return pl.concat([pl.DataFrame(schema=compared.table), *tables])


def _of_policy(prepared: Prepared, frame: Frame, as_of: date, of: Compared) -> pl.DataFrame:
    frame, none = frame.unranged(), absent(of.kind)
    recorded = recorded_values(frame).to_physical().cast(pl.Int64) + of.first
    said = recorded.fill_null(none).to_numpy()
    by_law = dict(_values(prepared, frame, as_of, prepared.environment, of))
    own = by_law.pop(of.law, np.full(frame.log.size, none, np.int64))
    values = {}
    for name in of.explained_by(prepared.policy.regime)[0]:
        environment = by_calendar(prepared.policy, name)
        values[name] = dict(_values(prepared, frame, as_of, environment, of))[of.law]
    values |= by_law
    both = np.flatnonzero((said > none) & (own > none))
    apart = said - own
    explanations = [
        [name for name, value in values.items() if apart[case] and value[case] == said[case]]
        for case in both.tolist()
    ]
    return pl.DataFrame(
        {
            "case": frame.names.gather(both),
            "regime": pl.Series([frame.regime.id]).new_from_index(0, len(both)),
            "authority": frame.authorities().gather(both),
            "recorded": pl.Series(said[both] - of.first).cast(pl.Int32).cast(of.column),
            of.title: pl.Series(own[both] - of.first).cast(pl.Int32).cast(of.column),
            "days_apart": pl.Series(apart[both]).cast(pl.Int32),
            "explanations": pl.Series(explanations, dtype=pl.List(pl.String)),
        }
    )


def recorded_values(frame: Frame) -> pl.Series:
    """What is recorded last in each case; null where nothing is."""
    by_case = frame.rows.group_by("case").agg(pl.col(AGAINST).drop_nulls().last())
    names = pl.DataFrame({"case": frame.names})
    return names.join(by_case, on="case", how="left", maintain_order="left")[AGAINST]


def _values(
    prepared: Prepared, frame: Frame, as_of: date, environment: Environment, of: Compared
) -> Iterator[tuple[str, Array]]:
    """What each declaration gives in each case; absent where it gives nothing."""
    law = prepared.known.law
    functions = Functions(environment)
    tables = block(frame.log, law.schema, np.int32(as_of.toordinal()), functions)
    said = columns_of(law).judge(tables, ("findings",))
    for hits, rule in zip(said.findings, law.rules, strict=True):
        if rule.declared.id.startswith(of.prefix):
            values = np.full(frame.log.size, absent(of.kind), np.int64)
            values[hits.rows] = hits.values[list(rule.values).index(of.value)]
            values[said.outside] = absent(of.kind)
            yield rule.declared.id.removeprefix(of.prefix), values


def days_explained(tables: Iterable[pl.DataFrame], regime: Regime, kind: str) -> dict[str, Any]:
    """How many recorded days or numbers are those of the law, and what explains the others."""
    of = COMPARED[kind]
    table = pl.concat([pl.DataFrame(schema=of.table), *tables])
    differ = table.filter(pl.col("days_apart") != 0)
    reasons = differ["explanations"].list.first().fill_null("not-explained").value_counts()
    counts = dict(sorted(reasons.rows(), key=lambda each: (-each[1], each[0])))
    _, titles = of.explained_by(regime)
    return {
        "kind": kind,
        "compared": table.height,
        "alike": table.height - differ.height,
        of.less: differ.filter(pl.col("days_apart") < 0).height,
        of.more: differ.filter(pl.col("days_apart") > 0).height,
        "explanations": counts,
        "titles": {name: title for name, title in titles.items() if name in counts},
    }
