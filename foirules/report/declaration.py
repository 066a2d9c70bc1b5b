"""A declaration of the law: in plain words, then what it rests on, then as it is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from foirules.engine.values_in_words import day_in_words
from foirules.language.declarations import FactDeclaration, Plain, RuleDeclaration
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.regime import Regime
from foirules.language.walk import attributes
from foirules.policy.policy import Policy
from foirules.report.page import Page, regime_option, sentence
from foirules.report.provisions import cited_by, sources_data, sources_text
from foirules.report.worked_example import Worked

Declared = ReadRule | ReadClock | ReadAction | ReadFact
HEADINGS: Final[Mapping[str, str]] = {
    "means": "What it means",
    "why": "Why it matters",
    "requester": "What the requester can do",
    "authority": "What the authority should do",
}
"""Of the plain words, in the order in which they are shown."""


def in_a_text(plain: Plain) -> str:
    """Plain words as one text, a paragraph each."""
    return "\n\n".join(f"{title}: {getattr(plain, key)}" for key, title in HEADINGS.items())


def name_of(declaration: Declared) -> str:
    """A rule's id; the name of any other."""
    declared = declaration.declared
    return declared.id if isinstance(declared, RuleDeclaration) else declared.name


def declaration_text(
    law: Law,
    declaration: Declared,
    policy: Policy,
    page: Page,
    examples: Mapping[str, Worked],
    expressions: bool = False,
) -> str:
    """A declaration for a terminal.

    :param examples: cases, by how each is told (:func:`foirules.report.worked_example.worked`).
    :param expressions: whether to show the very expressions that run, and the facts they read; of a
        fact they are shown in any case.
    """
    shape = data(declaration)
    name, what, subject, cites = (shape.pop(key) for key in ("name", "what", "subject", "cites"))
    meaning, plain = shape.pop("meaning"), plain_of(declaration)
    page.heading(sentence([name, what, f"of each {subject}", cites]))
    if plain is None:
        page.say(meaning, 2, hang=0)
    else:
        for key, title in HEADINGS.items():
            page.heading(title)
            page.say(getattr(plain, key), 2, hang=0)
    _time(declaration, policy, page)
    for title, example in examples.items():
        page.heading(title)
        example.tell(page)
    if plain is not None and meaning:
        page.heading("More exactly")
        page.say(meaning, 2, hang=0)
    if expressions or isinstance(declaration, ReadFact):
        if plain is not None:
            page.heading("As it is declared")
        _expressions(law, declaration, shape, page)
    sources_text(policy.regime.register(), cited_by(declaration), page)
    if not (expressions or isinstance(declaration, ReadFact)):
        page.lines.append("")
        option = regime_option(policy.regime.id)
        page.say(f"foirules rules {name}{option} --expressions shows how it is worked out.")
    return page.text()


def _time(declaration: Declared, policy: Policy, page: Page) -> None:
    """How long a clock's period is, by date."""
    period = declaration.declared.period if isinstance(declaration, ReadClock) else None
    if period is None:
        return
    page.heading("How long it is")
    for version in policy.periods.get(period, ()):
        start = f"from {day_in_words(version.start)}"
        page.columns(start, sentence([version.length, version.kind, version.cites]), 27, indent=2)


def _expressions(law: Law, declaration: Declared, shape: Mapping[str, Any], page: Page) -> None:
    for label, text in shape.items():
        page.columns(label.replace("_", " "), str(text), 20, indent=2, style="name")
    facts = list(_read_by(law, declaration))
    if facts:
        page.heading("Facts it reads")
    for fact in facts:
        declared = fact.declared
        page.say(sentence([".".join(fact.key), declared.type.name, declared.cites]), 2, "name")
        page.say(declared.expression, 4)
        page.say(declared.meaning, 4, "faint", hang=0)


def declaration_data(declaration: Declared, regime: Regime) -> dict[str, Any]:
    """A declaration as data, with what was read of the provisions that it cites."""
    texts = sources_data(regime.register(), cited_by(declaration))
    plain = plain_of(declaration)
    words = {} if plain is None else {"plain": attrs.asdict(plain)}
    return {"regime": regime.id, **data(declaration), **words, "provisions": texts}


def data(declaration: Declared) -> dict[str, Any]:
    """A declaration as data; what is not said is left out."""
    d: Any = declaration.declared
    common = {
        "name": name_of(declaration),
        "subject": d.subject,
        "cites": d.cites,
        "meaning": d.meaning,
    }
    more: dict[str, Any]
    match declaration:
        case ReadRule():
            more = {
                "what": d.kind,
                "arises when": d.applies,
                "broken when": d.when,
                "possibly when": None if d.possible_when == "False" else d.possible_when,
                "due": d.due,
                "kept on": d.ended,
                "wrong from": d.begins,
                "exemptions": d.exemptions,
                "in force from": d.since.isoformat() if d.since else None,
                "in force until": d.until.isoformat() if d.until else None,
                "says": d.message,
                "says if possible": d.possible_message,
                "possible only, by": d.cites_if_possible,
                "may become possible by": ", ".join(d.may_answer),
                "broken by": "; ".join(d.breaks),
                "not broken by": "; ".join(d.keeps),
            }
        case ReadClock():
            more = {
                "what": "clock" if d.period else f"{d.kind} clock",  # else the policy says the kind
                "runs when": d.when,
                "started": d.started,
                "due": d.due,
                "stopped": d.stopped,
                "period": d.period,
                "in force on": declaration.in_force,
                "superseded": None if d.superseded == "False" else d.superseded,
                "lapsed": None if d.lapsed == "False" else d.lapsed,
                "paused": None if d.paused == "False" else d.paused,
                "left out for": d.pause and d.pause.collection,
                "left out from": d.pause and d.pause.start,
                "left out to": d.pause and d.pause.end,
                "days used": d.used,
            }
        case ReadAction():
            more = {
                "what": f"action of the {d.actor}",
                "open when": d.when,
                "from": d.available_from,
                "until": d.deadline,
                "meets": ", ".join(d.meets),
                "expected when": None if d.expected == "False" else d.expected,
                "from, if not yet": d.opens,
                "says": d.message,
                "says if not open": d.not_yet,
            }
        case ReadFact():
            more = {"what": f"{d.type.name} fact", "is": d.expression}
    return {**common, **{key: value for key, value in more.items() if value}}


def plain_of(declaration: Declared) -> Plain | None:
    """What it comes to in plain words, where the law's files say so."""
    declared = declaration.declared
    return None if isinstance(declared, FactDeclaration) else declared.plain


def _read_by(law: Law, declaration: Declared) -> Iterator[ReadFact]:
    """The facts that a declaration rests on, each after those it reads."""
    wanted: set[tuple[str, str]] = set()

    def want(tree: Any) -> None:
        for attribute in attributes(tree):
            key = (attribute.row.subject, attribute.name)
            if key in law.by_key and key not in wanted:
                wanted.add(key)
                want(law.by_key[key].tree)

    match declaration:
        case ReadRule():
            want(
                (
                    declaration.applies,
                    declaration.when,
                    declaration.possible_when,
                    *declaration.values.values(),
                )
            )
        case ReadFact():
            want(declaration.tree)
        case ReadClock():
            want((declaration.when, *declaration.values.values(), *(declaration.pause or ())))
        case ReadAction():
            want((declaration.offered, declaration.awaited, *declaration.values.values()))
    return (fact for fact in law.facts if fact.key in wanted)
