"""Whole cases of a log as rows -> tables of what is found of them, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import Factory, define, frozen

from foirules.assess import Prepared, prepare
from foirules.audit.frames import Frame, frame
from foirules.audit.statistics import PREFIX, statistics
from foirules.audit.tables import TABLES, Found, Tables, located, with_assessments
from foirules.batch import assess_block, columns_of, functions_of
from foirules.engine.arrays import Array, absent
from foirules.engine.block import block
from foirules.engine.scalar import ESTABLISHED
from foirules.model import Assessment, Authority, Case, CaseError
from foirules.own_rules import OwnRules, load_rules
from foirules.policy import Policy, load_policies
from foirules.rules.next_steps import STAGE
from foirules.vocabulary import INT

EPOCH: Final = 719163  # the ordinal of 1 January 1970, day 0 of a polars date
MEASURED: Final = {
    "case": pl.String,
    "authority": pl.String,
    "received": pl.Date,
    "measure": pl.String,
    "certain": pl.Boolean,
    "late": pl.Int32,
}
REQUESTS: Final = "requests"  # the measure that holds of every request


@frozen
class LawOf:
    """The law that a log is judged by: files of policies and of rules beside those shipped."""

    policies: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def known(self) -> Mapping[str, Policy]:
        return _policies(self.policies)

    def own(self) -> OwnRules:
        """The rules of one's own, and what is counted."""
        return _own(self.rules)

    def prepared(self, policy: str | None) -> Prepared:
        """The law of a policy; a CaseError where it is not known."""
        return prepare(Case("", (), authority=Authority(policy=policy)), self.known(), self.own())


@lru_cache(maxsize=4)
def _policies(paths: tuple[str, ...]) -> Mapping[str, Policy]:
    return load_policies(paths)


@lru_cache(maxsize=4)
def _own(paths: tuple[str, ...]) -> OwnRules:
    return OwnRules((*(load_rules(paths).chapters if paths else ()), statistics().chapter))


@define
class Judged:
    """What is found of some cases.

    :param measured: a row for each measure that counts a request, a review or a complaint.
    :param stages: how many parts have come to each stage.
    :param refused: (case, reason) of those that cannot be assessed.
    """

    tables: dict[str, list[pl.DataFrame]]
    measured: list[pl.DataFrame] = Factory(list)
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
        self.measured += other.measured
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
    whole = frame(rows, law.prepared(None).known.law.schema)
    for prepared, of in _by_policy(whole, law, judged):
        _judge(prepared, of, as_of, law, wanted, judged)
    return judged


def _by_policy(whole: Frame, law: LawOf, judged: Judged) -> Iterator[tuple[Prepared, Frame]]:
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

    Cases with ranges, and those that come near the end of the calendar, are assessed one by one.
    """
    ranged = of.ranged()
    alone = [of.case(place) for place in ranged.tolist()]
    if alone:
        of = of.only(np.setdiff1d(np.arange(of.log.size), ranged))
    law_of = prepared.known.law
    made = block(of.log, law_of.schema, np.int32(as_of.toordinal()), functions_of(prepared))
    found = columns_of(law_of).judge(made, {*wanted, "findings", "stages"})
    inside = ~found.outside
    alone += [of.case(place) for place in np.flatnonzero(found.outside).tolist()]

    def hits(name: str) -> list[Found]:
        each = [located(hit, made) for hit in getattr(found, name)]
        return [hit.only(inside[hit.case]) for hit in each] if found.outside.any() else each

    counted = len(statistics().names)
    rules = hits("findings")
    said = {name: rules[:-counted] if name == "findings" else hits(name) for name in wanted}
    assessed = _one_by_one(alone, as_of, law, judged)
    tables = Tables(law_of, of, prepared.environment, as_of.toordinal(), said)
    for name, table in with_assessments(tables, assessed, PREFIX).items():
        judged.tables[name].append(table)
    judged.measured += [_measured(of, inside, rules[-counted:], law_of), _of(alone, assessed)]
    codes, counts = np.unique(
        found.stage[inside[made.tables["part"].parents["request"]]], return_counts=True
    )
    judged.count_stages(
        {
            STAGE.members[code] if code >= 0 else "uncertain": count
            for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
        }
    )
    for each in assessed:
        judged.count_stages(Counter(stage for _, stage in each.stages))
    judged.cases += int(inside.sum()) + len(assessed)


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


def _measured(of: Frame, inside: Array, found: Sequence[Found], law: Any) -> pl.DataFrame:
    """The measures that hold of the cases of a frame."""
    log, names = of.log, statistics().names
    place = [np.flatnonzero(inside), *(each.case for each in found)]
    late = [np.full(len(place[0]), absent(INT))]
    certain = [np.ones(len(place[0]), bool)]
    for hit, rule in zip(found, law.rules[-len(names) :], strict=True):
        values = list(rule.values)
        late.append(
            hit.values[values.index("working_days_late")]
            if "working_days_late" in values
            else np.full(len(hit.case), absent(INT))
        )
        certain.append(hit.state == ESTABLISHED)
    case = np.concatenate(place)
    code = np.repeat(np.arange(len(names) + 1), [len(each) for each in place])
    first = of.first_row[log.first_event]
    rows = of.rows
    authorities = (
        rows["authority"].gather(first)
        if "authority" in rows.columns
        else pl.Series([None], dtype=pl.String).new_from_index(0, len(first))
    )
    days = np.concatenate(late)
    return pl.DataFrame(
        {
            "case": of.names.gather(case),
            "authority": authorities.gather(case),
            "received": pl.Series(log.on[log.first_event][case] - EPOCH).cast(pl.Date),
            "measure": pl.Series([REQUESTS, *names]).gather(code),
            "certain": pl.Series(np.concatenate(certain)),
            "late": pl.Series(days).cast(pl.Int32).set(pl.Series(days <= absent(INT)), None),
        }
    )


def _of(cases: Sequence[Case], assessed: Sequence[Assessment]) -> pl.DataFrame:
    """The measures that hold of cases assessed one by one."""
    by_name = {case.case: case for case in cases}
    rows: list[tuple[Any, ...]] = []
    for each in assessed:
        case = by_name[each.case]
        top = (each.case, case.authority.name, case.events[0].on)
        rows.append((*top, REQUESTS, True, None))
        rows += [
            (*top, f.rule.removeprefix(PREFIX), f.certainty == "established", f.working_days_late)
            for f in each.findings
            if f.rule.startswith(PREFIX)
        ]
    return pl.DataFrame(rows, schema=MEASURED, orient="row")
