"""The files of policies -> the policies, each with what it extends."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Container, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve

from foirules.calendars.school import school_calendar
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.policy import policy_file
from foirules.policy.errors import PolicyError
from foirules.policy.policy import Policy, Version, Versions
from foirules.policy.policy_file import PolicyFile, read_policy

MESSAGES: Final = {
    "extends": "unknown policy {found}{near}",
    "circle": "a circle: {circle}",
    "redefined": "the policy {found} is defined in {first} already",
    "lacking": "lacks {missing}, and extends no policy; that of an authority says extends:"
    " {regime}",
    "regime": "{found}, and it extends a policy of {regime}",
    "not-in-regime": "{base} has no {found}{near}",
    "promise-only": "found {found}; a policy that extends another holds promises only",
    "school": "{reason}",
}
_SAID: Final = ChainMap(MESSAGES, policy_file.MESSAGES)


def read_policies(
    paths: list[Path],
    law: Mapping[str, Regime],
    trusted: Container[str] = (),
    proposed: Path | None = None,
) -> Mapping[str, Policy]:
    """The policies of files.

    :param trusted: those that ship, of which a test shows that they have what their law reads.
    :param proposed: the last of the files, if it is a proposal: what it says may be statute, and it
        stands in the place of the policy that it extends, or of that of its own name, also for
        those that extend this.
    """
    errors: list[str] = []
    read: dict[str, PolicyFile] = {}
    for path in paths:
        try:
            found = read_policy(read_document(path, _SAID), law)
        except DocumentError as error:
            errors += error.errors
            continue
        id = found.policy.id
        if id in read and path is not proposed:
            at, first = found.item.value["policy"], read[id].policy.source
            found.problems.say(at, "policy", "redefined", found=repr(id), first=first)
        elif id:
            read.pop(id, None)  # a proposal is the last
            read[id] = evolve(found, proposed=path is proposed)
        errors += found.problems.lines
    if errors:
        raise PolicyError(errors)
    reform = next((each for each in read.values() if each.proposed), None)
    if reform is not None:
        _put_in_place(reform, read)
    policies = {id: _extended(id, read, ()) for id in read}
    for id, found in read.items():
        if found.policy.extends is None and (id not in trusted or found is reform):
            _check_whole(found, policies.get(found.policy.regime.id))
        _check_school(found, policies[id])
    # A policy that several extend has been looked at several times.
    errors = [line for found in read.values() for line in dict.fromkeys(found.problems.lines)]
    if errors:
        raise PolicyError(errors)
    return policies


def _put_in_place(reform: PolicyFile, read: dict[str, PolicyFile]) -> None:
    """Lets those that extend what a proposal extends, extend the proposal."""
    base = reform.policy.extends
    for id, found in read.items():
        if base and found is not reform and found.policy.extends == base:
            read[id] = evolve(found, policy=evolve(found.policy, extends=reform.policy.id))


def _check_whole(found: PolicyFile, whole: Policy | None) -> None:
    """A policy that extends none has every period and list that its law reads.

    :param whole: the regime's own policy, which says which of them are lists.
    """
    policy = found.policy
    lacking = policy.regime.names_read() - {*policy.periods, *policy.sets}
    lists = [name for name in whole.sets if name in lacking] if whole else []
    periods = [name for name in whole.periods if name in lacking] if whole else []
    periods += sorted(lacking - {*lists, *periods})
    for where, missing in (("periods", periods), ("sets", lists)):
        if missing:
            names = ", ".join(missing)
            found.problems.say(found.item, where, "lacking", missing=names, regime=policy.regime.id)


def _check_school(found: PolicyFile, policy: Policy) -> None:
    """The school's days make a calendar, those of the policy extended included."""
    if "school" in found.item.value and (policy.school_terms or policy.school_days_off):
        try:
            school_calendar(
                policy.regime.calendar,
                terms=policy.school_terms,
                non_school_days=policy.school_days_off,
            )
        except ValueError as error:
            found.problems.say(found.item.key("school"), "school", "school", reason=error)


def _extended(id: str, read: Mapping[str, PolicyFile], below: tuple[str, ...]) -> Policy:
    """A policy with the versions of the one it extends where it has none of its own."""
    found = read[id]
    own, say = found.policy, found.problems.say
    if own.extends is None:
        return evolve(own, periods={name: _dated_surely(v) for name, v in own.periods.items()})
    at = found.item.value["extends"]
    if own.extends not in read:
        near = expected(own.extends, [other for other in read if other != id])
        say(at, "extends", "extends", found=repr(own.extends), near=near)
        return own
    if own.regime is not read[own.extends].policy.regime and "regime" in found.item.value:
        base_regime = read[own.extends].policy.regime.id
        shown = found.item.value["regime"].shown()
        say(found.item.value["regime"], "regime", "regime", found=shown, regime=base_regime)
    path = (*below, id)
    if own.extends in path:
        circle = " -> ".join((*path[path.index(own.extends) :], own.extends))
        say(at, "extends", "circle", circle=circle)
        return own
    base = _extended(own.extends, read, path)
    _check_promises(found, base)
    return evolve(
        own,
        regime=base.regime,
        periods=_merged(base.periods, own.periods),
        sets=_merged(base.sets, own.sets),
        titles={**base.titles, **own.titles},
        non_working_days=base.non_working_days + own.non_working_days,
        school_terms=own.school_terms or base.school_terms,
        school_days_off=own.school_days_off or base.school_days_off,
        school_source=own.school_source or base.school_source,
        ancestors=base.lineage(),
    )


def _dated_surely(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    timeline: list[Version] = []
    for version in versions:
        timeline += _surely(timeline[-1:], version)
    return tuple(timeline)


def _surely(before: list[Version], version: Version) -> list[Version]:
    """A version; before it, where the day of the change is not known, either it or what was."""
    if version.sure is None:
        return [version]
    one, other = *(before or [Version(version.start, version.kind, version.cites)]), version
    cites = " or ".join(dict.fromkeys((one.cites, other.cites)))
    open = Version(version.start, version.kind, cites, known=False, either=(one, other))
    return [evolve(open, note=version.note), evolve(version, start=version.sure, sure=None)]


def _check_promises(found: PolicyFile, base: Policy) -> None:
    """A policy that extends another adds promises, to periods and lists that the other has."""
    say, own = found.problems.say, found.policy
    for where, mine, theirs in (
        ("periods", own.periods, base.periods),
        ("sets", own.sets, base.sets),
    ):
        for name, versions in mine.items():
            table, place = found.item.value[where], f"{where}.{name}"
            if name not in theirs:
                near = expected(name, theirs)
                at = table.key(name)
                say(at, place, "not-in-regime", base=base.id, found=repr(name), near=near)
            listed = table.value[name].value["versions"].value
            for i, (version, item) in enumerate(zip(versions, listed, strict=True), 1):
                if version.kind != "promise" and not found.proposed:
                    kind = item.value["kind"]
                    at_kind = f"{place}.versions[{i}].kind"
                    say(kind, at_kind, "promise-only", found=kind.shown())


def _merged(base: Versions, own: Versions) -> Versions:
    """The authority's versions over the regime's, each from its day until its end."""
    merged = dict(base)
    for name, versions in own.items():
        timeline = list(base.get(name, ()))
        for version in versions:
            before = [v for v in timeline if v.start < version.start]
            after: list[Version] = []
            if version.end is not None:
                resumes = date.fromordinal(version.end.toordinal() + 1)
                held = [v for v in timeline if v.start <= resumes]
                after = [evolve(v, start=resumes) for v in held[-1:]]
                after = after or [Version(resumes, version.kind, version.cites)]
                after += [v for v in timeline if v.start > resumes]
            timeline = [*before, *_surely(before[-1:], version), *after]
        merged[name] = tuple(timeline)
    return merged
