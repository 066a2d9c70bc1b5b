"""The words of a case: events, their fields, names, and what leaving out a field means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from docs.make.markdown import anchor, code, page, table
from foirules.cases.expectations import SECTIONS
from foirules.language.regime import Regime
from foirules.language.types import Absence, Enumeration, Field, SetType
from foirules.language.vocabulary import EventKind, Vocabulary

TOGETHER: Final = """\
A case is one request. Where requests are set beside one another, because the cost of all of them is
added up, s12(4), or because one repeats another, s14(2), each is a case of its own and names
the others by the event `related-request`: a system that holds them all writes one for each other
request of the same person or campaign.

```yaml
case: example-2
authority: {name: Example Council}
events:
  - {on: 2024-03-04, event: request-received}
  - on: 2024-03-04                         # the first day on which the authority had both
    event: related-request
    other-received-on: 2023-12-04          # more than sixty working days before
    made-by: same-person
    asks-for: similar
  - {on: 2024-03-28, event: response, outcome: cost-limit, exemptions: [s12], aggregated: true}
expect:
  as-of: 2024-04-30
  findings:
    - {rule: aggregation-beyond-sixty-days, event: 2, certainty: established}
```
"""
HEAD: Final = """\
A case file says what happened on one request, in order of date, in YAML or JSON. What is known
goes in; what is not known is left out, and the tables below say what that means.

```yaml
case: example-1
authority: {name: Example Council}         # also policy, an id of policies.md, and type
parts: {a: The report, b: The minutes}     # left out: the request is one whole
events:
  - {on: 2024-03-04, event: request-received}
  - on: {from: 2024-03-28, to: 2024-04-12} # the day is not known; it was one of these
    event: response
    id: answer                             # left out: its place in the file, from 1
    note: Sent by post.                    # for people only
    outcomes:
      a: {outcome: disclosed}
      b: {outcome: refused, exemptions: [s36(2)(b)(ii), s40(2)]}
    states: {complaints-procedure: true, ico-right: false}
source: https://www.example.org/request/1  # also notes
expect:                                    # for cases kept as tests: docs/check.md, as accept
  as-of: 2024-05-01
  findings:
    - {rule: ico-right-missing, event: answer, certainty: established}
    - {rule: late-response, part: a, certainty: possible, due: 2024-04-04}
```

A day is `YYYY-MM-DD`; a timestamp is the day it falls on in London. The day of a letter is that on
which it is given: of an email the day it is sent, of a posted letter the day on which it would
come in the ordinary course of post (Interpretation Act 1978, s7); a range, where only the letter's
date is known; or that date, with `posted-on`, and it is said where it may have come too late. A
letter that names no part (by `parts` or `outcomes`) speaks of all. What it says of all of them
alike, such as `outcome` and `exemptions`, may stand on the event itself. A question, its answer, a
fees notice and a payment may name `parts` as well, and time is kept for each part; one that names
none is about all. Every other event is about the whole request.
"""


def events(regime: Regime) -> str:
    """The events, their fields and what the absence of each means; every list of names."""
    words = regime.vocabulary
    apart = {*words.outcome_fields, *words.statements}
    others = [f for f in words.fields.values() if f.name not in apart]
    listed = {f.type for f in words.fields.values()} | {words.authority_type}
    lines = [
        "## Events\n",
        *table(
            ("event", "by", "what it is", "fields"),
            ((f"`{k.name}`", k.actor, k.meaning, _fields_of(k)) for k in words.events.values()),
        ),
        "## Fields of an event\n",
        "A `presumed` value stands until the record says otherwise: who relies on another has to"
        " show it.\n",
        *_fields(others, words),
        "## Several requests together\n",
        TOGETHER,
        "## Fields of a letter, for a part\n",
        "Under `outcomes`, by part, or on the event itself for every part it speaks of.\n",
        *_fields(words.outcome_fields.values(), words),
        "## What a letter states\n",
        "Under `states`: `true` where the letter was read and says it, `false` where it was read"
        " and does not.\n",
        *_fields(words.statements.values(), words),
        "## What may be expected\n",
        "Under `expect`, in these lists; [check.md](check.md) says how each is held to what is"
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
        "## Exemptions\n",
        "With the grounds of ss12 and 14. To cite one is to cite those above it: `s36(2)(c)` is"
        " `s36(2)` and `s36` as well. `Section 36(2)(c)` and `s.36 (2)(c)` are read alike. Those of"
        " the last column may be named, and are taken as the one above them.\n",
        *table(("section", "told apart", "taken as the one above"), _exemptions(words.exemptions)),
    ]
    return page("The events of a case", f"foirules/rules/{regime.id}/vocabulary.yaml", HEAD, lines)


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
        alike = above != name and names.masks[above] == names.masks[name]
        sections.setdefault(name.partition("(")[0], ([], []))[alike].append(name)
    for section, (apart, together) in sections.items():
        yield section, code(apart), code(together)
