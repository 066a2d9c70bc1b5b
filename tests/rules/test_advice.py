"""Advice and assistance, FOIA s16: only where a letter is recorded as offering none."""

from __future__ import annotations

from typing import Any

import pytest

from foirules import assess
from tests.files import case, day, of


@pytest.mark.parametrize(
    ("letter", "rule"),
    [
        ({"event": "clarification-sought"}, "advice-not-given-on-question"),
        ({"event": "request-not-valid"}, "advice-not-given-on-invalidity"),
        ({"event": "response", "outcome": "transferred"}, "advice-not-given-on-transfer"),
        ({"event": "response", "outcome": "cost-limit"}, "advice-not-given"),
        ({"event": "response", "outcome": "vexatious"}, "advice-not-given-on-vexatious"),
        ({"event": "response", "outcome": "repeated"}, "advice-not-given-on-vexatious"),
    ],
)
def test_a_letter_without_advice(letter: dict[str, Any], rule: str) -> None:
    """s16(1) asks for what would be reasonable to expect: it stops at possible."""

    def said(**states: bool) -> set[tuple[str, str | None]]:
        found = assess(case({"on": "2017-08-31", **letter, "states": states}), day("2017-10-02"))
        return of(found, rule)

    assert said(advice=False) == {("possible", None)}
    assert said(advice=True) == set()
    assert said() == set()
