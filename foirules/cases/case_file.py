"""A case file, in YAML or JSON, or a dict -> a case; or every error it has, a line each."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field, frozen

from foirules.cases import events, expectations, fields, several_laws
from foirules.cases.case import ALL, Authority, Case, Event
from foirules.cases.errors import CaseError
from foirules.cases.events import EventReader, listed_events
from foirules.cases.expectations import ExpectReader
from foirules.cases.fields import FieldReader
from foirules.cases.grounds_of_others import answered_under
from foirules.cases.meant_names import MeantNames
from foirules.cases.several_laws import UnderOneLaw, regimes_of_parts, shared_names
from foirules.documents.data import from_data, to_data
from foirules.documents.digests import digest_of_bytes, digest_of_data
from foirules.documents.items import Item
from foirules.documents.limits import beyond, limit
from foirules.documents.load import decoded, load_document, read_bytes
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.language.recorded_sets import fields_that_can_lack
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in

KEYS: Final = (
    "case", "regime", "authority", "parts", "recorded", "without-fields", "events",
    "accept", "expect", "source", "notes",
)  # fmt: skip
AUTHORITY_KEYS: Final = ("name", "policy", "type")
PART_KEYS: Final = ("title", "regime")
REMARKS: Final[tuple[str, ...]] = ("source", "notes")
CURATED: Final = ("expect", "accept")
MESSAGES: Final = {
    "no-part-of": "no part is under {regime}, the regime of the case",
    "ranges": "the days of {count} events are ranges, too many to judge: {limit}",
}
_PLACE: Final = re.compile(r"(?:.*?:\d+:\d+: )?[^ ]*: ")  # with which an error begins
_SAID: Final = ChainMap(
    MESSAGES, several_laws.MESSAGES, events.MESSAGES, expectations.MESSAGES, fields.MESSAGES
)


@frozen
class CaseFile:
    """A case, and the file it was read from: ``item`` says where each value stands in ``text``."""

    name: str
    text: str
    item: Item
    case: Case
    regime: Regime


KnownRegimes = Mapping[str, Regime] | None
"""The regimes known, from :func:`foirules.load_law`; None for those shipped."""


def load_case(path: str | Path, law: KnownRegimes = None, regime: str | None = None) -> Case:
    """The case of a file, ``-`` for standard input.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given.
    :param regime: the id of a law to try in place of that of the file: what only the file's law has
        a name for is left out, and the case notes it.
    :raises CaseError: with every error of the file, each naming line, column and field.
    """
    return load_case_file(path, law, regime).case


def load_case_file(
    path: str | Path, law: KnownRegimes = None, regime: str | None = None
) -> CaseFile:
    """The case of a file with the text it stands in.

    :raises CaseError: as :func:`load_case` does.
    """
    try:
        data = read_bytes(path)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    return read_case_file(data, str(path), law, regime)


def read_case(text: str, name: str, law: KnownRegimes = None) -> Case:
    """The case of a YAML or JSON text; ``name`` is what messages call it.

    :raises CaseError: with every error of the text.
    """
    return read_case_file(text, name, law).case


def read_case_file(
    data: str | bytes, name: str, law: KnownRegimes = None, regime: str | None = None
) -> CaseFile:
    """The case of a text, with where each of its values stands.

    :param data: the text, or its bytes.
    :raises CaseError: with every error of the text.
    """
    whole = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    try:
        text = data if isinstance(data, str) else decoded(data, name)
        item = load_document(text, name)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    case, of = _case_under(item, name, law, regime)
    return CaseFile(name, text, item, evolve(case, digest=digest_of_bytes(whole)), of)


def case_of_item(
    item: Item, name: str, law: KnownRegimes = None, regime: str | None = None
) -> Case:
    """The case of one of several that stand in a text.

    :raises CaseError: with every error of it.
    """
    case, _ = _case_under(item, name, law, regime)
    return evolve(case, digest=digest_of_data(to_data(item)))


def read_event(text: str, name: str, case: Case, id: str, law: KnownRegimes = None) -> Event:
    """A further event of a case, as it would stand in its file.

    :param name: what messages call the text.
    :param id: its id, where the text gives it none.
    :raises CaseError: with every error of the text.
    """
    try:
        item = load_document(text, name)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    regime = _known(law)[case.regime]
    reader = EventReader(
        Problems(name, _SAID),
        *_days(regime),
        words=regime.vocabulary,
        parts=case.parts,
        meant=MeantNames(regime),
    )
    event = reader.further_event(item, case, id)
    if reader.problems.lines or event is None:
        raise CaseError(reader.problems.lines)
    return event


def case_from_dict(data: Mapping[str, Any], law: KnownRegimes = None) -> Case:
    """The case of a dict in the shape of a case file.

    :raises CaseError: with every error, each naming its field.
    """
    try:
        item = from_data(data)
    except DocumentError as error:
        raise CaseError(error.errors) from None
    return evolve(_case(item, None, law)[0], digest=digest_of_data(to_data(item)))


def _known(law: KnownRegimes) -> Mapping[str, Regime]:
    return load_law() if law is None else law


def _case_under(
    item: Item, name: str, law: KnownRegimes, regime: str | None
) -> tuple[Case, Regime]:
    """The case by its own law, or by another that is tried."""
    if regime is None:
        return _case(item, name, law)
    return _tried(item, name, _known(law), regime)


def _case(item: Item, name: str | None, law: KnownRegimes) -> tuple[Case, Regime]:
    problems, known = Problems(name, _SAID), _known(law)
    regime = named_in(item, known, problems)
    named = regimes_of_parts(item)
    of_parts = {
        part: known[id]
        for part, each in named.items()
        if (id := Reader(problems).one_of(each, f"parts.{part}.regime", "regime", known))
    }
    one = all(each is regime for each in of_parts.values())
    case = (
        _read(item, problems, regime, known)
        if one
        else _under_several(item, problems, regime, of_parts)
    )
    if problems.lines or case is None:
        raise CaseError(problems.lines if one else _told_once(problems.lines))
    return case, regime


def _tried(item: Item, name: str, known: Mapping[str, Regime], id: str) -> tuple[Case, Regime]:
    """The case under another law than that of its file, noting what was left out."""
    problems = Problems(name, _SAID)
    of_file, regime = named_in(item, known, problems), known[id]
    if regime is of_file or not isinstance(item.value, dict):
        return _case(item, name, known)
    others = [each for each in known.values() if each is not regime]
    seen = UnderOneLaw(regime, others)
    kept = {key: each for key, each in item.value.items() if key not in CURATED}
    case = _read(seen.file(evolve(item, value=kept)), problems, regime, known)
    if problems.lines:
        raise CaseError(problems.lines)
    left_out = f"; left out: {'; '.join(seen.left_out)}" if seen.left_out else ""
    note = f"judged under {regime.id} in place of {of_file.id}, the law of the file{left_out}"
    return evolve(case, notes=(note,)), regime


def _told_once(lines: list[str]) -> list[str]:
    """Of what several laws say of one place the first."""
    first: dict[str, str] = {}
    for line in lines:
        place = _PLACE.match(line)
        first.setdefault(place[0] if place else line, line)
    return list(first.values())


def _read(item: Item, problems: Problems, regime: Regime, known: Mapping[str, Regime]) -> Case:
    item = answered_under(item, regime, known.values())
    meant = MeantNames(regime)
    days = _days(regime)
    reader = _CaseReader(problems, *days, words=regime.vocabulary, regime=regime, meant=meant)
    return reader.case(item)


def _under_several(
    item: Item,
    problems: Problems,
    regime: Regime,
    of_parts: Mapping[str, Regime],
) -> Case | None:
    """The case as its regime sees it, with what it is under the others."""
    parts = {str(name): of_parts.get(name, regime) for name in item.value["parts"].value}
    laws = list(dict.fromkeys([regime, *parts.values()]))
    if regime not in parts.values():
        at = item.value["parts"]
        problems.say(at, "parts", "no-part-of", regime=repr(regime.id))
        return None
    shared_names(item, laws, problems)
    event_ids = tuple(map(str, range(1, len(listed_events(item)) + 1)))
    cases = []
    for law in laws:
        own = [name for name, of in parts.items() if of is law]
        others = [each for each in laws if each is not law]
        seen = UnderOneLaw(law, others, own).file(item)
        if law is not regime:
            seen = evolve(seen, value={k: v for k, v in seen.value.items() if k not in CURATED})
        reader = _CaseReader(
            problems,
            *_days(law),
            words=law.vocabulary,
            regime=law,
            meant=MeantNames(law),
            every_part=tuple(parts),
            event_ids=event_ids,
        )
        cases.append(reader.case(seen))
    return evolve(cases[0], also=tuple(cases[1:]))


def _days(regime: Regime) -> tuple[date, date]:
    """The first and the last day that a case of a regime may name."""
    return regime.calendar.first_date, regime.calendar.last_date


@define
class _CaseReader(FieldReader):
    """Reads a case, reporting what is wrong and going on."""

    regime: Regime = field(kw_only=True)
    every_part: tuple[str, ...] = field(default=(), kw_only=True)  # of all laws, if of several
    event_ids: tuple[str, ...] = field(default=(), kw_only=True)  # likewise
    titles: dict[str, str] = field(factory=dict, kw_only=True)  # of the parts that have one

    def case(self, item: Item) -> Case:
        top = self.mapping(item, "", KEYS, ("case", "events"))
        name = self.name(top["case"], "case") if "case" in top else None
        authority = self._authority(top["authority"]) if "authority" in top else self._unnamed()
        self.parts = self._parts(top["parts"]) if "parts" in top else ()
        remarks = {key: self._remarks(top[key], key) for key in REMARKS if key in top}
        recorded = self._recorded(top["recorded"]) if "recorded" in top else None
        days = self.first, self.last
        reader = EventReader(
            self.problems, *days, words=self.words, parts=self.parts, meant=self.meant
        )
        happened = reader.events(top["events"]) if "events" in top else []
        happened = self._by_name(happened, authority)
        ranged = sum(event.until is not None for event in happened)
        if ranged > limit("ranges"):
            said = {"count": str(ranged), "limit": beyond("ranges")}
            self.problems.say(top["events"], "events", "ranges", **said)
        ids = tuple(dict.fromkeys((*reader.ids, *self.event_ids)))
        parts = self.every_part or self.parts
        curated = ExpectReader(self.problems, *days, words=self.words, parts=parts, events=ids)
        return Case(
            case=name or "",
            events=tuple(happened),
            regime=self.regime.id,
            authority=authority,
            parts=self.parts,
            expect=curated.expect(top["expect"]) if "expect" in top else None,
            accept=curated.accept(top["accept"]) if "accept" in top else (),
            recorded=recorded,
            without_fields=self._without_fields(top),
            titles=self.titles,
            remarks=remarks,
        )

    def _recorded(self, item: Item) -> tuple[str, ...] | None:
        """The kinds of events that the source records; None for all."""
        if item.value == ALL:
            return None
        if not isinstance(item.value, list):
            self.wrong(item, "recorded", "all, or a list of kinds of events")
            return None
        listed = self.list(item, "recorded")
        if not listed:
            self.problems.say(item, "recorded", "not-empty", kind="event")
        found = [self.one_of(each, where, "event", self.words.events) for each, where in listed]
        return tuple(dict.fromkeys(name for name in found if name))

    def _by_name(self, events: list[Event], authority: Authority) -> list[Event]:
        """The events, the first with what the authority's name says and the record does not."""
        if not events:
            return events
        kind = self.words.events[events[0].event]
        said = {
            f.name: True
            for f in kind.fields
            if f.authority_names and self.regime.names_authority(f.authority_names, authority.name)
        }
        return [evolve(events[0], details=said | dict(events[0].details)), *events[1:]]

    def _without_fields(self, top: Mapping[str, Item]) -> tuple[str, ...]:
        """The fields that the source has no place for."""
        if "without-fields" not in top:
            return ()
        known = fields_that_can_lack(self.words)
        listed = self.list(top["without-fields"], "without-fields")
        found = [self.one_of(each, where, "field", known) for each, where in listed]
        return tuple(dict.fromkeys(name for name in found if name))

    def _remarks(self, item: Item, where: str) -> tuple[str, ...]:
        several = isinstance(item.value, list)
        read = self.list(item, where) if several else [(item, where)]
        return tuple(filter(None, (self.text(each, place) for each, place in read)))

    def _unnamed(self) -> Authority:
        """An authority of which nothing is said."""
        return Authority(type=self.words.authority_type.members[0])

    def _authority(self, item: Item) -> Authority:
        if isinstance(item.value, str):
            return evolve(self._unnamed(), name=self.name(item, "authority"))
        if not isinstance(item.value, dict):
            self.wrong(item, "authority", "a name, or a mapping of keys to values")
            return self._unnamed()
        body = self.mapping(item, "authority", AUTHORITY_KEYS)
        name = self.name(body["name"], "authority.name") if "name" in body else None
        policy = self._policy(body["policy"]) if "policy" in body else None
        kind, members = None, self.words.authority_type.members
        if "type" in body:
            kind = self.one_of(body["type"], "authority.type", "authority type", members)
        place = self.problems.place(body["policy"], "authority.policy") if "policy" in body else ""
        return Authority(name, policy, kind or members[0], place)

    def _policy(self, item: Item) -> str | tuple[str, ...] | None:
        """A policy or, of a case under several laws, all that are listed."""
        if not self.every_part:
            return self.name(item, "authority.policy")
        if isinstance(item.value, list):
            return self.names(item, "authority.policy")
        name = self.name(item, "authority.policy")
        return (name,) if name else None

    def _parts(self, item: Item) -> tuple[str, ...]:
        if isinstance(item.value, list):
            listed = self.list(item, "parts")
            named = [(each, self.name(each, where), where) for each, where in listed]
            for place, (each, name, where) in enumerate(named):
                if name is not None and name in [n for _, n, _ in named[:place]]:
                    self.problems.say(each, where, "part-twice", found=repr(name))
            names = [name for _, name, _ in named if name]
        elif isinstance(item.value, dict):
            for name, each in item.value.items():
                if isinstance(each.value, dict):
                    self._part(name, each, f"parts.{name}")
                elif each.value is not None:
                    self._title(name, each, f"parts.{name}")
            names = list(item.value)
        else:
            self.wrong(item, "parts", "a list of names, or a mapping of names to what they ask")
            return ()
        if not item.value:
            self.problems.say(item, "parts", "not-empty", kind="part")
        return tuple(dict.fromkeys(names))

    def _part(self, name: str, item: Item, where: str) -> None:
        """What a part asks, and the law that it is under."""
        body = self.mapping(item, where, PART_KEYS)
        if "title" in body:
            self._title(name, body["title"], f"{where}.title")

    def _title(self, name: str, item: Item, where: str) -> None:
        if title := self.text(item, where):
            self.titles[name] = title
