"""``foirules audit``: what is found of the cases of event logs, and what is counted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from attrs import frozen

from foirules.cases.failing import fails_on
from foirules.cli.arguments import common_options
from foirules.cli.audit_options import audit_options
from foirules.cli.audit_refusals import (
    TABLE_FORMATS,
    formats_asked,
    period_asked,
    refuse_what_does_not_fit,
)
from foirules.cli.calendar_entries import IN_HELP, choice_asked
from foirules.cli.databases import database_asked
from foirules.cli.extras import HOW_TO_GET_AUDIT, HOW_TO_GET_SPARK
from foirules.cli.polars_settings import refuse_unfit_settings
from foirules.cli.progress import Progress
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
    today,
    warn_of_calendar_end,
    write_json,
)
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies, load_proposed
from foirules.report.one_file import FORMATS
from foirules.rules import DEFAULT

if TYPE_CHECKING:
    from foirules.audit.counting.summary import Audit
    from foirules.audit.reading.databases.database import Database
    from foirules.audit.reading.mapping import Map
    from foirules.audit.running.audit_settings import AuditSettings
    from foirules.language.regime import Regime
    from foirules.report.ics.last_days import Choice
    from foirules.returns.period import Period

MESSAGES: Final = {
    "interrupted": "interrupted: {done:,} cases are done; what is written is whole and of these",
    "interrupted-early": "interrupted while the logs were read: nothing is judged or written",
    "rejected": "{rows:,} rows and {cases:,} cases are rejected; {where}",
    "in-file": "see {path}",
    "no-file": "--out DIR lists them",
    "judged-none": "nothing could be judged",
    "none-received": "{count:,} cases, all received after {as_of}: none is judged",
}


def run(options: argparse.Namespace) -> int:
    asked = _asked(options)
    refuse_unfit_settings()
    with _refusals():
        database = database_asked(options)
    if options.suggest_map:
        from foirules.cli.proposals import suggest

        return suggest(options, asked.as_of, asked.law, database)
    try:
        with _refusals():
            settings = _settings(options, asked, database)
            if options.case is not None:
                from foirules.cli import logged_case

                return logged_case.run(settings, options)
            audit = _audited(settings, options)
    except KeyboardInterrupt:
        options.told.say(MESSAGES["interrupted-early"])
        return INTERRUPTED
    _write(audit, settings, options)
    return _told(audit, settings, options)


@frozen
class _Asked:
    """What is asked for, as far as it can be told before a log is looked at.

    :param one_file: the file of ``--output``, where one of the formats goes there.
    :param choice: whose last days calendar entries are of.
    """

    formats: Sequence[str]
    one_file: Path | None
    as_of: date
    law: Mapping[str, Regime]
    period: Period | None
    choice: Choice | None


def _asked(options: argparse.Namespace) -> _Asked:
    """What is asked for; what is wrong with it, and with the files that it names, is said before a
    log is read."""
    if not options.logs and options.query is None:
        options.command.error("the following arguments are required: LOG")
    formats = formats_asked(options)
    one_file = refuse_what_does_not_fit(options, formats)
    read_once(*options.logs, options.query, options.map, *options.policy, *options.rules)
    as_of = day_asked(options) or today()
    warn_of_calendar_end(options.told, as_of)
    law = load_law(options.law)
    load_policies(options.policy, law)
    if options.compare_policy:
        load_proposed(options.compare_policy, options.policy, law)
    if options.rules:
        load_rules(options.rules, law)
    one_regime(options, law)
    period = period_asked(options, law, as_of)
    choice = choice_asked(options, formats, law, ("actor", "all"))
    return _Asked(formats, one_file, as_of, law, period, choice)


@contextmanager
def _refusals() -> Iterator[None]:
    """Refuses what cannot be audited: what is not installed, and logs that cannot be read."""
    try:
        from foirules.audit.reading.readers.row_writer import LogError
        from foirules.audit.running import logs  # noqa: F401  what an audit needs is installed
        from foirules.report.one_file import NotInstalled
    except ImportError:
        raise Refused(HOW_TO_GET_AUDIT) from None
    try:
        yield
    except LogError as error:
        raise Refused(*error.errors) from None
    except NotInstalled as error:
        raise Refused(str(error)) from None


def _settings(
    options: argparse.Namespace, asked: _Asked, database: Database | None
) -> AuditSettings:
    """How the audit is to be made.

    :raises NotInstalled: where a format needs what is not.
    """
    from foirules.audit.judging.law_files import LawFiles
    from foirules.audit.running.audit_settings import AuditSettings
    from foirules.report.one_file import writers

    map = _map(options, asked.law) if options.map else None
    return AuditSettings(
        tuple(options.logs),
        asked.as_of,
        LawFiles(
            tuple(options.policy),
            tuple(options.rules),
            tuple(options.law),
            options.regime or (map.regime if map else DEFAULT),
            returns=tuple(dict.fromkeys(options.returns)),
            period=asked.period,
            proposed=options.compare_policy,
        ),
        map=map,
        out=Path(options.out) if options.out else None,
        formats=tuple(each for each in asked.formats if each in TABLE_FORMATS),
        writers=writers(asked.formats, {"ics": {"choice": asked.choice}}),
        one_file=asked.one_file,
        against=options.against,
        by=options.by,
        listed=options.list,
        raw_cells=options.raw_cells,
        annotate=options.annotate,
        strict=options.strict,
        processes=options.processes,
        sheets=tuple(options.sheet),
        database=database,
    )


def _audited(settings: AuditSettings, options: argparse.Namespace) -> Audit:
    """The audit, on Spark or on this machine, where a terminal shows how far it is."""
    from foirules.audit.running.logs import audit_logs

    if options.engine == "spark":
        return _on_spark(settings, options)
    if not sys.stderr.isatty() or options.told.as_json:
        return audit_logs(settings)
    progress = Progress()
    try:
        return audit_logs(settings, progress, progress.writing)
    finally:
        progress.end()


def _write(audit: Audit, settings: AuditSettings, options: argparse.Namespace) -> None:
    """Writes the summary, or the cases that one of its figures counts."""
    with output(None if settings.one_file else options.output) as out:
        if options.list:
            _write_list(audit, options, out)
        elif options.summary == "json":
            write_json(out, audit.to_dict())
        else:
            from foirules.report.audit import summary_text

            due_file, returns = (
                str(settings.out / name) if settings.out else None
                for name in ("due.csv", "returns")
            )
            page = page_for(out, options)
            print(summary_text(audit.to_dict(), page, due_file, returns), end="", file=out)


def _told(audit: Audit, settings: AuditSettings, options: argparse.Namespace) -> int:
    """Says what was left out, and gives the exit code."""
    if not audit.complete:
        options.told.say(MESSAGES["interrupted"].format(done=audit.cases))
        return INTERRUPTED
    if audit.rejected_rows or audit.rejected_cases:
        counts = {"rows": audit.rejected_rows, "cases": audit.rejected_cases}
        where = MESSAGES["no-file"]
        if settings.out:
            where = MESSAGES["in-file"].format(path=settings.out / "rejected.csv")
        options.told.say(MESSAGES["rejected"].format(**counts, where=where))
    if audit.judged_none:
        raise Refused(MESSAGES["judged-none"])
    if audit.not_received and not audit.assessed:
        said = {"count": audit.not_received, "as_of": settings.as_of}
        options.told.say(MESSAGES["none-received"].format(**said))
    found = (each[1:] for totals in audit.totals.values() for each in totals.findings)
    return FAILED if any(fails_on(*each, options.fail_on) for each in found) else OK


def _map(options: argparse.Namespace, law: Mapping[str, Regime]) -> Map:
    """The map that is asked for."""
    from foirules.audit.reading.map_files import MapError, load_map

    try:
        return load_map(options.map, law, options.regime)
    except MapError as error:
        raise Refused(*error.errors) from None


def _write_list(audit: Audit, options: argparse.Namespace, out: TextIO) -> None:
    """The cases that a figure counts."""
    from foirules.report.listed_cases import listed_cases_text

    found = audit.listed_to_dict(options.list)
    if options.summary == "json":
        write_json(out, found)
    else:
        print(listed_cases_text(found, page_for(out, options)), end="", file=out)


def _on_spark(settings: AuditSettings, options: argparse.Namespace) -> Audit:
    try:
        from foirules.audit.running.spark import audit_on_spark
    except ImportError:
        raise Refused(HOW_TO_GET_SPARK) from None
    return audit_on_spark(settings, options.out, options.master)


def add(commands: Any) -> None:
    command = commands.add_parser(
        "audit",
        help="findings, clocks and statistics of event logs",
        description="Findings, clocks and next actions of the cases of event logs, and statistics.",
    )
    audit_options(command)
    common_options(command, run, (*TABLE_FORMATS, "json", *FORMATS), several=True, about=IN_HELP)
