"""The law that a log is judged by, as what names its files: processes read it for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from attrs import frozen

from foirules.assessing.one_case import Prepared, prepare
from foirules.audit.judging import recorded_days as days
from foirules.audit.judging.statistics import Statistics, statistics
from foirules.cases.case import Authority, Case
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import OwnRules, load_rules
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.rules import DEFAULT


@frozen
class LawOf:
    """The law that a log is judged by: files of policies, of rules and of law beside those shipped.

    :param law: folders of law; ``regime`` the one that is meant.
    :param beside: what is worked out with it: what is counted, or the days that a system may have
        recorded.
    """

    policies: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    regime: str = DEFAULT
    beside: Literal["statistics", "days"] = "statistics"

    def regimes(self) -> Mapping[str, Regime]:
        return load_law(self.law)

    def of(self) -> Regime:
        return self.regimes()[self.regime]

    def counted(self) -> Statistics:
        """What is counted of the cases of the regime."""
        return statistics(self.of())

    def known(self) -> Mapping[str, Policy]:
        return _policies(self.policies, self.law)

    def own(self) -> OwnRules:
        """The rules of one's own, and what is worked out beside them."""
        return _own(self.rules, self.law, self.regime, self.beside)

    def prepared(self, policy: str | None) -> Prepared:
        """The law of a policy; a CaseError where it is not known."""
        case = Case("", (), self.regime, Authority(policy=policy))
        return prepare(case, self.known(), self.own())


@lru_cache(maxsize=4)
def _policies(paths: tuple[str, ...], law: tuple[str, ...]) -> Mapping[str, Policy]:
    return load_policies(paths, load_law(law))


@lru_cache(maxsize=4)
def _own(paths: tuple[str, ...], law: tuple[str, ...], regime: str, beside: str) -> OwnRules:
    of = load_law(law)[regime]
    chapter = days.chapter(of) if beside == "days" else statistics(of).chapter
    rules = load_rules(paths, load_law(law)) if paths else OwnRules(())
    return rules.beside(of.id, chapter)


SHIPPED: Final = LawOf()
"""The default regime as it ships."""
