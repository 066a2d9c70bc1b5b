"""The map that is proposed for each of the 200 trackers, by itself, reads it as a perfect reader
would, or names what it does not read; and headings of public logs whose words nobody chose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

pytest.importorskip("polars")
pytest.importorskip("python_calamine")

from foirules.audit.reading.headings import Headings
from foirules.audit.reading.proposing.case_column import called_so
from foirules.audit.running.suggesting import Proposal, suggest_map
from foirules.language.log_words import log_words
from foirules.language.regime_files import load_law
from tests.files import read_yaml
from tests.trackers import generate
from tests.trackers.files import written
from tests.trackers.generate import AS_OF, Tracker, tracker
from tests.trackers.reading import Read, read
from tests.trackers.test_trackers import TRACKERS, holds
from tests.trackers.words import texts, vocabulary

pytestmark = [pytest.mark.one_cpython, pytest.mark.early]
WANTED: Final = 0.9
IN_OTHER_WORDS: Final = 40
WORDS: Final = log_words(load_law()["foia"])


@cache
def proposed(number: int) -> tuple[Tracker, Proposal, Read | None]:
    """A tracker, what is proposed for it, and what is read by that."""
    return proposed_for(tracker(number))


def proposed_for(made: Tracker) -> tuple[Tracker, Proposal, Read | None]:
    with TemporaryDirectory() as name:
        log = written(made, Path(name))
        proposal = suggest_map([str(log)], as_of=AS_OF)
        if proposal.lacking:
            return made, proposal, None
        map_file = Path(name) / "map.yaml"
        map_file.write_text(proposal.text, encoding="utf-8")
        return made, proposal, read(log, map_file, AS_OF)


def wrong(made: Tracker, found: Read) -> Iterator[str]:
    """The requests that are not read as they are, and of which no cell is named."""
    for place, request in enumerate(made.requests):
        try:
            holds(made, place, found)
        except AssertionError:
            yield request.case
    yield from found.cases.keys() - {request.case for request in made.requests}


def test_nine_in_ten_are_read_rightly_by_the_proposal_alone() -> None:
    found = [proposed(number) for number in range(TRACKERS)]
    right = [read is not None and not any(wrong(made, read)) for made, _, read in found]
    assert sum(right) >= WANTED * TRACKERS, [n for n, each in enumerate(right) if not each]


def test_every_proposal_runs_and_says_how_much_it_reads() -> None:
    """What it says of rows that are read is what a reading by it gives."""
    for number in range(TRACKERS):
        made, proposal, found = proposed(number)
        assert found is not None, (number, proposal.lacking)
        assert proposal.tried is not None
        rejected = found.rejected.keys() & {request.case for request in made.requests}
        assert proposal.tried.read == len(made.requests) - len(rejected)
        assert all(len(line) < 80 for line in remarks(proposal.text)), number


def remarks(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("# ")]


def test_no_request_is_misread_in_silence() -> None:
    """Where a proposal is wrong of a request, it says of that column that it is not sure."""
    for number in range(TRACKERS):
        made, proposal, found = proposed(number)
        if found is not None and any(wrong(made, found)):
            assert proposal.doubts, number


def test_what_is_left_open_is_told_in_the_map_itself() -> None:
    told = 0
    for number in range(TRACKERS):
        _, proposal, _ = proposed(number)
        text = " ".join(line.lstrip("# ") for line in remarks(proposal.text))
        for doubt in proposal.doubts:
            assert " ".join(f"not sure: {doubt}".split()) in " ".join(text.split()), number
            told += 1
    assert told > 50


# --- headings that the words were not made for ----------------------------------------------------

PUBLIC: Final[dict[str, Any]] = read_yaml(
    Path(__file__).with_name("public-headings.yaml").read_text(encoding="utf-8")
)
HEADINGS: Final = Headings(WORDS)


def meant(role: str, heading: str) -> bool:
    if role in WORDS.columns:
        return any(called_so([heading], WORDS.columns[role]))
    event = HEADINGS.event(heading)
    return (event.name if event else "none") == role


@pytest.mark.parametrize("role", PUBLIC["headings"])
def test_headings_of_public_logs_are_recognised(role: str) -> None:
    """All but those of which it is written down that they are not."""
    missed = [each for each in PUBLIC["headings"][role] if not meant(role, each)]
    assert missed == PUBLIC["not-recognised"].get(role, [])


def in_other_words(*keys: str) -> list[str]:
    """What the public logs call things, and else what the generator does."""
    said: Any = PUBLIC
    for key in keys:
        said = said.get(key) if isinstance(said, dict) else None
    return said or texts(*keys)


def test_trackers_in_the_words_of_other_logs_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    states = {kind: [{"text": each} for each in of] for kind, of in PUBLIC["states"].items()}
    monkeypatch.setattr(generate, "texts", in_other_words)
    monkeypatch.setattr(generate, "vocabulary", lambda: {**vocabulary(), "states": states})
    found = [proposed_for(tracker(number)) for number in range(IN_OTHER_WORDS)]
    right = [read is not None and not any(wrong(made, read)) for made, _, read in found]
    assert sum(right) >= WANTED * IN_OTHER_WORDS, [n for n, each in enumerate(right) if not each]
