"""An agent's client calls every tool, and is told what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

mcp = pytest.importorskip("mcp")
import anyio  # noqa: E402

from foirules.serving.tools import server  # noqa: E402
from tests.files import DFE, ROOT, data  # noqa: E402
from tests.serving.test_service import as_json  # noqa: E402

pytestmark = pytest.mark.one_cpython
CASE = json.loads(as_json(data()))
AS_OF = "2017-10-10"


def asked(of: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What a client is told that calls tools of a server, one after another."""

    async def talk() -> list[Any]:
        async with mcp.Client(of) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(talk)


def answers(*calls: tuple[str, dict[str, Any]]) -> list[Any]:
    found = asked(server(), *calls)
    assert not [each for each in found if each.is_error], found
    return [each.structured_content for each in found]


def test_every_tool_is_listed_with_what_it_takes() -> None:
    async def talk() -> Any:
        async with mcp.Client(server()) as client:
            return await client.list_tools()

    run: Callable[[Callable[[], Awaitable[Any]]], Any] = anyio.run
    tools = {each.name: each for each in run(talk).tools}
    assert set(tools) == {"due", "assess", "next_steps", "what_if", "ask", "rule"}
    assert all(each.description for each in tools.values())
    assert tools["due"].input_schema["required"] == ["received"]


def test_each_answers_with_its_citation_and_certainty() -> None:
    event = {"on": "2017-10-20", "event": "response", "outcome": "disclosed"}
    begun = {"question": "authority", "answer": "foia/general"}
    due, found, steps, what_if, next_question, rule = answers(
        ("due", {"received": "2017-08-03"}),
        ("assess", {"case": CASE, "as_of": AS_OF}),
        ("next_steps", {"case": CASE, "as_of": AS_OF}),
        ("what_if", {"case": CASE, "events": [event], "as_of": AS_OF}),
        ("ask", {"answers": [begun], "as_of": AS_OF}),
        ("rule", {"name": "late-response"}),
    )
    assert next_question["question"]["asks"].startswith("On which day did the authority receive")
    assert (due["due"], due["cites"], due["kind"]) == ("2017-09-04", "FOIA s10(1)", "statute")
    assert found["case"] == DFE
    assert {each["certainty"] for each in found["findings"]} == {"established", "possible"}
    assert all(each["cites"] for each in found["findings"])
    assert all(each["cites"] and each["actor"] for each in steps["actions"])
    assert steps["questions"][0]["asks"]
    assert "late-response" in {each["rule"] for each in what_if["breaks"]}
    assert rule["declarations"][0]["plain"]["means"]


def test_what_is_wrong_is_told_to_the_agent() -> None:
    found = asked(
        server(),
        ("assess", {"case": {"case": "a"}, "as_of": AS_OF}),
        ("due", {"received": "2017-08-03", "regime": "foi"}),
        ("rule", {"name": "late-reply"}),
        ("due", {"received": "2031-02-03"}),
    )
    assert all(each.is_error for each in found)
    said = [each.content[0].text for each in found]
    assert "the key 'events' is missing" in said[0]
    assert "regime: unknown regime 'foi'; did you mean 'foia'?" in said[1]
    assert "late-response" in said[2]
    assert "lies outside the years covered" in said[3]


def test_the_command_speaks_over_standard_input_and_output() -> None:
    started = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "foirules", "mcp"], cwd=str(ROOT)
    )
    (due,) = asked(started, ("due", {"received": "2017-08-03"}))
    assert due.structured_content["due"] == "2017-09-04"
