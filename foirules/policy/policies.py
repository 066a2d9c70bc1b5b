"""Policies: what differs by date and by authority, with its kind and its citation.

A regime's policy holds its periods and lists, each in dated versions; an authority's policy
extends it, from a day on, by what the authority itself has promised.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field, frozen

from foirules.calendars import ALSO, CALENDAR_NAMES, school_calendar
from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import LEGAL_FORCE, SetType
from foirules.rules import DEFAULT

KINDS: Final = LEGAL_FORCE.members
AMOUNTS: Final = ("hours", "pounds")  # which end on no day
UNITS: Final = (
    "working-days",
    "calendar-days",
    "calendar-weeks",
    "calendar-months",
    "calendar-years",
    "whole-years",
    *AMOUNTS,
)
KEYS: Final = (
    "policy", "version", "title", "regime", "extends",
    "periods", "sets", "non-working-days", "school",
)  # fmt: skip
NEEDED: Final = ("policy", "version", "title")
TABLE_KEYS: Final = ("title", "versions")
VERSION_KEYS: Final = ("from", "to", "kind", "cites", "note")
VERSION_NEEDED: Final = ("from", "kind", "cites")
LENGTHS: Final = (*UNITS, "day", "unknown", "none")
PERIOD_KEYS: Final = (*VERSION_KEYS, "from-by", *LENGTHS, "beginning-with", "rolls")
SET_KEYS: Final = (*VERSION_KEYS, "members")
DAY_KEYS: Final = ("on", "reason", "source")
SCHOOL_KEYS: Final = ("terms", "non-school-days", "source")
SPAN_KEYS: Final = ("from", "to", "name")
MESSAGES: Final = {
    "one-length": "found {found}; expected one of {expected}",
    "no-order": "the version from {start} stands below that from {before}; versions stand in order"
    " of date and do not overlap",
    "extends": "unknown policy {found}{near}",
    "circle": "a circle: {circle}",
    "redefined": "the policy {found} is defined in {first} already",
    "lacking": "lacks {missing}, and extends no policy; that of an authority says extends:"
    " {regime}",
    "regime": "{found}, and it extends a policy of {regime}",
    "not-in-regime": "{base} has no {found}{near}",
    "promise-only": "found {found}; a policy that extends another holds promises only",
    "sure-before-from": "found {sure}; expected a day after {start}, from which it may be in force",
    "to-before-from": "ends on {end}, before it begins on {start}",
    "school": "{reason}",
    "no-files": "{path}: the folder holds no .yaml file",
}


class PolicyError(ValueError):
    """Policies that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


@frozen
class Version:
    """A period or a list as it is from a day on.

    ``unit`` and ``amount`` are None where from then on there is no such period, and where it is not
    known which there was (``known`` is then False). Day zero is the day it starts from, unless the
    period is one ``beginning_with`` that day; ``whole-years`` begin with the year after it, and
    ``calendar-years`` with the day, as calendar months do, whether it is in the calendar or not. A
    last day that is no working day of the calendar ``rolls``, where one is named, moves to the
    next. ``hours`` and ``pounds`` are amounts and end on no day. A ``day`` is the last day itself,
    whenever the period starts. ``members`` are a list's exemptions; ``note``
    says what is not sure of it. Where it is not known on which day a change was made, ``sure`` is
    the first day on which it certainly had been, and until then one of ``either`` is in force.
    """

    start: date
    kind: str
    cites: str
    unit: str | None = None
    amount: int | None = None
    beginning_with: bool = False
    rolls: str | None = None
    day: date | None = None
    known: bool = True
    end: date | None = None
    members: tuple[str, ...] = ()
    note: str = ""
    sure: date | None = None
    either: tuple[Version, ...] = ()

    @property
    def length(self) -> str:
        """20 working days; 3 calendar months beginning with the day itself; to 2022-09-08;
        not known; none."""
        if self.day is not None:
            return f"to {self.day.isoformat()}"
        if self.either:
            return " or ".join(dict.fromkeys(each.length for each in self.either))
        if self.unit is None:
            return "none" if self.known else "not known"
        unit = self.unit.replace("-", " ").removesuffix("s" if self.amount == 1 else "")
        early = " beginning with the day itself" * self.beginning_with
        rolls = " or the next working day" * (self.rolls is not None)
        return f"{self.amount} {unit}{early}{rolls}"


Versions = Mapping[str, tuple[Version, ...]]


@frozen(eq=False)
class Policy:
    """A policy with all that it extends."""

    id: str
    version: str
    title: str
    regime: Regime = field(repr=False)
    extends: str | None
    periods: Versions
    sets: Versions
    titles: Mapping[str, str] = field(factory=dict)
    non_working_days: tuple[tuple[date, str], ...] = ()
    school_terms: tuple[tuple[date, date], ...] | None = None
    school_days_off: tuple[date, ...] = ()
    school_source: str = ""
    source: str = ""
    ancestors: tuple[tuple[str, str], ...] = ()

    def in_force(self, name: str, on: date) -> Version | None:
        """The version of a period or a list in force on a day; None where there is none."""
        versions = self.periods.get(name) or self.sets.get(name) or ()
        place = bisect_right([v.start for v in versions], on)
        return versions[place - 1] if place else None

    def variants(self) -> tuple[Policy, ...]:
        """The policies that this may be: each change of which the day is not known was made on the
        first day that it may have been, or on the last."""
        open = [n for n, versions in self.periods.items() if any(v.either for v in versions)]
        if not open:
            return (self,)
        timelines = ([_resolved_by(self.periods[name], which) for which in (0, 1)] for name in open)
        return tuple(
            evolve(self, periods={**self.periods, **dict(zip(open, chosen, strict=True))})
            for chosen in product(*timelines)
        )

    def lineage(self) -> tuple[tuple[str, str], ...]:
        """(id, version) of this policy and of those it extends, nearest first."""
        return ((self.id, self.version), *self.ancestors)


def _resolved_by(versions: tuple[Version, ...], which: int) -> tuple[Version, ...]:
    """The versions with one of two for each that is open."""
    return tuple(evolve(v.either[which], start=v.start) if v.either else v for v in versions)


def load_policies(
    paths: Iterable[str | Path] = (), law: Mapping[str, Regime] | None = None
) -> Mapping[str, Policy]:
    """The policies shipped, and those of files and folders added, by id.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given. The
        policies that stand in the folder of one of these are added.
    :raises PolicyError: with every error of every file.
    """
    given = tuple(paths)
    if law is None and not given:
        return _shipped()
    known = {**load_law(), **(law or {})}  # those that ship are read with their regimes
    of_law = [f for each in known.values() if (f := each.folder / "policies").is_dir()]
    added = {path: _yaml_files(Path(path)) for path in given}
    if empty := [path for path, files in added.items() if not files]:
        raise PolicyError(MESSAGES["no-files"].format(path=path) for path in empty)
    if not added and not of_law:
        return _shipped()
    files = [
        *(file for folder in of_law for file in _yaml_files(folder)),
        *(file for files in added.values() for file in files),
    ]
    return _resolved([*_shipped_files(), *files], known, trusted=_shipped())


@cache
def _shipped() -> Mapping[str, Policy]:
    files = _shipped_files()
    return _resolved(files, load_law(), trusted={path.stem for path in files})


def _shipped_files() -> list[Path]:
    """In a package: inside it. In a checkout: beside it."""
    package = Path(__file__).parent.parent
    folder = package / "policies"
    return _yaml_files(folder if folder.is_dir() else package.parent / "policies")


def _yaml_files(path: Path) -> list[Path]:
    return sorted(path.glob("*.y*ml")) if path.is_dir() else [path]


# --- one file -----------------------------------------------------------------------------------


_CALENDARS: Final = (*CALENDAR_NAMES, *ALSO)


@define
class _Reader(Reader):
    """Reads a policy; ``exemptions`` are those of its regime."""

    exemptions: SetType = field(factory=lambda: SetType("", "", ()))


@frozen
class _Read:
    """A policy as its file says it, before what it extends is added."""

    policy: Policy
    item: Item
    problems: Problems


def _read(path: Path, law: Mapping[str, Regime]) -> _Read:
    name = str(path)
    item = load_document(read_text(path), name)
    problems = Problems(name, MESSAGES)
    reader = _Reader(problems, first=date(1000, 1, 1), last=date(2100, 12, 31))
    top = reader.mapping(item, "", KEYS, NEEDED)
    texts = {
        key: reader.name(top[key], key) or ""
        for key in ("policy", "version", "title", "regime", "extends")
        if key in top
    }
    regime = law.get(texts.get("policy", "")) or law[DEFAULT]
    if texts.get("regime"):
        named = reader.one_of(top["regime"], "regime", "regime", law)
        regime = law[named] if named else regime
    reader.exemptions = regime.vocabulary.exemptions
    titles: dict[str, str] = {}
    periods = _tables(reader, top.get("periods"), "periods", titles, _period)
    sets = _tables(reader, top.get("sets"), "sets", titles, _set)
    calendar = regime.calendar
    days = Reader(problems, first=calendar.first_date, last=calendar.last_date)
    school = _school(days, top.get("school"))
    policy = Policy(
        id=texts.get("policy", ""),
        version=texts.get("version", ""),
        title=texts.get("title", ""),
        regime=regime,
        extends=texts.get("extends"),
        periods=periods,
        sets=sets,
        titles=titles,
        non_working_days=_days_off(days, top.get("non-working-days")),
        school_terms=school.terms,
        school_days_off=school.days_off,
        school_source=school.source,
        source=name,
    )
    return _Read(policy, item, problems)


def _tables(
    reader: _Reader, item: Item | None, where: str, titles: dict[str, str], read: Any
) -> dict[str, tuple[Version, ...]]:
    found: dict[str, tuple[Version, ...]] = {}
    for name, entry in (reader.entries(item, where) if item else {}).items():
        at = f"{where}.{name}"
        body = reader.mapping(entry, at, TABLE_KEYS, ("versions",))
        if "title" in body:
            titles[name] = reader.text(body["title"], f"{at}.title") or ""
        versions: list[Version] = []
        listed = reader.list(body["versions"], f"{at}.versions") if "versions" in body else ()
        if "versions" in body and body["versions"].value == []:
            reader.problems.say(body["versions"], f"{at}.versions", "not-empty", kind="version")
        for each, place in listed:
            version = read(reader, each, place)
            if version is None:
                continue
            before = versions[-1] if versions else None
            if before and version.start <= (before.end or before.sure or before.start):
                reader.problems.say(
                    each, place, "no-order", start=version.start, before=before.start
                )
            versions.append(version)
        found[name] = tuple(versions)
    return found


def _period(reader: _Reader, item: Item, where: str) -> Version | None:
    body = reader.mapping(
        item,
        where,
        PERIOD_KEYS,
        VERSION_NEEDED,
    )
    version = _dated(reader, item, body, where)
    lengths = [name for name in LENGTHS if name in body]
    if len(lengths) != 1:
        found, wanted = (
            " and ".join(lengths) or "no length",
            f"{', '.join(LENGTHS[:-1])} or {LENGTHS[-1]}",
        )
        reader.problems.say(item, where, "one-length", found=found, expected=wanted)
        return None
    unit = lengths[0]
    place = f"{where}.{unit}"
    amount = reader.integer(body[unit], place) if unit in UNITS else None
    flag = body.get("beginning-with")
    early = reader.boolean(flag, f"{where}.beginning-with") if flag else False
    rolls = None
    if "rolls" in body:
        rolls = reader.one_of(body["rolls"], f"{where}.rolls", "calendar", _CALENDARS)
    last = reader.day(body[unit], place) if unit == "day" else None
    if unit in ("unknown", "none"):
        reader.true(body[unit], place)
    if version is None or (unit in UNITS and amount is None) or (unit == "day" and last is None):
        return None
    sure = reader.day(body["from-by"], f"{where}.from-by") if "from-by" in body else None
    if sure is not None and sure <= version.start:
        place = f"{where}.from-by"
        reader.problems.say(
            body["from-by"], place, "sure-before-from", sure=sure, start=version.start
        )
    return evolve(
        version,
        sure=sure,
        unit=unit if unit in UNITS else None,
        amount=amount,
        beginning_with=bool(early),
        rolls=rolls,
        day=last,
        known=unit != "unknown",
    )


def _set(reader: _Reader, item: Item, where: str) -> Version | None:
    body = reader.mapping(item, where, SET_KEYS, (*VERSION_NEEDED, "members"))
    version = _dated(reader, item, body, where)
    members = [
        reader.one_of(each, place, reader.exemptions.each, reader.exemptions.masks)
        for each, place in (
            reader.list(body["members"], f"{where}.members") if "members" in body else ()
        )
    ]
    return version and evolve(version, members=tuple(m for m in members if m))


def _dated(reader: Reader, item: Item, body: dict[str, Item], where: str) -> Version | None:
    start = reader.day(body["from"], f"{where}.from") if "from" in body else None
    end = reader.day(body["to"], f"{where}.to") if "to" in body else None
    kind = reader.one_of(body["kind"], f"{where}.kind", "kind", KINDS) if "kind" in body else None
    cites = reader.text(body["cites"], f"{where}.cites") if "cites" in body else None
    note = reader.text(body["note"], f"{where}.note") if "note" in body else None
    if start is None or kind is None or cites is None:
        return None
    if end is not None and end < start:
        reader.problems.say(item, where, "to-before-from", start=start, end=end)
    return Version(start, kind, cites, end=end, note=note or "")


def _days_off(reader: Reader, item: Item | None) -> tuple[tuple[date, str], ...]:
    found = []
    for each, where in reader.list(item, "non-working-days") if item else ():
        body = reader.mapping(each, where, DAY_KEYS, DAY_KEYS)
        day = reader.day(body["on"], f"{where}.on") if "on" in body else None
        reason = reader.text(body["reason"], f"{where}.reason") if "reason" in body else None
        if "source" in body:
            reader.text(body["source"], f"{where}.source")
        if day and reason:
            found.append((day, reason))
    return tuple(found)


@frozen
class _School:
    terms: tuple[tuple[date, date], ...] | None = None
    days_off: tuple[date, ...] = ()
    source: str = ""


def _school(reader: Reader, item: Item | None) -> _School:
    if item is None:
        return _School()
    body = reader.mapping(item, "school", SCHOOL_KEYS)
    terms: list[tuple[date, date]] | None = None
    if "terms" in body:
        listed = reader.list(body["terms"], "school.terms")
        terms = [span for each, where in listed if (span := _span(reader, each, where))]
        if not listed and isinstance(body["terms"].value, list):
            reader.problems.say(body["terms"], "school.terms", "not-empty", kind="term")
    off: list[date] = []
    if "non-school-days" in body:
        for each, where in reader.list(body["non-school-days"], "school.non-school-days"):
            if isinstance(each.value, dict):
                first, last = _span(reader, each, where) or (date.max, date.min)
                days = range(first.toordinal(), last.toordinal() + 1)
                off += [date.fromordinal(day) for day in days]
            elif day := reader.day(each, where):
                off.append(day)
    source = reader.text(body["source"], "school.source") if "source" in body else None
    return _School(None if terms is None else tuple(terms), tuple(sorted(off)), source or "")


def _span(reader: Reader, item: Item, where: str) -> tuple[date, date] | None:
    body = reader.mapping(item, where, SPAN_KEYS, ("from", "to"))
    if not {"from", "to"} <= body.keys():
        return None
    start, end = reader.day(body["from"], f"{where}.from"), reader.day(body["to"], f"{where}.to")
    if start is None or end is None:
        return None
    if end < start:
        reader.problems.say(item, where, "to-before-from", start=start, end=end)
        return None
    return start, end


# --- all files ----------------------------------------------------------------------------------


def _resolved(
    paths: list[Path], law: Mapping[str, Regime], trusted: Container[str] = ()
) -> Mapping[str, Policy]:
    """The policies of files.

    :param trusted: those that ship, of which a test shows that they have what their law reads.
    """
    errors: list[str] = []
    read: dict[str, _Read] = {}
    for path in paths:
        try:
            found = _read(path, law)
        except DocumentError as error:
            errors += error.errors
            continue
        id = found.policy.id
        if id in read:
            at, first = found.item.value["policy"], read[id].policy.source
            found.problems.say(at, "policy", "redefined", found=repr(id), first=first)
        elif id:
            read[id] = found
        errors += found.problems.lines
    if errors:
        raise PolicyError(errors)
    policies = {id: _extended(id, read, ()) for id in read}
    for id, found in read.items():
        if found.policy.extends is None and id not in trusted:
            _check_whole(found, policies.get(found.policy.regime.id))
        _check_school(found, policies[id])
    # A policy that several extend has been looked at several times.
    errors = [line for found in read.values() for line in dict.fromkeys(found.problems.lines)]
    if errors:
        raise PolicyError(errors)
    return policies


def _check_whole(found: _Read, whole: Policy | None) -> None:
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


def _check_school(found: _Read, policy: Policy) -> None:
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


def _extended(id: str, read: Mapping[str, _Read], below: tuple[str, ...]) -> Policy:
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


def _check_promises(found: _Read, base: Policy) -> None:
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
                if version.kind != "promise":
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
