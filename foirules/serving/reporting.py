"""A file of which only its content is known -> a report of the case, or the cases, in it.

It is a file of cases (YAML, JSON, JSON lines), letters (a thread as text, mail, the JSON of a site
of requests), or a log of a few cases with a row an event in our columns (CSV, JSON lines).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen

from foirules.assessing.one_case import assess
from foirules.audit.few.event_rows import is_event_log
from foirules.audit.few.judged import FewCases, judge_few
from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.assessment import Assessment
from foirules.cases.basis import made_by_each
from foirules.cases.case import Case
from foirules.cases.errors import CaseError
from foirules.cases.several_cases import read_cases
from foirules.documents.problems import error_data
from foirules.language.regime_files import load_law
from foirules.letters.draft import Draft
from foirules.letters.errors import LettersError
from foirules.letters.forms import LOOK, SUFFIXES, holds_letters
from foirules.letters.read_messages import MESSAGES as OF_LETTERS
from foirules.letters.read_messages import drafts_of_all
from foirules.letters.readers.files import source_of
from foirules.letters.threads import threads_of
from foirules.report.verdict import verdict
from foirules.rules import DEFAULT

CASE, CASES, LETTERS, LOG = "case", "cases", "letters", "log"
CASE_FILES: Final = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")
MOST_CASES: Final = 1_000
LOGS: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
MESSAGES: Final = {
    "many": "more than {most} cases; a report has {most} at most",
    "columns": "{name}: not a log with the columns case, on and event, as CSV or JSON lines; a"
    " tracker with columns of its own is read by foirules audit, and POST /audit of foirules serve",
}


@frozen
class Report:
    """What is found in a file.

    :param taken_for: ``case``, ``cases``, ``letters`` or ``log``.
    :param errors: what is wrong with those of several cases that are left out.
    :param drafts: the cases that letters show, a thread each, in the shape of a case file.
    :param found: the cases, each with its assessment; of a log none.
    :param log: the cases of a log, with what is counted of them.
    """

    taken_for: str
    found: Sequence[tuple[Case, Assessment]]
    errors: Sequence[str] = ()
    drafts: Sequence[dict[str, Any]] = ()
    log: FewCases | None = None

    def to_dict(self) -> dict[str, Any]:
        """What is found, ready for JSON."""
        log = None if self.log is None else _log_data(self.log)
        made_by = made_by_each(each.made_by for _, each in self.found)
        return {
            "made_by": log["made_by"] if log else made_by,
            "taken_for": self.taken_for,
            "assessments": [each.to_dict() for _, each in self.found],
            "drafts": list(self.drafts),
            "log": log,
            "errors": error_data(self.errors),
        }

    def page(self) -> str:
        """What is found, as ``foirules assess --format html`` writes it; of a log what is due and
        counted, and each case with its verdict."""
        if self.log is not None:
            from foirules.report.html import few_cases

            return few_cases.page(self.log)
        from foirules.report.html.case_page import page
        from foirules.report.html.shown_case import ShownCase

        law, level = load_law(), 2 if len(self.found) == 1 else 3
        shown = [ShownCase(*of, law, {}, place, level) for place, of in enumerate(self.found, 1)]
        return page(shown)


def report_of(
    data: bytes, name: str, as_of: date, regime: str | None = None, after: date | None = None
) -> Report:
    """The report of a file.

    :param name: of the file, which may tell its form; messages call it so.
    :param regime: the law to judge by in place of that of the cases; of letters that which they are
        read under.
    :param after: the first day on which any of the letters can have been sent.
    :raises CaseError: with every error, where no case can be judged.
    :raises LettersError: where no case can be drafted from letters.
    """
    if is_event_log(data):
        log = judge_few(data, name, as_of, regime or DEFAULT)
        wrong = [line for each in log.refused for line in each.wrong]
        return Report(LOG, (), wrong, log=log)
    if name.lower().endswith(LOGS):
        raise CaseError([MESSAGES["columns"].format(name=name)])
    if _is_letters(name, data):
        return _of_letters(data, name, as_of, regime or DEFAULT, after)
    found: list[tuple[Case, Assessment]] = []
    errors: list[str] = []
    for each in _cases(name, data, regime):
        try:
            if isinstance(each, CaseError):
                raise each
            found.append(_judged(each, as_of))
        except (CaseError, OutsideCalendar) as error:
            errors += getattr(error, "errors", (str(error),))
    if not found:
        raise CaseError(errors)
    return Report(CASE if len(found) == 1 and not errors else CASES, found, errors)


def _log_data(log: FewCases) -> dict[str, Any]:
    """What is counted of a log, and its cases with their verdicts."""
    law = load_law()
    verdicts = [(each.case, verdict(each.found, law)) for each in log.judged]
    listed = [
        {
            "case": case.case,
            "regime": case.regime,
            "authority": case.authority.name,
            "received": case.events[0].on.isoformat(),
            "verdict": of.found,
            "next": of.next,
        }
        for case, of in verdicts
    ]
    return {**log.to_dict(), "verdicts": listed}


def _of_letters(data: bytes, name: str, as_of: date, regime: str, after: date | None) -> Report:
    """The report of letters; of each of several threads that makes a case."""
    threads = threads_of([source_of(name, data)])
    read = list(drafts_of_all(threads, as_of=as_of, regime=regime, after=after))
    drafts = [each for each in read if isinstance(each, Draft)]
    errors = [line for each in read if isinstance(each, LettersError) for line in each.errors]
    if not drafts:
        raise LettersError(errors or [OF_LETTERS["nothing"].format(source=name)])
    found = [_judged(each.case(), as_of) for each in drafts]
    return Report(LETTERS, found, errors, [each.data() for each in drafts])


def _judged(case: Case, as_of: date) -> tuple[Case, Assessment]:
    return case, assess(case, as_of, explain=True)


def _cases(name: str, data: bytes, regime: str | None) -> Iterator[Case | CaseError]:
    for number, each in enumerate(read_cases(data, name, regime=regime)):
        if number == MOST_CASES:
            raise CaseError([MESSAGES["many"].format(most=MOST_CASES)])
        yield each


def _is_letters(name: str, data: bytes) -> bool:
    """Whether a file holds letters; one whose name says nothing is told by what is in it alone."""
    if name.lower().endswith((*SUFFIXES, *CASE_FILES)):
        return holds_letters(name, data[:LOOK])
    form = "a.json" if data.lstrip()[:1] in (b"{", b"[") else "a.txt"
    return holds_letters(form, data[:LOOK])
