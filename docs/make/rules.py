"""The law: every rule, clock, action and fact as it is declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docs.make.markdown import anchor, page, table
from docs.make.texts import texts
from docs.make.worked import worked_out
from foirules.assessing.one_case import law_for
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.regime import Regime
from foirules.language.sources import Register
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.report.declaration import HEADINGS, data, plain_of
from foirules.report.provisions import Citing, citing, groups, index, reading, stands

HEAD: Final = """\
Every rule, clock and action, with the expressions that run, and the facts they read.
[language.md](../language.md) says how to read an expression. `foirules rules NAME --regime {id}`
prints any one of them with all that it rests on.

- A **breach** is of statute, a **departure** of a code of practice or of guidance, a **promise**
  the authority's own. A **note** is no duty: it points out what a person should look at.
- A rule is established where it **arises** and is **broken**; `False` there says that no record can
  establish it. It is possible where **possibly when** holds instead, and where a day is known as a
  range and it is found on some days of it only.
- A clock's kind and length come from the version of its [period]({policies}) that is in force. It
  is `met` if stopped by its last day, `missed` if that day has gone by, `paused` while days are
  left out of it, `lapsed` where the duty has ended, `stopped` where withdrawn or superseded, else
  `running`; `uncertain` where a range of days leaves that open.
"""


PROVISIONS: Final = """\
The provisions of the sources that are listed whole, by number and heading, and what else is cited;
where nothing in the law stands for one, why it is left out. What *can be claimed* is what an answer
can name as a ground for refusing.
"""

READ: Final = """\
The texts from which the law was written, how each was read, as it stood on which day, and when what
it says is in force. A provision that is not named goes with what it is part of, or with its source.
"""

_WORDS: Final = {
    "period",
    "left out for",
    "in force from",
    "in force until",
    "possible only, by",
    "may become possible by",
}


def rules(regime: Regime) -> str:
    """Every declaration of the law by chapter, after a table of the provisions they rest on."""
    policy = load_policies(law={regime.id: regime})[regime.id]
    law, tables = law_for(policy), _tables(regime)
    lines = ["## Provisions\n", PROVISIONS]
    lines += table(
        ("provision", "what it is", "rules, clocks, actions", "facts", "periods, lists"),
        _index(law, policy, regime.register(), tables),
    )
    lines += ["### What was read\n", READ]
    lines += table(("source", "text", "provisions", "how"), _read(regime.register()))
    worked = texts(regime).worked
    lines += worked_out(regime, worked) if worked else []
    for chapter in law.chapters:
        lines.append(f"## {chapter.name.capitalize()}\n")
        for found in _declarations(law):
            if found.declared in (*chapter.rules, *chapter.clocks, *chapter.actions):
                lines += _declaration(found, tables)
        if chapter.facts:
            lines.append(f"### {chapter.name.capitalize()}: facts\n")
        lines += [_fact(law.by_key[f.subject, f.name]) for f in chapter.facts]
    head = HEAD.format(id=regime.id, policies=tables)
    return page(f"{regime.title}, as it is declared", f"foirules/rules/{regime.id}/", head, lines)


def _tables(regime: Regime) -> str:
    """Where the periods and lists of a law stand, from the page of its rules."""
    return f"../policies/{regime.id}.md"


def _declarations(law: Law) -> list[ReadRule | ReadClock | ReadAction]:
    return [*law.rules, *law.clocks, *law.actions]


def _declaration(found: ReadRule | ReadClock | ReadAction, tables: str) -> list[str]:
    shape = data(found)
    what, subject, cites = (shape.pop(key) for key in ("what", "subject", "cites"))
    lines = [f"### {title(found)}\n", f"{what.capitalize()}, of each {subject}. {cites}.\n"]
    if plain := plain_of(found):
        titles = list(HEADINGS.items())[1:]
        lines.append(f"{plain.means}\n")
        lines += [f"*{title}.* {getattr(plain, key)}\n" for key, title in titles]
    if meaning := shape.pop("meaning"):
        lines.append(f"*More exactly.* {meaning}\n" if plain else f"{meaning}\n")
    del shape["name"]
    return [
        *lines,
        *(f"- **{label}** {_said(label, text, tables)}" for label, text in shape.items()),
        "",
    ]


def title(found: ReadRule | ReadClock | ReadAction) -> str:
    match found:
        case ReadRule():
            return found.declared.id
        case ReadClock():
            return f"Clock: {found.declared.name}"
        case ReadAction():
            return f"Action: {found.declared.name}"


def _said(label: str, text: str, tables: str) -> str:
    if label == "period":
        return f"[{text}]({tables}#{text})"
    return text if label.startswith("says") or label in _WORDS else f"`{text}`"


def _fact(fact: ReadFact) -> str:
    f = fact.declared
    cites = f"; {f.cites}" if f.cites else ""
    return f"- **{f.subject}.{f.name}** ({f.type.name}{cites}). {f.meaning}<br>`{f.expression}`\n"


def _index(law: Law, policy: Policy, texts: Register, tables: str) -> Iterator[Sequence[str]]:
    """Each provision with what it is and what cites it, in the order of the sources."""
    cited = citing(law, policy)
    for provision, entry in index(texts, cited):
        by = cited.get(provision, Citing())
        titles = [title(found) for found in by.declarations]
        yield (
            provision,
            stands(texts, {}, provision, entry),
            ", ".join(f"[{each}](#{anchor(each)})" for each in titles),
            ", ".join(f"`{'.'.join(fact.key)}`" for fact in by.facts),
            ", ".join(f"[{name}]({tables}#{name})" for name in dict.fromkeys(by.tables)),
        )


def _read(register: Register) -> Iterator[Sequence[str]]:
    """Each source with what was read of it; of its provisions those that differ from it."""
    entries = register.entries
    for (source, title, text), found in groups(entries.values()):
        ways: dict[tuple[str, str], list[str]] = {}
        for entry in found:
            same = reading(entry) == reading(entries[source]) and not entry.note
            if entry.provision == source or not same or text != entries[source].text:
                name = entry.provision.removeprefix(source).strip()
                ways.setdefault((reading(entry), entry.note), []).append(name)
        for number, ((way, note), names) in enumerate(ways.items()):
            what = f"{title}: {text}" if number == 0 else ""
            yield source, what, ", ".join(names), way + (f". *{note}*" if note else "")
