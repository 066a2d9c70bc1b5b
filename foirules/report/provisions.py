"""The provisions that the law rests on: what cites each, and what was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from attrs import define, field

from foirules.engine.values_in_words import day_in_words
from foirules.language.citations import lineage, order_in_list, provisions
from foirules.language.declarations import RuleDeclaration
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.sources import READ, Register, SourceEntry
from foirules.policy.policy import Policy
from foirules.report.page import Page, sentence

Declaration = ReadRule | ReadClock | ReadAction


@define
class Citing:
    """What cites a provision; ``tables`` are names of periods and lists of the policy."""

    declarations: list[Declaration] = field(factory=list)
    facts: list[ReadFact] = field(factory=list)
    tables: list[str] = field(factory=list)

    def names(self) -> str:
        """Rules, clocks and actions by name, and how much else there is."""
        declared = [each.declared for each in self.declarations]
        names = [each.id if isinstance(each, RuleDeclaration) else each.name for each in declared]
        names += self.tables
        facts = len(self.facts)
        names += [f"{facts} fact{'s' * (facts > 1)}"] * (facts > 0)
        return ", ".join(dict.fromkeys(names))


def citing(law: Law, policy: Policy) -> Mapping[str, Citing]:
    """Each provision that is cited, with what cites it."""
    citing: dict[str, Citing] = {}
    declared: list[Declaration] = [*law.rules, *law.clocks, *law.actions]
    for each in declared:
        for provision in cited_by(each):
            citing.setdefault(provision, Citing()).declarations.append(each)
    for fact in law.facts:
        for provision in cited_by(fact):
            citing.setdefault(provision, Citing()).facts.append(fact)
    for name, versions in {**policy.periods, **policy.sets}.items():
        for provision in dict.fromkeys(p for v in versions for p in provisions(v.cites)):
            citing.setdefault(provision, Citing()).tables.append(name)
    return citing


def cited_by(declaration: Declaration | ReadFact) -> list[str]:
    """The provisions that a declaration cites, and the authority on which it stops at possible."""
    cites = [declaration.declared.cites]
    if isinstance(declaration, ReadRule):
        cites.append(declaration.declared.cites_if_possible)
    return list(dict.fromkeys(provision for text in cites for provision in provisions(text)))


def index(register: Register, cited: Iterable[str]) -> Iterator[tuple[str, SourceEntry]]:
    """The provisions that are registered, cited or left out, in the order of the Act; other sources
    after it.

    A source of which provisions stand here does not stand here itself.
    """
    entries = dict(register.entries)
    entries |= {n: entry for n in (*cited, *register.left_out) if (entry := register.of(n))}
    above = {name for provision in entries for name in [*lineage(provision)][1:]}
    for provision in sorted(entries, key=partial(order_in_list, act=register.act)):
        if not (entries[provision].source == provision and provision in above):
            yield provision, entries[provision]


def stands(
    register: Register, cited: Mapping[str, Citing], provision: str, entry: SourceEntry
) -> str:
    """What a provision is about, and what stands for it or why nothing does."""
    heading = entry.heading if provision in register.contents else entry.title
    heading = heading if provision in (*register.contents, entry.source) else ""
    why = register.left_out.get(provision)
    claimable = "can be claimed" if provision in register.claimed else None
    names = cited[provision].names() if provision in cited else None
    return sentence([heading, claimable, names, why and f"left out: {why}"])


def reading(entry: SourceEntry) -> str:
    """How it was read, as it stood on which day, and when it is in force."""
    as_at = f", as on {day_in_words(entry.as_at)}" if entry.as_at else ""
    days = [f"{word} {day_in_words(day)}" for word, day in _days(entry) if day]
    return sentence([READ[entry.read] + as_at, " ".join(["in force", *days]) if days else None])


def _days(entry: SourceEntry) -> tuple[tuple[str, date | None], ...]:
    return ("from", entry.start), ("until", entry.end)


def sources_text(register: Register, cited: Iterable[str], page: Page) -> None:
    """What was read of some provisions: how and of which day, then the texts themselves."""
    entries = {name: entry for name in cited if (entry := register.of(name))}
    if not entries:
        return
    page.heading("What was read")
    for provision, entry in entries.items():
        page.say(sentence([provision, entry.heading]), 2, "name")
        page.say(reading(entry), 4)
        if entry.note:
            page.say(entry.note, 4, hang=0)
    for (source, title, text), _ in groups(entries.values()):
        page.say(sentence([source, title if title != source else None, text]), 2, "faint")


def groups(entries: Iterable[SourceEntry]) -> list[tuple[tuple[str, str, str], list[SourceEntry]]]:
    """The texts that were read, each with the entries that rest on it."""
    by_source: dict[tuple[str, str, str], list[SourceEntry]] = {}
    for entry in entries:
        by_source.setdefault((entry.source, entry.title, entry.text), []).append(entry)
    return list(by_source.items())


def sources_data(register: Register, cited: Iterable[str]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "provision": name,
            "heading": entry.heading or None,
            "source": entry.source,
            "title": entry.title,
            "text": entry.text,
            "as_at": entry.as_at and entry.as_at.isoformat(),
            "read": entry.read,
            "in_force": {word: day and day.isoformat() for word, day in _days(entry)},
            "note": entry.note or None,
        }
        for name in cited
        if (entry := register.of(name))
    ]
