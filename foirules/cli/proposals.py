"""``foirules audit --suggest-map``: a map proposed, and what the terminal says of it."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from foirules.cli.shared import OK, Refused, output, shell_quoted
from foirules.documents.problems import on_one_line
from foirules.language.regime import Regime
from foirules.rules import DEFAULT

if TYPE_CHECKING:
    from foirules.audit.reading.databases.database import Database
    from foirules.audit.running.suggesting import Proposal

MAP: Final = "map.yaml"
WIDTH: Final = 79
NOTES: Final = {
    "next": "Next: {save}read what is not sure, change what is not so, and run",
    "save": "save this as {map}, ",
    "against": "To set the last days of {column} beside those of the law, add",
    "tried": "foirules: {read:,} of {rows:,} rows are read by this map{left}",
    "not-sure": "foirules: not sure: {doubt}",
    "end": "; what is not read stands at its end",
}


def next_command(options: argparse.Namespace, deadlines: Sequence[str]) -> str:
    """The command with which to go on, as remarks of the map.

    :param deadlines: columns with last days that the log's system recorded.
    """
    map = options.output or MAP
    save = "" if options.output else NOTES["save"].format(map=map)
    command = ["foirules", "audit", *options.logs, "--map", map]
    for name in ("sheet", "law"):
        command += [part for each in getattr(options, name) for part in (f"--{name}", each)]
    if options.regime:
        command += ["--regime", options.regime]
    lines = ["", *textwrap.wrap(NOTES["next"].format(save=save), WIDTH - 2)]
    lines.append("  " + " ".join(shell_quoted(each) for each in command))
    if deadlines:
        told = NOTES["against"].format(column=deadlines[0])
        lines += [*textwrap.wrap(told, WIDTH - 2), f"  --against {shell_quoted(deadlines[0])}"]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def told_of(proposed: Proposal) -> Iterator[str]:
    """What is said of a map beside it, as lines for a terminal."""
    for each in notes_of(proposed):
        yield from textwrap.wrap(each, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def notes_of(proposed: Proposal) -> list[str]:
    """What is said of a map beside it."""
    said = [NOTES["not-sure"].format(doubt=doubt) for doubt in proposed.doubts]
    if (tried := proposed.tried) is not None:
        left = NOTES["end"] if tried.reasons else ""
        said.append(NOTES["tried"].format(read=tried.read, rows=tried.rows, left=left))
    return said


def suggest(
    options: argparse.Namespace,
    as_of: date,
    law: Mapping[str, Regime],
    database: Database | None,
) -> int:
    """Prints a map proposed for logs; what is not sure goes to the terminal too."""
    from foirules.audit.judging.law_files import LawFiles
    from foirules.audit.reading.map_files import MapError, load_map
    from foirules.audit.reading.readers.row_writer import LogError
    from foirules.audit.running.suggesting import suggest_map

    try:
        map = load_map(options.map, law, options.regime) if options.map else None
        of = LawFiles(law=tuple(options.law), regime=options.regime or DEFAULT)
        proposed = suggest_map(options.logs, map, of, options.sheet, database, as_of=as_of)
    except (LogError, MapError) as error:
        raise Refused(*error.errors) from None
    if proposed.lacking:
        raise Refused(proposed.lacking)
    with output(options.output) as out:
        print(proposed.text, end="", file=out)
        print(next_command(options, proposed.deadlines), end="", file=out)
    if options.told.as_json:
        options.told.complain(notes_of(proposed))
    else:
        for line in told_of(proposed):
            print(on_one_line(line), file=sys.stderr)
    return OK
