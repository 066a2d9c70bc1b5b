"""`--fix` makes `expect` what is found, and leaves every other character as it was."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules.cli import main
from tests.bad_input.test_mangled import mangled
from tests.cli.conftest import Command
from tests.files import QUICK, examples, read_yaml

MANGLED = examples(40, 150)

HEAD = """\
case: test  # a case
parts: [a, b]
events:
  - {on: 2017-08-03, event: request-received}
  - {on: 2017-09-05, event: response, outcome: disclosed, states: {confirmed-held: true}}
  - {on: 2017-09-06, event: review-requested}
"""
LATE = "{rule: late-response, part: b, certainty: established, due: 2017-09-04}"

EXAMPLES = {
    "lines": (
        """\
expect:
  as-of: 2017-10-10   # the day
  findings:
    # why this
    - {rule: late-response, part: a, due: 2017-09-01}  # first
    # why that
    - late-refusal-notice(b)  # second
    - rule: late-review
      event: 3

      due: 2017-10-05   # wrong

  # clocks below
  clocks:
    - {clock: review-response, status: met, stopped: }

notes: after
""",
        f"""\
expect:
  as-of: 2017-10-10   # the day
  findings:
    # why this
    - {{rule: late-response, part: a, due: 2017-09-04}}  # first
    # why that
    - rule: late-review
      event: 3

      due: 2017-10-04   # wrong
    - {LATE}

  # clocks below
  clocks:
    - {{clock: review-response, status: missed, stopped: }}

notes: after
""",
    ),
    "one line": (
        "expect: {as-of: 2017-10-10, findings: [late-response(a), late-refusal-notice],"
        " met: [late-response(b)]}\n",
        f"expect: {{as-of: 2017-10-10, findings: [late-response(a), {LATE}], met: []}}\n",
    ),
    "the first of several in brackets": (
        "expect:\n  as-of: 2017-10-10\n"
        "  findings: [late-appeal, late-response(a), late-appeal, late-response(b), late-appeal]\n",
        "expect:\n  as-of: 2017-10-10\n  findings: [late-response(a), late-response(b)]\n",
    ),
    "nothing but a day": (
        "expect:\n  as-of: 2017-10-10",
        "expect:\n  as-of: 2017-10-10\n  findings:\n"
        f"    - {LATE.replace('part: b', 'part: a')}\n    - {LATE}\n",
    ),
    "an empty list": (
        "expect:\n  as-of: 2017-10-10\n  findings: []  # none\n",
        "expect:\n  as-of: 2017-10-10\n  findings:\n"
        f"    - {LATE.replace('part: b', 'part: a')}\n    - {LATE}  # none\n",
    ),
    "all gone": (
        "expect:\n  as-of: 2017-08-04\n  findings:\n    # no more\n    - late-response\n",
        "expect:\n  as-of: 2017-08-04\n  findings: []\n    # no more\n",
    ),
    "another part in brief, and a value that is none": (
        "expect:\n  as-of: 2017-10-10\n  findings:\n    - late-response(a)\n"
        "    - {rule: late-response, part: null}\n"
        "  clocks: [{clock: review-response, stopped: 2017-10-09}]\n",
        "expect:\n  as-of: 2017-10-10\n  findings:\n    - late-response(a)\n"
        "    - {rule: late-response, part: b}\n"
        "  clocks: [{clock: review-response, stopped: null}]\n",
    ),
}


def written(folder: Path, text: str, name: str = "case.foi.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("before", "after"), EXAMPLES.values(), ids=EXAMPLES)
def test_only_what_is_expected_is_rewritten(
    foirules: Command, tmp_path: Path, before: str, after: str
) -> None:
    path = written(tmp_path, HEAD + before)
    told = foirules("check", path, "--fix")
    assert told == (0, "1 file checked: no problems, 1 file rewritten\n", "")
    assert path.read_text(encoding="utf-8") == HEAD + after
    assert foirules("check", path, "--fix") == (0, "1 file checked: no problems\n", "")


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem)
@pytest.mark.parametrize("as_json", [False, True], ids=["yaml", "json"])
def test_whatever_was_expected_the_file_is_as_it_expects_afterwards(
    foirules: Command, cases: Path, path: Path, as_json: bool
) -> None:
    """Each curated case, with days and certainties expected wrongly and one too many."""
    text = path.read_text(encoding="utf-8")
    kept, expect = text.split("\nexpect:\n")
    wrong = re.sub(r"due: 20\d\d", "due: 2006", expect).replace("established", "possible")
    wrong += "  undecided: [record-altered]\n" if "undecided" not in expect else ""
    wrong += "  met:\n    - record-altered\n" if "met" not in expect else ""
    name, new = path.name, f"{kept}\nexpect:\n{wrong}"
    if as_json:
        name = f"{path.stem}.json"
        new = json.dumps(read_yaml(new), indent=2, default=str, ensure_ascii=False)
        new = new.replace('"true":', '"on":')  # what PyYAML makes of it
    file = written(cases, new, name)
    assert foirules("check", file).code == 1
    assert foirules("check", file, "--fix").code == 0
    after = file.read_text(encoding="utf-8")
    if as_json:
        before = json.loads(new)
        assert {**json.loads(after), "expect": None} == {**before, "expect": None}
    else:
        assert after.startswith(f"{kept}\nexpect:\n")


def test_the_diff_shows_it_first_and_changes_nothing(
    foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, HEAD + "expect: {as-of: 2017-10-10, met: [late-review]}")
    before = path.read_text(encoding="utf-8")
    told = foirules("check", "case.foi.yaml", "--diff")
    assert told == (
        1,
        """\
--- case.foi.yaml
+++ case.foi.yaml
@@ -4,4 +4,4 @@
   - {on: 2017-08-03, event: request-received}
   - {on: 2017-09-05, event: response, outcome: disclosed, states: {confirmed-held: true}}
   - {on: 2017-09-06, event: review-requested}
-expect: {as-of: 2017-10-10, met: [late-review]}
\\ No newline at end of file
+expect: {as-of: 2017-10-10, met: [], findings: [{rule: late-review, certainty: possible, event: 3, due: 2017-10-04}, {rule: late-response, part: a, certainty: established, due: 2017-09-04}, {rule: late-response, part: b, certainty: established, due: 2017-09-04}]}
\\ No newline at end of file
""",
        "",
    )
    assert path.read_text(encoding="utf-8") == before
    foirules("check", path, "--fix")
    assert foirules("check", path, "--diff") == (0, "", "")


def test_a_file_that_expects_nothing_is_left_to_fail(foirules: Command, tmp_path: Path) -> None:
    path = written(tmp_path, HEAD)
    told = foirules("check", path, "--as-of", "2017-10-10", "--fix")
    assert told.code == 1
    assert told.out.endswith("1 file checked: 2 problems in 1 file\n")
    assert path.read_text(encoding="utf-8") == HEAD


def test_acceptances_and_rules_ignored_are_left(
    foirules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "ignore = ['late-review']\n", "foirules.toml")
    expect = "expect:\n  as-of: 2017-10-10\n  findings:\n    - late-review(a)\n"
    accept = "accept:\n  - {rule: late-response, reason: the post}\n"
    path = written(tmp_path, HEAD + accept + expect + "  met: [late-review]\n")
    assert foirules("check", path, "--fix") == (
        0,
        "1 file checked: no problems, 2 findings accepted\n",
        "",
    )


def test_the_mark_of_the_text_and_its_line_ends_stay(foirules: Command, tmp_path: Path) -> None:
    before, after = (HEAD + text for text in EXAMPLES["nothing but a day"])
    path = tmp_path / "case.foi.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode())
    assert foirules("check", path, "--fix").code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + after.replace("\n", "\r\n").encode()


# --- whole or not at all --------------------------------------------------------------------------

WRONG = HEAD + EXAMPLES["lines"][0]


def test_the_file_keeps_its_mode_and_a_link_stays_one(foirules: Command, tmp_path: Path) -> None:
    path = written(tmp_path, WRONG, "kept.yaml")
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert foirules("check", link, "--fix").code == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (
            OSError(28, "No space left on device"),
            2,
            "{}: cannot be written: No space left on device",
        ),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
    ids=["full", "interrupted"],
)
def test_a_failure_half_way_leaves_the_file_as_it_was(
    foirules: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    line: str,
) -> None:
    path = written(tmp_path, WRONG)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    assert foirules("check", path, "--fix") == (code, "", f"foirules: {line.format(path)}\n")
    assert path.read_text(encoding="utf-8") == WRONG
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_rewritten_is_told_and_left(foirules: Command, tmp_path: Path) -> None:
    """An expectation that stands for two by an alias."""
    expect = "expect:\n  as-of: 2017-10-10\n  met: &m [late-review]\n  undecided: *m\n"
    path = written(tmp_path, HEAD + expect)
    told = foirules("check", path, "--fix")
    assert told.code == 2
    assert told.err == f"foirules: {path}: expect could not be rewritten; the file is as it was\n"
    assert path.read_text(encoding="utf-8") == HEAD + expect


# --- whatever a file holds ------------------------------------------------------------------------


@settings(max_examples=MANGLED)
@given(st.integers(0, 2**32 - 1).map(Random))
def test_a_mangled_file_is_checked_or_refused_and_rewritten_or_left(rng: Random) -> None:
    """What is written is as it expects; what is not written is as it was."""
    data = mangled(rng, rng.choice(QUICK).read_bytes())
    out, err = io.StringIO(), io.StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(out), redirect_stderr(err):
        path = Path(folder, "case.yaml")
        path.write_bytes(data)
        check = ["check", str(path), "--as-of", "2017-10-10"]
        before, after = main(check), main([*check, "--fix"])
        same = path.read_bytes() == data
        again = main(check)
    assert (before, after) in {(0, 0), (1, 0), (1, 1), (1, 2), (2, 2)}
    assert again == before if same else (before, after, again) == (1, 0, 0)
    assert all(line.startswith("foirules: ") for line in err.getvalue().splitlines())
