"""What is proposed of a log with a row a case: each event by the column with its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import define, field

from foirules.audit.reading.days import day_columns
from foirules.audit.reading.headings import Headings
from foirules.audit.reading.log_columns import REGIME
from foirules.audit.reading.proposing.case_column import CaseColumn, called_so
from foirules.audit.reading.proposing.dated import Dated
from foirules.audit.reading.proposing.plan import Given, Named, Plan, Remark, cells, rows, shown
from foirules.audit.reading.proposing.roles import Roles
from foirules.audit.reading.proposing.sample import Sample
from foirules.audit.reading.proposing.states import States
from foirules.audit.reading.proposing.values import OUTCOME, Values

NOT_ALL: Final = "whether all rows are requests, of which law; it is not read"
OF_CASE: Final = ("authority", "policy")  # columns of ours that are of no single event
Name = Callable[[str], str | None]
Is = Callable[[str], bool]


@define
class WidePlan:
    """Plans a map for rows that are cases."""

    sample: Sample
    values: Values
    headings: Headings
    dated: Mapping[str, Dated]
    days: Mapping[str, str]
    roles: Roles
    strange: Sequence[str] = ()
    plan: Plan = field(factory=Plan)

    def plan_of(self, case: CaseColumn) -> Plan:
        """The plan, where it is known which column names the cases."""
        self.plan.columns.append(case.given())
        self.roles.taken |= {*case.names, *self.dated}
        self._regime()
        outcome = self.roles.outcome()
        grounds = self.roles.grounds()
        state = self.roles.state()
        if outcome is None and state and any(map(self.values.outcome, self._said(state))):
            outcome, state = state, None
        states = States(self.sample, self.values, (outcome, state), self.days)
        set_by = self._set_by(outcome, grounds, states)
        if outcome is None:
            perhaps = self.roles.outcomes_perhaps()
            told = (
                f"{name}: whether its values are outcomes; they are not read" for name in perhaps
            )
            self.plan.remarks += [Remark(each, False) for each in told]
        for ours in OF_CASE:
            if column := self.roles.called(ours):
                self.plan.columns.append(Given(ours, column))
        for event, column in self.days.items():
            where = states.answered() if event == states.answer else {}
            self._event(event, column, where, set_by.get(event, {}))
        if states.answer and states.answer not in self.days:
            self._answers_perhaps(states.answer)
        self.plan.entries += states.entries(set_by.get(states.answer or "", {}))
        self.plan.remarks += states.outcomes_not_read()
        of_events = (body["column"] for each in set_by.values() for body in each.values())
        others = self.roles.taken - {*self.dated}
        self.plan.read = {*others, *self.days.values(), *of_events}
        return self.plan

    def _regime(self) -> None:
        column = self.roles.regime()
        if column is None:
            told = [f"{name}: {NOT_ALL}" for name in self.roles.laws_perhaps()]
            self.plan.remarks += [Remark(each, False) for each in told]
            return
        named = names_of(self.sample, column, self.values.law)
        remarks = []
        if named.unknown:
            doubt = f"{column}: which law {shown(named.unknown)} means; till then it is rejected"
            remarks.append(Remark(doubt, False))
            left = {"left-out": True, "where": {column: [text for text, _ in named.unknown]}}
            why = Remark("where these are no requests under one of the laws:")
            self.plan.entries.append(Given("", left, [why], active=False))
        body = {"column": column, "values": named}
        self.plan.columns.append(Given(REGIME, body, remarks))

    def _set_by(
        self, outcome: str | None, grounds: Mapping[str, str], states: States
    ) -> dict[str, dict[str, Any]]:
        """By event what else a row says of it."""
        found: dict[str, Any] = {ours: {"column": column} for ours, column in grounds.items()}
        if outcome is not None:
            name = self.values.outcome
            named = names_of(self.sample, outcome, name, states.is_answer, states.is_open)
            found[OUTCOME] = {"column": outcome, "values": named}
        for ours in day_columns(self.values.regime.vocabulary):
            free = [name for name in self.dated if name not in self.days.values()]
            lines = self.values.words.columns.get(ours, ())
            if column := next(called_so(free, lines), None):
                found[ours] = {"column": column}
        return {
            event: {ours: found[ours] for ours in of_event if ours in found}
            for event, of_event in self.values.words.tells_of.items()
        }

    def _event(
        self, event: str, column: str, where: dict[str, Any], set_by: Mapping[str, Any]
    ) -> None:
        of = self.dated[column]
        remarks = [Remark(self._days_read(of))]
        meant = self.headings.event(column)
        if meant is not None and (doubt := self.headings.unsure(column, meant)):
            remarks.append(Remark(f"{column}: {doubt}", False))
        for ours, body in set_by.items():
            remarks += self._of_field(ours, body)
        body = {"event": event, "on": column}
        body |= {"where": where} if where else {}
        body |= {"set": dict(set_by)} if set_by else {}
        self.plan.entries.append(Given("", body, remarks))

    def _said(self, column: str) -> list[str]:
        return [text for text, _ in self.sample.counts(column)]

    def _answers_perhaps(self, answer: str) -> None:
        """Columns whose days may be those of the answer, for which no heading is."""
        for column in self.strange:
            why = f"if {column} has the days of the answer, in place of entries without a day:"
            remarks = [Remark(why)]
            body = {"event": answer, "on": column}
            self.plan.entries.append(Given("", body, remarks, active=False))

    def _days_read(self, of: Dated) -> str:
        text = f"{of.read:,} of {rows(self.sample.rows.height)} have a day"
        if lost := sum(count for _, count in of.lost):
            text += f", {lost:,} something else: {shown(of.lost)}"
        return text

    def _of_field(self, ours: str, body: Any) -> list[Remark]:
        """What is not read of what else a row says."""
        column = body["column"]
        if ours in day_columns(self.values.regime.vocabulary):
            return []
        if ours == OUTCOME:
            unknown = body["values"].unknown
            if not unknown:
                return []
            return [Remark(f"{column}: what {shown(unknown)} means", False)]
        lost = [each for each in self.sample.counts(column) if not self.values.grounds(each[0])]
        count = sum(n for _, n in lost)
        total = self.sample.filled(column)
        said = [Remark(f"{total - count:,} of {cells(total)} of {column} are read")]
        if lost:
            said.append(Remark(f"{column}: which grounds {shown(lost)} means", False))
        return said


def names_of(
    sample: Sample,
    column: str,
    name: Name,
    is_nothing: Is = lambda text: False,
    is_no_name: Is = lambda text: False,
) -> Named:
    """What the values of a column are called by us.

    :param is_nothing: whether a value that has no name stands for nothing.
    :param is_no_name: whether such a value says something else than a name.
    """
    known: list[tuple[str, str | None, int]] = []
    unknown: list[tuple[str, int]] = []
    for text, count in sample.counts(column):
        ours = name(text)
        if ours is not None or is_nothing(text):
            known.append((text, ours, count))
        elif not is_no_name(text):
            unknown.append((text, count))
    return Named(known, unknown)
