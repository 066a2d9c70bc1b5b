"""What the law declares of clocks: what each is, and the actions by which it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from foirules.language.declarations import ActionDeclaration, ClockDeclaration
from foirules.language.regime import Regime


@frozen
class DeclaredClock:
    """A clock and the actions that meet it, in the order of the law."""

    clock: ClockDeclaration
    actions: tuple[ActionDeclaration, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """Whose it is: several, where either side can meet it."""
        return tuple(dict.fromkeys(action.actor for action in self.actions))


@frozen
class DeclaredClocks:
    """The clocks of several regimes.

    :param law: the regimes, by id.
    """

    law: Mapping[str, Regime]
    _by_key: dict[tuple[str, str], DeclaredClock] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for id, regime in self.law.items():
            actions = [action for chapter in regime.chapters for action in chapter.actions]
            for clock in (each for chapter in regime.chapters for each in chapter.clocks):
                found = tuple(each for each in actions if clock.name in each.meets)
                self._by_key[id, clock.name] = DeclaredClock(clock, found)

    def of(self, regime: str, clock: str) -> DeclaredClock:
        """A clock by its name."""
        return self._by_key[regime, clock]


def actors_of(law: Iterable[Regime]) -> tuple[str, ...]:
    """All who may have something to do, by any of the regimes."""
    names = (name for regime in law for name in regime.vocabulary.actor.members)
    return tuple(dict.fromkeys(names))
