"""No message without a test of its exact text: a new one fails here until it has one."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.files import ROOT

pytestmark = pytest.mark.one_cpython

HERE = Path(__file__).parent


def with_messages() -> list[ModuleType]:
    """The modules that declare MESSAGES."""
    files = sorted((ROOT / "foirules").rglob("*.py"))
    # tests/spark and tests/database try their own
    files = [f for f in files if not f.name.startswith(("spark", "postgresql"))]
    declared = [f for f in files if re.search(r"^MESSAGES\b", f.read_text("utf-8"), re.MULTILINE)]
    return [import_module(".".join(f.relative_to(ROOT).with_suffix("").parts)) for f in declared]


def trials() -> list[ModuleType]:
    """The modules of tests that hold TRIALS, each an input with the very lines it must give."""
    found = [import_module(f"tests.bad_input.{f.stem}") for f in sorted(HERE.glob("test_*.py"))]
    return [module for module in found if hasattr(module, "TRIALS")]


def test_every_message_is_one_that_a_trial_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message is marked with its name; all marks must be seen when all trials are run."""
    marks = set()
    for module in with_messages():
        for key, text in module.MESSAGES.items():
            mark = f"<{module.__name__}: {key}>"
            monkeypatch.setitem(module.MESSAGES, key, mark + text)
            marks.add(mark)
    assert len(marks) > 50
    seen = set()
    for module in trials():
        for given, _ in module.TRIALS.values():
            seen |= {
                m for line in module.told(given) for m in re.findall(r"<[\w.]+: [\w-]+>", line)
            }
    assert marks - seen == set()
