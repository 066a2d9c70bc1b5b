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
    ASKS,
    EXPLAINS,
    NO_EVENT,
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
from foirules.letters.phrases import Phrase, PhraseError, one_of, phrase

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
        reader.take(own, regime.folder.parent, readers)
        readers[name], said[name] = own, own.top(name)
    made = reader.words(regime, said, readers)
    lines = [line for each in readers.values() for line in each.problems.lines]
    if lines or made is None:
        raise RulesError(lines)
    return made


_WORKED_OUT: Final = (EXPLAINS, ASKS)  # signs that have no phrases
_OPTIONAL: Final = ("signs", "takes", "condition-field", "conditions")
_TOPS: Final[Mapping[str, tuple[str, ...]]] = {
    "kinds": (
        *("takes", "signs", "senders", "references", "others"),
        *("least", "lead", "kinds", "recorded"),
    ),
    "outcomes": ("takes", "signs", "field", "events", "kept", "ends-parts", "outcomes"),
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
        *("passing", "considered", "considering", "upheld"),
        *("formulas", "condition-field", "dropped-before", "conditions"),
    ),
    "statements": ("takes", "signs", "statements"),
    "days": ("takes", "signs", "days"),
}


_SIGNS_OF_GROUNDS: Final = (
    *("relied", "dropped", "dropped-before", "passing", "considered", "formulas"),
)


@define
class _FileReader(Reader):
    """Reads one file; ``signs`` and ``lists`` of words are those of all files read so far."""

    words: Vocabulary = field(kw_only=True)
    path: Path = field(kw_only=True)
    signs: dict[str, Sign] = field(kw_only=True)
    lists: dict[str, str] = field(kw_only=True)
    homes: dict[str, str] = field(kw_only=True)
    item: Item = field(kw_only=True)

    def top(self, name: str) -> dict[str, Item]:
        needed = [key for key in _TOPS[name] if key not in _OPTIONAL]
        top = self.mapping(self.item, "", _TOPS[name], needed)
        self.signs_of(top)
        return top

    def shared(self) -> None:
        """Reads the lists of words and the signs of a file that several laws share."""
        top = self.mapping(self.item, "", ("takes", "words", "signs"), ())
        for name, item in (self.entries(top["words"], "words") if "words" in top else {}).items():
            where = f"words.{name}"
            read = [(each, place, self.name(each, place)) for each, place in self.list(item, where)]
            try:
                self.lists[name] = one_of([text for _, _, text in read if text], self.lists)
                phrase(self.lists[name])
            except PhraseError as error:
                self.problems.say(item, where, "phrase", found=repr(name), problem=error)
        self.signs_of(top)

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
                found += [phrase(text, self.lists)] if text else []
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

    def number(self, body: Mapping[str, Item], key: str, where: str) -> int:
        """A number of points under a key; 0 where it is not there."""
        if key not in body:
            return 0
        return self.integer(body[key], f"{where}.{key}".lstrip("."), 99, -99) or 0

    def points(
        self, body: Mapping[str, Item], key: str, where: str, kind: str, known: Iterable[str]
    ) -> tuple[tuple[str, int], ...]:
        """The points that known names have under a key."""
        if key not in body:
            return ()
        names, where = tuple(known), f"{where}.{key}"
        listed = self.entries(body[key], where)
        return tuple(
            (name, self.number(listed, name, where))
            for name in listed
            if self.one_of(Item(name), where, kind, names)
        )

    def field_name(self, body: Mapping[str, Item], where: str) -> str:
        if "field" not in body:
            return ""
        where = f"{where}.field".lstrip(".")
        return self.one_of(body["field"], where, "field", self.words.fields) or ""


@define
class _WordsReader:
    """Reads the files of a folder: their signs first, then what asks for these."""

    vocabulary: Vocabulary
    signs: dict[str, Sign] = field(factory=lambda: {name: Sign(name, ()) for name in _WORKED_OUT})
    homes: dict[str, str] = field(factory=lambda: dict.fromkeys(_WORKED_OUT, "every law"))
    lists: dict[str, str] = field(factory=dict)

    def take(self, own: _FileReader, folder: Path, readers: dict[str, _FileReader]) -> None:
        """Reads the file that another takes, and first the one that it takes itself, each once."""
        path = own.taken(folder)
        if path is not None and str(path) not in readers:
            readers[str(path)] = shared = self.file(path)
            self.take(shared, folder, readers)
            shared.shared()

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
            lists=self.lists,
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
                if by["kinds"].one_of(
                    Item(name), "senders", "sender", (REQUESTER, AUTHORITY, OTHER)
                )
            },
            kinds=tuple(_kind(by["kinds"], *each) for each in _listed(by, said, "kinds", "kinds")),
            least=by["kinds"].number(said["kinds"], "least", ""),
            lead=by["kinds"].number(said["kinds"], "lead", ""),
            outcomes=tuple(
                _outcome(by["outcomes"], *each, outcomes)
                for each in _listed(by, said, "outcomes", "outcomes")
            ),
            outcome_field=of_outcomes,
            outcome_events=by["outcomes"].events(said["outcomes"], "events", ""),
            kept=by["outcomes"].of(said["outcomes"], "kept", "", "outcome", outcomes),
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
        upheld = reader.mapping(top["upheld"], "upheld", ("events", *_CONDITION), ("events",))
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
                for key in _SIGNS_OF_GROUNDS
            },
            conditions=reader.names(top, "conditions", "") if "conditions" in top else (),
            considering=reader.events(top, "considering", ""),
            upheld=reader.condition(upheld, "upheld"),
            upheld_events=reader.events(upheld, "events", "upheld"),
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
    keys = ("event", "by", "first", "after", "before-any", *_POINTS, *_CONDITION)
    body = reader.mapping(item, where, keys, ("event", "by"))
    events = (*reader.words.events, NO_EVENT)
    event = reader.one_of(body["event"], f"{where}.event", "event", events)
    by = reader.one_of(body["by"], f"{where}.by", "sender", (REQUESTER, AUTHORITY, OTHER))
    return Kind(
        event or "",
        by or "",
        reader.condition(body, where),
        reader.truth(body, "first", where),
        reader.events(body, "after", where),
        reader.events(body, "before-any", where),
        reader.number(body, "base", where),
        reader.points(body, "weighs", where, "sign", reader.signs),
        reader.points(body, "follows", where, "event", reader.words.events),
        reader.points(body, "since", where, "event", reader.words.events),
    )


_POINTS: Final = ("base", "weighs", "follows", "since")


def _members(field: Field) -> tuple[str, ...]:
    """The names that a field may have."""
    return field.type.members if isinstance(field.type, Enumeration) else ()


def _outcome(reader: _FileReader, item: Item, where: str, members: tuple[str, ...]) -> Outcome:
    body = reader.mapping(
        item, where, ("outcome", "grounds", "of", "apart", "events", *_CONDITION), ("outcome",)
    )
    name = reader.one_of(body["outcome"], f"{where}.outcome", "outcome", members)
    return Outcome(
        name or "",
        reader.condition(body, where),
        reader.truth(body, "grounds", where),
        bool(reader.truth(body, "apart", where)),
        reader.of(body, "of", where, "ground", reader.words.exemptions.masks),
        reader.events(body, "events", where),
    )


def _statement(reader: _FileReader, item: Item, where: str, members: tuple[str, ...]) -> Statement:
    keys = (
        "name",
        "events",
        "true",
        "false",
        "hints",
        "grounds",
        "outcomes",
        "only",
        "presumed",
        "asks",
    )
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
        only=reader.of(body, "only", where, "outcome", members),
        presumed=bool(reader.truth(body, "presumed", where)),
        asks=reader.name(body["asks"], f"{where}.asks") or "",
    )


def _day(reader: _FileReader, item: Item, where: str) -> DaySign:
    keys = ("means", "signs", "role", "field", "events", "except", "future", "from", "of-part")
    body = reader.mapping(item, where, keys, ("means", "signs"))
    starts = ("letter", "arrival", "question", "named")
    start = reader.one_of(body["from"], f"{where}.from", "start", starts) if "from" in body else ""
    future = reader.truth(body, "future", where)
    role = reader.one_of(body["role"], f"{where}.role", "role", ROLES) if "role" in body else ""
    return DaySign(
        reader.name(body["means"], f"{where}.means") or "",
        reader.of(body, "signs", where, "sign", reader.signs),
        role or "",
        reader.field_name(body, where),
        reader.events(body, "events", where),
        reader.events(body, "except", where),
        future is not False,
        start or "",
        bool(reader.truth(body, "of-part", where)),
    )
