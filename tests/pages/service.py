"""Logs whose audits are shown on a page."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any, Final

from foirules.audit.counting.first_cases import FirstCases
from foirules.audit.counting.summary import Audit
from foirules.audit.running.one_file import AuditResults
from foirules.report.html.service.page import service_page, shown_audit
from foirules.report.html.service.page import write as write_page
from tests.audit.logs import audit
from tests.generate import log
from tests.pages.hostile import BACKWARDS, LONG, MARKUP

AS_OF: Final = date(2026, 5, 27)
CONTROL: Final = "a\x1b[31mb\x07"
OFFICERS: Final = ("Legal", "Information rights", "Housing", None)
AUTHORITIES: Final = ("Ashford Council", "Bexcombe Council", "Carrow NHS Trust")


def write_log(path: Path, cases: int) -> Path:
    """A log of realistic cases of three authorities, each case with its officer."""
    import polars as pl

    rows = log(cases, seed=1)
    number = pl.col("case").str.extract(r"(\d+)").cast(pl.Int64)

    def one_of(names: tuple[str | None, ...]) -> pl.Expr:
        return (number % len(names)).replace_strict(dict(enumerate(names)), return_dtype=pl.String)

    rows = rows.with_columns(authority=one_of(AUTHORITIES), Officer=one_of(OFFICERS))
    rows.write_parquet(path)
    return path


def write_hostile_log(path: Path) -> Path:
    """Every text that a log gives to the page is hostile to it; one column is not read."""
    names = [MARKUP, BACKWARDS, LONG, CONTROL, "&amp;#x202e;", "=1+1", "javascript:alert(1)"]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            ("case", "on", "event", "parts", "outcome", "authority", "Officer", "Requester")
        )
        for number, name in enumerate(names):
            own = f"{name} {number}"
            rest = own, own, "Somebody's Name"
            out.writerow((own, "2024-03-04", "request-received", own, "", *rest))
            if number % 2:
                out.writerow((own, "2024-05-28", "response", own, "disclosed", *rest))
        out.writerow(("lost", f"2024-02-30{MARKUP}", "request-received", "", "", "", "", ""))
    return path


def page_of_log(path: Path, **more: Any) -> str:
    """The page of the audit of a log."""
    out = path.parent / "out"
    asked = {"as_of": AS_OF, "by": "Officer", "writers": {"report.html": write_page}} | more
    audit(path.parent, path.name, **asked)
    return (out / "report.html").read_text("utf-8")


def first_of_log(path: Path, most: int, **more: Any) -> tuple[Audit, FirstCases, dict[str, Any]]:
    """An audit, the first cases of its figures, and what is due."""
    kept: list[Any] = []

    def keep(results: AuditResults, path: Path) -> None:
        due = {"by_day": results.due_by_day(), "first": list(results.soonest_due(most))}
        kept.append((results.first_cases(most), due | {"all": list(results.rows("due"))}))
        path.write_text(service_page(shown_audit(results, most)), "utf-8")

    asked = {"as_of": AS_OF, "writers": {"report.html": keep}} | more
    made = audit(path.parent, path.name, **asked)
    return made, *kept[0]
