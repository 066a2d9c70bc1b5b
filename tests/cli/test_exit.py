"""How a command ends: its exit code, whatever happens to its output."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkstemp
from typing import Any
from unittest import mock

import pytest

from foirules import EngineError
from foirules.assessing.many_cases import columns_available
from foirules.cli import main
from foirules.cli.shared import output
from foirules.cli.stopping import SOON, stop
from foirules.engine.durable import matcher as durable
from foirules.processes.signals import STOPS as STOPPING
from foirules.processes.signals import handling
from tests.bad_input.engines import without_durable_rules
from tests.cli.conftest import Command
from tests.files import CASES, ROOT

DFE = ROOT / "cases" / "dfe-2017-0040081.yaml"
CLEAN = ROOT / "cases" / "student-loans-company-2014.yaml"
RECEIPT = "case: test\nevents:\n  - {on: 2017-08-03, event: request-received}\n"

CASE_OF = {
    "breach": RECEIPT,  # and no answer by 10 October
    "possible": RECEIPT + "  - {on: {from: 2017-09-01, to: 2017-09-08}, event: response,"
    " outcome: disclosed, states: {confirmed-held: true}}\n",
    "departure": RECEIPT + "  - {on: 2017-08-10, event: response, outcome: disclosed,"
    " states: {confirmed-held: true}}\n  - {on: 2017-08-11, event: review-requested}\n",
    "promise": RECEIPT + "  - {on: 2017-08-10, event: acknowledgement, expected-by: 2017-08-15}\n"
    "  - {on: 2017-08-16, event: response, outcome: disclosed, states: {confirmed-held: true}}\n",
    "none": RECEIPT + "  - {on: 2017-08-10, event: response, outcome: disclosed,"
    " states: {confirmed-held: true}}\n",
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE_OF[request.param])
    return path


def test_without_fail_on_whatever_is_found_is_a_success(foirules: Command) -> None:
    assert foirules("assess", *CASES, "--as-of", "2026-01-01").code == 0


@pytest.mark.parametrize(
    ("case", "fails_on"),
    [
        ("breach", {"breach", "possible"}),
        ("possible", {"possible"}),
        ("departure", {"departure"}),
        ("promise", {"promise"}),
        ("none", set()),
    ],
    indirect=["case"],
)
def test_fail_on_asks_for_one_on_each_kind(
    foirules: Command, case: Path, fails_on: set[str]
) -> None:
    for kind in ("breach", "possible", "departure", "promise"):
        told = foirules("assess", case, "--as-of", "2017-10-10", "--fail-on", kind)
        assert (told.code, told.err) == (int(kind in fails_on), ""), kind
    every = foirules(
        "assess", case, "--as-of", "2017-10-10", "--fail-on", "promise, departure,breach"
    )
    assert every.code == int(bool(fails_on - {"possible"}))


def test_possible_takes_in_the_possible_ones_of_the_kinds_named(foirules: Command) -> None:
    """In the founding case a departure is possible, and none established."""
    given = ("assess", DFE, "--as-of", "2017-10-10", "--fail-on")
    assert foirules(*given, "departure").code == 0
    assert foirules(*given, "departure,possible").code == 1


def test_one_case_of_several_is_enough(foirules: Command) -> None:
    given = ("--as-of", "2017-10-10", "--fail-on", "breach")
    assert foirules("assess", CLEAN, *given).code == 0
    told = foirules("assess", CLEAN, DFE, CLEAN, *given)
    assert (told.code, told.out.count("not legal advice")) == (1, 3)


def test_bad_input_weighs_more_than_a_breach(foirules: Command) -> None:
    told = foirules("assess", DFE, "no.yaml", "--as-of", "2017-10-10", "--fail-on", "breach")
    assert told.code == 2
    assert told.out.startswith("dfe-2017-0040081 · ")


# --- engines --------------------------------------------------------------------------------------


def test_every_engine_gives_the_same(foirules: Command) -> None:
    given = ("assess", DFE, "--as-of", "2017-10-10", "--format", "json", "--engine")
    scalar = foirules(*given, "scalar")
    assert (scalar.code, foirules(*given, "auto")) == (0, scalar)
    if durable.available():
        assert foirules(*given, "durable") == scalar
    if columns_available():
        assert foirules(*given, "columns") == scalar


def test_durable_rules_matches_a_single_case_where_it_is_installed(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default; several cases, and whoever asks for scalar, do without."""
    asked = []

    def match(*arguments: object) -> list[object]:
        asked.append(arguments[4])
        return []

    monkeypatch.setattr(durable, "match", match)
    monkeypatch.setattr(durable, "available", lambda: True)
    foirules("assess", CLEAN, CLEAN, "--as-of", "2014-06-01")
    foirules("assess", CLEAN, "--as-of", "2014-06-01", "--engine", "scalar")
    assert asked == []
    foirules("assess", CLEAN, "--as-of", "2014-06-01")
    foirules("assess", CLEAN, DFE, "--as-of", "2014-06-01", "--engine", "durable")
    assert set(asked) == {CLEAN.stem, DFE.stem}


def test_without_durable_rules_it_is_said_how_to_get_it(foirules: Command) -> None:
    given = ("assess", DFE, "--as-of", "2017-10-10", "--format", "json", "--engine")
    with without_durable_rules():
        assert foirules(*given, "durable") == (
            2,
            "",
            "foirules: durable-rules is not installed: pip install 'foirules[durable]' (needs a C"
            " compiler and CPython below 3.13), or use --engine scalar\n",
        )
        assert foirules(*given, "auto") == foirules(*given, "scalar")


def test_without_numpy_it_is_said_how_to_get_it(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    given = ("assess", CLEAN, DFE, "--as-of", "2017-10-10", "--engine")
    assert foirules(*given, "columns") == (
        2,
        "",
        "foirules: numpy is not installed: pip install 'foirules[columns]'\n",
    )
    assert foirules(*given, "auto") == foirules(*given, "scalar")


def test_an_engine_that_fails_is_told_in_one_line(
    foirules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def match(*arguments: object) -> list[object]:
        raise EngineError("dfe-2017-0040081: durable-rules failed: out of memory")

    monkeypatch.setattr(durable, "match", match)
    monkeypatch.setattr(durable, "available", lambda: True)
    assert foirules("assess", DFE, "--as-of", "2017-10-10") == (
        2,
        "",
        "foirules: dfe-2017-0040081: durable-rules failed: out of memory\n",
    )


# --- interruptions --------------------------------------------------------------------------------


def test_a_reader_that_has_seen_enough_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with ``foirules rules | head -1``: no word of it, exit code 0."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["rules"]) == 0


def test_nor_is_it_told_at_the_end_of_the_program() -> None:
    command = f"{sys.executable} -m foirules rules | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=ROOT
    )
    told = "Freedom of Information Act 2000 (foia)\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, told, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m foirules due 2017-08-03 > /dev/full"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "foirules: standard output: cannot be written: No space left on device\n",
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("place", [">/dev/full 2>&1", "2>/dev/full", "2>&-"])
def test_what_cannot_be_said_is_said_by_the_exit_code(place: str, form: str) -> None:
    command = f"{sys.executable} -m foirules due yesterday --errors {form} {place}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


def test_nor_is_it_a_fault_that_nobody_reads_it() -> None:
    command = (
        f"{{ {sys.executable} -m foirules due yesterday 2>&1 | true; exit ${{PIPESTATUS[0]}}; }}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


@pytest.mark.parametrize("command", ["assess", "check", "draft"])
def test_a_standard_input_that_is_closed_is_empty(command: str) -> None:
    line = f"{sys.executable} -m foirules {command} - <&-"
    closed = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT)
    empty = subprocess.run(
        ["bash", "-c", line.replace("<&-", "</dev/null")], capture_output=True, text=True, cwd=ROOT
    )
    told = (closed.returncode, closed.stdout, closed.stderr)
    assert told == (2, empty.stdout, empty.stderr)
    assert closed.stderr.startswith("foirules: -: ")


def test_a_terminal_that_lacks_a_letter_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert main(["policies"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        "foirules: standard output: cannot be written: 'ascii' codec can't encode"
    )


@pytest.mark.parametrize("command", [("assess", str(DFE)), ("due", "2017-08-03")])
def test_an_interruption_ends_with_the_code_of_one(
    foirules: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for name in ("due.due", "assess.assess_many"):
        monkeypatch.setattr(f"foirules.cli.{name}", interrupted)
    assert foirules(*command) == (130, "", "")
    assert foirules(*command, "--output", tmp_path / "file") == (130, "", "")
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_from_outside_leaves_no_traceback() -> None:
    """Ctrl-C while it waits for standard input."""
    running = subprocess.Popen(
        [sys.executable, "-c", "from foirules.cli import main; print('up', flush=True);"
         "raise SystemExit(main(['assess', '-']))"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == b"up\n"
    time.sleep(0.5)  # it comes to the reading meanwhile
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, b"")


_SLOW = """
import sys, time
from foirules.cli import assess, main
def slow(*given, **more):
    print("up", file=sys.stderr, flush=True)
    time.sleep(60)
assess.assess_many = slow
raise SystemExit(main(sys.argv[1:]))
"""
STOPS = ("SIGINT", "SIGTERM", "SIGHUP")


def slow(folder: Path, ignoring: str | None = None) -> subprocess.Popen[bytes]:
    """A process that has begun to write ``folder / "file"``, and waits."""

    def ignore() -> None:
        if ignoring is not None:
            signal.signal(signal.Signals[ignoring], signal.SIG_IGN)

    running = subprocess.Popen(
        [sys.executable, "-c", _SLOW, "assess", str(DFE), "--output", str(folder / "file")],
        stderr=subprocess.PIPE, cwd=ROOT, preexec_fn=ignore,
    )  # fmt: skip
    assert running.stderr is not None
    assert running.stderr.readline() == b"up\n"
    return running


@pytest.mark.skipif(os.name == "nt", reason="processes are ended otherwise there")
@pytest.mark.parametrize("name", STOPS)
def test_what_stops_it_leaves_nothing_half_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("before\n")
    running = slow(tmp_path)
    running.send_signal(signal.Signals[name])
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, b"")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("file", "before\n")]


@pytest.mark.skipif(os.name == "nt", reason="processes are ended otherwise there")
@pytest.mark.parametrize("name", STOPS)
def test_what_was_ignored_before_it_began_still_is(tmp_path: Path, name: str) -> None:
    """As ``nohup`` and a shell's ``&`` have it."""
    running = slow(tmp_path, ignoring=name)
    running.send_signal(signal.Signals[name])
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(timeout=0.5)
    running.kill()
    running.communicate(timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="processes are ended otherwise there")
@pytest.mark.parametrize("name", STOPS)
@pytest.mark.parametrize("module", ["foirules.cli", "attrs", "foirules.cli.assess"])
def test_an_interruption_before_it_has_begun_leaves_no_traceback(module: str, name: str) -> None:
    """Ctrl-C in the tenth of a second in which it is loaded."""
    program = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}:\n"
        f"            os.kill(os.getpid(), signal.{name})\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from foirules.__main__ import run\n"
        f"sys.argv = ['foirules', 'assess', {str(DFE)!r}]\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_what_is_loaded_before_it_can_be_interrupted_is_little() -> None:
    """Whatever stops it there ends in a traceback of Python's."""
    program = (
        "import importlib, sys, __future__\n"
        "before = {*sys.modules}\n"
        "import foirules.__main__\n"
        "print(*sorted({*sys.modules} - before - {*sys.builtin_module_names}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.split() == ["foirules", "foirules.__main__"]


@pytest.mark.skipif(os.name == "nt", reason="processes are ended otherwise there")
def test_an_interruption_as_a_file_is_begun_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(**given: Any) -> tuple[int, str]:
        handle, name = mkstemp(**given)
        Path(name).with_name("seen").touch()
        signal.raise_signal(signal.SIGTERM)
        return handle, name

    monkeypatch.setattr("tempfile.mkstemp", made)
    with pytest.raises(KeyboardInterrupt), handling(stop, *STOPPING), output(f"{tmp_path}/file"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["seen"]


@pytest.mark.parametrize("library", ["polars", "durable"])
def test_a_library_that_cannot_be_stopped_is_waited_for(library: str) -> None:
    """Each takes what is raised in Python code that it calls for a fault of its own."""
    scope: dict[str, object] = {"__name__": f"{library}.frame", "stop": stop, "signal": signal}
    exec("import sys\ndef work(): stop(signal.SIGTERM, sys._getframe())", scope)
    work = scope["work"]
    assert callable(work)
    with mock.patch("foirules.cli.stopping.Timer") as again:
        work()
    again.assert_called_once_with(SOON, os.kill, (os.getpid(), signal.SIGTERM))
    with pytest.raises(KeyboardInterrupt):
        stop(signal.SIGTERM, sys._getframe())


# --- help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [(), ("due",), ("assess",), ("check",), ("new",), ("schema",), ("rules",), ("policies",)],
)
def test_help_and_version_are_a_success(foirules: Command, command: tuple[str, ...]) -> None:
    told = foirules(*command, "--help")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(" ".join(("usage: foirules", *command)))


def test_the_version_is_that_of_the_package(foirules: Command) -> None:
    import foirules as package

    assert foirules("--version") == (0, f"foirules {package.__version__}\n", "")
