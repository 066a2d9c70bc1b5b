"""``foirules schema``: JSON Schemas, for editors and for other tools."""

from __future__ import annotations

import argparse
from typing import Any, Final

from foirules.cli.shared import OK, output, write_json

NAMES: Final = ("case", "policy", "assessment")


def run(options: argparse.Namespace) -> int:
    from foirules.schema import SCHEMAS

    with output(options.output) as out:
        write_json(out, SCHEMAS[options.name]())
    return OK


def add(commands: Any) -> None:
    command = commands.add_parser(
        "schema",
        help="the JSON Schema of a file",
        description="The JSON Schema (draft 7) of a case file, of a policy file or of what assess"
        " --format json prints for each case.",
    )
    command.add_argument("name", choices=NAMES, metavar="FILE", help=" or ".join(NAMES))
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.set_defaults(run=run, command=command)
