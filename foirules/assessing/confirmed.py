"""What is found of a case of which not all that was read is confirmed.

It is judged by all that was read, and again by what of that is confirmed. What the first finds and
the second does not is possible.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from attrs import evolve

from foirules.cases.assessment import Assessment, Finding, Met, Undecided
from foirules.cases.case import Case
from foirules.cases.confirming import WHOLE, is_placed, marks

NOTE: Final = (
    "not all that was read from letters is confirmed: clocks, actions and stages take it as it was"
    " read"
)
SAID: Final = "{message}; possible only, as this is not confirmed: {names}"
SETTLES: Final = "read:{event}"
NEEDED: Final = ("findings", "met", "undecided")
_KIND: Final = "event:"  # with which the name of a kind of events begins where it is missing


def as_far_as_confirmed(case: Case, found: Assessment, sure: Assessment) -> Assessment:
    """What is found of a case, where it rests on what is not confirmed possible at most.

    :param found: by all that was read.
    :param sure: by :func:`foirules.cases.confirming.without_unconfirmed`.
    """
    begun = is_placed(case.events[0])
    broken = {_key(f) for f in sure.findings if f.certainty == "established" and not begun}
    kept = set() if begun else set(map(_key, sure.met))
    missing = {_key(each): each.missing for each in sure.undecided}
    findings = tuple(
        each
        if each.certainty != "established" or _key(each) in broken
        else _possible(each, _names(case, each, missing.get(_key(each))))
        for each in found.findings
    )
    opened = (
        Undecided(
            each.rule,
            each.regime,
            each.part,
            each.event,
            _names(case, each, missing.get(_key(each))),
            each.cites,
        )
        for each in found.met
        if _key(each) not in kept
    )
    return evolve(
        found,
        notes=(*found.notes, NOTE),
        findings=findings,
        met=tuple(each for each in found.met if _key(each) in kept),
        undecided=(*found.undecided, *opened),
    )


def lists_needed(results: Collection[str]) -> tuple[str, ...]:
    """The lists that have to be made for those that are asked for."""
    return (*results, *(name for name in NEEDED if name not in results))


def _key(each: Finding | Met | Undecided) -> tuple[str, str | None, str | None]:
    return each.rule, each.part, each.event.id if each.event else None


def _possible(each: Finding, names: Sequence[str]) -> Finding:
    told = SAID.format(message=each.message, names=", ".join(names))
    return evolve(each, certainty="possible", message=told)


def _names(case: Case, each: Finding | Met, missing: Collection[str] | None) -> tuple[str, ...]:
    """What would settle it: ``read:4`` for an event, ``read:4.exemptions`` for a field of one.

    :param missing: what is missing where it is judged by what is confirmed; None where that says
        nothing of it.
    """
    begun = case.events[0].id
    every = [(event.id, event.event, name) for event, name in marks(case)]
    settling = [
        (id, name)
        for id, kind, name in every
        if id == begun or _settles(id, kind, name, each, missing)
    ]
    named = settling or [(id, name) for id, _, name in every]
    return tuple(
        SETTLES.format(event=id) + ("" if name == WHOLE else f".{name}") for id, name in named
    )


def _settles(
    id: str, kind: str, name: str, each: Finding | Met, missing: Collection[str] | None
) -> bool:
    own = each.event is not None and each.event.id == id
    if missing is None or (own and name == WHOLE):
        return own or name == WHOLE
    return (_KIND + kind if name == WHOLE else name.split(".")[-1]) in missing
