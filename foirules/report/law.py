"""The law and the policies as declared: tables for a terminal, and the same as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from foirules.documents.suggest import nearest
from foirules.engine.values_in_words import day_in_words, in_a_row, span
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.regime import Regime
from foirules.language.sources import Register
from foirules.language.walk import attributes
from foirules.policy.policy import Policy, Version
from foirules.report.page import Page, sentence
from foirules.report.provisions import cited_by, citing, index, sources_data, sources_text, stands
from foirules.rules import DEFAULT

Declared = ReadRule | ReadClock | ReadAction | ReadFact

# --- the law --------------------------------------------------------------------------------------


def law_text(policy: Policy, law: Law, page: Page) -> str:
    """Every rule, clock and action, a line each, by chapter; then the provisions that they cite."""
    regime = policy.regime
    register = regime.register()
    page.heading(f"{regime.title} ({regime.id})")
    for chapter in law.chapters:
        page.heading(chapter.name.capitalize())
        for rule in chapter.rules:
            page.columns(rule.id, f"{rule.kind}, {rule.cites}", 36, indent=2, style="name")
        for clock in chapter.clocks:
            page.columns(clock.name, f"clock, {clock.cites}", 36, indent=2, style="name")
        for action in chapter.actions:
            page.columns(action.name, f"{action.actor}, {action.cites}", 36, indent=2, style="name")
        if chapter.facts:
            names = ", ".join(fact.name for fact in chapter.facts)
            page.say(f"facts: {names}", 2, "faint")
    page.heading("Provisions")
    cited = citing(law, policy)
    for provision, entry in index(register, cited):
        page.columns(provision, stands(register, cited, provision, entry), 36, 2, "name")
    page.lines.append("")
    option = "" if regime.id == DEFAULT else f" --regime {regime.id}"
    page.say(f"foirules rules NAME{option} shows any of them, with the very expressions that run.")
    return page.text()


def law_data(policy: Policy, law: Law) -> list[dict[str, Any]]:
    """Every rule, clock, action and fact, as data."""
    return [declaration_data(each, policy.regime) for each in _all(law)]


def declaration_data(declaration: Declared, regime: Regime) -> dict[str, Any]:
    """A declaration as data, with what was read of the provisions that it cites."""
    texts = sources_data(regime.register(), cited_by(declaration))
    return {"regime": regime.id, **data(declaration), "provisions": texts}


def _all(law: Law) -> list[Declared]:
    return [*law.rules, *law.clocks, *law.actions, *law.facts]


def named(law: Law, name: str) -> list[Declared]:
    """The declarations of a name: a fact's is that of several subjects at times.

    :raises LookupError: naming the nearest, where there is none.
    """
    by_name: dict[str, list[Declared]] = {}
    for each in _all(law):
        by_name.setdefault(_name(each), []).append(each)
        if isinstance(each, ReadFact):
            by_name.setdefault(".".join(each.key), []).append(each)
    if name not in by_name:
        raise LookupError(f"no rule, clock, action or fact {name!r}{nearest(name, by_name)}")
    return by_name[name]


def declaration_text(law: Law, declaration: Declared, register: Register, page: Page) -> str:
    """One declaration: what it means, the expressions that run, the facts they read, and the texts
    that it rests on."""
    shape = data(declaration)
    head = [shape.pop("name"), shape.pop("what"), f"of each {shape.pop('subject')}", shape["cites"]]
    page.heading(sentence(head))
    del shape["cites"]
    page.say(shape.pop("meaning"), 2, hang=0)
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
    sources_text(register, cited_by(declaration), page)
    return page.text()


def data(declaration: Declared) -> dict[str, Any]:
    """A declaration as data; what is not said is left out."""
    d: Any = declaration.declared
    common = {
        "name": _name(declaration),
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


def _name(declaration: Declared) -> str:
    name: str = (
        declaration.declared.id if isinstance(declaration, ReadRule) else declaration.declared.name
    )
    return name


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


# --- policies -------------------------------------------------------------------------------------


def policies_text(policies: Sequence[Policy], page: Page) -> str:
    """Policies, a line each."""
    at = max((len(policy.id) for policy in policies), default=0) + 4
    for policy in policies:
        extends = f"extends {policy.extends}" if policy.extends else None
        said = sentence([policy.title, f"version {policy.version}", extends])
        page.columns(policy.id, said, at, style="name")
    return page.text()


def policy_text(policy: Policy, page: Page) -> str:
    """One policy with all that it extends: every period and list, version by version."""
    extends = f"extends {policy.extends}" if policy.extends else None
    page.heading(sentence([policy.id, policy.title, f"version {policy.version}", extends]))
    for versions in (policy.periods, policy.sets):
        for name in versions:
            page.say(sentence([name, policy.titles.get(name)]), 2, "name")
            for version in versions[name]:
                members = ", ".join(version.members)
                page.columns(
                    f"from {day_in_words(version.start)}",
                    sentence([members or version.length, version.kind, version.cites]),
                    29,
                    indent=4,
                )
    for day, reason in policy.non_working_days:
        page.say(f"not a working day: {day_in_words(day)} ({reason})", 2)
    for start, end in policy.school_terms or ():
        page.say(f"school term: {span(start, end)}", 2)
    for days, said in in_a_row((day, "no school") for day in policy.school_days_off):
        page.say(f"{said}: {days}", 2)
    if policy.school_source:
        page.say(f"school days from: {policy.school_source}", 2)
    return page.text()


def policy_data(policy: Policy) -> dict[str, Any]:
    """A policy with all that it extends, as data."""
    return {
        "id": policy.id,
        "regime": policy.regime.id,
        "version": policy.version,
        "title": policy.title,
        "extends": policy.extends,
        "periods": {name: _versions(period) for name, period in policy.periods.items()},
        "sets": {name: _versions(listed) for name, listed in policy.sets.items()},
        "non_working_days": [
            {"date": day.isoformat(), "reason": reason} for day, reason in policy.non_working_days
        ],
        "school_terms": policy.school_terms and [_ends(term) for term in policy.school_terms],
        "school_days_off": [day.isoformat() for day in policy.school_days_off],
        "school_source": policy.school_source,
    }


def _versions(versions: tuple[Version, ...]) -> list[dict[str, Any]]:
    return [
        {
            "from": v.start.isoformat(),
            "unit": v.unit,
            "amount": v.amount,
            "beginning_with": v.beginning_with,
            "rolls": v.rolls,
            "day": v.day and v.day.isoformat(),
            "known": v.known,
            "either": [each.length for each in v.either],
            "members": list(v.members),
            "kind": v.kind,
            "cites": v.cites,
        }
        for v in versions
    ]


def _ends(term: tuple[date, date]) -> dict[str, str]:
    return {"from": term[0].isoformat(), "to": term[1].isoformat()}
