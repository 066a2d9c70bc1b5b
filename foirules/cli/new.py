"""``foirules new``: a case file to begin with."""

from __future__ import annotations

import argparse
import json
import os
import re
import textwrap
from typing import Any, Final

from foirules.casefile import read_case
from foirules.cli.shared import OK, output, read_days, refused, today
from foirules.vocabulary import EVENTS

_TEMPLATE: Final = """\
# What happened on one request, in order of date. What is known goes in; what is not known is left
# out. The fields of each event, and what leaving one out means, are in docs/events.md. An editor
# completes and checks this file where its first line is
#   yaml-language-server: $schema=case.schema.json
# (as a comment) and the schema stands beside it: foirules schema case --output case.schema.json
case: {name}
authority: {{name: {authority}}}
# Where the request asks for several things, they can be told apart:
#   parts: {{a: The report, b: The minutes}}
events:
  - {{on: {received}, event: request-received}}
  # Next, for example, a letter; a day that is not known is a range:
  #   - on: {{from: {received}, to: {received}}}
  #     event: response
  #     outcome: refused
  #     exemptions: [s40(2)]
  #     states: {{complaints-procedure: true, ico-right: false}}
  # The events are
{events}
# foirules check judges the case on this day. What it finds and is right is written here, by hand or
# by foirules check --fix; every breach that is found must be expected, or accepted with a reason.
expect:
  as-of: {received}
  findings: []
#   accept:
#     - {{rule: late-response, reason: Agreed with the requester, until: {received}}}
"""


def run(options: argparse.Namespace) -> int:
    received = read_days("--received", [options.received])[0] if options.received else today()
    names = textwrap.wrap(f"{', '.join(EVENTS)}.", 90, break_on_hyphens=False)
    text = _TEMPLATE.format(
        name=_quoted(options.name),
        authority=_quoted(options.authority),
        received=received,
        events="\n".join(f"  #   {line}" for line in names),
    )
    read_case(text, "new")
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
        "--received", metavar="DATE", help="the day the request was received (default: today)"
    )
    command.add_argument("--output", metavar="FILE", help="write to a file that is not there yet")
    command.set_defaults(run=run, command=command)
