"""Names and values that are the same but for case and space."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable

from attrs import field, frozen


def folded(text: str) -> str:
    """A text without case and space."""
    return "".join(text.split()).casefold()


def one_of_each(texts: Iterable[str]) -> dict[str, str]:
    """Texts by what they are without case and space; two that are the same by that are left out."""
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(folded(text), set()).add(text)
    return {plain: next(iter(same)) for plain, same in found.items() if len(same) == 1}


def spelled_as(columns: Collection[str], wanted: Iterable[str]) -> dict[str, str]:
    """The columns of a log that are called otherwise where they are wanted, by their own names."""
    names = [*wanted]
    known = one_of_each(name for name in columns if name not in names)
    return {
        known[plain]: name
        for plain, name in one_of_each(names).items()
        if name not in columns and plain in known
    }


@frozen
class ColumnNames(Container[str]):
    """Names of columns, in which another stands that is the same but for case and space."""

    names: Collection[str]
    _folded: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_folded", frozenset(map(folded, self.names)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self.names or folded(name) in self._folded)
