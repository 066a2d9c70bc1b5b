"""What the answers to questions about a draft change, found by judging the case with each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from attrs import define, field, frozen

from foirules.assessing.one_case import assess
from foirules.cases.assessment import Assessment, Finding
from foirules.cases.confirming import WHOLE
from foirules.cases.errors import CaseError
from foirules.language.regime import Regime
from foirules.language.types import BOOL
from foirules.letters.answering import answered
from foirules.letters.asking import (
    EVENTS,
    RECORDED,
    STATES,
    Asked,
    about_field,
    asked_of,
    of_several,
    whether,
)
from foirules.letters.draft import Draft
from foirules.letters.possible_answers import to_try
from foirules.policy.policy import Policy

LISTS: Final = ("findings", "clocks", "actions", "undecided")
Key = tuple[tuple[int, ...], str]
Row = tuple[str, str, str | None, int | None]
"""A list, a name in it, the part and the number of the message that it is of."""


@frozen
class Change:
    """What an answer changes: a finding, a clock or an action that is another by it, or is not
    there in one of the two.

    :param was: what is said of it where all is as it was read; None for not there.
    :param becomes: what is said of it with the answer.
    """

    list: str
    name: str
    part: str | None
    message: int | None
    was: str | None
    becomes: str | None


@define
class Weigher:
    """Judges a draft, as if all else in it were confirmed, with the answers to its questions.

    :param as_of: the day as of which it is judged.
    """

    as_of: date
    law: Mapping[str, Regime] | None = None
    policies: Mapping[str, Policy] | None = None
    _judged: dict[str, Assessment | None] = field(factory=dict)
    _weights: dict[tuple[Key, str], int] = field(factory=dict)

    def questions(self, draft: Draft, every: bool = False) -> list[Asked]:
        """The questions that matter, most telling first.

        Those of values matter where an answer changes what is found. Those whether an event was
        read rightly always do: while one is not confirmed, nothing is established.

        :param every: those of values as well, whose event is not confirmed.
        """
        asked = asked_of(draft, every)
        known = {each.key for each in asked}
        asked += [each for each in self._not_read(draft, every) if each.key not in known]
        asked.sort(key=lambda each: -self.weight(draft, each))
        telling = [each for each in asked if self.weight(draft, each)]
        telling = [each for each in telling if not self._day_of_idle(draft, each)]
        plain = [each for each in asked if self._idle(draft, each)]
        return [*telling, *plain, *(each for each in asked if each.field == RECORDED)]

    def together(self, draft: Draft, asked: list[Asked], apart: Collection[Key]) -> list[Asked]:
        """Questions in their order, those as one that can be looked over as one: the messages of
        which nothing depends on what they are, and what a letter was read as saying.

        :param apart: of those that were asked together already.
        """
        groups: dict[Key, list[Asked]] = {}
        for each in asked:
            if (of := self._group(draft, each)) and of not in apart:
                groups.setdefault(of, []).append(each)
        made: list[Asked] = []
        for each in asked:
            of = self._group(draft, each)
            group = groups.get(of, []) if of else []
            if len(group) < 2:
                made.append(each)
            elif of is not None and group[0] is each:
                made.append(of_several(of[1], group))
        return made

    def _group(self, draft: Draft, asked: Asked) -> Key | None:
        if self._idle(draft, asked):
            return (), EVENTS
        says = asked.type is BOOL and asked.read is not None and asked.read.value is True
        return (asked.messages, STATES) if says else None

    def _idle(self, draft: Draft, asked: Asked) -> bool:
        """Whether it asks for an event on which nothing that is found depends."""
        whether = asked.field == WHOLE and asked.read is not None
        return whether and not self.weight(draft, asked)

    def _day_of_idle(self, draft: Draft, asked: Asked) -> bool:
        """Whether it asks for the day of an event on which nothing depends: that only bounds the
        days of others."""
        on = asked.field == "on" and asked.place is not None
        return on and self._idle(draft, whether(draft, asked.place or 0))

    def weight(self, draft: Draft, asked: Asked) -> int:
        """How much of what is found is one thing by one answer and another by another."""
        key = (asked.key, _state(draft))
        if key not in self._weights:
            each = [
                found
                for _, value in to_try(asked, draft)
                if (found := self.found(answered(draft, asked, value))) is not None
            ]
            rows = {row for found in each for row in found}
            self._weights[key] = sum(len({found.get(row) for found in each}) > 1 for row in rows)
        return self._weights[key]

    def changes(self, draft: Draft, asked: Asked) -> list[tuple[str, list[Change]]]:
        """For each answer that can be tried what it changes of what is found as it was read."""
        before = self.found(draft) or {}
        made = []
        for name, value in to_try(asked, draft):
            after = self.found(answered(draft, asked, value))
            if after is not None:
                rows = [row for row in {**before, **after} if before.get(row) != after.get(row)]
                made.append((name, [Change(*r, before.get(r), after.get(r)) for r in rows]))
        return made

    def found(self, draft: Draft) -> dict[Row, str] | None:
        """What is found of a draft, if all in it is confirmed; None where it is no case."""
        judged = self._assessed(draft)
        return None if judged is None else dict(_rows(judged, draft))

    def so_far(self, draft: Draft) -> tuple[Finding, ...]:
        """What is found of a draft by what of it is confirmed."""
        try:
            made = draft.case()
            return assess(
                made, self.as_of, law=self.law, policies=self.policies, results=("findings",)
            ).findings
        except CaseError:
            return ()

    def _assessed(self, draft: Draft) -> Assessment | None:
        state = _state(draft)
        if state not in self._judged:
            try:
                self._judged[state] = assess(
                    draft.case(confirm=True),
                    self.as_of,
                    law=self.law,
                    policies=self.policies,
                    results=LISTS,
                )
            except CaseError:
                self._judged[state] = None
        return self._judged[state]

    def _not_read(self, draft: Draft, every: bool) -> Iterable[Asked]:
        """The questions of fields that were not read, and that some duty waits for."""
        judged, words = self._assessed(draft), draft.regime.vocabulary
        for duty in judged.undecided if judged else ():
            if duty.event is None:
                continue
            place = int(duty.event.id) - 1
            event = draft.events[place]
            if not every and WHOLE not in event.confirmed:
                continue
            for name in duty.missing:
                if words.events[event.event].field(name) is None:
                    continue
                path = _path(draft, place, name, duty.part)
                if path not in event.values() and path not in event.confirmed:
                    yield about_field(draft, place, path, (0, 0))


def _state(draft: Draft) -> str:
    return repr(draft.data(confirm=True))


def _path(draft: Draft, place: int, name: str, part: str | None) -> str:
    """A field as a case file calls it."""
    words = draft.regime.vocabulary
    if name in words.statements:
        return f"states.{name}"
    apart = any(each is not None for each in draft.events[place].outcomes)
    of_part = name in words.outcome_fields and part is not None and apart
    return f"outcomes.{part}.{name}" if of_part else name


def _rows(judged: Assessment, draft: Draft) -> Iterable[tuple[Row, str]]:
    numbers = {str(place): each.message for place, each in enumerate(draft.events, 1)}
    for f in judged.findings:
        of = numbers.get(f.event.id) if f.event else None
        yield ("findings", f.rule, f.part, of), f"{f.certainty}, {f.date}, {f.due}"
    for c in judged.clocks:
        ends = c.due if c.due == c.due_latest else f"{c.due} or {c.due_latest}"
        yield ("clocks", c.clock, c.part, None), f"{c.status}, {c.started} to {ends}"
    for a in judged.actions:
        yield ("actions", a.action, a.part, None), f"{a.available_from} to {a.deadline}"
