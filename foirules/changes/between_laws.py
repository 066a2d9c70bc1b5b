"""What changed between two laws: what they declare, set beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from foirules.changes.law_file import KINDS, LawData, facts_read

SCHEMA: Final = "foirules/law-changes"
SCHEMA_VERSION: Final = 1
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
CHANGES: Final = (ADDED, REMOVED, CHANGED)
ASPECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("kind", "actor", "type", "optional"),
    "expression": (
        *("of", "is", "applies", "when", "due", "due-latest", "ended", "begins", "exemptions"),
        *("started", "stopped", "lapsed", "paused", "superseded", "used", "pause", "school-days"),
        *("period", "expected", "available-from", "opens", "deadline", "meets", "among"),
    ),
    "length": ("length", "members", "thresholds"),
    "days in force": ("since", "until", "in-force", "from", "to"),
    "certainty": ("possible-when", "may-answer"),
    "citation": ("cites", "cites-if-possible"),
    "words": (
        *("says", "says-if-possible", "not-yet", "draft-text", "meaning", "plain"),
        *("title", "set", "note", "order"),
    ),
}
"""What is told apart, each with the keys of the law's files that say it."""
_ASPECT_OF: Final = {key: aspect for aspect, keys in ASPECTS.items() for key in keys}
OF_POLICY: Final = ("period", "list")  # whose rows are versions, by the day from which each is law


@frozen
class FieldChange:
    """A key of a declaration, of which the law says another thing; None where it says nothing.

    :param aspect: one of ASPECTS.
    :param key: as the law's files have it; what stands within another key follows that.
    """

    aspect: str
    key: str
    before: Any
    after: Any

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "aspect": self.aspect,
            "key": self.key,
            "before": self.before,
            "after": self.after,
        }


@frozen
class LawChange:
    """A declaration that only one of two laws has, or that they have otherwise.

    :param what: one of :data:`foirules.changes.law_file.KINDS`.
    :param change: one of CHANGES.
    :param title: what it is, in a few words of the law.
    :param fields: empty but where it changed.
    :param felt_by: of a fact, the rules, clocks and actions that rest on it, and do not themselves
        say another thing.
    """

    what: str
    name: str
    change: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    felt_by: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "what": self.what,
            "name": self.name,
            "change": self.change,
            "title": self.title,
            "fields": [each.to_dict() for each in self.fields],
            "felt_by": list(self.felt_by),
        }


@frozen
class RegimeChanges:
    """What changed in one body of law.

    :param files_differ: whether its files are not the same, also in what is not compared: words of
        events, subjects, letters, sources.
    :param policy_compared: whether its periods and lists are compared: a folder of law need not
        hold them.
    """

    regime: str
    title: str
    files_differ: bool
    policy_compared: bool
    changes: tuple[LawChange, ...]

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "regime": self.regime,
            "title": self.title,
            "files_differ": self.files_differ,
            "policy_compared": self.policy_compared,
            "changes": [each.to_dict() for each in self.changes],
        }


@frozen
class LawChanges:
    """What changed from one law to another.

    :param before: what the law was called by who asked, and the version of the program that it is
        of; ``after`` likewise.
    :param only_before: the bodies of law that only the first has; ``only_after`` the second.
    """

    before: tuple[str, str]
    after: tuple[str, str]
    regimes: tuple[RegimeChanges, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing is another."""
        found = (each.changes for each in self.regimes)
        return not any(found) and not self.only_before and not self.only_after

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "schema": SCHEMA,
            "version": SCHEMA_VERSION,
            "before": {"law": self.before[0], "program": self.before[1]},
            "after": {"law": self.after[0], "program": self.after[1]},
            "same": self.same,
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
            "regimes": [each.to_dict() for each in self.regimes],
        }


def between_laws(
    named: tuple[str, str], before: LawData, after: LawData, only: str | None = None
) -> LawChanges:
    """What changed from one law to another, in the bodies of law that both have.

    :param named: what the two are called.
    :param before: of :func:`foirules.changes.law_file.law_data`, as ``after``.
    :param only: the id of the one body of law that is asked for; None for all.
    """
    old, new = (
        {id: of for id, of in law["regimes"].items() if only in (None, id)}
        for law in (before, after)
    )
    return LawChanges(
        (named[0], before["program"]),
        (named[1], after["program"]),
        tuple(_of_regime(id, old[id], new[id]) for id in old if id in new),
        tuple(id for id in old if id not in new),
        tuple(id for id in new if id not in old),
    )


def _of_regime(id: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> RegimeChanges:
    with_policy = all(any(law[kind] for kind in OF_POLICY) for law in (old, new))
    kinds = [kind for kind in KINDS if with_policy or kind not in OF_POLICY]
    found = [each for kind in kinds for each in _of_kind(kind, old[kind], new[kind])]
    told = {(each.what, each.name) for each in found}
    resting = {key: facts for key, facts in facts_read(new).items() if key not in told}
    changes = (_with_felt_by(each, resting) if each.what == "fact" else each for each in found)
    files_differ = old["files"] != new["files"]
    return RegimeChanges(id, new["title"], files_differ, with_policy, tuple(changes))


def _with_felt_by(
    change: LawChange, resting: Mapping[tuple[str, str], frozenset[str]]
) -> LawChange:
    felt = tuple(name for (_, name), facts in resting.items() if change.name in facts)
    return LawChange(change.what, change.name, change.change, change.title, change.fields, felt)


def _of_kind(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[LawChange]:
    for change, these, those in ((ADDED, new, old), (REMOVED, old, new)):
        for name, row in these.items():
            if name not in those:
                yield LawChange(what, name, change, _title(what, row))
    for name, row in new.items():
        fields = tuple(_fields(what, old[name], row)) if name in old else ()
        if fields:
            yield LawChange(what, name, CHANGED, _title(what, row), fields)


def _title(what: str, row: Mapping[str, Any]) -> str:
    """What a declaration is, in a few words of the law."""
    if what in OF_POLICY:
        latest = row[max(row)] if row else {}
        said = latest.get("length") or ", ".join(latest.get("members", ()))
        return ", ".join(filter(None, (said, latest.get("kind"), latest.get("cites"))))
    kind = row.get("kind") or row.get("actor") or row.get("type") or row.get("title")
    return ", ".join(filter(None, (kind, row.get("cites"))))


def _fields(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    """The keys whose values differ; of a period each by the day of its version."""
    if what not in OF_POLICY:
        yield from _keys(old, new, "")
        return
    for start in sorted({*old, *new}):
        if start in old and start in new:
            yield from _keys(old[start], new[start], f"from {start}: ")
        else:
            said = [_version(law.get(start)) for law in (old, new)]
            yield FieldChange("days in force", f"from {start}", *said)


def _version(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else _title("period", {"": row})


def _keys(old: Mapping[str, Any], new: Mapping[str, Any], above: str) -> Iterator[FieldChange]:
    for key in (k for k in dict.fromkeys((*old, *new)) if k != "reads"):
        before, after = old.get(key), new.get(key)
        if isinstance(before, Mapping) or isinstance(after, Mapping):
            for inner in dict.fromkeys((*(before or {}), *(after or {}))):
                values = (before or {}).get(inner), (after or {}).get(inner)
                if values[0] != values[1]:
                    yield FieldChange(_aspect(key), f"{above}{key} {inner}", *values)
        elif before != after:
            yield FieldChange(_aspect(key), f"{above}{key}", before, after)


def _aspect(key: str) -> str:
    return _ASPECT_OF.get(key, "words")
