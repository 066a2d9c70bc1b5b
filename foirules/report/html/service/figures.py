"""What is counted under one law: the backlog, the rates, each set of measures, lateness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from foirules.report.html.markup import Content, Markup, table, tag, together, unfold
from foirules.report.html.service.charts import Column, bar, columns, rate_scale
from foirules.report.html.service.shown_audit import ShownAudit, share

MONTHS: Final = 24  # of receipt, in the chart of the backlog; those before are one column
HEADS: Final = ("What", "Count", "Share", "Drawn")
NO_BAND: Final = "no one band"
Of = Mapping[str, Any]
"""What the summary says of one law."""


def backlog(shown: ShownAudit, of: Of) -> Markup:
    """What is still owed an answer, and since when."""
    names: Sequence[str] = of["backlog"]
    titles, counts = _measures(of)
    total = sum(counts[name] for name in names)
    if not names:
        return Markup()
    if not total:
        return tag("p", "Nothing is owed an answer.")
    rows = [
        [shown.figure_link(of["regime"], name, titles[name]), *_counted(counts[name], total)]
        for name in names
        if counts[name]
    ]
    rows.append(["together", f"{total:,}", "", ""])
    made = table("Still owed an answer", HEADS, rows)
    return together([tag("div", made, class_="figures drawn"), *_ages(shown, of, names)])


def _ages(shown: ShownAudit, of: Of, names: Sequence[str]) -> Iterator[Markup]:
    """The backlog by the month of receipt."""
    overdue = [name for name in names if name in {each["measure"] for each in of["late_by"]}]
    ages = [
        Column(
            each["month"],
            sum(each.get(name, 0) for name in names),
            sum(each.get(name, 0) for name in overdue),
        )
        for each in of["months"]
    ]
    ages = [each for each in ages if each.count]
    early, late = ages[:-MONTHS], ages[-MONTHS:]
    if early:
        before = sum(e.count for e in early), sum(e.marked for e in early)
        late = [Column("before", *before), *late]
    title = "Still owed an answer, by the month in which it was received"
    told = f"{len(ages)} months, from {ages[0].name} to {ages[-1].name}."
    rows = [[each.name, f"{each.count:,}", f"{each.marked:,}"] for each in late]
    made = tag("div", table(title, ["Month", "Count", "Overdue"], rows), class_="figures")
    yield tag("p", title, class_="name")
    yield columns(f"{of['regime']}-ages", title, told, late)
    if overdue:
        yield tag("p", "Filled: overdue. Outlined: not overdue, or on hold.", class_="note")
    yield unfold("The same as a table", made)


def rates(shown: ShownAudit, of: Of) -> Markup:
    """Each rate, between its bounds, against the bands it is set against."""
    some = [each for each in of["rates"] if each["percentage"] is not None]
    if not some:
        return tag("p", "There is nothing of which a rate could be worked out.")
    legend = "Thick line: as recorded. Filled: what it may be. Dotted lines: where a band begins."
    written = (part for each in some for part in _rate(shown, of["regime"], each))
    return together([tag("p", legend, class_="note"), *written])


def _rate(shown: ShownAudit, regime: str, each: Mapping[str, Any]) -> Iterator[Markup]:
    bounds = each["least"], each["percentage"], each["most"]
    least, recorded, most = (f"{part:.1f}%" for part in bounds)
    between = f"at least {least}, at most {most}" if least != most else "and neither less nor more"
    bands: Mapping[str, int] = each["thresholds"] or {}
    starts = ", ".join(f"{name} from {start}%" for name, start in bands.items() if start)
    said = f"{each['of']:,} of {each['among']:,} as recorded, {recorded}; {between}."
    yield shown.heading(shown.figure_link(regime, each["rate"], each["title"]), 1)
    yield tag("p", tag("strong", recorded), f" {said.partition(', ')[0]}; {between}.")
    yield rate_scale(f"{regime}-rate-{each['rate']}", each["title"], said, bounds, bands)
    if bands:
        yield tag("p", "Band: ", tag("strong", each["band"] or NO_BAND), f" ({starts}).")
    cited = filter(None, (each["cites"], each["thresholds_cite"]))
    yield _source("; ".join(cited))


def measures(shown: ShownAudit, of: Of, each: Mapping[str, Any]) -> Markup:
    """A set of measures; nothing where none of them counts anything."""
    counts = {name: count for name, count in each["counts"].items() if count}
    uncertain = each["uncertain"] or 0
    if not counts and not uncertain:
        return Markup()
    if each["may_overlap"]:
        return _overlapping(shown, of, each, counts)
    total = sum(counts.values()) + uncertain
    rows = [
        [shown.figure_link(of["regime"], name, each["titles"][name]), *_counted(count, total)]
        for name, count in counts.items()
    ]
    if uncertain:
        rows.append(["uncertain", *_counted(uncertain, total)])
    made = table(each["title"], HEADS, rows)
    drawn = tag("div", made, class_="figures drawn named")
    return together([drawn, _source(each["cites"])])


def _overlapping(
    shown: ShownAudit, of: Of, each: Mapping[str, Any], counts: Mapping[str, int]
) -> Markup:
    """Measures of which several may count the same: they have no shares of a whole."""
    most = max(counts.values())
    rows = [
        [
            shown.figure_link(of["regime"], n, each["titles"][n]),
            f"{counts[n]:,}",
            bar(counts[n] / most),
        ]
        for n in counts
    ]
    made = table(each["title"], [HEADS[0], HEADS[1], HEADS[3]], rows)
    drawn = tag("div", made, class_="figures drawn named")
    return together([drawn, _source(each["cites"])])


def lateness(shown: ShownAudit, of: Of) -> Markup:
    """How many working days late, for each measure that knows."""
    titles, _ = _measures(of)
    written: list[Markup] = []
    for each in of["late_by"]:
        name = each["measure"]
        bands = [
            Column(_band(band["from"], band["to"]), band["count"], band["count"])
            for band in each["bands"]
        ]
        middle = f"median {each['median']:,}, nine in ten within {each['ninth_tenth']:,}"
        told = f"{middle}, at most {each['most']:,} working days"
        title = f"{titles[name]}: how many working days late"
        rows = [[band.name, *_counted(band.count, each["count"])] for band in bands]
        made = table(title, ["Working days late", *HEADS[1:]], rows)
        written += [
            shown.heading(shown.figure_link(of["regime"], name, titles[name]), 1),
            tag("p", f"{told[0].upper()}{told[1:]}."),
            columns(f"{of['regime']}-late-{name}", title, told, bands),
            tag("div", made, class_="figures drawn"),
        ]
    return together(written)


def _band(least: int, most: int | None) -> str:
    return f"over {least - 1}" if most is None else f"{least} to {most}"


def _measures(of: Of) -> tuple[dict[str, str], dict[str, int]]:
    """The titles of the measures, and what they count."""
    titles = {name: title for each in of["statistics"] for name, title in each["titles"].items()}
    counts = {name: count for each in of["statistics"] for name, count in each["counts"].items()}
    return titles, counts


def _source(cites: str) -> Markup:
    return tag("p", "Source: ", tag("cite", cites))


def _counted(count: int, total: int) -> list[Content]:
    """A count, its share, and a bar as long as that."""
    return [f"{count:,}", share(count, total), bar(count / total if total else 0)]
