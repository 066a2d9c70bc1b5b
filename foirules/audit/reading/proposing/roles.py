"""Which columns of a log say what became of a case, which law it is under, and the like."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from attrs import define, field

from foirules.audit.reading.log_columns import REGIME
from foirules.audit.reading.proposing.case_column import called_so
from foirules.audit.reading.proposing.sample import Sample
from foirules.audit.reading.proposing.values import OUTCOME, Values
from foirules.language.meaning import fits, plainly, said
from foirules.language.types import SetType

MOST: Final = 60  # values of a column that are told one by one
_LAWS: Final = 12  # names of laws that a column has at most
_HALF: Final = 0.5
_SOME: Final = 0.2  # of the values, that are outcomes beside states
_EVENT: Final = "event"
Rank = tuple[Any, ...]


@define
class Roles:
    """Finds columns by their values; of several that whose heading says so.

    :param taken: the columns that hold something else; those found are added.
    """

    sample: Sample
    values: Values
    taken: set[str] = field(factory=set)

    def regime(self) -> str | None:
        """The column whose values are mostly names of laws."""
        return self._best(self._rank_of_laws)

    def laws_perhaps(self) -> list[str]:
        """The columns that name laws in some rows, whose headings say that they are of these."""
        free = [name for name in self._free() if self.says(name, REGIME)]
        return [name for name in free if self._share(name, self.values.law)]

    def outcome(self) -> str | None:
        """The column whose values are outcomes, or outcomes and states of a case."""
        return self._best(self._rank_of_outcomes)

    def outcomes_perhaps(self) -> list[str]:
        """The columns whose headings say that they are of outcomes, where no value is known."""
        free = [name for name in self._free() if self.says(name, OUTCOME)]
        return [name for name in free if 0 < len(self.sample.counts(name)) <= MOST]

    def state(self) -> str | None:
        """The column whose values are mostly states of a case, going by its heading too."""
        return self._best(self._rank_of_states)

    def grounds(self) -> dict[str, str]:
        """By our name the columns that hold grounds for refusing."""
        fields = self.values.regime.vocabulary.fields
        sets = [ours for ours in self.values.words.columns if ours in fields]
        found: dict[str, str] = {}
        for ours in sets:
            if isinstance(fields[ours].type, SetType):
                column = self._best(partial(self._rank_of_grounds, ours))
                found |= {ours: column} if column else {}
        return found

    def called(self, ours: str) -> str | None:
        """The first column whose heading is, word by word, what logs call one of ours."""
        lines = (*self.values.words.columns.get(ours, ()), plainly(ours))
        wanted = {said(line) for line in lines}
        named = (name for name in called_so(self._free(), lines) if said(name) in wanted)
        column = next(named, None)
        if column is not None:
            self.taken.add(column)
        return column

    def says(self, column: str, ours: str) -> bool:
        """Whether a heading has the words of one of ours."""
        return fits(column, self.values.words.columns.get(ours, ())) is not None

    def _free(self) -> list[str]:
        return [name for name in self.sample.columns if name not in self.taken]

    def _best(self, rank: Callable[[str], Rank | None]) -> str | None:
        ranks = {name: found for name in self._free() if (found := rank(name))}
        best = max(ranks, key=lambda name: ranks[name], default=None)
        if best is not None:
            self.taken.add(best)
        return best

    def _share(self, column: str, known: Callable[[str], object]) -> float:
        """Of the cells that say something, those that are known."""
        counts = self.sample.counts(column)
        return self.values.share(counts, [known(text) is not None for text, _ in counts])

    def _rank_of_laws(self, column: str) -> Rank | None:
        if len(self.sample.counts(column)) > _LAWS:
            return None
        if any(self.values.grounds(text) for text, _ in self.sample.counts(column)):
            return None
        share = self._share(column, self.values.law)
        return (share, self.says(column, REGIME)) if share >= _HALF else None

    def _rank_of_outcomes(self, column: str) -> Rank | None:
        if not 0 < len(self.sample.counts(column)) <= MOST:
            return None
        says = self.says(column, OUTCOME)
        outcomes = self._share(column, self.values.outcome)
        either = self._share(column, lambda text: self._outcome_or_state(text))
        likely = either >= _HALF and outcomes >= (_SOME if says else _HALF)
        return (says, outcomes * self.sample.filled(column)) if likely else None

    def _rank_of_states(self, column: str) -> Rank | None:
        says = self.says(column, OUTCOME) or self.says(column, _EVENT)
        if not says or not 0 < len(self.sample.counts(column)) <= MOST:
            return None
        share = self._share(column, self._outcome_or_state)
        return (share,) if share > _HALF else None

    def _rank_of_grounds(self, ours: str, column: str) -> Rank | None:
        says = self.says(column, ours)
        texts = [text for text, _ in self.sample.counts(column) if any(map(str.isdigit, text))]
        cited = [text for text in texts if self.values.grounds(text)]
        spelt = any(not text.isdecimal() for text in cited)  # 12 alone may be any number
        share = self._share(column, self.values.grounds)
        likely = (says and texts) or (spelt and share > _HALF)
        return (says, share) if likely else None

    def _outcome_or_state(self, text: str) -> object:
        return self.values.outcome(text) or self.values.state(text)
