"""The last days of cases that were assessed -> a file of a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from foirules.cases.assessment import Assessment
from foirules.cases.basis import made_by_each
from foirules.cases.case import Case
from foirules.language.regime import Regime
from foirules.report.ics.declared_clocks import DeclaredClocks
from foirules.report.ics.icalendar_file import calendar_file
from foirules.report.ics.last_days import EVERY, Choice, LastDay, LastDays


def calendar(
    assessed: Iterable[tuple[Case, Assessment]],
    law: Mapping[str, Regime],
    choice: Choice = EVERY,
) -> Iterator[bytes]:
    """A calendar of cases, piece by piece; nothing where there are none.

    :param assessed: cases judged as of one day.
    :param law: the regimes known, by id.
    :param choice: which last days are wanted.
    """
    found = list(assessed)
    if not found:  # all were refused
        return
    as_of = found[0][1].as_of
    made = LastDays(DeclaredClocks(law), as_of, choice)

    def last_days() -> Iterator[LastDay]:
        for case, assessment in found:
            about = [f"Authority: {case.authority.name}"] if case.authority.name else []
            yield from made.of_case(case.case, assessment.clocks, assessment.actions, about)

    made_by = made_by_each(assessment.made_by for _, assessment in found)
    yield from calendar_file(last_days(), as_of, case_title(found), made_by)


def case_title(assessed: list[tuple[Case, Assessment]]) -> str:
    """What the calendar is called: by its case, where there is one."""
    return f"Last days: {assessed[0][0].case}" if len(assessed) == 1 else "Last days"
