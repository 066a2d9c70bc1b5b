"""What the commands share: exit codes, refusals, output."""

from __future__ import annotations

import argparse
import codecs
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from foirules.cases.failing import fails_on
from foirules.documents.items import Item
from foirules.documents.json_text import json_text
from foirules.documents.problems import Problems
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected, nearest
from foirules.documents.whole_file import opened_as_it_stands, place_of
from foirules.documents.written_days import written_day
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.processes.signals import postponed
from foirules.rules import DEFAULT

if TYPE_CHECKING:  # what only some commands need is imported by them
    from foirules.cases.assessment import Finding
    from foirules.cli.told import Told
    from foirules.language.regime import Regime
    from foirules.policy.policy import Policy
    from foirules.report.page import Page

OK, FAILED, INTERRUPTED = 0, 1, 130
MESSAGES: Final = {
    "policy": "unknown policy {found}{near}",
    "regime": "unknown regime {found}{near}",
    "policy-file": "{found} is no file, no folder and no policy{near}",
    "map": "unknown map {found}{near}",
    "return": "unknown return {found}{near}",
    "no-template": "there is no {path}, by which a case of {regime} would be begun",
    "written": "{path}: cannot be written: {reason}",
    "no-path": "no PATH is given, and the configuration has no paths; see foirules check --help",
    "stdin-fix": "standard input (-) cannot be rewritten",
    "interrupted": "interrupted",
    "memory": "there is not enough memory for this; a lower --limit has it refused sooner",
    "what-if-one": "--what-if is for one case; {found} are given",
    "what-if-alone": "--what-if goes without {found}",
    "what-if-later": "--what-if: the event is of {last}, after --as-of {as_of}",
    "exists": "{path}: is there already; it is not written over",
    "new-what": "expected the NAME of a case, or --tracker FILE for a workbook",
    "new-both": "{option} is for {what}: give it without {other}",
    "not-xlsx": "{path}: expected a name that ends in .xlsx",
    "no-tracker": "{map} has no law {regime}: its column of laws does not name it",
    "stdin-twice": "standard input (-) can be read once only",
    "choice": "unknown {what} {found}{near}",
    "option": "unknown option {found}{near}",
    "apart": "{found} is out of place; first the command, then what it is for, then options",
    "usage": "{problem}; see {command} --help",
    "calendar-ends": "the calendar ends on {last}: what falls due later cannot be worked out; a"
    " newer version of foirules has further years",
}


class Refused(Exception):
    """What was asked cannot be done: lines for standard error, exit code 2."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.errors = lines


def fails(findings: Sequence[Finding], fail_on: Sequence[str]) -> bool:
    """Whether a finding is one that ``--fail-on`` names."""
    return any(fails_on(each.kind, each.certainty, fail_on) for each in findings)


def today() -> date:
    """The day it is in London."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London")).date()


def read_days(argument: str, texts: Sequence[str]) -> list[date]:
    """Days or timestamps of the command line; ``today``, and days as people write them."""
    problems = Problems(None)
    days = [Reader(problems).day(Item(_plain_day(text)), argument) for text in texts]
    if problems.lines:
        raise Refused(*problems.lines)
    return [day for day in days if day is not None]


def _plain_day(text: str) -> str | date:
    return today() if text.strip().lower() == "today" else written_day(text) or text


def day_asked(options: argparse.Namespace) -> date | None:
    """The day of ``--as-of``, where it is given."""
    return read_days("--as-of", [options.as_of])[0] if options.as_of else None


def warn_of_calendar_end(told: Told, as_of: date) -> None:
    """Says that the calendar ends within a year of a day, where it does."""
    from foirules.calendars.table import LAST_YEAR

    if as_of.year >= LAST_YEAR:
        from foirules.engine.values_in_words import day_in_words

        told.say(MESSAGES["calendar-ends"].format(last=day_in_words(date(LAST_YEAR, 12, 31))))


def read_once(*paths: str | None) -> None:
    """Refuses standard input given twice."""
    if paths.count("-") > 1:
        raise refused("stdin-twice")


def one_policy(options: argparse.Namespace) -> tuple[Mapping[str, Policy], Policy]:
    """The policies known, and the one that is asked for: by its id or as the last of the files
    given, else that of the regime asked for."""
    given: Sequence[str] = options.policy
    law = load_law(options.law)
    regime = one_regime(options, law).id
    shipped = load_policies(law=law)
    files = [each for each in given if each not in shipped]
    for each in files:
        if each != "-" and not os.path.lexists(each):
            raise refused("policy-file", found=repr(each), near=nearest(each, shipped))
    policies = load_policies(files, law)
    added = [id for id in policies if id not in shipped]
    named_last = given[-1] if given and given[-1] in shipped else None
    wanted = named_last or (added[-1] if added else regime)
    if wanted not in policies:
        raise refused("policy", found=repr(wanted), near=expected(wanted, policies))
    return policies, policies[wanted]


def one_regime(options: argparse.Namespace, law: Mapping[str, Regime]) -> Regime:
    """The regime that is asked for; the default one, where none is named."""
    wanted = getattr(options, "regime", None) or DEFAULT
    if wanted not in law:
        raise refused("regime", found=repr(wanted), near=expected(wanted, law))
    return law[wanted]


def refused(message: str, **values: Any) -> Refused:
    return Refused(MESSAGES[message].format(**values))


def page_for(out: TextIO, options: argparse.Namespace) -> Page:
    """A page as wide as the terminal; what goes elsewhere is not wrapped."""
    terminal = out is sys.stdout and sys.stdout.isatty()
    colour = options.colour == "always" or (
        options.colour == "auto" and terminal and not os.environ.get("NO_COLOR")
    )
    import shutil

    from foirules.report.page import UNWRAPPED, WIDTH, Page

    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else UNWRAPPED
    return Page(colour, width)


def write_json(out: TextIO, shape: Any) -> None:
    out.write(json_text(shape, indent=2) + "\n")


def shell_quoted(text: str) -> str:
    """Text as a shell is given it, on one line; what cannot be shown is written as an escape."""
    if text.isprintable():
        return shlex.quote(text)
    return "$'" + "".join(map(_shell_escape, text)) + "'"


def _shell_escape(sign: str) -> str:
    if sign in "\\'":
        return f"\\{sign}"
    if sign.isprintable():
        return sign
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\U{code:08x}"


@contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    with _whole_file(path) as handle, _text(handle) as out:
        yield out


def _text(handle: int) -> TextIO:
    return os.fdopen(handle, "w", encoding="utf-8", errors=escaped_errors())


def escaped_errors() -> str:
    """The name of what makes an escape of a character that cannot be written, such as a byte of a
    file's name that is not UTF-8; in JSON the escape is that of the character."""
    codecs.register_error("foirules-escaped", _escaped)
    return "foirules-escaped"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    units = text.encode("utf-16-be", "surrogatepass")
    pairs = (units[n : n + 2].hex() for n in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end


def write_bytes(path: str, data: bytes) -> None:
    """Writes a file, which appears only when it is whole."""
    with _whole_file(path) as handle, os.fdopen(handle, "wb") as out:
        out.write(data)


def can_be_written(path: str | None) -> None:
    """Refuses a file that could not be written, before work is done for it."""
    import tempfile

    target, as_it_stands = (None, True) if path is None else place_of(path)
    if target is not None and not as_it_stands:
        try:
            tempfile.TemporaryFile(dir=target.parent).close()
        except OSError as error:
            raise refused("written", path=path, reason=error.strerror) from None


@contextmanager
def _whole_file(path: str) -> Iterator[int]:
    """The number of an open file that takes its place once it is written, and has to be closed
    before. What is no file, such as a pipe or ``/dev/stdout``, is written to as it stands; a link
    stays one."""
    import tempfile

    target, as_it_stands = place_of(path)
    if as_it_stands:
        try:
            yield opened_as_it_stands(target)
        except OSError as error:
            raise refused("written", path=path, reason=error.strerror) from None
        return
    try:
        with ExitStack() as stack:
            with postponed():  # no interruption between its making and its keeping
                handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
                stack.callback(_removed, Path(name))
            yield handle
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(target)
    except OSError as error:
        raise refused("written", path=path, reason=error.strerror) from None


def _removed(part: Path) -> None:
    """Removes a file if it is there, whatever comes meanwhile."""
    with postponed():
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
