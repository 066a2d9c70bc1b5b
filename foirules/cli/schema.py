"""``foirules schema``: JSON Schemas, for editors and for other tools."""

from __future__ import annotations

import argparse
from typing import Any, Final

from foirules.cli.arguments import law_option, regime_option
from foirules.cli.extras import HOW_TO_GET_AUDIT
from foirules.cli.shared import OK, Refused, one_policy, output, write_json
from foirules.language.regime_files import load_law

NAMES: Final = (
    *("case", "policy", "rules", "map", "assessment", "questions"),
    *("verify", "errors", "law-changes", "day-changes"),
    *("regime", "vocabulary", "subjects", "statistics", "recorded-days", "returns"),
    *("return-table", "sources", "left-out", "log-words"),
    *("letter-kinds", "letter-outcomes", "letter-grounds", "letter-statements", "letter-days"),
)


def run(options: argparse.Namespace) -> int:
    from foirules.schema import OF_SEVERAL_LAWS, SCHEMAS
    from foirules.schema.several_laws import under_each

    _, policy = one_policy(options)
    make, known = SCHEMAS[options.name], load_law(options.law)
    try:
        if options.name not in OF_SEVERAL_LAWS:
            schema = make(policy.regime)
        elif options.regime is None:
            schema = under_each(make, known)
        else:
            schema = make(policy.regime, known)
    except ImportError:
        raise Refused(HOW_TO_GET_AUDIT) from None
    with output(options.output) as out:
        write_json(out, schema)
    return OK


def add(commands: Any) -> None:
    command = commands.add_parser(
        "schema",
        help="the JSON Schema of a file",
        description="The JSON Schema (draft 7) of a case file, a policy, a file of rules, a map of"
        " a log, of what assess --format json prints for each case, of what draft --questions json,"
        " verify --format json, --errors json, or rules and policies --between print, or of the"
        " further files of a body of law: regime.yaml, vocabulary.yaml and so on. That of a case"
        " file or a map is of any law, as the file says, unless --regime names one.",
    )
    command.add_argument("name", choices=NAMES, metavar="FILE", help=" or ".join(NAMES))
    regime_option(command)
    law_option(command)
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.set_defaults(run=run, command=command, policy=[])
