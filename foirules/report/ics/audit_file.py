"""The last days of all cases of a log -> a file of a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import fields

from foirules.cases.assessment import Action, Clock
from foirules.report.ics.declared_clocks import DeclaredClocks
from foirules.report.ics.icalendar_file import calendar_file
from foirules.report.ics.last_days import EVERY, KEPT, Choice, LastDay, LastDays

if TYPE_CHECKING:
    from foirules.audit.running.one_file import AuditResults

TITLE: Final = "Last days"


def write(results: AuditResults, path: Path, choice: Choice = EVERY) -> None:
    """Writes the calendar.

    :param choice: which last days are wanted.
    """
    with path.open("wb") as file:
        last_days, told = _last_days(results, choice), results.audit.to_dict()
        file.writelines(calendar_file(last_days, results.audit.as_of, TITLE, told["made_by"]))


def _last_days(results: AuditResults, choice: Choice) -> Iterator[LastDay]:
    declared = DeclaredClocks(results.audit.law.load_regimes())
    made = LastDays(declared, results.audit.as_of, choice)
    grouped = results.audit.by
    since = None if choice.all else results.audit.as_of - KEPT
    for case, rows in results.by_case_with_clocks("actions", since=since):
        clocks = [_clock(row) for row in rows["clocks"]]
        actions = [_action(row) for row in rows["actions"]]
        about = [f"Authority: {case['authority']}"] if case["authority"] else []
        if grouped and case["by"]:
            about.append(f"{grouped}: {case['by']}")
        yield from made.of_case(case["case"], clocks, actions, about)


def _clock(row: Mapping[str, Any]) -> Clock:
    """A row of the table of clocks, which does not have the days that are left out."""
    return Clock(**{name: row[name] for name in _OF_CLOCK}, disregarded=())


def _action(row: Mapping[str, Any]) -> Action:
    """A row of the table of actions, which has neither message nor draft."""
    return Action(**{name: row[name] for name in _OF_ACTION}, message="")


def _names(kind: type[Clock] | type[Action], *lacking: str) -> list[str]:
    """The fields of a kind that a table has."""
    return [each.name for each in fields(kind) if each.name not in lacking]


_OF_CLOCK: Final = _names(Clock, "disregarded")
_OF_ACTION: Final = _names(Action, "message", "draft")
