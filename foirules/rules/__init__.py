"""The law: facts, rules, clocks and actions, one module a stage."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from foirules.language.law import Chapter, Law, load
from foirules.rules import (
    advice,
    certificates,
    commissioner,
    complying,
    cost,
    decisions_on_appeal,
    extension,
    further_appeals,
    historical,
    interruptions,
    late_claims,
    next_steps,
    offence,
    promises,
    receipt,
    refusal_notice,
    related,
    response,
    review,
    tribunal,
    upper_tribunal,
    validity,
)
from foirules.rules.subjects import SCHEMA
from foirules.sources import Register, load_register

CHAPTERS = tuple(
    module.CHAPTER
    for module in (
        receipt,
        interruptions,
        complying,
        validity,
        extension,
        response,
        cost,
        advice,
        refusal_notice,
        related,
        historical,
        promises,
        review,
        late_claims,
        commissioner,
        certificates,
        tribunal,
        decisions_on_appeal,
        further_appeals,
        upper_tribunal,
        offence,
        next_steps,
    )
)


@cache
def foia(
    periods: frozenset[str], dates_unknown: bool = False, own: tuple[Chapter, ...] = ()
) -> Law:
    """The law of the Freedom of Information Act 2000, read and checked.

    :param periods: the names of the periods and lists of the regime's policy.
    :param dates_unknown: whether the day of an event may be unknown (see ``foirules.assess``).
    :param own: chapters that stand beside the Act's.
    """
    schema = SCHEMA.with_unknown(["on"]) if dates_unknown else SCHEMA
    return load(schema, (*CHAPTERS, *own), periods)


@cache
def register() -> Register:
    """The register of what the law rests on."""
    folder = Path(__file__).parent
    return load_register(folder / "sources.yaml", folder / "left-out.yaml")
