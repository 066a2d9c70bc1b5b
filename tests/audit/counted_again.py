"""Why answers were late, how long extensions took and how reviews and complaints ended, counted again
in plain Python: from the events of a case and the clocks of its assessments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from attrs import evolve, frozen

from foirules import Case, assess
from foirules.calendars.working_days import Calendar
from foirules.cases.assessment import Clock
from foirules.cases.case import Event

GIVING: Final = ("disclosed", "partly-disclosed")
WITHHOLDING: Final = ("refused", "partly-disclosed", "neither-confirmed-nor-denied")
QUESTIONS: Final = ("clarification-sought", "fees-notice")
OUTCOMES: Final = (*GIVING, *WITHHOLDING, "not-held")
SETS: Final = ("cause", "extension", "review-result", "complaint-result")


@frozen
class Words:
    """What the laws call alike things."""

    cited: str
    complaint: str = "ico-complaint"
    closed: str = "ico-closed"
    extends: bool = True


WORDS: Final = {
    "foia": Words("s43(2)"),
    "eir": Words("r12(5)(e)"),
    "foisa": Words("s33(1)(b)", "commissioner-application", "application-closed", extends=False),
    "eisr": Words("r10(5)(e)", "commissioner-application", "application-closed"),
}


def generated(rng: Random, law: str, name: str) -> Case:
    """A request that is often late: letters, questions, reviews and complaints at any time."""
    words, day = WORDS[law], date(2020, 10, 5) + timedelta(rng.randrange(1000))
    parts = ["a", "b"] if rng.random() < 0.3 else []
    events: list[dict[str, Any]] = [{"on": day, "event": "request-received"}]
    kinds = ["holding-reply", *QUESTIONS, "response", "response", "review-outcome"]
    kinds += ["extension-notice"] * 2 * words.extends
    kinds += ["review-requested", words.complaint, words.closed, "decision-notice"]
    for _ in range(rng.randrange(1, 7)):
        day += timedelta(rng.choice([0, 1, 5, 10, 20, 28, 29, 30, 31, 45, 60]))
        kind = rng.choice(kinds)
        event: dict[str, Any] = {"on": day, "event": kind}
        if kind in ("response", "review-outcome"):
            event["outcome"] = rng.choice(OUTCOMES)
        if kind in ("response", "review-outcome", "extension-notice"):
            event["exemptions"] = [words.cited]
        if kind in ("response", "extension-notice") and parts and rng.random() < 0.6:
            event["parts"] = [rng.choice(parts)]
        events.append(event)
        answer = {"clarification-sought": "clarification-received", "fees-notice": "fee-paid"}
        if kind in answer and rng.random() < 0.7:
            day += timedelta(rng.randrange(0, 40))
            events.append({"on": day, "event": answer[kind]})
    for event in events:
        event["on"] = event["on"].isoformat()
    named = {"parts": parts} if parts else {}
    return Case.from_dict({"case": name, "regime": law, **named, "events": events})


@frozen
class Part:
    """A part of a request; days are those of the letters about it."""

    answers: tuple[tuple[date, str], ...]
    clock: Clock | None
    plain: Clock | None  # had no time been taken
    extended: tuple[date, ...]
    extended_in_time: bool
    asked_too_late: bool

    @property
    def late(self) -> bool:
        """Whether information, or the first answer, came after the last day."""
        if self.clock is None or self.clock.due is None or self.clock.due_latest is None:
            return False
        after = [(on, outcome) for on, outcome in self.answers if on > self.clock.due_latest]
        in_time = any(on <= self.clock.due for on, _ in self.answers)
        return any(outcome in GIVING for _, outcome in after) or bool(after and not in_time)

    @property
    def overdue(self) -> bool:
        status = self.clock.status if self.clock else None
        return not self.answers and status in ("missed", "stopped")

    @property
    def open(self) -> bool:
        return not self.answers and not (self.clock and self.clock.status == "lapsed")

    @property
    def waits(self) -> bool:
        return bool(self.open and self.clock and self.clock.status == "paused")

    @property
    def some_in_time(self) -> bool:
        due = self.clock.due if self.clock else None
        return due is not None and any(on <= due for on, _ in self.answers)

    @property
    def completed_on(self) -> date | None:
        """The day of the first that gave information late, else of the first answer."""
        for due in (self.clock.due_latest, self.clock.due) if self.clock else ():
            gave = [on for on, what in self.answers if due and on > due and what in GIVING]
            if gave:
                return gave[0]
        return self.answers[0][0] if self.answers else None


@frozen
class CountedAgain:
    """What a case counts in, of the sets :data:`SETS`."""

    law: str
    case: Case
    as_of: date
    calendar: Calendar

    def measures(self) -> set[str]:
        """All but extensions of which :attr:`length_known` is false."""
        extensions = self._extensions() if self.length_known else ()
        return {*self._cause(), *extensions, *self._review(), *self._complaints()}

    @property
    def length_known(self) -> bool:
        """Whether no question came when time had been taken: what clocks say of the case had it not
        been taken is then something else."""
        taken = [e.on for e in self.case.events if e.event == "extension-notice"]
        asked = [e.on for e in self.case.events if e.event in QUESTIONS]
        return not taken or not asked or max(asked) < min(taken) or self.law == "foia"

    @property
    def _parts(self) -> list[Part]:
        return [self._part(name) for name in (self.case.parts or (None,))]

    def _about(self, part: str | None) -> list[Event]:
        return [e for e in self.case.events if None in (part, e.parts) or part in (e.parts or ())]

    def _clock(self, events: list[Event], as_of: date, part: str | None) -> Clock | None:
        found = assess(evolve(self.case, events=tuple(events)), as_of)
        return next((c for c in found.clocks if (c.clock, c.part) == ("response", part)), None)

    def _part(self, name: str | None) -> Part:
        about, every = self._about(name), list(self.case.events)
        answers, answered = [], False
        for event in about:
            first = event.event == "review-outcome" and not answered
            answered = answered or event.event == "response"
            if event.event == "response" or first:
                answers.append((event.on, _said(event, name)))
        taken = [e for e in about if e.event == "extension-notice"]
        return Part(
            tuple(answers),
            self._clock(every, self.as_of, name),
            self._clock([e for e in every if e.event != "extension-notice"], self.as_of, name),
            tuple(e.on for e in taken),
            any(self._in_time(e, name) for e in taken),
            any(e.event in QUESTIONS and not self._in_time(e, name) for e in about),
        )

    def _in_time(self, event: Event, part: str | None) -> bool:
        """Whether the time for the part had not run out when a letter came."""
        before = list(self.case.events[: self.case.events.index(event)])
        if event.event == "extension-notice" and self.law != "foia":  # no more time after more time
            before = [e for e in before if e.event != "extension-notice"]
        clock = self._clock(before, event.on, part)
        return clock is None or clock.due_latest is None or event.on <= clock.due_latest

    def _cause(self) -> Iterator[str]:
        parts = self._parts
        free = [p for p in parts if not (self.law == "foia" and p.extended_in_time)]
        owed = [p for p in parts if p.open]
        if all(p.answers for p in parts):
            late = any(p.late for p in free)
        else:
            waits = all(p.waits for p in owed)
            late = bool(owed) and not waits and any(p.overdue for p in owed if p in free)
        if not late:
            return
        behind = [p for p in free if p.late or p.overdue]
        if any(p.extended and not p.extended_in_time for p in behind):
            yield "late-after-extension"
        elif any(p.extended_in_time for p in behind):
            yield "late-past-extension"
        elif any(p.asked_too_late for p in behind):
            yield "late-after-question"
        elif any(p.some_in_time for p in behind) or len(behind) < len(parts):
            yield "late-for-the-rest"
        elif any(e.event == "holding-reply" for e in self.case.events):
            yield "late-after-holding-reply"
        else:
            yield "late-without-word"

    def _extensions(self) -> Iterator[str]:
        for part in self._parts:
            if not part.extended:
                continue
            if part.completed_on is None:
                yield "extension-open"
            elif part.plain is not None:
                due = part.plain.due  # none where time stands still for a charge or a question
                days = self._working_days(due, part.completed_on) if due else 0
                if due is None or part.completed_on <= due:
                    yield "extension-not-used"
                elif days <= 20:
                    yield "extension-to-20"
                elif self.law == "foia":
                    yield "extension-to-40" if days <= 40 else "extension-over-40"
                else:
                    yield "extension-over-20"

    def _working_days(self, start: date, end: date) -> int:
        days = range(1, (end - start).days + 1)
        return sum(self.calendar.is_working_day(start.toordinal() + n) for n in days)

    def _review(self) -> Iterator[str]:
        outcomes = [e for e in self.case.events if e.event == "review-outcome"]
        if not outcomes:
            return
        gave = withheld = first = False
        for event in outcomes:
            for part in self.case.parts or (None,):
                about = self._about(part)
                before = [e for e in about if e.event == "response" and e.on <= event.on]
                said = _said(event, part)
                first = first or not before
                gave = gave or bool(before and said in GIVING)
                withheld = withheld or bool(before and said in WITHHOLDING)
        if gave:
            yield "review-gave-some" if withheld else "review-gave-all"
        else:
            yield (
                "review-upheld" if withheld else "review-first-answer" if first else "review-other"
            )

    def _complaints(self) -> Iterator[str]:
        words = WORDS[self.law]
        for at, event in enumerate(self.case.events):
            if event.event == words.complaint:
                later = [e.event for e in self.case.events[at + 1 :]]
                ends = [e for e in later if e in ("decision-notice", words.closed)]
                yield (
                    "complaint-open"
                    if not ends
                    else "complaint-closed"
                    if ends[0] == words.closed
                    else "complaint-decided"
                )


def _said(event: Event, part: str | None) -> str:
    said: str = event.outcomes.get(part or "", event.details)["outcome"]
    return said
