"""The engine as tools for agents, over the Model Context Protocol.

Each answer says on what provision it rests and how certain it is. The day of judging is asked for,
since an agent's own idea of today may be wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Final, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.errors import CaseError, EngineError
from foirules.language.regime_files import load_law
from foirules.report import NOT_ADVICE
from foirules.rules import DEFAULT
from foirules.rules.version import __version__
from foirules.serving import answers as answering

INSTRUCTIONS: Final = """\
Deadlines and duties of public authorities that are asked for information. Never count working days
yourself: ask `due` or `assess`. A case is an object with `case` (a name), `regime` ({regimes}) and
`events`, each with `on` (YYYY-MM-DD, or {{from, to}}) and `event`. Under {default} these are
{events}.
The tools' errors name what is wrong and what was expected. "established" holds on the record given;
"possible" may hold. Leave out what you do not know: unknown is not false. {not_advice}"""
Given = ParamSpec("Given")
_WRONG: Final = (CaseError, EngineError, OutsideCalendar, answering.NotFound)
_FOUND: Final = ("made_by", "case", "regime", "as_of", "parts", "findings", "clocks")


def server() -> MCPServer:
    """The server, with its tools."""
    law = load_law()
    said = INSTRUCTIONS.format(
        regimes=", ".join(f"{id}: {law[id].title}" for id in law),
        default=DEFAULT,
        events=", ".join(law[DEFAULT].vocabulary.events),
        not_advice=NOT_ADVICE,
    )
    made = MCPServer("foirules", version=__version__, instructions=said, log_level="ERROR")
    for tool in (due, assess, next_steps, what_if, ask, rule):
        made.tool()(_told(tool))
    return made


def due(
    received: date,
    regime: str = DEFAULT,
    authority_type: str | None = None,
    policy: str | None = None,
) -> dict[str, Any]:
    """The last day for answering what was received on a day, with its provision and the days that
    do not count (weekends and bank holidays)."""
    asked = {"received": received.isoformat(), "regime": regime}
    more = {"authority_type": authority_type, "policy": policy}
    return answering.due_answer({**asked, **more})


def assess(case: dict[str, Any], as_of: date) -> dict[str, Any]:
    """What is found of a case as of a day: what broke which provision and how certainly, and the
    clocks with their last days."""
    found = answering.assess_answer(case, as_of)
    return {name: found[name] for name in _FOUND}


def next_steps(case: dict[str, Any], as_of: date) -> dict[str, Any]:
    """What the requester, the authority and the Commissioner can do next, until when and under
    which provision; and the questions whose answers would decide what is undecided."""
    return answering.next_steps_answer(case, as_of)


def what_if(case: dict[str, Any], events: list[dict[str, Any]], as_of: date) -> dict[str, Any]:
    """What further events, such as a letter that has not been sent, would break, meet, start and
    stop."""
    return answering.what_if_answer({"case": case, "events": events}, as_of)


def ask(answers: list[dict[str, Any]], as_of: date) -> dict[str, Any]:
    """The next question to put to a person who has no case yet, given the answers so far: a list of
    {question, answer}, at first empty. A null answer says that it is not known. At the end there is
    no question, but the case, what is found of it and what can be done next."""
    return answering.ask_answer({"answers": answers}, as_of)


def rule(name: str, regime: str = DEFAULT) -> dict[str, Any]:
    """What a rule, clock, action or provision (such as late-response, or s17) means in plain words,
    and the law that it rests on."""
    return {"declarations": answering.rules_answer({"regime": regime}, name)}


def _told(tool: Callable[Given, dict[str, Any]]) -> Callable[Given, dict[str, Any]]:
    """The tool, with what is wrong with its input told to the agent."""

    @wraps(tool)
    def told(*given: Given.args, **named: Given.kwargs) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except _WRONG as error:
            raise ToolError("\n".join(getattr(error, "errors", (str(error),)))) from None

    return told
