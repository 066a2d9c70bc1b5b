"""An audit that is being shown on a page: its figures, and where on the page their cases stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from foirules.audit.counting.first_cases import FigureCases, FirstCases
from foirules.language.declarations import RuleDeclaration
from foirules.report.html.markup import Content, Markup, link, tag

NOT_RECORDED: Final = "(not recorded)"


@frozen(eq=False)
class ShownAudit:
    """An audit on a page.

    :param summary: of :meth:`foirules.audit.counting.summary.Audit.to_dict`.
    :param rules: by regime and id, those of one's own among them.
    :param first: the first cases of each figure, ``most`` at most.
    :param due_by_day: (actor, day, how much falls due); ``soonest_due`` the first rows of what is
        due, of each actor and group.
    """

    summary: Mapping[str, Any]
    rules: Mapping[tuple[str, str], RuleDeclaration]
    first: FirstCases
    most: int
    due_by_day: Sequence[tuple[str, date, int]]
    soonest_due: Sequence[dict[str, Any]]
    _places: dict[tuple[str, str], str] = field(factory=dict, init=False)
    _rules: dict[tuple[str, str], str] = field(factory=dict, init=False)
    _groups: dict[tuple[str, str, str | None], str] = field(factory=dict, init=False)

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.summary["as_of"])

    @property
    def several(self) -> bool:
        """Whether cases are under several laws."""
        return len(self.summary["by_regime"]) > 1

    def figure(self, regime: str, name: str) -> FigureCases | None:
        """The cases of a figure; None where it counts none."""
        return self.first.figures.get((regime, name))

    def figure_link(self, regime: str, name: str, title: Content) -> Content:
        """The title of a figure, a link to its cases where it has some."""
        return link(list_place(regime, name), title) if self.figure(regime, name) else title

    def group(self, regime: str, kind: str, name: str | None) -> FigureCases | None:
        """The cases of a quarter or of an authority; None where it has none."""
        return self.first.groups.get((regime, kind, name))

    def group_place(self, regime: str, kind: str, name: str | None) -> str:
        """The place of the list of the cases of a group."""
        key = regime, kind, name
        return self._groups.setdefault(key, f"{regime}-{kind}-{len(self._groups) + 1}")

    def group_link(self, regime: str, kind: str, name: str | None, title: Content) -> Content:
        """A title, a link to the cases of a group where it has some."""
        found = self.group(regime, kind, name)
        return link(self.group_place(regime, kind, name), title) if found else title

    @property
    def groups_with_places(self) -> Mapping[tuple[str, str, str | None], str]:
        """The places of the lists of groups that links lead to, in their order."""
        return self._groups

    def case_link(self, regime: str, case: str) -> Markup:
        """A case, as a link to what is found of it."""
        place = self._places.setdefault((regime, case), f"c{len(self._places) + 1}")
        return link(place, case)

    def case_if_shown(self, regime: str, case: str) -> Content:
        """A case, as a link where what is found of it is shown anyway."""
        return self.case_link(regime, case) if (regime, case) in self._places else case

    def rule_place(self, regime: str, rule: str) -> str:
        """The place of a rule among the findings."""
        return self._rules.setdefault((regime, rule), f"r{len(self._rules) + 1}")

    def rule_link(self, regime: str, rule: str) -> Markup:
        """A rule, as a link to what it says."""
        return link(self.rule_place(regime, rule), rule)

    @property
    def cases_with_places(self) -> Mapping[tuple[str, str], str]:
        """The places of the cases that links lead to, by regime and name, in their order."""
        return self._places

    def heading(self, title: Content, deeper: int = 0, id: str | None = None) -> Markup:
        """A heading within a law: of a section, or so many levels below."""
        return tag(f"h{2 + self.several + deeper}", title, id=id)


def list_place(regime: str, name: str) -> str:
    """The place of the list of the cases of a figure."""
    return f"{regime}-cases-{name}"


def share(count: int, of: int) -> str:
    """A share in words."""
    return f"{100 * count / of:.1f}%" if of else ""
