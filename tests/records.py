"""What is sure of an expression where the source of a case does not record all."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from foirules import Case
from foirules.assessing.one_case import names_of, prepare
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.scalar.rows import RowBuilder
from foirules.language.declarations import Chapter
from foirules.language.not_recorded import SURE
from foirules.language.types import BOOL, Type
from tests.files import day
from tests.foia import EVENTS, EXEMPTIONS, REGIME

AS_OF = day("2017-12-01")


def but(*kinds: str) -> tuple[str, ...]:
    return tuple(name for name in EVENTS if name not in kinds)


def sure(kind: Type, expression: str, made: Case, of: str = "request") -> int:
    """What is sure of an expression about a request, or about its part."""
    environment = prepare(made).environment
    scalar = _law_with(kind, expression, of, names_of(prepare(made).policy))
    days = [event.on.toordinal() for event in made.events]
    root: Any = RowBuilder(scalar.law.schema).build(
        made, AS_OF.toordinal(), days, [True] * len(days)
    )
    scalar.evaluate(root, AS_OF.toordinal(), environment)
    row = root if of == "request" else root.parts[0]
    found: int = getattr(row, f"tried{SURE}", row.tried)
    return found


@lru_cache(8)
def _law_with(kind: Type, expression: str, of: str, names: frozenset[str]) -> Scalar:
    """The law with an expression as a fact of its own: it is compiled once for all cases."""
    chapter = Chapter("own")
    chapter.fact(of, "tried", kind, expression)
    when = (
        "tried" if kind is BOOL else "nonempty(tried)" if kind == EXEMPTIONS else "tried is present"
    )
    chapter.note("own-note", of, applies="True", when=when, cites="", message="", meaning="")
    return Scalar(REGIME.law(names, own=(chapter,), partly=True))
