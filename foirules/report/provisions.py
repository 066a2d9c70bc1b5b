"""What stands for each provision: the declarations, facts, periods and lists that cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from foirules.citations import lineage, place, provisions
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.policy import Policy
from foirules.sources import Entry, Register
from foirules.vocabulary import EXEMPTION_NAMES

CLAIMED = frozenset(f"FOIA {name}" for name in EXEMPTION_NAMES)
"""What an answer can claim."""


@define
class Citing:
    """What cites a provision; ``tables`` are names of periods and lists of the policy."""

    declarations: list[ReadRule | ReadClock | ReadAction] = field(factory=list)
    facts: list[ReadFact] = field(factory=list)
    tables: list[str] = field(factory=list)

    def __bool__(self) -> bool:
        return bool(self.declarations or self.facts or self.tables)


def citing(law: Law, policy: Policy) -> Mapping[str, Citing]:
    """Each provision that is cited, with what cites it."""
    found: dict[str, Citing] = {}
    for each in (*law.rules, *law.clocks, *law.actions):
        for provision in cited_by(each):
            found.setdefault(provision, Citing()).declarations.append(each)
    for fact in law.facts:
        for provision in cited_by(fact):
            found.setdefault(provision, Citing()).facts.append(fact)
    for name, versions in {**policy.periods, **policy.sets}.items():
        for provision in dict.fromkeys(p for v in versions for p in provisions(v.cites)):
            found.setdefault(provision, Citing()).tables.append(name)
    return found


def cited_by(found: ReadRule | ReadClock | ReadAction | ReadFact) -> list[str]:
    """The provisions that a declaration cites, and the authority on which it stops at possible."""
    cites = [found.declared.cites]
    if isinstance(found, ReadRule):
        cites.append(found.declared.cites_if_possible)
    return list(dict.fromkeys(provision for text in cites for provision in provisions(text)))


def index(register: Register, cited: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """The provisions that are registered or cited, in the order of the Act; other sources after it.

    A source of which provisions stand here does not stand here itself.
    """
    found = {**{p: e for p, e in register.entries.items()}, **_registered(register, cited)}
    above = {name for provision in found for name in list(lineage(provision))[1:]}
    sources = {entry.source for entry in found.values()}
    for provision in sorted(found, key=place):
        if not (provision in sources and provision in above):
            yield provision, found[provision]


def _registered(register: Register, cited: Iterable[str]) -> Mapping[str, Entry]:
    entries = {provision: register.of(provision) for provision in cited}
    return {provision: entry for provision, entry in entries.items() if entry}
