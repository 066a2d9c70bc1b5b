"""A case in, an assessment out. Each step is a function of the case, ``as_of`` and the policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from foirules.calendars.working_days import NotCounted
from foirules.cases.basis import Basis
from foirules.cases.case import Case
from foirules.cases.confirming import without_unconfirmed
from foirules.cases.errors import CaseError, EngineError
from foirules.cases.lists import RESULTS
from foirules.documents.data import check_day
from foirules.documents.suggest import expected
from foirules.engine.environment import Environment
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.scalar.rows import RowBuilder
from foirules.engine.scenarios import ScenarioDays, Scenarios, scenarios
from foirules.language.declarations import Chapter
from foirules.language.law import MOST_LAWS, Law
from foirules.language.regime import Regime
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment
    from foirules.engine.combining.combiner import Combiner
    from foirules.engine.scalar.compiler import Code
    from foirules.engine.scalar.scenario import ScalarScenario
    from foirules.policy.own_rules import OwnRules

MOST_PREPARED = 64  # laws prepared for policies; with rules of one's own each is compiled, too
NOT_ALL = (
    "its source does not record all: clocks, actions and stages take what is not recorded as not"
    " having happened"
)
Own = tuple[Chapter, ...]
ENGINES = ("scalar", "durable")
EXPLAINED = ("clocks", "findings")  # of which derivations tell
MESSAGES = {
    "policy": "{place}: unknown policy {found}{near}",
    "regime": "{place}: the policy {found} is of {of}, and the case of {regime}",
    "policies": "{place}: the policies {found} are both of {regime}",
    "outside": "{case}: {reason}",
    "engine": "unknown engine {found}{near}",
    "results": "results: unknown list {found}{near}",
}


def assess(
    case: Case | Mapping[str, Any],
    as_of: date,
    *,
    engine: str = "scalar",
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
    law: Mapping[str, Regime] | None = None,
    results: Collection[str] = RESULTS,
    explain: bool = False,
) -> Assessment:
    """Everything the law says of a case as of one day; not legal advice.

    :param case: from :func:`foirules.load_case`, or a dict in the shape of a case file.
    :param as_of: events after this day have not happened.
    :param engine: what matches the rules: ``scalar``, or ``durable`` with durable-rules installed.
    :param policies: from :func:`foirules.load_policies`; those shipped, if not given.
    :param rules: rules of one's own beside the Act's, from :func:`foirules.load_rules`.
    :param law: from :func:`foirules.load_law`; the regimes shipped, if not given.
    :param results: the lists to make, by their names in the assessment: ``findings``, ``met``,
        ``undecided``, ``clocks``, ``actions``, ``stages``; all, if not given.
    :param explain: whether to make the derivations too.
    :raises CaseError: with every error of a dict that is no case; for a policy that is not known, a
        day outside the calendar, or a negative number of working days, which only rules of one's
        own could ask for.
    :raises EngineError: where the engine asked for is not known, not installed or fails.
    :raises TypeError: where ``as_of`` is no date, but text or a time of a day.
    :raises ValueError: for a list that an assessment does not have.
    """
    check_day(as_of, "as_of")
    check_results(results)
    if not isinstance(case, Case):
        from foirules.cases.case_file import case_from_dict

        case = case_from_dict(case, law)
    if policies is None and law is not None:
        policies = load_policies(law=law)
    if engine not in ENGINES:
        near = expected(engine, ENGINES)
        raise EngineError(MESSAGES["engine"].format(found=repr(engine), near=near))
    found = [
        _judged(each, as_of, policies, rules, results, explain, engine)
        for each in case.under_each()
    ]
    if not case.also:
        return found[0]
    from foirules.cases.assessment import together

    return together(found, [(part, each.regime) for each in case.also for part in each.parts])


def _judged(
    case: Case,
    as_of: date,
    policies: Mapping[str, Policy] | None,
    rules: OwnRules | None,
    results: Collection[str],
    explain: bool,
    engine: str,
) -> Assessment:
    """A case judged, and where not all that was read is confirmed again without that.

    :raises CaseError: as :func:`assess` does.
    """
    if not case.unconfirmed:
        return judged(prepare(case, policies, rules), case, as_of, results, explain, engine)
    from foirules.assessing.confirmed import NEEDED, as_far_as_confirmed, lists_needed

    sure = without_unconfirmed(case)
    both = (
        judged(prepare(each, policies, rules), each, as_of, lists, explain and each is case, engine)
        for each, lists in ((case, lists_needed(results)), (sure, NEEDED))
    )
    return as_far_as_confirmed(case, *both).only(results)


def judged(
    prepared: Prepared,
    case: Case,
    as_of: date,
    results: Collection[str],
    explain: bool,
    engine: str = "scalar",
) -> Assessment:
    """A case judged by a law that has been prepared for it.

    :raises CaseError: for a day outside the calendar.
    """
    from foirules.cases.assessment import Assessment  # the law of a log is prepared without it

    scenarios = prepared.scenarios(case, as_of.toordinal())
    needed = {*results, *EXPLAINED} if explain else results
    try:
        combiner = prepared.combiner(case, as_of.toordinal(), scenarios, engine, needed)
    except NotCounted as error:
        raise CaseError([MESSAGES["outside"].format(case=case.case, reason=error)]) from None
    return Assessment(
        case=case.case,
        regime=case.regime,
        as_of=as_of,
        policy=prepared.policy.lineage(),
        announced_until=prepared.environment.calendar.announced_until,
        notes=(*case.notes, *record_notes(case), *_notes(scenarios)),
        basis=(prepared.basis,),
        input=case.digest,
        **combiner.results(results, explain),
    )


def check_results(results: Collection[str]) -> None:
    """Refuse names that are of no list of an assessment.

    :raises ValueError: for the first of them.
    """
    for name in results:
        if name not in RESULTS:
            near = expected(name, RESULTS)
            raise ValueError(MESSAGES["results"].format(found=repr(name), near=near))


@frozen(eq=False, repr=False)
class Prepared:
    """A law compiled for one policy.

    :param environments: of the policies it may be, one unless the day of a change is not known.
    :param partly: whether it is the law of cases of which the source may not record all.
    """

    policy: Policy
    environment: Environment
    environments: tuple[Environment, ...]
    builder: RowBuilder
    known: Scalar
    basis: Basis
    own: Own = ()
    partly: bool = False

    def scenarios(self, case: Case, as_of: int) -> Scenarios:
        """The ways in which the days of a case may have fallen."""
        return scenarios(case, as_of, self.known.law)

    def combiner(
        self,
        case: Case,
        as_of: int,
        scenarios: Scenarios,
        engine: str = "scalar",
        results: Collection[str] = RESULTS,
    ) -> Combiner:
        """A case judged in every scenario, ready to be put together.

        :param results: the lists that it is to give.

        :raises NotCounted: for a day outside the calendar.
        """
        from foirules.assessing.run import Run  # only where a case is judged by itself
        from foirules.engine.combining.combiner import Combiner

        scalar = self.scalar(bool(scenarios.unknown))
        events = {event.event for event in case.events}

        def every(code: Code) -> list[ScalarScenario]:
            run = Run(self.builder, scalar, code, case, as_of, engine)
            found: list[ScalarScenario] = []
            first = 0
            for environment in self.environments:
                for sample, chosen in ((False, scenarios.judged), (True, scenarios.samples)):
                    found += run.every(chosen, environment, sample, first)
                    first += len(chosen)
            return found

        found = scalar.run_for(events, results, every)
        return Combiner(self.known.law, self.policy.regime.id, self.environment, as_of, found)

    def scalar(self, dates_unknown: bool) -> Scalar:
        """The law, or that by which the days of events may be unknown."""
        if dates_unknown:
            periods = self.known.law.periods
            return _compiled(self.policy.regime, periods, self.own, self.partly, dates_unknown=True)
        return self.known

    def run(self, case: Case, as_of: int, chosen: ScenarioDays) -> ScalarScenario:
        """One scenario, evaluated and judged by the policy as it stands."""
        from foirules.assessing.run import Run

        def one(code: Code) -> ScalarScenario:
            run = Run(self.builder, self.known, code, case, as_of)
            return run.one(chosen, self.environment)

        return self.known.run_for({event.event for event in case.events}, RESULTS, one)


def prepare(
    case: Case,
    policies: Mapping[str, Policy] | None = None,
    rules: OwnRules | None = None,
) -> Prepared:
    """The law and the policy that a case is judged by.

    :raises CaseError: where the policy is not known.
    """
    known = load_policies() if policies is None else policies
    place = case.authority.place or case.case
    wanted = own_policy(case.authority.policy, case.regime, known, place)
    policy = known.get(wanted)
    if policy is None:
        near = expected(wanted, known)
        said = MESSAGES["policy"].format(place=place, found=repr(wanted), near=near)
        raise CaseError([said])
    if policy.regime.id != case.regime:
        said = MESSAGES["regime"].format(
            place=place, found=repr(wanted), of=policy.regime.id, regime=case.regime
        )
        raise CaseError([said])
    own = _own(policy, rules)
    return _prepared(policy, own, case.partly_recorded)


@lru_cache(maxsize=MOST_PREPARED)
def main_clock_alone(prepared: Prepared) -> Prepared:
    """The same law with its main clock and nothing else."""
    law = prepared.known.law
    places = [each.name for each in law.outlines["clocks"]]
    main = law.clocks[places.index(law.schema.roles.main_clock)]
    only = evolve(law, rules=(), clocks=(main,), actions=())
    return evolve(prepared, known=Scalar(only))


def own_policy(
    named: str | tuple[str, ...] | None, regime: str, known: Mapping[str, Policy], place: str
) -> str:
    """The policy that a case names or, where it names one for each of its regimes, that of one.

    :param place: what messages begin with.
    :raises CaseError: where two are of one regime.
    """
    if not isinstance(named, tuple):
        return named or regime
    for each in named:
        if each not in known:
            return each  # to be told as not known
    own = [each for each in named if known[each].regime.id == regime]
    if len(own) > 1:
        found = " and ".join(map(repr, own))
        raise CaseError([MESSAGES["policies"].format(place=place, found=found, regime=regime)])
    return own[0] if own else regime


@lru_cache(maxsize=MOST_PREPARED)
def _prepared(policy: Policy, own: Own, partly: bool) -> Prepared:
    known = _compiled(policy.regime, names_of(policy), own, partly)
    environment = Environment(policy)
    environments = tuple(
        environment if each is policy else Environment(each) for each in policy.variants()
    )
    builder = RowBuilder(known.law.schema)
    basis = Basis(policy, own)
    return Prepared(policy, environment, environments, builder, known, basis, own, partly)


def names_of(policy: Policy) -> frozenset[str]:
    """The periods and lists that the law can look up in a policy."""
    return frozenset(policy.periods) | frozenset(policy.sets)


def law_for(policy: Policy, rules: OwnRules | None = None) -> Law:
    """The law, read with the names of a policy's periods and lists."""
    return policy.regime.law(names_of(policy), own=_own(policy, rules))


def _own(policy: Policy, rules: OwnRules | None) -> Own:
    """The rules of one's own that stand beside the law of a policy."""
    return rules.of(policy.regime.id) if rules else ()


@lru_cache(maxsize=MOST_LAWS)
def _compiled(
    regime: Regime,
    periods: frozenset[str],
    own: Own,
    partly: bool = False,
    dates_unknown: bool = False,
) -> Scalar:
    return Scalar(regime.law(periods, dates_unknown, own, partly))


def record_notes(case: Case) -> tuple[str, ...]:
    """What limits what is found where a source does not record all."""
    return (NOT_ALL,) if case.partly_recorded else ()


def _notes(scenarios: Scenarios) -> tuple[str, ...]:
    if not scenarios.unknown:
        return ()
    events = ", ".join(scenarios.unknown)
    return (
        f"the days of events {events} may be combined in too many ways to judge each: they are"
        " taken as unknown, and what is possible is shown by samples",
    )
