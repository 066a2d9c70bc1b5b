"""How much each measure counts of some cases, by the authority and the month of receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from foirules.audit.judging.frames import Frame
from foirules.audit.judging.judged_cases import COUNTS, JudgedCases
from foirules.audit.judging.open_rows import (
    MeasureHits,
    open_in_assessment,
    open_in_rates,
)
from foirules.audit.judging.statistics import EVERY, PREFIX, Statistics
from foirules.cases.case import Case
from foirules.engine.columns.arrays import EPOCH, Mask, Places, absent
from foirules.language.law import ReadRule
from foirules.language.types import INT

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment

_STATES: Final = 2  # certain, and not
_DAYS: Final = 1 << 16  # more than there are days in the calendar, counted from 1970


def count_frame(
    frame: Frame,
    inside: Mask,
    holds: Sequence[MeasureHits],
    rules: Sequence[ReadRule],
    statistics: Statistics,
    judged: JudgedCases,
) -> Mapping[str, Places]:
    """Adds what the measures count of the cases of a frame; gives the cases of the rows that are
    open in rates.

    :param inside: a mask of the cases that count.
    :param holds: of what of the frame each measure of ``statistics`` holds, by its rule.
    """
    open_rows = open_in_rates(statistics, holds)
    measures = (EVERY, *statistics.names, *open_rows)
    months = pl.Series(frame.log.on[frame.log.first_event] - EPOCH).cast(pl.Date).dt.month_start()
    authorities = frame.authorities().cast(pl.Categorical)
    by = pl.DataFrame({"authority": authorities, "month": months})
    codes = authorities.to_physical().cast(pl.Int64).fill_null(-1)
    key = codes.to_numpy() * _DAYS + months.to_physical().to_numpy()
    _, head, group = np.unique(key, return_index=True, return_inverse=True)
    counted = [_counted(0, group[inside], np.ones(int(inside.sum()), bool))]
    for number, (each, rule) in enumerate(zip(holds, rules, strict=True), 1):
        hit, certain = each.found, each.is_certain()
        counted.append(_counted(number, group.take(hit.case), certain))
        values = list(rule.values)
        if "working_days_late" in values:
            late = hit.values[values.index("working_days_late")]
            late = late[(late > absent(INT)) & certain]
            days, often = np.unique(late, return_counts=True)
            for day, count in zip(days.tolist(), often.tolist(), strict=True):
                judged.late[measures[number], day] += count
    for number, (name, case) in enumerate(open_rows.items(), 1 + len(holds)):
        counted.append(_counted(number, group.take(case), np.zeros(len(case), bool)))
        if len(case):
            judged.open_cases.setdefault(name, []).extend(frame.names.gather(case))
    code, groups, count = (np.concatenate(each) for each in zip(*counted, strict=True))
    judged.counts.append(
        by[head[groups]].with_columns(
            pl.Series("measure", measures, pl.Categorical).gather(code // _STATES),
            pl.Series("certain", code % _STATES == 0),
            pl.Series("count", count.astype(np.uint32)),
        )
    )
    return open_rows


def _counted(number: int, group: Places, certain: Mask) -> tuple[Places, Places, Places]:
    """How often a measure, by its number, counts in each group: a code for the measure and whether
    it is certain, the group, and the count."""
    counts = np.bincount(group * _STATES + ~certain)
    (some,) = np.nonzero(counts)
    return number * _STATES + some % _STATES, some // _STATES, counts[some]


def count_assessments(
    cases: Sequence[Case],
    assessments: Sequence[Assessment],
    recorded: Sequence[Assessment],
    statistics: Statistics,
    judged: JudgedCases,
) -> None:
    """Adds the same of cases that were assessed one by one.

    :param recorded: of the same cases, as if what is not recorded had not happened.
    """
    by_name = {case.case: case for case in cases}
    counts: Counter[tuple[str | None, date, str, bool]] = Counter()
    for surely, each in zip(assessments, recorded, strict=True):
        case = by_name[each.case]
        top = case.authority.name, case.events[0].on.replace(day=1)
        counts[*top, EVERY, True] += 1
        for finding in each.findings:
            if finding.rule.startswith(PREFIX):
                measure = finding.rule.removeprefix(PREFIX)
                certain = finding.certainty == "established"
                counts[*top, measure, certain] += 1
                if certain and finding.working_days_late is not None:
                    judged.late[measure, finding.working_days_late] += 1
        for name in open_in_assessment(statistics, surely, each):
            counts[*top, name, False] += 1
            judged.open_cases.setdefault(name, []).append(each.case)
    rows = [(*key, count) for key, count in counts.items()]
    judged.counts.append(pl.DataFrame(rows, schema=COUNTS, orient="row"))
