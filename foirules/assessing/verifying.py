"""A result that was kept, judged again: what made it then and now, and which of its rows differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen

from foirules.cases import assessment
from foirules.cases.assessment import Assessment

SCHEMA: Final = "foirules/verify"
SCHEMA_VERSION: Final = 1
MADE_BY: Final = ("program", "law", "policy", "calendar", "input")
LISTS: Final = ("parts", "clocks", "findings", "met", "undecided", "actions")
WHOLE: Final = ("case", "regime", "policy", "calendar", "notes")
NAMES: Final = ("rule", "clock", "action", "actor", "regime", "part", "event")
"""By which a row of a list is known again, as far as it has them; those alike by their order."""
ROW_NAMES: Final = (
    *("rate", "name", "measure", "kind", "certainty", "quarter", "month", "authority", "file"),
    *("line", "column", "problem", "reason", "value", "id"),
)
"""The same of rows of other results."""
NOT_COMPARED: Final = ("draft",)  # which is there where derivations were asked for
MESSAGES: Final = {
    "mapping": "found {found}; expected an assessment, as foirules assess --format json writes it",
    "schema": "schema: found {found}; expected {expected}",
    "version": "version: found {found}; expected {expected}, which this program writes",
    "day": "as_of: found {found}; expected a date, YYYY-MM-DD",
    "list": "{name}: found {found}; expected a list of mappings",
    "made_by": "made_by: found {found}; expected a mapping",
    "case": "case: found {found}; expected a name",
}


@frozen
class Difference:
    """A value that is another than it was.

    :param name: the list or the key of the assessment.
    :param row: the names of the row that it is in; empty where it is in none.
    :param field: the field of that row; empty where the whole row is new or gone.
    :param then: the value in the result, None for none; ``now`` what is found today.
    """

    name: str
    row: Mapping[str, Any]
    field: str
    then: Any
    now: Any

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "name": self.name,
            "row": dict(self.row),
            "field": self.field or None,
            "then": self.then,
            "now": self.now,
        }


@frozen
class Verified:
    """What became of a result.

    :param made_by: for each name of what made it that differs, the value then and now.
    :param differences: in the order of the result; empty where every row is as it was.
    """

    case: str
    as_of: date
    made_by: Mapping[str, tuple[str | None, str | None]]
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the same made it, and it says the same."""
        return not self.made_by and not self.differences

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; dates are ISO."""
        return {
            "case": self.case,
            "as_of": self.as_of.isoformat(),
            "same": self.same,
            "made_by": {name: {"then": a, "now": b} for name, (a, b) in self.made_by.items()},
            "differences": [each.to_dict() for each in self.differences],
        }


def check_result(result: Any) -> list[str]:
    """What keeps a value from being an assessment that was written as JSON, a line each."""
    if not isinstance(result, Mapping):
        return [MESSAGES["mapping"].format(found=_shown(result))]
    expected = (("schema", assessment.SCHEMA), ("version", assessment.SCHEMA_VERSION))
    wrong = [
        MESSAGES[name].format(found=_shown(result.get(name)), expected=value)
        for name, value in expected
        if result.get(name) != value
    ]
    if wrong:
        return wrong
    try:
        date.fromisoformat(result.get("as_of", ""))
    except (TypeError, ValueError):
        wrong.append(MESSAGES["day"].format(found=_shown(result.get("as_of"))))
    if not isinstance(result.get("case"), str):
        wrong.append(MESSAGES["case"].format(found=_shown(result.get("case"))))
    if not isinstance(result.get("made_by", {}), Mapping):
        wrong.append(MESSAGES["made_by"].format(found=_shown(result["made_by"])))
    for name in LISTS:
        rows = result.get(name)
        if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
            wrong.append(MESSAGES["list"].format(name=name, found=_shown(rows)))
    return wrong


def verify(result: Mapping[str, Any], again: Assessment) -> Verified:
    """A result set beside what is found today.

    :param result: an assessment as its ``to_dict`` gave it, free of what :func:`check_result` says.
    :param again: of the same case as of the same day.
    """
    now = again.to_dict()
    made_by = _unlike(result.get("made_by"), now["made_by"])
    whole = (
        Difference(name, {}, "", result.get(name), now[name])
        for name in WHOLE
        if result.get(name) != now[name]
    )
    rows = (each for name in LISTS for each in _of_list(name, result[name], now[name]))
    return Verified(now["case"], again.as_of, made_by, (*whole, *rows))


def verify_data(
    named: str, as_of: date, then: Mapping[str, Any], now: Mapping[str, Any]
) -> Verified:
    """A result of another kind set beside the same made today: each value that is another, by its
    path, such as ``by_regime[foia].rates[in-time].percentage``.

    :param named: what it is of; ``as_of`` the day that it is of.
    """
    before, after = ({k: v for k, v in each.items() if k != "made_by"} for each in (then, now))
    differences = (
        Difference(path.partition(".")[0].partition("[")[0], {}, path, *values)
        for path, *values in _leaves("", before, after)
    )
    return Verified(named, as_of, _unlike(then.get("made_by"), now["made_by"]), (*differences,))


def _unlike(then: Any, now: Mapping[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    """Of what made a result what differs, then and now."""
    said = said_of_making(then)
    return {name: (said.get(name), now[name]) for name in MADE_BY if said.get(name) != now[name]}


def said_of_making(made_by: Any) -> Mapping[str, str]:
    """What a result says of what made it, as far as that is text."""
    given = made_by.items() if isinstance(made_by, Mapping) else ()
    return {name: value for name, value in given if isinstance(value, str)}


def _leaves(path: str, then: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    """The values that differ, each with its path."""
    if then == now:
        return
    both = (then, now)
    if all(isinstance(each, Mapping) for each in both):
        for key in dict.fromkeys((*then, *now)):
            yield from _leaves(f"{path}.{key}" if path else key, then.get(key), now.get(key))
    elif all(isinstance(each, list) and all(map(_is_row, each)) for each in both):
        old, new = ({_row_name(row, n): row for n, row in enumerate(each)} for each in both)
        for name in dict.fromkeys((*old, *new)):
            yield from _leaves(f"{path}[{name}]", old.get(name), new.get(name))
    else:
        yield path, then, now


def _is_row(value: Any) -> bool:
    return isinstance(value, Mapping)


def _row_name(row: Mapping[str, Any], number: int) -> str:
    """By what a row of any list is known again: its names, else its place."""
    names = (*NAMES, *ROW_NAMES)
    found = [str(row[name]) for name in names if isinstance(row.get(name), str | int)]
    return ", ".join(found) or str(row.get("title") or number + 1)


def _of_list(
    name: str, then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    """The differences between two lists of rows; those of one name are set beside each other in
    their order."""
    before, after = _by_names(then), _by_names(now)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        row = _names(old or new or {})
        if old is None or new is None:
            yield Difference(name, row, "", old, new)
            continue
        for field in dict.fromkeys((*old, *new)):
            if old.get(field) != new.get(field):
                yield Difference(name, row, field, old.get(field), new.get(field))


def _by_names(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for each in rows:
        names, number = repr(_names(each)), 0
        while (names, number) in found:
            number += 1
        found[names, number] = {k: v for k, v in each.items() if k not in NOT_COMPARED}
    return found


def _names(row: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: row[name] for name in NAMES if row.get(name) is not None}
    if isinstance(event := found.get("event"), Mapping):
        found["event"] = event.get("id")
    return found


def _shown(value: Any) -> str:
    if isinstance(value, Mapping | list):
        return "a mapping" if isinstance(value, Mapping) else "a list"
    return "nothing" if value is None else repr(value)[:40]
