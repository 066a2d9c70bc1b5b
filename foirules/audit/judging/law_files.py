"""The law that a log is judged by, as names of files: each process reads them for itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from attrs import evolve, frozen

from foirules.assessing.one_case import Prepared, prepare
from foirules.audit.judging.return_counts import ReturnCounts, return_counts
from foirules.audit.judging.statistics import Statistics, statistics
from foirules.cases.basis import Basis
from foirules.cases.case import Authority, Case
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import OwnRules, load_rules
from foirules.policy.policies import load_policies, load_proposed
from foirules.policy.policy import Policy
from foirules.rules import DEFAULT

if TYPE_CHECKING:
    from foirules.returns.period import Period
    from foirules.returns.table import Table

Beside = Literal["statistics", "days"]
"""What is worked out with the law: what is counted, or the days that may have been recorded."""


@frozen
class LawFiles:
    """The law that a log is judged by: files beside what ships.

    :param policies: files of policies.
    :param rules: files of rules of one's own.
    :param law: folders of law.
    :param regime: the name of the one that is meant: of a log, that of the cases that name none.
    :param proposed: the file of a proposed policy, whose effect is wanted; ``by_proposal`` whether
        cases are judged by it.
    :param returns: the names of the returns that are wanted, and the period that they count.
    """

    policies: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    regime: str = DEFAULT
    beside: Beside = "statistics"
    returns: tuple[str, ...] = ()
    period: Period | None = None
    proposed: str | None = None
    by_proposal: bool = False

    def load_regimes(self) -> Mapping[str, Regime]:
        """The regimes known, by their names.

        :raises RegimeError: with every error of the folders.
        """
        return load_law(self.law)

    def of(self, regime: str) -> LawFiles:
        """The same, with another regime meant."""
        return self if regime == self.regime else evolve(self, regime=regime)

    def load_regime(self) -> Regime:
        """The regime that is meant."""
        return self.load_regimes()[self.regime]

    def statistics(self) -> Statistics:
        """What is counted of the cases of the regime."""
        return statistics(self.load_regime())

    def known_returns(self) -> Mapping[str, Table]:
        """The returns known, by their names.

        :raises RulesError: with every error of a file.
        """
        from foirules.returns.table import returns_of

        return returns_of(self.load_regimes())

    def return_counts(self) -> ReturnCounts:
        """What the returns that are wanted count of the cases of the regime."""
        return _return_counts(self.load_regime(), self.returns, self.period)

    def load_policies(self) -> Mapping[str, Policy]:
        """The policies known, by their names.

        :raises PolicyError: with every error of the files.
        """
        if self.proposed is not None and self.by_proposal:
            return _proposed(self.proposed, self.policies, self.law)[1]
        return _policies(self.policies, self.law)

    def proposal(self) -> Policy | None:
        """The proposed policy; None where there is none.

        :raises PolicyError: with every error of its file.
        """
        if self.proposed is None:
            return None
        return _proposed(self.proposed, self.policies, self.law)[0]

    def as_proposed(self) -> LawFiles:
        """The same law by the proposed policy, without what returns count."""
        return evolve(self, by_proposal=True, returns=(), period=None)

    def load_own_rules(self) -> OwnRules:
        """The rules of one's own, and what is worked out beside them.

        :raises RulesError: with every error of the files.
        """
        asked = self.returns, self.period
        return _own_rules(self.rules, self.law, self.regime, self.beside, *asked)

    def policy(self) -> Policy | None:
        """The regime's own policy; None where none is known."""
        return self.load_policies().get(self.regime)

    def basis(self) -> Basis | None:
        """What is judged by the regime's own policy, for its hashes; None where none is known."""
        policy = self.policy()
        if policy is None:
            return None
        rules = load_rules(self.rules, self.load_regimes()) if self.rules else OwnRules(())
        return Basis(policy, rules.of(self.regime))

    def prepared(self, policy: str | None, partly: bool = False) -> Prepared:
        """The law of a policy; of the regime's own, if None.

        :param partly: whether the sources of cases may not record all.
        :raises CaseError: where the policy is not known.
        """
        recorded = () if partly else None
        case = Case("", (), self.regime, Authority(policy=policy), recorded=recorded)
        return prepare(case, self.load_policies(), self.load_own_rules())


@lru_cache(maxsize=4)
def _policies(paths: tuple[str, ...], law: tuple[str, ...]) -> Mapping[str, Policy]:
    return load_policies(paths, load_law(law))


@lru_cache(maxsize=4)
def _proposed(
    path: str, paths: tuple[str, ...], law: tuple[str, ...]
) -> tuple[Policy, Mapping[str, Policy]]:
    return load_proposed(path, paths, load_law(law))


@lru_cache(maxsize=64)
def _own_rules(
    paths: tuple[str, ...],
    law: tuple[str, ...],
    regime: str,
    beside: Beside,
    returns: tuple[str, ...],
    period: Period | None,
) -> OwnRules:
    of = load_law(law)[regime]
    rules = load_rules(paths, load_law(law)) if paths else OwnRules(())
    if beside == "days":
        from foirules.audit.judging import recorded_days  # only for days that a log recorded

        return rules.beside(of.id, recorded_days.chapter(of))
    counted, cells = statistics(of), _return_counts(of, returns, period)
    if cells.cells:
        rules = rules.beside(of.id, cells.chapter)
    return rules.beside(of.id, counted.days).beside(of.id, counted.chapter)


def _return_counts(regime: Regime, returns: tuple[str, ...], period: Period | None) -> ReturnCounts:
    """What returns count, in a period; nothing where none is wanted."""
    return return_counts(regime, returns, period) if returns and period else ReturnCounts()


SHIPPED: Final = LawFiles()
"""The default regime as it ships."""
