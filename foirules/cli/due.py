"""``foirules due``: the last day of what a law gives time for, such as an answer."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from foirules.assessing.due import Due, due
from foirules.cli.arguments import common_options, regime_option, unknown
from foirules.cli.shared import OK, one_policy, output, page_for, read_days, write_json
from foirules.engine.values_in_words import day_in_words
from foirules.language.regime_files import load_law
from foirules.report import NOT_ADVICE

if TYPE_CHECKING:
    from foirules.cases.assessment import Step
    from foirules.report.page import Page


def run(options: argparse.Namespace) -> int:
    policies, policy = one_policy(options)
    days = read_days("DATE", options.received)
    kinds = policy.regime.vocabulary.authority_type.members
    if options.authority_type not in (None, *kinds):
        said = unknown("authority type", options.authority_type, kinds)
        options.command.error(said)
    found = [
        due(
            day,
            regime=policy.regime.id,
            authority_type=options.authority_type,
            policy=policy.id,
            policies=policies,
            law=load_law(options.law),
            results=(),
            explain=options.expressions,
        )
        for day in days
    ]
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, [each.to_dict() for each in found])
            return OK
        for each in found:
            print(each.day, file=out)
            if options.explain or options.expressions:
                said = _why(each, page_for(out, options), options.expressions)
                print(said, end="", file=out)
            if each.provisional:
                until = day_in_words(each.announced_until)
                print(
                    f"foirules: {each.day} is provisional: bank holidays are announced until"
                    f" {until}",
                    file=sys.stderr,
                )
    return OK


def _why(found: Due, page: Page, expressions: bool) -> str:
    from foirules.report.counted_days import tell_days
    from foirules.report.derivations import tell

    tell_days(page, found.clock, 2, "Received")
    if expressions:
        page.say("Worked out from:", 2)
        derivations = found.assessment.derivations()
        (why,) = (d for d in derivations if (d.of, d.name) == ("clock", found.clock.clock))
        told: set[Step] = set()
        for step in why.step.steps:
            tell(page, step, 4, told)
    page.say(NOT_ADVICE, 2, "faint")
    return page.text()


def add(commands: Any) -> None:
    command = commands.add_parser(
        "due",
        help="the last day of what a law gives time for, such as an answer",
        description="The last day of what a law gives time for, such as an answer, in a case that"
        " begins on a day.",
    )
    command.add_argument(
        "received",
        nargs="+",
        metavar="DATE",
        help="the day on which it begins: 2017-08-03, 03/08/2017, '3 August 2017' or today; a"
        " timestamp is the day it falls on in London",
    )
    command.add_argument(
        "--authority-type",
        metavar="TYPE",
        help="the kind of authority, as a case file has it; a school's days count otherwise",
    )
    command.add_argument(
        "--explain", action="store_true", help="show the days counted and those left out, and why"
    )
    command.add_argument(
        "--expressions",
        action="store_true",
        help="show too how the law comes to that day, every step with its expression",
    )
    regime_option(command)
    common_options(command, run, ("text", "json"))
