"""The command line: a function from arguments to an exit code.

0 whatever is found; 1 where ``--fail-on`` asks for it; 2 for bad usage or bad input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Final

from foirules import __version__
from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.errors import CaseError, EngineError
from foirules.cli.arguments import CommandParser
from foirules.cli.shared import INTERRUPTED, OK, Refused, complain, refused
from foirules.language.errors import RulesError
from foirules.language.regime import RegimeError
from foirules.policy.policies import PolicyError
from foirules.report.case import NOT_ADVICE

MODULES: Final = {
    "due": "due",
    "assess": "assess",
    "new": "new",
    "check": "check",
    "audit": "audit",
    "rules": "law",
    "policies": "law",
    "schema": "schema",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns its exit code and never raises for bad input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        options = _parser(arguments).parse(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit:  # argparse has shown help, or the version
        return OK
    except (Refused, CaseError, PolicyError, RegimeError, RulesError) as error:
        return complain(error.errors)
    except (EngineError, OutsideCalendar) as error:
        return complain([str(error)])
    except BrokenPipeError:  # the reader has seen enough
        close_output()
        return OK
    except (OSError, UnicodeEncodeError) as error:  # those of files have been named
        close_output()
        reason = getattr(error, "strerror", None) or error
        return complain(refused("written", path="standard output", reason=reason).errors)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def close_output() -> None:
    """What is still to be written goes nowhere, or Python would complain of it at its end."""
    with suppress(OSError):  # a stand-in for it may have no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> CommandParser:
    parser = CommandParser(
        prog="foirules",
        description="Deadlines and duties of public authorities that are asked for information.",
        epilog=f"{NOT_ADVICE} Exit codes: 0 done, 1 --fail-on was met, 2 bad usage or input.",
    )
    parser.add_argument("--version", action="version", version=f"foirules {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    # Only the command that is asked for is imported: each starts as fast as it can.
    named = [MODULES[name] for name in arguments[:1] if name in MODULES]
    for module in named or dict.fromkeys(MODULES.values()):
        import_module(f"foirules.cli.{module}").add(commands)
    return parser
