"""Claims tried on a mutant of the law.

The rows of every case are made once, with the values of the law as it is. A mutant is worked out on
them anew, fact by fact and only as far as values differ from those; then what the claims say is
asked of the rules, clocks and actions that this reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import define, evolve, field, frozen

from foirules import Action, Clock, Finding
from foirules.assessing.one_case import Prepared, prepare
from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.assessment import Met, Undecided
from foirules.engine.combining.combiner import Combiner
from foirules.engine.portion import Portion
from foirules.engine.scalar.compiler import Code, Scalar, code_of
from foirules.engine.scalar.scenario import ScalarScenario
from foirules.engine.scalar.writer import Writer
from foirules.language.law import Law, ReadAction, ReadClock, ReadFact, ReadRule
from foirules.language.walk import attributes
from tests.mutation.claims import Claims, policies
from tests.mutation.declarations import Mutant, Output, Read, trees_of

Key = tuple[str, str]
STAGE: Key = ("part", "stage")


class Alone(Scalar):
    """The code of some rules, clocks and actions; the facts they read stand on the rows already."""

    def _code(self, portion: Portion | None) -> Code:
        return Code(code_of(Writer(evolve(self.law, facts=())).module()))


@define(slots=False)
class Results:
    """What some declarations say of a case."""

    combiner: Combiner

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return self.combiner.findings()

    @cached_property
    def met(self) -> tuple[Met, ...]:
        return self.combiner.met()

    @cached_property
    def undecided(self) -> tuple[Undecided, ...]:
        return self.combiner.undecided()

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        return self.combiner.clocks()

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        return self.combiner.actions()

    @cached_property
    def stages(self) -> tuple[tuple[str | None, str], ...]:
        return self.combiner.stages()


@frozen(eq=False)
class Rows:
    """The evaluated rows of a case on a day: of each scenario."""

    claims: Claims
    prepared: Prepared
    roots: tuple[Any, ...]

    @property
    def as_of(self) -> int:
        return self.claims.as_of.toordinal()


@define(eq=False, slots=False)
class Step:
    """A fact that a mutant changes or may reach.

    :param collection: the name under which a case has the rows that it is about.
    :param reads: the facts that it reads.
    """

    key: Key
    collection: str | None
    changed: bool
    reads: frozenset[Key]
    tree: Any
    scalar: Scalar

    @cached_property
    def function(self) -> Callable[..., int]:
        """What works it out; compiled when it is first needed."""
        return self.scalar.function(self.tree)


@define(eq=False)
class Bench:
    """Rows and claims on which the mutants of a law are tried."""

    law: Law
    rows: list[Rows]
    _scalar: Scalar = field(init=False)
    _reads: dict[Key, frozenset[Key]] = field(init=False)
    _outputs: dict[str, Output] = field(init=False)
    _output_reads: dict[str, frozenset[Key]] = field(init=False)
    _alone: dict[Any, Alone] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._scalar = Alone(evolve(self.law, rules=(), clocks=(), actions=()))
        self._reads = {fact.key: self._read_by(fact) for fact in self.law.facts}
        outputs: list[Output] = [*self.law.rules, *self.law.clocks, *self.law.actions]
        self._outputs = {output_name(each): each for each in outputs}
        self._output_reads = {name: self._read_by(r) for name, r in self._outputs.items()}

    def _read_by(self, read: Read) -> frozenset[Key]:
        """The facts that a declaration reads itself."""
        found = {(a.row.subject, a.name) for a in attributes(trees_of(read))}
        return frozenset(key for key in found if key in self.law.by_key)

    def seen(self, mutant: Mutant) -> str | None:
        """A claim that a mutant breaks, or None.

        What shows one is asked first of the next, which mostly is of the same declaration.
        """
        changed = {each.key: each for each in mutant.read if isinstance(each, ReadFact)}
        others = {output_name(each): each for each in mutant.read if not isinstance(each, ReadFact)}
        steps = self._steps(changed)
        for place, rows in enumerate(self.rows):
            if unmet := self._tried(rows, steps, others):
                self.rows.insert(0, self.rows.pop(place))
                return unmet
        return None

    def _tried(self, rows: Rows, steps: Sequence[Step], others: dict[str, Output]) -> str | None:
        """A claim of a case that changed facts and declarations break, or None."""
        undo: list[tuple[Any, str, int]] = []
        try:
            return self._unmet(rows, _worked_out(rows, steps, undo), others)
        except OutsideCalendar as error:
            return f"{rows.claims.source}, {rows.claims.as_of}: {error}"
        finally:
            for row, name, old in reversed(undo):
                setattr(row, name, old)

    def _steps(self, changed: Mapping[Key, ReadFact]) -> list[Step]:
        """The facts that a change may reach, in the order of evaluation."""
        reached = set(changed)
        steps = []
        for fact in self.law.facts:
            key = fact.key
            reads = self._reads[key]
            if not reads.isdisjoint(reached):
                reached.add(key)
            if key in reached:
                tree = changed.get(key, fact).tree
                collection = collection_of(self.law, key[0])
                steps.append(Step(key, collection, key in changed, reads, tree, self._scalar))
        return steps

    def _unmet(self, rows: Rows, moved: set[Key], changed: dict[str, Output]) -> str | None:
        for claim in rows.claims.claims:
            read = changed.get(claim.name) or self._outputs.get(claim.name)
            touched = claim.name in changed or bool(
                {STAGE} & moved if read is None else self._output_reads[claim.name] & moved
            )
            if touched and not claim.holds(self._results(rows, read)):
                return f"{rows.claims.source}, {rows.claims.as_of}: {claim.name}"
        return None

    def _results(self, rows: Rows, read: Output | None) -> Results:
        alone = self._compiled(read)
        as_of, environment = rows.as_of, rows.prepared.environment
        scenarios = [
            ScalarScenario(root, alone.judge(root, as_of, environment), alone, environment)
            for root in rows.roots
        ]
        return Results(
            Combiner(alone.law, rows.prepared.policy.regime.id, environment, as_of, scenarios)
        )

    def _compiled(self, read: Output | None) -> Alone:
        key = None if read is None else (output_name(read), trees_of(read))
        if key not in self._alone:
            self._alone[key] = Alone(
                evolve(
                    self.law,
                    rules=(read,) if isinstance(read, ReadRule) else (),
                    clocks=(read,) if isinstance(read, ReadClock) else (),
                    actions=(read,) if isinstance(read, ReadAction) else (),
                )
            )
        return self._alone[key]


def _worked_out(rows: Rows, steps: Sequence[Step], undo: list[tuple[Any, str, int]]) -> set[Key]:
    """Work out the facts anew; those whose value is another on some row."""
    moved: set[Key] = set()
    as_of, environment = rows.as_of, rows.prepared.environment
    for step in steps:
        if not step.changed and moved.isdisjoint(step.reads):
            continue
        (_, name), function = step.key, step.function
        for root in rows.roots:
            for row in _rows(root, step.collection):
                old, new = getattr(row, name), function(row, root, as_of, environment, None)
                if new != old:
                    undo.append((row, name, old))
                    setattr(row, name, new)
                    moved.add(step.key)
    return moved


def output_name(read: Output) -> str:
    """By which claims name a rule, a clock or an action."""
    declared: Any = read.declared
    found: str = getattr(declared, "id", None) or declared.name
    return found


def collection_of(law: Law, subject: str) -> str | None:
    """The name under which a case has the rows of a subject; None for the case itself."""
    root = law.schema.root.name
    return None if subject == root else law.schema.by_name[subject].collection


def _rows(root: Any, collection: str | None) -> Sequence[Any]:
    found: Sequence[Any] = (root,) if collection is None else getattr(root, collection)
    return found


def rows_for(all_claims: Iterable[Claims]) -> Iterator[Rows]:
    """The rows of every case that something is claimed of, worked out by the law as it is."""
    for claims in all_claims:
        prepared = prepare(claims.case, policies())
        prepared.known.whole()  # every fact is worked out, also for the first case
        as_of = claims.as_of.toordinal()
        scenarios = prepared.scenarios(claims.case, as_of)
        if scenarios.unknown:  # too many to judge each; such a case has its own test
            continue
        roots = tuple(prepared.run(claims.case, as_of, days).root for days in scenarios.judged)
        yield Rows(claims, prepared, roots)
