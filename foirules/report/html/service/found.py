"""What is found under one law by rule, and figures side by side by quarter and by authority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from foirules.report.html.markup import Content, Markup, in_frame, table, tag, together
from foirules.report.html.service.figures import Of
from foirules.report.html.service.shown_audit import (
    NOT_RECORDED,
    ShownAudit,
)

AUTHORITIES: Final = 200
QUARTERS: Final = 20  # the last
_KINDS: Final = {"breach": 0, "departure": 1, "promise": 2, "note": 3}


def findings(shown: ShownAudit, of: Of) -> Markup:
    """How often each rule is found to be broken, or perhaps, with what it says."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for each in of["findings"]:
        counts.setdefault((each["kind"], each["rule"]), {})[each["certainty"]] = each["count"]
    if not counts:
        return tag("p", "Nothing is found to be wrong.")
    order = sorted(counts, key=lambda e: (_KINDS[e[0]], -sum(counts[e].values()), e[1]))
    rows = [
        [
            together([shown.figure_link(of["regime"], rule, rule), _said(shown, of, rule)]),
            kind,
            *(f"{counts[kind, rule].get(each, 0):,}" for each in ("established", "possible")),
        ]
        for kind, rule in order
    ]
    title = "What was found, by rule"
    made = table(title, ["Rule", "Kind", "Established", "Possible"], rows)
    return in_frame(title, tag("div", made, class_="figures"))


def _said(shown: ShownAudit, of: Of, rule: str) -> Markup:
    """What a rule says, and where that stands."""
    declared = shown.rules.get((of["regime"], rule))
    if declared is None:
        return Markup()
    place = shown.rule_place(of["regime"], rule)
    return tag("span", declared.meaning, " ", tag("cite", declared.cites), id=place)


def quarters(shown: ShownAudit, of: Of) -> Markup:
    """The figures of the quarters in which cases begin."""
    rows = of["quarters"]
    title = "By the quarter in which they begin"
    made = _side_by_side(shown, of, rows[-QUARTERS:], "quarter", title)
    more = len(rows) - QUARTERS
    said = tag("p", f"And {more:,} earlier ones, in the table of statistics.") if more > 0 else ""
    return together([made, said])


def authorities(shown: ShownAudit, of: Of) -> Markup:
    """The figures of the authorities, those with most cases first."""
    rows = of["authorities"]
    title = "Authorities side by side"
    made = _side_by_side(shown, of, rows[:AUTHORITIES], "authority", title)
    more = len(rows) - AUTHORITIES
    said = tag("p", f"And {more:,} more, in the table of statistics.") if more > 0 else ""
    return together([made, said])


def _side_by_side(
    shown: ShownAudit, of: Of, rows: Sequence[Mapping[str, Any]], name: str, title: str
) -> Markup:
    """Some groups of cases, each a link to its cases, with its figures and its rates; nothing where
    there is one."""
    if len(rows) < 2:
        return Markup()
    cases, columns = of["counted"]["cases"], of["columns"]
    rates = [each for each in of["rates"] if each["percentage"] is not None]
    heads = [name.capitalize(), cases.capitalize(), *(each.capitalize() for each in columns)]
    heads += [each["title"] for each in rates]
    body = [
        [
            shown.group_link(of["regime"], name, row[name], row[name] or NOT_RECORDED),
            f"{row[cases]:,}",
            *(f"{row.get(measure, 0):,}" for measure in columns.values()),
            *(_rate(row["rates"].get(each["rate"])) for each in rates),
        ]
        for row in rows
    ]
    return in_frame(title, tag("div", table(title, heads, body), class_="figures"))


def _rate(found: Mapping[str, Any] | None) -> Content:
    """A rate with its bounds and, where there are bands, that in which it lies."""
    if found is None:
        return ""
    bounds = [f"{found[each]:.1f}" for each in ("least", "most")]
    between = f"{bounds[0]} to {bounds[1]}" if bounds[0] != bounds[1] else ""
    notes = [each for each in (between, found["band"]) if each]
    note = tag("span", ", ".join(notes), class_="note") if notes else ""
    return together([f"{found['percentage']:.1f}% ", note])
