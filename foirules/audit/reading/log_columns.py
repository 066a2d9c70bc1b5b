"""The columns of a log that has our names, and what any reader of one knows."""

from __future__ import annotations

from typing import Final

from foirules.language.types import DATE, Absence, Field
from foirules.language.vocabulary import Vocabulary

REGIME: Final = "regime"  # which law a case is of
PART_REGIME: Final = "part-regime"  # and which the parts are under that a row names
REGIMES: Final = (REGIME, PART_REGIME)
MOST_ROWS: Final = 1_000  # of a case
TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
RECORDED: Final = "recorded"  # the kinds of events that the source of a case records; all if none
COMMON: Final = (
    *("case", "on", "until", "event", "event-id"),
    *(REGIME, "authority", "authority-type", "policy", RECORDED, "parts", PART_REGIME),
)


def log_columns(*words: Vocabulary) -> tuple[str, ...]:
    """The columns that a log in the words of a regime, or of several, may have."""
    return tuple(dict.fromkeys((*COMMON, *(name for each in words for name in each.fields))))


def fields_of_rows(words: Vocabulary) -> dict[str, Field]:
    """What a row says beside the fields of its event."""
    kinds = words.authority_type
    return {
        "on": Field("on", DATE, Absence.REQUIRED, ""),
        "until": Field("until", DATE, Absence.ABSENT, ""),
        "event": Field("event", words.event, Absence.REQUIRED, ""),
        "authority-type": Field("authority-type", kinds, kinds.members[0], ""),
    }
