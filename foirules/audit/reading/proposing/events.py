"""What is proposed of a log with a row an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import define, field

from foirules.audit.reading.days import day_columns
from foirules.audit.reading.log_columns import REGIME, log_columns
from foirules.audit.reading.proposing.case_column import CaseColumn
from foirules.audit.reading.proposing.dated import Dated
from foirules.audit.reading.proposing.plan import Given, Plan, Remark, rows, shown
from foirules.audit.reading.proposing.roles import MOST, Roles
from foirules.audit.reading.proposing.sample import Sample
from foirules.audit.reading.proposing.values import OUTCOME, Values
from foirules.audit.reading.proposing.wide import names_of

ON, EVENT = "on", "event"
OF_ROWS: Final = ("until", "event-id", "authority", "authority-type", "policy", "parts")


@define
class EventsPlan:
    """Plans a map for rows that are events."""

    sample: Sample
    values: Values
    dated: Mapping[str, Dated]
    roles: Roles
    plan: Plan = field(factory=Plan)

    def plan_of(self, case: CaseColumn, on: str, event: str) -> Plan:
        """The plan, where the columns are known that each row needs."""
        self.roles.taken |= {*case.names, on, event}
        self.plan.columns += [case.given(), Given(ON, on), Given(EVENT, event)]
        for ours in OF_ROWS:
            self._called(ours)
        if regime := self.roles.regime():
            named = names_of(self.sample, regime, self.values.law)
            self.plan.columns.append(Given(REGIME, {"column": regime, "values": named}))
        outcome = self.roles.outcome()
        if outcome is not None:
            named = names_of(self.sample, outcome, self.values.outcome)
            self.plan.columns.append(Given(OUTCOME, {"column": outcome, "values": named}))
        self.plan.columns += [Given(*each) for each in self.roles.grounds().items()]
        for ours in log_columns(self.values.regime.vocabulary):
            if ours not in (each.key for each in self.plan.columns):
                self._called(ours)
        self.plan.read = self.roles.taken
        counts = self.sample.counts(event)
        for text, count in counts[:MOST]:
            self.plan.entries.append(self._entry(text, count, outcome is None))
        if len(counts) > MOST:
            text = f"{len(counts) - MOST:,} more values of {event} are not named here"
            self.plan.remarks.append(Remark(text, False))
        unknown = [(text, count) for text, count in counts if self._is_open(text)]
        if unknown:
            of = rows(sum(count for _, count in unknown))
            told = f"{event}: what {shown(unknown)} tells; {of}, rejected till it is said"
            self.plan.remarks.append(Remark(told, False))
        return self.plan

    def _called(self, ours: str) -> None:
        """A column whose heading is what logs call one of ours, or our own name."""
        column = self.roles.called(ours)
        if column is None:
            return
        days = day_columns(self.values.regime.vocabulary)
        if ours in days and column not in self.dated:
            self.roles.taken.discard(column)
            return
        self.plan.columns.append(Given(ours, column))

    def _is_open(self, text: str) -> bool:
        event, sure = self.values.event(text)
        return not sure and not (event is None and self.values.is_to_come(text))

    def _entry(self, text: str, count: int, says_outcome: bool) -> Given:
        """What is made of the rows of a value."""
        event, sure = self.values.event(text)
        if event is None:
            to_come = self.values.is_to_come(text)
            why = "not yet, or still going on" if to_come else "or an event?"
            left = {"left-out": True, "from": text}
            return Given("", left, (), f"{rows(count)}; {why}", active=to_come)
        body: dict[str, Any] = {"event": event, "from": text}
        told = self.values.words.tells_of.get(event, ())
        if says_outcome and OUTCOME in told and (outcome := self.values.outcome(text)):
            body["set"] = {OUTCOME: outcome}
        beside = rows(count) if sure else f"{rows(count)}; or not?"
        return Given("", body, (), beside, active=sure)
