"""The last day for answering a request, as its receipt alone would have it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen

from foirules.assessing.one_case import check_results, judged, main_clock_alone, prepare
from foirules.cases.assessment import Assessment, Clock
from foirules.cases.case import Authority, Case, Event
from foirules.cases.errors import CaseError
from foirules.cases.lists import RESULTS
from foirules.documents.data import check_day
from foirules.documents.digests import digest_of_data
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.rules import DEFAULT

MESSAGES: Final = {
    "regime": "unknown regime {found}{near}",
    "kind": "unknown authority type {found}{near}",
    "school": "{day}: the policy {policy} does not say which days are school days; give a policy"
    " that does (school: terms) by --policy",
    "period": "{day}: the policy {policy} does not say how long the period {period} is on that day",
}


@frozen
class Due:
    """The last day for answering, and how it comes about.

    :param received: day zero.
    :param clock: the regime's main clock, with the days that are not counted.
    :param assessment: of a request that has only been received, as of that day.
    :param case: that request.
    """

    received: date
    authority_type: str
    clock: Clock
    assessment: Assessment
    case: Case

    @property
    def day(self) -> date:
        """The last day, inclusive."""
        assert self.clock.due is not None  # else there would be no Due
        return self.clock.due

    @property
    def disregarded(self) -> tuple[tuple[date, str], ...]:
        """The days after ``received`` and up to the last that do not count, with the reasons."""
        return self.clock.disregarded

    @property
    def regime(self) -> str:
        return self.assessment.regime

    @property
    def announced_until(self) -> date:
        """The last day for which bank holidays are announced: a later last day is provisional."""
        return self.assessment.announced_until

    @property
    def provisional(self) -> bool:
        """Whether the last day rests on bank holidays that are not announced yet."""
        return (self.clock.due_latest or self.day) > self.announced_until

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; dates are ISO."""
        clock = self.clock.to_dict()
        return {
            "made_by": self.assessment.made_by,
            "received": self.received.isoformat(),
            "regime": self.regime,
            "authority_type": self.authority_type,
            "policy": [{"id": id, "version": version} for id, version in self.assessment.policy],
            "calendar": {
                "announced_until": self.announced_until.isoformat(),
                "provisional": self.provisional,
            },
            **{key: clock[key] for key in ("due", "kind", "disregarded", "cites")},
        }


def due(
    received: date,
    *,
    regime: str = DEFAULT,
    authority_type: str | None = None,
    policy: str | None = None,
    policies: Mapping[str, Policy] | None = None,
    law: Mapping[str, Regime] | None = None,
    results: Collection[str] = RESULTS,
    explain: bool = False,
) -> Due:
    """The last day for answering a request that was received on a day; not legal advice.

    :param received: the day of receipt, day zero; it may be no working day.
    :param regime: the law under which it is made.
    :param authority_type: one of the regime's kinds of authority; its first, if not given.
    :param policy: the authority's; the regime's own, if not given.
    :param policies: from :func:`foirules.load_policies`; those shipped, if not given.
    :param law: from :func:`foirules.load_law`; the regimes shipped, if not given.
    :param results: the lists that the assessment is to have beside its clocks, as for
        :func:`foirules.assess`; all, if not given. With none, it has the main clock alone.
    :param explain: whether the assessment is to have its derivations.
    :raises CaseError: for a regime, a kind of authority or a policy that is not known, a day
        outside the calendar, and where the policy does not say how long the period is.
    :raises TypeError: where ``received`` is no date, but text or a time of a day.
    :raises ValueError: for a list that an assessment does not have.
    """
    check_day(received, "received")
    check_results(results)
    known = load_law() if law is None else law
    if regime not in known:
        near = expected(regime, known)
        raise CaseError([MESSAGES["regime"].format(found=repr(regime), near=near)])
    of, words = known[regime], known[regime].vocabulary
    kinds = words.authority_type.members
    kind = authority_type or kinds[0]
    if kind not in kinds:
        said = {"found": repr(kind), "near": expected(kind, kinds)}
        raise CaseError([MESSAGES["kind"].format(**said)])
    case = Case(
        case=f"received {received}",
        events=(Event(words.begins, received, id="1"),),
        regime=regime,
        authority=Authority(policy=policy, type=kind),
        digest=digest_of_data(
            {"received": received, "regime": regime, "authority_type": kind, "policy": policy}
        ),
    )
    every = load_policies(law=known) if policies is None else policies
    prepared = prepare(case, every)
    if not results:
        prepared = main_clock_alone(prepared)
    assessment = judged(prepared, case, received, {*results, "clocks"}, explain)
    name = of.schema.roles.main_clock
    clock = next(clock for clock in assessment.clocks if clock.clock == name)
    if clock.due is None:
        id = policy or regime
        version = every[id].in_force(name, received)
        lacking = "school" if version and version.amount else "period"
        raise CaseError([MESSAGES[lacking].format(day=received, policy=id, period=name)])
    return Due(received, kind, clock, assessment, case)
