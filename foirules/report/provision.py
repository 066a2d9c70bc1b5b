"""What a provision has: the rules, clocks and actions that rest on it, a line each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from foirules.language.citations import lineage, order_in_list
from foirules.language.law import Law, ReadAction, ReadClock, ReadRule
from foirules.language.sources import SourceEntry
from foirules.policy.policy import Policy
from foirules.report.declaration import data, name_of, plain_of
from foirules.report.page import Page, regime_option, sentence
from foirules.report.provisions import Citing, Declaration, citing, reading

_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "s": ("s", "ss", "sec", "section", "sections"),
    "reg ": ("reg", "regs", "regulation", "regulations", "r", "rr"),
    "r": ("r", "rr", "rule", "rules"),
    "art ": ("art", "arts", "article", "articles"),
    "para ": ("para", "paras", "paragraph", "paragraphs"),
}
"""How a citation writes what is numbered, and what people write for it."""
_ASKED: Final = re.compile(
    r"(?:(.*\S)\s+)?([a-z]+)\.?\s*(\d+[a-z]*(?:\.\d+)*)\s*((?:\(\w+\))*)", re.I
)
_GROUPS: Final = ((ReadRule, "rules"), (ReadClock, "clocks"), (ReadAction, "actions"))


@frozen(eq=False)
class Provision:
    """A provision of the sources of a law.

    :param entry: what was read of it; None where that is not registered.
    :param has: what rests on it, or on a part of it.
    """

    name: str
    law: Law
    policy: Policy
    entry: SourceEntry | None
    has: Citing = field(repr=False)
    left_out: str | None = None

    def of(self, kind: type[Declaration]) -> list[Declaration]:
        return [each for each in self.has.declarations if isinstance(each, kind)]


def named(asked: str, law: Law, policy: Policy, own_act: bool) -> list[Provision]:
    """The provisions that a text names: ``s17``, ``s10(1)``, ``r5``, ``Section 10``, ``FOIA s17``.

    :param own_act: look in the Act itself only; else in its other sources only, of which several
        may have one of that number.
    """
    register = policy.regime.register()
    cited = citing(law, policy)
    named = (*cited, *register.entries, *register.left_out)
    known = {name for each in named for name in lineage(each)}
    wanted = {each.casefold() for each in _written(asked)}
    found = [
        name
        for name in known
        if name.startswith(f"{register.act} ") is own_act and _is_one(name, wanted)
    ]
    return [
        Provision(
            name,
            law,
            policy,
            register.of(name),
            _has(name, cited),
            next((register.left_out[n] for n in lineage(name) if n in register.left_out), None),
        )
        for name in sorted(found, key=lambda each: order_in_list(each, register.act))
    ]


def _written(asked: str) -> Iterator[str]:
    """A text as citations write it, with its source or without one."""
    plainly = " ".join(asked.split())
    yield plainly
    if found := _ASKED.fullmatch(plainly):
        source, unit, number, limbs = found.groups()
        for written, names in _UNITS.items():
            if unit.lower() in names:
                yield " ".join(filter(None, [source, f"{written}{number}{limbs}"]))


def _is_one(name: str, wanted: Collection[str]) -> bool:
    """Whether a provision is one that is asked for, with its source before it or without."""
    words = name.casefold().split(" ")
    return any(" ".join(words[place:]) in wanted for place in range(len(words)))


def _has(name: str, cited: Mapping[str, Citing]) -> Citing:
    """What rests on a provision, and on what is part of it."""
    found = Citing()
    for each, by in cited.items():
        if name in lineage(each):
            found.declarations += [d for d in by.declarations if d not in found.declarations]
            found.facts += [f for f in by.facts if f not in found.facts]
            found.tables += [t for t in by.tables if t not in found.tables]
    return found


def first_sentence(declaration: Declaration) -> str:
    """What it means, or what the law says of it, in one sentence."""
    plain = plain_of(declaration)
    whole = plain.means if plain else declaration.declared.meaning
    return whole.partition(". ")[0].rstrip(".") + "." if whole else ""


def provision_text(found: Provision, page: Page) -> str:
    """A provision for a terminal: what it is about, and what rests on it."""
    heading = found.entry.heading if found.entry else None
    page.heading(sentence([found.name, heading]))
    if found.entry:
        page.say(sentence([found.entry.title, reading(found.entry)]), 2, "faint")
    for kind, title in _GROUPS:
        own = found.of(kind)
        if own:
            page.heading(title.capitalize())
        for each in own:
            shape = data(each)
            page.say(sentence([shape["name"], shape["what"], shape["cites"]]), 2, "name")
            page.say(first_sentence(each), 4, hang=0)
    if found.has.tables:
        page.heading("Periods and lists of the policy")
        page.say(", ".join(found.has.tables), 2, hang=0)
    if found.has.facts:
        page.heading("Facts")
        page.say(", ".join(".".join(each.key) for each in found.has.facts), 2, hang=0)
    if found.left_out and not found.has.declarations:
        page.heading("Left out")
        page.say(found.left_out, 2, hang=0)
    elif not (found.has.declarations or found.has.facts or found.has.tables):
        page.say("Nothing in the law rests on it by itself.", 2)
    if found.has.declarations:
        page.lines.append("")
        option = regime_option(found.policy.regime.id)
        page.say(f"foirules rules NAME{option} shows any of these in plain words.")
    return page.text()


def provision_data(found: Provision) -> dict[str, Any]:
    """The same as data."""
    return {
        "regime": found.policy.regime.id,
        "provision": found.name,
        "heading": (found.entry.heading or None) if found.entry else None,
        "title": found.entry.title if found.entry else None,
        **{title: _rows(found.of(kind)) for kind, title in _GROUPS},
        "tables": list(found.has.tables),
        "facts": [".".join(each.key) for each in found.has.facts],
        "left_out": found.left_out,
    }


def _rows(declarations: Sequence[Declaration]) -> list[dict[str, Any]]:
    return [
        {
            "name": name_of(each),
            "what": data(each)["what"],
            "cites": each.declared.cites,
            "means": first_sentence(each),
        }
        for each in declarations
    ]
