"""``foirules check-return``: whether a return that was published adds up."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from foirules.cli.arguments import law_option
from foirules.cli.shared import FAILED, OK, Refused, output, page_for, refused, write_json
from foirules.documents.digests import digest_of_file
from foirules.documents.suggest import expected
from foirules.language.regime_files import load_law
from foirules.report.checked_return import checked_return, checked_return_text
from foirules.returns.faults import check_rows
from foirules.returns.published import NotThatReturn, published_rows
from foirules.returns.table import returns_of

FORMATS: Final = ("text", "json")


def run(options: argparse.Namespace) -> int:
    from foirules.audit.reading.published_file import published_lines

    known = returns_of(load_law(options.law))
    if options.name not in known:
        raise refused("return", found=repr(options.name), near=expected(options.name, known))
    table = known[options.name]
    try:
        lines = published_lines(options.file)
        checked = check_rows(published_rows(lines, options.file, table), table)
    except NotThatReturn as error:
        raise Refused(*error.errors) from None
    with output(options.output) as out:
        if options.format == "json":
            input = None if options.file == "-" else digest_of_file(Path(options.file))
            write_json(out, checked_return(checked, table, options.file, input))
        else:
            page = page_for(out, options)
            print(checked_return_text(checked, table, options.file, page), end="", file=out)
    return FAILED if checked.faults else OK


def add(commands: Any) -> None:
    command = commands.add_parser(
        "check-return",
        help="whether a published return adds up",
        description="Whether the sums, percentages and bands of a return that was published, or"
        " that foirules audit --return wrote, go together. Exit code 1 where a row does not add up,"
        " 2 where the file is not that return.",
    )
    command.add_argument("name", metavar="NAME", help="the return, such as cabinet-office")
    command.add_argument(
        "file",
        metavar="FILE",
        help="a CSV file, or a workbook whose first sheet is the return; - for standard input",
    )
    command.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=f"default: {FORMATS[0]}"
    )
    law_option(command)
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.set_defaults(run=run, command=command, colour="auto")
