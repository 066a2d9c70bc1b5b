"""The pages that lead to those of each law, and the provisions that the laws rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from docs.make.markdown import anchor, page, table
from docs.make.rules import title
from foirules.assessing.one_case import law_for
from foirules.language.citations import order_in_list
from foirules.language.regime import Regime
from foirules.policy.policies import load_policies
from foirules.report.provisions import Citing, citing

RULES: Final = """\
Every rule, clock and action of a law, with the expressions that run, and the facts they read;
[provisions.md](provisions.md) has what rests on each provision. `foirules rules` lists them.
"""
EVENTS: Final = """\
A case file says what happened, in order of date, in the words of the law that it names under
`regime`. What is the same has the same name under each law.

That a file has no event of some kind means that there was none. Where its source does not tell so
much, `recorded` lists the kinds of events of which the source records every one; where nothing is
said, or `recorded: all`, it records all. Of the others it is unknown whether there was one, or one
more, and so is what one that is there leaves out: what rests on that is possible only, and says
what would settle it.
"""
POLICIES: Final = """\
What differs by date and by authority: periods, and lists of names, each with the day from which it
is in force, what it rests on, and its source. `foirules policies` lists them.
"""
PROVISIONS: Final = """\
Each provision that a rule, a clock, an action or a period rests on, and where it is declared; the
page of each law says what each provision is, and which are left out.
"""
HEADS: Final[Mapping[str, tuple[str, str]]] = {
    "rules": ("The laws as they are declared", RULES),
    "events": ("The events of a case", EVENTS),
    "policies": ("Policies", POLICIES),
}


def index(folder: str, regimes: Sequence[Regime]) -> str:
    """The page that leads to those of each law."""
    name, head = HEADS[folder]
    lines = [f"- [{regime.title}]({folder}/{regime.id}.md), `{regime.id}`" for regime in regimes]
    return page(name, "the laws that ship", head, lines)


def provisions(regimes: Sequence[Regime]) -> str:
    """Each provision that is cited, with what rests on it in each law."""
    by_law = {regime: _cited(regime) for regime in regimes}
    cited = {name for found in by_law.values() for name, by in found.items() if _links("", by)}
    lines: list[str] = []
    for act, names in _groups(cited, regimes).items():
        rows = (
            (
                name,
                *(", ".join(_links(regime.id, by_law[regime].get(name))) for regime in regimes),
            )
            for name in names
        )
        heads = ("provision", *(regime.cited_as for regime in regimes))
        lines += [f"## {act}\n", *table(heads, rows)]
    return page("Provisions", "the laws that ship", PROVISIONS, lines)


def _cited(regime: Regime) -> Mapping[str, Citing]:
    policy = load_policies(law={regime.id: regime})[regime.id]
    return citing(law_for(policy), policy)


def _groups(cited: set[str], regimes: Sequence[Regime]) -> dict[str, list[str]]:
    """The provisions of each law, in its order, under its title; then those of other sources."""
    groups: dict[str, list[str]] = {}
    left = set(cited)
    for regime in regimes:
        own = {name for name in left if name.split()[0] == regime.cited_as}
        order = partial(order_in_list, act=regime.cited_as)
        groups[regime.title] = sorted(own, key=order)
        left -= own
    groups["Other sources"] = sorted(left, key=partial(order_in_list, act=""))
    return {title: names for title, names in groups.items() if names}


def _links(id: str, by: Citing | None) -> list[str]:
    if by is None:
        return []
    titles = [title(found) for found in by.declarations]
    return [
        *(f"[{each}](rules/{id}.md#{anchor(each)})" for each in titles),
        *(f"[{each}](policies/{id}.md#{each})" for each in dict.fromkeys(by.tables)),
    ]
