"""JUnit's XML, as CI servers read it: a test case a file."""

from __future__ import annotations

from collections.abc import Sequence

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from foirules.check.outcome import Checked
from foirules.report.check import Outcome
from foirules.report.page import printable  # which leaves what XML can hold


def junit(outcome: Outcome) -> str:
    """A failure holds all problems of its file, a line each."""
    suite = TestSuite("foirules check")
    for checked in outcome.checked:
        suite.add_testcase(_test(checked))
    if outcome.errors:
        test = TestCase("paths", "foirules check", 0)
        test.result = [_told(Error, outcome.errors)]
        suite.add_testcase(test)
    xml = JUnitXml("foirules check")
    xml.add_testsuite(suite)
    xml.update_statistics()
    text: bytes = xml.tostring()
    return text.decode("utf-8") + "\n"


def _test(checked: Checked) -> TestCase:
    test = TestCase(printable(checked.file), "foirules check", 0)
    if checked.errors:
        test.result = [_told(Error, checked.errors)]
    elif checked.problems:
        test.result = [_told(Failure, [str(each) for each in checked.problems])]
    if checked.accepted:
        told = [f"{each.place}: {each.rule} accepted: {each.reason}" for each in checked.accepted]
        test.system_out = printable("\n".join(told))
    return test


def _told(kind: type[Error] | type[Failure], lines: Sequence[str]) -> Error | Failure:
    number, said = len(lines), printable("\n".join(lines))
    result = kind(said if number == 1 else f"{number} lines")
    result.text = said
    return result
