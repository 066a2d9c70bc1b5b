"""On which day, or in which range of days, each message of a thread was sent: by its own head, by
the letters that name its day, by its place among the others, and by the days that it looks to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import define, field

from foirules.calendars.uk import CALENDAR_NAMES, get_calendar
from foirules.calendars.working_days import Calendar
from foirules.letters.days import WrittenDay
from foirules.letters.lengths import Length
from foirules.letters.letter import DayRead, LetterRead
from foirules.letters.letter_words import (
    ALLOWS,
    ALONE,
    ASKED,
    BEGAN,
    COUNTED,
    EARLIER,
    LATELY,
    MISSED,
    RECEIVED,
    SAYS,
    DaySign,
)
from foirules.letters.message import AUTHORITY, OTHER, REQUESTER, Message
from foirules.letters.relative_days import OfRequest, OfWeek, RelativeDay
from foirules.letters.thread import ReadThread

_FAR: Final = 270  # days away that no letter means by a day without its year
_HALF_A_YEAR: Final = 183  # days, beyond which a day that is past is nearer ahead
_NOTHING: Final = "other"  # what a day means that says nothing of the case
_ON_ITS_WAY: Final = {True: 3, False: 7}  # days in which a mail arrives, and a letter by post
_NEXT: Final = Length(0, 0, 1, "day", working=True)


@define
class Dated:
    """The day of a message, or the range it lies in, and what tells it.

    :param by: the day that another letter names, where it is that.
    """

    first: date
    last: date
    by: tuple[int, DayRead] | None = None

    @property
    def exact(self) -> bool:
        return self.first == self.last


def is_weekday(said: DayRead) -> bool:
    """Whether a day is told by its weekday alone, which may be that of anything: one ahead, or one
    that only the thread tells."""
    by_thread = said.sign.thread == SAYS
    return isinstance(said.said, OfWeek) and (said.sign.future or by_thread)


@define
class Dating:
    """The days of a thread's messages.

    :param after: a day before which none was sent; None for that of receipt.
    :param as_of: a day after which none was.
    """

    thread: ReadThread
    calendar: Calendar
    as_of: date
    after: date | None = None
    dated: list[Dated] = field(factory=list)
    received: tuple[int, DayRead] | None = None
    _named: dict[tuple[int, str], bool] = field(factory=dict, repr=False)
    _came: dict[int, frozenset[date]] = field(factory=dict, repr=False)
    _ends: dict[tuple[int, bool, tuple[Length, ...], str], frozenset[date]] = field(
        factory=dict, repr=False
    )
    _ahead: dict[tuple[int, str], frozenset[date]] = field(factory=dict, repr=False)
    _filling: dict[tuple[int, str], frozenset[date]] = field(factory=dict, repr=False)
    _looks_to: dict[int, frozenset[str]] = field(factory=dict, repr=False)

    def work_out(self) -> bool:
        """Fills ``dated``; False where nothing says when the thread began."""
        letters = self.thread.letters
        begun = self._begun()
        if begun is None:
            return False
        for number, each in enumerate(letters):
            on = each.letter.message.on
            self.dated.append(Dated(on or begun, on or max(self.as_of, on or begun)))
            if number == 0 and on is None:
                named = self.received is not None and self._begins(each)
                self.dated[0] = Dated(
                    begun, begun if named else self.as_of, self.received if named else None
                )
        self._named_by_others()
        self._in_order()
        self._looked_to()
        self._in_order()
        for kept in (self._named, self._came, self._ends, self._ahead, self._filling):
            kept.clear()  # of days that were not yet worked out
        return True

    def day_of(self, number: int, said: DayRead) -> date | None:
        """The day that a letter means; None where it cannot be told, or may be another.

        :param number: the place of the letter in the thread.
        """
        on = self._told(number, said)
        return None if on is None or self.is_one_of_two(number, said) else on

    def is_one_of_two(self, number: int, said: DayRead) -> bool:
        """Whether a letter names two days ahead that would fill the same field of its event, or
        that go with the same grounds, and this is not the one that it says more plainly."""
        name = said.sign.means
        if not (said.sign.field or said.sign.grounds) or not said.sign.future:
            return False
        if (number, name) not in self._filling:
            same = [each for each in self._days(number) if each.sign.means == name]
            days = {(each.sign.firm, self._told(number, each)) for each in same}
            firm = {on for plain, on in days if plain and on}
            self._filling[number, name] = frozenset(firm or {on for _, on in days if on})
        filling = self._filling[number, name]
        return len(filling) > 1 or self._told(number, said) not in {None, *filling}

    def _told(self, number: int, said: DayRead) -> date | None:
        """The day that a letter means, whatever else it names."""
        sign, on = said.sign, self.may_be(number, said)
        if on is None or (sign.asked and not sign.thread and not sign.counts):
            return None
        if sign.counts and not self._is_end_of(sign.counts, number, sign, on):
            return None
        if sign.puts_off and self._is_end_of(sign.puts_off, number, sign, on):
            return None
        if is_weekday(said) or self._is_own(number, said, on) or not self._fits(number, said, on):
            return None
        named = isinstance(said.said, Length) and sign.field and self._is_named(number, sign.field)
        return None if named else on

    def _is_own(self, number: int, said: DayRead, on: date) -> bool:
        """Whether a day that would fill a field, and is ahead, is that of the letter itself."""
        of = self.dated[number]
        return bool(said.sign.field) and said.sign.future and of.exact and on == of.first

    def _is_named(self, number: int, name: str) -> bool:
        """Whether a letter names the day that fills a field, as the thread bears out: it counts no
        length of time to it."""
        key = (number, name)
        if key not in self._named:
            may_be = (said for said in self._days(number) if said.sign.field == name)
            self._named[key] = any(
                said.sign.may_be_other
                and isinstance(said.said, WrittenDay)
                and self._told(number, said) is not None
                for said in may_be
            )
        return self._named[key]

    def _days(self, number: int) -> Iterator[DayRead]:
        """The days that a letter names, of all that it was read as."""
        found = self.thread.letters[number]
        for each in filter(None, (found, found.also)):
            yield from each.days

    def _fits(self, number: int, said: DayRead, on: date) -> bool:
        """Whether a thread and its letter have what the sign of a day needs of them."""
        sign = said.sign
        if sign.thread == ALONE:
            return self._is_alone(number, sign, on) and not self._looks_to_else(number, sign)
        if sign.thread in (COUNTED, LATELY):
            edge = sign.thread == COUNTED and _is_edge_of_month(on)
            return not _is_whole_month(said) and (edge or self._is_lately(number, on))
        return not sign.thread or self._is_of_thread(number, sign, on)

    def _is_lately(self, number: int, on: date) -> bool:
        """Whether a day lies between the request and a letter."""
        asked, sent = self.dated[0], self.dated[number]
        return asked.exact and sent.exact and asked.last <= on <= sent.first

    def _is_end_of(self, lengths: tuple[Length, ...], number: int, sign: DaySign, on: date) -> bool:
        """Whether one of some lengths of time ends on a day: counted from the letter, or else from
        the arrival of a message of the requester; by the calendar of the law, or by that of a part
        of the country, whose holidays alone many offices leave out."""
        from_letter = sign.start == "letter"
        return on in self._ends_of(lengths, number, from_letter, "") or any(
            on in self._ends_of(lengths, number, from_letter, name) for name in CALENDAR_NAMES
        )

    def _ends_of(
        self, lengths: tuple[Length, ...], number: int, from_letter: bool, name: str
    ) -> frozenset[date]:
        """The days on which some lengths of time end.

        :param name: of the calendar they are counted by; empty for that of the law.
        """
        key = (number, from_letter, lengths, name)
        if key not in self._ends:
            of = self.dated[number]
            starts = {of.first} if of.exact else set()
            starts = starts if from_letter else set(self._arrivals(number))
            calendar = get_calendar(name) if name else self.calendar
            ends = (each.after(day, calendar) for day in starts for each in lengths)
            self._ends[key] = frozenset(filter(None, ends))
        return self._ends[key]

    def _arrivals(self, number: int) -> Iterator[date]:
        """The days on which the messages of the requester before a letter may have come: the day
        of receipt where a letter names it, else their own or the next on which an office works."""
        letters = self.thread.letters
        came = {day for n in range(number + 1) for day in self._received(n)}
        for of, each in zip(self.dated, letters[:number], strict=False):
            if of.exact and each.letter.message.sender == REQUESTER:
                last = _ON_ITS_WAY[each.letter.message.mailed]
                on_its_way = (of.first + timedelta(days=later) for later in range(last + 1))
                named = came.intersection(on_its_way)
                yield of.first
                yield from named or filter(None, [_NEXT.after(of.first, self.calendar)])

    def _received(self, number: int) -> frozenset[date]:
        """The days of receipt that a letter names."""
        if number not in self._came:
            said = (each for each in self._days(number) if each.sign.role == RECEIVED)
            days = (self.day_of(number, each) for each in said)
            self._came[number] = frozenset(filter(None, days))
        return self._came[number]

    def _is_alone(self, number: int, sign: DaySign, on: date) -> bool:
        """Whether a letter names no other day ahead that may mean the same."""
        key = (number, sign.means)
        if key not in self._ahead:
            self._ahead[key] = self._days_ahead(number, sign.means)
        return self._ahead[key].issubset({on})

    def _looks_to_else(self, number: int, sign: DaySign) -> bool:
        """Whether a letter names a day or a time ahead that means something else, such as one to
        ask for a review, which an answer has."""
        if number not in self._looks_to:
            ahead = (each.sign.means for each in self._days(number) if each.sign.future)
            self._looks_to[number] = frozenset(ahead)
        return not self._looks_to[number] <= {sign.means, _NOTHING}

    def _days_ahead(self, number: int, means: str) -> frozenset[date]:
        """The days after a letter that it names, but for those that mean something else."""
        of, found = self.dated[number], self.thread.letters[number]
        apart: set[date | None] = set()
        same: set[date | None] = set()
        for said in self._days(number):
            if not said.sign.may_be_other:
                (same if said.sign.means == means else apart).add(self.may_be(number, said))
        ahead: set[date | None] = set()
        for sentence in found.letter.sentences:
            for written in () if sentence.quoted else sentence.found.get("day", ()):
                day = written.near(of.first, True)
                if day is not None and day > of.first and not self._is_past(written, day, of):
                    ahead.add(day)
        return frozenset(day for day in same | (ahead - apart) if day is not None)

    def _is_of_thread(self, number: int, sign: DaySign, on: date) -> bool:
        """Whether the messages before a letter agree with what it says of a day that is past."""
        letters = self.thread.letters[:number]
        sender = self.thread.letters[number].letter.message.sender
        earlier = [(of, each.letter.message) for of, each in zip(self.dated, letters, strict=False)]
        if sender == OTHER and sign.role in (ASKED, BEGAN, RECEIVED) and _is_later(on, earlier):
            return True
        if sign.role == RECEIVED:
            found = any(
                0 <= (on - of.first).days <= _ON_ITS_WAY[message.mailed]
                for of, message in earlier
                if message.sender != AUTHORITY and of.exact
            )
        else:
            found = any(of.exact and of.first == on for of, _ in earlier)
        bear_days = all(message.on is not None for _, message in earlier)
        against = bool(letters) and self._begins(letters[0]) and bear_days
        return found or (sign.thread == ALLOWS and not against)

    def may_be(self, number: int, said: DayRead) -> date | None:
        """The day that a letter means, if it means what it is taken for."""
        of = self.dated[number]
        if isinstance(said.said, OfRequest):
            return self.dated[0].first if self.dated[0].exact else None
        if isinstance(said.said, RelativeDay) and not of.exact:
            return None
        if isinstance(said.said, WrittenDay):
            if said.sign.future:
                on = said.said.near(of.first, True)
                return None if on is None or (of.exact and self._is_past(said.said, on, of)) else on
            if not of.exact and self.dated[0].exact:  # what a thread looks back to is of its time
                return said.said.near(self.dated[0].first, True)
            on = said.said.near(of.last, False)
            return None if on is not None and (on > of.last or self._is_far(said, on, of)) else on
        mailed = self.thread.letters[number].letter.message.mailed
        if of.exact and (said.sign.start == "letter" or (mailed and said.sign.start == "delivery")):
            return said.said.after(of.first, self.calendar)
        if said.sign.start == "arrival" and self.dated[0].exact:
            return said.said.after(self.dated[0].first, self.calendar)
        if said.sign.start == "named" and said.named is not None:
            day = said.named.near(of.last, False)
            return None if day is None else said.said.after(day, self.calendar)
        if said.sign.start == "question" and (asked := self._asked_before(number)) is not None:
            return said.said.after(asked, self.calendar)
        return None

    def _is_past(self, said: WrittenDay, on: date, of: Dated) -> bool:
        """Whether a day comes before its letter; one without a year, that would be far ahead."""
        return on < of.first or (said.year is None and (on - of.first).days > _FAR)

    def _is_far(self, said: DayRead, on: date, of: Dated) -> bool:
        """Whether a day without its year, of which the thread says nothing, would be long before
        its letter: it is as likely one ahead."""
        figures = said.sign.thread in (COUNTED, LATELY)
        by_thread = said.sign.thread and not figures
        in_full = isinstance(said.said, WrittenDay) and said.said.year is not None
        far = _HALF_A_YEAR if figures else _FAR
        return not in_full and not by_thread and (of.first - on).days > far

    def _asked_before(self, number: int) -> date | None:
        """The day of the requester's last message before a letter."""
        letters = self.thread.letters[:number]
        for place, each in reversed(list(enumerate(letters))):
            if each.letter.message.sender == REQUESTER:
                return self.dated[place].first if self.dated[place].exact else None
        return None

    def _begun(self) -> date | None:
        """The first day: that of the first message, or of receipt as a letter names it. Of a thread
        that begins in the middle that of the request alone, as others may be of what came later."""
        letters = self.thread.letters
        own = letters[0].letter.message.on if self._begins(letters[0]) else None
        latest = letters[0].letter.message.on or self.as_of
        told_by = ((BEGAN,),) if self.thread.came_before else ((RECEIVED,), (ASKED, BEGAN))
        for roles in told_by:
            for number, each in enumerate(letters):
                for said in each.days:
                    if said.sign.role not in roles or self.received is not None:
                        continue
                    on = _past(said, each)
                    if on is not None and (on == own if own else on <= latest):
                        self.received = (number, said)
                        own = own or on
            if own is not None:
                break
        return own or self.after or letters[0].letter.message.on

    def _begins(self, found: LetterRead) -> bool:
        """Whether a message is the event that a case begins with."""
        begins = self.thread.reader.words.regime.vocabulary.begins
        return found.kind is not None and found.kind.event == begins

    def _named_by_others(self) -> None:
        """The days that later letters give to earlier ones of the authority."""
        letters = self.thread.letters
        for number, each in enumerate(letters):
            for said in each.days:
                on = _past(said, each) if said.sign.role == EARLIER else None
                if on is None or each.letter.message.sender != AUTHORITY:
                    continue
                earlier = [n for n in range(number) if self._may_be(n, AUTHORITY)]
                if any(self.dated[n].exact and self.dated[n].first == on for n in earlier):
                    continue
                undated = [n for n in earlier if letters[n].letter.message.on is None]
                undated = [n for n in undated if self.dated[n].by is None]
                if undated:
                    self.dated[undated[-1]] = Dated(on, on, (number, said))

    def _may_be(self, number: int, sender: str) -> bool:
        """Whether a message is a letter of a sender that speaks of what was asked for."""
        found = self.thread.letters[number]
        words = self.thread.reader.words.regime.vocabulary
        kind = words.events[found.kind.event] if found.kind else None
        return found.letter.message.sender == sender and kind is not None and kind.by_part

    def _looked_to(self) -> None:
        """A day that a letter promises or regrets is not before it, and what answers later than a
        day that was missed came after it."""
        for number, each in enumerate(self.thread.letters):
            of = self.dated[number]
            for said in each.days:
                on = self.day_of(number, said) if isinstance(said.said, WrittenDay) else None
                if on is None or on < of.first:
                    continue
                if said.sign.role == MISSED:
                    for later in range(number + 1, len(self.dated)):
                        if self._may_be(later, AUTHORITY) and not self.dated[later].exact:
                            after = on + timedelta(days=1)
                            self.dated[later].first = max(self.dated[later].first, after)
                elif said.sign.field and said.sign.future and not of.exact:
                    of.last = min(of.last, on)

    def _in_order(self) -> None:
        """No message is older than the one before it, nor younger than the one after it."""
        for one, other in zip(self.dated, self.dated[1:], strict=False):
            if not other.exact:
                other.first = max(one.first, other.first)
        for one, other in zip(reversed(self.dated[:-1]), reversed(self.dated[1:]), strict=False):
            if not one.exact:
                one.last = max(one.first, min(one.last, other.last))
        for each in self.dated:
            each.last = max(each.first, each.last)


def _past(said: DayRead, found: LetterRead) -> date | None:
    """A day that is past, where it is written with its year or its letter bears a day."""
    written = said.said
    return written.near(found.letter.message.on, False) if isinstance(written, WrittenDay) else None


def _is_later(on: date, earlier: Sequence[tuple[Dated, Message]]) -> bool:
    """Whether a day comes after all messages of a thread, which may lack what others got."""
    return all(of.last < on for of, _ in earlier)


def _is_edge_of_month(on: date) -> bool:
    return on.day == 1 or (on + timedelta(days=1)).day == 1


def _is_whole_month(said: DayRead) -> bool:
    """Whether a day is that of a month which is told by its name alone, as in ``for March``."""
    named = type(said.said) is WrittenDay and not any(map(str.isdigit, said.words))
    return named and not any(map(said.words.lower().__contains__, ("end", "beginning", "start")))
