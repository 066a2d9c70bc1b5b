"""``foirules schema``: JSON Schemas, for editors and for other tools."""

from __future__ import annotations

import argparse
from typing import Any, Final

from foirules.cli.audit import HOW_TO_GET
from foirules.cli.shared import OK, Refused, output, write_json

NAMES: Final = ("case", "policy", "rules", "map", "assessment")


def run(options: argparse.Namespace) -> int:
    from foirules.schema import SCHEMAS

    try:
        schema = SCHEMAS[options.name]()
    except ImportError:
        raise Refused(HOW_TO_GET) from None
    with output(options.output) as out:
        write_json(out, schema)
    return OK


def add(commands: Any) -> None:
    command = commands.add_parser(
        "schema",
        help="the JSON Schema of a file",
        description="The JSON Schema (draft 7) of a case file, a policy, a file of rules, a map of"
        " a log, or of what assess --format json prints for each case.",
    )
    command.add_argument("name", choices=NAMES, metavar="FILE", help=" or ".join(NAMES))
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.set_defaults(run=run, command=command)
