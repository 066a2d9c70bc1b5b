"""An assessment as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from attrs import frozen

from foirules.assessing.questions import questions
from foirules.cases.assessment import Action, Assessment, Clock, Derivation, Finding, Step
from foirules.cases.case import Case, Event
from foirules.engine.values_in_words import day_in_words, in_a_row, join, span
from foirules.language.regime import Regime
from foirules.language.types import DATE, Enumeration, SetType
from foirules.language.vocabulary import Vocabulary
from foirules.report import NOT_ADVICE
from foirules.report.page import Page, sentence

_KINDS: Final = {
    "breach": "Breach of statute",
    "departure": "Departure from code or guidance",
    "promise": "The authority's own promise",
    "note": "Note",
}
_FACED: Final = {"met": "good", "missed": "established", "uncertain": "possible"}

T = TypeVar("T")


@frozen
class CaseReport:
    """The text of one assessment.

    :param law: the regimes of the case, by id.
    """

    case: Case
    assessment: Assessment
    law: Mapping[str, Regime]
    page: Page

    def write(self, undecided: bool = False, explain: bool = False) -> str:
        """The whole text, ending in a line break."""
        self._head()
        self._timeline()
        self._findings()
        self._clocks()
        self._actions()
        self._rest(undecided)
        if explain:
            self._derivations()
        self.page.lines.append("")
        self.page.say(NOT_ADVICE, style="faint")
        return self.page.text()

    # --- head and timeline --------------------------------------------------------------------

    def _head(self) -> None:
        assessment = self.assessment
        name = self.case.authority.name
        self.page.heading(
            sentence([assessment.case, name, f"as of {day_in_words(assessment.as_of)}"])
        )
        stages = merged([(p, s) for p, s in assessment.stages], lambda pair: pair[1])
        said = [sentence([self._parts(parts), stage]) for (_, stage), parts in stages]
        self.page.say("; ".join(said).replace(" · ", " "))
        for other in self.case.also:
            under = f"Under the {self.law[other.regime].title}"
            self.page.say(sentence([under, self._parts(other.parts)]), style="faint")
        policies = ", ".join(f"{id} {version}" for id, version in assessment.policy)
        self.page.say(f"Policy: {policies}", style="faint")
        if assessment.provisional:
            announced = day_in_words(assessment.announced_until)
            self.page.say(
                f"Provisional: bank holidays are announced until {announced}; later ones are worked"
                " out from the rules.",
                style="possible",
            )
        for note in assessment.notes:
            self.page.say(f"Note: {note}", style="possible")

    def _timeline(self) -> None:
        self.page.heading("Timeline")
        events = list(self._events())
        wide = max(len(event.id) for event, _ in events)
        days = [f"{event.id:>{wide}}  {span(event.on, event.until)}" for event, _ in events]
        at = max(map(len, days)) + 4
        for day, (event, text) in zip(days, events, strict=True):
            later = event.on > self.assessment.as_of
            text += " (after the day of this assessment)" if later else ""
            self.page.columns(day, text, at, indent=2, style="faint" if later else "")

    def _events(self) -> Iterator[tuple[Event, str]]:
        """Each event in order of date, with what it says under each law of the case."""
        said: dict[str, list[tuple[Event, str]]] = {}
        for case in self.case.under_each():
            for event in case.events:
                text = told(event, self.law[case.regime].vocabulary)
                said.setdefault(event.id, []).append((event, text))
        listed = list(said.values())
        if self.case.also:  # else they stand in the order of the file
            listed.sort(key=lambda each: each[0][0].on)
        for each in listed:
            yield each[0][0], "; ".join(dict.fromkeys(text for _, text in each))

    # --- findings -----------------------------------------------------------------------------

    def _findings(self) -> None:
        findings = self.assessment.findings
        if not findings:
            self.page.heading("Findings: none")
            return
        self.page.heading("Findings")
        for kind, title in _KINDS.items():
            for certainty in ("established", "possible"):
                alike = [f for f in findings if (f.kind, f.certainty) == (kind, certainty)]
                if alike:
                    style = certainty if kind != "note" else "name"
                    sure = kind == "note" and certainty == "established"
                    said = title if sure else f"{title}, {certainty}"
                    self.page.say(said, 2, style)
                    for finding, parts in merged(alike, apart_from_part):
                        self._finding(finding, parts)

    def _finding(self, finding: Finding, parts: list[str | None]) -> None:
        event = f"event {finding.event.id}" if finding.event else None
        late = _counted(finding.working_days_late, "working day", "late")
        head = [finding.rule, self._parts(parts), event, finding.cites, late]
        self.page.say(sentence(head), 4, "name")
        self.page.say(finding.message, 6, hang=0)

    # --- clocks and actions -------------------------------------------------------------------

    def _clocks(self) -> None:
        clocks = self.assessment.clocks
        self.page.heading("Clocks" if clocks else "Clocks: none")
        for clock, parts in merged(clocks, apart_from_part):
            self.page.say(sentence([clock.clock, self._parts(parts), clock.cites]), 2, "name")
            self.page.say(running(clock), 4, _FACED.get(clock.status, ""))
            said = "; ".join(f"{days} ({why})" for days, why in in_a_row(clock.disregarded))
            if said:
                self.page.say(f"not counted, besides weekends: {said}", 4, "faint")

    def _actions(self) -> None:
        actions = self.assessment.actions
        open_now = [a for a in actions if a.available_from is not None]
        self.page.heading("Next" if open_now else "Next: nothing")
        for action, parts in merged(open_now, apart_from_part):
            self.page.say(sentence([action.actor, self._parts(parts), action.cites]), 2, "name")
            self.page.say(action.message, 4, hang=0)
            self.page.say(_when(action), 4, "established" if action.overdue else "")
        closed = [a for a in actions if a.available_from is None]
        if closed:
            self.page.heading("Not open yet")
            for action, parts in merged(closed, apart_from_part):
                self.page.say(sentence([action.actor, self._parts(parts), action.cites]), 2, "name")
                self.page.say(action.message, 4, hang=0)

    # --- the rest -----------------------------------------------------------------------------

    def _rest(self, undecided: bool) -> None:
        met, unsaid = self.assessment.met, self.assessment.undecided
        if not undecided:
            hint = " (--undecided lists them)" if met or unsaid else ""
            self.page.heading(
                f"Duties met: {len(met)}. Undecided for want of a record: {len(unsaid)}{hint}."
            )
            return
        self.page.heading("Duties met" if met else "Duties met: none")
        for duty, parts in merged(met, apart_from_part):
            self.page.say(sentence([duty.rule, self._parts(parts), about(duty), duty.cites]), 2)
        title = "Undecided for want of a record"
        self.page.heading(title if unsaid else f"{title}: none")
        for open_duty, parts in merged(unsaid, apart_from_part):
            head = [open_duty.rule, self._parts(parts), about(open_duty), open_duty.cites]
            self.page.say(sentence(head), 2, "name")
            self.page.say(f"would be decided by: {', '.join(open_duty.missing)}", 4)
        if unsaid:
            self._questions()

    def _questions(self) -> None:
        """What is undecided, as questions that a person can answer."""
        self.page.heading("What would decide them")
        for each in questions(self.case, self.assessment, self.law):
            self.page.say(each.asks, 2, "name")
            many = len(each.rules) > 3
            of = f"{len(each.rules)} of these" if many else ", ".join(each.rules)
            self.page.say(f"{each.missing}; for {of}", 4)

    def _derivations(self) -> None:
        self.page.heading("Derivations")
        told = set[Step]()
        for derivation in self.assessment.derivations():
            what = f"the {derivation.name} clock" if derivation.of == "clock" else derivation.name
            self.page.say(
                sentence([what, self._parts([derivation.part]), about(derivation)]), 2, "name"
            )
            tell(self.page, derivation.step, 4, told)

    def _parts(self, parts: Sequence[str | None]) -> str | None:
        """part a; parts a and c; all parts."""
        names = [name for name in parts if name is not None]
        every = sum(len(case.parts) for case in self.case.under_each())
        if len(names) > 1 and len(names) == every:
            return "all parts"
        return f"part{'s' * (len(names) > 1)} {join(names)}" if names else None


def tell(page: Page, step: Step, indent: int, told: set[Step]) -> None:
    """A derivation, each value with the expression it comes from; told once only."""
    again = bool(step.steps) and step in told
    cites = f"   [{step.cites}]" if step.cites else ""
    page.say(f"{step.name} = {step.value}{cites}{' (as above)' * again}", indent)
    if again:
        return
    told.add(step)
    if step.expression:
        page.say(f": {step.expression}", indent + 2, "faint")
    for inner in step.steps:
        tell(page, inner, indent + 2, told)


# --- words ----------------------------------------------------------------------------------------


def merged(rows: Iterable[T], alike: Callable[[T], Any]) -> list[tuple[T, list[str | None]]]:
    """Things that differ in their part only, once, with the parts."""
    groups: dict[Any, tuple[T, list[str | None]]] = {}
    for each in rows:
        part = each[0] if isinstance(each, tuple) else getattr(each, "part", None)
        groups.setdefault(alike(each), (each, []))[1].append(part)
    return list(groups.values())


def apart_from_part(row: Any) -> Any:
    shape = row.to_dict()
    del shape["part"]
    return repr(shape)


def told(event: Event, words: Vocabulary) -> str:
    """What an event says, in a line."""
    said = event.event.replace("-", " ")
    about = [answer] if (answer := _outcome(event.details, words)) else []
    for part, outcome in event.outcomes.items():
        about.append(f"{part} {_outcome(outcome, words)}".strip())
    if event.parts and not event.outcomes:
        about.insert(0, f"part{'s' * (len(event.parts) > 1)} {join(event.parts)}")
    for name, day in event.details.items():
        if words.fields[name].type is DATE and words.fields[name].told:
            about.append(f"{words.fields[name].told} {day_in_words(day)}")
    return f"{said}: {'; '.join(about)}" if about else said


def _outcome(details: Mapping[str, Any], words: Vocabulary) -> str:
    """What became of a part, by the first of its fields that is one of several names, and the
    grounds that are given, by the first that is a set."""

    def first(kind: type[Enumeration] | type[SetType]) -> Any:
        fields = words.outcome_fields.values()
        return details.get(next((f.name for f in fields if isinstance(f.type, kind)), ""))

    outcome = (first(Enumeration) or "").replace("-", " ")
    grounds = ", ".join(first(SetType) or ())
    return f"{outcome} ({grounds})" if outcome and grounds else outcome or grounds


def running(clock: Clock) -> str:
    due = "no last day known" if clock.due is None else f"due {day_in_words(clock.due)}"
    if clock.due_latest is not None and clock.due_latest != clock.due:
        due += f" (the safe day) or as late as {day_in_words(clock.due_latest)}"
    return sentence(
        [
            clock.status,
            f"from {day_in_words(clock.started)}" if clock.started else None,
            due,
            f"stopped {day_in_words(clock.stopped)}" if clock.stopped else None,
            _counted(clock.working_days_used, "working day", "used"),
            _counted(clock.working_days_left, "working day", "left"),
            None if clock.kind == "statute" else clock.kind,
        ]
    )


def _counted(number: int | None, unit: str, what: str) -> str | None:
    return None if number is None else f"{number} {unit}{'s' * (number != 1)} {what}"


def _when(action: Action) -> str:
    opens = f"from {day_in_words(action.available_from)}" if action.available_from else ""
    if action.deadline is None:
        return f"{opens}; no last day known"
    until = f"until {day_in_words(action.deadline)}"
    if action.deadline_latest and action.deadline_latest != action.deadline:
        until += f" (the safe day) or as late as {day_in_words(action.deadline_latest)}"
    return f"{opens}, {until}{' · overdue' * action.overdue}"


def about(row: Derivation | Any) -> str | None:
    return f"event {row.event.id}" if row.event else None
