"""The columns of a log that has our names."""

from __future__ import annotations

from typing import Final

from foirules.language.vocabulary import Vocabulary

COMMON: Final = (
    *("case", "on", "until", "event", "event-id"),
    *("authority", "authority-type", "policy", "parts"),
)


def log_columns(words: Vocabulary) -> tuple[str, ...]:
    """The columns that a log in the words of a regime may have."""
    return (*COMMON, *words.fields)
