"""What returns count, counted again in plain Python: from the events of cases, and from the clocks of
their assessments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from foirules import Assessment, Case
from foirules.calendars.working_days import Calendar
from foirules.cases.assessment import Clock
from foirules.cases.case import Event

GIVING = ("disclosed", "partly-disclosed")
NOT_HOLDING = ("disclosed", "not-held", "transferred")
REFUSALS = {"vexatious": "vexatious", "repeated": "repeated", "cost-limit": "cost-limit"}
S21 = "already-accessible"


def told_whole(case: Case, cited: str) -> Case:
    """A case of which every letter says what became of each part, and what it cites."""
    events = []
    for event in case.events:
        if event.event in ("response", "review-outcome", "extension-notice"):
            kept: dict[str, Any] = {"exemptions": (cited,)}
            if event.event != "extension-notice":
                kept["outcome"] = "disclosed"
            outcomes = {part: {**kept, **said} for part, said in event.outcomes.items()}
            event = evolve(
                event,
                outcomes=outcomes,
                details=event.details if outcomes else {**kept, **event.details},
            )
        events.append(event)
    return evolve(case, events=tuple(events))


@frozen
class Answer:
    on: date
    outcome: str
    exemptions: tuple[str, ...]


@frozen
class Part:
    """A part of a case, as its events and its clocks have it."""

    answers: tuple[Answer, ...]
    clock: Clock | None
    extended: bool
    took_time: bool
    extended_on: tuple[date, ...]

    @property
    def answered(self) -> bool:
        return bool(self.answers)

    def late_after(self, due: date | None) -> bool:
        """Whether the first answer, or one that gives something, came after a day."""
        first = self.answers[:1]
        giving = [each for each in self.answers if each.outcome in GIVING]
        return due is not None and any(each.on > due for each in (*first, *giving))

    @property
    def late(self) -> bool:
        return self.late_after(self.clock.due if self.clock else None)

    @property
    def surely_late(self) -> bool:
        return self.late_after(self.clock.due_latest if self.clock else None)

    @property
    def overdue(self) -> bool:
        """FOIA's clock for the response is stopped where time is taken for the public interest."""
        status = self.clock.status if self.clock else None
        return not self.answers and status in ("missed", "stopped")

    @property
    def waits(self) -> bool:
        return bool(not self.answers and self.clock and self.clock.status == "paused")

    @property
    def lapsed(self) -> bool:
        return bool(not self.answers and self.clock and self.clock.status == "lapsed")


@frozen
class Request:
    """A case, as its events and its clocks have it."""

    case: Case
    found: Assessment
    calendar: Calendar
    parts: tuple[Part, ...] = field()

    @parts.default
    def _parts(self) -> tuple[Part, ...]:
        return tuple(self._part(name) for name in (self.case.parts or (None,)))

    def _part(self, name: str | None) -> Part:
        about = [e for e in self.case.events if name is None or e.parts is None or name in e.parts]
        clocks = {c.clock: c for c in self.found.clocks if c.part == name}
        answers: list[Answer] = []
        for event in about:
            first_at_review = event.event == "review-outcome" and not any(
                e.event == "response" and e.on <= event.on for e in about
            )
            if event.event == "response" or first_at_review:
                said = event.outcomes.get(name or "", event.details)
                answers.append(Answer(event.on, said["outcome"], tuple(said["exemptions"])))
        taken = [e.on for e in about if e.event == "extension-notice"]
        extended = "public-interest-extension" in clocks
        return Part(tuple(answers), clocks.get("response"), extended, bool(taken), tuple(taken))

    @property
    def received(self) -> date:
        return self.case.events[0].on

    @property
    def answered(self) -> bool:
        return all(part.answered for part in self.parts)

    @property
    def answered_on(self) -> date:
        return max(part.answers[0].on for part in self.parts)

    @property
    def withdrawn_on(self) -> date | None:
        return next((event.on for event in self.events("request-withdrawn")), None)

    @property
    def open_parts(self) -> list[Part]:
        """Those that are owed an answer."""
        if self.withdrawn_on:
            return []
        return [part for part in self.parts if not part.answered and not part.lapsed]

    @property
    def waits(self) -> bool:
        return all(part.waits for part in self.open_parts)

    @property
    def some_late(self) -> bool:
        return any(part.late for part in self.parts)

    @property
    def late(self) -> bool:
        """Late by FOIA: no time was taken for the part that is."""
        return any(part.late and not part.extended for part in self.parts)

    @property
    def outcomes(self) -> list[str]:
        return [answer.outcome for part in self.parts for answer in part.answers]

    @property
    def cited(self) -> set[str]:
        """What the answers cite of what is held, each with the provisions that it is a part of."""
        named = {
            name
            for part in self.parts
            for answer in part.answers
            if answer.outcome not in self.citing_none
            for name in answer.exemptions
        }
        return {name[:end] for name in named for end in range(1, len(name) + 1)}

    @property
    def gives_some(self) -> bool:
        return any(each in GIVING for each in self.outcomes)

    @property
    def gives_all(self) -> bool:
        return all(each == "disclosed" for each in self.outcomes)

    @property
    def holds_back(self) -> bool:
        return any(each not in self.citing_none for each in self.outcomes)

    @property
    def citing_none(self) -> tuple[str, ...]:
        """The outcomes that refuse nothing."""
        return (*NOT_HOLDING, *(("already-accessible", "own-data") if self.is_eir else ()))

    @property
    def is_eir(self) -> bool:
        return self.case.regime in ("eir", "eisr")

    def events(self, name: str) -> list[Event]:
        return [event for event in self.case.events if event.event == name]

    def reviews(self) -> Iterator[tuple[date, date | None]]:
        """Each review with the day of its outcome."""
        for event in self.events("review-requested"):
            later = [
                e.on
                for e in self.events("review-outcome")
                if self.case.events.index(e) > self.case.events.index(event)
            ]
            yield event.on, later[0] if later else None

    def working_days(self, start: date, end: date) -> int:
        """Those after a day, up to another."""
        days = range(1, (end - start).days + 1)
        return sum(self.calendar.is_working_day(start.toordinal() + n) for n in days)


@frozen
class Counting:
    """Counts the cells of one request, in a period."""

    start: date
    end: date
    as_of: date

    def within(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def code(self, r: Request) -> Iterator[str]:
        if not self.within(r.received):
            return
        yield "received"
        if r.events("review-requested"):
            yield "reviews"
        if not r.answered:
            if r.open_parts:
                yield "not-processed"
                if any(part.took_time for part in r.parts):
                    yield "open-extended"
            else:
                yield "gone"
            return
        yield "processed"
        yield "late" if r.late else "with-extension" if r.some_late else "within-deadline"
        if not r.gives_some:
            yield "refused"
            if not r.holds_back:
                yield "not-held"
        else:
            yield "granted" if r.gives_all else "granted-in-part"

    def ico(self, r: Request, longest: int) -> Iterator[str]:
        if r.answered and self.within(r.answered_on):
            yield "closed"
            if not (r.some_late if r.is_eir else r.late):
                yield "in-time"
        for asked, answered in r.reviews():
            if answered and self.within(answered):
                yield "reviews-closed"
                if r.working_days(asked, answered) <= longest:
                    yield "reviews-in-time"

    def cabinet_office(self, r: Request) -> Iterator[str]:
        if not self.within(r.received):
            return
        yield "received"
        if r.is_eir:
            yield "under-eir"
        for _, answered in (reviews := [*r.reviews()]):
            yield "reviews"
            if answered:
                yield "reviews-known"
                yield "ir-completed"
        for asked, answered in reviews:
            if answered:
                days = r.working_days(asked, answered)
                yield _band("ir", days, (10, 20, 40, 60, 80, 100))
        for complaint in r.events("ico-complaint"):
            yield "complaints"
            later = r.case.events[r.case.events.index(complaint) :]
            if any(e.event == "decision-notice" for e in later):
                yield "complaints-known"
        yield from self._status(r)
        if r.answered:
            yield from self._answered(r)
        if not r.is_eir:
            yield from self._extension(r)

    def _status(self, r: Request) -> Iterator[str]:
        if r.answered:
            yield from ("processed", "left")
        elif not r.open_parts or r.waits:
            yield "on-hold"
            return
        else:
            yield from ("open", "left", "no-outcome")
        overdue = [part for part in r.open_parts if part.overdue]
        if r.answered:
            late, extended = r.late, r.some_late
        else:
            late = any(part.overdue and not part.extended for part in r.open_parts)
            extended = bool(overdue)
        if r.is_eir:
            late = r.some_late if r.answered else bool(overdue)
            yield "late" if late else "met or extended" if r.answered else "not yet late"
        elif late:
            yield "late"
        elif extended:
            yield "extended"
        else:
            yield "met" if r.answered else "not-due"

    def _answered(self, r: Request) -> Iterator[str]:
        late = r.some_late if r.is_eir else r.late
        if r.gives_some:
            yield "partly-withheld" if r.holds_back else "granted"
        elif not r.holds_back:
            yield "not-held"
        else:
            yield "withheld"
            found = [each for each in REFUSALS if each in r.outcomes]
            yield REFUSALS[found[0]] if found else "exempt"
        prefix = "r12" if r.is_eir else "s"
        cells = _EXCEPTIONS if r.is_eir else _EXEMPTIONS
        used = [cell for cell, name in cells.items() if name in r.cited]
        yield from used
        if used:
            yield "claimed"
        assert all(name.startswith((prefix, "r13")) for name in cells.values())
        if not r.is_eir and (S21 in r.outcomes or "s21" in r.cited):
            yield "s21"
            yield "s21-partly" if r.gives_some else "s21-fully"
            yield "s21-late" if late else "s21-met"

    def _extension(self, r: Request) -> Iterator[str]:
        taken = [part for part in r.parts if part.took_time]
        if not taken:
            return
        yield "pit"
        if r.answered:
            yield "pit-completed"
            due = [part.clock.due for part in taken if part.clock and part.clock.due]
            until = max(part.answers[0].on for part in taken)
            days = r.working_days(min(due), until)
            yield _band("pit", days, (5, 10, 15, 20, 30, 40, 60, 80, 100))

    def osic(self, r: Request) -> Iterator[str]:
        eir = "eir-" if r.is_eir else ""
        if self.within(r.received):
            yield f"{eir}received"
            if not r.answered and not r.waits and any(part.overdue for part in r.open_parts):
                yield f"{eir}no-response"
        if not r.answered and self.within(r.withdrawn_on):
            yield f"{eir}withdrawn"
        if any(self.within(e.on) for e in r.events("fees-notice")):
            yield f"{eir}fees-notices"
        for paid in r.events("fee-paid"):
            if self.within(paid.on):
                yield f"{eir}fees-paid"
        if r.is_eir and any(self.within(on) for part in r.parts for on in part.extended_on):
            yield "eir-extended"
        if r.answered and self.within(r.answered_on):
            yield from self._closed(r, eir)
        for asked, answered in r.reviews():
            if self.within(asked):
                yield f"{eir}reviews"
                if answered is None and r.working_days(asked, self.as_of) > 20:
                    yield f"{eir}reviews-no-response"
            if answered and self.within(answered):
                late = r.working_days(asked, answered) > 20
                yield f"{eir}reviews-late" if late else f"{eir}reviews-on-time"

    def _closed(self, r: Request, eir: str) -> Iterator[str]:
        surely = any(part.surely_late for part in r.parts)
        if surely or not r.some_late:
            yield f"{eir}late" if surely else f"{eir}on-time"
        else:
            yield "eir-doubted"
        if r.gives_all:
            yield f"{eir}released"
        elif r.gives_some:
            yield f"{eir}partly-released"
        if all(each in ("refused", S21) for each in r.outcomes):
            yield f"{eir}refused"
        if all(each == "not-held" for each in r.outcomes):
            yield f"{eir}not-held"
        if "neither-confirmed-nor-denied" in r.outcomes:
            yield f"{eir}neither"
        for cell, outcome in (("cost", "cost-limit"), ("vexatious",) * 2, ("repeated",) * 2):
            if outcome in r.outcomes:
                yield cell
        cells = _SCOTTISH_EXCEPTIONS if r.is_eir else _SCOTTISH_EXEMPTIONS
        yield from (cell for cell, name in cells.items() if name in r.cited)


def _band(name: str, days: int, ends: tuple[int, ...]) -> str:
    least = None
    for most in ends:
        if days <= most:
            return f"{name}-to-{most}" if least is None else f"{name}-{least + 1}-to-{most}"
        least = most
    return f"{name}-over-{ends[-1]}"


def together(cells: Iterator[str]) -> Counter[str]:
    return Counter(cells)


_ACT = "22 22A 23 24 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44"
_EXEMPTIONS: Mapping[str, str] = {f"s{n}": f"s{n}" for n in _ACT.split()}
_EXCEPTIONS: Mapping[str, str] = {
    "r13": "r13",
    **{f"r12-4{each}": f"r12(4)({each})" for each in "abcde"},
    **{f"r12-5{each}": f"r12(5)({each})" for each in "abcdefg"},
}
_SCOTTISH_EXEMPTIONS: Mapping[str, str] = {
    **{"s27-1": "s27(1)", "s27-2": "s27(2)", "s28": "s28", "s34-2-b": "s34(2)(b)"},
    **{"s36-1": "s36(1)", "s36-2": "s36(2)", "s39-1": "s39(1)", "s39-2": "s39(2)"},
    **{"s40": "s40", "s41": "s41"},
    **{f"s38-1-{each}": f"s38(1)({each})" for each in "abcd"},
}
_SCOTTISH_EXCEPTIONS: Mapping[str, str] = {
    **{"r10-4-d": "r10(4)(d)", "r10-4-e": "r10(4)(e)", "r10-8": "r10(8)"},
    **{f"r10-5-{each}": f"r10(5)({each})" for each in "abcdefg"},
    **{"r11-1": "r11(1)", "r11-2": "r11(2)", "r11-6": "r11(6)"},
}
