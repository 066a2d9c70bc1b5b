"""Laws and days between which nothing can be told."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import redirect_stderr, redirect_stdout

import pytest

from foirules.cli import main
from tests.bad_input.command_lines import folder

LAW = {"schema": "foirules/law", "version": 1, "program": "0.1.0", "regimes": {}}
WHEEL = "foirules-0.1.0-py3-none-any.whl"
OLD = {"foirules-0.0.9.dist-info/METADATA": "Name: foirules\n"}


def between(place: str, *more: str) -> list[str]:
    return ["rules", "--between", place, "installed", *more]


EXPECTED = "expected installed, a folder of law, a wheel of foirules, or a file of law such as laws/0.1.0.json"
TRIALS: dict[str, tuple[list[str], list[str]]] = {
    "no such place": (between("0.1.0"), [f"0.1.0: there is no such file or folder; {EXPECTED}"]),
    "a folder of none": (between("none"), [
        "none: the folder holds no regime.yaml, nor does a folder in it, or in foirules/rules"
    ]),
    "a folder that is wrong": (between("wrong"), [
        "wrong/sea/regime.yaml:1:1: the key 'title' is missing",
    ]),
    "no wheel": (between("no.whl"), ["no.whl: cannot be read: File is not a zip file"]),
    "a wheel of another program": (between("other.whl"), ["other.whl: no wheel of foirules"]),
    "a wheel without its law": (between("old.whl"), [
        "old.whl: the wheel has no foirules/laws/0.0.9.json: it is of before 0.1.0"
    ]),
    "no JSON": (between("no.json"), [
        "no.json: no JSON: Expecting value: line 1 column 1 (char 0)"
    ]),
    "nested too deep": (between("deep.json"), ["deep.json: no JSON: nested too deep"]),
    "no law": (between("list.json"), [
        "list.json: schema: found None; expected foirules/law, as in laws/0.1.0.json"
    ]),
    "another version": (between("later.json"), ["later.json: version: found 2; this program reads 1"]),
    "what is left out": (between("half.json"), [
        "half.json: regimes.foia: found a mapping without title; expected what the file of a law has"
    ]),
    "too large": (between("large.json", "--limit", "law=200000"), [
        "large.json: too large: the limit law is 200,000 bytes; --limit law=400000 sets another"
    ]),
    "too large in a wheel": (between("large.whl", "--limit", "law=200000"), [
        "large.whl: too large: the limit law is 200,000 bytes; --limit law=400000 sets another"
    ]),
    "names beside it": (between("a.json", "--expressions", "--rules", "r.yaml"), [
        "--between compares all: leave out --rules, --expressions"
    ]),
    "an unknown regime": (between("a.json", "--regime", "foya"), [
        "unknown regime 'foya'; did you mean 'foia'?"
    ]),
    "markdown of nothing": (["rules", "--format", "markdown"], [
        "--format markdown is for --between"
    ]),
    "days the wrong way round": (["policies", "--between", "2020-01-01", "2020-01-01"], [
        "--between: 2020-01-01 is not before 2020-01-01"
    ]),
    "no days": (["policies", "--between", "soon", "2020-02-30"], [
        "--between: found 'soon'; expected a date, YYYY-MM-DD",
        "--between: there is no day 2020-02-30",
    ]),
}  # fmt: skip


def told(arguments: list[str]) -> list[str]:
    files = {
        "no.whl": "no archive",
        "no.json": "no",
        "deep.json": "[" * 100_000,
        "list.json": "[]",
        "later.json": json.dumps(LAW | {"version": 2}),
        "half.json": json.dumps(LAW | {"regimes": {"foia": {}}}),
        "a.json": json.dumps(LAW),
        "large.json": json.dumps(LAW) + " " * 200_000,
        "none/read.me": "",
        "wrong/sea/regime.yaml": "regime: sea\n",
    }
    law = {"foirules/laws/0.0.9.json": files["large.json"]}
    packed = ("other.whl", {"a/METADATA": ""}), ("old.whl", OLD), ("large.whl", OLD | law)
    out, err = io.StringIO(), io.StringIO()
    with folder(files), redirect_stdout(out), redirect_stderr(err):
        for name, inside in packed:
            with zipfile.ZipFile(name, "w") as wheel:
                for path, text in inside.items():
                    wheel.writestr(path, text)
        code = main(arguments)
    assert (code, out.getvalue()) == (2, "")
    return err.getvalue().splitlines()


@pytest.mark.parametrize(("arguments", "lines"), TRIALS.values(), ids=TRIALS)
def test_it_is_refused(arguments: list[str], lines: list[str]) -> None:
    said = told(arguments)
    shown = said[:1] if arguments == between("wrong") else said
    assert shown == [f"foirules: {line}" for line in lines]
