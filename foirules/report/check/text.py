"""A line for each problem, and one for all, for a person."""

from __future__ import annotations

from foirules.check.outcome import Problem, Summary
from foirules.documents.problems import on_one_line
from foirules.report.check import Outcome
from foirules.report.page import Page, printable


def text(outcome: Outcome, page: Page) -> str:
    """The problems in the order of the files, and the summary."""
    for checked in outcome.checked:
        page.lines += [_line(problem, page) for problem in checked.problems]
    summary = outcome.summary
    page.lines.append(page.styled(summed_up(outcome), _style(summary)))
    return page.text()


def _line(problem: Problem, page: Page) -> str:
    place = page.styled(on_one_line(str(problem.place)), "heading")
    rule = page.styled(problem.rule, "name")
    return f"{place}: {rule} {printable(problem.message)}"


def summed_up(outcome: Outcome) -> str:
    """19 files checked: 2 problems in 1 file, 3 findings accepted."""
    summary = outcome.summary
    said = [f"{_counted(summary.files, 'file')} checked: "]
    if summary.problems:
        said.append(
            f"{_counted(summary.problems, 'problem')} in {_counted(summary.failed, 'file')}"
        )
    else:
        said.append("no problems")
    if summary.accepted:
        said.append(f", {_counted(summary.accepted, 'finding')} accepted")
    if outcome.rewritten:
        said.append(f", {_counted(outcome.rewritten, 'file')} rewritten")
    if summary.unreadable:
        said.append(f", {_counted(summary.unreadable, 'file')} could not be checked")
    return "".join(said)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _style(summary: Summary) -> str:
    return "established" if summary.problems or summary.unreadable else "good"
