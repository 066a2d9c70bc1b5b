"""Many cases: judged in blocks over columns, each as :func:`foirules.assess` would assess it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from attrs import define, frozen

from foirules.assess import ENGINES, MESSAGES, Prepared, assess, prepare
from foirules.document import expected
from foirules.engine.results import Combiner
from foirules.model import (
    Action,
    Assessment,
    Case,
    CaseError,
    Clock,
    Derivation,
    EngineError,
    Finding,
    Met,
    Undecided,
)
from foirules.own_rules import OwnRules
from foirules.policy import Policy

if TYPE_CHECKING:
    from foirules.engine.column_results import JudgedBlock
    from foirules.engine.columns import Columns
    from foirules.engine.day_tables import Functions
    from foirules.language.law import Law

BLOCK: Final = 10_000  # cases held at a time
FEW: Final = 300  # below so many cases of one policy the scalar back end is the quicker
CHOICES: Final = ("auto", *ENGINES, "columns")
HOW_TO_GET: Final = "numpy is not installed: pip install 'foirules[columns]'"


def assess_many(
    cases: Iterable[Case],
    as_of: date,
    *,
    engine: str = "auto",
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
    return_errors: bool = False,
) -> Iterator[Assessment | CaseError]:
    """Assessments of many cases, in their order and in bounded memory; not legal advice.

    :param cases: any iterable; a block of them is held at a time.
    :param as_of: events after this day have not happened.
    :param engine: ``columns`` (numpy, the extra ``foirules[columns]``), ``scalar``, ``durable``, or
        ``auto``: columns where they can be had and the cases are many, else scalar.
    :param policies: from :func:`foirules.load_policies`; those shipped, if not given.
    :param rules: rules of one's own beside the Act's, from :func:`foirules.load_rules`.
    :param return_errors: yield the error of a case that cannot be assessed in its place.
    :raises CaseError: for the first such case otherwise.
    :raises EngineError: where the engine asked for is not known, not installed or fails.
    """
    by_columns = _by_columns(engine)
    waiting = iter(cases)
    while block := list(islice(waiting, BLOCK)):
        found: Iterable[Assessment | CaseError]
        if by_columns and (engine == "columns" or len(block) >= FEW):
            few = 0 if engine == "columns" else FEW
            found = _emptied(assess_block(block, [as_of] * len(block), policies, rules, few))
        else:
            one_by_one = "scalar" if engine in ("auto", "columns") else engine
            found = (_one(case, as_of, policies, rules, one_by_one) for case in block)
        for each in found:
            if isinstance(each, CaseError) and not return_errors:
                raise each
            yield each


def _emptied(found: list[Assessment | CaseError]) -> Iterator[Assessment | CaseError]:
    """Each of a list in its order; what is made of one that was looked at goes with it."""
    found.reverse()
    while found:
        yield found.pop()


def assess_block(
    cases: Sequence[Case],
    as_of: Sequence[date],
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
    few: int = 0,
) -> list[Assessment | CaseError]:
    """The assessments of some cases over columns, each as of a day of its own.

    :param few: where fewer cases than this are of one policy, they are assessed one by one.
    """
    found: dict[int, Assessment | CaseError] = {}
    groups: dict[int, tuple[Prepared, list[int]]] = {}
    for place, case in enumerate(cases):
        try:
            prepared = prepare(case, policies, rules)
        except CaseError as error:
            found[place] = error
            continue
        groups.setdefault(id(prepared), (prepared, []))[1].append(place)
    alone: list[int] = []
    for prepared, places in groups.values():
        if len(places) < few:
            alone += places
            continue
        for block in _blocks(prepared, cases, as_of, places, alone):
            judged = _judged(prepared, block)
            outside = judged.outside()
            for number, each in enumerate(block):
                if outside[number]:  # only the scalar back end knows whether the day is needed
                    alone.append(each.place)
                else:
                    found[each.place] = judged.assessment(number)
    for place in alone:
        found[place] = _one(cases[place], as_of[place], policies, rules)
    return [found[place] for place in range(len(cases))]


def columns_available() -> bool:
    """Whether numpy can be loaded here."""
    try:
        import numpy  # noqa: F401
    except ImportError:
        return False
    return True


def _by_columns(engine: str) -> bool:
    if engine not in CHOICES:
        near = expected(engine, CHOICES)
        raise EngineError(MESSAGES["engine"].format(found=repr(engine), near=near))
    if engine == "columns" and not columns_available():
        raise EngineError(HOW_TO_GET)
    return engine in ("auto", "columns") and columns_available()


def _one(
    case: Case,
    as_of: date,
    policies: Mapping[str, Policy] | None,
    rules: OwnRules | None,
    engine: str = "scalar",
) -> Assessment | CaseError:
    try:
        return assess(case, as_of, engine=engine, policies=policies, rules=rules)
    except CaseError as error:
        return error


# --- the cases of one policy ----------------------------------------------------------------------

Way = tuple[tuple[int | None, ...], tuple[bool, ...]]
"""For each event its day, and whether it has happened."""


@frozen
class _Waiting:
    """A case to be judged, with the ways in which its days may have fallen if they are ranges."""

    place: int
    case: Case
    as_of: date
    ways: tuple[Way, ...] | None

    @property
    def rows(self) -> int:
        return 1 if self.ways is None else len(self.ways)


def _blocks(
    prepared: Prepared,
    cases: Sequence[Case],
    as_of: Sequence[date],
    places: Iterable[int],
    alone: list[int],
) -> Iterator[list[_Waiting]]:
    """The cases in blocks, with a row for each way of each.

    Those whose days can be combined in too many ways to judge each go to ``alone``.
    """
    block: list[_Waiting] = []
    rows = 0
    for place in places:
        case, ways = cases[place], None
        if any(event.until is not None for event in case.events):
            found = prepared.ways(case, as_of[place].toordinal())
            if found.unknown:
                alone.append(place)
                continue
            ways = found.ways
        each = _Waiting(place, case, as_of[place], ways)
        if block and rows + each.rows > BLOCK:
            yield block
            block, rows = [], 0
        block.append(each)
        rows += each.rows
    if block:
        yield block


@lru_cache(maxsize=64)
def columns_of(law: Law) -> Columns:
    """A law compiled to columns."""
    from foirules.engine.columns import Columns

    return Columns(law)


@lru_cache(maxsize=64)
def functions_of(prepared: Prepared) -> Functions:
    """A policy's functions over columns."""
    from foirules.engine.day_tables import Functions

    return Functions(prepared.environment)


def _judged(prepared: Prepared, waiting: list[_Waiting]) -> _Judged:
    """The law applied to a block."""
    import numpy as np

    from foirules.engine.block import block
    from foirules.engine.column_results import JudgedBlock
    from foirules.engine.log import log_of

    law = prepared.known.law
    rows = np.array([each.rows for each in waiting])
    starts = np.cumsum(rows) - rows
    log = log_of([each.case for each in waiting], law.schema)
    if any(each.ways is not None for each in waiting):
        log = log.chosen(np.repeat(np.arange(len(rows)), rows))
        for each, start in zip(waiting, starts.tolist(), strict=True):
            for number, (days, _) in enumerate(each.ways or (), start):
                first = log.first_event[number]
                log.on[first : first + len(days)] = days
    days_of = np.array([each.as_of.toordinal() for each in waiting], np.int32)
    alike = bool((days_of == days_of[0]).all())
    as_of = days_of[0] if alike else np.repeat(days_of, rows)
    made = block(log, law.schema, as_of, functions_of(prepared))
    found = JudgedBlock(law, made, columns_of(law).judge(made), log.first_event)
    return _Judged(prepared, waiting, found, [*starts.tolist(), int(rows.sum())])


@define(eq=False)
class _Judged:
    """A judged block; ``starts`` are each case's first row, and the end."""

    prepared: Prepared
    waiting: list[_Waiting]
    found: JudgedBlock
    starts: list[int]

    def outside(self) -> list[bool]:
        """For each case whether a day, needed or not, lies outside the calendar."""
        import numpy as np

        marked: list[bool] = np.logical_or.reduceat(
            self.found.judged.outside, self.starts[:-1]
        ).tolist()
        return marked

    def assessment(self, number: int) -> Assessment:
        each, prepared = self.waiting[number], self.prepared
        return Assessment(
            each.case.case,
            each.case.regime,
            each.as_of,
            prepared.policy.lineage(),
            prepared.environment.calendar.announced_until,
            (),
            _Results(self, number),
        )

    def combiner(self, number: int) -> Combiner:
        """What makes the results of a case out of its rows."""
        from foirules.engine.column_results import ColumnScenario

        each, prepared = self.waiting[number], self.prepared
        as_of = each.as_of.toordinal()
        days = tuple(event.on.toordinal() for event in each.case.events)
        ways = each.ways or ((days, tuple(day <= as_of for day in days)),)

        def evaluate(way: Way) -> Any:
            return prepared.run(each.case, as_of, *way, "scalar").root

        scenarios = [
            ColumnScenario(self.found, row, each.case, prepared.known, way, evaluate)
            for row, way in enumerate(ways, self.starts[number])
        ]
        return Combiner(prepared.known.law, prepared.environment, as_of, scenarios)


@define(slots=False, eq=False)
class _Results:
    """The results of one case of a block, made when they are looked at."""

    of: _Judged
    number: int

    @cached_property
    def _combiner(self) -> Combiner:
        return self.of.combiner(self.number)

    def findings(self) -> tuple[Finding, ...]:
        return self._combiner.findings()

    def met(self) -> tuple[Met, ...]:
        return self._combiner.met()

    def undecided(self) -> tuple[Undecided, ...]:
        return self._combiner.undecided()

    def clocks(self) -> tuple[Clock, ...]:
        return self._combiner.clocks()

    def actions(self) -> tuple[Action, ...]:
        return self._combiner.actions()

    def stages(self) -> tuple[tuple[str | None, str], ...]:
        return self._combiner.stages()

    def derivations(self) -> tuple[Derivation, ...]:
        return self._combiner.derivations()
