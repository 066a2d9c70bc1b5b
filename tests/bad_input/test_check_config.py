"""A configuration that cannot be used: every error of it on standard error, exit code 2."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foirules.cli import main

HEAD = "[project]\nname = 'x'\n[tool.foirules]\n"

TRIALS: dict[str, tuple[tuple[str, str], list[str]]] = {
    "nothing to check": (
        ("pyproject.toml", HEAD),
        ["no PATH is given, and the configuration has no paths; see foirules check --help"],
    ),
    "no TOML": (
        ("foirules.toml", "paths = cases\n"),
        ["foirules.toml: not TOML: Invalid value (at line 1, column 9)"],
    ),
    "not UTF-8": (("foirules.toml", "# caf\udce9\n"), ["foirules.toml:1:6: not UTF-8 text"]),
    "a misspelt key": (
        ("pyproject.toml", f"{HEAD}path = ['cases']\n  colour = true\n"),
        [
            "pyproject.toml:4:1: tool.foirules.path: unknown key 'path'; did you mean 'paths'?",
            "pyproject.toml:5:3: tool.foirules.colour: unknown key 'colour'; expected paths, include, as-of, law, policies, rules, fail-on, select, ignore or docs",
        ],
    ),
    "no table": (
        ("pyproject.toml", "[tool]\nfoirules = 5\n"),
        ["pyproject.toml: tool.foirules: found 5; expected a mapping of keys to values"],
    ),
    "values that cannot be": (
        (
            "foirules.toml",
            "paths = 'cases'\nas-of = 2017-02\nfail-on = ['breaches', 'all']\ninclude = [5]\ndocs = 'docs'\n".replace(
                "2017-02", "'2017-02-30'"
            ),
        ),
        [
            "foirules.toml:1:1: paths: found 'cases'; expected a list",
            "foirules.toml:2:1: as-of: there is no day 2017-02-30",
            "foirules.toml:3:1: fail-on[1]: unknown kind 'breaches'; did you mean 'breach'?",
            "foirules.toml:3:1: fail-on[2]: unknown kind 'all'; expected breach, possible, departure or promise",
            "foirules.toml:4:1: include[1]: found 5; expected text, in quotes",
            "foirules.toml:5:1: docs: found 'docs'; expected an address that begins with https:// or http://",
        ],
    ),
    "rules that are none": (
        (
            "foirules.toml",
            "paths = ['.']\nselect = ['late-response', 'late-reply']\nignore = ['x']\n",
        ),
        [
            "foirules.toml:2:1: select[2]: unknown rule 'late-reply'; did you mean 'late-response'?",
            "foirules.toml:3:1: ignore[1]: unknown rule 'x'",
        ],
    ),
    "a policy that is not there": (
        ("foirules.toml", "paths = ['.']\npolicies = ['policy.yaml']\n"),
        ["policy.yaml: cannot be read: No such file or directory"],
    ),
}


def told(given: tuple[str, str]) -> list[str]:
    """The lines on standard error of a check with a configuration file of this name and text."""
    name, text = given
    out, err = io.StringIO(), io.StringIO()
    with TemporaryDirectory() as folder, chdir(folder):
        Path(name).write_bytes(text.encode("utf-8", "surrogateescape"))
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["check"])
    assert (code, out.getvalue()) == (2, "")
    return [line.removeprefix("foirules: ") for line in err.getvalue().splitlines()]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_cannot_be_used_is_told(given: tuple[str, str], lines: list[str]) -> None:
    assert told(given) == lines
