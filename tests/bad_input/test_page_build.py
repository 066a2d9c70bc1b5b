"""The page that cannot be built: Pyodide's files missing or changed, npm missing or failing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest

from foirules.serving import pyodide_files
from foirules.serving.pyodide_files import BuildError, fetch, pinned

VERSION = pinned()["version"]
FIRST, EXPECTED = next(iter(pinned()["files"].items()))
HOW = f"`npm pack pyodide@{VERSION}` fetches it, and `tar -xzf` unpacks it into `package`"
OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
FAILING = "#!/bin/sh\necho no network >&2\nexit 1\n"
Given = str  # what is wrong

TRIALS: dict[str, tuple[Given, list[str]]] = {
    "a file is missing": ("missing", [f"FOLDER/{FIRST}: there is no such file; {HOW}"]),
    "a file is not what was pinned": (
        "changed",
        [
            f"FOLDER/{FIRST}: its sha256 is {OF_NOTHING}, and expected was {EXPECTED}, that of"
            f" pyodide {VERSION}; {HOW}"
        ],
    ),
    "there is no npm": (
        "no npm",
        [f"npm is not installed, which fetches pyodide {VERSION}; give its files by --pyodide"],
    ),
    "npm fails": ("npm fails", [f"npm could not fetch pyodide {VERSION}: no network"]),
}


def refused(given: Given, folder: Path) -> None:
    npm = folder / "npm"
    npm.write_text(FAILING)
    npm.chmod(0o755)
    if given == "changed":
        (folder / FIRST).touch()
    if given in ("missing", "changed"):
        pyodide_files.pyodide_files(folder)
    found = str(npm) if given == "npm fails" else None
    with patch("shutil.which", lambda name: found):
        fetch(folder)


def told(given: Given) -> list[str]:
    with TemporaryDirectory() as made:
        with pytest.raises(BuildError) as caught:
            refused(given, Path(made))
        return [str(caught.value).replace(made, "FOLDER")]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(given: Given, lines: list[str]) -> None:
    assert told(given) == lines
