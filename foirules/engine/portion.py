"""A portion of a law: what one case needs of it.

A case has rows of few subjects, and a command asks for few lists. To write and compile the rest of
the law would take longer than all else that is done for one case.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from attrs import frozen

from foirules.language.law import Law, Outline

LISTS: Final = {
    "findings": "rules",
    "met": "rules",
    "undecided": "rules",
    "clocks": "clocks",
    "actions": "actions",
}
"""The lists of an assessment that the law's declarations make, each with those that make it."""
STAGES: Final = "stages"


@frozen
class Portion:
    """What a law says of some subjects.

    :param subjects: by their names.
    :param makes: ``rules``, ``clocks`` and ``actions``, and ``stages`` for how far the parts of a
        case have come.
    """

    subjects: frozenset[str]
    makes: frozenset[str]

    def covers(self, other: Portion) -> bool:
        """Whether this is the other portion, or more."""
        return self.subjects >= other.subjects and self.makes >= other.makes

    def has(self, kind: str, each: Outline) -> bool:
        """Whether it has a declaration of a kind."""
        return kind in self.makes and each.subject in self.subjects


def portion_for(law: Law, events: Collection[str], results: Collection[str]) -> Portion:
    """The portion that a case of some kinds of events needs, for some lists of an assessment."""
    happened = frozenset(events)
    made = (s.name for s in law.schema.subjects if not s.made_of or happened & {*s.made_of})
    return Portion(frozenset(made), frozenset(LISTS.get(name, name) for name in results))


def facts_read(law: Law, portion: Portion) -> frozenset[tuple[str, str]]:
    """The facts that a portion of a law reads, by subject and name."""
    of_facts = {each.key: each for each in law.outlines["facts"]}
    reading = [
        each
        for kind in ("rules", "clocks", "actions")
        for each in law.outlines[kind]
        if portion.has(kind, each)
    ]
    stage = law.schema.part.name, law.schema.roles.stage
    if STAGES in portion.makes and stage in of_facts:
        reading.append(of_facts[stage])
    found = {stage} & of_facts.keys() if STAGES in portion.makes else set()
    while reading:
        for subject, name, _ in reading.pop().reads:
            key = (subject, name)
            if key in of_facts and key not in found and subject in portion.subjects:
                found.add(key)
                reading.append(of_facts[key])
    return frozenset(found)


def widened(law: Law, portion: Portion) -> Portion:
    """The portion with as many subjects more as can be, for a case that has no rows of these.

    No fact is added that would be worked out for the rows that the case has, so that it serves as
    the portion does, and serves cases of other kinds of events too.
    """
    wide, facts = portion, facts_read(law, portion)
    for subject in law.schema.subjects:
        wider = Portion(wide.subjects | {subject.name}, portion.makes)
        if {key for key in facts_read(law, wider) if key[0] in portion.subjects} == facts:
            wide = wider
    return wide
