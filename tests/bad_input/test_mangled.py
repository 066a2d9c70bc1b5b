"""Whatever a file holds, the command line says what is wrong with it, and never raises."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules import Case, CaseError, assess
from foirules.cli import main
from tests import generate
from tests.files import OF_THE_ACT, ROOT, examples, read_yaml
from tests.foia import AUTHORITY_TYPE

pytestmark = pytest.mark.one_cpython

EXAMPLES = examples(100, 300)
STEERING = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n"}
ASSESS = ("assess", "case.yaml", "--as-of", "2017-10-10", "--engine", "scalar", "--undecided")
TOKENS = (
    b"{", b"}", b"[", b"]", b":", b": ", b",", b"- ", b"\n", b"\t", b"'", b'"', b"#", b"&a ", b"*a",
    b"!!int ", b"~", b"true", b"0", b"-1", b"99999999999999999999", b"2017-02-30", b"9999-12-31",
    b"2017-08-03T23:30:00+99:00", b"s36(2)(c)", b"null", b"on: ", b"? ", b"---\n", b"%YAML 1.2\n",
    b"\xff", b"\x00", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\ud800", b"<<: *a", b'"\\e"',
)  # fmt: skip
VALUES: tuple[Any, ...] = (None, True, -1, 0, 10**20, 1.5, float("nan"), "", " ", "a\nb", "\x1b", "\ud800", [], {},
          [[]], "2017-02-30", "2018-01-01", "response", b"a", date(1, 1, 1), date.max)  # fmt: skip
SCHOOL = b"""policy: school
version: "1"
title: A school
extends: foia
non-working-days:
  - {on: 2017-08-21, reason: Proclaimed, source: none}
school:
  terms:
    - {from: 2017-04-19, to: 2017-07-21, name: summer}
    - {from: 2017-09-05, to: 2017-12-20, name: autumn}
  non-school-days: [2017-05-29, {from: 2017-10-23, to: 2017-10-27}]
"""
POLICIES = (
    SCHOOL,
    (ROOT / "policies" / "department-for-education.yaml").read_bytes().replace(
        b"policy: dep", b"policy: the-dep"
    ),
    (ROOT / "policies" / "foia.yaml").read_bytes().replace(b"policy: foia", b"policy: mine"),
)  # fmt: skip


def case_file(rng: Random) -> bytes:
    """A case file that is right: a curated one or one made at random, in YAML or JSON."""
    if rng.random() < 0.4:
        return rng.choice(OF_THE_ACT).read_bytes()
    text = generate.as_file(generate.case(rng))
    if rng.random() < 0.3:
        text = json.dumps(read_yaml(text), default=str, indent=rng.choice((None, 1)))
    return text.encode()


Mangle = Callable[[Random, bytes], bytes]


def _lines_dropped(rng: Random, data: bytes) -> bytes:
    return b"".join(line for line in data.splitlines(keepends=True) if rng.random() > 0.05)


def _exchanged(between: bytes) -> Mangle:
    """Exchanges two of the pieces between separators; of the bytes, where there is none."""

    def mangle(rng: Random, data: bytes) -> bytes:
        pieces = data.split(between) if between else [bytes([byte]) for byte in data]
        i, j = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        pieces[i], pieces[j] = pieces[j], pieces[i]
        return between.join(pieces)

    return mangle


def _word_replaced(rng: Random, data: bytes) -> bytes:
    words = data.split(b" ")
    words[rng.randrange(len(words))] = rng.choice(TOKENS)
    return b" ".join(words)


def _token_put_in(rng: Random, data: bytes) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(TOKENS) + data[place:]


def _noise(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(1, len(data) + 1)]


MANGLES: tuple[Mangle, ...] = (
    _lines_dropped,
    _exchanged(b"\n"),
    _exchanged(b" "),
    _exchanged(b""),
    _word_replaced,
    _token_put_in,
    _noise,
    _cut,
)


def mangled(rng: Random, data: bytes) -> bytes:
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(MANGLES)(rng, data) or b" "
    return data


def run(arguments: Sequence[str], name: str, data: bytes) -> int:
    """The exit code of a command line over a file; what is wrong is told a line an error."""
    out, err = io.StringIO(), io.StringIO()
    with TemporaryDirectory() as folder, chdir(folder):
        Path(name).write_bytes(data)
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
    said = err.getvalue().splitlines()
    assert not set(out.getvalue() + err.getvalue()) & STEERING
    if code == 2:
        assert said
        assert all(line.startswith("foirules: ") for line in said)
        assert out.getvalue() == ""
    else:
        assert code == 0
        assert out.getvalue()
    return code


SEEDS = st.integers(0, 2**32 - 1).map(Random)


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_a_mangled_case_file_is_assessed_or_refused(rng: Random) -> None:
    run(ASSESS, "case.yaml", mangled(rng, case_file(rng)))


@settings(max_examples=EXAMPLES // 2)  # a policy takes long to read
@given(SEEDS)
def test_a_mangled_policy_is_used_or_refused(rng: Random) -> None:
    data = mangled(rng, rng.choice(POLICIES))
    kind = rng.choice(AUTHORITY_TYPE.members)
    run(("policies", "--policy", "mine.yaml"), "mine.yaml", data)
    due = ("due", "2017-07-03", "--policy", "mine.yaml", "--authority-type", kind, "--explain")
    run(due, "mine.yaml", data)


@pytest.mark.parametrize("seed", range(4))
def test_mangling_leaves_files_that_can_be_read_and_makes_such_that_cannot(seed: int) -> None:
    """Else the two tests above say nothing."""
    rng = Random(seed)
    codes = Counter(run(ASSESS, "case.yaml", mangled(rng, case_file(rng))) for _ in range(100))
    assert set(codes) == {0, 2}


def _changed(rng: Random, data: Any) -> Any:
    """Data in which about one value in forty is another."""
    if rng.random() < 0.025:
        return rng.choice(VALUES)
    if isinstance(data, dict):
        return {key: _changed(rng, value) for key, value in data.items()}
    return [_changed(rng, value) for value in data] if isinstance(data, list) else data


@settings(max_examples=EXAMPLES)
@given(SEEDS)
def test_a_mangled_dict_is_a_case_or_a_case_error(rng: Random) -> None:
    data = _changed(rng, read_yaml(case_file(rng)))
    try:
        assess(Case.from_dict(data), date(2017, 10, 10)).to_dict()
    except CaseError as error:
        lines = error.errors
    else:
        lines = ("none",)
    assert lines
    assert all(len(line.splitlines()) == 1 for line in lines)


@settings(max_examples=EXAMPLES)
@given(st.one_of(st.text(), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.Z+-]*")))
def test_any_text_for_a_date_is_understood_or_refused(text: str) -> None:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert main(["due", "--", text]) in (0, 2)
