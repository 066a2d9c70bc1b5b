"""The last day of a regime's main clock, worked out for each kind of case that it names."""

from __future__ import annotations

from docs.make.markdown import table
from docs.make.texts import Worked
from foirules import assess
from foirules.cases.examples import example
from foirules.engine.values_in_words import day_in_words
from foirules.language.regime import Regime


def worked_out(regime: Regime, worked: Worked) -> list[str]:
    """A row for each kind of period, a column for what lengthens it or starts it afresh."""
    rows = [
        (kind, *(_ends(regime, worked.begins, (*own, *more)) for more in worked.columns.values()))
        for kind, own in worked.rows.items()
    ]
    heads = ("the last day is", *worked.columns)
    return [f"## {worked.title}\n", worked.intro, *table(heads, rows)]


def _ends(regime: Regime, begins: str, lines: tuple[str, ...]) -> str:
    """The last day of a case that begins with an event, after some others."""
    about = [line for line in lines if line.startswith(("authority-type", "policy"))]
    events = [line for line in lines if line not in about]
    case, as_of = example([*about, begins, *sorted(events)], regime=regime)
    clock = regime.schema.roles.main_clock
    (due,) = {each.due for each in assess(case, as_of).clocks if each.clock == clock}
    assert due is not None
    return day_in_words(due)
