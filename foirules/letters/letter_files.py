"""The files of the folder ``letters`` of a law -> its :class:`LetterWords`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from attrs import define, field

from foirules.documents.items import Item
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError, Problems
from foirules.language.errors import RulesError
from foirules.language.regime import Regime
from foirules.language.regime_files import seen
from foirules.language.vocabulary import Vocabulary
from foirules.letters.letter_words import (
    ANSWERS_IN_FIGURES,
    ASKS,
    BRACKETED,
    EXPLAINS,
    STAYS,
    TELLS_FIGURES,
    TELLS_OF_NONE,
    TO_ANOTHER,
    LetterWords,
    Sign,
)
from foirules.letters.words import days, grounds, kinds, outcomes, statements
from foirules.letters.words.file import SIGNS, FileReader

FOLDER: Final = "letters"
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {  # of each file
    "kinds": kinds.NEEDED,
    "outcomes": outcomes.NEEDED,
    "grounds": grounds.NEEDED,
    "statements": statements.NEEDED,
    "days": days.NEEDED,
}
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "kinds": kinds.OPTIONAL,
    "grounds": grounds.OPTIONAL,
}
FILES: Final = tuple(NEEDED)
MESSAGES: Final = {
    "phrase": "{found}: {problem}",
    "length": "found {found}; expected a length of time, such as 20 working days",
    "sign-twice": "the sign {found} stands in {first} already",
    "no-statement": "{event} does not state {found}",
    "no-file": "{path}: is missing; letters under {regime} cannot be read",
}
# Signs that have no phrases.
_WORKED_OUT: Final = (
    EXPLAINS,
    ASKS,
    STAYS,
    BRACKETED,
    TELLS_FIGURES,
    ANSWERS_IN_FIGURES,
    TELLS_OF_NONE,
    TO_ANOTHER,
)


def keys_of(name: str) -> tuple[str, ...]:
    """The keys that a file of the folder may have, by its name."""
    return (*SIGNS, *NEEDED[name], *OPTIONAL.get(name, ()))


@cache
def letter_words(regime: Regime) -> LetterWords:
    """What the letters under a regime say.

    :raises RulesError: with every error of every file; where the regime has none.
    """
    folder = regime.folder / FOLDER
    reader = _WordsReader(regime.vocabulary)
    said: dict[str, dict[str, Item]] = {}
    readers: dict[str, FileReader] = {}
    for name in FILES:
        path = folder / f"{name}.yaml"
        if not path.exists():
            shown = MESSAGES["no-file"].format(path=seen(path), regime=regime.id)
            raise RulesError([shown])
        own = reader.file(path)
        reader.take(own, regime.folder.parent, readers)
        readers[name], said[name] = own, own.top(keys_of(name), NEEDED[name])
    made = reader.words(regime, said, readers)
    lines = [line for each in readers.values() for line in each.problems.lines]
    if lines or made is None:
        raise RulesError(lines)
    return made


@define
class _WordsReader:
    """Reads the files of a folder: their signs first, then what asks for these."""

    vocabulary: Vocabulary
    signs: dict[str, Sign] = field(factory=lambda: {name: Sign(name, ()) for name in _WORKED_OUT})
    homes: dict[str, str] = field(factory=lambda: dict.fromkeys(_WORKED_OUT, "every law"))
    lists: dict[str, str] = field(factory=dict)

    def take(self, own: FileReader, folder: Path, readers: dict[str, FileReader]) -> None:
        """Reads the file that another takes, and first the one that it takes itself, each once."""
        path = own.taken(folder)
        if path is not None and str(path) not in readers:
            readers[str(path)] = shared = self.file(path)
            self.take(shared, folder, readers)
            shared.shared()

    def file(self, path: Path) -> FileReader:
        try:
            document = read_document(seen(path), MESSAGES)
        except DocumentError as error:
            raise RulesError(error.errors) from None
        return FileReader(
            Problems(str(seen(path)), MESSAGES),
            words=self.vocabulary,
            path=path,
            signs=self.signs,
            lists=self.lists,
            homes=self.homes,
            item=document.item,
        )

    def words(
        self, regime: Regime, said: Mapping[str, dict[str, Item]], by: Mapping[str, FileReader]
    ) -> LetterWords | None:
        if any(each.problems.lines for each in by.values()):
            return None
        of_kinds, of_outcomes = by["kinds"], by["outcomes"]
        outcome_field = of_outcomes.field_name(said["outcomes"], "")
        members = outcomes.members(outcome_field, self.vocabulary)
        return LetterWords(
            regime=regime,
            signs=self.signs,
            senders=kinds.by_sender(of_kinds, said["kinds"], "senders"),
            later_requests=kinds.by_sender(of_kinds, said["kinds"], "later-requests"),
            offers_another=kinds.signs_under(of_kinds, said["kinds"], "offers-another"),
            takes_another=kinds.signs_under(of_kinds, said["kinds"], "takes-another"),
            came_before=kinds.came_before(of_kinds, said["kinds"]),
            kinds=tuple(
                kinds.kind(of_kinds, *each)
                for each in of_kinds.entries_of(said["kinds"], "kinds", kinds.OF_EACH)
            ),
            least=of_kinds.number(said["kinds"], "least", ""),
            lead=of_kinds.number(said["kinds"], "lead", ""),
            outcomes=tuple(
                outcomes.outcome(of_outcomes, *each, members)
                for each in of_outcomes.entries_of(said["outcomes"], "outcomes", outcomes.OF_EACH)
            ),
            outcome_field=outcome_field,
            outcome_events=of_outcomes.events(said["outcomes"], "events", ""),
            kept=of_outcomes.of(said["outcomes"], "kept", "", "outcome", members),
            ungrounded=of_outcomes.of(said["outcomes"], "ungrounded", "", "outcome", members),
            keeping_back=of_outcomes.of(said["outcomes"], "keeping-back", "", "sign", self.signs),
            ends_parts=of_outcomes.of(said["outcomes"], "ends-parts", "", "sign", self.signs),
            asks_figures=of_outcomes.of(said["outcomes"], "asks-figures", "", "sign", self.signs),
            numbers_parts=of_outcomes.of(said["outcomes"], "numbers-parts", "", "sign", self.signs),
            grounds=grounds.grounds(by["grounds"], said["grounds"]),
            statements=tuple(
                statements.statement(by["statements"], *each, members)
                for each in by["statements"].entries_of(
                    said["statements"], "statements", statements.OF_EACH
                )
            ),
            days=tuple(
                days.day(by["days"], *each)
                for each in by["days"].entries_of(said["days"], "days", days.OF_EACH)
            ),
            recorded=of_kinds.events(said["kinds"], "recorded", ""),
            references=of_kinds.names(said["kinds"], "references", ""),
            others=of_kinds.names(said["kinds"], "others", ""),
        )
