"""``expect`` rewritten to what is found, with every other character of the file as it was.

The text is changed only where an expectation stands, by the marks of PyYAML's nodes: comments,
order and layout stay as they are. JSON is edited in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import yaml
from attrs import define, evolve, field

from foirules.cases.assessment import EventRef
from foirules.cases.case_file import CaseFile, read_case_file
from foirules.cases.errors import CaseError
from foirules.cases.expectations import SECTIONS, Section
from foirules.check.compare import Difference, Expectation, compare, field_of
from foirules.check.run import Settings, assessed
from foirules.check.wording import Wording
from foirules.documents.json_text import json_text

MESSAGES: Final = {
    "not-rewritten": "{file}: expect could not be rewritten; the file is as it was",
}
_ADDED: Final = {
    "findings": ("part", "certainty", "event", "due"),
    "met": ("part", "event"),
    "undecided": ("part", "event"),
    "clocks": ("part", "status", "due"),
    "actions": ("part", "deadline"),
}
_PLAIN: Final = re.compile(r"[A-Za-z][\w.()-]*\Z")
_WORDS: Final = ("true", "false", "null")


def fixed(file: CaseFile, settings: Settings) -> str:
    """The text of a file with ``expect`` as the engine has it; the same where nothing differs.

    A file that has no ``expect`` stays as it is: what it breaks is to be seen, not expected.

    :raises CaseError: where it cannot be assessed, or not be rewritten without harm.
    """
    differences = _differences(file, settings)
    if "expect" not in file.item.value or not differences:
        return file.text
    text = _Rewriting(file.text).field_of(differences)
    try:
        again = read_case_file(text, file.name, settings.law)
        same = evolve(again.case, expect=None) == evolve(file.case, expect=None)
        left = _differences(again, settings)
    except CaseError:
        same, left = False, []
    if not same or left:
        raise CaseError([MESSAGES["not-rewritten"].format(file=file.name)])
    return text


def _differences(file: CaseFile, settings: Settings) -> list[Difference]:
    assessment = assessed(file, settings)
    seen, wording = compare(file, assessment, settings.fail_on), Wording(file, assessment)
    return [each for each in seen.differences if settings.heeds(wording.problem(each))]


@define
class _Rewriting:
    """Edits of a text: from one place to another, what is to stand there."""

    text: str
    edits: list[tuple[int, int, str]] = field(factory=list)
    json: bool = field(init=False)
    newline: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.json = self.text.lstrip().startswith("{")
        self.newline = "\r\n" if "\r\n" in self.text else "\n"

    def field_of(self, differences: Sequence[Difference]) -> str:
        """The text, edited."""
        root = yaml.compose(self.text, Loader=yaml.SafeLoader)
        expect = _value(root, "expect")
        for section in SECTIONS.values():
            wanted = [d for d in differences if d.wanted and d.wanted.section is section]
            gone = [d.wanted for d in wanted if not (d.result and d.section is section)]
            for each in wanted:
                if each.wanted not in gone:
                    self._change(expect, each)
            new = [d.result for d in differences if _is_new(d, section, expect)]
            self._list(expect, section, gone, [self._entry(section, one) for one in new])
        for start, end, new_text in sorted(self.edits, reverse=True):
            self.text = self.text[:start] + new_text + self.text[end:]
        return self.text

    # --- an expectation -----------------------------------------------------------------------

    def _change(self, expect: Any, each: Difference) -> None:
        """The fields that differ, each in its place."""
        wanted, result = each.wanted, each.result
        assert wanted is not None
        node = _node_of(wanted, _value(expect, wanted.section.name))
        if isinstance(node, yaml.ScalarNode):
            part = f"({result.part})" if result.part is not None else ""
            self._put(node, self._scalar(f"{wanted.name}{part}", plain=True))
            return
        for key in wanted.differing(result):
            self._put(_value(node, key), self._shown(field_of(result, key)))

    def _put(self, node: Any, text: str) -> None:
        start, end = node.start_mark.index, _end(node)
        gap = " " if start == end and self.text[start - 1] == ":" else ""
        self.edits.append((start, end, gap + text))

    # --- a list of them -----------------------------------------------------------------------

    def _list(
        self, expect: Any, section: Section, gone: Sequence[Expectation | None], new: list[str]
    ) -> None:
        if not gone and not new:
            return
        listed = _value(expect, section.name)
        if listed is None:
            self._new_list(expect, section, new)
            return
        leaving = [_node_of(each, listed) for each in gone if each is not None]
        kept = [node for node in listed.value if node not in leaving]
        if not listed.flow_style:
            self._block(_key(expect, section.name), listed, leaving, kept, new)
        elif listed.value or self.json or expect.flow_style:
            self._flow(listed, leaving, kept, new)
        else:  # [] becomes a list over lines
            key = _key(expect, section.name)
            dash = " " * (key.start_mark.column + 2) + "- "
            after = key.end_mark.index + 1
            self.edits.append(
                (after, _end(listed), "".join(f"{self.newline}{dash}{each}" for each in new))
            )

    def _block(
        self, key: Any, listed: Any, leaving: list[Any], kept: list[Any], new: list[str]
    ) -> None:
        """A list of an entry or more to a line; comments on lines of their own stay."""
        for node in leaving:
            start = self.text.rfind("\n", 0, node.start_mark.index) + 1
            self.edits.append((start, self._line_end(_end(node)), ""))
        if not kept and not new:
            self.edits.append((key.end_mark.index + 1, key.end_mark.index + 1, " []"))
        indent = " " * listed.start_mark.column
        self._lines(_end(listed), [f"{indent}- {each}" for each in new])

    def _flow(self, listed: Any, leaving: list[Any], kept: list[Any], new: list[str]) -> None:
        """A list in brackets."""
        nodes = listed.value
        if not nodes:
            start = listed.start_mark.index + 1
            self.edits.append((start, start, ", ".join(new)))
            return
        starts, ends = [node.start_mark.index for node in nodes], [_end(node) for node in nodes]
        before = self.text[listed.start_mark.index + 1 : starts[0]]
        between = "," + (before or " ") if before.isspace() or not before else ", "
        if not kept:
            self.edits.append((starts[0], ends[-1], between.join(new)))
            return
        last = max(i for i, node in enumerate(nodes) if node in kept)
        for i, node in enumerate(nodes[:last]):
            if node in leaving:
                self.edits.append((starts[i], starts[i + 1], ""))
        added = "".join(between + each for each in new)
        self.edits.append((ends[last], ends[-1], added))

    def _new_list(self, expect: Any, section: Section, new: list[str]) -> None:
        name = self._scalar(section.name)
        if expect.flow_style:
            comma = ", " if expect.value else ""
            place = _end(expect.value[-1][1]) if expect.value else expect.start_mark.index + 1
            self.edits.append((place, place, f"{comma}{name}: [{', '.join(new)}]"))
        else:
            indent = " " * expect.start_mark.column
            lines = [f"{indent}{name}:", *(f"{indent}  - {each}" for each in new)]
            self._lines(_end(expect), lines)

    def _lines(self, after: int, lines: Iterable[str]) -> None:
        """Whole lines below the one in which a place is."""
        place = self._line_end(after)
        text = "".join(f"{line}{self.newline}" for line in lines)
        if text:
            missing = "" if self.text[:place].endswith("\n") else self.newline
            self.edits.append((place, place, missing + text))

    def _line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end + 1

    # --- what is written ----------------------------------------------------------------------

    def _entry(self, section: Section, result: Any) -> str:
        """A result as an expectation, in braces."""
        values = {key: field_of(result, key) for key in (section.key, *_ADDED[section.name])}
        said = {k: v for k, v in values.items() if v is not None}
        shown = (f"{self._scalar(key)}: {self._shown(value)}" for key, value in said.items())
        return f"{{{', '.join(shown)}}}"

    def _shown(self, value: Any) -> str:
        if isinstance(value, EventRef):
            return self._scalar(value.id, plain=value.id.isdigit())
        if isinstance(value, date):
            return self._scalar(value.isoformat(), plain=True)
        if isinstance(value, tuple):
            return f"[{', '.join(map(self._scalar, value))}]"
        return self._scalar(value) if isinstance(value, str) else json.dumps(value)

    def _scalar(self, text: str, plain: bool = False) -> str:
        plain = plain or bool(_PLAIN.match(text) and text.lower() not in _WORDS)
        return text if plain and not self.json else json_text(text)


# --- nodes ----------------------------------------------------------------------------------------


def _value(mapping: Any, name: str) -> Any | None:
    return next((value for key, value in mapping.value if key.value == name), None)


def _key(mapping: Any, name: str) -> Any:
    return next(key for key, _ in mapping.value if key.value == name)


def _node_of(wanted: Expectation, listed: Any) -> Any:
    """The node of an expectation: the one that stands where its item does."""
    place = (wanted.item.line, wanted.item.column)
    for node in listed.value:
        if (node.start_mark.line + 1, node.start_mark.column + 1) == place:
            return node
    raise LookupError(wanted)


def _end(node: Any) -> int:
    """Where a node ends; what is in lines ends with the last thing in it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        index: int = node.end_mark.index
        return index
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _is_new(each: Difference, section: Section, expect: Any) -> bool:
    """Whether a result is to be added to a list.

    What was expected in another list goes where it is found, if that list says anything, or is of
    findings.
    """
    if each.section is not section or each.result is None:
        return False
    if each.wanted is None:
        return True
    moved = each.wanted.section is not section
    return moved and (section.name == "findings" or _value(expect, section.name) is not None)
