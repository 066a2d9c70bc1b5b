"""The service keeps to its own description, whatever is sent (schemathesis)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("starlette")

from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from foirules.serving.app import app  # noqa: E402
from foirules.serving.judges import Judges  # noqa: E402
from tests.files import CASES, examples, read_yaml  # noqa: E402
from tests.serving.test_service import as_json  # noqa: E402

pytestmark = pytest.mark.one_cpython
OF_CASES = ("/assess", "/what-if", "/check")
OTHERS = {
    **dict.fromkeys(("/due", "/draft", "/ask", "/report", "/audit"), "POST"),
    **dict.fromkeys(("/rules", "/rules/{name}", "/policies", "/policies/{name}"), "GET"),
    **dict.fromkeys(("/health", "/openapi.json"), "GET"),
}
# That a schema is kept to does not make a day one of the calendar, or a text a letter.
LEFT_OUT = [positive_data_acceptance]
FEW = settings(
    max_examples=examples(15, 40),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", name="contract")
def _contract() -> Iterator[Any]:
    service = app(Judges(1, 30), ["testserver"], 1 << 20)
    with TestClient(service):
        yield schemathesis.openapi.from_asgi("/openapi.json", service)


@pytest.mark.parametrize(("path", "method"), OTHERS.items(), ids=OTHERS)
def test_every_answer_is_as_described(contract: Any, path: str, method: str) -> None:
    @given(case=contract[path][method].as_strategy())
    @FEW
    def keeps_to_it(case: Any) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)

    keeps_to_it()


@pytest.mark.parametrize("path", OF_CASES)
def test_every_answer_on_a_case_is_as_described(contract: Any, path: str) -> None:
    """Curated cases, whole and with something of them changed."""
    cases = [json.loads(as_json(read_yaml(file.read_text("utf-8")))) for file in CASES]
    event = {"on": "2026-01-05", "event": "chaser"}

    @given(number=st.integers(0, len(cases) - 1), seed=st.integers(0, 10**9))
    @FEW
    def keeps_to_it(number: int, seed: int) -> None:
        body: Any = json.loads(json.dumps(cases[number]))
        if path == "/what-if":
            body = {"case": body, "events": [dict(event)]}
        for _ in range(seed % 3):
            body = changed(body, Random(seed))
        asked = contract[path]["POST"].Case(body=body, media_type="application/json")
        asked.call_and_validate(excluded_checks=LEFT_OUT)

    keeps_to_it()


def test_no_path_is_left_out(contract: Any) -> None:
    told = {each.ok().path for each in contract.get_all_operations()} | {"/openapi.json"}
    assert told == {*OTHERS, *OF_CASES}


def changed(value: Any, rng: Random) -> Any:
    """A value of JSON of which one thing, at some depth, is left out or another."""
    if isinstance(value, dict | list) and value and rng.random() < 0.9:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = rng.choice(keys)
        if rng.random() < 0.15:
            del value[key]
        else:
            value[key] = changed(value[key], rng)
        return value
    return rng.choice([None, True, -1, 10**12, "", "s40(2)", "2024-02-30", [], {}, ["\x00"], "🙂"])
