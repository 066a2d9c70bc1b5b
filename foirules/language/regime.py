"""A regime: a body of law as a value. The files of its folder are read by ``regime_files``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from foirules.calendars.working_days import Calendar
from foirules.language import kept
from foirules.language.declarations import Chapter, Declaration
from foirules.language.errors import LawError, RegimeError
from foirules.language.law import MOST_LAWS, Law
from foirules.language.schema import Schema
from foirules.language.types import BOOL, DATE, Enumeration
from foirules.language.vocabulary import Vocabulary

if TYPE_CHECKING:  # what only some commands need is imported by them
    from foirules.language.sources import Register


@frozen(eq=False)
class Regime:
    """A body of law: its words, what it is about, its chapters, and its calendar.

    :param id: what a case file calls it (``regime: foia``), and what its own policy is called.
    :param cited_as: how its citations begin.
    :param folder: the files that it was read from.
    :param files: those of its chapters.
    :param checked: the law of the chapters, where it has been checked already, with the names of
        periods and lists that it reads.
    :param digest: the hash of the files of its folder, and of those that it may share.
    :param key: what changes with the files; empty where nothing is kept of them.
    """

    id: str
    title: str
    cited_as: str
    folder: Path
    schema: Schema
    chapters: Sequence[Chapter]
    files: tuple[Path, ...]
    calendar: Calendar = field(repr=False)
    checked: Law | None = field(default=None, repr=False)
    digest: str = field(default="", repr=False)
    key: str = field(default="", repr=False)

    def __reduce__(self) -> Any:
        # In another process it is what that reads, once, of the same folder.
        from foirules.language.regime_files import regime_at

        return regime_at, (self.folder,)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.schema.vocabulary

    def law(
        self,
        periods: frozenset[str],
        dates_unknown: bool = False,
        own: tuple[Chapter, ...] = (),
        partly: bool = False,
    ) -> Law:
        """The law, read and checked.

        :param periods: the names of the periods and lists of a policy.
        :param dates_unknown: whether the day of an event may be unknown.
        :param own: chapters that stand beside those of the regime.
        :param partly: whether the source of a case may not record all.
        :raises RegimeError: with the place in the file, where an expression is wrong or a role
            names what is not declared.
        """
        return _law(self, periods, dates_unknown, own, partly)

    def names_read(self) -> frozenset[str]:
        """The periods and lists of a policy that its law reads."""
        return _names_read(self)

    def names_authority(self, file: str, name: str | None) -> bool:
        """Whether a list of authorities has this name.

        :param file: a file of the regime's folder, or of one beside it as ``shared/NAME``.
        :raises RulesError: with every error of the file.
        """
        from foirules.language.authority_names import in_list  # only where a law has such lists

        folder = self.folder.parent if "/" in file else self.folder
        return in_list(name, folder / f"{file}.yaml")

    def register(self) -> Register:
        """The register of what the law rests on; empty where its folder has none."""
        return _register(self)


@lru_cache(maxsize=MOST_LAWS)
def _law(
    regime: Regime,
    periods: frozenset[str],
    dates_unknown: bool,
    own: tuple[Chapter, ...],
    partly: bool,
) -> Law:
    checked = _checked(regime)
    if checked and checked.periods <= periods and not (dates_unknown or own or partly):
        key = kept.digest((), regime.key, repr(sorted(periods)))
        return _to_keep(evolve(checked, periods=periods), f"law-{regime.id}", regime.key and key)
    if not regime.key or not (dates_unknown or own or partly):
        return _read(regime, periods, dates_unknown, own, partly)
    from foirules.language.kept_law import law_codec

    declared = [(c.name, c.as_recorded, *c.declarations()) for c in own]
    key = kept.digest((), regime.key, repr((sorted(periods), dates_unknown, partly, declared)))
    name = f"law-{regime.id}-beside"
    read = lambda: _read(regime, periods, dates_unknown, own, partly)  # noqa: E731
    return _to_keep(kept.read_or_make(name, key, law_codec(regime.schema), read), name, key)


def _to_keep(law: Law, name: str, key: str) -> Law:
    """A law of which may be kept what is made of it; with no key, nothing."""
    object.__setattr__(law, "kept_as", (name, key) if key else None)
    return law


def _checked(regime: Regime) -> Law | None:
    """The law that has been checked, if it is still that of the regime's chapters and words."""
    law = regime.checked
    same = law and law.chapters is regime.chapters and law.schema is regime.schema
    return law if same else None


def _read(
    regime: Regime,
    periods: frozenset[str],
    dates_unknown: bool,
    own: tuple[Chapter, ...],
    partly: bool,
) -> Law:
    from foirules.language.law_reader import read_law  # only where nothing is kept

    if lacking := _lacking(regime):
        from foirules.language.regime_reader import placed_roles  # only where something is wrong

        raise RegimeError(placed_roles(lacking, regime))
    schema = regime.schema.with_unknown(["on"]) if dates_unknown else regime.schema
    try:
        return read_law(schema, (*regime.chapters, *own), periods, partly)
    except LawError as error:
        from foirules.language.regime_reader import placed  # only where something is wrong

        raise RegimeError(placed(error, regime)) from error


@frozen
class Lacking:
    """A role whose name no declaration has: its key, what is wanted, and the names there are."""

    role: str
    what: str
    names: tuple[str, ...]


def _lacking(regime: Regime) -> list[Lacking]:
    """The roles that name a fact or a clock that the regime does not declare."""
    schema, roles = regime.schema, regime.schema.roles
    root, part = schema.root.name, schema.part.name
    facts = [fact for chapter in regime.chapters for fact in chapter.facts]
    days = [f.name for f in facts if f.subject == root and f.type == DATE]
    lists = [f.name for f in facts if f.subject == part and isinstance(f.type, Enumeration)]
    truths = [f.name for f in facts if f.subject == root and f.type == BOOL]
    clocks = [clock.name for chapter in regime.chapters for clock in chapter.clocks]
    wanted = (
        (roles.doubt, "doubted-when", f"fact of the {root} (true or false)", ("", *truths)),
        (roles.received, "received", f"fact of the {root} (a date)", days),
        (roles.stage, "stage", f"fact of the {part} (of a list of names)", lists),
        (roles.main_clock, "main-clock", "clock", clocks),
    )
    return [
        Lacking(role, what, tuple(names)) for name, role, what, names in wanted if name not in names
    ]


@cache
def _register(regime: Regime) -> Register:
    from foirules.language.sources import Register, load_register

    sources, left_out = regime.folder / "sources.yaml", regime.folder / "left-out.yaml"
    found = load_register(sources, left_out) if sources.exists() else Register({})
    names = regime.vocabulary.exemptions.masks
    claimed = frozenset(f"{regime.cited_as} {name}" for name in names)
    return evolve(found, act=regime.cited_as, claimed=claimed)


# --- what a law reads of a policy -----------------------------------------------------------------


@cache
def _names_read(regime: Regime) -> frozenset[str]:
    if checked := _checked(regime):
        return checked.periods
    found: set[str] = set()
    for chapter in regime.chapters:
        found.update(clock.period for clock in chapter.clocks if clock.period)
        declared: list[Declaration] = [
            *chapter.facts,
            *chapter.rules,
            *chapter.clocks,
            *chapter.actions,
        ]
        for each in declared:
            for expression in _expressions(each):
                found.update(_looked_up(expression))
    return frozenset(found)


def _expressions(declared: Declaration) -> Iterator[str]:
    from foirules.language.form import FORMS, Content

    for key in FORMS[type(declared)].keys.values():
        said = getattr(declared, key.name)
        if said is not None and key.holds in (Content.EXPRESSION, Content.PATTERN):
            yield said
        elif said is not None and key.holds is Content.PAUSE:
            yield from (said.start, said.end)


def _looked_up(expression: str) -> Iterator[str]:
    """The periods and lists that an expression names; of one that is none its reader tells."""
    import ast

    from foirules.language.functions import FUNCTIONS

    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name(function), [ast.Constant(str() as name), *_]):
                if function in FUNCTIONS and FUNCTIONS[function].named:
                    yield name
