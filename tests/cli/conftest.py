"""The command line, called as the function it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from foirules.cli import main


class Told(NamedTuple):
    """What a command line gave: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Told]


@pytest.fixture
def foirules(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs ``foirules ARGUMENTS``."""

    def run(*arguments: object) -> Told:
        code = main([str(argument) for argument in arguments])
        return Told(code, *capsys.readouterr())

    return run
