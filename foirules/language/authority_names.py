"""Lists of authorities by their names: what a record says of an authority without saying it.

Names are compared whole: capitals, punctuation and a "the" before them make no difference.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from foirules.documents.items import Item
from foirules.documents.problems import DocumentError
from foirules.documents.reader import Reader
from foirules.language import kept
from foirules.language.codec import Codec
from foirules.language.errors import RulesError
from foirules.rules.version import __version__

KEYS = ("source", "names")


def in_list(name: str | None, path: Path) -> bool:
    """Whether an authority of this name is in a list.

    :raises RulesError: with every error of the file.
    """
    return name is not None and folded(name) in authority_names(path)


def folded(name: str) -> str:
    """A name as it is compared."""
    words = re.sub(r"[^\w&]+", " ", name.casefold().replace("'", "").replace("’", ""))
    return " ".join(words.replace("&", " and ").split()).removeprefix("the ")


@cache
def authority_names(path: Path) -> frozenset[str]:
    """The names of a file, as they are compared; kept between runs.

    :raises RulesError: with every error of it.
    """
    try:
        key = kept.digest((path,), __version__)
    except OSError:
        return _read(path)  # which tells it
    return kept.read_or_make(f"names-{path.stem}", key, Codec(()), lambda: _read(path))


def _read(path: Path) -> frozenset[str]:
    from foirules.documents.load import read_document  # only where nothing is kept

    try:
        document = read_document(path, {})
    except DocumentError as error:
        raise RulesError(error.errors) from None
    names = _NamesReader(document.problems).names(document.item)
    if document.problems.lines:
        raise RulesError(document.problems.lines)
    return frozenset(map(folded, names))


class _NamesReader(Reader):
    """Reads ``source``, what the list was taken from, and ``names``, in groups."""

    def names(self, item: Item) -> list[str]:
        top = self.mapping(item, "", KEYS, KEYS)
        if "source" in top:
            self.text(top["source"], "source")
        found: list[str] = []
        for group, each in self.entries(top["names"], "names").items() if "names" in top else ():
            found += [name for at in self.list(each, f"names.{group}") if (name := self.name(*at))]
        return found
