"""Whether letters are of another law than the one that they are read under."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft_file import draft_file
from tests.letters.test_ways_of_offices import drafted

EIR = "Your request falls under the Environmental Information Regulations 2004. "
FOISA = "This is our answer under the Freedom of Information (Scotland) Act 2002. "


@pytest.mark.parametrize(
    ("says", "regime", "other"),
    [
        (f"{EIR}We refuse it under regulation 12(4)(b).", "foia", "eir"),
        ("We refuse it under regulation 12(4)(b).", "foia", "eir"),
        ("The report is withheld under section 43(2).", "eir", "foia"),
        (f"{FOISA}The report is withheld under section 33(1)(b).", "foia", "foisa"),
        (f"{FOISA}The report is withheld under section 33(1)(b).", "eir", "foisa"),
        (f"{EIR}We refuse it under regulation 12(4)(b).", "eir", None),
        (f"{EIR}We refuse it under section 43(2).", "eir", None),
        (f"{EIR}But not all: the rest is exempt under sections 40(2) and 43(2).", "eir", "foia"),
        ("The report is withheld under section 43(2).", "foia", None),
        ("The report is attached.", "eir", None),
    ],
)
def test_the_law_that_letters_cite_is_told(says: str, regime: str, other: str | None) -> None:
    found = drafted(says, regime=regime).other_law
    assert (found.regime if found else None) == other


def test_what_only_the_requester_cites_tells_no_law() -> None:
    asked = "Please send the report. I know that you will cite regulation 12(4)(b)."
    assert drafted("The report is attached.", asked=asked).other_law is None


def test_a_draft_says_where_another_law_is_cited() -> None:
    draft = drafted("We refuse it under regulation 12(5)(e).")
    assert draft.other_law is not None
    said = draft_file(draft, date(2020, 1, 1)).replace("\n# ", " ")
    assert f" ? {draft.other_law.warning()}\nregime: foia" in said
    assert "r12(5)(e)" in draft.other_law.warning()
    assert "--regime eir" in draft.other_law.warning()
