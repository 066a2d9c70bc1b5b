"""The engine as an archive for the browser: foirules and the libraries that it imports there.

The libraries are those installed beside it, of which only what is Python is taken, with their
licences.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from foirules.policy import shipping
from foirules.policy.policies import shipped_files

ROOT: Final = Path(__file__).parent.parent
LIBRARIES: Final = ("attr", "attrs", "yaml")
DISTRIBUTIONS: Final = ("attrs", "PyYAML", "tzdata")
ZONE_FILES: Final = (
    "__init__.py",
    "zoneinfo/__init__.py",
    "zoneinfo/Europe/__init__.py",
    "zoneinfo/Europe/London",
)
LEFT_OUT: Final = ("__pycache__", "kept", "policies", "cli")
ENDINGS: Final = (".py", ".yaml", ".css")
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # so that equal files make an equal archive


def engine_archive() -> bytes:
    """A zip file of what the browser's Python imports; equal files give equal bytes."""
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files()):
            archive.writestr(ZipInfo(name, LONG_AGO), data, ZIP_DEFLATED, 9)
    return kept.getvalue()


def files() -> Iterator[tuple[str, bytes]]:
    """What is in the archive, by path."""
    yield from _package("foirules", ROOT, ENDINGS)
    for path in shipped_files():  # of a checkout they stand beside the package
        yield f"foirules/policies/{path.name}", path.read_bytes()
    for name, data in shipping.files():
        yield f"foirules/kept/{name}", data
    for library in LIBRARIES:
        yield from _package(library, _folder(library), (".py",))
    zones = _folder("tzdata")
    for within in ZONE_FILES:
        yield f"tzdata/{within}", (zones / within).read_bytes()
    for distribution in DISTRIBUTIONS:
        for each in metadata.files(distribution) or ():
            if each.name.startswith("LICENSE"):
                yield f"licences/{distribution}/{each.name}", each.read_binary()


def _package(name: str, folder: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        within = path.relative_to(folder)
        if path.suffix in endings and not set(within.parts) & set(LEFT_OUT):
            yield f"{name}/{within.as_posix()}", path.read_bytes()


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None, package  # it is installed with foirules
    assert spec.origin is not None
    return Path(spec.origin).parent
