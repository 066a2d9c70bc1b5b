"""The notes of a release, made from CHANGELOG.md: `python -m docs.make.release TAG`.

The exit code is 1, and nothing is printed, where the tag, the version of the program and the
changelog do not agree, or the calendar ends too soon after the day of the release.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from docs.make.project import ROOT
from foirules.calendars.table import ANNOUNCED_UNTIL, LAST_YEAR
from foirules.rules.version import __version__

UNRELEASED: Final = "Unreleased"
YEARS: Final = 2  # that the calendar goes beyond the day of a release, at least
_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)
_RELEASE: Final = re.compile(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)")


def changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text("utf-8")


def sections(text: str) -> Mapping[str, str]:
    """What the changelog says of each release, by its heading, newest first."""
    _, *found = _HEADING.split(text)
    return dict(zip(found[::2], (each.strip() for each in found[1::2]), strict=True))


def faults(text: str, version: str = __version__) -> list[str]:
    """What is wrong with a changelog beside the version of the program."""
    headings = list(sections(text))
    found = [
        f"CHANGELOG.md: {heading!r} is no release; expected: 0.1.0 (2026-11-27)"
        for heading in headings
        if heading != UNRELEASED and not _RELEASE.fullmatch(heading)
    ]
    if UNRELEASED in headings[1:]:
        found.append(f"CHANGELOG.md: {UNRELEASED} stands below a release")
    releases = [match for each in headings if (match := _RELEASE.fullmatch(each))]
    orders = [tuple(map(int, match[1].split("."))) for match in releases]
    days = [match[2] for match in releases]
    if orders != sorted(set(orders), reverse=True) or days != sorted(days, reverse=True):
        found.append("CHANGELOG.md: the releases do not stand newest first")
    now = tuple(map(int, version.split(".")))
    if orders and (now < orders[0] or (now != orders[0] and headings[0] != UNRELEASED)):
        found.append(f"foirules/rules/version.py: {version}; CHANGELOG.md: {releases[0][1]}")
    return found


def notes(tag: str, text: str, version: str = __version__) -> tuple[str, list[str]]:
    """The notes of the release that a tag is for, and what is wrong with it."""
    found = faults(text, version)
    if tag != f"v{version}":
        found.append(f"the tag {tag} is not that of foirules/rules/version.py: v{version}")
    first, said = next(iter(sections(text).items()))
    release = _RELEASE.fullmatch(first)
    if release is None or release[1] != version:
        return "", [*found, f"CHANGELOG.md begins with {first}; expected: {version} (DAY)"]
    on = date.fromisoformat(release[2])
    for ends, what in ((date(LAST_YEAR, 12, 31), "ends"), (ANNOUNCED_UNTIL, "is announced until")):
        if ends.year - on.year < (YEARS if what == "ends" else 1):
            found.append(
                f"the calendar {what} {ends}: add a year first (CONTRIBUTING.md, Each year)"
            )
    return said, found


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m docs.make.release TAG", file=sys.stderr)
        return 2
    said, found = notes(arguments[0], changelog())
    print("\n".join(found) if found else said, file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
