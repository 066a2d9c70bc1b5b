"""What an event would do, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import field, frozen

from foirules.assessing.what_if import WhatIf
from foirules.engine.values_in_words import day_in_words
from foirules.report import NOT_ADVICE
from foirules.report.case import CaseReport
from foirules.report.case_words import about, apart_from_part, merged, running, told
from foirules.report.page import sentence


@frozen
class WhatIfReport(CaseReport):
    """The text of a difference."""

    made: WhatIf = field(kw_only=True)

    def write_difference(self) -> str:
        """The whole text, ending in a line break."""
        day = day_in_words(self.assessment.as_of)
        self.page.heading(
            sentence([self.case.case, self.case.authority.name, f"what if, as of {day}"])
        )
        words = self.law[self.case.regime].vocabulary
        for event in self.made.events:
            self.page.say(f"{day_in_words(event.on)}  {told(event, words)}", 2)
        self._difference("break", self.made.breaks, self._broken)
        self._difference("mend", self.made.mends, self._broken)
        self._difference("meet", self.made.meets, self._duty)
        self._difference("start", self.made.starts, self._clock)
        self._difference("stop", self.made.stops, self._clock)
        if self.made.leaves_open:
            self.page.heading("It does not say whether it would keep")
            for each, parts in merged(self.made.leaves_open, apart_from_part):
                self._duty(each, parts)
                self.page.say(f"would be decided by: {', '.join(each.missing)}", 4)
        self.page.lines.append("")
        self.page.say("Nothing is written.", style="faint")
        self.page.say(NOT_ADVICE, style="faint")
        return self.page.text()

    def _difference(
        self,
        verb: str,
        rows: Sequence[Any],
        say: Callable[[Any, list[str | None]], None],
    ) -> None:
        self.page.heading(f"It would {verb}" if rows else f"It would {verb} nothing")
        for each, parts in merged(rows, apart_from_part):
            say(each, parts)

    def _broken(self, each: Any, parts: list[str | None]) -> None:
        style = "name" if each.kind == "note" else each.certainty
        self.page.say(f"{each.kind}, {each.certainty}", 2, style)
        self._finding(each, parts)

    def _duty(self, each: Any, parts: list[str | None]) -> None:
        self.page.say(sentence([each.rule, self._parts(parts), about(each), each.cites]), 2, "name")

    def _clock(self, each: Any, parts: list[str | None]) -> None:
        self.page.say(sentence([each.clock, self._parts(parts), each.cites]), 2, "name")
        self.page.say(running(each, self.assessment.as_of), 4)
