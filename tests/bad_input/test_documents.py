"""Texts that cannot be read at all: one line, with where in the file it went wrong."""

from __future__ import annotations

import io
import os
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foirules import CaseError, load_case
from foirules.documents.limits import limit

BOMB = (
    "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n"
    + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
)  # fmt: skip


TRIALS: dict[str, tuple[str | bytes, list[str]]] = {
    "nothing": ("", ["case.yaml: empty"]),
    "a comment alone": ("\n# no case\n", ["case.yaml: empty"]),
    "a bracket left open": (
        "case: [a, b\nevents: 1\n",
        [
            "case.yaml:2:7: not YAML: did not find expected ',' or ']', while parsing a flow sequence that begins on line 1"
        ],
    ),
    "a quote left open": (
        "case: 'a\nevents: 1\n",
        [
            "case.yaml:3:1: not YAML: found unexpected end of stream, while scanning a quoted scalar that begins on line 1"
        ],
    ),
    "a colon in text": (
        "case: Re: pupil data\n",
        [
            "case.yaml:1:9: not YAML: mapping values are not allowed in this context; text that holds ': ' stands in quotes"
        ],
    ),
    "text that goes on after a quote": (
        "case: 'a' if b else c\n",
        [
            "case.yaml:1:11: not YAML: did not find expected key; text that begins with a quote or a bracket stands whole in quotes"
        ],
    ),
    "text that goes on after a bracket": (
        "case: test\nnotes: {'a', 'b'} - c\n",
        [
            "case.yaml:2:19: not YAML: block sequence entries are not allowed in this context; text that begins with a quote or a bracket stands whole in quotes"
        ],
    ),
    "an at sign": (
        "case: test\nnotes: @home\n",
        [
            "case.yaml:2:8: not YAML: found character that cannot start any token; text that begins with @, ` or % stands in quotes, and a tab cannot indent"
        ],
    ),
    "a tab": (
        "case: test\nauthority:\n\tname: A\n",
        [
            "case.yaml:3:1: not YAML: found character that cannot start any token; text that begins with @, ` or % stands in quotes, and a tab cannot indent"
        ],
    ),
    "a wrong escape": (
        'case: "a\\qb"\n',
        ["case.yaml:1:9: not YAML: found unknown escape character"],
    ),
    "half a pair of JSON": (
        '{"case": "\\ud83d"}',
        ["case.yaml:1:13: not YAML: found invalid Unicode character escape code"],
    ),
    "a control character": (
        "case: test\nnotes: ab\x07c\n",
        ["case.yaml:2:10: the control character '\\x07' is not allowed"],
    ),
    "a control character as an escape": (
        'case: test\nnotes: "\\e[2J"\n',
        ["case.yaml:2:8: the control character '\\x1b' is not allowed"],
    ),
    "a control character as an escape in a key": (
        'parts: {"\\e[2J": a}\n',
        ["case.yaml:1:9: the control character '\\x1b' is not allowed"],
    ),
    "a second document": (
        "case: test\n---\ncase: other\n",
        ["case.yaml:2:1: a second document begins; one is expected"],
    ),
    "a second document of something else": (
        "case: test\n...\nother\n",
        ["case.yaml:3:1: not YAML: did not find expected <document start>"],
    ),
    "too deep": (
        f"case: {'[' * 40}\n",
        ["case.yaml:1:39: nested too deep: the limit depth is 32; --limit depth=64 sets another"],
    ),
    "too deep by JSON": (
        '{"a":' * 40,
        ["case.yaml:1:166: nested too deep: the limit depth is 32; --limit depth=64 sets another"],
    ),
    "a bomb of aliases": (
        BOMB,
        [
            "case.yaml:5:25: too many values, aliases expanded: the limit values is 50,000; --limit values=100000 sets another"
        ],
    ),
    "too many values": (
        "case: [" + "1, " * 50_000 + "]\n",
        [
            "case.yaml:1:149999: too many values, aliases expanded: the limit values is 50,000; --limit values=100000 sets another"
        ],
    ),
    "a tag that would run a program": (
        "case: !!python/object/apply:os.system [ls]\n",
        ["case.yaml:1:7: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed"],
    ),
    "a tag of one's own": (
        "case: test\nevents: !mine []\n",
        ["case.yaml:2:9: the tag '!mine' is not allowed"],
    ),
    "a key that is a list": ("? [a, b]\n: c\n", ["case.yaml:1:3: a key must be text"]),
    "a key that is an alias": ("case: &a test\n*a : c\n", ["case.yaml:2:1: a key must be text"]),
    "a key that stands twice": (
        "case: test\nevents: []\ncase: other\n",
        ["case.yaml:3:1: the key 'case' stands twice, first on line 1"],
    ),
    "a key that stands twice, deep": (
        "authority: {name: A, type: school, name: B}\n",
        ["case.yaml:1:36: the key 'name' stands twice, first on line 1"],
    ),
    "an alias of nothing": ("case: *test\n", ["case.yaml:1:7: the alias 'test' names nothing"]),
    "an alias of what holds it": (
        "case: &a [*a]\n",
        ["case.yaml:1:11: the alias 'a' names nothing"],
    ),
    "another encoding": (b"case: caf\xe9\n", ["case.yaml:1:10: not UTF-8 text"]),
    "another encoding after a letter of two bytes": (
        b"case: test\nauthority: {name: \xc3\xa9\xe9}\n",
        ["case.yaml:2:20: not UTF-8 text"],
    ),
    "another encoding after a mark": (
        b"\xef\xbb\xbfcase: caf\xe9\n",
        ["case.yaml:1:10: not UTF-8 text"],
    ),
    "UTF-16": ("case: test\n".encode("utf-16"), ["case.yaml:1:1: not UTF-8 text"]),
    "too large a file": (
        "#" * (limit("document") + 1),
        ["case.yaml: too large: the limit document is 1 MB; --limit document=2MB sets another"],
    ),
    "a number": ("5\n", ["case.yaml:1:1: found 5; expected a mapping of keys to values"]),
    "a list": (
        "- case: test\n",
        ["case.yaml:1:1: found a list; expected a mapping of keys to values"],
    ),
}


def told(content: str | bytes) -> list[str]:
    """The lines for what is wrong with a case file of this content."""
    with TemporaryDirectory() as folder, chdir(folder):
        data = content.encode() if isinstance(content, str) else content
        Path("case.yaml").write_bytes(data)
        try:
            load_case("case.yaml")
        except CaseError as error:
            return list(error.errors)
    return []


@pytest.mark.parametrize(("content", "lines"), TRIALS.values(), ids=TRIALS)
def test_a_text_that_cannot_be_read_is_one_line(content: str | bytes, lines: list[str]) -> None:
    assert told(content) == lines


def _unread(path: str | Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        load_case(path)
    return list(caught.value.errors)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no.yaml"
    assert _unread(path) == [f"{path}: cannot be read: No such file or directory"]


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    assert _unread(tmp_path) == [f"{tmp_path}: cannot be read: Is a directory"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: test\n")
    path.chmod(0)
    assert _unread(path) == [f"{path}: cannot be read: Permission denied"]


def test_a_name_that_no_file_can_have() -> None:
    assert _unread("a\0b") == ["a\0b: cannot be read: embedded null byte"]


def test_a_file_as_large_as_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("#" * limit("document"))
    assert _unread(path) == [f"{path}: empty"]


def test_standard_input_is_called_by_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"case: [\n")))
    (line,) = _unread("-")
    assert line.startswith("-:2:1: not YAML: ")


def test_a_mark_at_the_beginning_and_json_with_tabs_and_pairs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(
        b"\xef\xbb\xbf{\n\t\"case\": \"\\ud83d\\ude00 a\\/b\",\n\t\"events\": [\n\t\t"
        b"{\"on\": \"2017-08-03\", \"event\": \"request-received\"}\n\t]\n}\n"
    )  # fmt: skip
    assert load_case(path).case == "\U0001f600 a/b"
