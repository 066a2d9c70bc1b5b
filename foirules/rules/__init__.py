"""The law: facts, rules, clocks and actions, a file a chapter, in the folder of its regime."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from foirules import document, vocabulary
from foirules.language.errors import LawError
from foirules.language.kept import Codec, digest, kept
from foirules.language.law import (
    SCALARS,
    Action,
    Chapter,
    Clock,
    Fact,
    Law,
    Pause,
    Rule,
    load,
)
from foirules.rules.subjects import SCHEMA
from foirules.sources import Register, load_register
from foirules.vocabulary import STAGE

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE / "foia"
TYPES: Final = {**SCALARS, STAGE.name: STAGE}
_CODEC: Final = Codec((Chapter, Fact, Rule, Pause, Clock, Action), TYPES)


def chapters(folder: Path) -> tuple[Chapter, ...]:
    """The chapters of a regime's folder, in the order that its ``regime.yaml`` gives; kept between
    runs.

    :raises RulesError: with every error of every file.
    """
    readers = [*sorted(HERE.glob("*.py")), *sorted((HERE.parent / "language").glob("*.py"))]
    readers += [Path(document.__file__), Path(vocabulary.__file__)]
    key = digest([*sorted(folder.glob("*.yaml")), *readers])
    return kept(f"law-{folder.name}", key, _CODEC, lambda: _read(folder))


def _read(folder: Path) -> tuple[Chapter, ...]:
    from foirules.rules.files import read_law  # only where there is no copy

    return tuple(file.chapter() for file in read_law(folder, TYPES))


CHAPTERS = chapters(FOLDER)


@cache
def foia(
    periods: frozenset[str], dates_unknown: bool = False, own: tuple[Chapter, ...] = ()
) -> Law:
    """The law of the Freedom of Information Act 2000, read and checked.

    :param periods: the names of the periods and lists of the regime's policy.
    :param dates_unknown: whether the day of an event may be unknown (see ``foirules.assess``).
    :param own: chapters that stand beside the Act's.
    :raises RulesError: where an expression of the Act's is wrong, with its place in the file.
    """
    schema = SCHEMA.with_unknown(["on"]) if dates_unknown else SCHEMA
    try:
        return load(schema, (*CHAPTERS, *own), periods)
    except LawError as error:
        from foirules.rules.files import placed

        raise placed(error, FOLDER, TYPES) from None


@cache
def register() -> Register:
    """The register of what the law rests on."""
    return load_register(FOLDER / "sources.yaml", FOLDER / "left-out.yaml")
