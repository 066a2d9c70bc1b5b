"""What a person has told so far, and the case that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from foirules.cases.case import Case
from foirules.cases.case_file import case_from_dict
from foirules.language.recorded_sets import can_lack
from foirules.language.regime import Regime
from foirules.language.types import Field
from foirules.language.vocabulary import EventKind

LAW_NOT_KNOWN: Final = (
    "Which law governs is not known: the case is judged by {cited}, and what is found of statute,"
    " code and guidance is possible at most."
)


@frozen
class ToldEvent:
    """Something that a person has told of.

    :param id: of the question that it answers.
    :param last: the last day on which it may have been; that on which it was, where that is known.
    :param values: its fields, by name.
    :param answered: the fields that were asked for; ``not_known`` those of them that are not known.
    """

    id: str
    kind: EventKind
    first: date
    last: date
    values: Mapping[str, Any] = field(factory=dict)
    answered: frozenset[str] = frozenset()
    not_known: frozenset[str] = frozenset()

    def data(self, statements: Mapping[str, Field]) -> dict[str, Any]:
        """The event as a case file has it."""
        exact = self.first == self.last
        on = self.first.isoformat() if exact else _span(self.first, self.last)
        shown = {name: _written(value) for name, value in self.values.items()}
        states = {name: value for name, value in shown.items() if name in statements}
        said = {name: value for name, value in shown.items() if name not in statements}
        return {"on": on, "event": self.kind.name, **said, **({"states": states} if states else {})}


@frozen
class Told:
    """The answers so far.

    :param law_known: False where the person does not know which law governs.
    :param all_told: True where nothing else happened, False where that is not known; None while
        more may be told.
    """

    regime: Regime
    authority_type: str
    law_known: bool = True
    events: tuple[ToldEvent, ...] = ()
    all_told: bool | None = None

    def in_order(self) -> tuple[ToldEvent, ...]:
        """The events in order of date, the first that with which a case begins."""
        begun, *later = self.events
        return (begun, *sorted(later, key=lambda each: each.first))

    def data(self) -> dict[str, Any]:
        """The case in the shape of a case file."""
        words = self.regime.vocabulary
        name = f"{self.regime.schema.root.name}-{self.events[0].first}"
        made: dict[str, Any] = {"case": name, "regime": self.regime.id}
        if self.authority_type != words.authority_type.members[0]:
            made["authority"] = {"type": self.authority_type}
        if self.all_told is False:
            made["recorded"] = [words.begins]
        if lacking := list(dict.fromkeys(self._not_known())):
            made["without-fields"] = lacking
        if not self.law_known:
            made["notes"] = LAW_NOT_KNOWN.format(cited=self.regime.cited_as)
        return {**made, "events": [each.data(words.statements) for each in self.in_order()]}

    def case(self, law: Mapping[str, Regime]) -> Case:
        """:raises CaseError: where the answers make no case."""
        return case_from_dict(self.data(), law)

    def _not_known(self) -> Iterator[str]:
        """The fields that are not known, of those whose absence would say something."""
        for event in self.events:
            for f in event.kind.fields:
                if f.name in event.not_known and can_lack(f):
                    yield f.name
        if not self.law_known:
            yield from (f.name for f in self.events[0].kind.fields if f.if_recorded)


def _span(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat()}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
