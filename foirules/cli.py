"""The command line: a function from arguments to an exit code.

0 whatever is found; 1 where ``--fail-on`` asks for it; 2 for bad usage or bad input.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

from foirules import __version__
from foirules.assess import assess, law_for
from foirules.batch import CHOICES, assess_many
from foirules.calendars import OutsideCalendar
from foirules.casefile import load_case
from foirules.document import Item, Problems, Reader, expected
from foirules.engine.words import day_in_words, weekday_in_words
from foirules.model import (
    Assessment,
    Authority,
    Case,
    CaseError,
    Clock,
    EngineError,
    Event,
    Finding,
)
from foirules.own_rules import RulesError, load_rules
from foirules.policy import Policy, PolicyError, load_policies
from foirules.report.case import NOT_ADVICE, CaseReport, not_counted, tell
from foirules.report.page import WIDTH, Page
from foirules.vocabulary import AUTHORITY_TYPE, nearest

OK, FAILED, BAD = 0, 1, 2
FAIL_ON: Final = ("breach", "possible", "departure", "promise")
MESSAGES: Final = {
    "policy": "unknown policy {found}{near}",
    "policy-file": "{found} is no file, no folder and no policy{near}",
    "school": "{day}: the policy {policy} does not say which days are school days; give a policy"
    " that does (school: terms) by --policy",
    "period": "{day}: the policy {policy} does not say how long the period {period} is on that day",
    "written": "{path}: cannot be written: {reason}",
    "stdin-twice": "standard input (-) can be read once only",
    "choice": "unknown {what} {found}{near}",
    "option": "unknown option {found}{near}",
    "apart": "{found} is out of place; first the command, then what it is for, then options",
    "usage": "{problem}; see {command} --help",
}


class Refused(Exception):
    """What was asked cannot be done: lines for standard error, exit code 2."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.errors = lines


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns its exit code and never raises for bad input."""
    try:
        options = _parser().parse(list(sys.argv[1:] if argv is None else argv))
        code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit:  # argparse has shown help, or the version
        return OK
    except (Refused, CaseError, PolicyError, RulesError) as error:
        return _complain(error.errors)
    except (EngineError, OutsideCalendar) as error:
        return _complain([str(error)])
    except BrokenPipeError:  # the reader has seen enough
        _close_output()
        return OK
    except (OSError, UnicodeEncodeError) as error:  # those of files have been named
        _close_output()
        reason = getattr(error, "strerror", None) or error
        return _complain(_refused("written", path="standard output", reason=reason).errors)
    except KeyboardInterrupt:
        return 130
    return code


def _complain(lines: Sequence[str]) -> int:
    for line in lines:
        print(f"foirules: {line}", file=sys.stderr)
    return BAD


def _close_output() -> None:
    """What is still to be written goes nowhere, or Python would complain of it at its end."""
    with suppress(OSError):  # a stand-in for it may have no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# --- due ------------------------------------------------------------------------------------------


def _due(options: argparse.Namespace) -> int:
    policies, wanted = _one_policy(options.policy)
    days = _days("DATE", options.received)
    found = [_response_clock(day, options.authority_type, wanted, policies) for day in days]
    with _output(options.output) as out:
        if options.format == "json":
            _write_json(out, [_due_data(*each, options.authority_type) for each in found])
            return OK
        for day, assessment, clock in found:
            print(clock.due, file=out)
            if options.explain:
                print(_why_due(day, assessment, clock, _page(out, options)), end="", file=out)
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
        raise _refused(lacking, day=day, policy=policy, period="response")
    return day, assessment, clock


def _why_due(day: date, assessment: Assessment, clock: Clock, page: Page) -> str:
    weekends = sum(d.weekday() >= 5 for d, _ in clock.disregarded)
    page.say(f"Received {day_in_words(day)} ({weekday_in_words(day)}), day zero; {clock.cites}.", 2)
    page.say(f"Not counted: {weekends} days of weekends, and", 2)
    for days, reason in not_counted(clock):
        page.columns(days, reason, 24, indent=4)
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


# --- assess ---------------------------------------------------------------------------------------


def _assess(options: argparse.Namespace) -> int:
    if [*options.cases, *options.policy, *options.rules].count("-") > 1:
        raise _refused("stdin-twice")
    policies = load_policies(options.policy)
    as_of = _days("--as-of", [options.as_of])[0] if options.as_of else today()
    rules = load_rules(options.rules) if options.rules else None
    engine = _engine(options.engine, len(options.cases))
    errors: list[str] = []
    failed = False
    waiting: deque[tuple[str, Case]] = deque()

    def refuse(path: str, error: CaseError) -> None:
        named = path + ":"
        errors.extend(e if e.startswith(named) else f"{named} {e}" for e in error.errors)

    def cases() -> Iterator[Case]:
        for path in options.cases:
            try:
                waiting.append((path, load_case(path)))
            except CaseError as error:
                refuse(path, error)
            else:
                yield waiting[-1][1]

    def assessed() -> Iterator[tuple[Case, Assessment]]:
        nonlocal failed
        for found in assess_many(
            cases(), as_of, engine=engine, policies=policies, rules=rules, return_errors=True
        ):
            path, case = waiting.popleft()
            if isinstance(found, CaseError):
                refuse(path, found)
                continue
            failed = failed or fails(found.findings, options.fail_on)
            yield case, found

    with _output(options.output) as out:
        _WRITERS[options.format](out, assessed(), options)
    if errors:
        return _complain(errors)
    return FAILED if failed else OK


def _assessed_text(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    for number, (case, found) in enumerate(assessed):
        report = CaseReport(case, found, _page(out, options))
        text = report.write(undecided=options.undecided, explain=options.explain)
        print(("\n" if number else "") + text, end="", file=out, flush=True)


def _assessed_json(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    _write_json(out, [_assessment_data(found, options) for _, found in assessed])


def _assessed_lines(
    out: TextIO, assessed: Iterator[tuple[Case, Assessment]], options: argparse.Namespace
) -> None:
    for _, found in assessed:
        print(json.dumps(_assessment_data(found, options), ensure_ascii=False), file=out)


_WRITERS: Final[Mapping[str, Callable[..., None]]] = {
    "text": _assessed_text,
    "json": _assessed_json,
    "jsonl": _assessed_lines,
}


def _assessment_data(found: Assessment, options: argparse.Namespace) -> dict[str, Any]:
    shape = found.to_dict()
    if options.explain:
        shape["derivations"] = [each.to_dict() for each in found.derivations()]
    return shape


def fails(findings: Sequence[Finding], fail_on: Sequence[str]) -> bool:
    """Whether a finding is one that ``--fail-on`` names.

    ``possible`` takes in the possible findings of the kinds named; of breaches, if none is.
    """
    kinds = {name for name in fail_on if name != "possible"} or {"breach"}
    wanted = {"established", "possible"} if "possible" in fail_on else {"established"}
    return bool(fail_on) and any(f.kind in kinds and f.certainty in wanted for f in findings)


def _engine(asked: str, cases: int) -> str:
    """durable-rules for a single case where it loads; for others what suits their number."""
    if asked != "durable" and (asked != "auto" or cases > 1):
        return asked
    from foirules.engine.durable import HOW_TO_GET, available

    if available():
        return "durable"
    if asked == "durable":
        raise Refused(HOW_TO_GET)
    return "auto"


# --- rules and policies ---------------------------------------------------------------------------


def _rules(options: argparse.Namespace) -> int:
    from foirules.report import law as report

    policies, wanted = _one_policy(options.policy)
    law = law_for(policies[wanted], load_rules(options.rules) if options.rules else None)
    try:
        found = [each for name in options.names for each in report.named(law, name)]
    except LookupError as error:
        raise Refused(str(error.args[0])) from None
    with _output(options.output) as out:
        if options.format == "json":
            _write_json(
                out, [report.data(each) for each in found] if found else report.law_data(law)
            )
        elif found:
            texts = [report.declaration_text(law, each, _page(out, options)) for each in found]
            print("\n".join(texts), end="", file=out)
        else:
            print(report.law_text(law, _page(out, options)), end="", file=out)
    return OK


def _policies(options: argparse.Namespace) -> int:
    from foirules.report import law as report

    policies = load_policies(options.policy)
    for name in options.names:
        if name not in policies:
            raise _refused("policy", found=repr(name), near=expected(name, policies))
    found = [policies[name] for name in options.names]
    with _output(options.output) as out:
        if options.format == "json":
            _write_json(out, [report.policy_data(each) for each in found or policies.values()])
        elif found:
            print(
                "\n".join(report.policy_text(each, _page(out, options)) for each in found),
                end="",
                file=out,
            )
        else:
            print(report.policies_text(policies, _page(out, options)), end="", file=out)
    return OK


# --- what the commands share ----------------------------------------------------------------------


def today() -> date:
    """The day it is in London."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London")).date()


def _days(argument: str, texts: Sequence[str]) -> list[date]:
    """Days or timestamps of the command line."""
    problems = Problems(None)
    days = [Reader(problems).day(Item(text), argument) for text in texts]
    if problems.lines:
        raise Refused(*problems.lines)
    return [day for day in days if day is not None]


def _one_policy(given: Sequence[str]) -> tuple[Mapping[str, Policy], str]:
    """The policies known, and the one that is asked for: an id, or the last of the files given."""
    shipped = load_policies()
    files = [each for each in given if each not in shipped]
    for each in files:
        if each != "-" and not os.path.lexists(each):
            raise _refused("policy-file", found=repr(each), near=nearest(each, shipped))
    policies = load_policies(files)
    added = [id for id in policies if id not in shipped]
    named_last = given[-1] if given and given[-1] in shipped else None
    return policies, named_last or (added[-1] if added else "foia")


def _refused(message: str, **values: Any) -> Refused:
    return Refused(MESSAGES[message].format(**values))


def _page(out: TextIO, options: argparse.Namespace) -> Page:
    terminal = out is sys.stdout and sys.stdout.isatty()
    colour = options.colour == "always" or (
        options.colour == "auto" and terminal and not os.environ.get("NO_COLOR")
    )
    import shutil

    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH) if terminal else WIDTH
    return Page(colour, width)


def _write_json(out: TextIO, shape: Any) -> None:
    json.dump(shape, out, indent=2, ensure_ascii=False)
    out.write("\n")


@contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    import tempfile

    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise _refused("written", path=path, reason=error.strerror) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            yield out
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except OSError as error:
        raise _refused("written", path=path, reason=error.strerror) from None
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- arguments ------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and which name was probably meant."""

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        options, rest = self.parse_known_args(arguments)
        if rest:
            command, found = options.command, rest[0]
            known = re.findall(r"--[\w-]+", command.format_usage())
            name = found.partition("=")[0]
            near = nearest(name, known)
            message = "option" if name.startswith("-") and name not in known else "apart"
            command.error(MESSAGES[message].format(found=repr(found), near=near))
        return options

    def error(self, message: str) -> NoReturn:
        raise _refused("usage", command=self.prog, problem=message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = str(action.metavar or action.dest).lower().replace("_", " ")
            raise argparse.ArgumentError(None, _unknown(what, value, action.choices))


def _unknown(what: str, name: str, names: Iterable[str]) -> str:
    return MESSAGES["choice"].format(what=what, found=repr(name), near=expected(name, names))


def _parser() -> _Parser:
    parser = _Parser(
        prog="foirules",
        description="Deadlines and duties of the UK Freedom of Information Act 2000.",
        epilog=f"{NOT_ADVICE} Exit codes: 0 done, 1 --fail-on was met, 2 bad usage or input.",
    )
    parser.add_argument("--version", action="version", version=f"foirules {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _due_parser(commands)
    _assess_parser(commands)
    for name, run, help, what in (
        ("rules", _rules, "show the law as it is declared", "a rule, clock, action or fact"),
        ("policies", _policies, "show the periods of a policy, by date", "a policy"),
    ):
        command = commands.add_parser(name, help=help, description=f"{help.capitalize()}.")
        command.add_argument("names", nargs="*", metavar="ID", help=f"{what}; without, all")
        if run is _rules:
            _rules_option(command)
        _common(command, run, ("text", "json"))
    return parser


def _rules_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="FILE",
        help="a file of rules of your own, to stand beside the Act's; may be given again",
    )


def _due_parser(commands: Any) -> None:
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
    _common(command, _due, ("text", "json"))


def _assess_parser(commands: Any) -> None:
    command = commands.add_parser(
        "assess",
        help="findings, clocks and next actions of cases",
        description="Findings, clocks and next actions of each case.",
    )
    command.add_argument(
        "cases", nargs="+", metavar="CASE", help="a case file, YAML or JSON; - for standard input"
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="judge what had happened by this day (default: today)"
    )
    command.add_argument(
        "--undecided", action="store_true", help="list the duties met and those undecided"
    )
    command.add_argument(
        "--explain", action="store_true", help="show how each due date and finding comes about"
    )
    command.add_argument(
        "--engine",
        choices=CHOICES,
        default="auto",
        help="what applies the law (default: durable-rules for a single case where it is installed,"
        " columns for many where numpy is, else scalar); the results are the same",
    )
    command.add_argument(
        "--fail-on",
        type=_fail_on,
        default=(),
        metavar="KIND[,KIND]",
        help="exit with 1 on an established breach, departure or promise (broken); possible: on"
        " possible ones too",
    )
    _rules_option(command)
    _common(command, _assess, tuple(_WRITERS))


def _common(
    command: argparse.ArgumentParser, run: Callable[[Any], int], formats: Sequence[str]
) -> None:
    command.set_defaults(run=run, command=command)
    command.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="FILE",
        help="a policy file, or a folder of them, to add; may be given again",
    )
    command.add_argument(
        "--format", choices=formats, default=formats[0], help=f"default: {formats[0]}"
    )
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.add_argument(
        "--colour",
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="default: auto, on a terminal only",
    )


def _fail_on(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in FAIL_ON:
            raise argparse.ArgumentTypeError(_unknown("kind", name, FAIL_ON))
    return names
