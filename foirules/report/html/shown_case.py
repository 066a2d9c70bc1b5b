"""A case that is being shown on a page: what is found of it, and where on the page it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from foirules.cases.assessment import Assessment, EventRef
from foirules.cases.case import Case
from foirules.language.declarations import ActionDeclaration, Chapter, RuleDeclaration
from foirules.language.regime import Regime
from foirules.report.case_words import parts_told
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
    _places: Mapping[str, int] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        ids = {case.regime for case in self.case.under_each()}
        chapters = [
            (id, chapter)
            for id in ids
            for chapter in (*self.law[id].chapters, *self.own.get(id, ()))
        ]
        rules = {(id, rule.id): rule for id, chapter in chapters for rule in chapter.rules}
        actions = {(id, each.name): each for id, chapter in chapters for each in chapter.actions}
        events = (event.id for case in self.case.under_each() for event in case.events)
        places = {event: place for place, event in enumerate(dict.fromkeys(events), 1)}
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "actions", actions)
        object.__setattr__(self, "_places", places)

    def id(self, name: str) -> str:
        """The place of something of this case on the page."""
        return f"case-{self.number}-{name}"

    def event_place(self, event: str) -> str:
        """The place of an event in the list of events."""
        return self.id(f"event-{self._places.get(event, 0)}")

    def event_link(self, event: EventRef | None) -> Markup | None:
        """A link to an event; None for none."""
        if event is None:
            return None
        name = event.event.replace("-", " ")
        return link(self.event_place(event.id), f"event {event.id}: {name}")

    def heading(self, deeper: int, *content: Content, id: str | None = None) -> Markup:
        """A heading, so many levels below that of the case's sections."""
        return tag(f"h{min(self.level + deeper, 6)}", *content, id=id)

    def parts(self, parts: Sequence[str | None]) -> str | None:
        return parts_told(self.case, parts)


def in_words(name: str) -> str:
    """A name of the law as a title: Late response."""
    return name.replace("-", " ").replace("_", " ").capitalize()
