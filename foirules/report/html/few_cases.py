"""A log of a few cases on a page: what is due, what was found, what is counted, and each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from foirules.audit.few.judged import FewCases, JudgedCase
from foirules.engine.values_in_words import day_in_words
from foirules.language.regime_files import load_law
from foirules.report.html.layout import contents, document
from foirules.report.html.markup import (
    Content,
    Markup,
    in_frame,
    listed,
    long_table,
    pairs,
    table,
    tag,
    together,
    unfold,
)
from foirules.report.verdict import verdict

DUE: Final = 200  # rows that are listed of each actor
REFUSED: Final = 200
_WHEN: Final = {"overdue": "Overdue", "this_week": "This week", "later": "Later"}
_KINDS: Final = ("breach", "departure", "promise", "note")
Of = Mapping[str, Any]


def page(few: FewCases) -> str:
    """The page, as a file."""
    told = few.to_dict()
    title = f"What the log shows as of {day_in_words(few.as_of)}"
    sections = [("due", "What is due", _due(told)), *_of_laws(told)]
    sections.append(("cases", "Case by case", _cases(few.judged)))
    if few.refused:
        sections.append(("refused", "What could not be judged", _refused(few)))
    return document(
        title,
        tag("h1", title),
        _about(told),
        contents("Sections", [(id, name) for id, name, _ in sections]),
        *(
            tag("section", tag("h2", name, id=f"{id}-title"), made, id=id)
            for id, name, made in sections
        ),
        made_by=told["made_by"],
    )


def _about(told: Of) -> Markup:
    cases = told["cases"]
    return pairs(
        [
            ("Rows read", f"{told['rows']['read']:,}"),
            ("Cases judged", f"{cases['assessed']:,} of {cases['read']:,}"),
            ("Not judged", f"{cases['rejected']:,}" if cases["rejected"] else None),
            ("Not yet received", f"{cases['not_received']:,}" if cases["not_received"] else None),
            ("Law", "; ".join(of["title"] for of in told["by_regime"])),
        ]
    )


def _due(told: Of) -> Markup:
    """How much is due of whom by when, and what it is."""
    counts = told["what_is_due"]["counts"]
    if not counts:
        return tag("p", "Nothing is due by a day.")
    rows = [[each["actor"].capitalize(), *(f"{each[when]:,}" for when in _WHEN)] for each in counts]
    made = table("What is due, by whom", ["Due of", *_WHEN.values()], rows)
    lists = (_due_of(each["actor"], told["due"]) for each in counts)
    return together([tag("div", made, class_="figures"), *lists])


def _due_of(actor: str, due: Sequence[Of]) -> Markup:
    own = [row for row in due if row["actor"] == actor]
    title = f"Due of the {actor}: {len(own):,}"
    if len(own) > DUE:
        title += f", the first {DUE:,}"
    heads = ("Case", "Last day", "What is to be done", "Working days")
    body = (
        [
            row["case"] + (f" ({row['parts']})" if row["parts"] else ""),
            row["deadline"],
            row["action"].replace("-", " "),
            _days(row),
        ]
        for row in own[:DUE]
    )
    return unfold(title, in_frame(title, long_table(title, heads, body)), class_="listed")


def _days(row: Of) -> str:
    left, over = row["working_days_left"], row["working_days_over"]
    return f"{over:,} over" if over is not None else f"{left:,} left" if left is not None else ""


def _of_laws(told: Of) -> Iterator[tuple[str, str, Markup]]:
    """What is found and counted under each law."""
    several = len(told["by_regime"]) > 1
    for of in told["by_regime"]:
        named = f", {of['title']}" if several else ""
        yield f"{of['regime']}-found", f"What was found{named}", _found(of)
        yield f"{of['regime']}-counted", f"What is counted{named}", _counted(of)


def _found(of: Of) -> Markup:
    """How often each rule is found to be broken, or perhaps, with what it says."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for each in of["findings"]:
        counts.setdefault((each["kind"], each["rule"]), {})[each["certainty"]] = each["count"]
    if not counts:
        return tag("p", "Nothing is found to be wrong.")
    law = load_law()[of["regime"]]
    says = {rule.id: rule for chapter in law.chapters for rule in chapter.rules}
    order = sorted(counts, key=lambda e: (_KINDS.index(e[0]), -sum(counts[e].values()), e[1]))
    rows = [
        [
            together(
                [rule, tag("span", says[rule].meaning, " ", tag("cite", says[rule].cites))]
                if rule in says
                else [rule]
            ),
            kind,
            *(f"{counts[kind, rule].get(each, 0):,}" for each in ("established", "possible")),
        ]
        for kind, rule in order
    ]
    title = f"What was found by rule, {of['title']}"
    made = table(title, ["Rule", "Kind", "Established", "Possible"], rows)
    return in_frame(title, tag("div", made, class_="figures"))


def _counted(of: Of) -> Markup:
    """Each set of measures of which something is counted."""
    made = []
    for each in of["statistics"]:
        rows = [[each["titles"][name], f"{n:,}"] for name, n in each["counts"].items() if n]
        rows += [["uncertain", f"{each['uncertain']:,}"]] if each["uncertain"] else []
        if rows:
            title = f"{each['title']}, {of['title']}"
            counted = tag("div", table(title, ["What", "Count"], rows), class_="figures")
            made.append(together([counted, tag("p", each["cites"], class_="note")]))
    return together(made) if made else tag("p", "Nothing is counted.")


def _cases(judged: Sequence[JudgedCase]) -> Markup:
    """Each case with its verdict, and what is to be done next."""
    law, title = load_law(), "Cases, each with its verdict"

    def row(each: JudgedCase) -> list[Content]:
        made = verdict(each.found, law)
        received = each.case.events[0].on.isoformat()
        return [each.case.case, each.case.authority.name or "", received, made.found, made.next]

    heads = ("Case", "Authority", "Received", "Verdict", "Next")
    return in_frame(title, long_table(title, heads, map(row, judged)))


def _refused(few: FewCases) -> Markup:
    lines = [line for each in few.refused for line in each.wrong]
    more = len(lines) - REFUSED
    said = tag("p", f"And {more:,} more.") if more > 0 else ""
    return together([listed(lines[:REFUSED]), said])
