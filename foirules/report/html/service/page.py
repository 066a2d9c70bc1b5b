"""The page of a service, made of what an audit found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from foirules.audit.counting.first_of_groups import FIRST
from foirules.audit.running.one_file import AuditResults
from foirules.engine.values_in_words import day_in_words
from foirules.report.html.layout import contents, document
from foirules.report.html.markup import Markup, listed, pairs, tag, together, unfold
from foirules.report.html.service.due import what_is_due
from foirules.report.html.service.figures import NO_BAND, Of, backlog, lateness, measures, rates
from foirules.report.html.service.found import authorities, findings, quarters
from foirules.report.html.service.listed import group_lists, lists, why
from foirules.report.html.service.shown_audit import ShownAudit

MOST: Final = (200, 150, 100, 50, 20)  # cases of a figure: fewer, where the page would be too large
LARGEST: Final = 3_000_000  # bytes
TITLE: Final = "What the log shows"


def write(results: AuditResults, path: Path) -> None:
    """Writes the page of an audit.

    A figure lists its first two hundred cases; fewer, if the file would be larger than three
    megabytes.
    """
    page = ""
    for most in MOST:
        page = service_page(shown_audit(results, most))
        if len(page.encode()) < LARGEST:
            break
    path.write_text(page, "utf-8")


def shown_audit(results: AuditResults, most: int) -> ShownAudit:
    """What an audit found, to be shown.

    :param most: how many cases of a figure are listed.
    """
    audit = results.audit
    law, own = audit.law.load_regimes(), audit.law.load_own_rules()
    rules = {
        (id, rule.id): rule
        for id in audit.totals
        for chapter in (*law[id].chapters, *own.of(id))
        for rule in chapter.rules
    }
    return ShownAudit(
        audit.to_dict(),
        rules,
        results.first_cases(most),
        most,
        results.due_by_day(),
        list(results.soonest_due(most)),
    )


def service_page(shown: ShownAudit) -> str:
    """The page, as a file."""
    summary = shown.summary
    title = f"{TITLE} as of {day_in_words(shown.as_of)}"
    due = _section("due", tag("h2", "What is due", id="due-title"), what_is_due(shown))
    of_laws = [_of_law(shown, of) for of in summary["by_regime"]]
    behind = _behind(shown)
    places = [("due", "What is due"), *(p for places, _ in of_laws for p in places)]
    places += [("behind", "The cases behind the figures"), ("cases", "Why: case by case")]
    places += [("read", "What was read")]
    return document(
        title,
        tag("h1", title),
        _about(shown),
        *(_verdict(of) for of in summary["by_regime"]),
        contents("Sections", places),
        due,
        *(written for _, written in of_laws),
        behind,
        _section(
            "cases", tag("h2", "Why: case by case", id="cases-title"), _why(shown), class_="listed"
        ),
        _section("read", tag("h2", "What was read", id="read-title"), _read(shown)),
        made_by=summary["made_by"],
    )


def _section(id: str, heading: Markup, *content: Markup, class_: str | None = None) -> Markup:
    return tag("section", heading, *content, id=id, aria_labelledby=f"{id}-title", class_=class_)


def _about(shown: ShownAudit) -> Markup:
    summary = shown.summary
    cases = summary["cases"]
    said = f"{cases['assessed']:,} assessed, {cases['rejected']:,} rejected"
    if cases["not_received"]:
        said += f", {cases['not_received']:,} not yet received"
    interrupted = "" if summary["complete"] else "The audit was interrupted: this is what was done."
    return pairs(
        [
            ("As of", day_in_words(shown.as_of)),
            ("Cases", said),
            ("Law", "; ".join(of["title"] for of in summary["by_regime"])),
            ("Policy", ", ".join(f"{p['id']} {p['version']}" for p in summary["policy"])),
            ("Map", summary["map"]),
            ("Limits", interrupted),
        ]
    )


def _verdict(of: Of) -> Markup:
    """The first rate that is set against bands, or else the first, and the backlog."""
    some = [each for each in of["rates"] if each["percentage"] is not None]
    rate = next((each for each in some if each["thresholds"]), some[0] if some else None)
    counts = {name: n for each in of["statistics"] for name, n in each["counts"].items()}
    owed = sum(counts[name] for name in of["backlog"])
    said = [tag("strong", f"{of['title']}. "), "As recorded: "]
    if rate:
        band = f" ({rate['band'] or NO_BAND})" if rate["thresholds"] else ""
        between = f"between {rate['least']:.1f}% and {rate['most']:.1f}%"
        title = rate["title"][0].lower() + rate["title"][1:]
        said.append(f"{title} {rate['percentage']:.1f}%, {between}{band}. ")
    said.append(f"{owed:,} still owed an answer.")
    return tag("div", tag("p", *said), class_="verdict")


def _of_law(shown: ShownAudit, of: Of) -> tuple[list[tuple[str, str]], Markup]:
    """The sections of a law, and their places."""
    id, written = of["regime"], []
    places: list[tuple[str, str]] = []
    for name, title, content in _sections(shown, of):
        if content:
            place = f"{id}-{name}"
            written.append(_section(place, shown.heading(title, id=f"{place}-title"), content))
            places.append((place, f"{title} ({of['title']})" if shown.several else title))
    whole = together(written)
    if shown.several:
        whole = _section(id, tag("h2", of["title"], id=f"{id}-title"), whole)
    return places, whole


def _sections(shown: ShownAudit, of: Of) -> Iterator[tuple[str, str, Markup]]:
    """The name, the title and the content of each section of a law."""
    yield "limits", "What the log does not record", _not_recorded(of)
    yield "backlog", "The backlog and its age", backlog(shown, of)
    yield "rates", "Rates", rates(shown, of)
    for each in of["statistics"]:
        if each["shown"]:
            yield f"set-{each['set']}", each["title"], measures(shown, of, each)
    yield "late", "How late", lateness(shown, of)
    yield "findings", "What was found", findings(shown, of)
    yield "quarters", "By quarter", quarters(shown, of)
    yield "authorities", "By authority", authorities(shown, of)


def _not_recorded(of: Of) -> Markup:
    """What the log does not record, so that what rests on it is possible only."""
    found = of["not_recorded"]
    if found is None:
        return Markup()
    kept = ", ".join(of["recorded"]) or "none"
    said = (
        f"The log records these events: {kept}. What rests on there being no other is possible at"
        " most; rates and counts take others as not having happened."
    )
    unseen = [each["title"] for each in of["statistics"] if not each["shown"]]
    more = tag("p", f"It shows nothing of: {'; '.join(unseen)}.") if unseen else ""
    return tag("div", tag("p", said), more, class_="limits")


def _behind(shown: ShownAudit) -> Markup:
    """The lists of the cases of each figure."""
    said = f"Each figure has its first {shown.most} cases here, those that are certain first;"
    said += f" quarters and authorities have {-(-shown.most // FIRST)} each."
    written = [tag("p", said)]
    for of in shown.summary["by_regime"]:
        if shown.several:
            written.append(tag("h3", of["title"]))
        written += lists(shown, of)
        written += group_lists(shown, of)
    title = tag("h2", "The cases behind the figures", id="behind-title")
    return _section("behind", title, *written, class_="listed")


def _why(shown: ShownAudit) -> Markup:
    said = (
        "What is found of each case to which a link above leads, and what comes next. What is"
        " certain is not marked. The whole of a case, with the days counted, is shown by "
    )
    lead = tag("p", said, tag("code", "foirules audit LOG --case ID"), ".")
    cases = unfold(f"{len(shown.cases_with_places):,} cases", *why(shown), class_="listed")
    return together([lead, cases])


def _read(shown: ShownAudit) -> Markup:
    """What became of the rows and the cases."""
    summary = shown.summary
    rows = summary["rows"]
    said = f"{rows['read']:,} read: {rows['used']:,} used, {rows['rejected']:,} rejected"
    said += f", {rows['left_out']:,} left out by the map" if rows["left_out"] else ""
    notes = [f"{each['file']}: {each['note']}" for each in summary["file_notes"]]
    return together(
        [
            pairs(
                [
                    ("Rows", said),
                    ("Rejected", _counts(summary["rejected"], "reason")),
                    ("Left out", _counts(summary["left_out"], "event")),
                    ("Files", listed(notes) if notes else None),
                    ("Columns not read", _columns(summary["columns_not_read"])),
                ]
            )
        ]
    )


def _counts(rows: list[Mapping[str, Any]], name: str) -> Markup | None:
    return listed(f"{row['count']:,}: {row[name]}" for row in rows[:20]) if rows else None


def _columns(of_files: Mapping[str, list[str]]) -> Markup | None:
    return listed(f"{f}: {', '.join(names)}" for f, names in of_files.items()) if of_files else None
