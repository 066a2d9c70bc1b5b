"""What a case file expects and accepts, held against what is found of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from foirules.casefile import CaseFile
from foirules.check.outcome import Accepted, Place, Problem
from foirules.document import Item
from foirules.engine.words import join
from foirules.expect import SECTIONS, Section
from foirules.model import Assessment, Event, EventRef, Finding
from foirules.vocabulary import EVENTS

FAIL_ON: Final = ("breach", "possible", "departure", "promise")
MESSAGES: Final = {
    "missing": "expected{wanted}: not found",
    "elsewhere": "expected under {wanted}; found under {found}{more}",
    "different": "expected {wanted}; found {found}{event}",
    "unexpected": "not expected{found}{event}{more}",
    "no-reason": "accepted without a reason",
    "over": "accepted until {until} only; judged as of {as_of}",
    "needless": "accepted, and not found",
}


def fails_on(finding: Finding, fail_on: Sequence[str]) -> bool:
    """Whether a finding is one of those named.

    ``possible`` takes in the possible findings of the kinds named; of breaches, if none is.
    """
    kinds = {name for name in fail_on if name != "possible"} or {"breach"}
    certain = finding.certainty == "established" or "possible" in fail_on
    return bool(fail_on) and finding.kind in kinds and certain


@frozen
class Wanted:
    """One thing expected, and its item in the file."""

    section: Section
    values: Mapping[str, Any]
    item: Item

    @property
    def name(self) -> str:
        return str(self.values[self.section.key])

    def differing(self, found: Any) -> list[str]:
        """The fields in which a result is not what is expected."""
        return [key for key in self.values if not _alike(self.values[key], _of(found, key))]


@define
class Comparison:
    """The comparison of one file with its assessment.

    ``covered`` are the results that some expectation describes, by section.
    """

    file: CaseFile
    found: Assessment
    fail_on: Sequence[str]
    wanted: list[Wanted] = field(init=False)
    accepted: list[Accepted] = field(init=False, factory=list)
    _covered: set[int] = field(init=False, factory=set)
    _unmet_ones: list[Wanted] = field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        self.wanted = list(expectations(self.file))
        for each in self.wanted:
            met = {id(one) for one in self._of_name(each) if not each.differing(one)}
            self._covered |= met
            if not met:
                self._unmet_ones.append(each)

    def problems(self) -> list[Problem]:
        """Every difference, in the order of the file."""
        found = [*self._unaccepted(), *self._unmet(), *self._unexpected()]
        return sorted(found, key=lambda one: (one.place.line, one.place.column))

    # --- what is expected ---------------------------------------------------------------------

    def _unmet(self) -> Iterator[Problem]:
        for each in self._unmet_ones:
            near = self._nearest(each)
            if near is not None:
                yield self._different(each, near)
            elif other := self._elsewhere(each):
                yield self._in_section(each, *other)
            else:
                rest = {k: v for k, v in each.values.items() if k != each.section.key}
                said = f", {_said(rest)}" if rest else ""
                yield self._problem(each, "missing", "missing", wanted=said)

    def _of_name(self, each: Wanted) -> list[Any]:
        """The results of the name that is expected."""
        key, name = each.section.key, each.name
        return [one for one in getattr(self.found, each.section.name) if _of(one, key) == name]

    def _nearest(self, each: Wanted) -> Any | None:
        """The result of the same name, not yet spoken of, that differs in the fewest fields."""
        near = [one for one in self._of_name(each) if id(one) not in self._covered]
        if not near:
            return None
        found = min(near, key=lambda one: len(each.differing(one)))
        self._covered.add(id(found))
        return found

    def _elsewhere(self, each: Wanted) -> tuple[Section, Any] | None:
        """A duty that is found in another of the three lists of duties."""
        for section in SECTIONS.values():
            if section.of_rules and each.section.of_rules and section is not each.section:
                for one in getattr(self.found, section.name):
                    part = each.values.get("part", one.part)
                    if (one.rule, one.part) == (each.name, part):
                        return section, one
        return None

    def _different(self, each: Wanted, found: Any) -> Problem:
        keys = each.differing(found)
        place = each.item.value[keys[0]] if isinstance(each.item.value, dict) else each.item
        return self._problem(
            each,
            "different",
            "different",
            place=place,
            result=found,
            wanted=_said({key: each.values[key] for key in keys}),
            found=_said({key: _of(found, key) for key in keys}),
            event=self._told_event(found, "event" in keys),
        )

    def _in_section(self, each: Wanted, section: Section, found: Any) -> Problem:
        if section.name == "findings":
            self._covered.add(id(found))
        return self._problem(
            each,
            "different",
            "elsewhere",
            result=found,
            wanted=each.section.name,
            found=section.name,
            more=_more(found),
        )

    def _problem(
        self,
        each: Wanted,
        problem: str,
        message: str,
        *,
        place: Item | None = None,
        result: Any = None,
        **values: Any,
    ) -> Problem:
        return Problem(
            place=self._place(place or each.item),
            rule=each.name,
            about=each.section.name,
            problem=problem,
            message=MESSAGES[message].format(**values),
            case=self.file.case.case,
            part=each.values.get("part", getattr(result, "part", None)),
            event=getattr(result, "event", None),
        )

    # --- what is found ------------------------------------------------------------------------

    def _unexpected(self) -> Iterator[Problem]:
        """Findings of the kinds that fail, and all of a list that is to be complete."""
        expect = self.file.case.expect or {}
        complete = expect.get("complete", ())
        for section in SECTIONS.values():
            if section.name not in complete and section.name != "findings":
                continue
            for one in getattr(self.found, section.name):
                told = section.name in complete or fails_on(one, self.fail_on)
                if told and id(one) not in self._covered:
                    yield self._one_too_many(section, one, expect)

    def _one_too_many(self, section: Section, found: Any, expect: Mapping[str, Any]) -> Problem:
        event = getattr(found, "event", None)
        shown = [f"part {found.part}"] if found.part is not None else []
        if section.name == "findings":
            shown.append(found.certainty)
        if section.of_rules:
            item = self._event_item(found)
        else:
            stated = self.file.item.value["expect"].value
            item = stated.get(section.name, stated["complete"])
        return Problem(
            place=self._place(item),
            rule=str(_of(found, section.key)),
            about=section.name,
            problem="unexpected",
            message=MESSAGES["unexpected"].format(
                found=f" ({', '.join(shown)})" if shown else "",
                event=f", event {event.id}" if event else "",
                more=_more(found),
            ),
            case=self.file.case.case,
            part=found.part,
            event=event,
        )

    # --- what is accepted ---------------------------------------------------------------------

    def _unaccepted(self) -> Iterator[Problem]:
        """Acceptances that are none; the findings of the others count as spoken of."""
        listed = self.file.item.value["accept"].value if self.file.case.accept else ()
        for item, each in zip(listed, self.file.case.accept, strict=True):
            until: date | None = each.get("until")
            met = [one for one in self.found.findings if _accepts(each, one)]
            if "reason" not in each:
                yield self._refused(item, each, "no-reason")
            elif until is not None and until < self.found.as_of:
                yield self._refused(item, each, "over", until=until, as_of=self.found.as_of)
            elif not met:
                yield self._refused(item, each, "needless")
            else:
                self._covered |= {id(one) for one in met}
                self.accepted += [self._acceptance(item, each, one) for one in met]

    def _refused(self, item: Item, each: Mapping[str, Any], why: str, **values: Any) -> Problem:
        place = item.value.get("until", item) if why == "over" else item
        part = each.get("part")
        on = f"on part {part}: " if part is not None else ""
        return Problem(
            place=self._place(place),
            rule=each["rule"],
            about="accept",
            problem=why,
            message=on + MESSAGES[why].format(**values),
            case=self.file.case.case,
            part=part,
        )

    def _acceptance(self, item: Item, each: Mapping[str, Any], found: Finding) -> Accepted:
        return Accepted(
            place=self._place(item),
            rule=found.rule,
            message=found.message,
            reason=each["reason"],
            case=self.file.case.case,
            part=found.part,
            event=found.event,
            until=each.get("until"),
        )

    # --- where things stand -------------------------------------------------------------------

    def _place(self, item: Item) -> Place:
        return Place(self.file.name, item.line or 1, item.column or 1)

    def _event_item(self, found: Any) -> Item:
        """The item of the event that a result is about.

        Where it is about none: the first letter on its part since the duty was broken, or else the
        receipt of the request.
        """
        events = self.file.case.events
        place = 0
        if found.event is not None:
            place = [each.id for each in events].index(found.event.id)
        elif isinstance(found, Finding) and found.date is not None:
            letters = (i for i, each in enumerate(events) if _letter_after(each, found))
            place = next(letters, 0)
        items: list[Item] = self.file.item.value["events"].value
        return items[place]

    def _told_event(self, found: Any, told: bool) -> str:
        if getattr(found, "event", None) is None:
            return ""
        line = f"line {self._event_item(found).line}"
        return f" ({line})" if told else f" (event {found.event.id}, {line})"


def _letter_after(event: Event, found: Finding) -> bool:
    about = event.parts is None or found.part is None or found.part in event.parts
    late = found.date is not None and (event.until or event.on) >= found.date
    return EVENTS[event.event].by_part and about and late


def expectations(file: CaseFile) -> Iterator[Wanted]:
    """What a file expects, section by section."""
    for name, section in SECTIONS.items():
        values = (file.case.expect or {}).get(name, ())
        if values:
            items = file.item.value["expect"].value[name].value
            for each, item in zip(values, items, strict=True):
                yield Wanted(section, each, item)


def _accepts(each: Mapping[str, Any], found: Finding) -> bool:
    part: str | None = each.get("part", found.part)
    return (found.rule, found.part) == (each["rule"], part)


def _of(found: Any, key: str) -> Any:
    return getattr(found, key.replace("-", "_"))


def _alike(wanted: Any, found: Any) -> bool:
    if isinstance(found, EventRef):
        return bool(found.id == wanted)
    if isinstance(found, tuple) and isinstance(wanted, tuple):
        return set(found) == set(wanted)
    alike: bool = found == wanted
    return alike


def _more(found: Any) -> str:
    return f": {found.message}" if isinstance(found, Finding) else ""


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
