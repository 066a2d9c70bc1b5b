"""Whole cases of a log as rows -> tables of what is found of them, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from attrs import evolve, frozen

from foirules.assessing.many_cases import (
    assess_block,
    bounded_columns_of,
    columns_of,
    functions_of,
)
from foirules.assessing.one_case import Prepared, assess
from foirules.audit.judging.case_rows import case_rows, case_rows_of_assessments
from foirules.audit.judging.due_rows import due_rows
from foirules.audit.judging.found_of_block import DECLARED, FoundOfBlock
from foirules.audit.judging.frame_hits import FrameHits
from foirules.audit.judging.frames import Frame
from foirules.audit.judging.judged_cases import JudgedCases
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.measures import count_assessments, count_frame
from foirules.audit.judging.narrowing import settling, together
from foirules.audit.judging.open_rows import MeasureHits
from foirules.audit.judging.return_counts import PREFIX as CELLS
from foirules.audit.judging.return_rows import return_rows, return_rows_of_assessments
from foirules.audit.judging.rows_to_frame import frame_of_rows
from foirules.audit.judging.scenarios import (
    MOST_UNORDERED,
    RangedCases,
    ScenarioLog,
    ranged_cases,
    scenario_blocks,
)
from foirules.audit.judging.statistics import CASE_DAYS, PREFIX
from foirules.audit.judging.tables import (
    CASES,
    DUE,
    RETURNS,
    TABLES,
    TableMaker,
    table_of_assessments,
)
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.cases.case import Case
from foirules.cases.errors import CaseError
from foirules.engine.columns.arrays import Mask, Places
from foirules.engine.columns.block import Block, block
from foirules.engine.columns.compiler import BlockOutputs, Columns
from foirules.language.law import Law

if TYPE_CHECKING:
    from foirules.audit.judging.boxes import BoxedCases
    from foirules.cases.assessment import Assessment

MESSAGES: Final = {
    "scenarios": "its days overlap and may be combined in more than {most} ways; narrow them",
}
BOUNDS_FROM: Final = 10_000  # scenarios; fewer are judged in the time of a pass over bounds


def judge(
    rows: pl.DataFrame,
    as_of: date,
    law: LawFiles,
    wanted: Sequence[str] = TABLES,
    record: Record = EVERYTHING,
    bounds_from: int = BOUNDS_FROM,
) -> JudgedCases:
    """What is found of the cases of some rows, those of each case standing together.

    :param as_of: events after this day have not happened.
    :param wanted: which of the tables, and of ``cases`` and, with these and ``actions``, ``due``.
    :param record: what the log records of the cases that do not say it themselves.
    :param bounds_from: how many scenarios the cases of a policy need to have so that it is tried to
        judge them by the bounds of their days.
    """
    judged = JudgedCases({name: [] for name in wanted})
    judging = _Judging(as_of, law, wanted, judged, bounds_from)
    whole = frame_of_rows(rows, law.load_regime(), record)
    for prepared, frame in by_policy(whole, law, judged.refused):
        judging.frame(prepared, frame)
    return judged


def by_policy(
    frame: Frame, law: LawFiles, refused: list[tuple[str, str]]
) -> Iterator[tuple[Prepared, Frame]]:
    """The cases of each policy, with its law.

    :param refused: takes (case, reason) for those of a policy that is not known.
    """
    policies = frame.policies.unique(maintain_order=True)
    for policy in policies:
        chosen = frame.policies.eq_missing(policy).arg_true().to_numpy()
        try:
            prepared = law.prepared(policy, partly=bool(frame.log.not_recorded))
        except CaseError as error:
            reason = error.errors[0].removeprefix(": ")  # the case it is said of has no name
            refused += [(name, reason) for name in frame.names.gather(chosen)]
            continue
        yield prepared, frame if len(policies) == 1 else frame.only(chosen)


@frozen(eq=False, repr=False)
class _Judging:
    """Adds to ``judged`` what is found of cases, as far as it is wanted."""

    as_of: date
    law: LawFiles
    wanted: Sequence[str]
    judged: JudgedCases
    bounds_from: int

    def frame(self, prepared: Prepared, frame: Frame) -> None:
        """Adds what is found of some cases of one policy.

        Those that come near the end of the calendar, those that have too many scenarios, and those
        of a policy that changed on a day that is not known are assessed one by one.
        """
        law, as_of = prepared.known.law, self.as_of.toordinal()
        before = max(map(len, self.judged.tables.values()), default=0)
        decided, outside = np.zeros(0, int), list[Case]()
        if len(prepared.environments) > 1:
            ranged = RangedCases(too_many=range(frame.log.size))
        else:
            decided, outside = self._by_bounds(prepared, frame)
            rest = np.setdiff1d(frame.ranged(), decided)
            ranged = ranged_cases(frame, rest, as_of, law)
        reason = MESSAGES["scenarios"].format(most=MOST_UNORDERED)
        overlapping = frame.names.gather(list(ranged.overlapping))
        self.judged.refused += [(name, reason) for name in overlapping]
        alone = [frame.case(place) for place in ranged.too_many]
        others = np.zeros(frame.log.size, bool)
        others[[*decided, *ranged.too_many, *ranged.overlapping]] = True
        together = np.flatnonzero(~others)
        if len(together) or not len(decided):
            for scenarios in scenario_blocks(frame, together, ranged.days):
                outside += self._scenarios(prepared, scenarios)
        if len(decided):
            outside = self._in_order(frame, before, outside)
        self._one_by_one(prepared, frame, alone + outside)

    def _in_order(self, frame: Frame, before: int, outside: Sequence[Case]) -> list[Case]:
        """Sets the rows of tables in the order of the cases of a frame; gives some cases in it.

        :param before: how many tables there were before those of the frame.
        """
        names = frame.names.to_list()
        place = {name: number for number, name in enumerate(names)}
        for tables in self.judged.tables.values():
            rows = pl.concat(tables[before:])
            places = np.array([place[name] for name in rows["case"].to_list()], int)
            tables[before:] = [rows[np.argsort(places, kind="stable")]]
        return sorted(outside, key=lambda case: place[case.case])

    def _by_bounds(self, prepared: Prepared, frame: Frame) -> tuple[Places, list[Case]]:
        """Adds what is found of cases with ranges by the bounds of their days, where that decides:
        of all their days or, in what these leave open, day by day.

        Gives the places of these cases, and those of them that are outside the calendar.
        """
        decided, outside = [np.zeros(0, int)], list[Case]()
        if not len(frame.ranged()):
            return decided[0], outside
        from foirules.audit.judging.boxes import boxes

        whole = boxes(frame, self.as_of.toordinal(), prepared.known.law)
        if whole.scenarios.sum() >= self.bounds_from:
            for boxed in whole.parts():
                outside += self._boxes(prepared, boxed, decided)
        return np.concatenate(decided), outside

    def _boxes(self, prepared: Prepared, boxed: BoxedCases, decided: list[Places]) -> list[Case]:
        """Adds what is found of cases whose boxes, or narrower ones, are all decided.

        Gives those that are outside the calendar.

        :param decided: takes the places of these cases.
        """
        law, as_of = prepared.known.law, self.as_of.toordinal()
        tables, scenarios = boxed.block(law, as_of, functions_of(prepared))
        said = self._said(bounded_columns_of(law), tables)
        undecided = boxed.undecided(tables)
        decided.append(boxed.cases.places[~undecided])
        outside = self._add(prepared, scenarios, tables, said, ~undecided)
        left_open = boxed.left_open(tables, scenarios.order)
        for narrower in boxed.cases.narrower(undecided, left_open).parts():
            outside += self._boxes(prepared, narrower, decided)
        return outside

    def _said(self, columns: Columns, tables: Block) -> BlockOutputs:
        lists = {*self.wanted, "findings", "undecided", "stages"}
        return columns.judge(tables, lists, undecided_from=self._first_beside(columns.law))

    def _first_beside(self, law: Law) -> int:
        """The place of the first of the rules beside the law: those of the cells of returns, then
        of the days of cases, then of the measures."""
        statistics, cells = self.law.statistics(), self.law.return_counts().cells
        return len(law.rules) - len(statistics.names) - len(statistics.case_days) - len(cells)

    def _scenarios(self, prepared: Prepared, scenarios: ScenarioLog) -> list[Case]:
        """Adds what is found of the cases of a block; gives those that are outside the calendar."""
        law, as_of = prepared.known.law, np.int32(self.as_of.toordinal())
        tables = block(scenarios.log, law.schema, as_of, functions_of(prepared))
        said = self._said(columns_of(law), tables)
        every = np.ones(scenarios.frame.log.size, bool)
        return self._add(prepared, scenarios, tables, said, every)

    def _add(
        self,
        prepared: Prepared,
        scenarios: ScenarioLog,
        tables: Block,
        said: BlockOutputs,
        chosen: Mask,
    ) -> list[Case]:
        """Adds what is found of the chosen cases; gives those that are outside the calendar."""
        law = prepared.known.law
        found = FoundOfBlock(law, scenarios, tables, said, chosen)
        of_rules, own = list(found.hits("findings")), self._first_beside(law)
        self._add_tables(prepared, found, of_rules[:own])
        self._count(prepared, found, of_rules[own:])
        self.judged.count_stages(found.stages())
        self.judged.cases += int(found.inside.sum())
        return found.outside()

    def _add_tables(
        self, prepared: Prepared, found: FoundOfBlock, of_rules: list[FrameHits]
    ) -> None:
        """Adds the tables of what the law declares.

        :param of_rules: of each rule of the law in turn, where it holds.
        """
        hits = {
            name: of_rules if name == "findings" else list(found.hits(name))
            for name in self.wanted
            if name in DECLARED
        }
        environment, as_of = prepared.environment, self.as_of.toordinal()
        maker = TableMaker(found.law, found.frame, environment, as_of, hits)
        for name in hits:
            self.judged.tables[name].append(getattr(maker, name)())

    def _count(
        self, prepared: Prepared, found: FoundOfBlock, beside_law: Sequence[FrameHits]
    ) -> None:
        """Adds what is counted, and the tables of cases and of what returns count.

        :param beside_law: of each rule beside the law in turn, where it holds.
        """
        frame, inside, statistics = found.frame, found.inside, self.law.statistics()
        rules = found.law.rules[-len(beside_law) :] if beside_law else ()
        cells = [each.name for each in self.law.return_counts().cells]
        days = statistics.case_days
        names = [*cells, *days, *statistics.names]
        asked = zip(names, beside_law, found.undecided(), strict=True)
        hits = [MeasureHits(*each) for each in asked]
        first = len(cells) + len(days)
        measured = hits[first:]
        open_rows = count_frame(frame, inside, measured, rules[first:], statistics, self.judged)
        if frame.log.not_recorded:
            settled = settling(statistics, open_rows, frame, self._undecided)
            self.judged.settling = together(self.judged.settling, settled)
        if CASES not in self.wanted:
            return
        of_days = dict(zip(days, beside_law[len(cells) : first], strict=True))
        cases = case_rows(frame, inside, of_days, measured, statistics)
        self._add_cases(prepared, cases)
        if RETURNS in self.wanted:
            counted_in = return_rows(frame, hits[: len(cells)], rules[: len(cells)], cases)
            self.judged.tables[RETURNS].append(counted_in)

    def _undecided(self, case: Case) -> Assessment:
        """A case assessed for what is undecided of it."""
        policies, own_rules = self.law.load_policies(), self.law.load_own_rules()
        return assess(case, self.as_of, policies=policies, rules=own_rules, results=["undecided"])

    def _add_cases(self, prepared: Prepared, cases: pl.DataFrame) -> None:
        """Adds rows of the table of cases, and what is due of these."""
        tables = self.judged.tables
        tables[CASES].append(cases)
        if DUE in self.wanted:
            actions, calendar = tables["actions"][-1], prepared.environment.calendar
            declared = (each.declared for each in prepared.known.law.actions)
            optional = [each.name for each in declared if each.optional]
            tables[DUE].append(due_rows(actions, cases, optional, calendar, self.as_of))

    def _one_by_one(self, prepared: Prepared, frame: Frame, cases: Sequence[Case]) -> None:
        """Adds what is found of cases that are not judged over columns."""
        assessed, statistics = list(self._assessed(cases)), self.law.statistics()
        recorded = self._as_recorded(cases, assessed)
        counted = PREFIX, CASE_DAYS, CELLS
        for name in self.wanted if assessed else ():
            if name in DECLARED:
                tables = self.judged.tables[name]
                tables.append(table_of_assessments(name, assessed, tables[-1].schema, counted))
        if assessed and CASES in self.wanted:
            rows = case_rows_of_assessments(cases, recorded, frame, statistics)
            self._add_cases(prepared, rows)
            if RETURNS in self.wanted:
                of_cells = return_rows_of_assessments(assessed, recorded, rows)
                self.judged.tables[RETURNS].append(of_cells)
        count_assessments(cases, assessed, recorded, statistics, self.judged)
        for each in assessed:
            self.judged.count_stages(Counter(stage for _, stage in each.stages))
        self.judged.cases += len(assessed)

    def _as_recorded(
        self, cases: Sequence[Case], assessed: Sequence[Assessment]
    ) -> list[Assessment]:
        """The same cases assessed as if what is not recorded had not happened."""
        by_name = {case.case: case for case in cases}
        own = [by_name[each.case] for each in assessed]
        if not any(case.partly_recorded for case in own):
            return list(assessed)
        return list(
            self._assessed([evolve(case, recorded=None, without_fields=()) for case in own])
        )

    def _assessed(self, cases: Sequence[Case]) -> Iterator[Assessment]:
        days = [self.as_of] * len(cases)
        policies, own_rules = self.law.load_policies(), self.law.load_own_rules()
        lists = [{*DECLARED, "undecided", "stages"}] * len(cases)
        found = assess_block(cases, days, policies, own_rules, results=lists)
        for case, each in zip(cases, found, strict=True):
            if isinstance(each, CaseError):
                reasons = (reason.removeprefix(f"{case.case}: ") for reason in each.errors)
                self.judged.refused.append((case.case, "; ".join(reasons)))
            else:
                yield each
