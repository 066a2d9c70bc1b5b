"""Cases of loans kept as tests: what is expected of them, and how it is mended."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command

EXPECTED = """\
expect:
  as-of: 2024-07-01
  findings:
    - {rule: late-return, part: a, certainty: established, due: 2024-06-17}
    - {rule: kept-after-recall, part: a, certainty: established}
    - {rule: fine-despite-ground, part: b, exemptions: [illness]}
    - {rule: fine-beyond-limit, part: b}
    - {rule: late-return, part: b, certainty: possible}
    - {rule: late-fine-notice, part: b, certainty: possible}
  clocks:
    - {clock: loan, part: a, status: missed}
  actions:
    - {action: return, part: a, actor: borrower}
"""


def expecting(text: str) -> None:
    path = Path("loan-1.yaml")
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_what_is_found_is_what_is_expected(law: Path, foirules: Command) -> None:
    expecting(EXPECTED)
    told = foirules("check", "--law", law, "loan-1.yaml")
    assert told == (0, "1 file checked: no problems\n", "")


def test_a_wrong_expectation_is_a_problem(law: Path, foirules: Command) -> None:
    expecting(EXPECTED.replace("due: 2024-06-17", "due: 2024-06-18"))
    told = foirules("check", "--law", law, "loan-1.yaml")
    assert (told.code, told.err) == (1, "")
    assert "late-return" in told.out
    assert "2024-06-17" in told.out


def test_an_unknown_rule_is_refused_with_the_nearest(law: Path, foirules: Command) -> None:
    expecting(EXPECTED.replace("late-return, part: a", "late-retrun, part: a"))
    told = foirules("check", "--law", law, "loan-1.yaml")
    assert told.code == 2
    assert "'late-retrun'; did you mean 'late-return'?" in told.out + told.err


def test_a_rule_of_another_law_is_not_known(law: Path, foirules: Command) -> None:
    expecting(EXPECTED.replace("late-return, part: a", "late-response, part: a"))
    told = foirules("check", "--law", law, "loan-1.yaml")
    assert told.code == 2
    assert "'late-response'" in told.out + told.err


def test_what_is_found_is_written_down(law: Path, foirules: Command) -> None:
    expecting("expect:\n  as-of: 2024-07-01\n  findings: []\n")
    assert foirules("check", "--law", law, "loan-1.yaml").code == 1
    foirules("check", "--law", law, "--fix", "loan-1.yaml")
    text = Path("loan-1.yaml").read_text("utf-8")
    assert "rule: kept-after-recall, part: a" in text
    assert foirules("check", "--law", law, "loan-1.yaml").code == 0
