"""Reading the arguments, and the options that commands share."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

from foirules.cases.failing import FAIL_ON
from foirules.cli.shared import MESSAGES, refused
from foirules.documents.items import Item
from foirules.documents.suggest import expected, nearest
from foirules.rules import DEFAULT

MOST_PROCESSES: Final = 1024
MOST_NUMBER: Final = 10**12
MOST_SECONDS: Final = 86_400


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal. argparse asks `shutil` how wide that is, even where no help is
    shown, and `shutil` imports whatever unpacks archives."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    with suppress(ValueError, OSError, AttributeError):
        said = int(os.environ.get("COLUMNS", "0"))
        if said <= 0 and sys.__stdout__ is not None:
            said = os.get_terminal_size(sys.__stdout__.fileno()).columns
        return said if said > 0 else 80
    return 80


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong in one line, and which name was probably meant."""

    def __init__(self, **said: Any) -> None:
        super().__init__(formatter_class=_Help, **said)

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
        raise refused("usage", command=self.prog, problem=message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = str(action.metavar or action.dest).lower().replace("_", " ")
            raise argparse.ArgumentError(None, unknown(what, value, action.choices))


def unknown(what: str, name: str, names: Iterable[str]) -> str:
    return MESSAGES["choice"].format(what=what, found=repr(name), near=expected(name, names))


def rules_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="FILE",
        help="a file of rules of your own, to stand beside the Act's; may be given again",
    )


def regime_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--regime", metavar="ID", help=f"the law that is meant (default: {DEFAULT})"
    )


def law_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--law",
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of law to add to that shipped (regime.yaml and its files, or folders of"
        " such); may be given again",
    )


def common_options(
    command: argparse.ArgumentParser,
    run: Callable[[Any], int],
    formats: Sequence[str],
    several: bool = False,
    about: str = "",
) -> None:
    """Adds the options that commands share.

    :param formats: the first is the default.
    :param several: whether ``--format`` may be given again; it is None then where it is not given.
    :param about: what is to be told of the formats.
    """
    command.set_defaults(run=run, command=command)
    law_option(command)
    command.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="FILE",
        help="a policy file, or a folder of them, to add; may be given again",
    )
    command.add_argument(
        "--format",
        choices=formats,
        action="append" if several else "store",
        default=None if several else formats[0],
        help=f"default: {formats[0]}"
        + ("; may be given again" if several else "")
        + (f"; {about}" if about else ""),
    )
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.add_argument(
        "--colour",
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="default: auto, on a terminal only",
    )


def fail_on_option(command: argparse.ArgumentParser, help: str) -> None:
    command.add_argument(
        "--fail-on", type=kinds_to_fail_on, default=(), metavar="KIND[,KIND]", help=help
    )


def kinds_to_fail_on(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in FAIL_ON:
            raise argparse.ArgumentTypeError(unknown("kind", name, FAIL_ON))
    return names


def whole_number(least: int, most: int = MOST_NUMBER) -> Callable[[str], int]:
    """What reads a whole number of the command line, as the type of an option.

    :param least, most: between which it lies.
    """

    def read(text: str) -> int:
        number = int(text) if re.fullmatch("[0-9]{1,15}", text) else -1
        if not least <= number <= most:
            expected = f"a whole number from {least:,} to {most:,}"
            raise argparse.ArgumentTypeError(f"found {Item(text).shown()}; expected {expected}")
        return number

    return read


def seconds(text: str) -> float:
    """A length of time on the command line, as the type of an option."""
    number = float(text) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) else 0
    if not 0 < number <= MOST_SECONDS:
        expected = f"seconds, at most {MOST_SECONDS:,}"
        raise argparse.ArgumentTypeError(f"found {Item(text).shown()}; expected {expected}")
    return number
