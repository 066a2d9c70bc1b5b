"""Many cases: judged in blocks over columns, each as :func:`foirules.assess` would assess it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define

from foirules.assessing.one_case import (
    ENGINES,
    MESSAGES,
    Prepared,
    assess,
    check_results,
    prepare,
    record_notes,
)
from foirules.cases.case import Case
from foirules.cases.errors import CaseError, EngineError
from foirules.cases.lists import RESULTS
from foirules.documents.data import check_day
from foirules.documents.suggest import expected
from foirules.engine.scenarios import ScenarioDays
from foirules.language.law import MOST_LAWS
from foirules.policy.own_rules import OwnRules
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment
    from foirules.engine.columns.compiler import Columns
    from foirules.engine.columns.day_tables import Functions
    from foirules.engine.columns.judged_block import JudgedBlock
    from foirules.engine.combining.combiner import Combiner
    from foirules.engine.environment import Environment
    from foirules.language.law import Law
    from foirules.language.regime import Regime

BLOCK: Final = 10_000  # cases held at a time
FEW: Final = 300  # below so many cases of one policy the scalar back end is the quicker
CHOICES: Final = ("auto", *ENGINES, "columns")
HOW_TO_GET: Final = "numpy is not installed: pip install 'foirules[columns]'"


def assess_many(
    cases: Iterable[Case | Mapping[str, Any]],
    as_of: date,
    *,
    engine: str = "auto",
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
    law: Mapping[str, Regime] | None = None,
    return_errors: bool = False,
    results: Collection[str] = RESULTS,
    explain: bool = False,
) -> Iterator[Assessment | CaseError]:
    """Assessments of many cases, in their order and in bounded memory; not legal advice.

    :param cases: any iterable of cases, or of dicts in the shape of a case file; it is read when
        the first result is asked for, and a block of it is held at a time.
    :param as_of: events after this day have not happened.
    :param engine: ``columns`` (numpy, the extra ``foirules[columns]``), ``scalar``, ``durable``, or
        ``auto``: columns where they can be had and the cases are many, else scalar.
    :param policies: from :func:`foirules.load_policies`; those shipped, if not given.
    :param rules: rules of one's own beside the Act's, from :func:`foirules.load_rules`.
    :param law: from :func:`foirules.load_law`; the regimes shipped, if not given.
    :param return_errors: yield the error of a case that cannot be assessed in its place.
    :param results: the lists to make, as for :func:`foirules.assess`; fewer are made sooner.
    :param explain: whether to make the derivations too, which takes much longer.
    :raises CaseError: for the first such case otherwise.
    :raises EngineError: where the engine asked for is not known or not installed, at once, or
        fails.
    :raises TypeError: at once, where ``as_of`` is no date, but text or a time of a day.
    """
    check_day(as_of, "as_of")
    check_results(results)
    by_columns = _by_columns(engine)
    waiting = iter(cases)
    if policies is None and law is not None:
        policies = load_policies(law=law)

    def judged(block: Sequence[Case]) -> Iterator[Assessment | CaseError]:
        if by_columns and (engine == "columns" or len(block) >= FEW):
            few = 0 if engine == "columns" else FEW
            days, lists = [as_of] * len(block), [results] * len(block)
            return _by_block(block, days, policies, rules, few, lists, explain)
        one_by_one = "scalar" if engine in ("auto", "columns") else engine
        return (_one(case, as_of, policies, rules, results, explain, one_by_one) for case in block)

    def each_judged() -> Iterator[Assessment | CaseError]:
        while block := list(islice(waiting, BLOCK)):
            read = [each if isinstance(each, Case) else _read(each, law) for each in block]
            found = judged([each for each in read if isinstance(each, Case)])
            for each in read:
                made = each if isinstance(each, CaseError) else next(found)
                if isinstance(made, CaseError) and not return_errors:
                    raise made
                yield made

    return each_judged()


def _read(data: Mapping[str, Any], law: Mapping[str, Regime] | None) -> Case | CaseError:
    from foirules.cases.case_file import case_from_dict

    try:
        return case_from_dict(data, law)
    except CaseError as error:
        return error


def assess_block(
    cases: Sequence[Case],
    as_of: Sequence[date],
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
    few: int = 0,
    results: Sequence[Collection[str]] | None = None,
    explain: bool = False,
) -> list[Assessment | CaseError]:
    """The assessments of some cases over columns, each as of a day of its own.

    :param few: where fewer cases than this are of one policy, they are assessed one by one; if not
        0, cases with ranges are too: one run of the scalar back end serves many scenarios.
    :param results: for each case the lists to make; all, if not given.
    :param explain: whether to make the derivations too.
    """
    lists = [RESULTS] * len(cases) if results is None else results
    return list(_by_block(cases, as_of, policies, rules, few, lists, explain))


def _by_block(
    cases: Sequence[Case],
    as_of: Sequence[date],
    policies: Mapping[str, Policy] | None,
    rules: OwnRules | None,
    few: int,
    results: Sequence[Collection[str]],
    explain: bool = False,
) -> Iterator[Assessment | CaseError]:
    """The same, each made when it is asked for.

    What is held for each case until then is a number and no object, which CPython's garbage
    collector would come to walk through with all the caller's cases.
    """
    found: list[_Judged | CaseError | None] = [None] * len(cases)  # None: to be judged alone
    numbers = [0] * len(cases)
    groups: dict[Hashable, tuple[Prepared, list[int]]] = {}
    for place, case in enumerate(cases):
        if case.also or case.unconfirmed or (few and case.ranged):
            continue
        alike = case.regime, case.authority.policy, case.partly_recorded
        if alike not in groups:
            try:
                groups[alike] = prepare(case, policies, rules), []
            except CaseError as error:
                found[place] = error
                continue
        groups[alike][1].append(place)
    for prepared, places in groups.values():
        if len(places) < few or len(prepared.environments) > 1:
            continue
        for block in _blocks(prepared, cases, as_of, places):
            judged = _judged(block, any(map(_DUTIES.intersection, results)))
            for number, (place, outside) in enumerate(
                zip(block.places, judged.outside(), strict=True)
            ):
                if not outside:  # else only the scalar back end knows whether the day is needed
                    found[place], numbers[place] = judged, number
    for place, each in enumerate(found):
        if isinstance(each, _Judged):
            yield each.assessment(numbers[place], results[place], explain)
        else:
            yield each or _one(cases[place], as_of[place], policies, rules, results[place], explain)


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
    results: Collection[str],
    explain: bool,
    engine: str = "scalar",
) -> Assessment | CaseError:
    try:
        return assess(
            case,
            as_of,
            engine=engine,
            policies=policies,
            rules=rules,
            results=results,
            explain=explain,
        )
    except CaseError as error:
        return error


# --- the cases of one policy ----------------------------------------------------------------------

_DUTIES: Final = frozenset(("met", "undecided"))


@define(eq=False, repr=False)
class _Block:
    """Cases that are judged together, by their places among all.

    :param scenarios: of each case with ranges, by its place, the days of each scenario.
    :param rows: of each case how many scenarios it has.
    """

    prepared: Prepared
    cases: Sequence[Case]
    as_of: Sequence[date]
    places: list[int] = Factory(list)
    scenarios: dict[int, tuple[ScenarioDays, ...]] = Factory(dict)
    rows: list[int] = Factory(list)

    def add(self, place: int, scenarios: tuple[ScenarioDays, ...]) -> None:
        self.places.append(place)
        self.rows.append(len(scenarios) or 1)
        if scenarios:
            self.scenarios[place] = scenarios


def _blocks(
    prepared: Prepared, cases: Sequence[Case], as_of: Sequence[date], places: Iterable[int]
) -> Iterator[_Block]:
    """The cases in blocks, but those whose days can be combined in too many ways to judge each."""
    block = _Block(prepared, cases, as_of)
    rows = 0
    for place in places:
        scenarios: tuple[ScenarioDays, ...] = ()
        if cases[place].ranged:
            found = prepared.scenarios(cases[place], as_of[place].toordinal())
            if found.unknown:
                continue
            scenarios = found.judged
        more = len(scenarios) or 1
        if block.places and rows + more > BLOCK:
            yield block
            block, rows = _Block(prepared, cases, as_of), 0
        block.add(place, scenarios)
        rows += more
    if block.places:
        yield block


@lru_cache(maxsize=MOST_LAWS)
def columns_of(law: Law) -> Columns:
    """A law compiled to columns."""
    from foirules.engine.columns.compiler import Columns

    return Columns(law)


@lru_cache(maxsize=MOST_LAWS)
def bounded_columns_of(law: Law) -> Columns:
    """A law compiled to columns of bounds."""
    from foirules.engine.columns.bounded import BoundedWriter
    from foirules.engine.columns.compiler import Columns

    return Columns(law, BoundedWriter)


def functions_of(prepared: Prepared) -> Functions:
    """A policy's functions over columns."""
    return _functions(prepared.environment)


@lru_cache(maxsize=64)
def _functions(environment: Environment) -> Functions:
    from foirules.engine.columns.day_tables import Functions

    return Functions(environment)


def _judged(of: _Block, duties: bool) -> _Judged:
    """The law applied to a block.

    :param duties: whether some case wants duties that are met or undecided.
    """
    import numpy as np

    from foirules.engine.columns.block import block
    from foirules.engine.columns.judged_block import JudgedBlock
    from foirules.engine.columns.log import log_of

    law = of.prepared.known.law
    rows = np.array(of.rows)
    starts = np.cumsum(rows) - rows
    log = log_of([of.cases[place] for place in of.places], law.schema)
    if of.scenarios:
        log = log.chosen(np.repeat(np.arange(len(rows)), rows))
        for place, start in zip(of.places, starts.tolist(), strict=True):
            for number, (days, _) in enumerate(of.scenarios.get(place, ()), start):
                first = log.first_event[number]
                log.on[first : first + len(days)] = days
    days_of = np.array([of.as_of[place].toordinal() for place in of.places], np.int32)
    alike = bool((days_of == days_of[0]).all())
    as_of = days_of[0] if alike else np.repeat(days_of, rows)
    made = block(log, law.schema, as_of, functions_of(of.prepared))
    found = JudgedBlock(law, made, columns_of(law).judge(made), log.first_event, duties)
    return _Judged(of, found, [*starts.tolist(), int(rows.sum())])


@define(eq=False, repr=False)
class _Judged:
    """A judged block; ``starts`` are each case's first row, and the end."""

    block: _Block
    found: JudgedBlock
    starts: list[int]

    def outside(self) -> list[bool]:
        """For each case whether a day, needed or not, lies outside the calendar."""
        import numpy as np

        marked: list[bool] = np.logical_or.reduceat(
            self.found.judged.outside, self.starts[:-1]
        ).tolist()
        return marked

    def assessment(self, number: int, results: Collection[str], explain: bool) -> Assessment:
        from foirules.cases.assessment import Assessment

        block, place = self.block, self.block.places[number]
        return Assessment(
            block.cases[place].case,
            block.cases[place].regime,
            block.as_of[place],
            block.prepared.policy.lineage(),
            block.prepared.environment.calendar.announced_until,
            (*block.cases[place].notes, *record_notes(block.cases[place])),
            basis=(block.prepared.basis,),
            input=block.cases[place].digest,
            **self._combiner(number).results(results, explain),
        )

    def _combiner(self, number: int) -> Combiner:
        """What makes the results of a case out of its rows."""
        from foirules.engine.columns.scenario import ColumnScenario
        from foirules.engine.combining.combiner import Combiner

        block, place = self.block, self.block.places[number]
        case, prepared, as_of = block.cases[place], block.prepared, block.as_of[place].toordinal()
        (environment,) = prepared.environments
        first = self.starts[number]
        scenarios = [
            ColumnScenario(
                self.found,
                first + each,
                case,
                prepared.known,
                environment,
                partial(self._evaluated, number, each),
            )
            for each in range(block.rows[number])
        ]
        return Combiner(
            prepared.known.law, prepared.policy.regime.id, environment, as_of, scenarios
        )

    def _evaluated(self, number: int, scenario: int) -> Any:
        """The row of a case by the scalar back end, in one of its scenarios."""
        block, place = self.block, self.block.places[number]
        case, prepared, as_of = block.cases[place], block.prepared, block.as_of[place].toordinal()
        if place in block.scenarios:
            chosen = block.scenarios[place][scenario]
        else:
            (chosen,) = prepared.scenarios(case, as_of).judged
        return prepared.run(case, as_of, chosen).root
