"""``foirules check``: case files held against what they expect, for CI."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TextIO

from foirules.check.config import ConfigError, find_config
from foirules.check.files import INCLUDE, case_files
from foirules.check.run import check_files
from foirules.cli.arguments import common_options, fail_on_option, rules_option
from foirules.cli.rewrite import differences, rewriting, write
from foirules.cli.shared import (
    FAILED,
    INTERRUPTED,
    MESSAGES,
    OK,
    Refused,
    day_asked,
    output,
    page_for,
    read_once,
    refused,
    write_json,
)
from foirules.report.check import Outcome


def run(options: argparse.Namespace) -> int:
    try:
        return _run(options)
    except ConfigError as error:
        raise Refused(*error.errors) from None
    except KeyboardInterrupt:
        options.told.say(MESSAGES["interrupted"])
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    config = find_config(Path.cwd())
    paths = options.paths or config.paths
    if not paths:
        raise refused("no-path")
    read_once(*paths, *options.policy, *options.rules)
    settings = config.settings(
        day_asked(options),
        options.policy,
        options.rules,
        options.fail_on,
        options.law,
    )
    files, errors = case_files(paths, config.include)
    checked = list(check_files(files, settings))
    changes = rewriting(checked, settings) if options.fix or options.diff else {}
    if options.fix:
        write(changes, checked, settings)
    outcome = Outcome(checked, errors, settings, len(changes) if options.fix else 0)
    with output(options.output) as out:
        if options.diff:
            out.writelines(differences(changes, checked))
        else:
            _WRITERS[options.format](out, outcome, options)
    if lines := outcome.all_errors():
        raise Refused(*lines)
    return FAILED if outcome.summary.problems else OK


def _text(out: TextIO, outcome: Outcome, options: argparse.Namespace) -> None:
    from foirules.report.check.text import text

    out.write(text(outcome, page_for(out, options)))


def _github(out: TextIO, outcome: Outcome, _: argparse.Namespace) -> None:
    from foirules.report.check.github import github

    out.write(github(outcome))


def _junit(out: TextIO, outcome: Outcome, _: argparse.Namespace) -> None:
    from foirules.report.check.junit import junit

    out.write(junit(outcome))


def _sarif(out: TextIO, outcome: Outcome, _: argparse.Namespace) -> None:
    from foirules.report.check.sarif import sarif

    write_json(out, sarif(outcome))


def _json(out: TextIO, outcome: Outcome, _: argparse.Namespace) -> None:
    from foirules.report.check.data import data

    write_json(out, data(outcome))


_WRITERS: Final[Mapping[str, Callable[[TextIO, Outcome, argparse.Namespace], None]]] = {
    "text": _text,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
    "json": _json,
}


def add(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="hold case files against what they expect, for CI",
        description="Hold case files against what they expect: exit code 1 where something is not"
        " as expected, or a breach is neither expected nor accepted.",
    )
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=f"a case file, or a folder of them ({', '.join(INCLUDE)}); - for standard input; none:"
        " those of the configuration",
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="the day for files that do not say expect.as-of"
    )
    fail_on_option(
        command,
        "the findings that are to be expected or accepted: breach, departure, promise;"
        " possible: possible ones too (default: breach)",
    )
    group = command.add_mutually_exclusive_group()
    group.add_argument(
        "--fix",
        action="store_true",
        help="rewrite what is expected to what is found, and leave all else of the file as it is",
    )
    group.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )
    rules_option(command)
    common_options(command, run, tuple(_WRITERS))
