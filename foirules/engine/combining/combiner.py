"""What the law says in each scenario of a case -> one assessment of it.

A duty broken in every scenario is established, in some possible; where a figure differs between
scenarios the earlier day and the smaller count stand, and a message gives both ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field

from foirules.cases.assessment import Action, Clock, Derivation, Finding, Met, Undecided
from foirules.cases.lists import RESULTS
from foirules.engine.combining.clocks import clock
from foirules.engine.combining.scenario import Hit, Hits, Scenario, about, event_of, part_of
from foirules.engine.environment import Environment
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.engine.values_in_words import in_words
from foirules.language.declarations import RuleDeclaration
from foirules.language.law import Law
from foirules.language.nodes import UNKNOWN

if TYPE_CHECKING:
    from foirules.engine.left_open import LeftOpen

_BROKEN: Final = (ESTABLISHED, POSSIBLE)


@define(slots=False)
class Combiner:
    """Makes the findings, clocks and actions of one case from its scenarios."""

    law: Law
    regime: str
    environment: Environment
    as_of: int
    scenarios: Sequence[Scenario]
    _judging: int = field(init=False)
    _left_open: dict[int, LeftOpen] = field(init=False, factory=dict)  # by id of the scenario

    def __attrs_post_init__(self) -> None:
        self._judging = sum(s.count for s in self.scenarios if not s.sample)

    def results(self, wanted: Collection[str], explain: bool) -> dict[str, Any]:
        """The lists of an assessment, by name.

        :param wanted: which of :data:`RESULTS`.
        :param explain: whether to make the derivations too.
        """
        made = {name: getattr(self, name)() for name in RESULTS if name in wanted}
        if not explain:
            return made
        if "actions" in made:
            made["actions"] = self._with_drafts(made["actions"])
        return {**made, "derivations": self.derivations()}

    def _grouped(self, take: Callable[[Scenario], list[Hit]]) -> list[tuple[int, Hits]]:
        """The scenarios' hits on one and the same thing, in the order of the law."""
        if len(self.scenarios) == 1:
            (scenario,) = self.scenarios
            hits = sorted(take(scenario), key=itemgetter(0))
            return [(hit[0], [(scenario, hit)]) for hit in hits]
        groups: dict[Any, Hits] = {}
        for scenario in self.scenarios:
            for hit in take(scenario):
                groups.setdefault(about(hit), []).append((scenario, hit))
        return sorted(((key[0], hits) for key, hits in groups.items()), key=itemgetter(0))

    def _everywhere(self, hits: Hits) -> bool:
        return sum(s.count for s, _ in hits if not s.sample) == self._judging

    # --- rules --------------------------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """Duties broken, in the order of the law and in that in which scenarios show them."""
        from foirules.engine.combining.findings import finding, unsure  # only if asked for

        found = []
        for index, hits in self._rules:
            broken = [(scenario, hit) for scenario, hit in hits if hit[2] in _BROKEN]
            if broken:
                sure = {hit[2] for scenario, hit in hits if not scenario.sample}
                certain = sure == {ESTABLISHED} and self._everywhere(hits)
                not_sure = unsure(self.law.rules[index], hits)
                missing = self._missing(not_sure) if not_sure else ()
                made = finding(self.law, index, self.regime, certain, broken, missing)
                found.append((index, broken[0][1], made))
        if len(self.scenarios) > 1:  # of one they stand so already
            first = self._first_broken()
            found.sort(key=lambda each: (each[0], first[about(each[1])]))
        return tuple(each for *_, each in found)

    def _first_broken(self) -> dict[tuple[int, str | None, int], int]:
        """Of each duty that a scenario shows broken, its place in the order in which they do."""
        hits = (hit for s in self.scenarios for hit in s.rules() if hit[2] in _BROKEN)
        return {each: place for place, each in enumerate(dict.fromkeys(map(about, hits)))}

    def met(self) -> tuple[Met, ...]:
        """Duties that were kept in every scenario."""
        return tuple(
            Met(declared.id, self.regime, part_of(row), event_of(row), declared.cites)
            for declared, row, hits in self._unbroken()
            if {hit[2] for _, hit in hits} == {MET} and self._everywhere(hits)
        )

    def undecided(self) -> tuple[Undecided, ...]:
        """Duties that some scenario leaves open and none shows broken."""
        found = []
        for declared, row, hits in self._unbroken():
            unsaid = [(scenario, hit) for scenario, hit in hits if hit[2] == UNDECIDED]
            if unsaid:
                of = (declared.id, self.regime, part_of(row), event_of(row))
                found.append(Undecided(*of, self._missing(unsaid), declared.cites))
        return tuple(found)

    @cached_property
    def _rules(self) -> list[tuple[int, Hits]]:
        return self._grouped(lambda scenario: scenario.rules())

    def _unbroken(self) -> Iterator[tuple[RuleDeclaration, Any, Hits]]:
        """Duties that no scenario shows broken; a note is no duty: it is never met nor open."""
        for index, hits in self._rules:
            declared = self.law.rules[index].declared
            if declared.kind != "note" and not any(hit[2] in _BROKEN for _, hit in hits):
                yield declared, hits[0][1][1], hits

    def _missing(self, hits: Hits) -> tuple[str, ...]:
        fields: set[str] = set()
        for scenario, (index, row, *_) in hits:
            left_open = self._of(scenario)
            rule = scenario.scalar.law.rules[index]
            for truth in rule.asked:
                fields |= scenario.union(partial(left_open.missing, truth, scenario.evaluated(row)))
        return tuple(sorted(fields))

    def _of(self, scenario: Scenario) -> LeftOpen:
        from foirules.engine.left_open import LeftOpen  # only where it is asked for

        made = self._left_open.get(id(scenario))
        if made is None:
            of, where = scenario, scenario.environment
            made = LeftOpen(of.scalar, of.root, self.as_of, where, of.varies)
            self._left_open[id(scenario)] = made
        return made

    # --- clocks and actions -------------------------------------------------------------------

    def clocks(self) -> tuple[Clock, ...]:
        """The clocks that some scenario starts."""
        return tuple(
            clock(
                self.law.clocks[index],
                self.regime,
                hits,
                self._everywhere(hits),
                self.environment,
                self.as_of,
            )
            for index, hits in self._clocks
        )

    @cached_property
    def _clocks(self) -> list[tuple[int, Hits]]:
        return self._grouped(lambda scenario: scenario.clocks())

    def actions(self) -> tuple[Action, ...]:
        """What can be done next in some scenario, in the order in which it can be done."""
        from foirules.engine.combining.actions import action  # only where they are asked for

        return tuple(
            action(self.law.actions[index], self.regime, hits, self.as_of)
            for index, hits in self._grouped(lambda scenario: scenario.actions())
        )

    def _with_drafts(self, actions: Sequence[Action]) -> tuple[Action, ...]:
        """The actions, each with the letter that the law has for it."""
        from foirules.engine.combining.drafts import draft  # only where they are asked for

        grouped = self._grouped(lambda scenario: scenario.actions())
        return tuple(
            evolve(each, draft=draft(self.law.actions[index], hits, self.as_of))
            for each, (index, hits) in zip(actions, grouped, strict=True)
        )

    # --- derivations --------------------------------------------------------------------------

    def derivations(self) -> tuple[Derivation, ...]:
        """How each clock's due day and each finding comes about, in one scenario that shows it."""
        from foirules.engine.combining import derivations  # only where it is asked for

        found = [
            derivations.of_clock(self.law.clocks[index], hits, self.as_of)
            for index, hits in self._clocks
        ]
        for _, hits in self._rules:
            broken = [(scenario, hit) for scenario, hit in hits if hit[2] in _BROKEN]
            if broken:
                found.append(derivations.of_finding(broken, self.as_of))
        return tuple(each for each in found if each is not None)

    # --- stages -------------------------------------------------------------------------------

    def stages(self) -> tuple[tuple[str | None, str], ...]:
        """How far each part has come; ``uncertain`` where the scenarios differ."""
        schema = self.law.schema
        kind = self.law.by_key[schema.part.name, schema.roles.stage].tree.type
        judging = [s.stages() for s in self.scenarios if not s.sample]
        found = []
        for each in zip(*judging, strict=True):
            name, stage = each[0]
            sure = all(other == stage != UNKNOWN for _, other in each)
            found.append((name, in_words(kind, stage) if sure else "uncertain"))
        return tuple(found)
