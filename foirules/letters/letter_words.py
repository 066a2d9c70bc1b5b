"""What the letters under a law say, as values: signs, and what asks for them.

Each file of the folder ``letters`` of a law has a subject: ``kinds.yaml`` what kinds of letters
there are, ``outcomes.yaml`` what becomes of what was asked, ``grounds.yaml`` how grounds for
refusing are relied on, ``statements.yaml`` what a letter states, ``days.yaml`` the days it names.
Any of them may have ``signs``: phrases under a name, that all of them may ask for; and take those
of a file that several laws share. :mod:`foirules.letters.letter_files` reads them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import frozen

from foirules.language.regime import Regime
from foirules.language.types import SetType
from foirules.letters.lengths import Length
from foirules.letters.message import REQUESTER
from foirules.letters.phrases import Phrase

NO_EVENT: Final = "none"  # the kind of a message that is no event
RECEIVED, ASKED, EARLIER, MISSED = "received", "asked", "earlier", "missed"
BEGAN: Final = "began"  # the role of a day on which the request itself was made
EXPLAINS: Final = "explains"  # the sign of a sentence that gives the reasons of a ground
TO_ANOTHER: Final = "to-another"  # the sign of a message that goes to neither of the two
ASKS: Final = "asks"  # the sign of a sentence that is a question
TELLS_FIGURES: Final = "tells-figures"  # the sign of a sentence that tells figures
ANSWERS_IN_FIGURES: Final = "answers-in-figures"  # of one with which what is said of a part begins
TELLS_OF_NONE: Final = "tells-of-none"  # of one that says that there are none
BRACKETED: Final = "bracketed"  # the sign of a day in brackets, beside a figure
STAYS: Final = "stays"  # that of a sentence which says no more than that something stays as it was
ROLES: Final = (RECEIVED, ASKED, BEGAN, EARLIER, MISSED)
ALLOWS, SAYS, ALONE = "allows", "says", "alone"
COUNTED, LATELY = "counted", "lately"
AS_BEFORE: Final = "as-before"  # the outcome that an earlier letter gave a part
# What a thread has to do with a day.
THREAD: Final = (ALLOWS, SAYS, ALONE, COUNTED, LATELY)


@frozen
class Sign:
    """Phrases that say one thing.

    :param unless: phrases by which a sentence does not say it after all.
    """

    name: str
    says: tuple[Phrase, ...]
    unless: tuple[Phrase, ...] = ()


@frozen
class Condition:
    """Which signs a text has to have: one of ``any``, every one of ``all``, none of ``none``."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    def holds(self, signs: Iterable[str]) -> bool:
        found = signs if isinstance(signs, frozenset | set) else set(signs)
        return (
            (not self.any or not found.isdisjoint(self.any))
            and found.issuperset(self.all)
            and found.isdisjoint(self.none)
        )

    def names(self) -> tuple[str, ...]:
        """The signs that have to be there, those of ``any`` among them."""
        return (*self.any, *self.all)

    def signs(self) -> tuple[str, ...]:
        """All signs that it asks for."""
        return (*self.any, *self.all, *self.none)


@frozen
class Kind:
    """A kind of letter: the event that it is, and when a message is one.

    :param by: who writes such letters.
    :param first: whether it is the first message of its writer; None where that does not matter.
    :param after: events of which one has come before.
    :param before_any: events of which none has come before.
    :param base: the points that it has by itself; ``weighs`` are those of signs, ``follows`` of the
        event right before it, ``since`` of any event before it.
    :param least: the points that it needs; ``lead`` how many more than the next kind it has to
        have: None for those of all kinds.
    :param of_parts: the signs by which a letter is one of a part of the request alone; ``beside``
        the events that the same letter may be of other parts.
    """

    event: str
    by: str
    when: Condition
    first: bool | None = None
    after: tuple[str, ...] = ()
    before_any: tuple[str, ...] = ()
    base: int = 0
    weighs: tuple[tuple[str, int], ...] = ()
    follows: tuple[tuple[str, int], ...] = ()
    since: tuple[tuple[str, int], ...] = ()
    least: int | None = None
    lead: int | None = None
    of_parts: Condition | None = None
    beside: tuple[str, ...] = ()

    def points(self, signs: Container[str], before: Sequence[str]) -> int:
        """How much says that a message is one, by its signs and the events before it."""
        return (
            self.base
            + sum(points for sign, points in self.weighs if sign in signs)
            + sum(points for event, points in self.follows if before and event == before[-1])
            + sum(points for event, points in self.since if event in before)
        )

    def signs(self) -> tuple[str, ...]:
        """All signs that it asks for."""
        of_parts = self.of_parts.signs() if self.of_parts else ()
        return (*self.when.signs(), *(sign for sign, _ in self.weighs), *of_parts)

    def telling(self) -> tuple[str, ...]:
        """The signs that speak for it, those that say most first."""
        weighed = sorted(self.weighs, key=lambda each: -each[1])
        return (*(sign for sign, points in weighed if points > 0), *self.when.names())


@frozen
class CameBefore:
    """What came before a thread that begins in the middle, as its first message tells.

    :param by: who writes that message.
    """

    by: str
    when: Condition
    events: tuple[str, ...]


@frozen
class Outcome:
    """An outcome, by the signs in what a letter says of a part.

    :param name: what became of it; :data:`AS_BEFORE` for what an earlier letter said.
    :param grounds: whether a ground has to be relied on for it; None where that does not matter.
    :param apart: whether the letter has to speak of the part by itself.
    :param of: the only grounds that are relied on for it; empty where that does not matter.
    :param cites: provisions that are no grounds, of which what is said of it cites one; empty where
        that does not matter.
    :param events: the letters that may say so; empty for all.
    """

    name: str
    when: Condition
    grounds: bool | None = None
    apart: bool = False
    of: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@frozen
class Grounds:
    """How grounds are cited.

    :param own_laws: what letters call the law; ``other_laws`` short names of others; ``heads`` what
        may stand before a number; ``called`` by a ground the names by which letters call it.
    :param relied: signs by which a sentence relies on the grounds in it, ``dropped`` by which it
        does not, ``dropped_before`` by which one does not rely on those of the sentence before it,
        ``dropped_under`` by which what a heading that names grounds stands over does not,
        ``upheld_before`` by which it goes on relying on them, ``passing`` by which it only names
        those that stand in the sign, ``told_again`` by which one of ``upheld_events`` only tells
        what an earlier letter said, ``considered`` by which a sentence names those in the sign but
        in the events of ``considering``.
    :param asked_about: signs by which a part asks about grounds: its answer only names them;
        ``asked_in_all`` those by which a request without parts does.
    :param upheld: what a letter, that is one of ``upheld_events``, says if it relies on all that
        it names.
    :param anew: signs by which a sentence relies on a ground for the part that it speaks of, though
        it was named for another before.
    :param once_right: signs by which such a letter says that a ground was right when it was relied
        on; whether it still is, is asked where what it says of the same part fits ``once``.
    :param formulas: signs of sentences that give no reasons, though they follow a ground.
    :param events: the letters of which they are read, into ``field``.
    :param conditions: provisions that only say how another of their section is claimed, and are
        never relied on.
    :param condition_field: of a part, the field that a provision cited beside a ground fills, which
        says how that is claimed; empty for none.
    """

    own_laws: tuple[str, ...]
    other_laws: tuple[str, ...]
    heads: tuple[str, ...]
    called: Mapping[str, tuple[str, ...]]
    events: tuple[str, ...]
    field: str
    relied: tuple[str, ...]
    anew: tuple[str, ...]
    dropped: tuple[str, ...]
    dropped_before: tuple[str, ...]
    dropped_under: tuple[str, ...]
    upheld_before: tuple[str, ...]
    asked_about: tuple[str, ...]
    asked_in_all: tuple[str, ...]
    passing: tuple[str, ...]
    told_again: tuple[str, ...]
    considered: tuple[str, ...]
    considering: tuple[str, ...]
    upheld: Condition
    upheld_events: tuple[str, ...]
    once: Condition
    once_right: tuple[str, ...]
    formulas: tuple[str, ...]
    condition_field: str = ""
    conditions: tuple[str, ...] = ()


@frozen
class Statement:
    """Something that a letter states, or does not; or a field of a part that no words tell.

    Of such a field it is asked of each part that has one of ``outcomes``, unless a sign of ``true``
    stands in the letter or none of ``hints`` does.

    :param true: signs by which it does, ``false`` by which it says that it does not; ``hints``
        those without which it certainly does not.
    :param events: the letters that it is read of.
    :param together: signs by which it does where all of them stand in the letter.
    :param doubtful: signs by which it is asked, though one of ``false`` stands as well.
    :param presumed: whether it does where nothing tells.
    :param silent: whether it may be stated in words that are none of its hints, so that it is asked
        where none of them stands.
    :param grounds: it is asked only where one of these grounds is relied on; ``outcomes`` only
        where one of these is that of a part; ``only`` where all are.
    :param asks: the question, where it cannot be decided.
    """

    name: str
    events: tuple[str, ...]
    true: tuple[str, ...]
    false: tuple[str, ...]
    hints: tuple[str, ...]
    grounds: tuple[str, ...]
    asks: str
    outcomes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    presumed: bool = False
    silent: bool = False

    def signs(self) -> tuple[str, ...]:
        """All signs that it asks for."""
        return (*self.true, *self.together, *self.doubtful, *self.false, *self.hints)


@frozen
class DaySign:
    """A day that a letter names, by the signs with a day or a length in them.

    :param means: what the day is.
    :param role: what it tells of the days of messages, one of :data:`ROLES`; empty for nothing.
    :param field: of the event, which it fills; empty for none.
    :param events: the letters that may name it, all if there are none, but for those of ``apart``.
    :param future: whether the day comes after the letter.
    :param thread: whether the thread has to say that it is so: :data:`SAYS`, or only not to speak
        against it: :data:`ALLOWS`; empty where it is not asked. It says so of a letter by a message
        of that day, and of what came in by one of the requester of a few days before.
        :data:`ALONE`: no other day ahead stands in the letter that may mean the same.
        :data:`LATELY`: it lies between the request and the letter; :data:`COUNTED`: it does, or is
        the first or the last of a month, as days of figures do.
    :param counts: lengths of time; the day has to be the last of one of them. They run from the
        letter, if that is the ``start``, else from the arrival of a message of the requester.
    :param puts_off: lengths of time that run so; the day is the last of none of them, since the
        letter puts that day off.
    :param asked: whether it may be another day as well, so that a question asks for it where the
        thread does not say it.
    :param grounds: the letter has to rely on one of them; empty where that does not matter.
    :param firm: whether the letter says in so many words that this day fills the field, so that it
        does so beside others that are not firm.
    :param not_beside: signs of which none may stand in the letter.
    :param after: signs of which one has to stand in the sentence of the day or in the one before
        it; empty where that does not matter.
    :param start: of a length, the day from which it runs: ``letter``, its ``delivery``, the
        ``arrival`` of the request, or ``question``, what the requester wrote last; empty where the
        letter does not say.
    """

    means: str
    signs: tuple[str, ...]
    role: str = ""
    field: str = ""
    events: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    future: bool = True
    start: str = ""
    of_part: bool = False
    thread: str = ""
    asked: bool = False
    counts: tuple[Length, ...] = ()
    puts_off: tuple[Length, ...] = ()
    grounds: tuple[str, ...] = ()
    firm: bool = False
    not_beside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def may_be_other(self) -> bool:
        """Whether the day may be read as another where the thread does not say that it is so."""
        by_thread = self.thread in (SAYS, LATELY)
        return not self.asked and (by_thread or bool(self.counts))

    def may_stand(self, event: str) -> bool:
        """Whether a letter that is an event, or none that is known, may name it."""
        return (not self.events or event in self.events) and event not in self.apart


@frozen(eq=False)
class LetterWords:
    """What the letters under a law say.

    :param senders: by who writes them the signs of that; ``later_requests`` those by which they
        say that a message makes another request: one with a day says so of the message of that day;
        ``offers_another`` those by which an answer offers to take one, and ``takes_another`` those
        by which the requester takes that up.
    :param kept: the outcomes of what is kept back on grounds.
    :param ungrounded: the outcomes of what is kept back on none.
    :param keeping_back: the signs that say nothing in a sentence that relies on no ground it names.
    :param asks_figures: the signs by which a part asks for figures: none is an answer to another.
    :param numbers_parts: the signs by which an answer numbers what was asked for.
    :param least: the points that a kind needs; ``lead`` how many more than the next it has to have.
    """

    regime: Regime
    signs: Mapping[str, Sign]
    senders: Mapping[str, tuple[str, ...]]
    later_requests: Mapping[str, tuple[str, ...]]
    offers_another: tuple[str, ...]
    takes_another: tuple[str, ...]
    came_before: tuple[CameBefore, ...]
    kinds: tuple[Kind, ...]
    least: int
    lead: int
    outcomes: tuple[Outcome, ...]
    outcome_field: str
    outcome_events: tuple[str, ...]
    kept: tuple[str, ...]
    ungrounded: tuple[str, ...]
    keeping_back: tuple[str, ...]
    ends_parts: tuple[str, ...]
    asks_figures: tuple[str, ...]
    numbers_parts: tuple[str, ...]
    grounds: Grounds
    statements: tuple[Statement, ...]
    days: tuple[DaySign, ...]
    recorded: tuple[str, ...]
    references: tuple[str, ...]
    others: tuple[str, ...]

    def asked_of(self, sender: str | None) -> frozenset[str]:
        """The signs that letters of a sender are asked for; all where it is not known.

        Nothing but what kind of message it is, the days in it, and whether a part asks about
        grounds, is read from a requester's.
        """
        if sender is None:
            return frozenset(self.signs)
        grounds = self.grounds
        asking = {*grounds.asked_about, *grounds.asked_in_all}
        of = {
            by: {sign for kind in self.kinds if kind.by == by for sign in kind.signs()}
            | {sign for each in self.came_before if each.by == by for sign in each.when.signs()}
            for by in {kind.by for kind in self.kinds}
        }
        if sender == REQUESTER:
            days = {sign for day in self.days for sign in (*day.signs, *day.after)}
            later = (*self.later_requests.get(REQUESTER, ()), *self.takes_another)
            return frozenset(of[REQUESTER] | days | {*grounds.relied, *later} | asking)
        stated = {sign for each in self.statements for sign in each.signs()}
        others = (of[REQUESTER] | {*self.takes_another}) - of.get(sender, set()) - stated
        of_requests = asking | {*self.asks_figures}
        return (frozenset(self.signs) - others | self.everywhere()) - of_requests

    @cached_property
    def telling(self) -> frozenset[str]:
        """The signs of what became of a part."""
        return frozenset(sign for each in self.outcomes for sign in each.when.signs())

    @cached_property
    def settling(self) -> frozenset[str]:
        """Those of them by which something is given or kept back, or is held by nobody."""
        named = (sign for each in self.outcomes for sign in each.when.names())
        return frozenset(named) | self.telling.intersection(self.keeping_back)

    def before(self, sender: str | None, signs: frozenset[str]) -> tuple[str, ...]:
        """What came before a first message, as some signs in it tell; nothing where none does."""
        told = (each for each in self.came_before if each.by == sender)
        return next((each.events for each in told if each.when.holds(signs)), ())

    @cached_property
    def of_senders(self) -> frozenset[str]:
        """The signs by which a message says who wrote it."""
        return frozenset(sign for signs in self.senders.values() for sign in signs)

    def everywhere(self) -> frozenset[str]:
        """The signs of which every place in a letter matters, and not only the first."""
        grounds = self.grounds
        listed = [
            *(each.when.signs() for each in self.outcomes),
            *(each.of_parts.signs() for each in self.kinds if each.of_parts),
            *((*each.signs, *each.after) for each in self.days),
            *self.later_requests.values(),
            *(grounds.relied, grounds.dropped, grounds.passing, grounds.considered),
            *(grounds.dropped_before, grounds.dropped_under, grounds.upheld_before),
            *(grounds.asked_about, grounds.told_again),
            *(grounds.formulas, self.ends_parts),
            *(grounds.anew, grounds.once_right, grounds.once.signs()),
        ]
        return frozenset(sign for signs in listed for sign in signs)

    def grounds_type(self) -> SetType:
        """The grounds for refusing that the law tells apart."""
        return self.regime.vocabulary.exemptions
