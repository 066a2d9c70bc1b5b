"""How findings and last days come about, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from foirules.cases.assessment import Assessment, Clock, Derivation, Step
from foirules.cases.case import Case
from foirules.report.case_words import about, apart_from_part, merged, parts_told
from foirules.report.counted_days import days_of, tell_days
from foirules.report.page import Page, sentence

DEEP = 2  # how far a finding is followed where the expressions are not shown


def tell_derivations(
    page: Page, case: Case, assessment: Assessment, rule: str | None, law: bool
) -> None:
    """The derivations, or those of one rule or clock.

    :param law: whether to show every step with its expression; else a clock shows the days that it
        counts, and a finding the values that it rests on.
    """
    page.heading("How it comes about")
    told = set[Step]()
    found = [each for each in assessment.derivations() if rule in (None, each.name)]
    for each, parts in merged(found, partial(_alike, assessment, law)):
        what = f"the {each.name} clock" if each.of == "clock" else each.name
        page.say(sentence([what, parts_told(case, parts), about(each)]), 2, "name")
        clock = None if law else _counted(assessment, each)
        if clock is not None:
            tell_days(page, clock, 4)
        elif law:
            tell(page, each.step, 4, told)
        else:
            tell_values(page, [each.step], 4)
    if rule is not None and not found:
        page.say(f"{rule}: nothing of it is found in this case.", 2)
    elif not law:
        page.say("--expressions adds every step, with its expression.", 2, "faint")


def _counted(assessment: Assessment, derivation: Derivation) -> Clock | None:
    """The clock that a derivation is of, where its days are counted."""
    of = (derivation.name, derivation.part)
    clocks = (c for c in assessment.clocks if (c.clock, c.part) == of and days_of(c))
    return next(clocks, None) if derivation.of == "clock" else None


def _alike(assessment: Assessment, law: bool, derivation: Derivation) -> Any:
    """What derivations have in common that are told once: the same days, in several parts."""
    clock = None if law else _counted(assessment, derivation)
    return derivation if clock is None else apart_from_part(clock)


def tell(page: Page, step: Step, indent: int, told: set[Step]) -> None:
    """A derivation, each value with the expression it comes from; told once only."""
    again = bool(step.steps) and step in told
    cites = f"   [{step.cites}]" if step.cites else ""
    page.say(f"{step.name} = {step.value}{cites}{' (as above)' * again}", indent)
    if again:
        return
    told.add(step)
    if step.expression:
        page.say(f": {step.expression}", indent + 2, "faint")
    for inner in step.steps:
        tell(page, inner, indent + 2, told)


def tell_values(page: Page, steps: Iterable[Step], indent: int, deep: int = DEEP) -> None:
    """The values that something rests on, down to a depth."""
    for step in steps:
        cites = f"   [{step.cites}]" if step.cites else ""
        page.say(f"{step.name.replace('_', ' ')} = {step.value}{cites}", indent)
        if deep:
            tell_values(page, step.steps, indent + 2, deep - 1)
