"""The messages of the law with the values of a case in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from foirules.engine.values_in_words import between
from foirules.language.law import PLACEHOLDER
from foirules.language.nodes import ABSENT, UNKNOWN, Value
from foirules.language.types import DATE


def message(
    template: str, nodes: Mapping[str, Value], values: Mapping[str, Collection[int]]
) -> str:
    """The template with its values: a date that is a range is said from end to end."""
    said = []
    for plain, on, name, otherwise in _segments(template):
        said.append(plain)
        if not name:
            continue
        low, high, kind = min(values[name]), max(values[name]), nodes[name].type
        if high == UNKNOWN:
            said.append(
                f"{on}a day that is not recorded" if kind is DATE else f"{on}an unknown value"
            )
        elif low > ABSENT:
            said.append(between(kind, low, high, on))
        elif high <= ABSENT:
            said.append(on + otherwise)
        else:
            low = min(v for v in values[name] if v > ABSENT)
            said.append(f"{between(kind, low, high, on)} or {otherwise}")
    return "".join(said)


def names_in(template: str) -> set[str]:
    """The values that a template names."""
    return {name for _, _, name, _ in _segments(template) if name}


@lru_cache(maxsize=1024)
def _segments(template: str) -> tuple[tuple[str, str, str, str], ...]:
    """(text before, "on " or nothing, name, what stands for a value that is not there)."""
    found, place = [], 0
    for match in PLACEHOLDER.finditer(template):
        on, name, otherwise = match.group(1) or "", match.group(2), match.group(3) or "none"
        found.append((template[place : match.start()], on, name, otherwise))
        place = match.end()
    return (*found, (template[place:], "", "", ""))
