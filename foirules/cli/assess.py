"""``foirules assess``: findings, clocks and next actions of cases."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final, TextIO

from foirules.assessing.many_cases import CHOICES, assess_many
from foirules.assessing.questions import questions
from foirules.cases.assessment import Assessment
from foirules.cases.case import Case
from foirules.cases.confirming import as_confirmed
from foirules.cases.errors import CaseError
from foirules.cli import what_if
from foirules.cli.arguments import common_options, fail_on_option, rules_option, unknown
from foirules.cli.calendar_entries import HOW_TO_GET as HOW_TO_GET_ICS
from foirules.cli.calendar_entries import IN_HELP, actor_option, choice_asked
from foirules.cli.case_or_letters import cases_at, paths_of_cases
from foirules.cli.shared import (
    FAILED,
    OK,
    Refused,
    day_asked,
    fails,
    one_regime,
    output,
    page_for,
    read_once,
    today,
    warn_of_calendar_end,
    write_json,
)
from foirules.documents.json_text import json_text
from foirules.documents.problems import in_file
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import OwnRules, load_rules
from foirules.policy.policies import load_policies
from foirules.report.case import CaseReport


def run(options: argparse.Namespace) -> int:
    options.cases = paths_of_cases(options.cases)
    read_once(*options.cases, *options.policy, *options.rules, *options.what_if)
    law = load_law(options.law)
    if options.regime is not None:
        one_regime(options, law)
    policies = load_policies(options.policy, law)
    day = day_asked(options)
    rules = load_rules(options.rules, law) if options.rules else None
    if options.rule is not None:
        _check_rule(options, law, rules)
    options.choice = choice_asked(options, (options.format,), law)
    if options.what_if:
        return what_if.run(options, day, law, policies, rules)
    as_of = day or today()
    warn_of_calendar_end(options.told, as_of)
    explain = _explains(options) or options.format == "html"
    errors: list[str] = []
    failed = False
    waiting: deque[tuple[str, Case]] = deque()

    def refuse(path: str, error: CaseError) -> None:
        errors.extend(in_file(path, each) for each in error.errors)

    def cases() -> Iterator[Case]:
        for path in options.cases:
            for case in cases_at(path, law, options.regime, as_of, options.told):
                if isinstance(case, CaseError):
                    refuse(path, case)
                    continue
                waiting.append((path, as_confirmed(case) if options.confirm else case))
                yield waiting[-1][1]

    def assessed() -> Iterator[tuple[Case, Assessment]]:
        nonlocal failed
        read = cases()
        first = list(islice(read, 2))
        for found in assess_many(
            chain(first, read),
            as_of,
            engine=_engine(options.engine, len(first)),
            policies=policies,
            rules=rules,
            return_errors=True,
            explain=explain,
        ):
            path, case = waiting.popleft()
            if isinstance(found, CaseError):
                refuse(path, found)
                continue
            failed = failed or fails(found.findings, options.fail_on)
            yield case, found

    with output(options.output) as out:
        _WRITERS[options.format](out, assessed(), options)
    if errors:
        raise Refused(*errors)
    return FAILED if failed else OK


def _assessed_text(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    for number, (case, found) in enumerate(assessed):
        page = page_for(out, options)
        report = CaseReport(case, found, load_law(options.law), page, whole=options.all)
        text = report.write(
            undecided=options.undecided,
            explain=_explains(options),
            brief=options.brief,
            rule=options.rule,
            expressions=options.expressions,
        )
        print(("\n" if number else "") + text, end="", file=out, flush=True)


def _assessed_json(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    write_json(out, [_assessment_data(case, found, options) for case, found in assessed])


def _assessed_lines(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    for case, found in assessed:
        print(json_text(_assessment_data(case, found, options)), file=out)


def _assessed_html(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    from foirules.report.html.case_page import page
    from foirules.report.html.shown_case import ShownCase

    law, found = load_law(options.law), list(assessed)
    if not found:  # all were refused
        return
    rules = load_rules(options.rules, law) if options.rules else None
    own = {id: rules.of(id) for id in law} if rules else {}
    level = 2 if len(found) == 1 else 3
    shown = [
        ShownCase(*each, law, own, number, level, options.notes)
        for number, each in enumerate(found, 1)
    ]
    out.write(page(shown))


def _assessed_ics(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    try:
        from foirules.report.ics.case_file import calendar
    except ImportError:
        raise Refused(HOW_TO_GET_ICS) from None
    for piece in calendar(assessed, load_law(options.law), options.choice):
        out.buffer.write(piece)  # its lines end as the format has it, on any system


_WRITERS: Final[Mapping[str, Callable[..., None]]] = {
    "text": _assessed_text,
    "json": _assessed_json,
    "jsonl": _assessed_lines,
    "html": _assessed_html,
    "ics": _assessed_ics,
}


def _assessment_data(case: Case, found: Assessment, options: argparse.Namespace) -> dict[str, Any]:
    shape = found.to_dict()
    if options.undecided:
        asked = questions(case, found, load_law(options.law))
        shape["questions"] = [each.to_dict() for each in asked]
    if _explains(options):
        wanted = (each for each in found.derivations() if options.rule in (None, each.name))
        shape["derivations"] = [each.to_dict() for each in wanted]
    return shape


def _explains(options: argparse.Namespace) -> bool:
    return options.explain or options.expressions or options.rule is not None


def _check_rule(
    options: argparse.Namespace, law: Mapping[str, Regime], rules: OwnRules | None
) -> None:
    """Refuses a name that no rule or clock has."""
    chapters = [
        c for id, each in law.items() for c in (*each.chapters, *(rules.of(id) if rules else ()))
    ]
    known = [rule.id for c in chapters for rule in c.rules]
    known += [clock.name for c in chapters for clock in c.clocks]
    if options.rule not in known:
        options.command.error(unknown("rule or clock", options.rule, dict.fromkeys(known)))


def _engine(asked: str, cases: int) -> str:
    """durable-rules for a single case where it loads; for others what suits their number."""
    if asked != "durable" and (asked != "auto" or cases > 1):
        return asked
    from foirules.engine.durable.matcher import HOW_TO_GET, available

    if available():
        return "durable"
    if asked == "durable":
        raise Refused(HOW_TO_GET)
    return "auto"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "assess",
        help="findings, clocks and next actions of cases",
        description="Findings, clocks and next actions of each case.",
    )
    command.add_argument(
        "cases",
        nargs="+",
        metavar="CASE",
        help="a file of a case or of a list of cases, YAML or JSON, or of JSON lines, or a folder"
        " of such files; or letters, as for foirules draft: a thread, or a folder that holds one;"
        " - for cases on standard input",
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="judge what had happened by this day (default: today)"
    )
    command.add_argument(
        "--confirm",
        action="store_true",
        help="judge as if all that was read from letters were confirmed and no letter missing",
    )
    command.add_argument(
        "--undecided",
        action="store_true",
        help="list the duties met and those undecided, with the questions that would decide them",
    )
    command.add_argument(
        "--brief", action="store_true", help="show the verdict and the findings, and no more"
    )
    command.add_argument(
        "--all",
        action="store_true",
        help="show long lists to their end, not their first entries; in a calendar, cancel also"
        " what ended more than ninety days ago",
    )
    actor_option(command)
    command.add_argument(
        "--explain",
        action="store_true",
        help="show how each last day and finding comes about: the days counted and those left out,"
        " and the values that a finding rests on",
    )
    command.add_argument(
        "--rule",
        metavar="ID",
        help="after the verdict, show and explain only what is found of this rule, or this clock",
    )
    command.add_argument(
        "--expressions",
        action="store_true",
        help="explain every step, each with its expression in the law",
    )
    command.add_argument(
        "--notes",
        action="store_true",
        help="on a page (--format html) show the notes and sources of the case file too",
    )
    command.add_argument(
        "--engine",
        choices=CHOICES,
        default="auto",
        help="what applies the law (default: durable-rules for a single case where it is installed,"
        " columns for many where numpy is, else scalar); the results are the same",
    )
    fail_on_option(
        command,
        "exit with 1 on an established breach, departure or promise (broken); possible: on"
        " possible ones too",
    )
    command.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="EVENT",
        help="show what a further event would break, meet, start and stop, and write nothing:"
        " '{on: 2024-05-01, event: NAME}'; may be given again",
    )
    command.add_argument(
        "--regime",
        metavar="ID",
        help="judge under this law in place of that of the file; what it has no name for is left"
        " out, and told",
    )
    rules_option(command)
    common_options(command, run, tuple(_WRITERS), about=IN_HELP)
