"""``foirules maps``: the maps of logs that come with the program."""

from __future__ import annotations

import argparse
from typing import Any

from foirules.cli.extras import HOW_TO_GET_AUDIT
from foirules.cli.shared import OK, Refused, output, page_for, refused
from foirules.documents.suggest import expected


def run(options: argparse.Namespace) -> int:
    try:
        from foirules.audit.reading.map_files import ready_maps, ready_text, ready_title
    except ImportError:
        raise Refused(HOW_TO_GET_AUDIT) from None
    known = ready_maps()
    if options.name is not None and options.name not in known:
        raise refused("map", found=repr(options.name), near=expected(options.name, known))
    with output(options.output) as out:
        if options.name is not None:
            print(ready_text(options.name), end="", file=out)
            return OK
        page = page_for(out, options)
        for name in known:
            page.say(name, style="name")
            page.say(ready_title(name), 2)
        print(page.text(), end="", file=out)
    return OK


def add(commands: Any) -> None:
    command = commands.add_parser(
        "maps",
        help="show the maps of logs that come with the program",
        description="The maps that foirules audit --map NAME takes by name; one of them as a file,"
        " to be changed for a log that differs.",
    )
    command.add_argument("name", nargs="?", metavar="NAME", help="the map; without, all are listed")
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.set_defaults(run=run, command=command, colour="auto")
