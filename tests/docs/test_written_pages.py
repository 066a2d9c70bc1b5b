"""The pages written by hand: their links lead somewhere, what they tell to run does run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from docs.make.picture import COMMAND
from foirules import load_law
from foirules.assessing.one_case import prepare
from foirules.cases.examples import example
from foirules.cli import main
from foirules.policy.policies import load_policies
from tests.docs.pages import PAGES, anchors, blocks, links, page
from tests.files import ROOT
from tests.regimes import copied

pytestmark = pytest.mark.one_cpython

README, CONTRIBUTING = page("README.md"), page("CONTRIBUTING.md")


def indented(text: str) -> list[str]:
    """The blocks that are set in by four columns."""
    found = re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", text, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in found]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for link in links(text):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_a_dead_link_is_noticed() -> None:
    assert links("see [a](b.md) and ![c](d.svg#e)") == ["b.md", "d.svg#e"]
    assert anchors("# Conditions of s40(2)\n```\n# no heading\n```\n") == {"conditions-of-s402"}


def test_every_page_is_reached_from_the_readme() -> None:
    """Through other pages, however many."""
    reached, left = set[Path](), [ROOT / "README.md"]
    while left:
        path = left.pop()
        if path not in reached and path in PAGES:
            reached.add(path)
            named = (link.partition("#")[0] for link in links(path.read_text(encoding="utf-8")))
            left += [(path.parent / each).resolve() for each in named if each]
    assert set(PAGES) == reached


# --- README -------------------------------------------------------------------------------------


def test_the_first_command_is_the_one_of_the_picture() -> None:
    first, *_ = indented(README)
    assert first.rstrip().endswith(" && .venv/bin/foirules " + " ".join(COMMAND))


_COMMAND = re.compile(r"(?:\.venv/bin/)?foirules (.+)")


def test_the_commands_of_the_readme_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    told = [block.strip() for block in indented(README)]
    commands = [found[1] for each in told if (found := _COMMAND.fullmatch(each))]
    assert len(commands) == 1
    for command in commands:
        assert main(shlex.split(command)) == 0, command
    assert capsys.readouterr().out.startswith("2017-09-04\n")


# --- CONTRIBUTING -------------------------------------------------------------------------------

TRY = """
from pathlib import Path
from foirules.language.chapters import read_chapters
from foirules.language.regime_files import load_law
from foirules.language.regime_reader import scope_of

law = load_law()["foia"]
for chapter in law.chapters:  # where the example has been followed
    chapter.rules[:] = [rule for rule in chapter.rules if rule.id != "fees-notice-late"]
(example,) = read_chapters([Path({file!r})], scope_of(law))
law.chapters[0].rules.extend(example.chapter().rules)
object.__setattr__(law, "checked", None)  # it has been checked without the rule
object.__setattr__(law, "key", "")
{test}
test_a_fees_notice_after_the_last_day_for_complying()

from tests.mutation.claims import read
for claims in read("example", '''{border}'''):
    assert not claims.unmet(assess(claims.case, claims.as_of))
"""


def test_the_rule_of_the_example_is_found_as_its_test_says(tmp_path: Path) -> None:
    rule, border, *_ = blocks(CONTRIBUTING, "yaml")
    (test,) = blocks(CONTRIBUTING, "python")

    def tried(rule: str, border: str) -> tuple[int, str]:
        file = tmp_path / "example.yaml"
        file.write_text(f"chapter: example\nrules:\n{rule}", encoding="utf-8")
        program = TRY.format(file=str(file), test=test, border=border)
        run = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True
        )
        return run.returncode, run.stderr

    assert tried(rule, border) == (0, "")
    never = rule.replace("when: not given_in_time", "when: false")
    assert "AssertionError" in tried(never, border)[1]
    wrong = border.replace("established 2017-09-05", "established 2017-09-06")
    assert "AssertionError" in tried(rule, wrong)[1]


def test_the_policy_of_the_example_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *_, policy, day = blocks(CONTRIBUTING, "yaml")
    file = tmp_path / "example.yaml"
    file.write_text(policy + day, encoding="utf-8")
    found = load_policies([file])["example-council"]
    assert found.periods["review-request"][-1].length == "3 calendar months"
    assert main(["due", "2028-06-01", "--policy", str(file)]) == 0
    assert main(["due", "2028-06-01"]) == 0
    assert capsys.readouterr().out == "2028-06-30\n2028-06-29\n"


def test_the_period_of_the_example_is_read_by_its_fact(tmp_path: Path) -> None:
    _, _, period, fact, *_ = blocks(CONTRIBUTING, "yaml")
    folder = tmp_path / "other"
    copied(folder)
    for path, old, new in (
        (folder / "regime.yaml", "regime: foia", "regime: other"),
        (folder / "receipt.yaml", "facts:\n", f"facts:\n{fact}"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    policy = page("policies/foia.yaml").replace("policy: foia", "policy: other", 1)
    (folder / "policies").mkdir()
    file = folder / "policies" / "other.yaml"
    file.write_text(policy.replace("periods:\n", f"periods:\n{period}", 1), "utf-8")
    law = load_law([folder])
    policies = load_policies((), law)
    for received, last in (("2017-08-03", "2017-08-11"), ("2018-08-01", "2018-08-16")):
        case, as_of = example([f"{received} request-received"], regime=law["other"])
        prepared = prepare(case, policies)
        prepared.known.whole()  # nothing reads the fact yet, so that no portion needs it
        day = as_of.toordinal()
        (days, *_) = prepared.scenarios(case, day).judged
        root = prepared.run(case, day, days).root
        assert date.fromordinal(root.ask_again_by) == date.fromisoformat(last)
