"""Folders of law -> regimes.

``regime.yaml`` names the chapters of a regime and says what the engines ask of it,
``vocabulary.yaml`` has its words, ``subjects.yaml`` what its facts and rules are about. A chapter
that several regimes share stands in a folder beside theirs, and is named with it:
``shared/tribunal``. It cites the law that it was written for; ``applied-by`` of another regime says
by which of its own provisions that law applies there, and the citations shown say so.

What reads the files is :mod:`foirules.language.regime_reader`; it is imported where nothing is kept
of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

from foirules import rules
from foirules.language import kept
from foirules.language.declared_regime import chapter_file
from foirules.language.errors import RegimeError
from foirules.language.kept_law import REGIME_CODEC, Kept
from foirules.language.lazily import Lazily
from foirules.language.regime import Regime
from foirules.language.schema import Schema
from foirules.rules.version import __version__

if TYPE_CHECKING:
    from foirules.documents.items import Item
    from foirules.documents.problems import Problems

REGIME: Final = "regime.yaml"
NO_REGIME: Final = "{path}: the folder holds no regime.yaml, nor does a folder in it"
TWICE: Final = "{path}: regime: the regime {found} is defined in {first} already"


def load_law(paths: Iterable[str | Path] = ()) -> Mapping[str, Regime]:
    """The regimes shipped, and those of folders added, by id.

    A folder is read once in a process, so that one law judges all that the process judges: a change
    to its files counts from the next process on.

    :param paths: folders of a regime's files, or folders of such folders.
    :raises RegimeError: with every error of every file.
    """
    return _load(tuple(Path(path).absolute() for path in paths))


@cache
def _load(paths: tuple[Path, ...]) -> Mapping[str, Regime]:
    shipped = {folder.name: folder for folder in rules.folders()}
    if not paths:
        return Lazily(shipped, lambda name: regime_at(shipped[name]))
    found, errors = dict(_load(())), list[str]()
    for folder in (each for path in paths for each in _folders(path, errors)):
        try:
            regime = regime_at(folder)
        except RegimeError as error:
            errors += error.errors
            continue
        if regime.id in found:
            first = seen(found[regime.id].folder) / REGIME
            said = {"path": seen(folder) / REGIME, "found": repr(regime.id), "first": first}
            errors.append(TWICE.format(**said))
        found[regime.id] = regime
    if errors:
        raise RegimeError(errors)
    return found


def named_in(
    item: Item, law: Mapping[str, Regime], problems: Problems, usual: str = rules.DEFAULT
) -> Regime:
    """The regime that a file names; the usual one where it names none that is known.

    :param problems: where a name that is not known is reported.
    """
    from foirules.documents.reader import Reader

    named = item.value.get("regime") if isinstance(item.value, dict) else None
    if named is None:
        return law[usual]
    return law[Reader(problems).one_of(named, "regime", "regime", law) or usual]


def _folders(folder: Path, errors: list[str]) -> list[Path]:
    found = [each.parent for pattern in (REGIME, f"*/{REGIME}") for each in folder.glob(pattern)]
    if not found:
        errors.append(NO_REGIME.format(path=seen(folder)))
    return sorted(found)


def seen(path: Path) -> Path:
    """A path as seen from the current folder, where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@cache
def regime_at(folder: Path) -> Regime:
    """The regime of a folder, by its absolute path, read once.

    What the files say, and the law that they make, is kept between runs.

    :raises RegimeError: with every error of its files.
    """
    name, digest = f"law-{folder.name}", digest_of(folder)
    key = key_of(digest)
    said = kept.read_or_make(name, key, REGIME_CODEC, lambda: made_of(folder))
    return _regime(folder, said, digest, key)


def digest_of(folder: Path) -> str:
    """What changes with the files of a folder of law, and with those that it may share."""
    files = [*folder.glob("*.yaml"), *(folder.parent / "shared").glob("*.yaml")]
    return kept.digest(sorted(files))


def key_of(digest: str) -> str:
    """What changes with the files of a law, and with the program that reads them.

    :param digest: of its files.
    """
    return kept.digest((), digest, __version__)


def made_of(folder: Path) -> Kept:
    """What is kept of a folder of law.

    :raises RegimeError: with every error of its files.
    """
    said = _read(folder)
    regime = _regime(folder, said, digest="")
    try:
        return evolve(said, checked=regime.law(regime.names_read()))
    except RegimeError:
        return said  # what is wrong is told when the law is asked for


def read_regime(folder: Path) -> Regime:
    """The regime of a folder, read from its files.

    :raises RegimeError: with every error of its files.
    """
    return _regime(folder.absolute(), _read(folder), digest_of(folder))


def _read(folder: Path) -> Kept:
    from foirules.language.regime_reader import read_files  # only where nothing is kept

    said = read_files(seen(folder.absolute()))
    return Kept(said.top, Schema(said.subjects, said.words, said.top.roles), said.chapters)


def _regime(folder: Path, said: Kept, digest: str, key: str = "") -> Regime:
    top = said.top
    return Regime(
        id=top.id,
        title=top.title,
        cited_as=top.cited_as,
        folder=folder,
        schema=said.schema,
        chapters=said.checked.chapters if said.checked else said.chapters,
        files=tuple(chapter_file(folder, name) for name in top.chapters),
        calendar=top.days.calendar(),
        checked=said.checked,
        digest=digest,
        key=key,
    )
