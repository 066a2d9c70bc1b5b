"""What a comparison shows, each thing in a line that points into the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from foirules.cases.assessment import Assessment, EventRef, Finding
from foirules.cases.case import Event
from foirules.cases.case_file import CaseFile
from foirules.check.compare import (
    Acceptance,
    Comparison,
    Difference,
    Expectation,
    field_of,
)
from foirules.check.outcome import Accepted, Place, Problem
from foirules.documents.items import Item
from foirules.engine.values_in_words import join

MESSAGES: Final = {
    "missing": "expected{wanted}: not found",
    "elsewhere": "expected under {wanted}; found under {found}{more}",
    "different": "expected {wanted}; found {found}{event}",
    "unexpected": "not expected{found}{event}{more}",
    "no-reason": "accepted without a reason",
    "over": "accepted until {until} only; judged as of {as_of}",
    "needless": "accepted, and not found",
}


@frozen
class Wording:
    """Puts what was seen of a file into words."""

    file: CaseFile
    assessment: Assessment

    def problems(self, seen: Comparison) -> tuple[Problem, ...]:
        """Every difference, and every acceptance that does not count, in the order of the file."""
        problems = [
            *(self._refused(each, why) for each, why in seen.refused),
            *(self.problem(each) for each in seen.differences),
        ]
        return tuple(sorted(problems, key=lambda one: (one.place.line, one.place.column)))

    def accepted(self, seen: Comparison) -> tuple[Accepted, ...]:
        """The findings that the file accepts."""
        return tuple(self._accepted(*each) for each in seen.accepted)

    # --- differences --------------------------------------------------------------------------

    def problem(self, each: Difference) -> Problem:
        """A difference in words."""
        wanted, result = each.wanted, each.result
        if wanted is None:
            return self._unexpected(each)
        if result is None:
            rest = {k: v for k, v in wanted.values.items() if k != wanted.section.key}
            said = f", {_said(rest)}" if rest else ""
            return self._about(wanted, "missing", wanted.item, None, wanted=said)
        if each.section is not wanted.section:
            names = {"wanted": wanted.section.name, "found": each.section.name}
            return self._about(
                wanted, "elsewhere", wanted.item, result, **names, more=_more(result)
            )
        keys = wanted.differing(result)
        item = wanted.item
        return self._about(
            wanted,
            "different",
            item.value[keys[0]] if isinstance(item.value, dict) else item,
            result,
            wanted=_said({key: wanted.values[key] for key in keys}),
            found=_said({key: field_of(result, key) for key in keys}),
            event=self._told_event(result, "event" in keys),
        )

    def _about(
        self, each: Expectation, message: str, item: Item, result: Any, **said: str
    ) -> Problem:
        return Problem(
            place=self._place(item),
            rule=each.name,
            about=each.section.name,
            problem="missing" if result is None else "different",
            message=MESSAGES[message].format_map(said),
            case=self.file.case.case,
            part=each.values.get("part", getattr(result, "part", None)),
            event=getattr(result, "event", None),
        )

    def _unexpected(self, each: Difference) -> Problem:
        section, result = each.section, each.result
        event = getattr(result, "event", None)
        shown = [f"part {result.part}"] if result.part is not None else []
        if section.name == "findings":
            shown.append(result.certainty)
        if section.of_rules:
            item = self._event_item(result)
        else:
            stated = self.file.item.value["expect"].value
            item = stated.get(section.name, stated["complete"])
        return Problem(
            place=self._place(item),
            rule=str(field_of(result, section.key)),
            about=section.name,
            problem="unexpected",
            message=MESSAGES["unexpected"].format(
                found=f" ({', '.join(shown)})" if shown else "",
                event=f", event {event.id}" if event else "",
                more=_more(result),
            ),
            case=self.file.case.case,
            part=result.part,
            event=event,
        )

    # --- acceptances --------------------------------------------------------------------------

    def _refused(self, each: Acceptance, why: str) -> Problem:
        values, item = each.values, each.item
        part = values.get("part")
        on = f"on part {part}: " if part is not None else ""
        said = MESSAGES[why].format(until=values.get("until"), as_of=self.assessment.as_of)
        return Problem(
            place=self._place(item.value["until"] if why == "over" else item),
            rule=values["rule"],
            about="accept",
            problem=why,
            message=on + said,
            case=self.file.case.case,
            part=part,
        )

    def _accepted(self, each: Acceptance, finding: Finding) -> Accepted:
        return Accepted(
            place=self._place(each.item),
            rule=finding.rule,
            message=finding.message,
            reason=each.values["reason"],
            case=self.file.case.case,
            part=finding.part,
            event=finding.event,
            until=each.values.get("until"),
        )

    # --- where things stand -------------------------------------------------------------------

    def _place(self, item: Item) -> Place:
        return Place(self.file.name, item.line or 1, item.column or 1)

    def _event_item(self, result: Any) -> Item:
        """The item of the event that a result is about.

        Where it is about none: the first letter on its part since the duty was broken, or else the
        receipt of the request.
        """
        events, kinds = self.file.case.events, self.file.regime.vocabulary.events
        place = 0
        if result.event is not None:
            place = [each.id for each in events].index(result.event.id)
        elif isinstance(result, Finding) and result.date is not None:
            letters = (
                i
                for i, each in enumerate(events)
                if kinds[each.event].by_part and _letter_after(each, result)
            )
            place = next(letters, 0)
        items: list[Item] = self.file.item.value["events"].value
        return items[place]

    def _told_event(self, result: Any, told: bool) -> str:
        if getattr(result, "event", None) is None:
            return ""
        line = f"line {self._event_item(result).line}"
        return f" ({line})" if told else f" (event {result.event.id}, {line})"


def _letter_after(event: Event, finding: Finding) -> bool:
    about = event.parts is None or finding.part is None or finding.part in event.parts
    late = finding.date is not None and (event.until or event.on) >= finding.date
    return about and late


# --- words ----------------------------------------------------------------------------------------


def _more(result: Any) -> str:
    return f": {result.message}" if isinstance(result, Finding) else ""


def _said(values: Mapping[str, Any]) -> str:
    """part d, due 2017-09-04"""
    return ", ".join(f"{key.replace('-', ' ')} {_shown(v)}" for key, v in values.items())


def _shown(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, EventRef):
        return value.id
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return join(value) or "none"
    return str(value)
