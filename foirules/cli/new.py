"""``foirules new``: a case file to begin with, by the template in the folder of a regime; or a
workbook for the requests of an authority.
"""

from __future__ import annotations

import argparse
import os
import re
import textwrap
from string import Template
from typing import Any, Final

from foirules.cases.case_file import read_case
from foirules.cli.arguments import law_option, regime_option
from foirules.cli.shared import OK, one_regime, output, read_days, refused, today
from foirules.documents.json_text import json_text
from foirules.documents.load import read_text
from foirules.language.regime_files import load_law, seen

_FILE: Final = "new-case.yaml"
_AUTHORITY: Final = "Example Council"


def run(options: argparse.Namespace) -> int:
    _check(options)
    if options.tracker is not None:
        from foirules.cli.new_tracker import write_tracker

        return write_tracker(options)
    received = read_days("--received", [options.received])[0] if options.received else today()
    law = load_law(options.law)
    regime = one_regime(options, law)
    template = regime.folder / _FILE
    if not template.exists():
        raise refused("no-template", path=seen(template), regime=repr(regime.id))
    events = f"{', '.join(regime.vocabulary.events)}."
    names = textwrap.wrap(events, 90, break_on_hyphens=False)
    text = Template(read_text(template)).safe_substitute(
        name=_quoted(options.name),
        authority=_quoted(options.authority or _AUTHORITY),
        received=received,
        events="\n".join(f"  #   {line}" for line in names),
    )
    read_case(text, "new", law)
    if options.output is not None and os.path.lexists(options.output):
        raise refused("exists", path=options.output)
    with output(options.output) as out:
        out.write(text)
    return OK


def _check(options: argparse.Namespace) -> None:
    """Refuses what is of a case beside what is of a workbook."""
    if options.tracker is None:
        if options.name is None:
            raise refused("new-what")
        if options.example:
            raise refused("new-both", option="--example", what="a workbook", other="NAME")
        return
    of_case = {"NAME": options.name, "--authority": options.authority}
    of_case |= {"--received": options.received, "--output": options.output}
    for option, given in of_case.items():
        if given is not None:
            raise refused("new-both", option=option, what="a case", other="--tracker")


def _quoted(text: str) -> str:
    """Text as YAML: in quotes where it is not a plain word or several."""
    reserved = text.lower() in ("true", "false", "null")
    plain = re.fullmatch(r"[A-Za-z][\w .()/-]*[\w.)]", text) and not reserved
    return text if plain else json_text(text)


def add(commands: Any) -> None:
    command = commands.add_parser(
        "new",
        help="a commented case file to begin with, or a workbook for many cases",
        description="A commented case file to begin with; or, with --tracker, a workbook in which"
        " an authority keeps its cases, with the last day for answering each.",
    )
    command.add_argument("name", nargs="?", metavar="NAME", help="the name of the case")
    command.add_argument("--authority", metavar="NAME", help=f"(default: {_AUTHORITY})")
    command.add_argument(
        "--received", metavar="DATE", help="the day on which the case begins (default: today)"
    )
    command.add_argument("--output", metavar="FILE", help="write to a file that is not there yet")
    command.add_argument(
        "--tracker",
        metavar="FILE.xlsx",
        help="write a workbook, a row a case, for the law of --regime and those with the same"
        " working days",
    )
    command.add_argument(
        "--example", action="store_true", help="with made-up rows, to try it (with --tracker)"
    )
    regime_option(command)
    law_option(command)
    command.set_defaults(run=run, command=command)
