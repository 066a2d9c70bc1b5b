"""Rules of one's own: a YAML file of facts and rules, in the language of the law and checked as it.

They stand beside the Act's and cannot change them: a rule of one's own is a promise, a departure or
a note, never a breach of statute, and its expressions can reach nothing but facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from foirules.document import DocumentError, Item, Problems, Reader, load, read_text
from foirules.language.errors import LawError
from foirules.language.law import Chapter, Fact, Rule
from foirules.language.law import load as load_law
from foirules.policy import REGIME, load_policies
from foirules.rules import CHAPTERS
from foirules.rules.subjects import SCHEMA
from foirules.vocabulary import BOOL, DATE, EXEMPTIONS, INT, Scalar

KINDS: Final = ("promise", "departure", "note")
TYPES: Final[dict[str, Scalar]] = {
    "date": DATE,
    "number": INT,
    "true-or-false": BOOL,
    "exemptions": EXEMPTIONS,
}
MESSAGES: Final = {
    "expression": "{problem}{shown}",
    "no-rules": "no facts and no rules",
    "chapter-twice": "the chapter {found} is defined in {first} already",
}
_FACT: Final = ("of", "name", "type", "is", "cites", "meaning")
_RULE: Final = {
    "id": "id",
    "of": "subject",
    "kind": "kind",
    "applies": "applies",
    "when": "when",
    "possible-when": "possible_when",
    "due": "due",
    "ended": "ended",
    "begins": "begins",
    "exemptions": "exemptions",
    "cites": "cites",
    "says": "message",
    "says-if-possible": "possible_message",
    "cites-if-possible": "cites_if_possible",
    "meaning": "meaning",
}
_NEEDED: Final = ("id", "of", "kind", "applies", "when", "cites", "says", "meaning")


class RulesError(ValueError):
    """Rules that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


@frozen(eq=False)
class OwnRules:
    """Chapters of one's own, to be given to :func:`foirules.assess`."""

    chapters: tuple[Chapter, ...]


def load_rules(paths: Iterable[str | Path]) -> OwnRules:
    """The rules of some files, read and checked beside those of the Act.

    :raises RulesError: with every error of every file.
    """
    regime = load_policies()[REGIME]
    names = (*regime.periods, *regime.sets)
    errors: list[str] = []
    read: dict[str, tuple[Chapter, str]] = {}
    for path in paths:
        name = str(path)
        problems = Problems(name, MESSAGES)
        try:
            item = load(read_text(path), name)
            chapter = _Reader(problems).chapter(item, names)
        except DocumentError as error:
            errors += error.errors
            continue
        if chapter.name in read:
            _, first = read[chapter.name]
            at = item.value["chapter"]
            problems.say(at, "chapter", "chapter-twice", found=repr(chapter.name), first=first)
        errors += problems.lines
        read[chapter.name] = chapter, name
    if errors:
        raise RulesError(errors)
    return OwnRules(tuple(chapter for chapter, _ in read.values()))


class _Reader(Reader):
    """Reads a file of rules, reporting what is wrong and going on."""

    def chapter(self, item: Item, periods: tuple[str, ...]) -> Chapter:
        top = self.mapping(item, "", ("chapter", "facts", "rules"), ("chapter",))
        name = self.text(top["chapter"], "chapter") if "chapter" in top else None
        facts = [
            (each, where, self._fact(each, where))
            for each, where in (self.list(top["facts"], "facts") if "facts" in top else ())
        ]
        rules = [
            (each, where, self._rule(each, where))
            for each, where in (self.list(top["rules"], "rules") if "rules" in top else ())
        ]
        if not facts and not rules and top:
            self.problems.say(item, "", "no-rules")
        chapter = Chapter(name or "")
        for each, where, fact in facts:
            if fact is not None and self._loads(each, where, chapter.facts, [fact], [], periods):
                chapter.facts.append(fact)
        for each, where, rule in rules:
            if rule is not None and self._loads(
                each, where, chapter.facts, [], [*chapter.rules, rule], periods
            ):
                chapter.rules.append(rule)
        return chapter

    def _fact(self, item: Item, where: str) -> Fact | None:
        body = self.mapping(item, where, _FACT, _FACT[:4])
        said = {key: self._text(body[key], f"{where}.{key}") for key in body if key != "type"}
        kind = None
        if "type" in body:
            kind = self.one_of(body["type"], f"{where}.type", "type", TYPES)
        self._subject(body, where)
        if kind is None or None in said.values() or not {"of", "name", "is"} <= said.keys():
            return None
        texts = {key: text or "" for key, text in said.items()}
        return Fact(
            texts["of"],
            texts["name"],
            TYPES[kind],
            texts["is"],
            texts.get("cites", ""),
            texts.get("meaning", ""),
        )

    def _rule(self, item: Item, where: str) -> Rule | None:
        body = self.mapping(item, where, (*_RULE, "breaks", "keeps"), _NEEDED)
        said: dict[str, Any] = {}
        for key, name in _RULE.items():
            if key in body:
                said[name] = self._text(body[key], f"{where}.{key}")
        if "kind" in body:
            self.one_of(body["kind"], f"{where}.kind", "kind", KINDS)
        self._subject(body, where)
        for key in ("breaks", "keeps"):
            if key in body:
                lines = self.list(body[key], f"{where}.{key}")
                said[key] = tuple(self.text(line, place) or "" for line, place in lines)
        whole = all(key in body for key in _NEEDED) and None not in said.values()
        return Rule(**said) if whole and said["kind"] in KINDS else None

    def _subject(self, body: dict[str, Item], where: str) -> None:
        if "of" in body:
            self.one_of(body["of"], f"{where}.of", "subject", SCHEMA.by_name)

    def _text(self, item: Item, where: str) -> str | None:
        """Text; an expression that is true or false is written so."""
        return str(item.value) if isinstance(item.value, bool) else self.text(item, where)

    def _loads(
        self,
        item: Item,
        where: str,
        known: list[Fact],
        facts: list[Fact],
        rules: list[Rule],
        periods: tuple[str, ...],
    ) -> bool:
        """Whether the law loads with a declaration added; if not, what is wrong with it is said."""
        before = len(self.problems.lines)
        try:
            load_law(SCHEMA, (*CHAPTERS, Chapter("own", [*known, *facts], rules)), periods)
        except LawError as error:
            lines = str(error).splitlines()
            shown = "".join(f"\n{line}" for line in lines[1:])
            _, _, named = error.where.partition(": ")
            field = {name: key for key, name in _RULE.items()}.get(named, "is" if facts else named)
            at = item.value.get(field, item)
            place = f"{where}.{field}" if field else where
            self.problems.say(at, place, "expression", problem=error.problem, shown=shown)
        return len(self.problems.lines) == before
