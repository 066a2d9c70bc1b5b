"""A draft of a case: what letters were read as, each value with the lines that say it, and what
could not be decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from foirules.cases.case import Case
from foirules.cases.case_file import case_from_dict
from foirules.cases.confirming import WHOLE
from foirules.language.regime import Regime
from foirules.letters.dating import Dated
from foirules.letters.letter import LetterRead, Read
from foirules.letters.message import Message
from foirules.letters.other_laws import OtherLaw


@frozen
class Question:
    """What could not be decided.

    :param message: the number of the message, from 1.
    :param event: what it was read as; empty where that is the question.
    :param field: what the answer fills, as a case file calls it.
    :param asks: the question, in plain words.
    :param perhaps: names that may be of the field as well as those that were read, if any were.
    """

    message: int
    event: str
    field: str
    asks: str
    first: int
    last: int
    perhaps: tuple[str, ...] = ()


@frozen
class NamedDay:
    """A day, or a length of time, that a message names and that says something of the case.

    :param means: what it is, by the files of the law: ``received``, ``expected-by``.
    :param words: how the letter says it.
    :param day: the day that is meant; None where it cannot be worked out.
    :param number: of a length of time, how many of its ``unit``: ``working-days``,
        ``school-days``, ``days``, ``weeks``, ``months``, ``years``.
    """

    message: int
    means: str
    words: str
    line: int
    day: date | None
    number: int | None = None
    unit: str | None = None


@frozen
class DraftEvent:
    """An event that a message was read as.

    :param message: the number of the message, from 1.
    :param lines: of each field, as ``outcomes.a.exemptions``, those it was read from.
    :param words: of a field that is a day, how the letter says it.
    :param told_later: whether the message only tells of the event, and is another itself.
    :param confidence: how sure each reading is, ``plain`` or ``likely``, by its name; ``event`` is
        what it is, ``on`` its day (:mod:`foirules.letters.confidence`).
    :param confirmed: what a person has confirmed of it, by the names of
        :data:`foirules.cases.confirming.WHOLE`.
    """

    event: str
    message: int
    first: int
    last: int
    when: Dated
    outcomes: dict[str | None, dict[str, Read]] = field(factory=dict)
    fields: dict[str, Read] = field(factory=dict)
    states: dict[str, Read] = field(factory=dict)
    words: dict[str, str] = field(factory=dict)
    told_later: bool = False
    confirmed: frozenset[str] = frozenset()
    confidence: Mapping[str, str] = field(factory=dict, eq=False)

    def values(self) -> dict[str, Read]:
        """Each value of it by its name, as ``outcomes.a.exemptions`` or ``states.ico-right``."""
        found = {**self.outcomes.get(None, {}), **self.fields}
        for part, said in self.outcomes.items():
            if part is not None:
                found |= {f"outcomes.{part}.{name}": read for name, read in said.items()}
        return found | {f"states.{name}": read for name, read in self.states.items()}

    def unconfirmed(self) -> tuple[str, ...]:
        """What nobody has confirmed: the event itself, or the values that are left."""
        if WHOLE not in self.confirmed:
            return (WHOLE,)
        return tuple(name for name in self.values() if name not in self.confirmed)

    def data(self, confirm: bool) -> dict[str, Any]:
        """The event as a case file has it."""
        of = self.when
        on: Any = of.first if of.exact else {"from": of.first, "to": of.last}
        read: dict[str, Any] = {"message": self.message}
        if self.first:
            read["lines"] = _lines(self.first, self.last)
        marks = () if confirm else self.unconfirmed()
        if WHOLE in marks:
            read["unconfirmed"] = True
        said: dict[str, Any] = {"on": on, "event": self.event, "read": read}
        whole = self.outcomes.get(None, {})
        said |= {name: _plain(read.value) for name, read in (whole | self.fields).items()}
        by_part = {
            part: {name: _plain(read.value) for name, read in each.items()}
            for part, each in self.outcomes.items()
            if part is not None
        }
        if by_part:
            said["outcomes"] = by_part
        if self.states:
            said["states"] = {name: read.value for name, read in self.states.items()}
        if marks and WHOLE not in marks:
            said["unconfirmed"] = list(marks)
        return said


ReadAs = Callable[[int, str], tuple[DraftEvent, Sequence[Question]] | None]


def read_nothing(number: int, event: str) -> None:
    """A draft without its letters reads nothing again."""


@frozen
class Draft:
    """A case as its letters show it, to be looked over by a person.

    :param name: by the reference that the letters give; else that of the first file.
    :param recorded: the kinds of events that the letters show every one of, as far as they go.
    :param messages: all messages, oldest first, those that are no event among them.
    :param dated: the day of each message, or the range that it lies in.
    :param complete: whether a person has said that all that happened is there.
    :param digest: the hash of the letters' bytes, of which each file counts once.
    :param other_law: another law, which the letters seem to be of, where they seem so.
    :param request: the number of its first message in the thread; ``later_request`` that of the
        message that makes another request, before which it ends, None where none does.
    :param read_as: reads a message, by its number, as an event that a person told: the event and
        what is open of it; None where no kind of letter is that event.
    """

    name: str
    regime: Regime
    authority: str
    policy: str
    parts: Mapping[str, tuple[int, int]]
    events: Sequence[DraftEvent]
    questions: Sequence[Question]
    recorded: tuple[str, ...]
    messages: Sequence[Message]
    days: Sequence[NamedDay]
    readings: Sequence[LetterRead] = field(repr=False)
    dated: Sequence[Dated] = field(repr=False)
    complete: bool = False
    digest: str | None = field(default=None, eq=False, repr=False)
    other_law: OtherLaw | None = None
    request: int = 1
    later_request: int | None = None
    read_as: ReadAs = field(default=read_nothing, eq=False, repr=False)

    @property
    def confirmed(self) -> bool:
        """Whether a person has confirmed all of it."""
        return self.complete and not any(each.unconfirmed() for each in self.events)

    @property
    def lacks_request(self) -> bool:
        """Whether no message is the request, so that others may be missing as well."""
        return bool(self.events) and self.events[0].told_later

    def before(self, number: int) -> Draft:
        """The draft of what comes before one of its messages, which makes another request."""
        return evolve(
            self,
            events=tuple(each for each in self.events if each.message < number),
            questions=tuple(each for each in self.questions if each.message < number),
            messages=self.messages[: number - 1],
            days=tuple(each for each in self.days if each.message < number),
            readings=self.readings[: number - 1],
            dated=self.dated[: number - 1],
            later_request=self.request + number - 1,
        )

    def data(self, confirm: bool = False) -> dict[str, Any]:
        """The draft in the shape of a case file.

        :param confirm: leaves out that nothing of it is confirmed. What its letters do not show is
            left open all the same where the request is not among them.
        """
        said: dict[str, Any] = {"case": self.name, "regime": self.regime.id}
        of = {"name": self.authority, "policy": self.policy}
        if any(of.values()):
            said["authority"] = {key: value for key, value in of.items() if value}
        if self.parts:
            said["parts"] = list(self.parts)
        if not self.complete and (self.lacks_request or not confirm):
            said["recorded"] = list(self.recorded)
        said["events"] = [each.data(confirm) for each in self.events]
        return said

    def case(self, confirm: bool = False) -> Case:
        """The case, as it would be read from the file of the draft."""
        case = case_from_dict(self.data(confirm), {self.regime.id: self.regime})
        return evolve(case, digest=self.digest or case.digest)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _lines(first: int, last: int) -> Any:
    return first if first == last else f"{first}-{last}"
