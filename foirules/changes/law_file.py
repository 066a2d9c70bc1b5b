"""A law as one file of JSON: all that it declares, in the words and under the keys of its files.

Each release keeps its own under ``laws/``, so that a later one can say what has changed since.
Nothing is judged by such a file: it is read to be compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import fields

from foirules.audit.judging.statistics import PREFIX, Statistics, statistics
from foirules.language.declarations import Declaration, FactDeclaration, RuleDeclaration
from foirules.language.form import FORMS, WITHIN, Content, Form
from foirules.language.law import DECLARED, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.regime import Regime
from foirules.language.types import Type
from foirules.policy.policy import Policy, Version
from foirules.rules.version import __version__

SCHEMA: Final = "foirules/law"
SCHEMA_VERSION: Final = 1
KINDS: Final = ("rule", "clock", "action", "fact", "period", "list", "statistic", "rate")
"""What a law declares, in the order in which changes are told."""
LEFT_OUT: Final = (Content.EXAMPLE,)
Rows = dict[str, dict[str, Any]]
LawData = dict[str, Any]


def law_data(law: Iterable[Regime], policies: Iterable[Policy]) -> LawData:
    """Laws, with the policies of each, as the data of one file.

    :raises RegimeError: where the law is wrong.
    """
    of = {regime.id: regime for regime in law}
    own = [policy for policy in policies if policy.regime.id in of]
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "program": __version__,
        "regimes": {
            id: _regime(regime, [each for each in own if each.regime.id == id])
            for id, regime in sorted(of.items())
        },
    }


def text_of(data: LawData) -> str:
    """The text of a file: a line a value, so that versions of it can be compared line by line."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _regime(regime: Regime, policies: list[Policy]) -> dict[str, Any]:
    rows: dict[str, Rows] = {kind: {} for kind in KINDS}
    law = regime.law(regime.names_read())
    for declared in DECLARED:
        kind = declared.removesuffix("s")
        read: Sequence[ReadFact | ReadRule | ReadClock | ReadAction] = getattr(law, declared)
        for each, known in zip(read, law.outlines[declared], strict=True):
            facts = {f"{of}.{name}" for of, name, _ in known.reads if (of, name) in law.by_key}
            row = {**_said(each.declared), **({"reads": sorted(facts)} if facts else {})}
            rows[kind][_name(each.declared)] = row
    _add_statistics(rows, statistics(regime))
    by_id = {policy.id: policy for policy in policies}
    for policy in policies:
        base = by_id.get(policy.extends or "")
        before = "" if policy.id == regime.id else f"{policy.id}: "
        for kind, every, those in (
            ("period", policy.periods, base.periods if base else {}),
            ("list", policy.sets, base.sets if base else {}),
        ):
            own = (name for name in every if every[name] != those.get(name))
            rows[kind] |= {f"{before}{name}": _versions(every[name]) for name in own}
    return {"title": regime.title, "files": regime.digest, **rows}


def _name(declared: Declaration) -> str:
    if isinstance(declared, FactDeclaration):
        return f"{declared.subject}.{declared.name}"
    return declared.id if isinstance(declared, RuleDeclaration) else declared.name


def _said(declared: Any) -> dict[str, Any]:
    """What a declaration says, by the keys of the law's files; what is as by default is left
    out."""
    form: Form = FORMS[type(declared)]
    usual = {each.name: each.default for each in fields(type(declared))}
    said = {
        key: _plain(getattr(declared, of.name), of.holds)
        for key, of in form.keys.items()
        if of.holds not in LEFT_OUT and getattr(declared, of.name) != usual[of.name]
    }
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def _plain(value: Any, holds: Content) -> Any:
    if value is not None and holds in WITHIN:
        return _said(value)
    if isinstance(value, Type):
        return value.name
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


# --- statistics and policies ----------------------------------------------------------------------


def _add_statistics(rows: dict[str, Rows], counted: Statistics) -> None:
    for fact in counted.chapter.facts:
        rows["fact"][_name(fact)] = _said(fact)
    for of_set in counted.sets:
        for rule in counted.chapter.rules:
            name = rule.id.removeprefix(PREFIX)
            if name in of_set.titles:
                said = {"set": of_set.title, "title": rule.meaning, "of": rule.subject}
                days = {"due": rule.due, "ended": rule.ended}
                days = {key: day for key, day in days.items() if day}
                rows["statistic"][name] = {**said, "when": rule.when, **days, "cites": rule.cites}
    for rate in counted.rates:
        rows["rate"][rate.name] = {
            "title": rate.title,
            "of": list(rate.of),
            "among": list(rate.among),
            "cites": rate.cites,
            "thresholds": {
                each.start.isoformat(): ", ".join(
                    f"{name} from {least}%" for name, least in each.bands
                )
                for each in rate.thresholds
            },
        }


def _versions(versions: tuple[Version, ...]) -> dict[str, Any]:
    """The versions of a period or a list, by the day from which each is in force; those of an
    authority's policy only where they are its own."""
    return {each.start.isoformat(): dict(_version(each)) for each in versions}


def _version(version: Version) -> Iterator[tuple[str, Any]]:
    if version.members:
        yield "members", list(version.members)
    else:
        yield "length", version.length
    yield "kind", version.kind
    yield "cites", version.cites
    if version.end is not None:
        yield "to", version.end.isoformat()
    if version.note:
        yield "note", version.note


def facts_read(of: Mapping[str, Any]) -> dict[tuple[str, str], frozenset[str]]:
    """The facts that each declaration of a regime rests on, by its kind and name.

    :param of: a regime of :func:`law_data`.
    """
    direct = {name: frozenset(row.get("reads", ())) for name, row in of["fact"].items()}
    found: dict[str, frozenset[str]] = {}

    def under(name: str) -> frozenset[str]:
        if name not in found:
            found[name] = direct.get(name, frozenset())  # a circle would end here
            found[name] = found[name].union(*map(under, found[name]))
        return found[name]

    return {
        (kind, name): frozenset(row.get("reads", ())).union(*map(under, row.get("reads", ())))
        for kind in ("rule", "clock", "action")
        for name, row in of[kind].items()
    }
