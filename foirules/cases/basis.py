"""What a result was made from, as hashes: the law, the policy and the calendar.

The law is the files of its regime and the chapters that stand beside them, with rules of one's own;
the policy is all that it says, with what it extends; the calendar is the days that do not count
under the regime, and the bank holidays that ship.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from foirules.documents.digests import data_of, digest_of_all, digest_of_data
from foirules.rules.version import made_by

if TYPE_CHECKING:
    from foirules.calendars.working_days import Calendar
    from foirules.language.declarations import Chapter
    from foirules.policy.policy import Policy


@frozen
class Digests:
    """The hashes of a law, a policy and a calendar."""

    law: str
    policy: str
    calendar: str


@frozen(eq=False, repr=False)
class Basis:
    """The policy that a case is judged by, which knows its law. Its hashes are worked out when they
    are asked for, once; in another process they are all that is left of it.

    :param own: rules of one's own that stand beside the law.
    """

    policy: Policy | None
    own: tuple[Chapter, ...] = ()
    known: Digests | None = None

    def __reduce__(self) -> Any:
        return Basis, (None, (), self.digests)

    @property
    def digests(self) -> Digests:
        if self.known is not None:
            return self.known
        assert self.policy is not None
        return _digests(self.policy, self.own)


def made_by_all(bases: Iterable[Basis], input: str | None) -> dict[str, str | None]:
    """What made a result, as every result in JSON says it.

    :param bases: of each regime that it is under.
    :param input: the hash of what was judged; None where there is none.
    """
    found = list(dict.fromkeys(each.digests for each in bases))
    law, policy, calendar = (
        digest_of_all(getattr(each, name) for each in found)
        for name in ("law", "policy", "calendar")
    )
    return made_by(law=law, policy=policy, calendar=calendar, input=input)


def made_by_each(made: Iterable[Mapping[str, str | None]]) -> dict[str, str | None]:
    """What made several results: of each hash one for all of theirs."""
    whole, results = made_by(), list(made)
    for name in ("law", "policy", "calendar", "input"):
        whole[name] = digest_of_all(said for each in results if (said := each[name]))
    return whole


@lru_cache(maxsize=256)
def _digests(policy: Policy, own: tuple[Chapter, ...]) -> Digests:
    of = policy.regime
    law = (of.digest, *(digest_of_data(data_of(each)) for each in own))
    said = {**data_of(policy, without=("regime", "source")), "regime": of.id}
    return Digests(digest_of_all(law) or "", digest_of_data(said), _calendar(of.calendar))


@cache
def _calendar(calendar: Calendar) -> str:
    from foirules.calendars import table

    shipped = {name: value for name, value in vars(table).items() if name.isupper()}
    of = (calendar.name, calendar.first, calendar.last, calendar.announced_until)
    days = calendar.holidays(calendar.first, calendar.last)
    return digest_of_data([of, days, shipped])
