"""What became of results that were judged again, as a person reads it in a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from foirules.assessing.verifying import Difference, Verified
from foirules.engine.values_in_words import day_in_words, join
from foirules.report.page import Page, sentence
from foirules.rules.version import SHOWN

MOST: Final = 12  # differences of a result that is no assessment
LONG: Final = ("message", "disregarded")


def tell_verified(page: Page, found: Sequence[Verified]) -> None:
    """Each result, then how many are the same."""
    for each in found:
        page.heading(sentence([each.case, f"as of {day_in_words(each.as_of)}"]))
        if each.same:
            page.say("The same, by the same program, law, policy, calendar and input", 2, "good")
        for name, (then, now) in each.made_by.items():
            page.say(f"{name}: made by {_digits(then)}, now {_digits(now)}", 2, "possible")
        if each.made_by and not each.differences:
            page.say("Every row is as it was", 2, "good")
        by_path = [d for d in each.differences if d.field and not d.row]
        for one in by_path[:MOST]:
            page.say(_at_path(one), 2, "established")
        if len(by_path) > MOST:
            page.say(f"and {len(by_path) - MOST:,} more, which --format json has", 2, "faint")
        rows = (d for d in each.differences if d.row or not d.field)
        for (name, _), alike in groupby(rows, lambda d: (d.name, d.row)):
            page.say(_told(name, list(alike)), 2, "established")
    page.lines.append("")
    page.say(_counted(found))


def _counted(found: Sequence[Verified]) -> str:
    same = sum(each.same for each in found)
    what = {name for each in found for name in each.made_by}
    if any(each.differences for each in found):
        what.add("rows")
    results = f"{len(found)} result{'s' * (len(found) != 1)}"
    if same == len(found):
        return f"{results}: the same."
    return (
        f"{results}: {same} the same, {len(found) - same} not. Not the same: {join(sorted(what))}."
    )


def _told(name: str, of: Sequence[Difference]) -> str:
    """The differences of a row in a line; where a day or a number differs, the message that tells
    it does too, and is left out."""
    first = of[0]
    where = sentence([name, *_about(first.row)])
    if first.row and not first.field:
        return f"{where}: {'new' if first.then is None else 'gone'}"
    shown = [each for each in of if each.field not in LONG] or of
    said = (
        f"{each.field.replace('_', ' ')} {_value(each.then)}, now {_value(each.now)}"
        for each in shown
    )
    return f"{where}: {'; '.join(each.strip() for each in said)}"


def _at_path(of: Difference) -> str:
    """A value of a result that is no assessment; a row that is new or gone is not shown."""
    values = (of.then, of.now)
    if None in values and any(isinstance(each, Mapping) for each in values):
        return f"{of.field}: {'new' if of.then is None else 'gone'}"
    return f"{of.field}: {_value(of.then)}, now {_value(of.now)}"


def _about(row: Mapping[str, Any]) -> list[str]:
    said = {"part": "part {}", "event": "event {}"}
    return [said.get(name, "{}").format(value) for name, value in row.items()]


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _digits(value: str | None) -> str:
    return "what it does not say" if value is None else value[:SHOWN]
