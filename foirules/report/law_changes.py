"""What changed between two laws: for a terminal, and as markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from foirules.changes.between_laws import (
    CHANGES,
    FieldChange,
    LawChange,
    LawChanges,
    RegimeChanges,
)
from foirules.changes.law_file import KINDS
from foirules.report.markdown import as_code, as_text
from foirules.report.page import Page

TITLES: Final = {kind: f"{kind.capitalize()}s" for kind in KINDS} | {"statistic": "Statistics"}
SAME: Final = "Nothing of it changed."
SAME_BUT_FILES: Final = (
    "Nothing that is compared changed; the files differ in other things: the words of events and"
    " letters, subjects, sources, maps or remarks."
)
NO_POLICY: Final = "Periods and lists are not compared: one of the two has no policy of it."
_AT: Final = 34
_NOTHING: Final = "(nothing)"


def tell_law_changes(page: Page, found: LawChanges) -> None:
    """Each body of law with its declarations that changed, and in each what it said and says."""
    page.heading(f"From {_law(found.before)} to {_law(found.after)}")
    for line in _only(found):
        page.say(line, 2)
    for of in found.regimes:
        page.heading(f"{of.title} ({of.regime}): {_counted(of)}")
        if not of.changes:
            page.say(SAME_BUT_FILES if of.files_differ else SAME, 2, hang=0)
        if not of.policy_compared:
            page.say(NO_POLICY, 2, hang=0)
        for kind, changes in _by_kind(of):
            page.heading(TITLES[kind])
            for each in changes:
                page.columns(each.name, f"{each.change}: {each.title}", _AT, 4, "name")
                for field in each.fields:
                    page.say(f"{field.aspect} · {field.key}", 6)
                    page.say(f"- {_value(field.before)}", 8, "established")
                    page.say(f"+ {_value(field.after)}", 8, "good")
                if each.felt_by:
                    page.say(f"felt by {', '.join(each.felt_by)}", 6, "faint")


def law_changes_markdown(found: LawChanges) -> str:
    """The same as markdown, to be put into the notes of a release."""
    return "\n".join(_markdown(found)).rstrip("\n") + "\n"


def _markdown(found: LawChanges) -> Iterator[str]:
    yield "# What changed in the law\n"
    yield f"From {as_text(_law(found.before))} to {as_text(_law(found.after))}.\n"
    for line in _only(found):
        yield f"{as_text(line)}\n"
    for of in found.regimes:
        yield f"## {as_text(of.title)} ({as_text(of.regime)}): {_counted(of)}\n"
        if not of.changes:
            yield f"{SAME_BUT_FILES if of.files_differ else SAME}\n"
        if not of.policy_compared:
            yield f"{NO_POLICY}\n"
        for kind, changes in _by_kind(of):
            yield f"### {TITLES[kind]}\n"
            for each in changes:
                yield f"- {as_code(each.name)} {each.change}: {as_text(each.title)}"
                yield from (_field(field) for field in each.fields)
                if each.felt_by:
                    yield f"  - felt by {', '.join(map(as_code, each.felt_by))}"
            yield ""


def _field(field: FieldChange) -> str:
    before, after = (as_code(_value(value)) for value in (field.before, field.after))
    return f"  - {as_text(field.aspect)}, {as_code(field.key)}: {before} → {after}"


def _law(named: tuple[str, str]) -> str:
    return f"{named[0]} (foirules {named[1]})"


def _only(found: LawChanges) -> Iterator[str]:
    for (name, _), only in ((found.before, found.only_before), (found.after, found.only_after)):
        if only:
            yield f"Only in {name}, and not compared: {', '.join(only)}"


def _counted(of: RegimeChanges) -> str:
    counts = Counter(each.change for each in of.changes)
    return ", ".join(f"{counts[change]} {change}" for change in CHANGES)


def _by_kind(of: RegimeChanges) -> Iterator[tuple[str, list[LawChange]]]:
    for kind in KINDS:
        if changes := [each for each in of.changes if each.what == kind]:
            yield kind, changes


def _value(value: Any) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
