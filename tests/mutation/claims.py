"""What the tests expect of the law, as data: of a case on a day, claim by claim.

A claim is about one rule, clock or action, or the stage of the parts, by its name. The examples of
the rules and what real cases expect are read as claims; the others stand in ``borders``, in the
folder of their regime:

    - why: what the provision asks, and so what is expected
      events:
        - 2017-08-03 request-received          # as in a rule's examples
      2017-09-04:                              # the day as of which it is judged
        late-response: none                    # all that is said under this name
        response: running 2017-08-03 to 2017-09-04, used 20, left 0, statute

``policy`` of an example may be one of the folder's ``policies``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from attrs import frozen

from foirules import Action, Case, Clock, Finding
from foirules.cases.assessment import Met, Undecided
from foirules.cases.case_file import load_case_file
from foirules.cases.examples import example
from foirules.check.compare import Expectation, expectations
from foirules.language.declarations import RuleDeclaration
from foirules.language.law import Law
from foirules.language.regime import Regime
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from tests.files import CASES, read_yaml
from tests.foia import REGIME

BORDERS: Final = Path(__file__).parent / "borders"
CITES: Final = " cites"
LEFT_OUT: Final = " days left out"


class Found(Protocol):
    """What is said of a case: an assessment, or the part of one that is about some names."""

    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def met(self) -> Sequence[Met]: ...
    @property
    def undecided(self) -> Sequence[Undecided]: ...
    @property
    def clocks(self) -> Sequence[Clock]: ...
    @property
    def actions(self) -> Sequence[Action]: ...
    @property
    def stages(self) -> Sequence[tuple[str | None, str]]: ...


@frozen
class Claim:
    """What is expected under one name; ``holds`` tells whether it is so."""

    name: str
    holds: Callable[[Found], bool]


@frozen(eq=False)
class Claims:
    """All that is expected of a case on a day, and where that is written."""

    source: str
    case: Case
    as_of: date
    claims: tuple[Claim, ...]

    def unmet(self, found: Found) -> list[str]:
        """A line for each claim that does not hold."""
        return [
            f"{self.source}, {self.as_of}: {claim.name}"
            for claim in self.claims
            if not claim.holds(found)
        ]


@cache
def policies() -> Mapping[str, Policy]:
    """Those of the project, and those of the borders."""
    return load_policies(sorted(BORDERS.glob("*/policies/*.yaml")))


def all_claims(law: Law, regime: Regime) -> list[Claims]:
    rules = [rule.declared for rule in law.rules]
    return [*_of_examples(rules, regime), *_of_cases(regime), *of_borders(regime)]


# --- borders --------------------------------------------------------------------------------------


def borders(regime: Regime) -> list[Path]:
    """The files of a regime's borders."""
    return sorted((BORDERS / regime.id).glob("*.yaml"))


def of_borders(regime: Regime) -> Iterator[Claims]:
    for path in borders(regime):
        yield from read(path.stem, path.read_text(encoding="utf-8"), regime)


def read(name: str, text: str, regime: Regime = REGIME) -> Iterator[Claims]:
    """The claims of a file of ``borders``."""
    for number, entry in enumerate(read_yaml(text), 1):
        source = f"{name} {number}"
        case, _ = example(entry["events"], source, regime)
        for day, expected in entry.items():
            if isinstance(day, date):
                claims = tuple(_says(about, said, regime) for about, said in expected.items())
                yield Claims(source, case, day, claims)


def _says(about: str, expected: str | list[str], regime: Regime) -> Claim:
    lines = sorted([expected] if isinstance(expected, str) else expected)
    not_yet = _not_yet(regime)
    return Claim(named(about), lambda found: sorted(_said(found, about, not_yet)) == lines)


def named(about: str) -> str:
    """The rule, clock or action that something is about."""
    return about.removesuffix(CITES).removesuffix(LEFT_OUT)


@cache
def _not_yet(regime: Regime) -> frozenset[tuple[str, str]]:
    """Each action that a law tells of before it can be taken, and in which words."""
    actions = [action for chapter in regime.chapters for action in chapter.actions]
    return frozenset((action.name, action.not_yet) for action in actions if action.not_yet)


def _said(found: Found, about: str, not_yet: Collection[tuple[str, str]]) -> list[str]:
    """A line for each result under a name, as ``borders`` has them. With `` cites`` after the name
    of a clock, what it rests on; with `` days left out``, how many days it does not count."""
    name = named(about)
    if about.endswith(CITES):
        return [c.cites for c in found.clocks if c.clock == name] or ["none"]
    if about.endswith(LEFT_OUT):
        return [str(len(c.disregarded)) for c in found.clocks if c.clock == name] or ["none"]
    lines = [
        *(_finding(f) for f in found.findings if f.rule == name),
        *(_line("met", m.part) for m in found.met if m.rule == name),
        *(_line("undecided", u.part) for u in found.undecided if u.rule == name),
        *(_clock(c) for c in found.clocks if c.clock == name),
        *(_action(a, (name, a.message) in not_yet) for a in found.actions if a.action == name),
        *(_line(stage, part) for part, stage in found.stages if name == "stage"),
    ]
    return lines or ["none"]


def _line(state: str, part: str | None, *said: str) -> str:
    first, *rest = (each for each in said if each) if any(said) else ("",)
    head = " ".join(filter(None, (state, part, first)))
    return ", ".join((head, *rest))


def _finding(f: Finding) -> str:
    return _line(
        f.certainty,
        f.part,
        str(f.date),
        f"due {f.due}" if f.due else "",
        "" if f.working_days_late is None else f"late {f.working_days_late}",
        " ".join(f.exemptions),
    )


def _clock(c: Clock) -> str:
    paused = [why for _, why in c.disregarded if "payment" in why]
    latest = f" or {c.due_latest}" if c.due_latest != c.due else ""
    return _line(
        c.status,
        c.part,
        f"{c.started} to {c.due}{latest}",
        f"stopped {c.stopped}" if c.stopped else "",
        "" if c.working_days_used is None else f"used {c.working_days_used}",
        "" if c.working_days_left is None else f"left {c.working_days_left}",
        f"paused {len(paused)}" if paused else "",
        c.kind,
    )


def _action(a: Action, not_yet: bool) -> str:
    latest = f" or {a.deadline_latest}" if a.deadline_latest != a.deadline else ""
    return _line(
        "not yet" if not_yet else "open",
        a.part,
        f"from {a.available_from}" if a.available_from else "",
        f"by {a.deadline}{latest}" if a.deadline else "",
        "overdue" if a.overdue else "",
    )


# --- examples and real cases ----------------------------------------------------------------------


def _of_examples(rules: Sequence[RuleDeclaration], regime: Regime) -> Iterator[Claims]:
    for rule in rules:
        for kind, lines in (("breaks", rule.breaks), ("keeps", rule.keeps)):
            case, as_of = example(lines, regime=regime)
            claim = Claim(rule.id, _breaks(rule.id) if kind == "breaks" else _keeps(rule.id))
            yield Claims(f"example of {rule.id}: {kind}", case, as_of, (claim,))


def _breaks(id: str) -> Callable[[Found], bool]:
    return lambda found: id in {f.rule for f in found.findings}


def _keeps(id: str) -> Callable[[Found], bool]:
    return lambda found: (
        id not in {f.rule for f in found.findings} | {u.rule for u in found.undecided}
    )


def _of_cases(regime: Regime) -> Iterator[Claims]:
    for path in CASES:
        file = load_case_file(path)
        if file.case.regime != regime.id:
            continue
        assert file.case.expect is not None
        claims = tuple(Claim(each.name, _meets(each)) for each in expectations(file))
        yield Claims(f"case {path.stem}", file.case, file.case.expect["as-of"], claims)


def _meets(wanted: Expectation) -> Callable[[Found], bool]:
    return lambda found: not all(map(wanted.differing, getattr(found, wanted.section.name)))
