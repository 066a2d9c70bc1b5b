"""Every result says what made it: the program, and hashes of the law, policy, calendar and input."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from foirules import (
    Assessment,
    Case,
    assess,
    assess_many,
    due,
    load_case,
    load_law,
    load_policies,
    load_rules,
    read_messages,
)
from foirules.calendars.working_days import Calendar
from foirules.cases.basis import Basis
from foirules.language.regime_files import digest_of, read_regime
from foirules.policy.extending import read_policies
from foirules.policy.policies import shipped_files
from foirules.rules.version import __version__
from tests.files import ROOT
from tests.library.given import CASE, DAY, FILE
from tests.regimes import copied

HASH = re.compile(r"[0-9a-f]{64}")
HASHES = ("law", "policy", "calendar", "input")


def test_it_names_the_program_and_four_hashes() -> None:
    made = assess(load_case(FILE), DAY).made_by
    assert list(made) == ["program", *HASHES]
    assert made["program"] == __version__
    assert all(HASH.fullmatch(made[name] or "") for name in HASHES)
    assert len({made[name] for name in HASHES}) == 4
    assert made["input"] == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_every_engine_says_the_same() -> None:
    case = load_case(FILE)
    made = assess(case, DAY).made_by
    for engine in ("scalar", "columns"):
        (found,) = assess_many([case], DAY, engine=engine)
        assert isinstance(found, Assessment)
        assert found.made_by == made
    assert pickle.loads(pickle.dumps(assess(case, DAY))).made_by == made
    assert assess(case, DAY, explain=True, results=("findings",)).made_by == made


def test_a_process_of_its_own_says_the_same() -> None:
    """Whatever its hashes of text begin with."""
    program = (
        "import sys; from datetime import date; from foirules import assess, load_case;"
        "print(assess(load_case(sys.argv[1]), date(2017, 10, 10)).made_by)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(FILE)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "FOIRULES_CACHE": "off"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {str(assess(load_case(FILE), DAY).made_by)}


# --- the input ------------------------------------------------------------------------------------


def test_a_dict_is_known_by_what_it_says() -> None:
    made = assess(CASE, DAY).made_by["input"]
    turned = {"events": [{"event": "request-received", "on": date(2017, 8, 3)}], "case": "c"}
    assert assess(turned, DAY).made_by["input"] == made
    assert assess({**CASE, "case": "d"}, DAY).made_by["input"] != made
    text = json.dumps(CASE, sort_keys=True, separators=(",", ":"))
    assert made == hashlib.sha256(text.encode()).hexdigest()


def test_a_case_that_a_program_put_together_has_no_hash() -> None:
    case = attrs.evolve(Case.from_dict(CASE), digest=None)
    assert assess(case, DAY).made_by["input"] is None


def test_letters_are_known_by_their_bytes(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "letters" / "dfe-2017.txt").read_bytes()
    path = tmp_path / "thread.txt"
    path.write_bytes(text)
    case = read_messages(path, as_of=DAY).case()
    assert case.digest == hashlib.sha256(text).hexdigest()
    path.write_bytes(text + b" ")
    assert read_messages(path, as_of=DAY).case().digest != case.digest


def test_a_due_day_is_known_by_what_was_asked() -> None:
    made = due(DAY).to_dict()["made_by"]
    assert due(DAY).to_dict()["made_by"] == made
    for other in (due(date(2017, 10, 11)), due(DAY, authority_type="parliament")):
        assert other.to_dict()["made_by"]["input"] != made["input"]


# --- the law, the policy, the calendar ------------------------------------------------------------


def test_a_changed_byte_of_the_law_is_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path / "foia")
    before = digest_of(folder)
    assert before == load_law()["foia"].digest
    for path in sorted([*folder.glob("*.yaml"), *(folder.parent / "shared").glob("*.yaml")]):
        data = path.read_bytes()
        path.write_bytes(data + b"#")
        assert digest_of(folder) != before, path
        path.write_bytes(data)
    assert digest_of(folder) == before
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # as a checkout on Windows has it
    assert digest_of(folder) == before


def test_a_law_that_is_read_again_has_the_same_hash() -> None:
    shipped = load_law()["foisa"]
    assert read_regime(shipped.folder).digest == shipped.digest


def test_rules_of_ones_own_are_of_the_law(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "own-rules.yaml").read_text(encoding="utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    rules = load_rules([path])
    (regime, _), *_ = rules.by_regime
    case = {**CASE, "regime": regime}
    made = [assess(case, DAY).made_by, assess(case, DAY, rules=rules).made_by]
    path.write_text(text.replace("meaning: ", "meaning: Also ", 1), encoding="utf-8")
    made.append(assess(case, DAY, rules=load_rules([path])).made_by)
    assert len({each["law"] for each in made}) == 3
    assert len({each["policy"] for each in made}) == 1


def test_policies_have_the_same_hash_however_they_are_read() -> None:
    """Kept when the package was built, or read from their files."""
    again = read_policies(shipped_files(), load_law(), trusted=set())
    hashes = {id: Basis(policy).digests.policy for id, policy in load_policies().items()}
    assert {id: Basis(policy).digests.policy for id, policy in again.items()} == hashes
    assert len(set(hashes.values())) == len(hashes)


@pytest.mark.parametrize(
    ("before", "after"), [("08-21", "08-22"), ("proclaimed late", "proclaimed"), ('"1"', '"2"')]
)
def test_what_a_policy_says_changes_its_hash(tmp_path: Path, before: str, after: str) -> None:
    text = (
        'policy: mine\nversion: "1"\ntitle: Mine\nextends: foia\nnon-working-days:\n'
        "  - {on: 2017-08-21, reason: A day proclaimed late, source: The Gazette}\n"
    )
    path = tmp_path / "mine.yaml"
    case = {**CASE, "authority": {"policy": "mine"}}
    made = []
    for each in (text, text.replace(before, after)):
        path.write_text(each, encoding="utf-8")
        made.append(assess(case, DAY, policies=load_policies([path])).made_by)
    assert made[0]["policy"] != made[1]["policy"]
    assert {**made[0], "policy": None} == {**made[1], "policy": None}


def test_a_day_more_in_the_calendar_changes_its_hash() -> None:
    regime = load_law()["foia"]
    calendar = regime.calendar
    more: Calendar = calendar.with_days([(date(2017, 8, 21).toordinal(), "A day more")])
    policy = load_policies()["foia"]
    other = attrs.evolve(policy, regime=attrs.evolve(regime, calendar=more))
    a, b = Basis(policy).digests, Basis(other).digests
    assert (a.law, a.policy) == (b.law, b.policy)
    assert a.calendar != b.calendar


def test_a_case_under_several_laws_has_one_hash_for_all() -> None:
    def made(**parts: Any) -> dict[str, str | None]:
        return assess({**CASE, "parts": parts}, DAY).made_by

    both = made(a={"regime": "foia"}, b={"regime": "eir"})
    one = made(a={"regime": "foia"}, b={"regime": "foia"})
    assert both["law"] != one["law"] == load_law()["foia"].digest


def test_a_copy_of_the_law_elsewhere_has_the_same_hash(tmp_path: Path) -> None:
    shipped = load_law()["eir"].folder
    for name in ("eir", "shared"):
        shutil.copytree(shipped.parent / name, tmp_path / name)
    assert digest_of(tmp_path / "eir") == load_law()["eir"].digest
