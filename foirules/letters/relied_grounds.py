"""The grounds that a letter relies on, and those that it only names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import define, evolve, field, frozen

from foirules.language.types import with_names_above

DROPPED, QUOTED, OTHER_LAW, IN_PASSING = "dropped", "quoted", "other-law", "in-passing"


@frozen
class Named:
    """A ground that a letter names and does not rely on in it, and how it names it."""

    name: str
    how: str
    line: int
    parts: tuple[str, ...] | None = None


@frozen
class Ground:
    """A ground relied on: where it is first, and the parts it is relied on for; None for all."""

    name: str
    line: int
    parts: tuple[str, ...] | None


@define
class ReliedOn:
    """The grounds of a letter.

    :param let_go: the places of the sentences that name grounds and rely on none.
    """

    grounds: list[Ground] = field(factory=list)
    named: list[Named] = field(factory=list)
    let_go: set[int] = field(factory=set)
    _firsts: dict[tuple[str, tuple[str, ...] | None], Ground] = field(factory=dict, repr=False)

    def of_part(self, label: str | None) -> dict[str, int]:
        """The grounds relied on for a part, each with its line; of those above one another the
        deepest. For None those relied on for no part by name."""
        found: dict[str, int] = {}
        for each in self.grounds:
            if each.parts is None if label is None else label in (each.parts or ()):
                found.setdefault(each.name, each.line)
        return deepest(found)

    def rely(self, ground: Ground) -> None:
        """Adds a ground that a sentence relies on."""
        self.grounds.append(ground)
        self._firsts.setdefault((ground.name, ground.parts), ground)

    def firsts(self) -> Collection[Ground]:
        """The grounds that sentences rely on, each once for the same parts, as it is first."""
        return self._firsts.values()

    def alike(self, part: str, other: str) -> None:
        """Relies for a part on all that is relied on for another."""
        self.grounds += [
            evolve(each, parts=(part,)) for each in self.grounds if other in (each.parts or ())
        ]

    def names(self) -> set[str]:
        """All grounds relied on, with those above them."""
        return {above for each in self.grounds for above in with_names_above(each.name)}

    def drop(self, name: str, parts: tuple[str, ...] | None) -> None:
        """A ground that is dropped later in a letter was not relied on in the end, for these parts;
        nor were those below it."""
        dropped = {
            (each.name, each.parts)
            for each in self.firsts()
            if name in with_names_above(each.name)
            and not (parts and each.parts and set(parts).isdisjoint(each.parts))
        }
        if dropped:
            self.grounds = [e for e in self.grounds if (e.name, e.parts) not in dropped]
            self._firsts = {of: each for of, each in self._firsts.items() if of not in dropped}

    def was_dropped(self, name: str, parts: tuple[str, ...] | None) -> bool:
        """Whether the letter has said of a ground, or of one above it, that it does not rely on
        it, and not of other parts than these."""
        dropped = {
            each.name
            for each in self.named
            if each.how == DROPPED
            and not (parts and each.parts and set(parts).isdisjoint(each.parts))
        }
        return not dropped.isdisjoint(with_names_above(name))

    def give_apart(self, summary: Sequence[Ground]) -> None:
        """Where a letter names several grounds for several parts at once, and below that says of
        each of these parts which of them it is refused on, a ground is of the parts that it is
        named for there."""
        places = [place for place, each in enumerate(self.grounds) if each in summary]
        if not places:
            return
        of_all = set(summary[0].parts or ())
        later = [
            each
            for each in self.grounds[places[-1] + 1 :]
            if each.parts and of_all.issuperset(each.parts) and len(each.parts) < len(of_all)
        ]
        named: dict[str, set[str]] = {}
        for ground in summary:
            for each in later:
                if ground.name in with_names_above(each.name):
                    named.setdefault(ground.name, set()).update(each.parts or ())
        if of_all.issubset(set().union(*named.values())):
            self.grounds = [e for e in self.grounds if e not in summary or e.name not in named]

    def refine(self) -> None:
        """A ground relied on by its section alone is that at the level at which the letter names it
        elsewhere, for the same parts or for none; one that is named for no part, at that of any."""
        of_parts = _below(each.name for each in self.grounds if each.parts)
        loose = [each for each in self.grounds if each.parts is None and each.name in of_parts]
        self.grounds = [
            *(each for each in self.grounds if each.parts is not None or each.name not in of_parts),
            *(evolve(each, name=name) for each in loose for name in of_parts[each.name]),
        ]
        of_none = _below(each.name for each in self.grounds if each.parts is None)
        self.grounds += [
            evolve(each, name=name)
            for each in self.grounds
            if each.parts is not None
            for name in of_none.get(each.name, ())
        ]
        passing = [each for each in self.named if each.how == IN_PASSING]
        relied = {each.name for each in self.grounds}
        for each in passing:
            if with_names_above(each.name)[0] in relied:
                self.named.remove(each)  # it is relied on in another sentence
                continue
            above = [name for name in with_names_above(each.name)[1:] if name in relied]
            below = any(each.name in with_names_above(name)[1:] for name in relied)
            if below:
                self.named.remove(each)
            elif above and not any(above[0] in with_names_above(name)[1:] for name in relied):
                self.named.remove(each)
                of = next(ground for ground in self.grounds if ground.name == above[0])
                self.grounds.append(Ground(each.name, each.line, of.parts))

    def leave_out_conditions(self, conditions: Sequence[str]) -> None:
        """What only says how a ground is claimed is none."""
        self.grounds = [each for each in self.grounds if not _is_one(each, conditions)]


def deepest(names: Mapping[str, int]) -> dict[str, int]:
    """The names that no other of them stands below."""
    above = {each for name in names for each in with_names_above(name)[1:]}
    return {name: line for name, line in names.items() if name not in above}


def _below(names: Iterable[str]) -> dict[str, dict[str, None]]:
    """By each name above some names those that are below it, each once, in their order."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for above in with_names_above(name)[1:]:
            found.setdefault(above, {})[name] = None
    return found


def _is_one(ground: Ground, conditions: Sequence[str]) -> bool:
    return not set(conditions).isdisjoint(with_names_above(ground.name))
