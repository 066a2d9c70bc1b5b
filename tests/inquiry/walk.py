"""A person who has a curated case and no file of it: the questions answered from the case.

``python -m tests.inquiry.walk`` tells of each case of one part how many questions were asked, and
where the last days or the next steps are other ones than those of the case itself.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from attrs import field, frozen, mutable

from foirules import assess, load_case
from foirules.assessing.inquiry.inquiry import Inquiry, inquire
from foirules.assessing.inquiry.next_question import NextQuestion
from foirules.cases.assessment import Assessment
from foirules.cases.case import Case, Event
from tests.files import CASES


def of_one_part() -> list[Path]:
    """The curated cases of one part."""
    return [path for path in CASES if not (load_case(path).parts or load_case(path).also)]


@frozen
class Walked:
    """A walk that has come to its end.

    :param asked: the questions, each with its answer in ``answers``.
    :param seconds: that the questions took, each.
    """

    case: Case
    as_of: date
    asked: list[NextQuestion]
    answers: list[dict[str, Any]]
    inquiry: Inquiry
    seconds: tuple[float, ...]

    def differs(self) -> list[tuple[Any, ...]]:
        """The last days and next steps that are only of the case, or only of what was told."""
        assert self.inquiry.case is not None
        told = assess(self.inquiry.case, self.as_of)
        return sorted(stands(told) ^ stands(assess(self.case, self.as_of)), key=str)


@mutable
class Walker:
    """Answers from a case: it tells what happened in order of date, of the answers that are likely
    first, and of others only where they came later than all it has told."""

    case: Case
    as_of: date
    told: dict[str, int] = field(factory=dict)

    def answer(self, asked: NextQuestion) -> Any:
        if asked.kind == "event":
            return self._next(asked)
        if asked.id == "authority":
            values = [each.value for each in asked.choices]
            own = f"{self.case.regime}/{self.case.authority.type}"
            return own if own in values else f"{self.case.regime}/general"
        if asked.id == "begins":
            self.told["begins"] = 0
            return _day(self.case.events[0])
        of, _, name = asked.id.partition("/")
        details = self.case.events[self.told[of]].details
        if name == "states":
            return {each.value: details.get(each.value) for each in asked.choices}
        none = "nothing" if "nothing" in [each.value for each in asked.choices] else None
        return _written(details[name]) if name in details else none

    def _next(self, asked: NextQuestion) -> Any:
        likely = {each.value for each in asked.choices if not each.further}
        events = [each for each in self.case.events if each.on <= self.as_of]
        left = [place for place in range(1, len(events)) if place not in self.told.values()]
        places = [place for place in left if events[place].event in likely]
        places += [place for place in left if place > max(self.told.values())]
        if not places:
            return "nothing"
        self.told[asked.id] = places[0]
        return {"event": events[places[0]].event, "on": _day(events[places[0]])}


def walk(path: Path, every: bool = False) -> Walked:
    """A case told to its end.

    :param every: the questions too that are open at the end, where the case has an answer.
    """
    case = load_case(path)
    as_of = (case.expect or {})["as-of"]
    walker = Walker(case, as_of)
    answers: list[dict[str, Any]] = []
    put: list[NextQuestion] = []
    seconds: list[float] = []
    while True:
        began = perf_counter()
        made = inquire(answers, as_of)
        seconds.append(perf_counter() - began)
        more = [
            each for each in made.open if every and walker.answer(each) not in (None, "nothing")
        ]
        if made.question is None and not more:
            return Walked(case, as_of, put, answers, made, tuple(seconds))
        asked = made.question or more[0]
        put.append(asked)
        answers.append({"question": asked.id, "answer": walker.answer(asked)})


def stands(found: Assessment) -> set[tuple[Any, ...]]:
    """The last days and the next steps of an assessment."""
    clocks = {("clock", c.clock, c.due, c.due_latest) for c in found.clocks}
    return clocks | {
        (a.actor, a.action, a.available_from, a.deadline, a.deadline_latest, a.overdue)
        for a in found.actions
    }


def _day(event: Event) -> Any:
    if event.until is None:
        return event.on.isoformat()
    return {"from": event.on.isoformat(), "to": event.until.isoformat()}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def main(paths: Sequence[Path]) -> None:
    walks = [walk(path) for path in paths]
    for path, each in zip(paths, walks, strict=True):
        slowest = 1000 * max(each.seconds)
        print(f"{path.stem:45} {len(each.answers):2} questions {slowest:6.0f} ms at most")
        for row in each.differs():
            print("    differs:", *row)
    asked = [len(each.answers) for each in walks]
    took = [1000 * second for each in walks for second in each.seconds]
    print(
        f"{len(walks)} cases, {statistics.median(asked)} questions in the median, {max(asked)} at"
        f" most; {statistics.median(took):.0f} ms a question in the median, {max(took):.0f} at most"
    )


if __name__ == "__main__":
    main(of_one_part())
