"""What an assessment comes to, in two lines: what is broken, and what is due next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from foirules.cases.assessment import Action, Assessment
from foirules.engine.values_in_words import day_in_words
from foirules.language.regime import Regime
from foirules.report.case_words import apart_from_part, merged

_NOUNS: Final = {"breach": ("breach", "breaches"), "departure": ("departure", "departures")}


@frozen
class Verdict:
    """What an assessment comes to.

    :param found: what is broken, as recorded.
    :param next: what is overdue, and what is due next, of whom.
    :param face: how it looks: ``established``, ``possible`` or ``good``.
    """

    found: str
    next: str
    face: str


def verdict(assessment: Assessment, law: Mapping[str, Regime]) -> Verdict:
    """The verdict of an assessment: findings are counted as the report lists them, those alike in
    several parts once."""
    counts: dict[tuple[str, str], int] = {}
    for each, _ in merged(assessment.findings, apart_from_part):
        counts[each.kind, each.certainty] = counts.get((each.kind, each.certainty), 0) + 1
    broken = [certainty for kind, certainty in counts if kind != "note"]
    face = "established" if "established" in broken else "possible" if broken else "good"
    open_now = [a for a in assessment.actions if a.available_from is not None]
    optional = _optional(law)
    duties = [a for a in open_now if (a.regime, a.action) not in optional]
    choices = [a for a in open_now if (a.regime, a.action) in optional]
    return Verdict(
        _found(counts, len(assessment.undecided)), _next(duties, choices, assessment.as_of), face
    )


def _optional(law: Mapping[str, Regime]) -> set[tuple[str, str]]:
    """The actions that nobody has to take, by regime and name."""
    return {
        (regime.id, action.name)
        for regime in law.values()
        for chapter in regime.chapters
        for action in chapter.actions
        if action.optional
    }


def _found(counts: Mapping[tuple[str, str], int], undecided: int) -> str:
    said = []
    for kind, (one, several) in _NOUNS.items():
        sure, possible = (counts.get((kind, each), 0) for each in ("established", "possible"))
        if sure:
            more = f", {possible} possible" if possible else ""
            said.append(f"{sure} {one if sure == 1 else several} established{more}")
        elif possible:
            no = f"no {one} established, " if kind == "breach" else ""
            noun = "" if no else f" {one if possible == 1 else several}"
            said.append(f"{no}{possible}{noun} possible")
        elif kind == "breach":
            said.append("no breach found")
    for each, adverb in (("established", ""), ("possible", "possibly ")):
        if kept := counts.get(("promise", each), 0):
            said.append(f"{kept} promise{'s' * (kept != 1)} {adverb}broken")
    if undecided:
        said.append(f"{undecided} dut{'y' if undecided == 1 else 'ies'} undecided")
    return f"As recorded: {'; '.join(said)}."


def _next(duties: Sequence[Action], choices: Sequence[Action], as_of: date) -> str:
    overdue = sorted(
        (a for a in duties if a.overdue), key=lambda a: a.deadline_latest or a.deadline or as_of
    )
    said = []
    if overdue:
        first, *others = [each for each, _ in merged(overdue, apart_from_part)]
        more = f", and {len(others)} more" if others else ""
        said.append(f"Overdue: {_named(first)}, due {_day(first)}{more}.")
    for word, actions in (("Due next", duties), ("Next, if wanted", choices)):
        to_come = [a for a in actions if a.deadline and a.deadline >= as_of]
        if to_come:
            nearest = min(to_come, key=lambda a: a.deadline or as_of)
            said.append(f"{word}: {_named(nearest)}, by {_day(nearest)}.")
            break
    else:
        undated = [a for a in (*duties, *choices) if a.deadline is None]
        if undated:
            said.append(f"Open, with no last day known: {_named(undated[0])}.")
    return " ".join(said) or "Nothing is due next."


def _named(action: Action) -> str:
    return f"{action.actor}, {action.action.replace('-', ' ')}"


def _day(action: Action) -> str:
    return day_in_words(action.deadline) if action.deadline else "a day that is not known"
