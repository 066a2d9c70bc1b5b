"""Subjects: what a fact or a rule can be about, declared as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from foirules.vocabulary import Type


@frozen
class SubjectField:
    """A recorded field of a subject, in the language's spelling, and whether it may be missing."""

    name: str
    type: Type
    absent: bool = False
    unknown: bool = False
    meaning: str = ""


@frozen
class Subject:
    """A kind of row. ``collection`` is what its parents call their rows of it.

    A row is made for each event of the kinds in ``made_of``, and where ``each_part`` is set for
    each part that the event is about; for those in ``only_if``, only where the event records the
    field that stands there. Where ``of_part`` is set what is found of a row is found of the part
    that its event is about, if that is one.
    """

    name: str
    collection: str
    parents: tuple[str, ...] = ()
    fields: tuple[SubjectField, ...] = ()
    made_of: tuple[str, ...] = ()
    each_part: bool = False
    of_part: bool = False
    only_if: Mapping[str, str] = field(factory=dict, hash=False)
    meaning: str = ""


@frozen
class Schema:
    """The subjects of a law; the first is the root, of which a case has one row."""

    subjects: tuple[Subject, ...]
    by_name: dict[str, Subject] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_name", {s.name: s for s in self.subjects})

    @property
    def root(self) -> Subject:
        return self.subjects[0]

    def children(self, subject: str) -> dict[str, Subject]:
        """The collections of a subject's rows, by name."""
        return {s.collection: s for s in self.subjects if subject in s.parents}

    def lineage(self, subject: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The subject and its ancestors, nearest first, each with the way up to it."""
        seen = {subject}
        level: list[tuple[str, tuple[str, ...]]] = [(subject, ())]
        while level:
            yield from level
            above: list[tuple[str, tuple[str, ...]]] = []
            for name, way in level:
                for parent in self.by_name[name].parents:
                    if parent not in seen:
                        seen.add(parent)
                        above.append((parent, (*way, parent)))
            level = above

    def with_unknown(self, names: Iterable[str]) -> Schema:
        """The same schema with the fields of these names possibly unknown."""
        chosen = frozenset(names)
        return Schema(
            tuple(
                evolve(
                    s,
                    fields=tuple(
                        evolve(f, unknown=True) if f.name in chosen else f for f in s.fields
                    ),
                )
                for s in self.subjects
            )
        )
