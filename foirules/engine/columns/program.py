"""The steps that something of a law needs, in their order, and how they are kept.

To write the steps of a law takes longer than to run them on a few cases, so that they are kept as
JSON (:mod:`foirules.language.kept`): of each step the name of what it runs and what that is given.
No code is kept: what is run is a function of the modules that write steps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import FunctionType
from typing import Any, Final

from attrs import field, frozen

from foirules.engine.columns import (
    aggregates,
    beside,
    conditions,
    operations,
    steps,
    values,
    writer,
)
from foirules.engine.columns.arrays import SET, SMALL, WIDE, dtype_of
from foirules.engine.columns.domains import Slot
from foirules.engine.columns.operations import Operand
from foirules.engine.columns.steps import Step
from foirules.engine.columns.writer import HitSlots
from foirules.language.types import BOOL, DATE, SetType, Type

_HOMES: Final = {
    each.__name__.rpartition(".")[2]: each
    for each in (aggregates, beside, conditions, operations, steps, values, writer)
}


@frozen
class Program:
    """The steps that something needs, and the slots that it is read from.

    :param steps: each with its slot, and the slots that no later step reads.
    """

    steps: Sequence[tuple[Slot, Step, Sequence[Slot]]]
    outputs: Mapping[str, list[HitSlots]]
    stage: Slot | None


@frozen
class ProgramCodec:
    """Programs as JSON, and back.

    Of a type only its dtype is kept, which is all that a step asks of it.

    :param sets: a type of sets.
    """

    sets: SetType
    _types: Mapping[str, Type] = field(init=False)

    def __attrs_post_init__(self) -> None:
        of_dtype = {SMALL.name: BOOL, WIDE.name: DATE, SET.name: self.sets}
        object.__setattr__(self, "_types", of_dtype)

    def write(self, value: Program) -> str:
        """The text of a program.

        :raises TypeError: where a step runs something else than a function of these modules.
        """
        runs, labels = dict[str, int](), dict[str, int]()
        rows = [
            [
                slot,
                runs.setdefault(json.dumps(_run_as_data(step.run)), len(runs)),
                labels.setdefault(step.label, len(labels)),
                step.inputs,
                list(done),
            ]
            for slot, step, done in value.steps
        ]
        outputs = {
            name: [[hits.subject, hits.rows, hits.state, hits.values] for hits in each]
            for name, each in value.outputs.items()
        }
        functions = list(map(json.loads, runs))
        data = [functions, list(labels), rows, outputs, value.stage]
        return json.dumps(data, separators=(",", ":"))

    def read(self, text: str) -> Program:
        """The program of a text.

        :raises LookupError, AttributeError, ValueError: where it is none.
        """
        functions, labels, rows, outputs, stage = json.loads(text)
        runs = [self._run(*each) for each in functions]
        found = [
            (slot, Step(runs[run], inputs, labels[label]), done)
            for slot, run, label, inputs, done in rows
        ]
        of = {name: [HitSlots(*hits) for hits in each] for name, each in outputs.items()}
        return Program(found, of, stage)

    def _run(self, home: str, name: str, *given: Any) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(_HOMES[home], name)
        if not _is_kept(function):
            raise ValueError(f"{function} is not what a step runs")
        return partial(function, *map(self._given, given)) if given else function

    def _given(self, data: Any) -> Any:
        match data:
            case {"type": name}:
                return self._types[name]
            case {"operands": each}:
                return tuple(Operand(self._types[name], *may_be) for name, *may_be in each)
            case _:
                return data


def _run_as_data(run: Callable[..., Any]) -> list[Any]:
    """The module and the name of what a step runs, and what that is given."""
    function, given = (run.func, run.args) if isinstance(run, partial) else (run, ())
    if not _is_kept(function):
        raise TypeError(f"{function} cannot be kept")
    return [_home(function), function.__name__, *map(_as_data, given)]


def _is_kept(function: Any) -> bool:
    """Whether it is a function of its own in one of the modules that write steps."""
    home = _HOMES.get(_home(function)) if isinstance(function, FunctionType) else None
    return home is not None and getattr(home, function.__name__, None) is function


def _home(function: Any) -> str:
    module: str = function.__module__
    return module.rpartition(".")[2]


def _as_data(given: Any) -> Any:
    if isinstance(given, Type):
        return {"type": dtype_of(given).name}
    if isinstance(given, tuple) and all(isinstance(each, Operand) for each in given):
        each = [[dtype_of(o.type).name, o.absent, o.unknown] for o in given]
        return {"operands": each}
    return given
