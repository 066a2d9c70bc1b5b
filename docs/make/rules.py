"""The law: every rule, clock, action and fact as it is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docs.make.markdown import anchor, page, table
from docs.make.period import period
from foirules.assess import law_for
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.policy import load_policies
from foirules.report.law import data
from foirules.rules.left_out import LEFT_OUT

HEAD: Final = """\
Every rule, clock and action, with the expressions that run, and the facts they read.
[language.md](language.md) says how to read an expression. `foirules rules NAME` prints any one of
them with all that it rests on.

- A **breach** is of statute, a **departure** of a code of practice or of guidance, a **promise**
  the authority's own. A **note** is no duty: it points out what a person should look at.
- A rule is established where it **arises** and is **broken**; `False` there says that no record can
  establish it. It is possible where **possibly when** holds instead, and where a day is known as a
  range and it is found on some days of it only.
- A clock's kind and length come from the version of its [period](policies.md) that is in force. It
  is `met` if stopped by its last day, `missed` if that day has gone by, `paused` while a fee or an
  answer is awaited, `lapsed` where the duty has ended, `stopped` where withdrawn or superseded,
  else `running`; `uncertain` where a range of days leaves that open.
"""


_WORDS: Final = {"period", "left out for", "in force from", "in force until"}


def rules() -> str:
    """Every declaration of the law by chapter, after a table of the provisions they rest on."""
    law = law_for(load_policies()["foia"])
    lines = ["## Provisions\n"]
    lines += table(("provision", "rules, clocks, actions", "facts"), _cited(law))
    lines.append("### Provisions without a rule\n")
    left_out = sorted(LEFT_OUT.items(), key=lambda each: _place(each[0]))
    lines += table(("provision", "why"), left_out)
    lines += ["## The period for complying, worked out\n", *period()]
    for chapter in law.chapters:
        lines.append(f"## {chapter.name.capitalize()}\n")
        for found in _declarations(law):
            if found.declared in (*chapter.rules, *chapter.clocks, *chapter.actions):
                lines += _declaration(found)
        if chapter.facts:
            lines.append(f"### {chapter.name.capitalize()}: facts\n")
        lines += [_fact(law.by_key[f.subject, f.name]) for f in chapter.facts]
    return page("The law as it is declared", "foirules/rules/", HEAD, lines)


def _declarations(law: Law) -> list[ReadRule | ReadClock | ReadAction]:
    return [*law.rules, *law.clocks, *law.actions]


def _declaration(found: ReadRule | ReadClock | ReadAction) -> list[str]:
    shape = data(found)
    what, subject, cites = (shape.pop(key) for key in ("what", "subject", "cites"))
    lines = [f"### {_title(found)}\n", f"{what.capitalize()}, of each {subject}. {cites}.\n"]
    if meaning := shape.pop("meaning"):
        lines.append(f"{meaning}\n")
    del shape["name"]
    return [*lines, *(f"- **{label}** {_said(label, text)}" for label, text in shape.items()), ""]


def _title(found: ReadRule | ReadClock | ReadAction) -> str:
    match found:
        case ReadRule():
            return found.declared.id
        case ReadClock():
            return f"Clock: {found.declared.name}"
        case ReadAction():
            return f"Action: {found.declared.name}"


def _said(label: str, text: str) -> str:
    if label == "period":
        return f"[{text}](policies.md#{text})"
    return text if label.startswith("says") or label in _WORDS else f"`{text}`"


def _fact(fact: ReadFact) -> str:
    f = fact.declared
    cites = f"; {f.cites}" if f.cites else ""
    return f"- **{f.subject}.{f.name}** ({f.type.name}{cites}). {f.meaning}<br>`{f.expression}`\n"


def _cited(law: Law) -> Iterator[tuple[str, str, str]]:
    """Each provision with what cites it, in the order of the Act; other sources after it."""
    cited: dict[str, tuple[list[str], list[str]]] = {}
    for found in _declarations(law):
        for provision in provisions(found.declared.cites):
            title = _title(found)
            link = f"[{title}](#{anchor(title)})"
            cited.setdefault(provision, ([], []))[0].append(link)
    for fact in law.facts:
        for provision in provisions(fact.declared.cites):
            cited.setdefault(provision, ([], []))[1].append(f"`{'.'.join(fact.key)}`")
    for provision in sorted(cited, key=_place):
        found_by, facts = cited[provision]
        yield provision, ", ".join(found_by), ", ".join(facts)


_OF_THE_ACT: Final = re.compile(r"FOIA ss?(.+)")
_SECTION: Final = re.compile(r"(\d+[A-Z]*)?((?:\([0-9A-Za-z]+\))*)")
_LIMB: Final = re.compile(r"\(([^()]+)\)")


def provisions(cites: str) -> list[str]:
    """The provisions of a citation, one by one: ss1(1)(a), (5), 12 is s1(1)(a), s1(5) and s12."""
    found: list[str] = []
    for source in filter(None, cites.split("; ")):
        of_the_act = _OF_THE_ACT.fullmatch(source)
        if of_the_act is None:
            found.append(source)
            continue
        section, limbs = "", list[str]()
        for piece in of_the_act[1].split(", "):
            read = _SECTION.fullmatch(piece)
            if read is None or not (read[1] or section):
                raise ValueError(f"not a citation of the Act: {source!r}")
            own = _LIMB.findall(read[2])
            # (3) stands beside s17(1), (c) beside s17(1)(b).
            kept = [] if read[1] or own[0][0].isdigit() else limbs[:1]
            section, limbs = read[1] or section, [*kept, *own]
            found.append(f"FOIA s{section}" + "".join(f"({limb})" for limb in limbs))
    return found


def _place(provision: str) -> tuple[Any, ...]:
    of_the_act = _OF_THE_ACT.fullmatch(provision)
    if of_the_act is None:
        return 1, provision
    numbers = re.findall(r"\d+|[A-Za-z]+", of_the_act[1])
    return 0, [(int(n), "") if n.isdigit() else (0, n) for n in numbers]
