"""A case that is being shown on a page: what is found of it, and where on the page it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from foirules.cases.assessment import Assessment, Clock, EventRef
from foirules.cases.case import Case, Event
from foirules.engine.values_in_words import day_in_words
from foirules.language.declarations import ActionDeclaration, Chapter, RuleDeclaration
from foirules.language.regime import Regime
from foirules.report.case_words import apart_from_part, merged, parts_told
from foirules.report.counted_days import days_of
from foirules.report.html.markup import Content, Markup, link, tag


@frozen(eq=False)
class ShownCase:
    """A case on a page.

    :param assessment: with its derivations.
    :param law: the regimes known, by id.
    :param own: chapters of rules of one's own, by the regime that they stand beside.
    :param number: its place among the cases of the page, from 1.
    :param level: of the headings of its sections, from 1.
    :param notes: whether the notes and sources of its file are shown.

    ``events`` are those of the case, by id; ``clocks`` are its clocks, each with its parts and the
    number of the strip of its days, which clocks alike share.
    """

    case: Case
    assessment: Assessment
    law: Mapping[str, Regime]
    own: Mapping[str, Sequence[Chapter]] = field(factory=dict)
    number: int = 1
    level: int = 2
    notes: bool = False
    rules: Mapping[tuple[str, str], RuleDeclaration] = field(init=False, repr=False)
    actions: Mapping[tuple[str, str], ActionDeclaration] = field(init=False, repr=False)
    events: Mapping[str, Event] = field(init=False, repr=False)
    clocks: Sequence[tuple[Clock, Sequence[str | None], int]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = self.assessment.clocks
        ids = {case.regime for case in self.case.under_each()}
        chapters = [
            (id, chapter)
            for id in ids
            for chapter in (*self.law[id].chapters, *self.own.get(id, ()))
        ]
        rules = {(id, rule.id): rule for id, chapter in chapters for rule in chapter.rules}
        actions = {(id, each.name): each for id, chapter in chapters for each in chapter.actions}
        events = {event.id: event for case in self.case.under_each() for event in case.events}
        strips: dict[object, int] = {}
        clocks = [
            (clock, parts, strips.setdefault((clock.started, clock.due, clock.disregarded), number))
            for number, (clock, parts) in enumerate(merged(found, apart_from_part), 1)
        ]
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "actions", actions)
        object.__setattr__(self, "events", events)
        object.__setattr__(self, "clocks", clocks)

    def id(self, name: str) -> str:
        """The place of something of this case on the page."""
        return f"case-{self.number}-{name}"

    def event_place(self, event: str) -> str:
        """The place of an event in the list of events."""
        return self.id(f"event-{[*self.events].index(event) + 1}")

    def event_link(self, event: EventRef | None) -> Markup | None:
        """A link to an event; None for none."""
        if event is None or event.id not in self.events:
            return None
        name = event.event.replace("-", " ")
        return link(self.event_place(event.id), f"event {event.id}: {name}")

    def strip_place(self, number: int) -> str:
        """The place of a strip of days, by its number."""
        return self.id(f"days-{number}")

    def day_link(self, day: date | None) -> Content:
        """A last day; a link to how it is counted, where a clock has that day."""
        said = None if day is None else day_in_words(day)
        for clock, _, strip in self.clocks:
            if day is not None and clock.due == day and days_of(clock):
                return link(self.strip_place(strip), said)
        return said

    def label(self, text: str) -> str:
        """A name for a part of the page, apart from those of other cases."""
        return f"{text}, {self.assessment.case}"

    def heading(self, deeper: int, *content: Content, id: str | None = None) -> Markup:
        """A heading, so many levels below that of the case's sections."""
        return tag(f"h{min(self.level + deeper, 6)}", *content, id=id)

    def parts(self, parts: Sequence[str | None]) -> str | None:
        return parts_told(self.case, parts)


def sentence_of(text: str) -> str:
    """A message as a sentence: with a capital, unless it begins with the name of a provision."""
    first = text.partition(" ")[0]
    start = text[:1].upper() + text[1:] if first.isalpha() else text
    return start if start.endswith((".", "?")) else f"{start}."


def in_words(name: str) -> str:
    """A name of the law as a title: Late response."""
    return name.replace("-", " ").replace("_", " ").capitalize()
