"""Whole cases of a log as rows -> tables of what is found of them, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import Factory, define

from foirules.assessing.many_cases import assess_block, columns_of, functions_of
from foirules.assessing.one_case import Prepared
from foirules.audit.judging.frames import Frame, frame
from foirules.audit.judging.law import LawOf
from foirules.audit.judging.scenarios import MOST_UNORDERED, Ranges, Ways, in_blocks, ranges_of
from foirules.audit.judging.statistics import EVERY, PREFIX
from foirules.audit.judging.tables import TABLES, Found, Tables, located, of_assessments
from foirules.cases.assessment import Assessment
from foirules.cases.case import Case
from foirules.cases.errors import CaseError
from foirules.engine.columns.arrays import EPOCH, Array, absent
from foirules.engine.columns.block import block
from foirules.engine.outputs import ESTABLISHED
from foirules.language.law import ReadRule
from foirules.language.types import INT, Enumeration

MESSAGES: Final = {
    "ways": "its days overlap and may be combined in more than {most} ways; narrow them",
}
REQUESTS: Final = EVERY
COUNTS: Final[dict[str, Any]] = {
    "authority": pl.String,
    "month": pl.Date,
    "measure": pl.String,
    "certain": pl.Boolean,
    "count": pl.UInt32,
}
DECLARED: Final = {"findings": "rules", "clocks": "clocks", "actions": "actions"}
_STATES: Final = 2  # certain, and not
_DAYS: Final = 1 << 16  # more than there are days in the calendar, counted from 1970


@define
class Judged:
    """What is found of some cases.

    :param counts: how many requests, reviews and complaints each measure counts, by the authority
        and the month of receipt; ``late`` how many of each measure are late by how many days.
    :param authorities: of each case.
    :param stages: how many parts have come to each stage.
    :param refused: (case, reason) of those that cannot be assessed.
    """

    tables: dict[str, list[pl.DataFrame]]
    counts: list[pl.DataFrame] = Factory(list)
    late: Counter[tuple[str, int]] = Factory(Counter)
    authorities: list[pl.DataFrame] = Factory(list)
    stages: dict[str, int] = Factory(dict)
    refused: list[tuple[str, str]] = Factory(list)
    cases: int = 0

    def table(self, name: str) -> pl.DataFrame:
        """A table of all policies; one without columns where there are no cases."""
        return pl.concat(self.tables[name] or [pl.DataFrame()])

    def add(self, other: Judged) -> None:
        """What is found of other cases."""
        for name, tables in other.tables.items():
            self.tables[name] += tables
        self.counts += other.counts
        self.late.update(other.late)
        self.authorities += other.authorities
        self.count_stages(other.stages)
        self.refused += other.refused
        self.cases += other.cases

    def count_stages(self, counts: Mapping[str, int]) -> None:
        for stage, count in counts.items():
            self.stages[stage] = self.stages.get(stage, 0) + count


def judge(rows: pl.DataFrame, as_of: date, law: LawOf, wanted: Sequence[str] = TABLES) -> Judged:
    """What is found of the cases of some rows, those of each case standing together.

    :param as_of: events after this day have not happened.
    :param wanted: which of the tables, if not all.
    """
    judged = Judged({name: [] for name in wanted})
    whole = frame(rows, law.of())
    for prepared, of in by_policy(whole, law, judged):
        _judge(prepared, of, as_of, law, wanted, judged)
    return judged


def by_policy(whole: Frame, law: LawOf, judged: Judged) -> Iterator[tuple[Prepared, Frame]]:
    """The cases of each policy; those of one that is not known are refused."""
    policies = whole.policies.unique(maintain_order=True)
    for policy in policies:
        chosen = whole.policies.eq_missing(policy).arg_true().to_numpy()
        try:
            prepared = law.prepared(policy)
        except CaseError as error:
            reason = error.errors[0].removeprefix(": ")  # the case it is said of has no name
            judged.refused += [(name, reason) for name in whole.names.gather(chosen)]
            continue
        yield prepared, whole if len(policies) == 1 else whole.only(chosen)


def _judge(
    prepared: Prepared,
    of: Frame,
    as_of: date,
    law: LawOf,
    wanted: Sequence[str],
    judged: Judged,
) -> None:
    """Adds what is found of some cases of one policy.

    Those that come near the end of the calendar, those whose days can be combined in too many ways,
    and those of a policy that changed on a day that is not known are assessed one by one.
    """
    if len(prepared.environments) > 1:
        ranges = Ranges(many=range(of.log.size))
    else:
        ranges = ranges_of(of, as_of.toordinal(), prepared.known.law)
    reason = MESSAGES["ways"].format(most=MOST_UNORDERED)
    judged.refused += [(name, reason) for name in of.names.gather(list(ranges.loose))]
    alone = [of.case(place) for place in ranges.many]
    kept = np.setdiff1d(np.arange(of.log.size), [*ranges.many, *ranges.loose])
    for ways in in_blocks(of, kept, ranges.days):
        alone += _judge_block(prepared, ways, as_of, law, wanted, judged)
    assessed = _one_by_one(alone, as_of, law, judged)
    for name in wanted if assessed else ():
        schema = judged.tables[name][-1].schema
        judged.tables[name].append(of_assessments(name, assessed, schema, PREFIX))
    _count_alone(alone, assessed, judged)
    for each in assessed:
        judged.count_stages(Counter(stage for _, stage in each.stages))
    judged.cases += len(assessed)


def _judge_block(
    prepared: Prepared,
    ways: Ways,
    as_of: date,
    by: LawOf,
    wanted: Sequence[str],
    judged: Judged,
) -> list[Case]:
    """Adds what is found of the cases of a block; gives those that are outside the calendar."""
    of, law, measures = ways.frame, prepared.known.law, by.counted().names
    made = block(ways.log, law.schema, np.int32(as_of.toordinal()), functions_of(prepared))
    found = columns_of(law).judge(made, {*wanted, "findings", "stages"})
    outside = ways.some(found.outside)
    inside = ~outside

    def said(name: str) -> Iterator[Found]:
        for hits, read in zip(getattr(found, name), getattr(law, DECLARED[name]), strict=True):
            kinds = {key: value.type for key, value in read.values.items()}
            each = ways.combined(name, kinds, located(hits, made, law.schema))
            yield each.only(inside[each.case]) if outside.any() else each

    counted = len(law.rules) - len(measures)
    rules = list(said("findings"))
    tables = {name: rules[:counted] if name == "findings" else list(said(name)) for name in wanted}
    maker = Tables(law, of, prepared.environment, as_of.toordinal(), tables)
    for name in wanted:
        judged.tables[name].append(getattr(maker, name)())
    _count(of, inside, rules[counted:], law.rules[counted:], measures, judged)
    schema = law.schema
    kind = law.by_key[schema.part.name, schema.roles.stage].tree.type
    assert isinstance(kind, Enumeration)
    stage = ways.stages(found.stage, kind)
    codes, counts = np.unique(stage[inside[of.log.parts]], return_counts=True)
    judged.count_stages(
        {
            kind.members[code] if code >= 0 else "uncertain": count
            for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
        }
    )
    judged.cases += int(inside.sum())
    return [of.case(place) for place in np.flatnonzero(outside).tolist()]


def _one_by_one(cases: Sequence[Case], as_of: date, law: LawOf, judged: Judged) -> list[Assessment]:
    assessed = []
    for case, each in zip(
        cases, assess_block(cases, [as_of] * len(cases), law.known(), law.own()), strict=True
    ):
        if isinstance(each, CaseError):
            reasons = (reason.removeprefix(f"{case.case}: ") for reason in each.errors)
            judged.refused.append((case.case, "; ".join(reasons)))
        else:
            assessed.append(each)
    return assessed


# --- what is counted ------------------------------------------------------------------------------


def _count(
    of: Frame,
    inside: Array,
    found: Sequence[Found],
    rules: Sequence[ReadRule],
    names: Sequence[str],
    judged: Judged,
) -> None:
    """Adds what the measures count of the cases of a frame.

    :param found: what the rule of each measure finds, by their ``names``.
    """
    measures = (REQUESTS, *names)
    months = pl.Series(of.log.on[of.log.first_event] - EPOCH).cast(pl.Date).dt.month_start()
    authorities = of.authorities()
    by = pl.DataFrame({"authority": authorities, "month": months})
    judged.authorities.append(pl.DataFrame({"case": of.names, "authority": authorities}))
    codes = authorities.cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1)
    key = codes.to_numpy() * _DAYS + months.to_physical().to_numpy()
    _, head, group = np.unique(key, return_index=True, return_inverse=True)
    width = len(measures) * _STATES
    places = [group[inside] * width]
    for number, (hit, rule) in enumerate(zip(found, rules, strict=True), 1):
        places.append(group[hit.case] * width + number * _STATES + (hit.state != ESTABLISHED))
        values = list(rule.values)
        if "working_days_late" in values:
            late = hit.values[values.index("working_days_late")]
            late = late[(late > absent(INT)) & (hit.state == ESTABLISHED)]
            each, often = np.unique(late, return_counts=True)
            for day, count in zip(each.tolist(), often.tolist(), strict=True):
                judged.late[measures[number], day] += count
    counts = np.bincount(np.concatenate(places))
    (some,) = np.nonzero(counts)
    rows = by[head[some // width]]
    code = some % width
    judged.counts.append(
        rows.with_columns(
            pl.Series("measure", measures).gather(code // _STATES),
            pl.Series("certain", code % _STATES == 0),
            pl.Series("count", counts[some].astype(np.uint32)),
        )
    )


def _count_alone(cases: Sequence[Case], assessed: Sequence[Assessment], judged: Judged) -> None:
    """The same of cases assessed one by one."""
    by_name = {case.case: case for case in cases}
    counts: Counter[tuple[str | None, date, str, bool]] = Counter()
    for each in assessed:
        case = by_name[each.case]
        top = case.authority.name, case.events[0].on.replace(day=1)
        counts[*top, REQUESTS, True] += 1
        for f in each.findings:
            if f.rule.startswith(PREFIX):
                measure, certain = f.rule.removeprefix(PREFIX), f.certainty == "established"
                counts[*top, measure, certain] += 1
                if certain and f.working_days_late is not None:
                    judged.late[measure, f.working_days_late] += 1
    rows = [(*key, count) for key, count in counts.items()]
    judged.counts.append(pl.DataFrame(rows, schema=COUNTS, orient="row"))
    names = [(case.case, case.authority.name) for case in by_name.values()]
    schema = {"case": pl.String, "authority": pl.String}
    judged.authorities.append(pl.DataFrame(names, schema=schema, orient="row"))
