"""What a check gives: a line for each difference, and the findings that a file accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from foirules.cases.assessment import EventRef


@frozen
class Place:
    """Where something stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen
class Problem:
    """Something that is not as it should be.

    :param place: the expectation, the acceptance or the event concerned.
    :param rule: the rule; the clock or the action, where it is about one.
    :param about: ``findings``, ``met``, ``undecided``, ``clocks``, ``actions`` or ``accept``.
    :param problem: ``missing``, ``different``, ``unexpected``, or why an acceptance does not count:
        ``no-reason``, ``over``, ``needless``.
    :param message: one line.
    :param case: the id of the case.
    """

    place: Place
    rule: str
    about: str
    problem: str
    message: str
    case: str
    part: str | None = None
    event: EventRef | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.rule} {self.message}"


@frozen
class Accepted:
    """A finding that the file accepts.

    :param place: where it says so.
    :param until: the last day on which it is accepted.
    """

    place: Place
    rule: str
    message: str
    reason: str
    case: str
    part: str | None = None
    event: EventRef | None = None
    until: date | None = None


@frozen
class Checked:
    """What came of the check of one file.

    :param regime: that of the case; None where it could not be checked.
    :param problems: what is not as the file expects, in its order.
    :param errors: why it could not be checked, a line each.
    :param made_by: what made its assessment; None where there is none.
    """

    file: str
    case: str | None = None
    as_of: date | None = None
    problems: tuple[Problem, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    errors: tuple[str, ...] = ()
    regime: str | None = None
    made_by: Mapping[str, str | None] | None = field(default=None, eq=False, repr=False)


@frozen
class Summary:
    """How many files were checked, and what came of them.

    :param failed: files with problems.
    :param unreadable: files with errors.
    """

    files: int
    failed: int
    problems: int
    accepted: int
    unreadable: int

    @classmethod
    def of(cls, checked: Iterable[Checked]) -> Summary:
        """The counts of some files."""
        each = list(checked)
        return cls(
            files=len(each),
            failed=sum(bool(one.problems) for one in each),
            problems=sum(len(one.problems) for one in each),
            accepted=sum(len(one.accepted) for one in each),
            unreadable=sum(bool(one.errors) for one in each),
        )
