"""What the answers to a question would change: each is tried, and the case judged with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from attrs import evolve, frozen

from foirules.assessing.inquiry.told import Told
from foirules.assessing.one_case import assess, law_for, own_policy
from foirules.cases.assessment import Assessment
from foirules.cases.case import Case, Event
from foirules.cases.errors import CaseError
from foirules.engine.portion import facts_read, portion_for
from foirules.language.types import BOOL, DATE, INT, Enumeration, Field, SetType
from foirules.language.vocabulary import EventKind
from foirules.policy.policy import Policy

LISTS: Final = ("clocks", "actions")  # in which a verdict shows
MOST_DAYS: Final = 5  # on which an event is tried
LATER: Final = timedelta(days=40)
SOME_NUMBERS: Final = (1, 10_000)
Stand = frozenset[tuple[Any, ...]]
"""How a case stands: its last days, the next steps, and whether the answer came in time."""


@frozen
class Trials:
    """Judges a case with the answers that may be given.

    Where days are ranges, it is judged as if all had been the first ones, and the last ones.

    :param as_of: the day of the judging.
    :param cases: those two, or the case itself; ``stands`` is how each stands without the answer.
    :param days: those on which a further event is tried.
    """

    told: Told
    as_of: date
    policies: Mapping[str, Policy]
    cases: tuple[Case, ...]
    stands: tuple[Stand, ...]
    days: tuple[date, ...]

    @classmethod
    def of(cls, told: Told, case: Case, as_of: date, policies: Mapping[str, Policy]) -> Trials:
        """:raises CaseError: where the case cannot be judged."""
        ends = (False, True) if case.ranged else (False,)
        cases = tuple(_at_once(case, last) for last in ends)
        found = [assess(each, as_of, policies=policies, results=LISTS) for each in cases]
        days = tuple(_days(told, found, as_of))
        main = told.regime.schema.roles.main_clock
        stands = tuple(stand_of(each, main) for each in found)
        return cls(told, as_of, policies, cases, stands, days)

    def event_matters(self, kind: EventKind) -> bool:
        """Whether it changes a last day or a next step that there was an event of a kind."""
        return any(
            self._with_event(case, Event(kind.name, on)) != stand
            for on in self.days
            for case, stand in zip(self.cases, self.stands, strict=True)
        )

    def weight(self, place: int, f: Field) -> int:
        """How many last days and next steps are other ones by some value of a field.

        :param place: of its event, among those in order of date.
        """
        if not self._read(f):
            return 0
        values = self._values(place, f)
        return max(
            _apart([stand, *(self._with_value(case, place, f, value) for value in values)])
            for case, stand in zip(self.cases, self.stands, strict=True)
        )

    # --- what is tried ----------------------------------------------------------------------------

    def _read(self, f: Field) -> bool:
        """Whether any last day or next step may depend on a field."""
        policy = self.policies[own_policy(None, self.told.regime.id, self.policies, "")]
        return f.name in _fields_read(policy)

    def _values(self, place: int, f: Field) -> Iterable[Any]:
        """Values of a field that tell whether it matters."""
        if f.type is BOOL:
            return (True, False)
        if f.type is DATE:
            last = self.told.in_order()[place].last
            return dict.fromkeys((last, last + LATER, self.as_of))
        if f.type is INT:
            return SOME_NUMBERS
        if isinstance(f.type, Enumeration):
            return f.type.members
        if isinstance(f.type, SetType):
            return [(name,) for name in f.type.members if "(" not in name]
        return ()

    def _with_value(self, case: Case, place: int, f: Field, value: Any) -> Stand | None:
        event = case.events[place]
        changed = evolve(event, details={**event.details, f.name: value})
        events = (*case.events[:place], changed, *case.events[place + 1 :])
        return self._judged(evolve(case, events=events))

    def _with_event(self, case: Case, event: Event) -> Stand | None:
        begun, *later = case.events
        events = sorted((*later, evolve(event, id="tried")), key=lambda each: each.on)
        return self._judged(evolve(case, events=(begun, *events)))

    def _judged(self, case: Case) -> Stand | None:
        """How a case stands; None where it cannot be judged."""
        try:
            found = assess(case, self.as_of, policies=self.policies, results=LISTS)
        except CaseError:
            return None
        return stand_of(found, self.told.regime.schema.roles.main_clock)


def stand_of(found: Assessment, main: str) -> Stand:
    """The last days and the next steps of an assessment, and whether the answer came in time."""
    clocks = (
        ("clock", c.clock, c.due, c.due_latest, c.status if c.clock == main else None)
        for c in found.clocks
    )
    actions = (
        ("action", a.actor, a.action, a.available_from, a.deadline, a.deadline_latest)
        for a in found.actions
    )
    return frozenset((*clocks, *actions))


def _apart(stands: Iterable[Stand | None]) -> int:
    """How many last days and next steps are not the same in all."""
    told = [each for each in stands if each is not None]
    return len(frozenset.union(*told) - frozenset.intersection(*told))


def _at_once(case: Case, last: bool) -> Case:
    """The case as if each event had been on the first day that it may have been, or the last."""
    events = (
        evolve(each, on=(each.until if last else None) or each.on, until=None)
        for each in case.events
    )
    begun, *later = events
    return evolve(case, events=(begun, *sorted(later, key=lambda each: each.on)))


def _days(told: Told, found: Iterable[Assessment], as_of: date) -> Iterator[date]:
    """Days on which a further event may make a difference: before and after each last day."""
    latest = told.in_order()[-1]
    due = {clock.due for each in found for clock in each.clocks if clock.due is not None}
    ends = (day for end in sorted(due, reverse=True) for day in (end, end + timedelta(days=1)))
    days = [
        day for day in dict.fromkeys((latest.last, as_of, *ends)) if latest.first <= day <= as_of
    ]
    yield from days[:MOST_DAYS]


@lru_cache(maxsize=32)
def _fields_read(policy: Policy) -> frozenset[str]:
    """The fields of events on which a last day or a next step of a law may depend."""
    law, words = law_for(policy), policy.regime.vocabulary
    portion = portion_for(law, words.events, LISTS)
    of_facts = {each.key: each for each in law.outlines["facts"]}
    reading = [of_facts[key] for key in facts_read(law, portion)]
    reading += [*law.outlines["clocks"], *law.outlines["actions"]]
    names = {name for each in reading for _, name, _ in each.reads}
    return frozenset(name for name in words.fields if name.replace("-", "_") in names)
