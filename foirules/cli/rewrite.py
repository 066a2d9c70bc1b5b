"""``foirules check --fix`` and ``--diff``: files whose ``expect`` is rewritten to what is found."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from attrs import evolve

from foirules.cases.case_file import load_case_file, read_case_file
from foirules.cases.errors import CaseError
from foirules.check.fix import fixed
from foirules.check.outcome import Checked
from foirules.check.run import Settings, check_file
from foirules.cli.shared import output, refused

Changes = Mapping[int, tuple[str, str]]
"""The text of a file before and after, by its place among those checked."""


def rewriting(checked: list[Checked], settings: Settings) -> Changes:
    """What is to change; a file that cannot be rewritten is told as one with an error."""
    changes = {}
    for place, each in enumerate(checked):
        if each.problems and each.file != "-":
            try:
                before = load_case_file(each.file, settings.law)
                after = fixed(before, settings)
            except CaseError as error:
                checked[place] = evolve(each, errors=error.errors)
                continue
            if after != before.text:
                changes[place] = before.text, after
        elif each.problems:
            raise refused("stdin-fix")
    return changes


def write(changes: Changes, checked: list[Checked], settings: Settings) -> None:
    """Write each file, whole or not at all, and check it anew."""
    for place, (_, after) in changes.items():
        file = checked[place].file
        with Path(file).open("rb") as old:
            mark = "\ufeff" if old.read(3) == BOM_UTF8 else ""
        with output(file) as out:
            out.write(mark + after)
        checked[place] = check_file(read_case_file(after, file, settings.law), settings)


def differences(changes: Changes, checked: list[Checked]) -> Iterator[str]:
    """The lines of a unified diff."""
    for place, (before, after) in changes.items():
        file = checked[place].file
        texts = before.splitlines(True), after.splitlines(True)
        for line in unified_diff(*texts, file, file):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
