"""The rows of a case of a log, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from foirules.report.page import Page, sentence


def rows_text(rows: Iterable[Mapping[str, Any]], page: Page) -> str:
    """A line for each row: where it stands, and what it says.

    :param rows: as :func:`row_to_dict` gives them.
    """
    page.heading("Rows of the log")
    for row in rows:
        page.say(f"{row['file']}, row {row['row']:,}", 2, "name")
        page.say(sentence([f"{name} {_text(value)}" for name, value in row["said"].items()]), 4)
    return page.text()


def row_to_dict(file: str, row: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """A row as plain data, with days as ISO text."""
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items()}
    return {"file": file, "row": row, "said": plain}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
