"""Annotations on the lines of a pull request: the workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator

from foirules.check.outcome import Place
from foirules.documents.problems import as_unicode
from foirules.report.check import Outcome
from foirules.report.check.text import summed_up
from foirules.report.page import printable


def github(outcome: Outcome) -> str:
    """An error for each problem and each error, a notice for each finding accepted."""
    return "\n".join([*_commands(outcome), summed_up(outcome)]) + "\n"


def _commands(outcome: Outcome) -> Iterator[str]:
    for checked in outcome.checked:
        for problem in checked.problems:
            yield _command("error", problem.place, problem.rule, problem.message)
        for accepted in checked.accepted:
            said = f"accepted: {accepted.reason}"
            yield _command("notice", accepted.place, accepted.rule, said)
    for line in outcome.all_errors():
        yield f"::error title=foirules::{_escaped(line)}"


def _command(level: str, place: Place, title: str, message: str) -> str:
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    told = ",".join(f"{key}={_in_property(str(value))}" for key, value in properties.items())
    return f"::{level} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Text on one line; a runner reads no other escapes, and shows what would steer a terminal."""
    return printable(as_unicode(text)).replace("%", "%25").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
