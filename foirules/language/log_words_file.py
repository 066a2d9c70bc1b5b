"""Reads a file of the words of logs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.form import Scope
from foirules.language.log_words import KEYS, LISTS, WORDS, LogWords
from foirules.language.meaning import Words


def read_words(path: Path) -> LogWords:
    """What a file says that logs call things.

    :raises RulesError: with every error of the file.
    """
    return read_whole(path, Scope((), {}), _LogWordsReader, _LogWordsReader.log_words)


class _LogWordsReader(ChapterReader):
    """Reads a file of words."""

    def log_words(self, item: Item) -> LogWords:
        top = self.mapping(item, "", KEYS)
        said: dict[str, Any] = {key.replace("-", "_"): self._words(top, key) for key in WORDS}
        for key in LISTS:
            said[key.replace("-", "_")] = self.under(top, key, "", self.lines) or ()
        return LogWords(**said)

    def _words(self, top: Mapping[str, Item], key: str) -> Words:
        return {name: self.lines(item, at) or () for name, item, at in self.named(top, key, "")}
