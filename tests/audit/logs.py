"""Logs of a few lines, audited in a folder of their own."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from foirules.audit.counting.summary import Audit
from foirules.audit.running.audit_settings import AuditSettings
from foirules.audit.running.logs import audit_logs

AS_OF = date(2024, 6, 3)


def audit(folder: Path, *logs: str, **more: Any) -> Audit:
    """Logs of a folder audited in this process, into ``out`` beside them."""
    paths = tuple(str(folder / log) for log in logs)
    asked: dict[str, Any] = {"out": folder / "out", "processes": 1, "as_of": AS_OF} | more
    found = audit_logs(AuditSettings(paths, **asked))
    assert not [reason for reason in found.reasons if reason.startswith("it could not be judged")]
    return found


def rejected(folder: Path) -> list[tuple[str, str, str, str]]:
    """(file, row, case, reason), the file by its name alone."""
    with (folder / "out" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [(Path(file).name, row, case, reason) for file, row, case, reason, _ in rows]


def found(folder: Path, name: str) -> pl.DataFrame:
    """A table of the results, of whatever chunks."""
    return pl.read_parquet(folder / "out" / name / "*.parquet")


def adds_up(audit: Audit) -> None:
    """Rows read are used, left out or rejected; cases are assessed, rejected or not yet received."""
    shape = audit.to_dict()
    rows, cases = shape["rows"], shape["cases"]
    assert rows["read"] == rows["used"] + rows["left_out"] + rows["rejected"]
    assert cases["read"] == cases["assessed"] + cases["rejected"] + cases["not_received"]
    assert min(*rows.values(), *cases.values()) >= 0
