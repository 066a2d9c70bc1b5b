"""The cases behind the figures: the first of each figure, and why each case is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from foirules.audit.counting.first_cases import FigureCases
from foirules.report.html.markup import Content, Markup, long_table, tag, together, unfold
from foirules.report.html.service.figures import Of
from foirules.report.html.service.shown_audit import NOT_RECORDED, ShownAudit, list_place

_OF_CASES: Final = ("Case", "Received", "Last day", "Answered")
_OF_RULES: Final = ("Case", "Went wrong on", "Last day", "Working days late")
Row = Mapping[str, Any]


def lists(shown: ShownAudit, of: Of) -> Iterator[Markup]:
    """The first cases of each figure of a law, those of its rules last."""
    regime = of["regime"]
    for each in sorted(of["statistics"], key=lambda each: each["may_overlap"]):
        case = shown.case_if_shown if each["may_overlap"] else shown.case_link
        for name, title in each["titles"].items():
            if found := shown.figure(regime, name):
                yield _list(case, list_place(regime, name), name, title, found)
    for each in of["rates"]:
        if found := shown.figure(regime, each["rate"]):
            title = f"{each['title']}: those in time"
            yield _list(
                shown.case_link, list_place(regime, each["rate"]), each["rate"], title, found
            )
    for rule in dict.fromkeys(each["rule"] for each in of["findings"]):
        if found := shown.figure(regime, rule):
            yield _of_rule(shown, list_place(regime, rule), rule, found)


def group_lists(shown: ShownAudit, of: Of) -> Iterator[Markup]:
    """The first cases of each quarter and each authority of a law that a link leads to."""
    titles = {measure: column for column, measure in of["columns"].items()}
    for (regime, kind, name), place in shown.groups_with_places.items():
        found = shown.group(regime, kind, name)
        if regime == of["regime"] and found:
            yield _of_group(shown, titles, place, kind, name, found)


def _of_group(
    shown: ShownAudit,
    titles: Mapping[str, str],
    place: str,
    kind: str,
    name: str | None,
    found: FigureCases,
) -> Markup:
    """The first cases of a group, with the column of its table that counts each."""
    rows = (
        [
            shown.case_link(row["regime"], row["case"]),
            *_days(row),
            ", ".join(titles[each] for each in row["measures"] if each in titles),
        ]
        for row in found.first
    )
    title = f"{kind.capitalize()} {name or NOT_RECORDED}"
    first = len(found.first)
    few = f"These are the first {first:,}, {' and '.join(titles.values())} before others. "
    said = few * (found.certain > first)
    where = tag("code", f"cases.csv, {_where(kind, name)}")
    lead = tag("p", f"{said}All of them, with ", tag("code", "--format csv"), ": ", where, id=place)
    made = long_table(title, (*_OF_CASES, "Counted as"), rows)
    return unfold(f"{title}: {_cases(found.certain)}", lead, made, class_="listed")


def _where(kind: str, name: str | None) -> str:
    """Which rows of the table of cases are those of a group."""
    if kind != "quarter" or name is None:
        return f"{'received' if kind == 'quarter' else kind}: {name or 'empty'}"
    year, _, number = name.partition("-Q")
    months = range(3 * int(number) - 2, 3 * int(number) + 1)
    return f"received: {', '.join(f'{year}-{month:02}' for month in months)}"


def _cases(count: int) -> str:
    return f"{count:,} cases" if count != 1 else "1 case"


def _list(
    case: Callable[[str, str], Content], place: str, name: str, title: str, found: FigureCases
) -> Markup:
    """The first cases of a measure or a rate.

    :param case: makes of the regime and the name of a case what is said of it, such as a link.
    """
    rows = ([_case(case(row["regime"], row["case"]), row), *_days(row)] for row in found.first)
    return _folded(place, name, title, found, long_table(title, _OF_CASES, rows))


def _of_rule(shown: ShownAudit, place: str, rule: str, found: FigureCases) -> Markup:
    """The first cases of a rule, each with what is found by that rule: why is said here."""
    rows = (
        [_case(shown.case_if_shown(row["regime"], row["case"]), row), *each]
        for row in found.first
        for each in _by_rule(shown.first.findings.get((row["regime"], row["case"]), ()), rule)
    )
    return _folded(place, rule, rule, found, long_table(rule, _OF_RULES, rows))


def _folded(place: str, name: str, title: str, found: FigureCases, made: Markup) -> Markup:
    """A list, folded, with how the rest of it is to be had."""
    count = _cases(found.certain)
    count += f", and perhaps {found.possible:,} more" if found.possible else ""
    more = found.certain + found.possible > len(found.first)
    first = f"These are the first {len(found.first):,}. " if more else ""
    said = tag("p", f"{first}All of them: ", tag("code", f"--list {name}"), id=place)
    return unfold(f"{title}: {count}", said, made, class_="listed")


def _case(case: Content, row: Row) -> Markup:
    return together([case, " (possible)" if row["certainty"] == "possible" else ""])


def _days(row: Row) -> list[str]:
    return [str(row[name] or "") for name in ("received", "due", "answered")]


def _by_rule(findings: Sequence[Row], rule: str) -> list[tuple[str, str, str]]:
    """The days of what is found by a rule, those of several parts once."""
    own = (each for each in findings if each["rule"] == rule)
    days = (
        (str(each["date"] or ""), str(each["due"] or ""), _number(each["working_days_late"]))
        for each in own
    )
    return list(dict.fromkeys(days))


def why(shown: ShownAudit) -> Iterator[Markup]:
    """Each case to which a link leads, with what is found of it."""
    rows = {
        (row["regime"], row["case"]): row
        for figure in shown.first.figures.values()
        for row in figure.first
    }
    several_files = len({row["file"] for row in rows.values()}) > 1
    for (regime, case), place in shown.cases_with_places.items():
        found = _merged(shown.first.findings.get((regime, case), ()))
        lines = [_origin(rows.get((regime, case)), several_files)]
        lines += [_finding(shown, regime, *each) for each in found]
        lines += [_next(each) for each in shown.first.due.get((regime, case), ())]
        items = (tag("li", each) for each in lines if each)
        yield unfold(case, tag("ul", *items, id=place))


def _origin(row: Row | None, several_files: bool) -> str:
    """Whose case it is, and the row in which it begins."""
    if row is None:
        return ""
    said = [row["authority"], row["file"] if several_files else None]
    said.append(f"row {row['row']}" if row["row"] is not None else None)
    return ", ".join(filter(None, said))


def _merged(findings: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """What is found of a case, with the parts of which it is found alike."""
    found: dict[tuple[Any, ...], tuple[Row, list[str]]] = {}
    for row in findings:
        key = tuple(value for name, value in row.items() if name != "part")
        found.setdefault(key, (row, []))[1].append(row["part"])
    return [(row, [part for part in parts if part]) for row, parts in found.values()]


def _finding(shown: ShownAudit, regime: str, row: Row, parts: Sequence[str]) -> Markup:
    """What is found: by which rule, of which parts, on which days, and whether it is certain."""
    said = ["possible"] if row["certainty"] == "possible" else []
    said += [f"last day {row['due']}"] if row["due"] else [f"on {row['date']}"] * bool(row["date"])
    late = row["working_days_late"]
    said += [f"{_number(late)} working days late"] if late is not None else []
    rule = shown.rule_link(regime, row["rule"])
    return together(
        [rule, f" ({', '.join(parts)})" * bool(parts), ": " * bool(said), ", ".join(said)]
    )


def _next(row: Row) -> str:
    """What is to be done next, by whom and when."""
    action = str(row["action"]).replace("-", " ")
    return f"Next, {row['actor']}: {action} by {row['deadline']}"


def _number(days: int | None) -> str:
    return "" if days is None else f"{days:,}"
