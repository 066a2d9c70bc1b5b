"""Pyodide's files: those of the npm package, each of which has the hash that is pinned."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

PINNED: Final = Path(__file__).parent / "pyodide.json"
MESSAGES: Final = {
    "missing": "{path}: there is no such file; {how}",
    "hash": "{path}: its sha256 is {found}, and expected was {expected}, that of pyodide"
    " {version}; {how}",
    "how": "`npm pack pyodide@{version}` fetches it, and `tar -xzf` unpacks it into `package`",
    "no-npm": "npm is not installed, which fetches pyodide {version}; give its files by --pyodide",
    "not-fetched": "npm could not fetch pyodide {version}: {reason}",
}


class BuildError(Exception):
    """The page cannot be built."""


def pinned() -> dict[str, Any]:
    """The version, and the sha256 of each file by its name."""
    found: dict[str, Any] = json.loads(PINNED.read_text("utf-8"))
    return found


def pyodide_files(folder: Path) -> dict[str, bytes]:
    """Pyodide's files by their path in the site.

    :raises BuildError: where one is missing or is not what was pinned.
    """
    version = pinned()["version"]
    how = MESSAGES["how"].format(version=version)
    found = {}
    for name, expected in pinned()["files"].items():
        path = folder / name
        try:
            data = path.read_bytes()
        except OSError:
            raise BuildError(MESSAGES["missing"].format(path=path, how=how)) from None
        of = sha256(data).hexdigest()
        if of != expected:
            said = {"path": path, "found": of, "expected": expected, "version": version, "how": how}
            raise BuildError(MESSAGES["hash"].format(**said))
        found[f"pyodide-{version}/{name}"] = data
    return found


def fetch(into: Path) -> Path:
    """The folder of Pyodide's files, fetched by npm into another.

    :raises BuildError: where npm is not installed, or cannot fetch them.
    """
    version, npm = pinned()["version"], shutil.which("npm")
    if npm is None:
        raise BuildError(MESSAGES["no-npm"].format(version=version))
    asked = [npm, "pack", f"pyodide@{version}", "--silent"]
    made = subprocess.run(asked, cwd=into, capture_output=True, text=True)
    if made.returncode:
        reason = (made.stderr or made.stdout).strip()
        raise BuildError(MESSAGES["not-fetched"].format(version=version, reason=reason))
    with tarfile.open(into / made.stdout.split()[-1]) as archive:
        archive.extractall(into, filter="data")
    return into / "package"
