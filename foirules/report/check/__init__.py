"""The outcome of a check, one module a format; each gives the whole text."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from foirules.check.outcome import Checked, Summary
from foirules.check.run import Settings


@frozen
class Outcome:
    """What was checked: the files, the errors that belong to none, and how it was done.

    :param rewritten: how many files were rewritten to what is found.
    """

    checked: Sequence[Checked]
    errors: Sequence[str]
    settings: Settings
    rewritten: int = 0

    @property
    def summary(self) -> Summary:
        return Summary.of(self.checked)

    def all_errors(self) -> list[str]:
        return [*self.errors, *(line for each in self.checked for line in each.errors)]
