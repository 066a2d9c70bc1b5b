"""A case -> what the law says in each of its scenarios, by the scalar back end or durable-rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen

from foirules.cases.case import Case
from foirules.engine.environment import Environment
from foirules.engine.outputs import Outputs
from foirules.engine.scalar.compiler import Code, Scalar
from foirules.engine.scalar.rows import RowBuilder
from foirules.engine.scalar.scenario import ScalarScenario, ServedScenarios
from foirules.engine.scalar.varying import Exploration, lifted_environment
from foirules.engine.scenarios import ScenarioDays


@frozen(eq=False)
class Run:
    """A case, and the law that it is judged by.

    :param code: of that law, as much as the case and what is asked of it need.
    :param engine: what matches the rules, ``scalar`` or ``durable``.
    """

    builder: RowBuilder
    scalar: Scalar
    code: Code
    case: Case
    as_of: int
    engine: str = "scalar"

    def one(
        self, chosen: ScenarioDays, environment: Environment, sample: bool = False, first: int = 0
    ) -> ScalarScenario:
        """The rows of one scenario, evaluated and judged.

        :raises NotCounted: for a day outside the calendar.
        """
        root = self._evaluated(self.scalar, self.code, *chosen, environment)
        outputs = self._judged(self.scalar, self.code, root, environment)
        return ScalarScenario(root, outputs, self.scalar, environment, sample, first)

    def every(
        self, chosen: Sequence[ScenarioDays], environment: Environment, sample: bool, first: int
    ) -> list[ScalarScenario]:
        """All scenarios of a case, those together that one run serves.

        durable-rules takes one at a time: its facts are numbers.

        :param first: how many of the case come before them.
        :raises NotCounted: for a day outside the calendar.
        """
        if len(chosen) < 2 or self.engine == "durable":
            return [
                self.one(each, environment, sample, place)
                for place, each in enumerate(chosen, start=first)
            ]
        exploration = Exploration(chosen)
        scalar, code = self.scalar.lifted, self.code.lifted
        lifted = lifted_environment(environment)

        def alone(place: int) -> ScalarScenario:
            return self.one(chosen[place], environment, sample, first + place)

        def evaluated(place: int) -> Any:
            return self._evaluated(scalar, code, exploration.days, chosen[place][1], lifted)

        def judged(root: Any) -> Callable[[int], Outputs]:
            return lambda _: self._judged(scalar, code, root, lifted)

        # What only rules, clocks and actions tell apart has the same facts.
        return [
            ServedScenarios(
                root,
                outputs,
                scalar,
                lifted,
                sample,
                first,
                served.bit_count(),
                exploration=exploration,
                served=served,
                run=alone,
            )
            for root, alike in exploration.runs(evaluated, exploration.every)
            for outputs, served in exploration.runs(judged(root), alike)
        ]

    def _evaluated(
        self,
        scalar: Scalar,
        code: Code,
        days: Sequence[Any],
        happened: Sequence[bool],
        environment: Any,
    ) -> Any:
        """The rows of a scenario, with their facts."""
        root: Any = self.builder.build(self.case, self.as_of, days, happened)
        scalar.evaluate(root, self.as_of, environment, code)
        return root

    def _judged(self, scalar: Scalar, code: Code, root: Any, environment: Any) -> Outputs:
        """What rules, clocks and actions say of rows."""
        matched = self.engine == "durable" and code.makes("rules")
        outputs = scalar.judge(root, self.as_of, environment, rules=not matched, code=code)
        if matched:
            from foirules.engine.durable.matcher import match

            outputs.rules.extend(match(scalar, root, self.as_of, environment, self.case.case, code))
        return outputs
