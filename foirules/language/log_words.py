"""What logs call their columns, events and outcomes.

By these words a map is proposed for a log, and a name that is not known is told with the one that
is meant.

Words of any log stand in this folder, those of a regime in ``log-words.yaml`` of its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from foirules.language.meaning import Words
from foirules.language.regime import Regime

FILE: Final = "log-words.yaml"
WORDS: Final = (
    *("columns", "dates", "tells-of", "events", "awaiting", "outcomes", "regimes"),
    *("grounds", "unsure", "verdicts"),
)
LISTS: Final = (
    *("ends", "to-come", "no-event", "deadlines", "plain"),
    *("date-formats", "around", "empty", "counts"),
)
KEYS: Final = (*WORDS, *LISTS)


@frozen(eq=False)
class LogWords:
    """What logs call things.

    :param columns: our columns.
    :param dates: by event, the columns of a log with a row a case that hold its day: all words of
        one text stand in the heading.
    :param tells_of: by event, our columns that say something of it where a row is a case.
    :param events: the events, as a value of the log names them.
    :param awaiting: the events that have happened where something is waited for.
    :param outcomes: the outcomes, likewise.
    :param regimes: the laws that cases may be under, likewise.
    :param grounds: the grounds for refusing: words of these lines may stand beside one.
    :param unsure: by what is not sure, the words of headings and values of which that is so.
    :param verdicts: what a system says of a case that is ``in-time``, and of one that is ``late``.
    :param ends: events other than the answer whose day may stand where the answer's does.
    :param to_come: words for what has not happened yet.
    :param no_event: words in the heading of a day that is no event's.
    :param deadlines: words for a last day, among these.
    :param plain: words that add nothing.
    :param date_formats: formats of days, as strptime has them.
    :param around: words that may stand beside any ground.
    :param empty: what stands in a cell that says nothing.
    :param counts: what may stand after a number of days.
    """

    columns: Words
    dates: Words
    tells_of: Words
    events: Words
    awaiting: Words
    outcomes: Words
    regimes: Words
    grounds: Words
    unsure: Words
    verdicts: Words
    ends: tuple[str, ...]
    to_come: tuple[str, ...]
    no_event: tuple[str, ...]
    deadlines: tuple[str, ...]
    plain: tuple[str, ...]
    date_formats: tuple[str, ...]
    around: tuple[str, ...]
    empty: tuple[str, ...]
    counts: tuple[str, ...]


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
    names = [key.replace("-", "_") for key in LISTS]
    lists: Any = {name: getattr(of_regime, name) or getattr(words, name) for name in names}
    columns = {**words.columns, **of_regime.columns}
    verdicts = {**words.verdicts, **of_regime.verdicts}
    return evolve(of_regime, columns=columns, verdicts=verdicts, **lists)


def _read(path: Path) -> LogWords:
    from foirules.language.log_words_file import read_words  # only where a log has words

    return read_words(path)
