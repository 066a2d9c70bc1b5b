"""Case files -> what is not as they expect, many of them in several processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Final

from attrs import field, frozen

from foirules.assessing.many_cases import FEW, assess_block, columns_available
from foirules.assessing.one_case import prepare
from foirules.cases.assessment import Assessment
from foirules.cases.case import Case
from foirules.cases.case_file import CaseFile, load_case_file
from foirules.cases.errors import CaseError, EngineError
from foirules.check.compare import compare, expectations, lacks_a_duty, lists_of
from foirules.check.outcome import Checked, Problem
from foirules.check.wording import Wording
from foirules.documents.items import Item
from foirules.documents.problems import Problems
from foirules.documents.suggest import expected
from foirules.language.law import Law
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import OwnRules
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy

MESSAGES: Final = {
    "died": "a process that checked files has ended before its time; perhaps memory ran out",
    "no-day": "{file}: no day to judge it on; say expect.as-of in it, --as-of DATE, or as-of in the"
    " configuration",
}
CHUNK: Final = 250  # files that a process takes at a time
MANY: Final = 4 * CHUNK  # fewer are read sooner than processes are started


@frozen(eq=False)
class Settings:
    """How files are checked.

    :param as_of: the day for files that do not say theirs.
    :param fail_on: the kinds of finding that are to be expected or accepted, as in ``--fail-on``.
    :param select: the rules that are looked at; None for all.
    :param ignore: the rules that are not.
    :param law: the regimes known; those shipped, if None.
    """

    as_of: date | None = None
    policies: Mapping[str, Policy] | None = None
    rules: OwnRules | None = None
    fail_on: tuple[str, ...] = ("breach",)
    select: frozenset[str] | None = None
    ignore: frozenset[str] = field(default=frozenset())
    law: Mapping[str, Regime] | None = None

    @property
    def laws(self) -> Mapping[Regime, Law]:
        """The law of each regime that has a policy, as it stands by that."""
        known = load_law() if self.law is None else self.law
        policies = load_policies(law=known) if self.policies is None else self.policies
        cases = [Case("", (), regime=id) for id in known if id in policies]
        return {
            known[each.regime]: prepare(each, self.policies, self.rules).known.law for each in cases
        }

    def heeds(self, problem: Problem) -> bool:
        """Whether a problem is about a rule that is looked at, or about none."""
        if problem.about in ("clocks", "actions"):
            return True
        chosen = self.select is None or problem.rule in self.select
        return chosen and problem.rule not in self.ignore


def check_files(
    files: Sequence[str], settings: Settings, processes: int | None = None
) -> Iterator[Checked]:
    """Each file checked, in their order.

    :param processes: None for one a core where the files are many.
    :raises EngineError: where a process has died.
    """
    wanted = (os.cpu_count() or 1) if processes is None and len(files) >= MANY else processes or 1
    chunks = [files[start : start + CHUNK] for start in range(0, len(files), CHUNK)]
    if wanted == 1:
        for chunk in chunks:
            yield from check_chunk(chunk, settings)
        return
    from foirules.processes.workers import workers

    with workers(partial(_check_in_process, settings), wanted) as pool:
        done: dict[int, list[Checked]] = {}
        following = 0
        for each in pool.each(chunks):
            if each.result is None:
                raise EngineError(MESSAGES["died"])
            done[each.place] = each.result
            while following in done:
                yield from done.pop(following)
                following += 1


def check_chunk(files: Sequence[str], settings: Settings) -> list[Checked]:
    """Files checked together: their cases are judged over columns, where they are many."""
    checked: dict[str, Checked] = {}
    read: list[CaseFile] = []
    days: list[date] = []
    for file in files:
        try:
            each = load_case_file(file, settings.law)
            days.append(day_of(each, settings))
            read.append(each)
        except CaseError as error:
            checked[file] = _unreadable(file, error)
    assessments = _assessed(read, days, settings, list(map(lists_of, read)))
    for each, assessment in zip(read, assessments, strict=True):
        checked[each.name] = _compared(each, assessment, settings)
    return [checked[file] for file in files]


def check_file(file: CaseFile, settings: Settings) -> Checked:
    """One file that has been read."""
    try:
        day = day_of(file, settings)
    except CaseError as error:
        return _unreadable(file.name, error)
    (assessment,) = _assessed([file], [day], settings)
    return _compared(file, assessment, settings)


def assessed(file: CaseFile, settings: Settings) -> Assessment:
    """The assessment of one file, with all lists.

    :raises CaseError: where it has no day, or the law cannot be applied to it.
    """
    (assessment,) = _assessed([file], [day_of(file, settings)], settings)
    if isinstance(assessment, CaseError):
        raise assessment
    return assessment


def day_of(file: CaseFile, settings: Settings) -> date:
    """The day on which a file is judged: its own, else that of the settings.

    :raises CaseError: where there is none.
    """
    own: date | None = (file.case.expect or {}).get("as-of")
    day = own or settings.as_of
    if day is None:
        raise CaseError([MESSAGES["no-day"].format(file=file.name)])
    return day


def _unreadable(file: str, error: CaseError) -> Checked:
    """A file that could not be checked."""
    named = tuple(e if e.startswith(f"{file}:") else f"{file}: {e}" for e in error.errors)
    return Checked(file, errors=named)


def _compared(file: CaseFile, assessment: Assessment | CaseError, settings: Settings) -> Checked:
    """What is not as the file expects, once it has been assessed."""
    if isinstance(assessment, CaseError):
        return _unreadable(file.name, assessment)
    laws = [
        prepare(case, settings.policies, settings.rules).known.law
        for case in file.case.under_each()
    ]
    if unknown := _unknown_names(file, laws):
        return Checked(file.name, errors=tuple(unknown))
    if lacks_a_duty(file, assessment):
        assessment = assessed(file, settings)
    seen = compare(file, assessment, settings.fail_on)
    wording = Wording(file, assessment)
    problems = tuple(each for each in wording.problems(seen) if settings.heeds(each))
    accepted = wording.accepted(seen)
    return Checked(
        *(file.name, file.case.case, assessment.as_of, problems, accepted),
        regime=file.case.regime,
    )


def _assessed(
    files: Sequence[CaseFile],
    days: Sequence[date],
    settings: Settings,
    results: Sequence[Collection[str]] | None = None,
) -> list[Assessment | CaseError]:
    few = FEW if columns_available() else len(files) + 1
    cases = [file.case for file in files]
    return assess_block(cases, days, settings.policies, settings.rules, few, results)


# --- the names of the law -------------------------------------------------------------------------


@lru_cache(maxsize=64)
def names_in(law: Law) -> Mapping[str, frozenset[str]]:
    """The rules, clocks and actions of a law, by ``rule``, ``clock`` and ``action``."""
    return {
        "rule": frozenset(each.declared.id for each in law.rules),
        "clock": frozenset(each.declared.name for each in law.clocks),
        "action": frozenset(each.declared.name for each in law.actions),
    }


def _unknown_names(file: CaseFile, laws: Sequence[Law]) -> list[str]:
    """A line for each name, in what is expected or accepted, that no law of the case has."""
    of_each = [names_in(law) for law in laws]
    known = {key: frozenset().union(*(names[key] for names in of_each)) for key in of_each[0]}
    problems = Problems(file.name)
    for each in expectations(file):
        key = each.section.key
        if each.name not in known[key]:
            _say_unknown(problems, each.item, f"expect.{each.section.name}", key, each.name, known)
    items = file.item.value["accept"].value if file.case.accept else ()
    for item, accepted in zip(items, file.case.accept, strict=True):
        if accepted["rule"] not in known["rule"]:
            _say_unknown(problems, item, "accept", "rule", accepted["rule"], known)
    return problems.lines


def _say_unknown(
    problems: Problems,
    item: Item,
    where: str,
    kind: str,
    name: str,
    known: Mapping[str, frozenset[str]],
) -> None:
    at = item.value[kind] if isinstance(item.value, dict) else item
    near = expected(name, sorted(known[kind]))
    problems.say(at, where, "name", kind=kind, found=repr(name), near=near)


# --- in a process of its own ----------------------------------------------------------------------


def _check_in_process(settings: Settings, files: Sequence[str]) -> list[Checked]:
    gc.disable()  # to look for cycles while files are read takes as long as to read them
    checked = check_chunk(files, settings)
    gc.collect()
    gc.freeze()  # what is left is the law, which need not be looked through again
    return checked
