"""An assessment as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from foirules.assessing.questions import questions
from foirules.cases.assessment import Assessment, Clock, Finding
from foirules.cases.case import Case
from foirules.engine.values_in_words import day_in_words, in_a_row, span
from foirules.language.regime import Regime
from foirules.report import NOT_ADVICE
from foirules.report.case_words import (
    CERTAINTIES,
    KINDS,
    about,
    apart_from_part,
    counted,
    events_told,
    merged,
    parts_told,
    running,
    when_open,
)
from foirules.report.derivations import tell_derivations
from foirules.report.page import Page, regime_option, sentence
from foirules.report.verdict import verdict

SHOWN: Final = 12  # of what stands in a list; what is more is counted
EVENTS: Final = 30  # of the timeline
_FACED: Final = {"met": "good", "missed": "established", "uncertain": "possible"}


@frozen
class CaseReport:
    """The text of one assessment.

    :param law: the regimes known, by id.
    :param whole: whether long lists are shown to their end.
    """

    case: Case
    assessment: Assessment
    law: Mapping[str, Regime]
    page: Page
    whole: bool = False

    def write(
        self,
        undecided: bool = False,
        explain: bool = False,
        brief: bool = False,
        rule: str | None = None,
        expressions: bool = False,
    ) -> str:
        """The text, ending in a line break.

        :param undecided: whether to list the duties met and those undecided.
        :param explain: whether to tell how findings and last days come about, and with the
            ``expressions`` of the law, where that is set.
        :param brief: whether to leave out all but the verdict, the findings and what is asked for.
        :param rule: the rule or clock that alone is told of after the verdict; None: all are.
        """
        self._verdict()
        brief = brief or rule is not None
        if not brief:
            self._head()
        self._limits()
        if not brief:
            self._timeline()
        if rule is None:
            self._findings(self.assessment.findings)
        else:
            self._one(rule)
        if not brief:
            self._see_more()
            self._clocks(self.assessment.clocks)
            self._actions()
        if undecided or not brief:
            self._rest(undecided, rule)
        if explain:
            tell_derivations(self.page, self.case, self.assessment, rule, expressions)
        self.page.lines.append("")
        self.page.say(NOT_ADVICE, style="faint")
        return self.page.text()

    # --- head and timeline --------------------------------------------------------------------

    def _verdict(self) -> None:
        assessment = self.assessment
        name = self.case.authority.name
        self.page.heading(
            sentence([assessment.case, name, f"as of {day_in_words(assessment.as_of)}"])
        )
        made = verdict(assessment, self.law)
        self.page.say(made.found, style=made.face)
        self.page.say(made.next)

    def _head(self) -> None:
        assessment = self.assessment
        stages = merged([(p, s) for p, s in assessment.stages], lambda pair: pair[1])
        said = [sentence([self._parts(parts), stage]) for (_, stage), parts in stages]
        self.page.say("; ".join(said).replace(" · ", " "))
        for other in self.case.also:
            under = f"Under the {self.law[other.regime].title}"
            self.page.say(sentence([under, self._parts(other.parts)]), style="faint")
        policies = ", ".join(f"{id} {version}" for id, version in assessment.policy)
        self.page.say(f"Policy: {policies}", style="faint")

    def _limits(self) -> None:
        """What limits all that is found."""
        assessment = self.assessment
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
        events = list(events_told(self.case, self.law))
        wide = max(len(event.id) for event, _ in events)
        days = [f"{event.id:>{wide}}  {span(event.on, event.until)}" for event, _ in events]
        at = max(map(len, days)) + 4
        listed = list(zip(days, events, strict=True))
        for day, (event, text) in self._first(listed, EVENTS):
            later = event.on > self.assessment.as_of
            text += " (after the day of this assessment)" if later else ""
            self.page.columns(day, text, at, indent=2, style="faint" if later else "")
        self._more(listed, EVENTS)

    # --- findings -----------------------------------------------------------------------------

    def _one(self, name: str) -> None:
        """What is found of a rule, or how a clock stands."""
        if clocks := [each for each in self.assessment.clocks if each.clock == name]:
            self._clocks(clocks)
        if findings := [each for each in self.assessment.findings if each.rule == name]:
            self._findings(findings)

    def _findings(self, findings: Sequence[Finding]) -> None:
        if not findings:
            self.page.heading("Findings: none")
            return
        self.page.heading("Findings")
        for kind, title in KINDS.items():
            for certainty in CERTAINTIES:
                alike = [f for f in findings if (f.kind, f.certainty) == (kind, certainty)]
                if alike:
                    style = certainty if kind != "note" else "name"
                    sure = kind == "note" and certainty == "established"
                    said = title if sure else f"{title}, {certainty}"
                    self.page.say(said, 2, style)
                    listed = merged(alike, apart_from_part)
                    for finding, parts in self._first(listed):
                        self._finding(finding, parts)
                    self._more(listed)

    def _see_more(self) -> None:
        if self.assessment.findings:
            option = regime_option(self.assessment.regime)
            self.page.lines.append("")
            self.page.say(f"foirules rules NAME{option} says what a finding means.", style="faint")

    def _finding(self, finding: Finding, parts: list[str | None]) -> None:
        event = f"event {finding.event.id}" if finding.event else None
        late = counted(finding.working_days_late, "working day", "late")
        head = [finding.rule, self._parts(parts), event, finding.cites, late]
        self.page.say(sentence(head), 4, "name")
        self.page.say(finding.message, 6, hang=0)

    # --- clocks and actions -------------------------------------------------------------------

    def _clocks(self, clocks: Sequence[Clock]) -> None:
        self.page.heading("Clocks" if clocks else "Clocks: none")
        listed = merged(clocks, apart_from_part)
        for clock, parts in self._first(listed):
            self.page.say(sentence([clock.clock, self._parts(parts), clock.cites]), 2, "name")
            self.page.say(running(clock, self.assessment.as_of), 4, _FACED.get(clock.status, ""))
            left_out = [f"{days} ({why})" for days, why in in_a_row(clock.disregarded)]
            said = "; ".join(self._first(left_out))
            if said:
                more = len(left_out) - len(self._first(left_out))
                said += f"; and {more} more (--all shows them)" if more else ""
                self.page.say(f"not counted, besides weekends: {said}", 4, "faint")
        self._more(listed)

    def _actions(self) -> None:
        actions = self.assessment.actions
        open_now = [a for a in actions if a.available_from is not None]
        self.page.heading("Next" if open_now else "Next: nothing")
        listed = merged(open_now, apart_from_part)
        for action, parts in self._first(listed):
            self.page.say(sentence([action.actor, self._parts(parts), action.cites]), 2, "name")
            self.page.say(action.message, 4, hang=0)
            self.page.say(when_open(action), 4, "established" if action.overdue else "")
        self._more(listed)
        closed = [a for a in actions if a.available_from is None]
        if closed:
            self.page.heading("Not open yet")
            listed = merged(closed, apart_from_part)
            for action, parts in self._first(listed):
                self.page.say(sentence([action.actor, self._parts(parts), action.cites]), 2, "name")
                self.page.say(action.message, 4, hang=0)
            self._more(listed)

    # --- the rest -----------------------------------------------------------------------------

    def _rest(self, undecided: bool, rule: str | None) -> None:
        met = [each for each in self.assessment.met if rule in (None, each.rule)]
        unsaid = [each for each in self.assessment.undecided if rule in (None, each.rule)]
        if not undecided:
            hint = " (--undecided lists them)" if met or unsaid else ""
            self.page.heading(
                f"Duties met: {len(met)}. Undecided for want of a record: {len(unsaid)}{hint}."
            )
            return
        self.page.heading("Duties met" if met else "Duties met: none")
        kept = merged(met, apart_from_part)
        for duty, parts in self._first(kept):
            self.page.say(sentence([duty.rule, self._parts(parts), about(duty), duty.cites]), 2)
        self._more(kept)
        title = "Undecided for want of a record"
        self.page.heading(title if unsaid else f"{title}: none")
        left_open = merged(unsaid, apart_from_part)
        for open_duty, parts in self._first(left_open):
            head = [open_duty.rule, self._parts(parts), about(open_duty), open_duty.cites]
            self.page.say(sentence(head), 2, "name")
            self.page.say(f"would be decided by: {', '.join(open_duty.missing)}", 4)
        self._more(left_open)
        if unsaid:
            self._questions(rule)

    def _questions(self, rule: str | None) -> None:
        """What is undecided, as questions that a person can answer."""
        self.page.heading("What would decide them")
        for each in questions(self.case, self.assessment, self.law):
            if rule not in (None, *each.rules):
                continue
            self.page.say(each.asks, 2, "name")
            many = len(each.rules) > 3
            of = f"{len(each.rules)} of these" if many else ", ".join(each.rules)
            self.page.say(f"{each.missing}; for {of}", 4)

    def _parts(self, parts: Sequence[str | None]) -> str | None:
        return parts_told(self.case, parts)

    def _first(self, listed: list[Any], most: int = SHOWN) -> list[Any]:
        """What is shown of a list: all of it, or its first."""
        return listed if self.whole else listed[:most]

    def _more(self, listed: list[Any], most: int = SHOWN) -> None:
        if more := len(listed) - len(self._first(listed, most)):
            self.page.say(f"and {more} more (--all shows them)", 4, "faint")
