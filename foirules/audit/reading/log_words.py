"""How logs call their columns, events and outcomes: by these words a map is proposed for a log.

Words of any log stand in this folder, those of a regime in ``log-words.yaml`` of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.form import Scope
from foirules.language.regime import Regime

FILE: Final = "log-words.yaml"
WORDS: Final = ("columns", "dates", "events", "outcomes", "regimes", "grounds")
LISTS: Final = ("date-formats", "around", "empty")
KEYS: Final = (*WORDS, *LISTS)

Words = Mapping[str, tuple[str, ...]]
"""By a name of ours what logs call it, in lower case and single words."""


@frozen(eq=False)
class LogWords:
    """What logs call things.

    :param columns: our columns.
    :param dates: by event, the columns of a log with a row a case that hold its day.
    :param events: the events: all words of one text stand in a value of the log.
    :param outcomes: the outcomes, likewise.
    :param regimes: the laws that cases may be under, likewise.
    :param grounds: the grounds for refusing: words of these lines may stand beside one.
    :param date_formats: formats of days, as strptime has them.
    :param around: words that may stand beside any ground.
    :param empty: what stands in a cell that says nothing.
    """

    columns: Words
    dates: Words
    events: Words
    outcomes: Words
    regimes: Words
    grounds: Words
    date_formats: tuple[str, ...]
    around: tuple[str, ...]
    empty: tuple[str, ...]


@cache
def words_of_any_log() -> LogWords:
    """What logs of any law call things."""
    return _read(Path(__file__).with_name(FILE))


@cache
def log_words(regime: Regime) -> LogWords:
    """What the logs of a regime call things: its own words first, then those of any log.

    :raises RulesError: with every error of its file.
    """
    words = words_of_any_log()
    own = regime.folder / FILE
    if not own.exists():
        return words
    of_regime = _read(own)
    return evolve(
        of_regime,
        columns={**words.columns, **of_regime.columns},
        date_formats=of_regime.date_formats or words.date_formats,
        around=of_regime.around or words.around,
        empty=of_regime.empty or words.empty,
    )


def plainly(name: str) -> str:
    """Request_ID, requestId and "Request ID" -> request id."""
    apart = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name)
    return " ".join(re.findall(r"[a-z0-9]+", apart.lower()))


def _read(path: Path) -> LogWords:
    return read_whole(path, Scope((), {}), _LogWordsReader, _LogWordsReader.log_words)


class _LogWordsReader(ChapterReader):
    """Reads a file of words."""

    def log_words(self, item: Item) -> LogWords:
        top = self.mapping(item, "", KEYS)
        said: dict[str, Any] = {key: self._words(top, key) for key in WORDS}
        for key in LISTS:
            said[key.replace("-", "_")] = self.under(top, key, "", self.lines) or ()
        return LogWords(**said)

    def _words(self, top: Mapping[str, Item], key: str) -> Words:
        return {name: self.lines(item, at) or () for name, item, at in self.named(top, key, "")}
