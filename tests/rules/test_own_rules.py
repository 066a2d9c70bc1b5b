"""Rules of one's own, from a file, beside the Act's."""

from __future__ import annotations

import pytest

from foirules import Case, assess, assess_many, load_case, load_rules
from foirules.cases.examples import example
from foirules.cli import main
from foirules.engine.durable import matcher as durable
from tests.files import OF_THE_ACT, QUICK, ROOT, day

FILE = ROOT / "docs" / "own-rules.yaml"
ID = "slower-than-our-standard"


def test_the_example_does_what_it_says() -> None:
    own = load_rules([FILE])
    (rule,) = own.chapters[0].rules
    for lines, broken in ((rule.breaks, True), (rule.keeps, False)):
        case, as_of = example(lines)
        found = assess(case, as_of, rules=own)
        assert (ID in {f.rule for f in found.findings}) == broken
        assert (ID in {m.rule for m in found.met}) != broken
    assert rule.kind == "promise"


def test_all_back_ends_say_the_same() -> None:
    pytest.importorskip("numpy")
    own = load_rules([FILE])
    cases = [load_case(path) for path in OF_THE_ACT if path in QUICK]
    plain = [assess(case, day("2026-11-01"), rules=own) for case in cases]
    assert sum(f.rule == ID for each in plain for f in each.findings) > 5
    assert list(assess_many(cases, day("2026-11-01"), engine="columns", rules=own)) == plain
    if durable.available():
        assert [assess(c, day("2026-11-01"), engine="durable", rules=own) for c in cases] == plain


def test_the_act_is_as_it_was() -> None:
    case = Case.from_dict(
        {"case": "a", "events": [{"on": "2017-08-03", "event": "request-received"}]}
    )
    own = assess(case, day("2017-10-10"), rules=load_rules([FILE]))
    plain = assess(case, day("2017-10-10"))
    assert [f for f in own.findings if f.rule != ID] == list(plain.findings)
    assert own.clocks == plain.clocks


def test_they_are_shown_and_applied_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", ID, "--rules", str(FILE), "--expressions"]) == 0
    assert "days_taken > 15" in capsys.readouterr().out
    case = str(ROOT / "cases" / "dfe-2017-0040081.yaml")
    assert main(["assess", case, "--rules", str(FILE), "--as-of", "2017-10-10"]) == 0
    assert f"{ID} · all parts · our standard of service" in capsys.readouterr().out
    assert main(["assess", case, "--rules", "no.yaml"]) == 2
    assert (
        capsys.readouterr().err == "foirules: no.yaml: cannot be read: No such file or directory\n"
    )
