"""The answers to the questions of an inquiry, read and checked.

An answer is ``{"question": id, "answer": value}``. The ids are ``authority``, ``begins`` for the
day on which a case began, ``next.1``, ``next.2`` and so on for what happened then, and after a
slash a field of what happened, or ``states``: ``next.1/outcome``. A value is

- null, which says that it is not known;
- for ``authority`` a law and a kind of authority: ``foia/general``;
- for a day ``YYYY-MM-DD``, or ``{"from": day, "to": day}``;
- for what happened ``{"event": name, "on": day}``, or ``nothing``;
- for a field what a case file has for it, or ``nothing`` where there may be none;
- for ``states`` by statement whether the letter has it: ``{"advice": true, "ico-right": false}``.

An answer to a question that is not asked, given the others, is set aside: it is no error, since it
may be one again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import define, field

from foirules.assessing.inquiry.told import Told, ToldEvent
from foirules.cases.errors import CaseError
from foirules.cases.fields import FieldReader
from foirules.documents.data import from_data
from foirules.documents.items import Item
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.language.regime import Regime
from foirules.language.types import Absence, Field
from foirules.language.vocabulary import EventKind
from foirules.rules import DEFAULT

AUTHORITY, BEGINS, NEXT, STATES = "authority", "begins", "next.{}", "states"
NOTHING: Final = "nothing"
MOST_ANSWERS: Final = 200
MESSAGES: Final = {
    "question-twice": "the question {found} is answered twice",
    "not-then": "found {found}; expected a day from {first} to {last}",
    "range": "the range begins on {start}, after its end on {end}",
    "too-many-answers": "{found} answers; expected {most} at most",
}


@define
class Answers:
    """The answers that are given, of which some are used to tell a case."""

    as_of: date
    law: Mapping[str, Regime]
    problems: Problems
    given: dict[str, tuple[Item, str]]
    used: list[str] = field(factory=list)

    @classmethod
    def of(cls, answers: Any, as_of: date, law: Mapping[str, Regime]) -> Answers:
        """:raises CaseError: where they are no list of answers."""
        problems = Problems(None, MESSAGES)
        try:
            item = from_data(answers)
        except DocumentError as error:
            raise CaseError(error.errors) from None
        reader = Reader(problems)
        listed = reader.list(item, "answers")
        if len(listed) > MOST_ANSWERS:
            said = {"found": len(listed), "most": MOST_ANSWERS}
            problems.say(item, "answers", "too-many-answers", **said)
            listed = []
        given: dict[str, tuple[Item, str]] = {}
        for each, where in listed:
            body = reader.mapping(each, where, ("question", "answer"), ("question", "answer"))
            id = reader.name(body["question"], f"{where}.question") if "question" in body else None
            if id in given:
                problems.say(body["question"], f"{where}.question", "question-twice", found=id)
            elif id and "answer" in body:
                given[id] = body["answer"], f"{where}.answer"
        made = cls(as_of, law, problems, given)
        made.check()
        return made

    def check(self) -> None:
        """:raises CaseError: with all that was wrong with the answers that were read."""
        if self.problems.lines:
            raise CaseError(self.problems.lines)

    def told(self) -> Told | None:
        """What they tell; None while it is not known under which law.

        :raises CaseError: with all that is wrong with the answers that are used.
        """
        told = self._authority()
        self.check()
        if told is None or (begun := self._begun(told.regime)) is None:
            self.check()
            return told
        events, all_told = [begun], None
        while all_told is None and (id := NEXT.format(len(events))) in self.given:
            item, where = self.given[id]
            if self._of_another_law(item, told.regime):
                break
            self.used.append(id)
            if item.value in (None, NOTHING):
                all_told = item.value == NOTHING
            elif (event := self._event(id, item, where, told.regime, begun)) is not None:
                events.append(event)
            else:
                break
        self.check()
        return Told(told.regime, told.authority_type, told.law_known, tuple(events), all_told)

    def not_used(self) -> list[str]:
        """The questions that were answered and are not asked."""
        return [id for id in self.given if id not in self.used]

    # --- one answer -------------------------------------------------------------------------------

    def _take(self, id: str) -> tuple[Item, str]:
        self.used.append(id)
        return self.given[id]

    def _authority(self) -> Told | None:
        if AUTHORITY not in self.given:
            return None
        item, where = self._take(AUTHORITY)
        if item.value is None:
            regime = self.law.get(DEFAULT) or next(iter(self.law.values()))
            return Told(regime, regime.vocabulary.authority_type.members[0], law_known=False)
        kinds = dict(authorities(self.law))
        name = Reader(self.problems).one_of(item, where, "authority", kinds)
        return Told(*kinds[name]) if name else None

    def _begun(self, regime: Regime) -> ToldEvent | None:
        if BEGINS not in self.given:
            return None
        words, first = regime.vocabulary, regime.schema.roles.in_force
        item, where = self._take(BEGINS)
        span = self._days(item, where, first)
        kind = words.events[words.begins]
        return self._with_fields(BEGINS, kind, span, regime) if span else None

    def _event(
        self, id: str, item: Item, where: str, regime: Regime, begun: ToldEvent
    ) -> ToldEvent | None:
        words, reader = regime.vocabulary, Reader(self.problems)
        body = reader.mapping(item, where, ("event", "on"), ("event", "on"))
        if len(body) < 2:
            return None
        later = [name for name in words.events if name != words.begins]
        name = reader.one_of(body["event"], f"{where}.event", "event", later)
        span = self._days(body["on"], f"{where}.on", begun.first)
        return self._with_fields(id, words.events[name], span, regime) if name and span else None

    def _of_another_law(self, item: Item, regime: Regime) -> bool:
        """Whether what happened has a name under another law only."""
        name = item.value["event"].value if _has(item, "event") else None
        words = (each.vocabulary for each in self.law.values() if each is not regime)
        known = isinstance(name, str) and name not in regime.vocabulary.events
        return known and any(name in each.events for each in words)

    def _days(self, item: Item, where: str, first: date) -> tuple[date, date] | None:
        """The first and the last day that may be meant; the first not after that of the judging."""
        reader = Reader(self.problems)
        if item.value is None:
            return first, self.as_of
        if not isinstance(item.value, dict):
            day = self._day(reader, item, where, first)
            return (day, day) if day else None
        body = reader.mapping(item, where, ("from", "to"), ("from", "to"))
        if len(body) < 2:
            return None
        start = self._day(reader, body["from"], f"{where}.from", first)
        end = reader.day(body["to"], f"{where}.to")
        if start is None or end is None:
            return None
        if end < start:
            self.problems.say(item, where, "range", start=start, end=end)
            return None
        return start, end

    def _day(self, reader: Reader, item: Item, where: str, first: date) -> date | None:
        day = reader.day(item, where)
        if day is not None and not first <= day <= self.as_of:
            said = {"found": day, "first": first, "last": self.as_of}
            self.problems.say(item, where, "not-then", **said)
            return None
        return day

    def _with_fields(
        self, id: str, kind: EventKind, span: tuple[date, date], regime: Regime
    ) -> ToldEvent:
        """An event with those of its fields that are told."""
        words = regime.vocabulary
        reader = FieldReader(self.problems, words=words)
        values: dict[str, Any] = {}
        answered, not_known = set(), set()
        for f in kind.fields:
            if (of := f"{id}/{f.name}") in self.given:
                item, where = self.given[of]
                if self._says_another_law(kind, f, item, regime):
                    continue
                self.used.append(of)
                answered.add(f.name)
                if item.value is None:
                    not_known.add(f.name)
                elif item.value != NOTHING or f.absence is not Absence.ABSENT:
                    reader.take(values, f, item, where)
        stated = [f.name for f in kind.fields if f.name in words.statements]
        if stated and (of := f"{id}/{STATES}") in self.given:
            item, where = self._take(of)
            said = self._stated(item, where, stated)
            values |= {name: value for name, value in said.items() if value is not None}
            answered |= said.keys()
            not_known |= said.keys() - values.keys()
        return ToldEvent(id, kind, *span, values, frozenset(answered), frozenset(not_known))

    def _says_another_law(self, kind: EventKind, f: Field, item: Item, regime: Regime) -> bool:
        """Whether a field has such a value under another law only."""
        others = [each for each in self.law.values() if each is not regime]
        return not _reads(regime, kind, f.name, item) and any(
            _reads(each, kind, f.name, item) for each in others
        )

    def _stated(self, item: Item, where: str, stated: list[str]) -> dict[str, bool | None]:
        """Whether a letter states each of what it was asked for."""
        if item.value is None:
            return dict.fromkeys(stated)
        reader = Reader(self.problems)
        body = reader.mapping(item, where, stated)
        return {
            name: None if each.value is None else reader.boolean(each, f"{where}.{name}")
            for name, each in body.items()
        }


def _has(item: Item, key: str) -> bool:
    return isinstance(item.value, dict) and key in item.value


def _reads(regime: Regime, kind: EventKind, name: str, item: Item) -> bool:
    """Whether a value can be that of a field of an event under a law."""
    words = regime.vocabulary
    of = words.events.get(kind.name)
    f = of.field(name) if of else None
    problems = Problems(None, MESSAGES)
    if f is None or item.value in (None, NOTHING):
        return f is not None
    FieldReader(problems, words=words).value(f, item, name)
    return not problems.lines


def authorities(law: Mapping[str, Regime]) -> list[tuple[str, tuple[Regime, str]]]:
    """The kinds of authority that a person is asked for, by their answers: the usual one of each
    law first."""
    laws = sorted(law.values(), key=lambda each: each.id != DEFAULT)
    listed = [
        (place, f"{regime.id}/{kind}", regime, kind)
        for regime in laws
        for place, kind in enumerate(regime.vocabulary.asked_of)
    ]
    listed.sort(key=lambda each: each[0] > 0)
    return [(value, (regime, kind)) for _, value, regime, kind in listed]
