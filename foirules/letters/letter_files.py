"""The files of the folder ``letters`` of a law -> its :class:`LetterWords`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from attrs import define, field

from foirules.documents.items import Item
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.language.errors import RulesError
from foirules.language.regime import Regime
from foirules.language.regime_files import seen
from foirules.language.types import Enumeration, Field
from foirules.language.vocabulary import Vocabulary
from foirules.letters.letter_words import (
    EXPLAINS,
    ROLES,
    Condition,
    DaySign,
    Grounds,
    Kind,
    LetterWords,
    Outcome,
    Sign,
    Statement,
)
from foirules.letters.message import AUTHORITY, OTHER, REQUESTER
from foirules.letters.phrases import Phrase, PhraseError, phrase

FOLDER: Final = "letters"
FILES: Final = ("kinds", "outcomes", "grounds", "statements", "days")
MESSAGES: Final = {
    "phrase": "{found}: {problem}",
    "sign-twice": "the sign {found} stands in {first} already",
    "no-statement": "{event} does not state {found}",
    "no-file": "{path}: is missing; letters under {regime} cannot be read",
}
_CONDITION: Final = ("any", "all", "none")
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {  # of each entry of a list
    "kinds": ("event", "by"),
    "outcomes": ("outcome",),
    "statements": ("name", "events", "asks"),
    "days": ("means", "signs"),
}


@cache
def letter_words(regime: Regime) -> LetterWords:
    """What the letters under a regime say.

    :raises RulesError: with every error of every file; where the regime has none.
    """
    folder = regime.folder / FOLDER
    reader = _WordsReader(regime.vocabulary)
    said: dict[str, dict[str, Item]] = {}
    readers: dict[str, _FileReader] = {}
    for name in FILES:
        path = folder / f"{name}.yaml"
        if not path.exists():
            shown = MESSAGES["no-file"].format(path=seen(path), regime=regime.id)
            raise RulesError([shown])
        own = reader.file(path)
        if (taken := own.taken(regime.folder.parent)) is not None:
            readers[f"{name}, shared"] = shared = reader.file(taken)
            shared.signs_of(shared.mapping(shared.item, "", ("signs",), ("signs",)))
        readers[name], said[name] = own, own.top(name)
    made = reader.words(regime, said, readers)
    lines = [line for each in readers.values() for line in each.problems.lines]
    if lines or made is None:
        raise RulesError(lines)
    return made


_OPTIONAL: Final = ("signs", "takes", "condition-field")
_TOPS: Final[Mapping[str, tuple[str, ...]]] = {
    "kinds": ("takes", "signs", "senders", "references", "others", "kinds", "recorded"),
    "outcomes": ("takes", "signs", "field", "events", "ends-parts", "outcomes"),
    "grounds": (
        *(
            "takes",
            "signs",
            "own-laws",
            "other-laws",
            "heads",
            "events",
            "field",
            "relied",
            "dropped",
        ),
        *("leads-in", "beside", "formulas", "condition-field"),
    ),
    "statements": ("takes", "signs", "statements"),
    "days": ("takes", "signs", "days"),
}


@define
class _FileReader(Reader):
    """Reads one file; ``signs`` are those of all files read so far."""

    words: Vocabulary = field(kw_only=True)
    path: Path = field(kw_only=True)
    signs: dict[str, Sign] = field(kw_only=True)
    homes: dict[str, str] = field(kw_only=True)
    item: Item = field(kw_only=True)

    def top(self, name: str) -> dict[str, Item]:
        needed = [key for key in _TOPS[name] if key not in _OPTIONAL]
        top = self.mapping(self.item, "", _TOPS[name], needed)
        self.signs_of(top)
        return top

    def taken(self, folder: Path) -> Path | None:
        """The file whose signs it takes beside its own: ``shared/letters/kinds`` of a folder."""
        named = self.item.value.get("takes") if isinstance(self.item.value, dict) else None
        name = self.name(named, "takes") if named is not None else None
        return None if name is None else folder / f"{name}.yaml"

    def signs_of(self, top: Mapping[str, Item]) -> None:
        """Reads the signs of a file beside those that are known."""
        for sign, item in (self.entries(top["signs"], "signs") if "signs" in top else {}).items():
            where = f"signs.{sign}"
            if sign in self.signs:
                first = self.homes[sign]
                self.problems.say(item, where, "sign-twice", found=repr(sign), first=first)
            says, unless = item, None
            if isinstance(item.value, dict):
                body = self.mapping(item, where, ("says", "unless"), ("says",))
                says, unless = body.get("says", Item([])), body.get("unless")
            self.signs[sign] = Sign(
                sign,
                self._phrases(says, where),
                self._phrases(unless, f"{where}.unless") if unless else (),
            )
            self.homes[sign] = self.path.name

    def _phrases(self, item: Item, where: str) -> tuple[Phrase, ...]:
        found = []
        for each, place in self.list(item, where):
            text = self.name(each, place)
            try:
                found += [phrase(text)] if text else []
            except PhraseError as error:
                self.problems.say(each, place, "phrase", found=repr(text), problem=error)
        return tuple(found)

    def names(self, body: Mapping[str, Item], key: str, where: str) -> tuple[str, ...]:
        """A list of texts under a key; empty where it is not there."""
        if key not in body:
            return ()
        read = (self.name(*each) for each in self.list(body[key], f"{where}.{key}".lstrip(".")))
        return tuple(name for name in read if name)

    def has(self, item: Item, where: str, keys: Iterable[str]) -> bool:
        """Whether an entry is a mapping that has some keys."""
        entries = self.entries(item, where)
        lacking = [key for key in keys if key not in entries]
        for key in lacking if isinstance(item.value, dict) else ():
            self.problems.say(item, where, "missing-key", found=repr(key))
        return not lacking

    def of(
        self, body: Mapping[str, Item], key: str, where: str, kind: str, known: Iterable[str]
    ) -> tuple[str, ...]:
        """A list of known names under a key."""
        if key not in body:
            return ()
        names = tuple(known)
        listed = self.list(body[key], f"{where}.{key}".lstrip("."))
        read = (self.one_of(item, place, kind, names) for item, place in listed)
        return tuple(name for name in read if name)

    def condition(self, body: Mapping[str, Item], where: str) -> Condition:
        read = {key: self.of(body, key, where, "sign", self.signs) for key in _CONDITION}
        return Condition(**read)

    def events(self, body: Mapping[str, Item], key: str, where: str) -> tuple[str, ...]:
        return self.of(body, key, where, "event", self.words.events)

    def truth(self, body: Mapping[str, Item], key: str, where: str) -> bool | None:
        return self.boolean(body[key], f"{where}.{key}") if key in body else None

    def field_name(self, body: Mapping[str, Item], where: str) -> str:
        if "field" not in body:
            return ""
        where = f"{where}.field".lstrip(".")
        return self.one_of(body["field"], where, "field", self.words.fields) or ""


@define
class _WordsReader:
    """Reads the files of a folder: their signs first, then what asks for these."""

    vocabulary: Vocabulary
    signs: dict[str, Sign] = field(factory=lambda: {EXPLAINS: Sign(EXPLAINS, ())})
    homes: dict[str, str] = field(factory=lambda: {EXPLAINS: "every law"})

    def file(self, path: Path) -> _FileReader:
        try:
            document = read_document(seen(path), MESSAGES)
        except DocumentError as error:
            raise RulesError(error.errors) from None
        return _FileReader(
            Problems(str(seen(path)), MESSAGES),
            words=self.vocabulary,
            path=path,
            signs=self.signs,
            homes=self.homes,
            item=document.item,
        )

    def words(
        self, regime: Regime, said: Mapping[str, dict[str, Item]], by: Mapping[str, _FileReader]
    ) -> LetterWords | None:
        if any(each.problems.lines for each in by.values()):
            return None
        of_outcomes = by["outcomes"].field_name(said["outcomes"], "")
        of = self.vocabulary.outcome_fields.values()
        listed = [self.vocabulary.fields[of_outcomes]] if of_outcomes else of
        outcomes = tuple(name for each in listed for name in _members(each))
        senders = by["kinds"].entries(said["kinds"]["senders"], "senders")
        return LetterWords(
            regime=regime,
            signs=self.signs,
            senders={
                name: by["kinds"].of(senders, name, "senders", "sign", self.signs)
                for name in senders
                if by["kinds"].one_of(Item(name), "senders", "sender", (REQUESTER, AUTHORITY))
            },
            kinds=tuple(_kind(by["kinds"], *each) for each in _listed(by, said, "kinds", "kinds")),
            outcomes=tuple(
                _outcome(by["outcomes"], *each, outcomes)
                for each in _listed(by, said, "outcomes", "outcomes")
            ),
            outcome_field=of_outcomes,
            outcome_events=by["outcomes"].events(said["outcomes"], "events", ""),
            ends_parts=by["outcomes"].of(said["outcomes"], "ends-parts", "", "sign", self.signs),
            grounds=self._grounds(by["grounds"], said["grounds"]),
            statements=tuple(
                _statement(by["statements"], *each, outcomes)
                for each in _listed(by, said, "statements", "statements")
            ),
            days=tuple(_day(by["days"], *each) for each in _listed(by, said, "days", "days")),
            recorded=by["kinds"].events(said["kinds"], "recorded", ""),
            references=by["kinds"].names(said["kinds"], "references", ""),
            others=by["kinds"].names(said["kinds"], "others", ""),
        )

    def _grounds(self, reader: _FileReader, top: dict[str, Item]) -> Grounds:
        return Grounds(
            own_laws=reader.names(top, "own-laws", ""),
            other_laws=reader.names(top, "other-laws", ""),
            heads=reader.names(top, "heads", ""),
            events=reader.events(top, "events", ""),
            field=reader.field_name(top, ""),
            condition_field=reader.field_name({"field": top["condition-field"]}, "")
            if "condition-field" in top
            else "",
            **{
                key.replace("-", "_"): reader.of(top, key, "", "sign", self.signs)
                for key in ("relied", "dropped", "leads-in", "beside", "formulas")
            },
        )


def keys_of(name: str) -> tuple[str, ...]:
    """The keys that a file of the folder may have, by its name."""
    return _TOPS[name]


def needed_of(name: str) -> list[str]:
    """Those that it has to have."""
    return [key for key in _TOPS[name] if key not in _OPTIONAL]


def _listed(
    by: Mapping[str, _FileReader], said: Mapping[str, dict[str, Item]], name: str, key: str
) -> list[tuple[Item, str]]:
    """The entries of a list of a file that have all keys that they need; of others that is told."""
    reader = by[name]
    listed = reader.list(said[name][key], key)
    return [each for each in listed if reader.has(*each, NEEDED[key])]


def _kind(reader: _FileReader, item: Item, where: str) -> Kind:
    keys = ("event", "by", "first", "after", "before-any", "grounds", *_CONDITION)
    body = reader.mapping(item, where, keys, ("event", "by"))
    event = reader.one_of(body["event"], f"{where}.event", "event", reader.words.events)
    by = reader.one_of(body["by"], f"{where}.by", "sender", (REQUESTER, AUTHORITY, OTHER))
    return Kind(
        event or "",
        by or "",
        reader.condition(body, where),
        reader.truth(body, "first", where),
        reader.events(body, "after", where),
        reader.events(body, "before-any", where),
        reader.truth(body, "grounds", where),
    )


def _members(field: Field) -> tuple[str, ...]:
    """The names that a field may have."""
    return field.type.members if isinstance(field.type, Enumeration) else ()


def _outcome(reader: _FileReader, item: Item, where: str, members: tuple[str, ...]) -> Outcome:
    body = reader.mapping(
        item, where, ("outcome", "grounds", "of", "apart", *_CONDITION), ("outcome",)
    )
    name = reader.one_of(body["outcome"], f"{where}.outcome", "outcome", members)
    return Outcome(
        name or "",
        reader.condition(body, where),
        reader.truth(body, "grounds", where),
        bool(reader.truth(body, "apart", where)),
        reader.of(body, "of", where, "ground", reader.words.exemptions.masks),
    )


def _statement(reader: _FileReader, item: Item, where: str, members: tuple[str, ...]) -> Statement:
    keys = ("name", "events", "true", "false", "hints", "grounds", "outcomes", "asks")
    body = reader.mapping(item, where, keys, ("name", "events", "asks"))
    name = reader.one_of(body["name"], f"{where}.name", "statement", reader.words.statements)
    signs = {
        key: reader.of(body, key, where, "sign", reader.signs) for key in ("true", "false", "hints")
    }
    events = reader.events(body, "events", where)
    for event in events:
        if name and reader.words.events[event].field(name) is None:
            said = {"event": event, "found": repr(name)}
            reader.problems.say(item, where, "no-statement", **said)
    known = reader.words.exemptions.masks
    return Statement(
        name or "",
        events,
        **signs,
        grounds=reader.of(body, "grounds", where, "ground", known),
        outcomes=reader.of(body, "outcomes", where, "outcome", members),
        asks=reader.name(body["asks"], f"{where}.asks") or "",
    )


def _day(reader: _FileReader, item: Item, where: str) -> DaySign:
    keys = ("means", "signs", "role", "field", "events", "future", "from", "of-part")
    body = reader.mapping(item, where, keys, ("means", "signs"))
    starts = ("letter", "arrival")
    start = reader.one_of(body["from"], f"{where}.from", "start", starts) if "from" in body else ""
    future = reader.truth(body, "future", where)
    role = reader.one_of(body["role"], f"{where}.role", "role", ROLES) if "role" in body else ""
    return DaySign(
        reader.name(body["means"], f"{where}.means") or "",
        reader.of(body, "signs", where, "sign", reader.signs),
        role or "",
        reader.field_name(body, where),
        reader.events(body, "events", where),
        future is not False,
        start or "",
        bool(reader.truth(body, "of-part", where)),
    )
