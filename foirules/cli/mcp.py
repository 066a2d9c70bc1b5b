"""``foirules mcp``: the engine as tools for agents, over standard input and output."""

from __future__ import annotations

import argparse
from typing import Any, Final

from foirules.cli.shared import OK, Refused

HOW_TO_GET: Final = "tools for agents need the extra `mcp`: pip install 'foirules[mcp]'"


def run(_: argparse.Namespace) -> int:
    try:
        from foirules.serving.tools import server
    except ImportError:
        raise Refused(HOW_TO_GET) from None
    server().run("stdio")
    return OK


def add(commands: Any) -> None:
    command = commands.add_parser(
        "mcp",
        help="tools for agents (Model Context Protocol)",
        description="Serves the tools due, assess, next_steps, what_if and rule over standard input"
        " and output, for an agent's program that starts this command.",
    )
    command.set_defaults(run=run, command=command)
