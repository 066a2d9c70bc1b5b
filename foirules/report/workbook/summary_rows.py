"""The summary of an audit -> rows of a sheet: a row a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from foirules.report import NOT_ADVICE

COLUMNS: Final = (
    *("Law", "Section", "Figure", "Number", "Of", "Per cent"),
    *("At least per cent", "At most per cent", "Band", "Rests on"),
)
Row = tuple[Any, ...]


def summary_rows(summary: Mapping[str, Any]) -> Iterator[Row]:
    """The figures in the order of the summary.

    :param summary: of :meth:`foirules.audit.counting.summary.Audit.to_dict`.
    """
    yield _row("Audit", "as of", date.fromisoformat(summary["as_of"]))
    for name, said in summary["made_by"].items():
        if said:
            yield _row("Audit", name if name == "program" else f"hash of the {name}", said)
    if not summary["complete"]:
        yield _row("Audit", "interrupted: what follows is of the cases done by then", None)
    for policy in summary["policy"]:
        yield _row("Audit", f"policy {policy['id']}", policy["version"])
    for what in ("rows", "cases"):
        for name, count in summary[what].items():
            yield _row(what.capitalize(), _in_words(name), count)
    for each in summary["rejected"]:
        yield _row("Why rejected", each["reason"], each["count"])
    for each in summary["what_is_due"]["counts"]:
        for when in ("overdue", "this_week", "later"):
            figure = f"{_in_words(each['actor'])}, {_in_words(when)}"
            yield _row("What is due", figure, each[when])
    for regime in summary["by_regime"]:
        yield from _of_regime(regime)
    yield _row("Audit", NOT_ADVICE, None)


def _of_regime(regime: Mapping[str, Any]) -> Iterator[Row]:
    law = regime["regime"]
    for each in regime["findings"]:
        what = f"{each['rule']}, {each['certainty']}"
        yield _row("Findings", what, each["count"], law=law, rests=each["kind"])
    for stage, count in regime["stages"].items():
        yield _row("Stages", _in_words(stage), count, law=law)
    for each in regime["statistics"]:
        cites = each["cites"]  # beside the first of its figures
        for id, count in each["counts"].items():
            yield _row(each["title"], each["titles"][id], count, law=law, rests=cites)
            cites = ""
        if each["uncertain"] is not None:
            yield _row(each["title"], "uncertain", each["uncertain"], law=law)
    for each in regime["rates"]:
        yield (
            *(law, "Rates", each["title"], each["of"], each["among"], each["percentage"]),
            *(each["least"], each["most"], each["band"], each["cites"]),
        )
    for each in regime["late_by"]:
        section = f"Working days late, {_in_words(each['measure'])}"
        for name in ("count", "median", "ninth_tenth", "most"):
            yield _row(section, _LATE[name], each[name], law=law)


_LATE: Final = {
    "count": "how many",
    "median": "half are late by no more than",
    "ninth_tenth": "nine in ten are late by no more than",
    "most": "the most",
}


def _row(section: str, figure: str, number: Any, law: str = "", rests: str = "") -> Row:
    return (law or None, section, figure, number, *[None] * 5, rests or None)


def _in_words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
