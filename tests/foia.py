"""The regime that most tests are about, its words and its declarations."""

from __future__ import annotations

from typing import Final

from foirules.language.declarations import Chapter
from foirules.language.law import Law
from foirules.language.regime_files import load_law
from foirules.language.schema import Schema, Subject
from foirules.language.types import Enumeration

REGIME: Final = load_law()["foia"]
SCHEMA: Final = REGIME.schema
CHAPTERS: Final = REGIME.chapters
WORDS: Final = REGIME.vocabulary
EVENTS: Final = WORDS.events
EVENT: Final = WORDS.event
FIELDS: Final = WORDS.fields
OUTCOME_FIELDS: Final = tuple(WORDS.outcome_fields.values())
STATES: Final = tuple(WORDS.statements.values())
AUTHORITY_TYPE: Final = WORDS.authority_type
EXEMPTIONS: Final = WORDS.exemptions
EXEMPTION_MASKS: Final = EXEMPTIONS.masks
EXEMPTION_NAMES: Final = tuple(EXEMPTIONS.masks)
OUTCOME: Final = WORDS.enumerations["outcome"]
STAGE: Final = WORDS.enumerations["stage"]


def enumeration(name: str) -> Enumeration:
    """One of the lists of names of the vocabulary."""
    return WORDS.enumerations[name]


def foia(
    periods: frozenset[str], dates_unknown: bool = False, own: tuple[Chapter, ...] = ()
) -> Law:
    """The law, read with the names of a policy's periods and lists."""
    return REGIME.law(periods, dates_unknown, own)


def schema_of(*subjects: Subject) -> Schema:
    """A schema of subjects of a test's own, in the words of the Act."""
    return Schema(subjects, WORDS, SCHEMA.roles)
