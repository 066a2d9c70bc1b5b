"""What the three back ends say of cases, held against each other: the scalar back end's word is
the one that the others are measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from operator import itemgetter
from types import ModuleType
from typing import Any

from foirules import Assessment, Case, CaseError, OwnRules, assess
from foirules.assessing import many_cases as batch
from foirules.assessing.many_cases import assess_block
from foirules.assessing.one_case import prepare
from foirules.assessing.run import Run
from foirules.calendars.working_days import NotCounted
from foirules.engine.durable import matcher as durable
from tests import generate
from tests.shrink import shrunk

Found = Assessment | CaseError


def forget(*modules: ModuleType) -> None:
    """What is compiled from the law is compiled anew when it is next needed.

    :param modules: those that keep it; of all back ends, if none is named.
    """
    for module in modules or (import_module("foirules.assessing.one_case"), batch, durable):
        for each in vars(module).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()


def by_scalar(
    case: Case, as_of: date, explain: bool = False, rules: OwnRules | None = None
) -> Found:
    try:
        return assess(case, as_of, explain=explain, rules=rules)
    except CaseError as error:
        return error


def said(found: Found) -> Any:
    """All that is said, as data that can be compared."""
    return found.errors if isinstance(found, CaseError) else found.to_dict()


def columns_differ(
    cases: Sequence[Case],
    days: Sequence[date],
    expected: Sequence[Found],
    rules: OwnRules | None = None,
) -> Iterator[int]:
    """The places of the cases, judged in one block, of which columns say something else."""
    for place, found in enumerate(assess_block(cases, days, rules=rules)):
        if found != expected[place] and said(found) != said(expected[place]):
            yield place


def durable_differs(case: Case, as_of: date, rules: OwnRules | None = None) -> bool:
    """Whether durable-rules, given the facts of a case, matches other rules."""
    prepared, day = prepare(case, rules=rules), as_of.toordinal()
    scenarios = prepared.scenarios(case, day)
    scalar = prepared.scalar(bool(scenarios.unknown))
    run = Run(prepared.builder, scalar, scalar.whole(), case, day)
    try:
        judged = [
            (environment, run.one(chosen, environment))
            for environment in prepared.environments
            for chosen in (*scenarios.judged, *scenarios.samples)
        ]
    except NotCounted:
        return False
    return any(
        _keyed(durable.match(s.scalar, s.root, day, environment, case.case)) != _keyed(s.rules())
        for environment, s in judged
    )


def _keyed(hits: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Statuses and values of the rules, by rule and row."""
    keyed = [(rule, id(row), status, values) for rule, row, status, values in hits]
    return sorted(keyed, key=itemgetter(0, 1))


def disagreement(
    cases: Sequence[Case],
    days: Sequence[date],
    *,
    matched: bool,
    rules: OwnRules | None = None,
) -> str | None:
    """The first case of which not all say the same, as small as it gets, as a case file.

    :param matched: whether durable-rules is asked too.
    :param rules: rules of one's own beside the law's.
    """
    found = [by_scalar(case, day, rules=rules) for case, day in zip(cases, days, strict=True)]
    if matched:
        for case, day in zip(cases, days, strict=True):
            if durable_differs(case, day, rules):
                return _shown("durable", case, day, rules)
    for place in columns_differ(cases, days, found, rules):
        return _shown("columns", cases[place], days[place], rules)
    return None


def _shown(engine: str, case: Case, day: date, rules: OwnRules | None) -> str:
    """A case that fails alone is shrunk; one that fails in company only is shown as it is."""

    def fails(case: Case) -> bool:
        if engine == "durable":
            return durable_differs(case, day, rules)
        plain = by_scalar(case, day, rules=rules)
        return any(True for _ in columns_differ([case], [day], [plain], rules))

    alone = fails(case)
    small = shrunk(case, fails) if alone else case
    where = "alone" if alone else "among others only"
    return f"# {engine} differs from scalar, {where}, as of {day}\n{generate.as_file(small)}"
