"""The configuration of a check: ``foirules.toml``, or ``[tool.foirules]`` in ``pyproject.toml``."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, frozen

from foirules.cases.failing import FAIL_ON
from foirules.check.files import INCLUDE
from foirules.check.run import Settings, names_in
from foirules.documents.data import from_data
from foirules.documents.items import Item
from foirules.documents.load import read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies

FILE: Final = "foirules.toml"
TABLE: Final = ("tool", "foirules")
MESSAGES: Final = {
    "toml": "{path}: not TOML: {reason}",
}
KEYS: Final = (
    "paths", "include", "as-of", "law", "policies", "rules", "fail-on", "select", "ignore", "docs",
)  # fmt: skip


class ConfigError(ValueError):
    """A configuration that cannot be used. ``errors`` holds a line for each thing wrong."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


@frozen
class Config:
    """What is configured; the paths in it as seen from the current folder.

    :param select: the rules that are looked at; None for all.
    :param docs: the address at which the pages of ``docs`` can be read; None where they cannot.
    """

    paths: tuple[str, ...] = ()
    include: tuple[str, ...] = INCLUDE
    as_of: date | None = None
    law: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    fail_on: tuple[str, ...] = ("breach",)
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    docs: str | None = None
    _named: tuple[tuple[str, Item, str], ...] = ()
    _file: str = ""

    def settings(
        self,
        as_of: date | None = None,
        policies: Sequence[str] = (),
        rules: Sequence[str] = (),
        fail_on: tuple[str, ...] = (),
        law: Sequence[str] = (),
    ) -> Settings:
        """How to check; what is given here is stronger; law, policies and rules are added.

        :raises ConfigError: where a rule is selected or ignored that does not exist.
        :raises PolicyError: for policies, :class:`foirules.RulesError` for rules,
            :class:`foirules.RegimeError` for law, as they load.
        """
        regimes = load_law([*self.law, *law])
        own = [*self.rules, *rules]
        settings = Settings(
            as_of=as_of or self.as_of,
            law=regimes,
            policies=load_policies([*self.policies, *policies], regimes),
            rules=load_rules(own, regimes) if own else None,
            fail_on=fail_on or self.fail_on,
            select=self.select,
            ignore=self.ignore,
            docs=self.docs,
        )
        if self._named:
            self._check_names(
                {name for law in settings.laws.values() for name in names_in(law)["rule"]}
            )
        return settings

    def _check_names(self, known: Collection[str]) -> None:
        problems = Problems(self._file)
        for name, item, where in self._named:
            if name not in known:
                near = expected(name, sorted(known))
                problems.say(item, where, "name", kind="rule", found=repr(name), near=near)
        if problems.lines:
            raise ConfigError(problems.lines)


def find_config(start: Path) -> Config:
    """The configuration of the nearest folder, from ``start`` upward, that holds one.

    :raises ConfigError: with every error of it.
    """
    for folder in (start, *start.parents):
        own, shared = folder / FILE, folder / "pyproject.toml"
        if own.is_file():
            text, shape = _read(own)
            return _config(own, text, shape, "")
        if shared.is_file():
            text, shape = _read(shared)
            for name in TABLE:
                shape = shape.get(name) if isinstance(shape, Mapping) else None
            if shape is not None:
                return _config(shared, text, shape, ".".join(TABLE))
    return Config()


def _read(path: Path) -> tuple[str, Any]:
    name = _seen(path)
    try:
        text = read_text(name)
        return text, tomllib.loads(text)
    except DocumentError as error:
        raise ConfigError(error.errors) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([MESSAGES["toml"].format(path=name, reason=error)]) from None


def _config(path: Path, text: str, shape: Any, table: str) -> Config:
    name = _seen(path)
    reader = _ConfigReader(Problems(name), folder=path.parent, table=table)
    config = reader.config(_placed(shape, text, table))
    if reader.problems.lines:
        raise ConfigError(reader.problems.lines)
    return evolve(config, file=name)


def _seen(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


def _placed(shape: Any, text: str, table: str) -> Item:
    """The table, its keys with the lines they stand on, as far as they can be told."""
    item = from_data(shape)
    if not isinstance(item.value, dict):
        return item
    begun = re.search(rf"(?m)^\s*\[\s*{re.escape(table)}\s*\]", text) if table else None
    start = begun.end() if begun else 0
    keys, values = {}, {}
    for key, value in item.value.items():
        match = re.compile(rf"(?m)^[ \t]*(?=[\"']?{re.escape(key)}[\"']?\s*=)").search(text, start)
        line = text.count("\n", 0, match.end()) + 1 if match else None
        column = match.end() - text.rfind("\n", 0, match.end()) if match else None
        keys[key] = Item(None, line, column)
        values[key] = Item(value.value, line, column)
    return Item(values, keys=keys)


@define
class _ConfigReader(Reader):
    """Reads the table; ``folder`` is where its paths begin, ``table`` what it is called."""

    folder: Path = Path()
    table: str = ""

    def config(self, item: Item) -> Config:
        body = self.mapping(item, self.table, KEYS)
        named: list[tuple[str, Item, str]] = []
        texts = {
            key: self._texts(body[key], self._where(key))
            for key in ("paths", "include", "law", "policies", "rules", "select", "ignore")
            if key in body
        }
        paths = {
            key: tuple(_seen(self.folder / text) for text in texts.get(key, ()))
            for key in ("paths", "law", "policies", "rules")
        }
        for key in ("select", "ignore"):
            where = self._where(key)
            listed = enumerate(texts.get(key, ()), 1)
            named += [(name, body[key], f"{where}[{i}]") for i, name in listed]
        as_of = self.day(body["as-of"], self._where("as-of")) if "as-of" in body else None
        return Config(
            paths=paths["paths"],
            law=paths["law"],
            policies=paths["policies"],
            rules=paths["rules"],
            include=texts.get("include", INCLUDE),
            as_of=as_of,
            fail_on=self._kinds(body["fail-on"]) if "fail-on" in body else ("breach",),
            select=frozenset(texts["select"]) if "select" in texts else None,
            ignore=frozenset(texts.get("ignore", ())),
            docs=self._address(body["docs"], self._where("docs")) if "docs" in body else None,
            named=tuple(named),
        )

    def _where(self, key: str) -> str:
        return f"{self.table}.{key}" if self.table else key

    def _texts(self, item: Item, where: str) -> tuple[str, ...]:
        listed = [self.text(_at(each, item), place) for each, place in self.list(item, where)]
        return tuple(text for text in listed if text)

    def _address(self, item: Item, where: str) -> str | None:
        text = self.name(item, where)
        if text is None or re.match(r"https?://[^\s/]", text):
            return text and text.rstrip("/")
        self.wrong(item, where, "an address that begins with https:// or http://")
        return None

    def _kinds(self, item: Item) -> tuple[str, ...]:
        where = self._where("fail-on")
        listed = self.list(item, where)
        names = [self.one_of(_at(each, item), place, "kind", FAIL_ON) for each, place in listed]
        return tuple(name for name in names if name)


def _at(item: Item, other: Item) -> Item:
    """An item that stands where another does."""
    return Item(item.value, other.line, other.column)
