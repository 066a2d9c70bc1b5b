"""What changed in the law from one day to another: periods, lists, rules and provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from attrs import frozen

from foirules.language.regime import Regime
from foirules.policy.policy import Policy, Version

SCHEMA: Final = "foirules/day-changes"
SCHEMA_VERSION: Final = 1
BEGAN, ENDED, CHANGED = "began", "ended", "changed"
CHANGES: Final = (BEGAN, ENDED, CHANGED)
KINDS: Final = ("period", "list", "rule", "provision")


@frozen
class DayChange:
    """What is law from a day on and was not before, or no longer is.

    :param on: the first day of the change.
    :param regime: the id of the body of law; ``policy`` of a period or a list that of the policy.
    :param what: one of KINDS; ``change`` one of CHANGES.
    :param before: what it was, in words, None for nothing; ``after`` what it is from then on.
    :param cites: what it rests on from then on, or did until then.
    """

    on: date
    regime: str
    what: str
    name: str
    change: str
    before: str | None
    after: str | None
    cites: str
    policy: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; the day is ISO."""
        return {
            "on": self.on.isoformat(),
            "regime": self.regime,
            "what": self.what,
            "name": self.name,
            "policy": self.policy,
            "change": self.change,
            "before": self.before,
            "after": self.after,
            "cites": self.cites,
        }


def between_days(
    first: date, last: date, policies: Iterable[Policy], known: Mapping[str, Policy]
) -> list[DayChange]:
    """What changed after the first day, up to and including the last, by day.

    Of a policy that extends another only what that does not say is told. A rule begins and ends by
    the day on which a case begins.

    :param policies: those that are asked for.
    :param known: all, by id.
    """
    asked = list(policies)
    laws = {each.regime.id: each.regime for each in asked if each.extends is None}
    found = [each for policy in asked for each in _of_policy(policy, known)]
    found += [each for law in laws.values() for each in _of_law(law)]
    found = [each for each in found if first < each.on <= last]
    return sorted(found, key=lambda each: (each.on, each.regime, KINDS.index(each.what), each.name))


def _of_policy(policy: Policy, known: Mapping[str, Policy]) -> Iterator[DayChange]:
    base = known.get(policy.extends or "")
    for what, own, those in (
        ("period", policy.periods, base.periods if base else {}),
        ("list", policy.sets, base.sets if base else {}),
    ):
        for name, versions in own.items():
            above = set(_of_versions(policy, what, name, those.get(name, ())))
            yield from (e for e in _of_versions(policy, what, name, versions) if e not in above)


def _of_versions(
    policy: Policy, what: str, name: str, versions: tuple[Version, ...]
) -> Iterator[DayChange]:
    for before, now in pairwise((None, *versions)):
        if now is None:
            continue
        held = before if before is not None and not _is_none(before) else None
        said = [None if each is None else _said(each) for each in (held, now)]
        if _is_none(now):
            said[1] = None
        if said[0] == said[1]:
            continue
        change = BEGAN if held is None else ENDED if said[1] is None else CHANGED
        cites = (before if change == ENDED and before else now).cites
        yield DayChange(
            now.start, policy.regime.id, what, name, change, said[0], said[1], cites, policy.id
        )


def _is_none(version: Version) -> bool:
    """Whether it says that there is no such period, or an empty list."""
    return version.length == "none" and not version.members


def _said(version: Version) -> str:
    return f"{', '.join(version.members) or version.length} ({version.kind})"


def _of_law(regime: Regime) -> Iterator[DayChange]:
    law = regime.law(regime.names_read())
    for rule in (read.declared for read in law.rules):
        said = (regime.id, "rule", rule.id)
        if rule.since is not None:
            yield DayChange(rule.since, *said, BEGAN, None, rule.kind, rule.cites)
        if rule.until is not None:
            on = rule.until + timedelta(days=1)
            yield DayChange(on, *said, ENDED, rule.kind, None, rule.cites)
    for entry in regime.register().entries.values():
        said = (regime.id, "provision", entry.provision)
        text = entry.heading or entry.title
        if entry.start is not None:
            yield DayChange(entry.start, *said, BEGAN, None, text, entry.provision)
        if entry.end is not None:
            on = entry.end + timedelta(days=1)
            yield DayChange(on, *said, ENDED, text, None, entry.provision)
