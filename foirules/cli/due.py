"""``foirules due``: the last day for answering a request."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from foirules.assess import assess
from foirules.cli.arguments import common_options
from foirules.cli.shared import OK, one_policy, output, page_for, read_days, refused, write_json
from foirules.engine.words import day_in_words, in_a_row, weekday_in_words
from foirules.model import Assessment, Authority, Case, Clock, Event
from foirules.policy import Policy
from foirules.report.case import NOT_ADVICE, tell
from foirules.report.page import Page
from foirules.vocabulary import AUTHORITY_TYPE


def run(options: argparse.Namespace) -> int:
    policies, wanted = one_policy(options.policy)
    days = read_days("DATE", options.received)
    found = [_response_clock(day, options.authority_type, wanted, policies) for day in days]
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, [_due_data(*each, options.authority_type) for each in found])
            return OK
        for day, assessment, clock in found:
            print(clock.due, file=out)
            if options.explain:
                print(_why_due(day, assessment, clock, page_for(out, options)), end="", file=out)
            if assessment.provisional:
                until = day_in_words(assessment.announced_until)
                print(
                    f"foirules: {clock.due} is provisional: bank holidays are announced until"
                    f" {until}",
                    file=sys.stderr,
                )
    return OK


def _response_clock(
    day: date, authority_type: str, policy: str, policies: Mapping[str, Policy]
) -> tuple[date, Assessment, Clock]:
    """The clock that the receipt of a request on a day starts."""
    case = Case(
        case=f"received {day}",
        events=(Event("request-received", day, id="1"),),
        authority=Authority(policy=policy, type=authority_type),
    )
    assessment = assess(case, day, policies=policies)
    clock = next(clock for clock in assessment.clocks if clock.clock == "response")
    if clock.due is None:
        known = policies[policy].in_force("response", day)
        lacking = "school" if known and known.amount else "period"
        raise refused(lacking, day=day, policy=policy, period="response")
    return day, assessment, clock


def _why_due(day: date, assessment: Assessment, clock: Clock, page: Page) -> str:
    weekends = sum(d.weekday() >= 5 for d, _ in clock.disregarded)
    page.say(f"Received {day_in_words(day)} ({weekday_in_words(day)}), day zero; {clock.cites}.", 2)
    page.say(f"Not counted: {weekends} days of weekends, and", 2)
    left_out = list(in_a_row(clock.disregarded))
    wide = max((len(days) for days, _ in left_out), default=0) + 8
    for days, reason in left_out:
        page.columns(days, reason, wide, indent=4)
    page.say("Worked out from:", 2)
    (why,) = (d for d in assessment.derivations() if d.name == "response" and d.of == "clock")
    for step in why.step.steps:
        tell(page, step, 4, set())
    page.say(NOT_ADVICE, 2, "faint")
    return page.text()


def _due_data(
    day: date, assessment: Assessment, clock: Clock, authority_type: str
) -> dict[str, Any]:
    whole = assessment.to_dict()
    shape = clock.to_dict()
    return {
        "received": day.isoformat(),
        "authority_type": authority_type,
        "policy": whole["policy"],
        "calendar": whole["calendar"],
        **{key: shape[key] for key in ("due", "kind", "disregarded", "cites")},
    }


def add(commands: Any) -> None:
    command = commands.add_parser(
        "due",
        help="the last day for answering a request",
        description="The last day for answering a request received on a day, FOIA s10(1).",
    )
    command.add_argument(
        "received",
        nargs="+",
        metavar="DATE",
        help="the day of receipt, YYYY-MM-DD; a timestamp is the day it falls on in London",
    )
    command.add_argument(
        "--authority-type",
        choices=AUTHORITY_TYPE.members,
        default="general",
        help="schools count school days too (default: general)",
    )
    command.add_argument("--explain", action="store_true", help="show how the day comes about")
    common_options(command, run, ("text", "json"))
