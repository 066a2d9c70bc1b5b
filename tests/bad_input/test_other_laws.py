"""Cases, policies and logs of a law that is not the one they are held to."""

from __future__ import annotations

from datetime import date

import pytest

from foirules import CaseError, due
from foirules.language.regime_files import load_law
from tests.bad_input.command_lines import refusal
from tests.files import ROOT, among
from tests.foia import REGIME

EVENTS = "events:\n  - {on: 2017-08-03, event: request-received}\n"
OTHER = ["--law", "law", "--as-of", "2017-10-10"]

TRIALS: dict[str, tuple[list[str], list[str]]] = {
    "a policy of another regime": (
        ["assess", "case.yaml", *OTHER],
        ["foirules: case.yaml:3:21: authority.policy: the policy 'foia' is of foia, and the case of other"],
    ),
    "a policy that extends one of another regime": (
        ["policies", "--law", "law", "--policy", "mixed.yaml"],
        ["foirules: mixed.yaml:4:9: regime: 'other', and it extends a policy of foia"],
    ),
    "an unknown regime": (
        ["due", "2017-08-03", "--law", "law", "--regime", "othr"],
        ["foirules: unknown regime 'othr'; did you mean 'other'?"],
    ),
    "a regime that no folder of law has": (
        ["due", "2017-08-03", "--regime", "other"],
        [f"foirules: unknown regime 'other'; expected {among(load_law())}"],
    ),
    "a regime without a template of a case": (
        ["new", "c", "--law", "law", "--regime", "other"],
        ["foirules: there is no law/new-case.yaml, by which a case of 'other' would be begun"],
    ),
    "the library's own, an unknown regime": (
        ["library"],
        [f"unknown regime 'othr'; expected {among(load_law())}"],
    ),
}  # fmt: skip


def files() -> dict[str, str]:
    """A law that is the Act's by another name, and files of it."""
    law = {f"law/{file.name}": file.read_text("utf-8") for file in REGIME.folder.glob("*.yaml")}
    shared = (REGIME.folder.parent / "shared").glob("*.yaml")
    law |= {f"shared/{file.name}": file.read_text("utf-8") for file in shared}
    top = law["law/regime.yaml"].replace("regime: foia", "regime: other")
    policy = (ROOT / "policies" / "foia.yaml").read_text("utf-8")
    del law["law/new-case.yaml"]
    return {
        **law,
        "law/regime.yaml": top,
        "law/policies/other.yaml": policy.replace("policy: foia", "policy: other", 1),
        "case.yaml": "case: c\nregime: other\nauthority: {policy: foia}\n" + EVENTS,
        "mixed.yaml": 'policy: mixed\nversion: "1"\ntitle: M\nregime: other\nextends: foia\n',
    }


def told(arguments: list[str]) -> list[str]:
    """The lines on standard error; of the library, those of its error."""
    if arguments == ["library"]:
        with pytest.raises(CaseError) as error:
            due(date(2017, 8, 3), regime="othr")
        return list(error.value.errors)
    return refusal(arguments, files())


@pytest.mark.parametrize(("arguments", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_cannot_be_done_is_told(arguments: list[str], lines: list[str]) -> None:
    assert told(arguments) == lines
