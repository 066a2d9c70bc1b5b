"""``foirules new``: a case file to begin with, by the template in the folder of a regime."""

from __future__ import annotations

import argparse
import json
import os
import re
import textwrap
from string import Template
from typing import Any, Final

from foirules.cases.case_file import read_case
from foirules.cli.arguments import law_option, regime_option
from foirules.cli.shared import OK, one_regime, output, read_days, refused, today
from foirules.documents.load import read_text
from foirules.language.regime_files import load_law, seen

_FILE: Final = "new-case.yaml"


def run(options: argparse.Namespace) -> int:
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
        authority=_quoted(options.authority),
        received=received,
        events="\n".join(f"  #   {line}" for line in names),
    )
    read_case(text, "new", law)
    if options.output is not None and os.path.lexists(options.output):
        raise refused("exists", path=options.output)
    with output(options.output) as out:
        out.write(text)
    return OK


def _quoted(text: str) -> str:
    """Text as YAML: in quotes where it is not a plain word or several."""
    plain = re.fullmatch(r"[A-Za-z][\w .()/-]*[\w.)]", text) and text.lower() not in (
        "true",
        "null",
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def add(commands: Any) -> None:
    command = commands.add_parser(
        "new",
        help="a commented case file to begin with",
        description="A commented case file to begin with.",
    )
    command.add_argument("name", metavar="NAME", help="the name of the case")
    command.add_argument("--authority", metavar="NAME", default="Example Council")
    command.add_argument(
        "--received", metavar="DATE", help="the day on which the case begins (default: today)"
    )
    command.add_argument("--output", metavar="FILE", help="write to a file that is not there yet")
    regime_option(command)
    law_option(command)
    command.set_defaults(run=run, command=command)
