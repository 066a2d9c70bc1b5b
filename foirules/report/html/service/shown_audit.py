"""An audit that is being shown on a page: its figures, and where on the page their cases stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from foirules.audit.counting.first_cases import FigureCases, FirstCases
from foirules.language.declarations import RuleDeclaration
from foirules.report.html.markup import Content, Markup, link, tag, text, together

NOT_RECORDED: Final = "(not recorded)"


@frozen(eq=False)
class ShownAudit:
    """An audit on a page.

    :param summary: of :meth:`foirules.audit.counting.summary.Audit.to_dict`.
    :param rules: by regime and id, those of one's own among them.
    :param first: the first cases of each figure, ``most`` at most.
    :param due_by_day: (actor, day, how much falls due); ``first_due`` the first rows of what is
        due, of each actor and group.
    """

    summary: Mapping[str, Any]
    rules: Mapping[tuple[str, str], RuleDeclaration]
    first: FirstCases
    most: int
    due_by_day: Sequence[tuple[str, date, int]]
    first_due: Sequence[dict[str, Any]]
    _places: dict[tuple[str, str], str] = field(factory=dict, init=False)

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

    def case_link(self, regime: str, case: str) -> Markup:
        """A case, as a link to what is found of it."""
        place = self._places.setdefault((regime, case), f"c{len(self._places) + 1}")
        return Markup(f"<a href=#{place}>{text(case)}</a>")

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


def rule_place(regime: str, rule: str) -> str:
    """The place of a rule among the findings."""
    return f"{regime}-rule-{rule}"


def share(count: int, of: int) -> str:
    """A share in words."""
    return f"{100 * count / of:.1f}%" if of else ""


def compact_table(
    caption: str, head: Sequence[str], rows: Iterable[Iterable[Content | date]]
) -> Markup:
    """A table whose first column names its rows, in as few bytes as may be: there are many."""

    def row(cells: Iterable[Content | date]) -> str:
        first, *others = (text(each if isinstance(each, Markup) else _said(each)) for each in cells)
        return f"<tr><th scope=row>{first}" + "".join(f"<td>{each}" for each in others)

    heads = together(tag("th", each, scope="col") for each in head)
    body = "\n".join(map(row, rows))
    return Markup(
        f"<table>{tag('caption', caption)}<thead><tr>{heads}</tr></thead><tbody>{body}</table>"
    )


def _said(value: Content | date) -> str:
    return "" if value is None else str(value)
