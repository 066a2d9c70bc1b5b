"""``foirules audit``: what is found of the cases of event logs, and what is counted."""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date
from errno import ENOENT
from pathlib import Path
from signal import SIGINT, SIGTERM
from threading import Timer
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, TextIO

from foirules.cases.failing import fails_on
from foirules.cli import logged_case
from foirules.cli.arguments import common_options, fail_on_option, regime_option, rules_option
from foirules.cli.calendar_entries import IN_HELP, actor_option, choice_asked
from foirules.cli.databases import database_asked
from foirules.cli.proposals import next_command, notes_of, told_of
from foirules.cli.shared import (
    FAILED,
    INTERRUPTED,
    OK,
    Refused,
    day_asked,
    one_regime,
    output,
    page_for,
    read_once,
    refused,
    today,
    write_json,
)
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies
from foirules.processes.signals import handling
from foirules.report.one_file import FORMATS
from foirules.rules import DEFAULT

if TYPE_CHECKING:
    from foirules.audit.counting.summary import Audit
    from foirules.audit.reading.databases.database import Database
    from foirules.audit.running.logs import AuditSettings
    from foirules.returns.period import Period

TABLE_FORMATS: Final = ("parquet", "csv", "jsonl")  # the first where none is asked for
HOW_TO_GET: Final = "polars is not installed: pip install 'foirules[audit]'"
HOW_TO_GET_SPARK: Final = (
    "pyspark is not installed: pip install 'foirules[spark]' (it needs Java 17 or later)"
)
MESSAGES: Final = {
    "json": "--format json is for --case; the summary is JSON by --summary json",
    "annotate-out": "--annotate writes into the folder annotated of --out DIR, which is not given",
    "annotate-spark": "--annotate is written by this machine: leave out --engine spark",
    "case-spark": "--case is read on this machine: leave out --engine spark",
    "interrupted": "interrupted: {done:,} cases are done; what is written is whole and of these",
    "interrupted-early": "interrupted while the logs were read: nothing is judged or written",
    "rejected": "{rows:,} rows and {cases:,} cases are rejected; {where}",
    "in-file": "see {path}",
    "no-file": "--out DIR lists them",
    "nowhere": "--format {found} is one file: --out DIR or --output FILE says where it goes",
    "one-output": "--output FILE takes one format, and {found} are given: --out DIR takes all",
    "file-spark": "--format {found} is written by this machine: leave out --engine spark",
    "formats-spark": "Spark writes one format, and {found} are given",
    "judged-none": "nothing could be judged",
    "none-received": "{count:,} cases, all received after {as_of}: none is judged",
    "master": "--master is for --engine spark",
    "return-out": "--return writes into the folder returns of --out DIR, which is not given",
    "return-spark": "--return is filled in on this machine: leave out --engine spark",
    "return-case": "--return is of a whole log: leave out --case",
    "period": "--period is for --return, which is not given",
    "sheet": "--sheet is for workbooks, which Spark does not read: leave out --engine spark",
}


def run(options: argparse.Namespace) -> int:
    with handling(_interrupt, SIGINT, SIGTERM):  # a stop by the system is taken as Ctrl-C
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    if not options.logs and options.query is None:
        options.command.error("the following arguments are required: LOG")
    if options.master and options.engine != "spark":
        raise Refused(MESSAGES["master"])
    formats: list[str] = list(dict.fromkeys(options.format or TABLE_FORMATS[:1]))
    if "json" in formats and options.case is None:
        raise Refused(MESSAGES["json"])
    one_file = _refuse_one_file(options, formats) if options.case is None else None
    if options.case is not None and options.engine == "spark":
        raise Refused(MESSAGES["case-spark"])
    if options.annotate and not options.out:
        raise Refused(MESSAGES["annotate-out"])
    if options.annotate and options.engine == "spark":
        raise Refused(MESSAGES["annotate-spark"])
    _refuse_returns(options)
    if options.sheet and options.engine == "spark":
        raise Refused(MESSAGES["sheet"])
    read_once(*options.logs, options.query, options.map, *options.policy, *options.rules)
    as_of = day_asked(options) or today()
    law = load_law(options.law)
    load_policies(options.policy, law)  # what is wrong with these is said before a log is read
    if options.rules:
        load_rules(options.rules, law)
    one_regime(options, law)
    period = _period_asked(options, law, as_of)
    choice = choice_asked(options, formats, law, ("actor", "all"))
    try:
        from foirules.audit.judging.law_files import LawFiles
        from foirules.audit.reading.map_files import MapError, load_map
        from foirules.audit.reading.readers.row_writer import LogError
        from foirules.audit.running.logs import AuditSettings, audit_logs
        from foirules.report.audit import summary_text
        from foirules.report.one_file import NotInstalled, writers
    except ImportError:
        raise Refused(HOW_TO_GET) from None
    try:
        database = database_asked(options)
    except LogError as error:
        raise Refused(*error.errors) from None
    if options.suggest_map:
        return _suggest(options, as_of, law, database)
    progress = _Progress() if sys.stderr.isatty() and not options.told.as_json else None
    try:
        map = load_map(options.map, law, options.regime) if options.map else None
        regime = options.regime or (map.regime if map else DEFAULT)
        settings = AuditSettings(
            tuple(options.logs),
            as_of,
            LawFiles(
                tuple(options.policy),
                tuple(options.rules),
                tuple(options.law),
                regime,
                returns=tuple(dict.fromkeys(options.returns)),
                period=period,
            ),
            map=map,
            out=Path(options.out) if options.out else None,
            formats=tuple(each for each in formats if each in TABLE_FORMATS),
            writers=writers(formats, {"ics": {"choice": choice}}),
            one_file=one_file,
            against=options.against,
            by=options.by,
            listed=options.list,
            annotate=options.annotate,
            strict=options.strict,
            processes=options.processes,
            sheets=tuple(options.sheet),
            database=database,
        )
        if options.case is not None:
            return logged_case.run(settings, options)
        audit = (
            _on_spark(settings, options)
            if options.engine == "spark"
            else audit_logs(settings, progress, progress.writing)
            if progress
            else audit_logs(settings)
        )
    except (LogError, MapError) as error:
        raise Refused(*error.errors) from None
    except NotInstalled as error:
        raise Refused(str(error)) from None
    except KeyboardInterrupt:
        options.told.say(MESSAGES["interrupted-early"])
        return INTERRUPTED
    finally:
        if progress:
            progress.end()
    summary = audit.to_dict()
    due_file, returns = (
        str(settings.out / name) if settings.out else None for name in ("due.csv", "returns")
    )
    with output(None if one_file else options.output) as out:
        if options.list:
            _write_list(audit, options, out)
        elif options.summary == "json":
            write_json(out, summary)
        else:
            page = page_for(out, options)
            print(summary_text(summary, page, due_file, returns), end="", file=out)
    if not audit.complete:
        options.told.say(MESSAGES["interrupted"].format(done=audit.cases))
        return INTERRUPTED
    if audit.rejected_rows or audit.rejected_cases:
        where = (
            MESSAGES["in-file"].format(path=settings.out / "rejected.csv") if settings.out else None
        )
        said = MESSAGES["rejected"].format(
            rows=audit.rejected_rows,
            cases=audit.rejected_cases,
            where=where or MESSAGES["no-file"],
        )
        options.told.say(said)
    if audit.judged_none:
        raise Refused(MESSAGES["judged-none"])
    if audit.not_received and not audit.assessed:
        said = MESSAGES["none-received"].format(count=audit.not_received, as_of=as_of)
        options.told.say(said)
    found = (each[1:] for totals in audit.totals.values() for each in totals.findings)
    return FAILED if any(fails_on(*each, options.fail_on) for each in found) else OK


def _refuse_one_file(options: argparse.Namespace, formats: Sequence[str]) -> Path | None:
    """Refuses what does not go with formats that are one file; gives the file of ``--output``,
    where one of them goes there."""
    found = [each for each in formats if each in FORMATS]
    if options.engine == "spark" and (found or len(formats) > 1):
        said = f"{' and '.join(formats)}"
        raise Refused(MESSAGES["formats-spark" if not found else "file-spark"].format(found=said))
    if not found or options.out:
        return None
    if not options.output:
        raise Refused(MESSAGES["nowhere"].format(found=found[0]))
    if len(formats) > 1:
        raise Refused(MESSAGES["one-output"].format(found=" and ".join(formats)))
    path = Path(options.output)
    if not path.parent.is_dir():
        raise refused("written", path=path, reason=os.strerror(ENOENT))
    return path


def _refuse_returns(options: argparse.Namespace) -> None:
    """Refuses what does not go with a return."""
    if options.period is not None and not options.returns:
        raise Refused(MESSAGES["period"])
    if options.returns and not options.out:
        raise Refused(MESSAGES["return-out"])
    if options.returns and options.engine == "spark":
        raise Refused(MESSAGES["return-spark"])
    if options.returns and options.case is not None:
        raise Refused(MESSAGES["return-case"])


def _period_asked(
    options: argparse.Namespace, law: Mapping[str, Regime], as_of: date
) -> Period | None:
    """The period of the returns that are asked for; None where none is."""
    from foirules.returns.period import PeriodError, read_period
    from foirules.returns.table import returns_of

    if not options.returns:
        return None
    known = returns_of(law)
    for name in options.returns:
        if name not in known:
            raise refused("return", found=repr(name), near=expected(name, known))
    try:
        return read_period(options.period, as_of)
    except PeriodError as error:
        raise Refused(f"--period: {error}") from None


def _suggest(
    options: argparse.Namespace,
    as_of: date,
    law: Mapping[str, Regime],
    database: Database | None,
) -> int:
    """Prints a map proposed for logs; what is not sure goes to the terminal too."""
    from foirules.audit.judging.law_files import LawFiles
    from foirules.audit.reading.map_files import MapError, load_map
    from foirules.audit.reading.readers.row_writer import LogError
    from foirules.audit.running.suggesting import suggest_map

    try:
        map = load_map(options.map, law, options.regime) if options.map else None
        of = LawFiles(law=tuple(options.law), regime=options.regime or DEFAULT)
        proposed = suggest_map(options.logs, map, of, options.sheet, as_of, database)
    except (LogError, MapError) as error:
        raise Refused(*error.errors) from None
    if proposed.lacking:
        raise Refused(proposed.lacking)
    with output(options.output) as out:
        print(proposed.text, end="", file=out)
        print(next_command(options, proposed.deadlines), end="", file=out)
    if options.told.as_json:
        options.told.complain(notes_of(proposed))
    else:
        for line in told_of(proposed):
            print(line, file=sys.stderr)
    return OK


def _write_list(audit: Audit, options: argparse.Namespace, out: TextIO) -> None:
    """The cases that a figure counts."""
    from foirules.report.listed_cases import listed_cases_text

    found = audit.listed_to_dict(options.list)
    if options.summary == "json":
        write_json(out, found)
    else:
        print(listed_cases_text(found, page_for(out, options)), end="", file=out)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Ctrl-C; soon, where polars is at work: it panics if Python code that it calls raises."""
    while frame is not None:
        if "polars" in Path(frame.f_code.co_filename).parts:
            again = Timer(0.05, os.kill, (os.getpid(), number))
            again.daemon = True
            again.start()
            return
        frame = frame.f_back
    raise KeyboardInterrupt


def _on_spark(settings: AuditSettings, options: argparse.Namespace) -> Audit:
    try:
        from foirules.audit.running.spark import audit_on_spark
    except ImportError:
        raise Refused(HOW_TO_GET_SPARK) from None
    return audit_on_spark(settings, options.out, options.master)


class _Progress:
    """A line on a terminal: how many cases are done, how fast, and how long the rest will take."""

    def __init__(self) -> None:
        self._lately: deque[tuple[float, int]] = deque(maxlen=8)

    def __call__(self, done: int, of: int) -> None:
        line = f"{done:,} of about {of:,} cases"
        self._lately.append((monotonic(), done))
        (start, before), (now, _) = self._lately[0], self._lately[-1]
        if done > before and now > start:
            rate = (done - before) / (now - start)
            line += f", {rate:,.0f} a second, {max(of - done, 0) / rate:,.0f} s left"
        self._show(line)

    def writing(self, file: str, what: str, done: int, of: int) -> None:
        """The same of a file that is written."""
        self._show(f"writing {file}: {what}, {done:,} of {of:,}")

    def end(self) -> None:
        self._show("")

    def _show(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def add(commands: Any) -> None:
    command = commands.add_parser(
        "audit",
        help="findings, clocks and statistics of event logs",
        description="Findings, clocks and next actions of the cases of event logs, and statistics.",
    )
    command.add_argument(
        "logs",
        nargs="*",
        metavar="LOG",
        help="a file or folder: Parquet, CSV, a workbook (.xlsx, .xlsm, .xls, .ods) or JSON"
        " lines, a row an event, or a case by a map; XES, OCEL 2.0, the JSON of Alaveteli or"
        " case files; - for standard input; with --query, the URL of a database of PostgreSQL or"
        " SQLite, or - for a line of standard input that holds it (default: what"
        " FOIRULES_DATABASE_URL says)",
    )
    command.add_argument(
        "--query",
        metavar="FILE",
        help="a file of SQL whose rows are the log of a database, which is only read",
    )
    command.add_argument(
        "--map",
        metavar="MAP",
        help="a file that says which columns and values are which of ours, and which objects of"
        " OCEL are the cases; or the name of one that foirules maps lists, such as council-tracker",
    )
    command.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="SHEET",
        help="of a workbook, the sheet that holds the log; may be given again (default: the one"
        " that looks like it)",
    )
    command.add_argument(
        "--suggest-map",
        action="store_true",
        help="propose a map by the log's own names and values, try it on the log, and do no more",
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="judge what had happened by this day (default: today)"
    )
    command.add_argument(
        "--out",
        metavar="DIR",
        help="a folder for findings, clocks, actions, cases, statistics, due.csv, rejected.csv and"
        " summary.json; and report.html, results.xlsx or due.ics by --format html, xlsx or ics",
    )
    command.add_argument(
        "--summary",
        choices=("text", "json"),
        default="text",
        help="what is printed (default: text)",
    )
    command.add_argument(
        "--list",
        metavar="FIGURE",
        help="print the cases that a figure counts, by the id of a measure, a rate or a rule, such"
        " as answered-late",
    )
    command.add_argument(
        "--case",
        metavar="ID",
        help="show one case as foirules assess does, with its rows, and audit nothing else",
    )
    command.add_argument(
        "--by",
        metavar="COLUMN",
        help="group what is due by this column of the log, such as an officer or a team",
    )
    command.add_argument(
        "--annotate",
        action="store_true",
        help="write CSV and workbooks again, into DIR/annotated, with the last day and the state"
        " beside each row",
    )
    command.add_argument(
        "--return",
        action="append",
        default=[],
        dest="returns",
        metavar="NAME",
        help="fill in a return, such as cabinet-office, into DIR/returns; may be given again",
    )
    command.add_argument(
        "--period",
        metavar="PERIOD",
        help="that the returns count: a quarter (2024-Q2), a year (2024) or two days"
        " (2024-04-01..2024-06-30) (default: the last whole quarter before --as-of)",
    )
    command.add_argument(
        "--against",
        metavar="COLUMN",
        help="set what a system recorded in this column beside what the law says: last days,"
        " whether each case was in time (such as Yes, Late), or how many working days it took",
    )
    command.add_argument(
        "--strict", action="store_true", help="a row or case that would be rejected is an error"
    )
    command.add_argument(
        "--processes", type=_number, metavar="N", help="how many (default: one a core)"
    )
    fail_on_option(
        command,
        "exit with 1 on an established breach, departure or promise (broken); possible: on"
        " possible ones too",
    )
    command.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="spark: Apache Spark reads, shares out and writes (default: this machine)",
    )
    command.add_argument(
        "--master",
        metavar="URL",
        help="Spark's cluster, as spark-submit has it, e.g. local[4] or spark://host:7077",
    )
    actor_option(command)
    command.add_argument(
        "--all",
        action="store_true",
        help="in a calendar, cancel also what ended more than ninety days ago",
    )
    regime_option(command)
    rules_option(command)
    common_options(command, run, (*TABLE_FORMATS, "json", *FORMATS), several=True, about=IN_HELP)


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a whole number from 1 to 1024")
    return int(text)
