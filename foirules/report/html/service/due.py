"""What is due: of whom, of which group, on which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from typing import Any, Final

from foirules.engine.values_in_words import day_in_words
from foirules.report.html.markup import (
    Content,
    Markup,
    in_frame,
    link,
    long_table,
    table,
    tag,
    together,
    unfold,
)
from foirules.report.html.service.charts import Column, columns
from foirules.report.html.service.shown_audit import NOT_RECORDED, ShownAudit

DAYS: Final = 28  # ahead, in the charts
GROUPS: Final = 60
_WHEN: Final = {"overdue": "Overdue", "this_week": "This week", "later": "Later"}
_HEADS: Final = ("Case", "Last day", "What is to be done", "Working days")


def what_is_due(shown: ShownAudit) -> Markup:
    """What is due of each actor, under all laws."""
    found = shown.summary["what_is_due"]
    if not found["counts"]:
        return tag("p", "Nothing is due by a day.")
    rows = [
        [link(_place(each["actor"]), each["actor"].capitalize()), *_counts(each)]
        for each in found["counts"]
    ]
    heads = ["Due of", *_WHEN.values()]
    written = [tag("div", table("What is due, by whom", heads, rows), class_="figures")]
    if found["by"] is not None:
        written.append(_by_group(found))
    for each in found["counts"]:
        written += _of_actor(shown, each["actor"])
    return together(written)


def _counts(of: Mapping[str, int]) -> list[Content]:
    return [f"{of[when]:,}" for when in _WHEN]


def _place(actor: str, group: int | None = None) -> str:
    """The place of the list of what is due of an actor, or of one of its groups."""
    return f"due-{actor.lower()}" + ("" if group is None else f"-{group}")


def _by_group(found: Mapping[str, Any]) -> Markup:
    """How much is due of each group, such as an officer."""
    names = _groups(found)
    rows = [
        [
            link(_place(of["actor"], names.index(of["by"])), of["by"] or NOT_RECORDED),
            of["actor"],
            *_counts(of),
        ]
        for of in found["by"]
        if of["by"] in names
    ]
    title = f"What is due, by {found['column']}"
    made = table(title, [found["column"], "Due of", *_WHEN.values()], rows)
    left_out = len({of["by"] for of in found["by"]}) - len(names)
    said = tag("p", f"And {left_out:,} more of {found['column']}, in due.csv.") if left_out else ""
    return together([in_frame(title, tag("div", made, class_="figures")), said])


def _groups(found: Mapping[str, Any]) -> list[str | None]:
    """The groups that are shown: those of which most is due."""
    sizes: dict[str | None, int] = {}
    for of in found["by"]:
        sizes[of["by"]] = sizes.get(of["by"], 0) + sum(of[when] for when in _WHEN)
    largest = sorted(sizes, key=lambda by: -sizes[by])[:GROUPS]
    return [by for by in sizes if by in largest]


def _of_actor(shown: ShownAudit, actor: str) -> Iterator[Markup]:
    """What falls due of an actor day by day, and the first of it."""
    yield tag("h3", f"Due of the {actor}", id=_place(actor))
    days = {day: count for whose, day, count in shown.due_by_day if whose == actor}
    ahead = [shown.as_of + timedelta(n) for n in range(DAYS)]
    coming = [day for day in ahead if day in days]
    if coming:
        title = f"Falls due of the {actor} in the next four weeks"
        told = "; ".join(f"{day_in_words(day)}: {days[day]:,}" for day in coming)
        given = [
            Column(f"{day.day}/{day.month}", count := days.get(day, 0), count) for day in ahead
        ]
        rows = [[f"{day:%A} {day_in_words(day)}", f"{days[day]:,}"] for day in coming]
        made = tag("div", table(title, ["Day", "Cases"], rows), class_="figures")
        yield tag("p", title, class_="name")
        yield columns(f"chart-{_place(actor)}", title, told, given)
        yield unfold("The same as a table", made)
    else:
        yield tag("p", "Nothing falls due in the next four weeks.")
    found = shown.summary["what_is_due"]
    names = [None] if found["by"] is None else _groups(found)
    own = [row for row in shown.soonest_due if row["actor"] == actor]
    for by, of_group in groupby(own, key=lambda row: row["by"]):
        if by in names:
            grouped = found["by"] is not None
            yield _list(shown, actor, by, names.index(by) if grouped else None, list(of_group))


def _list(
    shown: ShownAudit, actor: str, by: str | None, group: int | None, rows: list[dict[str, Any]]
) -> Markup:
    """The first of what is due of an actor, or of one of its groups."""
    found = shown.summary["what_is_due"]
    counted = found["counts"] if group is None else [of for of in found["by"] if of["by"] == by]
    count = sum(of[when] for of in counted if of["actor"] == actor for when in _WHEN)
    name = f"the {actor}" + ("" if group is None else f", {by or NOT_RECORDED}")
    title = f"Due of {name}: {count:,}"
    if count > len(rows):
        title += f", the first {len(rows):,}"
    said = tag(
        "p", "All of it is in due.csv.", id=_place(actor, group) if group is not None else None
    )
    body = ([_case(shown, row), str(row["deadline"]), _what(row), _days(row)] for row in rows)
    return unfold(title, said, long_table(title, _HEADS, body), class_="listed")


def _case(shown: ShownAudit, row: Mapping[str, Any]) -> Markup:
    parts = f" ({row['parts']})" if row["parts"] else ""
    return together([shown.case_link(row["regime"], row["case"]), parts])


def _what(row: Mapping[str, Any]) -> str:
    return str(row["action"]).replace("-", " ")


def _days(row: Mapping[str, Any]) -> str:
    over, left = row["working_days_over"], row["working_days_left"]
    return f"{over:,} over" if over is not None else f"{left:,} left" if left is not None else ""
