"""Expressions of the law and steps of the back ends, broken one at a time: do the tests see each?

``python -m tests.mutants --room law --count 10 --seed 1`` draws ten places at random, breaks each in
a copy of the project, and runs the tests that stand beside it at their ordinary length, until one
fails. It prints a line for each, with what noticed it; 1 where nothing did. Tests that hold any
change of the law for a change of a page are left out.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

import yaml
from attrs import frozen

from tests.files import ROOT
from tests.mutation.expressions import changes

SECONDS: Final = 300  # after which a test that does not end has noticed, too
FIRST: Final = ("engine/test_operators.py", "engine/test_differential.py")  # notice most
ROOMS: Final[Mapping[str, tuple[str, ...]]] = {
    "law": ("rules", "mutation", "cases", "calendars", "properties", "engine", "audit", "returns"),
    "scalar": (*FIRST, "rules", "cases", "engine", "library", "properties"),
    "columns": ("engine/test_bounded.py", *FIRST, "engine", "audit", "library"),
    "durable": ("engine/test_translated.py", *FIRST, "engine", "library", "rules"),
}
# fmt: off
EXPRESSIONS: Final = frozenset([
    "is", "applies", "when", "possible-when", "due", "ended", "begins", "started", "stopped",
    "lapsed", "paused", "superseded", "in-force", "school", "until", "opens", "expected",
    "available-from", "deadline", "exemptions", "used", "start", "end",
])
# fmt: on
LEFT: Final = frozenset(["new-case.yaml", "sources.yaml", "left-out.yaml", "vocabulary.yaml"])
NUMBERS: Final = frozenset(["working-days", "days", "months"])
NO_STEPS: Final = frozenset(["init", "repr", "eq"])  # of a field: nothing runs by them
_OTHERS: Final[dict[type[Any], type[Any]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Mult: ast.Add, ast.LShift: ast.RShift, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


@frozen
class Mutant:
    """A file with one change: the text between two places of it is another."""

    path: Path
    line: int
    start: int
    end: int
    new: str

    def write(self, root: Path) -> str:
        """Make the change in a copy of the project; what the file said before."""
        path = root / self.path.relative_to(ROOT)
        old = path.read_text(encoding="utf-8")
        path.write_text(old[: self.start] + self.new + old[self.end :], encoding="utf-8")
        return old

    def __str__(self) -> str:
        text = self.path.read_text(encoding="utf-8")[self.start : self.end]
        said = f"{' '.join(text.split())} -> {' '.join(self.new.split())}"
        return f"{self.path.relative_to(ROOT)}:{self.line}: {said}"


# --- the law --------------------------------------------------------------------------------------


def of_law(rng: Random) -> Mutant:
    """An expression of a chapter, or the length of a period, changed."""
    while True:
        policies = rng.random() < 0.2
        folder = ROOT / "policies" if policies else ROOT / "foirules/rules"
        path = rng.choice(
            [path for path in sorted(folder.rglob("*.yaml")) if path.name not in LEFT]
        )
        nodes = list(_scalars(yaml.compose(path.read_text(encoding="utf-8")), ""))
        if nodes and (said := _said(node := rng.choice(nodes), rng)):
            mark, end = node.start_mark, node.end_mark.index
            mutant = Mutant(path, mark.line + 1, mark.index, end, said)
            if _loads(mutant):
                return mutant


def _scalars(node: Any, key: str) -> Iterator[Any]:
    """Expressions, and the lengths of periods."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _scalars(value, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value, "")
    elif key in (NUMBERS if node.tag.endswith(":int") else EXPRESSIONS):
        yield node


def _said(node: Any, rng: Random) -> str | None:
    if node.tag.endswith(":int"):
        return str(int(node.value) + rng.choice((-1, 1)))
    try:
        found = changes(node.value, truth=" and " in node.value or " or " in node.value)
    except SyntaxError:
        return None
    text = rng.choice(found).text
    over = node.end_mark.line > node.start_mark.line  # a block has the end of its last line
    return json.dumps(" ".join(text.split())) + ("\n" if over else "")


def _loads(mutant: Mutant) -> bool:
    """Whether the change is in the language: what is refused is no mutant."""
    program = (
        "from foirules.policy.policies import load_policies;"
        "from foirules.assessing.one_case import law_for;"
        "[law_for(each) for each in load_policies().values()]"
    )
    with copied() as root:
        mutant.write(Path(root))
        return _python(root, "-c", program).returncode == 0


# --- the back ends --------------------------------------------------------------------------------


def of_engine(name: str, rng: Random) -> Mutant:
    """A step of a back end, changed."""
    while True:
        path = rng.choice(sorted((ROOT / "foirules/engine" / name).glob("*.py")))
        text = path.read_text(encoding="utf-8")
        nodes = list(_steps(ast.parse(text)))
        if nodes and (found := list(_changed(node := rng.choice(nodes)))):
            starts = [0, *(each.end() for each in re.finditer("\n", text))]
            start, end = (
                starts[line - 1] + len(text[starts[line - 1] :].encode()[:column].decode())
                for line, column in (
                    (node.lineno, node.col_offset),
                    (node.end_lineno, node.end_col_offset),
                )
            )
            return Mutant(path, node.lineno, start, end, rng.choice(found))


def _steps(node: ast.AST) -> Iterator[Any]:
    """What runs of a module; no types and no docstrings."""
    yield node
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list", "exc"):
            for each in value if isinstance(value, list) else [value]:
                said = isinstance(each, ast.ImportFrom) or getattr(each, "arg", "") in NO_STEPS
                if isinstance(each, ast.AST) and not said:
                    yield from _steps(each)


def _changed(node: Any) -> Iterator[str]:
    """What could stand in the place of a step."""
    match node:
        case ast.Compare(left, [op], [right]) if type(op) in _OTHERS:
            yield _plain(ast.Compare(left, [_OTHERS[type(op)]()], [right]))
        case ast.BoolOp(op, values):
            yield _plain(ast.BoolOp(_OTHERS[type(op)](), values))
            yield from map(_plain, values)
        case ast.UnaryOp(ast.Not(), operand):
            yield _plain(operand)
        case ast.BinOp(left, op, right) if type(op) in _OTHERS:
            yield _plain(ast.BinOp(left, _OTHERS[type(op)](), right))
        case ast.IfExp(test, body, orelse):
            yield _plain(ast.IfExp(test, orelse, body))
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() as value):
            yield from (str(value + 1), f"({value - 1})")
        case ast.Call(func, [first, second, *more], keywords):
            yield _plain(ast.Call(func, [second, first, *more], keywords))
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Continue():
            yield "pass"


def _plain(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


# --- the tests ------------------------------------------------------------------------------------


class copied(TemporaryDirectory[str]):
    """A copy of the project's files."""

    def __enter__(self) -> str:
        root = super().__enter__()
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (to := Path(root, name)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, to)
        return root


def _python(root: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": root, "FOIRULES_CACHE": "off", "PYTHONHASHSEED": "0"}
    env.pop("FOIRULES_FULL", None)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)


def noticed(mutant: Mutant, tests: Sequence[str]) -> str:
    """The test that notices a mutant; empty, if none does."""
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=no", "--no-header"]
    options += [f"-ofaulthandler_timeout={SECONDS}", "-ofaulthandler_exit_on_timeout=true"]
    with copied() as root:
        mutant.write(Path(root))
        for test in tests:
            if not Path(root, "tests", test).exists():
                continue
            arguments = ("-m", "pytest", *options, f"tests/{test}")
            done = _python(root, *arguments)
            if done.returncode:
                return _what_failed(done) or f"tests/{test}: exit code {done.returncode}"
    return ""


def _what_failed(done: subprocess.CompletedProcess[str]) -> str:
    if failed := re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE):
        return failed[1]
    stack = done.stderr.partition("Timeout (")[2]
    running = re.search(r'"\S+/(tests/\S+)", line \d+ in (test_\w+)', stack)
    return f"{running[1]}::{running[2]} did not end" if running else ""


def run(argv: Sequence[str] | None = None) -> int:
    """The command line; 1 where a mutant was not noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--room", choices=ROOMS, action="append")
    parser.add_argument("--count", type=int, default=10, help="of each room")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--list", action="store_true", help="the mutants only; no test is run")
    asked = parser.parse_args(argv)
    left = 0
    for room in asked.room or ROOMS:
        rng = Random(f"{room} {asked.seed}")
        for _ in range(asked.count):
            mutant = of_law(rng) if room == "law" else of_engine(room, rng)
            by = "" if asked.list else noticed(mutant, ROOMS[room])
            left += not by
            print(f"{mutant}\n    {by or 'NOT NOTICED'}", flush=True)
    return int(left > 0 and not asked.list)


if __name__ == "__main__":
    sys.exit(run())
