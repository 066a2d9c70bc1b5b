"""Results of an earlier audit that cannot be replaced, as another program has them open."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest

pytest.importorskip("polars")

from foirules.audit.counting.summary import SCHEMA
from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.running.out_folder import refuse_foreign

TRIALS: dict[str, tuple[str, list[str]]] = {
    "a summary that is open": (
        "summary.json",
        [
            "FOLDER/summary.json: cannot be replaced: Permission denied; where another program has"
            " it open, close it there"
        ],
    ),
}


def told(given: str) -> list[str]:
    """What is said of a folder of results, of which nothing can be replaced."""
    with TemporaryDirectory() as made:
        (Path(made) / given).write_text(json.dumps({"schema": SCHEMA}))
        open_elsewhere = PermissionError(13, "Permission denied")
        with (
            patch.object(Path, "replace", side_effect=open_elsewhere),
            pytest.raises(LogError) as caught,
        ):
            refuse_foreign(Path(made))
        return [each.replace(made, "FOLDER") for each in caught.value.errors]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(given: str, lines: list[str]) -> None:
    assert told(given) == lines
