"""A policy's file -> the policy as it says it, before what it extends is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from attrs import define, evolve, field, frozen

from foirules.calendars.uk import ALSO, CALENDAR_NAMES
from foirules.documents.items import Item
from foirules.documents.load import Document
from foirules.documents.problems import Problems
from foirules.documents.reader import Reader
from foirules.documents.suggest import nearest, of_the_same_number
from foirules.language.regime import Regime
from foirules.language.types import LEGAL_FORCE, SetType
from foirules.policy.policy import UNITS, Policy, Version
from foirules.rules import DEFAULT

KINDS: Final = LEGAL_FORCE.members
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
    "sure-before-from": "found {sure}; expected a day after {start}, from which it may be in force",
    "to-before-from": "ends on {end}, before it begins on {start}",
}
_CALENDARS: Final = (*CALENDAR_NAMES, *ALSO)


@define
class PolicyReader(Reader):
    """Reads a policy; ``exemptions`` are those of its regime."""

    exemptions: SetType = field(factory=lambda: SetType("", "", ()))

    def near(self, kind: str, name: str, names: tuple[str, ...]) -> str:
        """As of every reader; of sections, only one of the same number."""
        if kind == self.exemptions.each:
            return nearest(name, of_the_same_number(name, names))
        return super().near(kind, name, names)


@frozen
class PolicyFile:
    """A policy as its file says it, before what it extends is added.

    :param proposed: whether it is a proposal, which may say that another thing be statute.
    """

    policy: Policy
    item: Item
    problems: Problems
    proposed: bool = False


def read_policy(document: Document, law: Mapping[str, Regime]) -> PolicyFile:
    """What a policy's file says. What is wrong with it is reported by the document's problems.

    :param law: the regimes known, by id.
    """
    item, problems = document.item, document.problems
    reader = PolicyReader(problems, first=date(1000, 1, 1), last=date(2100, 12, 31))
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
        source=problems.name or "",
    )
    return PolicyFile(policy, item, problems)


def _tables(
    reader: PolicyReader,
    item: Item | None,
    where: str,
    titles: dict[str, str],
    read: Callable[[PolicyReader, Item, str], Version | None],
) -> dict[str, tuple[Version, ...]]:
    periods: dict[str, tuple[Version, ...]] = {}
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
        periods[name] = tuple(versions)
    return periods


def _period(reader: PolicyReader, item: Item, where: str) -> Version | None:
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


def _set(reader: PolicyReader, item: Item, where: str) -> Version | None:
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
    days = []
    for each, where in reader.list(item, "non-working-days") if item else ():
        body = reader.mapping(each, where, DAY_KEYS, DAY_KEYS)
        day = reader.day(body["on"], f"{where}.on") if "on" in body else None
        reason = reader.text(body["reason"], f"{where}.reason") if "reason" in body else None
        if "source" in body:
            reader.text(body["source"], f"{where}.source")
        if day and reason:
            days.append((day, reason))
    return tuple(days)


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
