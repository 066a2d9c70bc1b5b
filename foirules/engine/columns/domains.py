"""The rows that an expression is worked out for."""

from __future__ import annotations

from attrs import frozen

from foirules.language.nodes import Source, Test

Slot = int
"""The place of a step's result among all results."""


@frozen(cache_hash=True)
class Pairs:
    """The domain of an aggregate that looks at rows beside its own: each row of ``subject`` with
    each row of the source that ``kept`` (about that row alone) does not rule out."""

    subject: str
    source: Source
    kept: Test


@frozen(cache_hash=True)
class Chosen:
    """The domain of some rows of a subject: those in a slot."""

    subject: str
    rows: Slot


Domain = str | Pairs | Chosen
"""Every row of a subject, by its name; or pairs of rows; or some rows."""


def subject_of(domain: Domain) -> str:
    """The subject whose rows ask."""
    return domain if isinstance(domain, str) else domain.subject
