"""The command line: a function from arguments to an exit code.

0 whatever is found; 1 where ``--fail-on`` asks for it; 2 for bad usage or bad input; 130 where
it is interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Final, TextIO

from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.errors import CaseError, EngineError
from foirules.cli.arguments import CommandParser
from foirules.cli.shared import INTERRUPTED, OK, Refused, refused
from foirules.cli.stopping import stop
from foirules.cli.told import FORMS, OPTION, Told
from foirules.documents.limits import OPTION as LIMIT
from foirules.documents.limits import LimitError, limits_set
from foirules.language.errors import RegimeError, RulesError
from foirules.letters.errors import LettersError
from foirules.policy.errors import PolicyError
from foirules.processes.signals import STOPS, handling
from foirules.report import NOT_ADVICE
from foirules.rules.version import __version__

_STDOUT: Final = "standard output"
MODULES: Final = {
    "due": "due",
    "assess": "assess",
    "new": "new",
    "check": "check",
    "verify": "verify",
    "audit": "audit",
    "maps": "maps",
    "check-return": "check_return",
    "draft": "draft",
    "rules": "law",
    "policies": "law",
    "schema": "schema",
    "serve": "serve",
    "mcp": "mcp",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns its exit code and never raises for bad input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    told = Told.asked(arguments)
    code = _run(arguments, told)
    told.end()
    return code


def _run(arguments: Sequence[str], told: Told) -> int:
    if sys.stdout is None:
        return told.complain(refused("written", path=_STDOUT, reason="it is closed").errors)
    try:
        options = _parser(arguments).parse(arguments)
        options.told = told
        with handling(stop, *STOPS), limits_set(options.limit):
            code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit as end:  # argparse has shown help, or the version; or the terminal is gone
        return INTERRUPTED if end.code == INTERRUPTED else OK
    except (
        Refused,
        LimitError,
        CaseError,
        LettersError,
        PolicyError,
        RegimeError,
        RulesError,
    ) as error:
        return told.complain(error.errors)
    except (EngineError, OutsideCalendar) as error:
        return told.complain([str(error)])
    except BrokenPipeError:  # the reader has seen enough
        close_output()
        return OK
    except (OSError, UnicodeEncodeError) as error:  # those of files have been named
        close_output()
        reason = getattr(error, "strerror", None) or error
        return told.complain(refused("written", path=_STDOUT, reason=reason).errors)
    except MemoryError:
        return told.complain(refused("memory").errors)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def write_utf8(*streams: TextIO) -> None:
    """What goes into a file or a pipe, or comes out of one, is UTF-8: a case file has to be."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def close_output() -> None:
    """What is still to be written goes nowhere, or Python would complain of it at its end."""
    with suppress(OSError):  # a stand-in for it may have no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> CommandParser:
    parser = CommandParser(
        prog="foirules",
        description="Deadlines and duties of public authorities that are asked for information.",
        epilog=f"{NOT_ADVICE} Exit codes: 0 done, 1 --fail-on was met, 2 bad usage or input,"
        " 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"foirules {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, prog=parser.prog)
    # Only the command that is asked for is imported: each starts as fast as it can.
    named = [MODULES[name] for name in arguments[:1] if name in MODULES]
    for module in named or dict.fromkeys(MODULES.values()):
        import_module(f"foirules.cli.{module}").add(commands)
    for command in commands.choices.values():
        command.add_argument(
            OPTION,
            choices=FORMS,
            default=FORMS[0],
            help="what goes to standard error: lines of text, or one list as JSON, each with file,"
            " line, column, field, found, expected, meant and message (default: text)",
        )
        command.add_argument(
            LIMIT,
            action="append",
            default=[],
            metavar="NAME=SIZE",
            help="how much is read at most of what may be made to be too large, such as"
            " record=32MB; may be given again (docs/limits.md names all)",
        )
    return parser
