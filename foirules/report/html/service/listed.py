"""The cases behind the figures: the first of each figure, and why each case is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from foirules.audit.counting.first_cases import FigureCases
from foirules.report.html.markup import Markup, link, tag, text, together, unfold
from foirules.report.html.service.figures import Of
from foirules.report.html.service.shown_audit import (
    ShownAudit,
    compact_table,
    list_place,
    rule_place,
)

_HEADS: Final = ("Case", "Received", "Last day", "Answered")
_REST: Final = "The rest, and all of them as a list: foirules audit with --list {figure}"


def lists(shown: ShownAudit, of: Of) -> Iterator[Markup]:
    """The first cases of each figure of a law."""
    titles: dict[str, str] = {}
    rows = {name: f"measures has {name}" for each in of["statistics"] for name in each["titles"]}
    for each in of["statistics"]:
        titles |= each["titles"]
    for each in of["rates"]:
        titles[each["rate"]] = f"{each['title']}: those in time"
    for each in of["findings"]:
        titles.setdefault(each["rule"], each["rule"])
    for name, title in titles.items():
        found = shown.figure(of["regime"], name)
        if found:
            yield _list(shown, of["regime"], name, title, found, rows.get(name))


def _list(
    shown: ShownAudit,
    regime: str,
    name: str,
    title: str,
    found: FigureCases,
    where: str | None,
) -> Markup:
    count = f"{found.certain:,} cases" if found.certain != 1 else "1 case"
    count += f", and perhaps {found.possible:,} more" if found.possible else ""
    more = found.certain + found.possible - len(found.first)
    first = f"The first {len(found.first):,} are shown. " if more else ""
    said = tag(
        "p",
        f"{first}All of them: ",
        tag("code", f"--list {name}"),
        f", or the rows of the table of cases of which {where}." if where else ".",
        id=list_place(regime, name),
    )
    body = (
        [_case(shown, row), row["received"], row["due"], row["answered"]] for row in found.first
    )
    made = compact_table(title, _HEADS, body)
    return unfold(f"{title}: {count}", said, made, class_="listed")


def _case(shown: ShownAudit, row: Mapping[str, Any]) -> Markup:
    place = shown.case_link(row["regime"], row["case"])
    return together([place, " (possible)" if row["certainty"] == "possible" else ""])


def why(shown: ShownAudit) -> Iterator[Markup]:
    """Each case to which a link leads, with what is found of it."""
    rows = {
        (row["regime"], row["case"]): row
        for figure in shown.first.figures.values()
        for row in figure.first
    }
    for key, place in shown.cases_with_places.items():
        yield _why(shown, key, place, rows.get(key))


def _why(
    shown: ShownAudit, key: tuple[str, str], place: str, row: Mapping[str, Any] | None
) -> Markup:
    regime, case = key
    found = shown.first.findings.get(key, ())
    lines = [f"<li>{_finding(regime, each)}" for each in found]
    lines += [f"<li>{_due(each)}" for each in shown.first.due.get(key, ())]
    days = _days(row) if row else ""
    body = f"<ul>{''.join(lines)}</ul>" if lines else "<p>Nothing is found to be wrong."
    return Markup(
        f"<details><summary>{text(case)}</summary><div id={place}>{days}{body}</div></details>\n"
    )


def _days(row: Mapping[str, Any]) -> str:
    """What is known of a case, and where its first row stands."""
    days = {name: row[name] for name in ("received", "due", "answered")}
    said = ", ".join(f"{'last day' if n == 'due' else n} {day}" for n, day in days.items() if day)
    said = "; ".join(filter(None, (row["authority"], said)))
    origin = f"; {row['file']} row {row['row']}" if row["row"] is not None else ""
    return f"<p>{text(said + origin)}."


def _finding(regime: str, row: Mapping[str, Any]) -> Markup:
    """What is found of a case: the rule, how certain it is, and the days."""
    said = [str(row["certainty"])]
    said += [f"part {row['part']}"] if row["part"] else []
    said += [f"went wrong on {row['date']}"] if row["date"] else []
    said += [f"last day {row['due']}"] if row["due"] else []
    late = row["working_days_late"]
    said += [f"{late:,} working days late"] if late is not None else []
    rule = Markup(f"<a href=#{rule_place(regime, row['rule'])}>{text(row['rule'])}</a>")
    return together([rule, ": ", ", ".join(said)])


def _due(row: Mapping[str, Any]) -> Markup:
    """What is to be done next, by whom and when."""
    action = str(row["action"]).replace("-", " ")
    over = ", overdue" if row["overdue"] else ""
    return text(f"Next, the {row['actor']}: {action} by {row['deadline']}{over}")
