"""The container file and the unit of the service name what there is: they are run nowhere here."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from foirules.cli import _parser
from foirules.cli.serve import PORT
from tests.docs.pages import page
from tests.files import ROOT

pytestmark = pytest.mark.one_cpython

DOCKERFILE, UNIT = page("docs/service/Dockerfile"), page("docs/service/foirules.service")
PROJECT = tomllib.loads(page("pyproject.toml"))["project"]


def unit(key: str) -> str:
    (found,) = re.findall(rf"^{key}=(.*)$", UNIT, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    "command",
    [
        json.loads(re.findall(r"^ENTRYPOINT (.*)$", DOCKERFILE, re.MULTILINE)[0]),
        shlex.split(unit("ExecStart")),
    ],
    ids=["container", "unit"],
)
def test_the_command_is_one_with_its_options(command: list[str]) -> None:
    program, *arguments = command
    assert Path(program).name in PROJECT["scripts"]
    options = _parser(arguments).parse(arguments)
    assert options.port == PORT


def test_the_container_has_what_it_installs() -> None:
    (extra,) = re.findall(r"'/source\[(\w+)\]'", DOCKERFILE)
    assert extra in PROJECT["optional-dependencies"]
    (python,) = re.findall(r"^FROM python:([\d.]+)-slim$", DOCKERFILE, re.MULTILINE)
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert [int(n) for n in python.split(".")] >= [int(n) for n in oldest.split(".")]
    (port,) = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert int(port) == PORT


def test_the_unit_waits_longer_than_the_service_takes_to_end() -> None:
    (graceful,) = re.findall(
        r"timeout_graceful_shutdown=(\d+)", (ROOT / "foirules/cli/serve.py").read_text("utf-8")
    )
    assert int(unit("TimeoutStopSec")) > int(graceful)


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    path = tmp_path / "foirules.service"
    path.write_text(UNIT.replace("/opt/foirules/bin/foirules", sys.executable), encoding="utf-8")
    found = subprocess.run([analyze, "verify", path], capture_output=True, text=True)
    told = [line for line in found.stderr.splitlines() if "foirules.service" in line]
    assert told == []
