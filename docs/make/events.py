"""The words of a case: events, their fields, names, and what leaving out a field means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from docs.make.markdown import anchor, code, page, table
from docs.make.texts import texts
from foirules.cases.expectations import SECTIONS
from foirules.language.regime import Regime
from foirules.language.types import Absence, Enumeration, Field, SetType
from foirules.language.vocabulary import EventKind, Vocabulary

HEAD: Final = """\
A case file says what happened, in order of date, in YAML or JSON. What is known goes in; what is
not known is left out, and the tables below say what that means.
"""
ABOVE: Final = (
    "To name one is to name those above it. Those of the last column may be named, and are taken as"
    " the one above them."
)


def events(regime: Regime) -> str:
    """The events, their fields and what the absence of each means; every list of names."""
    words, said = regime.vocabulary, texts(regime)
    apart = {*words.outcome_fields, *words.statements}
    others = [f for f in words.fields.values() if f.name not in apart]
    listed = {f.type for f in words.fields.values()} | {words.authority_type}
    lines = [
        said.intro,
        "## Events\n",
        *table(
            ("event", "by", "what it is", "fields"),
            ((f"`{k.name}`", k.actor, k.meaning, _fields_of(k)) for k in words.events.values()),
        ),
        "## Fields of an event\n",
        "A `presumed` value stands until the record says otherwise: who relies on another has to"
        " show it.\n",
        *_fields(others, words),
        *(f"## {title}\n\n{text}" for title, text in said.sections.items()),
        "## Fields of a letter, for a part\n",
        "Under `outcomes`, by part, or on the event itself for every part it speaks of.\n",
        *_fields(words.outcome_fields.values(), words),
        "## What a letter states\n",
        "Under `states`: `true` where the letter was read and says it, `false` where it was read"
        " and does not.\n",
        *_fields(words.statements.values(), words),
        "## What may be expected\n",
        "Under `expect`, in these lists; [check.md](../check.md) says how each is held to what is"
        " found. The fields are those of `assess --format json`.\n",
        *table(
            ("list", "named by", "other fields"),
            (
                (f"`{s.name}`", f"`{s.key}`", code(name for name in s.fields if name != s.key))
                for s in SECTIONS.values()
            ),
        ),
        *(
            f"## {title}\n\n{code(words.enumerations[name].members)}.\n" + (note and f"\n{note}\n")
            for name, (title, note) in words.headings.items()
            if words.enumerations[name] in listed
        ),
        f"## {words.exemptions.plural.capitalize()}\n",
        f"{said.exemptions} {ABOVE}\n".lstrip(),
        *table(
            (words.exemptions.each, "told apart", "taken as the one above"),
            _exemptions(words.exemptions),
        ),
    ]
    return page(
        f"{regime.title}: events of a case",
        f"foirules/rules/{regime.id}/vocabulary.yaml",
        HEAD,
        lines,
    )


def _fields_of(kind: EventKind) -> str:
    if kind.field("outcome"):
        return "those of a letter"
    return code([*(["parts"] if kind.names_parts else []), *(f.name for f in kind.fields)])


def _fields(fields: Iterable[Field], words: Vocabulary) -> list[str]:
    rows = ((f"`{f.name}`", _type(f, words), _absence(f), f.meaning) for f in fields)
    return table(("field", "type", "if left out", "meaning"), rows)


def _type(f: Field, words: Vocabulary) -> str:
    name = f.type.name
    if not isinstance(f.type, Enumeration):
        return name
    own = next(each for each, kind in words.enumerations.items() if kind is f.type)
    return f"[{name}](#{anchor(words.headings[own][0])})"


def _absence(f: Field) -> str:
    match f.absence:
        case Absence.UNKNOWN:
            return "unknown"
        case Absence.ABSENT:
            return "there is none"
        case Absence.REQUIRED:
            return "an error"
        case bool(value):
            return f"{'presumed ' * f.presumed}`{str(value).lower()}`"
        case text:
            return f"`{text}`"


def _exemptions(names: SetType) -> Iterator[tuple[str, str, str]]:
    sections: dict[str, tuple[list[str], list[str]]] = {}
    for name in names.masks:
        above = re.sub(r"\([^()]*\)$", "", name)
        alike = above != name and names.masks.get(above) == names.masks[name]
        sections.setdefault(name.partition("(")[0], ([], []))[alike].append(name)
    for section, (apart, together) in sections.items():
        yield section, code(apart), code(together)
