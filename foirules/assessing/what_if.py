"""What an event that has not happened yet would do: a draft letter tried before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from foirules.assessing.one_case import assess
from foirules.cases.assessment import Assessment, Clock, Finding, Met, Undecided
from foirules.cases.case import Case, Event
from foirules.documents.digests import data_of, digest_of_all, digest_of_data
from foirules.policy.own_rules import OwnRules
from foirules.policy.policy import Policy


@frozen
class WhatIf:
    """The difference that events make to a case.

    :param case: the case with the events in it.
    :param before: the assessment without them; ``after`` with them, as of the same day.
    """

    case: Case
    events: tuple[Event, ...]
    before: Assessment
    after: Assessment

    @property
    def breaks(self) -> tuple[Finding, ...]:
        """What is found with them, and is not, or not so surely, without."""
        known = {_duty(each): each.certainty for each in self.before.findings}
        return tuple(
            f
            for f in self.after.findings
            if known.get(_duty(f)) not in ("established", f.certainty)
        )

    @property
    def mends(self) -> tuple[Finding, ...]:
        """What is found without them, and not with them."""
        left = {_duty(each) for each in self.after.findings}
        return tuple(each for each in self.before.findings if _duty(each) not in left)

    @property
    def meets(self) -> tuple[Met, ...]:
        """Duties that are kept with them, and open without."""
        return _more(self.before.met, self.after.met)

    @property
    def leaves_open(self) -> tuple[Undecided, ...]:
        """Duties that they bring, and of which they do not say whether they are kept."""
        return _more(self.before.undecided, self.after.undecided)

    @property
    def starts(self) -> tuple[Clock, ...]:
        """Clocks that run with them, and are not there without."""
        known = {_clock(each) for each in self.before.clocks}
        return tuple(each for each in self.after.clocks if _clock(each) not in known)

    @property
    def stops(self) -> tuple[Clock, ...]:
        """Clocks that are stopped with them, or gone; as they then are, or were."""
        after = {_clock(each): each for each in self.after.clocks}
        pairs = ((each, after.get(_clock(each))) for each in self.before.clocks)
        return tuple(
            then or now
            for now, then in pairs
            if then is None or (then.stopped, then.status) != (now.stopped, now.status)
        )

    @property
    def made_by(self) -> dict[str, str | None]:
        """What made it: its input is the case, with the events."""
        events = digest_of_data([data_of(each) for each in self.events])
        of_case = self.after.made_by
        return {**of_case, "input": digest_of_all(filter(None, (of_case["input"], events)))}

    def to_dict(self) -> dict[str, Any]:
        """The difference, ready for JSON, in the shapes of an assessment."""
        lists = ("breaks", "mends", "meets", "leaves_open", "starts", "stops")
        return {
            "made_by": self.made_by,
            "case": self.case.case,
            "as_of": self.after.as_of.isoformat(),
            "events": [
                {"id": each.id, "event": each.event, "on": each.on.isoformat()}
                for each in self.events
            ],
            **{name: [each.to_dict() for each in getattr(self, name)] for name in lists},
        }


def what_if(
    case: Case,
    events: Sequence[Event],
    as_of: date,
    *,
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
) -> WhatIf:
    """What events would do to a case; the case stays as it is.

    :param events: from :func:`foirules.cases.case_file.read_event`.
    :param as_of: the day on which both are judged, on which the events have happened.
    :raises CaseError: as :func:`foirules.assess` does.
    """
    longer = case
    for event in events:
        longer = _with(longer, event)
    before, after = (assess(each, as_of, policies=policies, rules=rules) for each in (case, longer))
    return WhatIf(longer, tuple(events), before, after)


def _with(case: Case, event: Event) -> Case:
    """The case with an event after all those of its day and before."""
    later = (i for i, each in enumerate(case.events) if each.on > event.on)
    place = next(later, len(case.events))
    return evolve(case, events=(*case.events[:place], event, *case.events[place:]))


def _duty(each: Finding | Met | Undecided) -> tuple[str, str | None, str | None]:
    return each.rule, each.part, each.event.id if each.event else None


def _clock(each: Clock) -> tuple[str, str | None, date | None]:
    return each.clock, each.part, each.started


def _more(before: Iterable[Any], after: Iterable[Any]) -> tuple[Any, ...]:
    known = {_duty(each) for each in before}
    return tuple(each for each in after if _duty(each) not in known)
