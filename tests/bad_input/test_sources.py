"""A register of sources that cannot be used: every error of both its files, each where it stands."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foirules.language.sources import SourcesError, load_register
from tests.foia import REGIME

Files = dict[str, str]
SOURCE = "FOIA:\n  title: The Act\n  text: a copy\n  as-at: 2026-04-07\n  read: first-hand\n"
CONTENTS = "  contents:\n    Part I:\n      s1: Right\n"


def one(more: str = "", left: str = "[]", source: str = SOURCE) -> Files:
    """A source, with more of it from its sixth line on, and what is left out of it."""
    return {"sources.yaml": source + more, "left-out.yaml": left + "\n"}


TRIALS: dict[str, tuple[Files, list[str]]] = {
    "nothing": (one(source="", more=""), ["sources.yaml: empty"]),
    "a list": (
        one(source="- FOIA\n"),
        ["sources.yaml:1:1: found a list; expected a mapping of keys to values"],
    ),
    "a misspelt key": (
        one("  in-froce: {from: 2005-01-01}\n"),
        ["sources.yaml:6:3: FOIA.in-froce: unknown key 'in-froce'; did you mean 'in-force'?"],
    ),
    "nothing of what was read": (
        one(source="FOIA:\n  title: The Act\n"),
        [
            "sources.yaml:2:3: FOIA: the key 'text' is missing",
            "sources.yaml:2:3: FOIA: the key 'read' is missing",
        ],
    ),
    "an unknown way of reading": (
        one(source=SOURCE.replace("first-hand", "second-hand")),
        [
            "sources.yaml:5:9: FOIA.read: unknown reading 'second-hand'; expected first-hand,"
            " quoted, not-read or own"
        ],
    ),
    "a text of no day": (
        one(source=SOURCE.replace("  as-at: 2026-04-07\n", "")),
        [
            "sources.yaml:2:3: FOIA: read at first hand, but no as-at says as of which day",
        ],
    ),
    "a day that there is not": (
        one(source=SOURCE.replace("04-07", "04-31")),
        ["sources.yaml:4:10: FOIA.as-at: there is no day 2026-04-31"],
    ),
    "an end before the beginning": (
        one("  in-force: {from: 2011-01-19, to: 2010-06-30}\n"),
        [
            "sources.yaml:6:13: FOIA.in-force: ends on 2010-06-30, before it begins on 2011-01-19",
        ],
    ),
    "what is no provision": (
        one(f"{CONTENTS}      s2 and s3: Both\n  provisions:\n    s(1): {{}}\n"),
        [
            "sources.yaml:9:7: FOIA.contents.Part I.s2 and s3: found 's2 and s3'; expected a"
            " provision of FOIA as a citation has it",
            "sources.yaml:11:5: FOIA.provisions.s(1): found 's(1)'; expected a provision of FOIA as"
            " a citation has it",
        ],
    ),
    "a provision listed in two parts": (
        one(f"{CONTENTS}    Part II:\n      s1: Right\n"),
        ["sources.yaml:10:7: FOIA.contents.Part II.s1: s1 is listed under Part I already"],
    ),
    "a provision with a key of its source's": (
        one("  provisions:\n    s1: {title: Right}\n"),
        ["sources.yaml:7:10: FOIA.provisions.s1.title: unknown key 'title'"
         "; expected text, as-at, read, in-force or note"],
    ),
    "left out and not registered": (
        one(CONTENTS, "- provisions: FOIA ss1, 2\n  why: it says nothing"),
        ["left-out.yaml:1:15: left-out[1].provisions: FOIA s2 is not in the register of sources"],
    ),
    "left out twice": (
        one(CONTENTS, "- {provisions: FOIA s1, why: so}\n- {provisions: FOIA s1, why: so}"),
        ["left-out.yaml:2:16: left-out[2].provisions: FOIA s1 is left out above already"],
    ),
    "left out for no reason": (
        one(CONTENTS, "- provisions: FOIA s1"),
        ["left-out.yaml:1:3: left-out[1]: the key 'why' is missing"],
    ),
}  # fmt: skip


def told(files: Files) -> list[str]:
    """The lines for what is wrong with a register of these files, called by their names alone."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_text(files[path.name], encoding="utf-8")
        try:
            load_register(*paths)
        except SourcesError as error:
            return [line.replace(f"{folder}/", "") for line in error.errors]
    return []


@pytest.mark.parametrize(("files", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_said_where_it_stands(files: Files, lines: list[str]) -> None:
    assert told(files) == lines


def test_a_provision_has_what_its_source_says_where_it_says_nothing(tmp_path: Path) -> None:
    more = (
        "  in-force: {from: 2005-01-01}\n  note: of the Act\n"
        "  contents:\n    Part I:\n      s1: Right\n      s2: Effect\n"
        "  provisions:\n    s1(2): {in-force: {from: 2011-01-19}, note: of its own}\n"
        "SI 2009/1:\n  title: Rules\n  text: a copy\n  read: not-read\n  provisions:\n    r1: {}\n"
        "SI 2009/2:\n  title: Rules\n  text: a copy\n  read: quoted\n"
    )
    for name, text in one(more, "- provisions: FOIA s2\n  why: no time is set").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = load_register(tmp_path / "sources.yaml", tmp_path / "left-out.yaml")
    assert found.contents == ("FOIA s1", "FOIA s2")
    assert found.left_out == {"FOIA s2": "no time is set"}

    whole, own = found.of("FOIA s1(1)(a)"), found.of("FOIA s1(2)(a)")
    assert whole is not None
    assert own is not None
    assert [e.heading for e in (whole, own)] == ["Right", "Right"]
    assert [str(e.start) for e in (whole, own)] == ["2005-01-01", "2011-01-19"]
    assert [e.note for e in (whole, own)] == ["", "of its own"]
    assert found.of("FOIA s3") is None
    assert found.of("FOIA s1 as enacted") is None
    assert found.of("SI 2009/1 r2") is None
    assert found.of("SI 2009/2 r2") == found.entries["SI 2009/2"]


def test_the_register_of_the_law_is_read() -> None:
    assert REGIME.register().entries["FOIA s10"].heading == "Time for compliance with request"
