"""What is kept of a regime and its law, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from foirules.language import (
    declarations,
    declared_regime,
    law,
    nodes,
    schema,
    types,
    vocabulary,
)
from foirules.language.codec import Codec, classes_of, later
from foirules.language.declarations import Chapter
from foirules.language.declared_regime import Top
from foirules.language.law import Law
from foirules.language.schema import Schema


@frozen(eq=False, repr=False)
class Kept:
    """What the files of a regime come to.

    :param checked: its law, with the names of periods that it reads; None where it is wrong.
    """

    top: Top
    schema: Schema
    chapters: Sequence[Chapter] = field(metadata=later(lambda chapter: chapter.name))
    checked: Law | None = None


_TYPES: Final = {
    name: each
    for name, each in vars(types).items()
    if name.isupper() and isinstance(each, types.Type)
}
_CLASSES: Final = (
    *classes_of(nodes, declarations, law, schema, types, vocabulary, declared_regime),
    Kept,
)
REGIME_CODEC: Final = Codec(_CLASSES, _TYPES)


def law_codec(of: Schema) -> Codec:
    """For a law that stands beside that of a regime, and has its words."""
    words = of.vocabulary
    lists: Mapping[str, Any] = {f"names {name}": each for name, each in words.enumerations.items()}
    known = {"words": words, "sets": words.exemptions, "event": words.event, "actor": words.actor}
    return Codec(_CLASSES, {**_TYPES, **known, **lists, "schema": of})
