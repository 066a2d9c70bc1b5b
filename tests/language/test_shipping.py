"""What goes into the wheel is what a command then reads in place of the law's files."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from foirules import load_law, load_policies
from foirules.language import kept, regime, regime_files
from foirules.policy import policies, shipping
from foirules.rules import folders
from tests.files import ROOT

WITHOUT_YAML: Final = (
    "import sys; from foirules.language import kept; from pathlib import Path;"
    "kept.SHIPPED = Path(sys.argv[1]);"
    "from foirules.cli import main;"
    "code = main(['due', '2017-08-03']);"
    "print(code, *sorted({'yaml', 'foirules.language.parse', 'foirules.language.chapters',"
    " 'foirules.engine.explain', 'foirules.report.case', 'shutil'} & sys.modules.keys()))"
)


def never(*_: object) -> Any:
    raise AssertionError("read again")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    for name, data in shipping.files():
        (folder / name).write_bytes(data)
    return folder


def test_every_law_and_the_policies_are_there(shipped: Path) -> None:
    names = {f"law-{folder.name}.json" for folder in folders()} | {"policies.json"}
    assert {path.name for path in shipped.iterdir()} == names


def test_it_is_the_same_whenever_it_is_made(shipped: Path) -> None:
    program = "from foirules.policy import shipping; import sys, hashlib\nfor name, data in shipping.files(): print(name, hashlib.sha256(data).hexdigest())"
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert all(path.name in told[0] for path in shipped.iterdir())


def test_no_file_of_the_law_is_read(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SHIPPED", shipped)
    for module, name in (
        (regime_files, "regime_at"),
        (regime_files, "_load"),
        (policies, "_shipped"),
    ):
        monkeypatch.setattr(module, name, cache(getattr(module, name).__wrapped__))
    monkeypatch.setattr(regime_files, "_read", never)
    monkeypatch.setattr(policies, "made_of_shipped", never)
    monkeypatch.setattr(regime, "_read", never)
    found, law = dict(load_policies()), dict(load_law())
    for id, each in law.items():
        assert len(each.law(each.names_read()).rules) > 20
        assert found[id].regime is each
        assert Path(found[id].source).exists()


def test_a_due_date_needs_neither_yaml_nor_what_reads_expressions(shipped: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_YAML, str(shipped)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout, done.stderr) == ("2017-09-04\n0\n", "")
