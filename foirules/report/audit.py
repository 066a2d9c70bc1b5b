"""The summary of an audit as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from foirules.report import NOT_ADVICE
from foirules.report.due_list import due_list
from foirules.report.filled_returns import filled_returns_text
from foirules.report.page import Page
from foirules.report.proposed_policy import proposed_policy_text

MOST: Final = 12  # lines of a list
_WIDE: Final = 44
_CASE_IDS: Final = {
    "shared": "An id in several files is of one case; a map may say case-ids: per-file.",
    "per-file": "An id in several files is of a case in each, called after its file; a map may say"
    " case-ids: shared.",
}
_RATE: Final = 40
_BOUNDS: Final = (
    "At least, at most: what the uncertain and the rejected could make of it. A band is named where"
    " both lie in it."
)
_NARROWED: Final = "{said} in the map would narrow them, if the log has all of these."
_NO_BAND: Final = "no one band"
_OF_NO_CASE: Final = "Rejected rows of no known case: any case of these files may lack an event"
_SILENCE: Final = (
    "What rests on there being none that is not recorded is possible at most; rates, clocks and"
    " stages take it as not having happened. If it records more, `recorded:` in the map says so."
)
_VALUES: Final = {
    "Values that are not known to the law or the map": "values_not_read",
    "Read as empty": "read_as_empty",
}
_AGAINST: Final = {
    "days": "last days",
    "verdicts": "verdicts (in time or late)",
    "numbers": "numbers of working days taken",
}
_COMES_TO: Final = {"days": "days", "numbers": "numbers"}
_COUNTED: Final = ("compared", "alike", "earlier", "later", "fewer", "more")
_VERDICTS: Final = {
    "compared": "compared",
    "alike": "alike",
    "late_by_law": "in time by the system, late by law",
    "in_time_by_law": "late by the system, in time by law",
    "neither": "neither in time nor late by law",
}
_KINDS: Final = {"breach": 0, "departure": 1, "promise": 2, "note": 3}
_STYLES: Final = {"good": "good", "at the standard": "good", "adequate": "possible"}


def summary_text(
    summary: Mapping[str, Any],
    page: Page,
    due_file: str | None = None,
    returns_folder: str | None = None,
) -> str:
    """The summary of an audit for a terminal.

    :param summary: of :meth:`foirules.audit.counting.summary.Audit.to_dict`.
    :param due_file: where all that is due is written; None where it is not.
    :param returns_folder: where returns are written.
    """
    cases, rows = summary["cases"], summary["rows"]
    begun = f"{cases['assessed']:,} cases as of {summary['as_of']}"
    page.say(begun, style="heading")
    if not summary["complete"]:
        page.say("Interrupted: what follows is of the cases done by then.", 2, "established")
    said = f"{rows['read']:,} rows read: {rows['used']:,} used, {rows['rejected']:,} rejected"
    page.say(said + (f", {rows['left_out']:,} left out by the map" if rows["left_out"] else ""), 2)
    said = (
        f"{cases['read']:,} cases: {cases['assessed']:,} assessed, {cases['rejected']:,} rejected"
    )
    if cases["not_received"]:
        said += f", {cases['not_received']:,} not yet received"
    page.say(said, 2)
    if summary["under_several_laws"]:
        several = f"{summary['under_several_laws']:,} under several laws: each counts under each"
        page.say(several, 2)
    _lines(page, "Rejected", summary["rejected"], "reason")
    _lines(page, _OF_NO_CASE, summary["of_no_known_case"], "file")
    _lines(page, "Left out by the map", summary["left_out"], "event")
    for title, key in _VALUES.items():
        values = [{**e, "value": f"{e['column']}: {e['value']}"} for e in summary[key]]
        _lines(page, title, values, "value")
    _case_ids(page, summary["case_ids"])
    _against_column(page, summary["against_column"])
    for each in summary["file_notes"][:MOST]:
        page.say(f"{each['file']}: {each['note']}", 2)
    _more(page, len(summary["file_notes"]))
    for file, names in summary["columns_not_read"].items():
        page.say(f"Columns of {file} that are not read: {', '.join(names)}", 2, "faint")
    for of in summary["by_regime"]:
        if len(summary["by_regime"]) > 1:
            page.heading(f"{of['title']}: {of['cases']['assessed']:,} cases")
        _of_regime(page, of)
    filled_returns_text(page, summary["returns"], returns_folder)
    due_list(page, summary["what_is_due"], summary["as_of"], due_file)
    page.lines.append("")
    page.say(NOT_ADVICE, style="faint")
    return page.text()


def _case_ids(page: Page, found: Mapping[str, Any] | None) -> None:
    """How ids that stand in several files were taken."""
    if found is None:
        return
    page.say(_CASE_IDS[found["taken"]], 2)
    if found["repeated"]:
        page.say(f"{found['repeated']:,} rows repeat what another file says of a whole case.", 2)


def _of_regime(page: Page, of: Mapping[str, Any]) -> None:
    """What is counted of the cases of one regime."""
    _not_recorded(page, of)
    _rates(page, of["rates"])
    for each in of["statistics"]:
        if each["shown"]:
            _set(page, each)
    _late(page, of["late_by"], of["statistics"])
    _findings(page, of["findings"])
    _stages(page, of["stages"], of["counted"])
    _table(page, "By quarter in which they begin", of, "quarters", "quarter", last=True)
    _table(page, "By authority", of, "authorities", "authority")
    _against(page, of["against"])
    proposed_policy_text(page, of["proposed"])


def _lines(page: Page, title: str, given: Sequence[Mapping[str, Any]], name: str) -> None:
    if not given:
        return
    page.heading(title)
    for each in given[:MOST]:
        page.columns(f"{each['count']:>10,}", str(each[name]), 13, indent=0)
    _more(page, len(given))


def _more(page: Page, count: int) -> None:
    if count > MOST:
        page.say(f"and {count - MOST:,} more", 13, "faint")


def _not_recorded(page: Page, of: Mapping[str, Any]) -> None:
    """What a log does not record: what rests on its silence is possible only."""
    found = of["not_recorded"]
    if found is None:
        return
    page.heading("What the log does not record")
    kept, lost = of["recorded"], found["events"]
    if len(kept) < len(lost):
        page.say(f"It records {', '.join(kept)}, and no other event. {_SILENCE}", 2)
    else:
        page.say(f"It does not record {', '.join(lost)}. {_SILENCE}", 2)
    unseen = [each["title"] for each in of["statistics"] if not each["shown"]]
    if unseen:
        page.say(f"It shows nothing of: {'; '.join(unseen)}.", 2)
    if found["rules"]:
        page.say(f"It cannot show these duties: {', '.join(found['rules'])}.", 2, "faint")


def _rates(page: Page, rates: Sequence[Mapping[str, Any]]) -> None:
    some = [each for each in rates if each["percentage"] is not None]
    if not some:
        return
    page.heading("Rates")
    for each in some:
        line = f"{each['percentage']:.1f}%  {each['of']:,} of {each['among']:,}"
        style = _STYLES.get(each["band"] or "", "")
        page.columns(each["title"], line, _RATE, indent=2, style=style)
        if _open(each):
            page.columns("", f"at least {each['least']:.1f}%, at most {each['most']:.1f}%", _RATE)
        if each["thresholds"]:
            bands = each["thresholds"].items()
            starts = ", ".join(f"{name} from {least}%" for name, least in bands if least)
            page.columns("", f"{each['band'] or _NO_BAND} ({starts})", _RATE, style=style)
    if any(map(_open, some)):
        page.say(_BOUNDS, 2, "faint", hang=0)
    events, fields = (
        ", ".join(dict.fromkeys(name for each in some for name in each["narrowed_by"][kind]))
        for kind in ("events", "fields")
    )
    if events or fields:
        said = [f"`recorded: [mapped, {events}]`"] if events else []
        said += [f"a column for {fields}"] if fields else []
        page.say(_NARROWED.format(said=" and ".join(said)), 2, "faint", hang=0)


def _open(rate: Mapping[str, Any]) -> bool:
    """Whether a rate may be less or more than it is as recorded."""
    return not rate["least"] == rate["percentage"] == rate["most"]


def _set(page: Page, each: Mapping[str, Any]) -> None:
    counts = {name: count for name, count in each["counts"].items() if count}
    if not counts and not each["uncertain"]:
        return
    page.heading(each["title"])
    total = sum(counts.values()) + (each["uncertain"] or 0)
    shown = {each["titles"][name]: count for name, count in counts.items()}
    if each["uncertain"]:
        shown["uncertain"] = each["uncertain"]
    for title, count in shown.items():
        share = "" if each["may_overlap"] else f"  {_share(count, total)}"
        page.columns(title, f"{count:>10,}{share}", _WIDE + 8, indent=2)


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:5.1f}%" if total else ""


def _late(page: Page, late: Sequence[Mapping[str, Any]], sets: Sequence[Mapping[str, Any]]) -> None:
    if not late:
        return
    page.heading("How late, in working days")
    titles = {
        name: f"{each['title']}: {title}" for each in sets for name, title in each["titles"].items()
    }
    for each in late:
        line = f"median {each['median']}, nine in ten within {each['ninth_tenth']}"
        line += f", at most {each['most']}"
        page.columns(titles[each["measure"]], line, _WIDE - 8, indent=2)
        bands = [
            f"{band['from']} {_end(band['to'])}: {band['count']:,}"
            for band in each["bands"]
            if band["count"]
        ]
        page.say(" · ".join(bands), _WIDE - 8, "faint", hang=0)


def _end(most: int | None) -> str:
    return "or more" if most is None else f"to {most}"


def _findings(page: Page, findings: Sequence[Mapping[str, Any]]) -> None:
    if not findings:
        return
    by_rule: dict[tuple[str, str], dict[str, int]] = {}
    for each in findings:
        counts = by_rule.setdefault((each["kind"], each["rule"]), {})
        counts[each["certainty"]] = each["count"]
    page.heading("Findings: established, possible")
    order = sorted(by_rule.items(), key=lambda e: (_KINDS[e[0][0]], -sum(e[1].values()), e[0][1]))
    for (kind, rule), counts in order:
        figures = f"{counts.get('established', 0):>10,} {counts.get('possible', 0):>10,}  {kind}"
        page.columns(rule, figures, _WIDE - 8, indent=2)


def _stages(page: Page, stages: Mapping[str, int], of: Mapping[str, str]) -> None:
    if stages:
        whole = of["parts"] == of["cases"]
        what = of["cases"] if whole else f"{of['parts']} of {of['cases']}"
        page.heading(f"{what.capitalize()} by stage")
        for name, count in stages.items():
            page.columns(name, f"{count:>10,}", _WIDE - 12, indent=2)


def _table(
    page: Page, title: str, summary: Mapping[str, Any], key: str, name: str, last: bool = False
) -> None:
    """Some of the periods, or of the authorities, with the first of the rates of each."""
    rows: Sequence[Mapping[str, Any]] = summary[key]
    if len(rows) < 2:
        return
    page.heading(title)
    cases, shown = summary["counted"]["cases"], summary["columns"]
    wide = {heading: max(len(heading), 8) for heading in shown}
    rate = next(iter(summary["rates"]), None)
    rated = rate["title"].lower() if rate else ""
    heads = [f"{cases:>10}", *(f"{h:>{w}}" for h, w in wide.items()), f"{rated:>8}"]
    page.columns("", " ".join(heads), _WIDE - 12, indent=2)
    for each in rows[-MOST:] if last else rows[:MOST]:
        figures = [f"{each[cases]:>10,}"]
        figures += [f"{each.get(shown[h], 0):>{w},}" for h, w in wide.items()]
        of = each["rates"].get(rate["rate"]) if rate else None
        percentage = f"{of['percentage']:.1f}%" if of else ""
        figures.append(f"{percentage:>{max(len(rated), 8)}}")
        page.columns(
            str(each[name] or "(not recorded)")[:30], " ".join(figures), _WIDE - 12, indent=2
        )
    _more(page, len(rows))


def _against_column(page: Page, found: Mapping[str, Any] | None) -> None:
    """How the column with what a system recorded was read."""
    if found is None:
        return
    said = f"{found['column']}: read as {_AGAINST[found['kind']]}, in {found['read']:,} cells"
    if found["not_read"]:
        said += f"; {found['not_read']:,} could not be read"
    page.say(said, 2)


def _against(page: Page, differences: Mapping[str, Any] | None) -> None:
    """What a system recorded, beside what the law says."""
    if differences is None:
        return
    kind = differences["kind"]
    page.heading(f"{_AGAINST[kind].capitalize()} recorded, beside those of the law")
    if kind == "verdicts":
        possible = differences["possible"]
        for name, title in _VERDICTS.items():
            _figure(page, title, differences[name])
            if possible.get(name):
                _figure(page, f"{title}, possibly", possible[name])
        return
    for name in _COUNTED:
        if name in differences:
            _figure(page, name, differences[name])
    for name, count in differences["explanations"].items():
        said = differences["titles"].get(name, f"nothing known comes to these {_COMES_TO[kind]}")
        page.columns(f"{count:>12,}", said, 16)


def _figure(page: Page, title: str, count: int) -> None:
    page.columns(title, f"{count:>10,}", _WIDE + 4, indent=2)
