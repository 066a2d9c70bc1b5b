"""Subjects: what a fact or a rule can be about, and what the engines ask of them by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from foirules.documents.items import Item
from foirules.documents.reader import Reader
from foirules.language.types import DATE, INT, Absence, Field, Type
from foirules.language.vocabulary import Vocabulary

AUTHORITY_TYPE: Final = "authority_type"  # the field that a case itself has
SUBJECT: Final = (
    *("rows", "meaning", "of", "made-of", "only-if", "each-part", "of-part", "dated", "fields"),
)  # fmt: skip


Lineage = tuple[tuple[str, tuple[str, ...]], ...]


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

    @property
    def dated(self) -> bool:
        """Whether a row has a day of its own."""
        return any(f.name == "on" for f in self.fields)


@frozen
class Roles:
    """What the engines ask of a law, whatever it is of.

    :param received: the fact of the root with the day on which a case begins.
    :param in_force: the first of those days to which the law applies.
    :param stage: the fact of a part that says how far it has come.
    :param main_clock: the clock of the answer.
    :param doubt: a fact of the root: where it holds another law may govern the case, and what is
        found of statute, code and guidance is possible at most.
    :param doubt_says: what a finding is then said to depend on.
    """

    received: str
    in_force: date
    stage: str
    main_clock: str
    doubt: str = ""
    doubt_says: str = ""


@frozen(eq=False, repr=False)
class Schema:
    """The subjects of a law; the first is the root, of which a case has one row."""

    subjects: tuple[Subject, ...]
    vocabulary: Vocabulary
    roles: Roles
    by_name: dict[str, Subject] = field(init=False, repr=False)
    lineages: dict[str, Lineage] = field(init=False, repr=False)
    part: Subject = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_name", {s.name: s for s in self.subjects})
        lineages = {s.name: tuple(self._lineage(s.name)) for s in self.subjects}
        object.__setattr__(self, "lineages", lineages)
        part = next((s for s in self.subjects[1:] if not s.made_of), self.root)
        object.__setattr__(self, "part", part)

    @property
    def root(self) -> Subject:
        """The case itself."""
        return self.subjects[0]

    def children(self, subject: str) -> dict[str, Subject]:
        """The collections of a subject's rows, by name."""
        return {s.collection: s for s in self.subjects if subject in s.parents}

    def lineage(self, subject: str) -> Lineage:
        """The subject and its ancestors, nearest first, each with the way up to it."""
        return self.lineages[subject]

    def _lineage(self, subject: str) -> Iterator[tuple[str, tuple[str, ...]]]:
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

    def is_every_event(self, subject: Subject) -> bool:
        """Whether a subject is made of every event there is."""
        return len(subject.made_of) == len(self.vocabulary.events)

    def with_unknown(self, names: Iterable[str]) -> Schema:
        """The same schema with the fields of these names possibly unknown."""
        chosen = frozenset(names)
        return evolve(
            self,
            subjects=tuple(
                evolve(
                    s,
                    fields=tuple(
                        evolve(f, unknown=True) if f.name in chosen else f for f in s.fields
                    ),
                )
                for s in self.subjects
            ),
        )


class SchemaReader(Reader):
    """Reads a file of subjects, reporting what is wrong and going on."""

    def subjects(self, item: Item, words: Vocabulary) -> tuple[Subject, ...]:
        """The subjects of a file, in its order."""
        found: dict[str, Subject] = {}
        for name, each in self.entries(item, "").items():
            found[name] = self._subject(name, each, words, found)
        if item.value == {}:
            self.problems.say(item, "", "not-empty", kind="subject")
        return tuple(found.values())

    def _subject(
        self, name: str, item: Item, words: Vocabulary, above: Mapping[str, Subject]
    ) -> Subject:
        body = self.mapping(item, name, SUBJECT, ("rows", "meaning"))
        said = {
            key: self.text(body[key], f"{name}.{key}") or ""
            for key in ("rows", "meaning")
            if key in body
        }
        flags = {
            key: bool(self.boolean(body[key], f"{name}.{key}"))
            for key in ("each-part", "of-part", "dated")
            if key in body
        }
        fields = self._chosen(body.get("fields"), f"{name}.fields", "field", words.fields)
        own = [_of(words.fields[each]) for each in fields]
        if not above:
            own.insert(
                0,
                SubjectField(AUTHORITY_TYPE, words.authority_type, meaning="the authority's type"),
            )
        return Subject(
            name,
            said.get("rows", ""),
            self._chosen(body.get("of"), f"{name}.of", "subject", above),
            (*(_dated(words) if flags.get("dated") else ()), *own),
            self._made_of(body.get("made-of"), f"{name}.made-of", words),
            flags.get("each-part", False),
            flags.get("of-part", False),
            self._only_if(body.get("only-if"), f"{name}.only-if", words),
            said.get("meaning", ""),
        )

    def _chosen(
        self, item: Item | None, where: str, kind: str, names: Iterable[str]
    ) -> tuple[str, ...]:
        listed = self.list(item, where) if item is not None else []
        known = tuple(names)
        found = [self.one_of(each, place, kind, known) for each, place in listed]
        return tuple(name for name in found if name)

    def _made_of(self, item: Item | None, where: str, words: Vocabulary) -> tuple[str, ...]:
        if item is not None and item.value == "all":
            return tuple(words.events)
        return self._chosen(item, where, "event", words.events)

    def _only_if(self, item: Item | None, where: str, words: Vocabulary) -> dict[str, str]:
        if item is None:
            return {}
        found: dict[str, str] = {}
        for event, each in self.mapping(item, where, words.events).items():
            needed = self.one_of(each, f"{where}.{event}", "field", words.fields)
            found |= {event: needed} if needed else {}
        return found


def _dated(words: Vocabulary) -> tuple[SubjectField, ...]:
    """What every row has that is made of an event and has a day of its own."""
    return (
        SubjectField("on", DATE, meaning="the day"),
        SubjectField("event", words.event, meaning="which event it is"),
        SubjectField("seq", INT, meaning="its place in the order of events"),
    )


def _of(f: Field) -> SubjectField:
    return SubjectField(
        f.name.replace("-", "_"),
        f.type,
        absent=f.absence is Absence.ABSENT,
        unknown=f.absence is Absence.UNKNOWN,
        meaning=f.meaning,
    )
