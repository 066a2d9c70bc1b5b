"""The folder of results: it holds one audit, whole, or none.

Several may write into one at a time: each puts its results in the place of the others' whole. One
that is killed in the middle of that leaves no summary, and a mark that the folder is an audit's.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from foirules.audit.counting.summary import SCHEMA
from foirules.audit.judging.policies_compared import FILE as CHANGED
from foirules.audit.judging.tables import CASES, DUE, TABLES
from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.running.write import FORMATS
from foirules.processes.signals import postponed

MESSAGES: Final = {
    "not-ours": "{path}: holds {found}, and no summary.json of an audit; results go into a folder"
    " that is new, empty or an earlier audit's",
    "held": "{path}: cannot be replaced: {reason}; where another program has it open, close it"
    " there",
}
SUMMARY: Final = "summary.json"
FILES: Final = {"html": "report.html", "xlsx": "results.xlsx", "ics": "due.ics"}
"""What is one file, by its format."""
ANNOTATED: Final = "annotated"  # the folder of the log's files, each written again
RETURNS: Final = "returns"  # the folder of the returns that are wanted
WORK: Final = ".foirules-"  # what the folders begin with that an audit works in
_MARK: Final = f"{WORK}replacing"  # a file that is there while results are replaced
_FOLDERS: Final = (*TABLES, CASES)  # in Parquet
_NAMES: Final = (*_FOLDERS, DUE, "statistics", "against", CHANGED)
_OURS: Final = {*_NAMES, ANNOTATED, RETURNS, "rejected", "summary"} | {
    name.partition(".")[0] for name in FILES.values()
}


def refuse_foreign(out: Path) -> None:
    """Refuses a folder that holds something and no audit, or results that cannot be replaced.

    :raises LogError: for it.
    """
    if not out.is_dir():
        return
    with _alone(out):
        found = sorted(path.name for path in out.iterdir() if not path.name.startswith(WORK))
        if found and not (_is_audit(out / SUMMARY) or (out / _MARK).exists()):
            raise LogError(MESSAGES["not-ours"].format(path=out, found=repr(found[0])))
        _refuse_held(out)


def _refuse_held(out: Path) -> None:
    """Windows keeps a file in its place while a program, such as Excel, has it open.

    The folders that other audits work in are left alone: they come and go meanwhile.
    """
    ours = (path for path in sorted(out.iterdir()) if path.name.partition(".")[0] in _OURS)
    for path in (each for top in ours for each in (top, *top.rglob("*")) if each.is_file()):
        try:
            path.replace(path)
        except OSError as error:
            reason = error.strerror
            raise LogError(MESSAGES["held"].format(path=path, reason=reason)) from None


def _is_audit(summary: Path) -> bool:
    try:
        told = json.loads(summary.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("schema") == SCHEMA


def replace_results(made: Path, out: Path) -> None:
    """Puts the results of an audit in place of those of an earlier one, all together.

    :param made: the folder, on the disk of ``out``, that holds them whole.
    :raises LogError: where one of the earlier cannot be replaced; all of them stay.
    """
    with postponed(), _alone(out):
        _refuse_held(out)
        (out / _MARK).touch()
        (out / SUMMARY).unlink(missing_ok=True)
        for name in _NAMES:
            for format in FORMATS:
                (out / f"{name}.{format}").unlink(missing_ok=True)
        for name in FILES.values():
            (out / name).unlink(missing_ok=True)
        for name in _FOLDERS:
            for part in (out / name).glob("[0-9]*.parquet"):
                part.unlink()
            if (out / name).is_dir() and not any((out / name).iterdir()):
                (out / name).rmdir()
        for name in (ANNOTATED, RETURNS):
            shutil.rmtree(out / name, ignore_errors=True)
        for path in sorted(made.iterdir(), key=lambda path: path.name == SUMMARY):
            if not path.is_dir():
                path.replace(out / path.name)
                continue
            (out / path.name).mkdir(exist_ok=True)
            for part in path.iterdir():
                part.replace(out / path.name / part.name)
        (out / _MARK).unlink(missing_ok=True)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """No other audit is in such a part of its work on a folder; Windows has no such lock on one."""
    folder = -1
    with suppress(ImportError, OSError):  # nor has every disk
        from fcntl import LOCK_EX, flock

        folder = os.open(out, os.O_RDONLY)
        flock(folder, LOCK_EX)
    try:
        yield
    finally:
        if folder >= 0:
            os.close(folder)
