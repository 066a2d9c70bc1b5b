"""The law: a folder of files for each regime. Nothing runs here; this finds the files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DEFAULT: Final = "foia"
"""The regime of a case that names none."""


def folders() -> list[Path]:
    """The folder of each regime that ships."""
    return sorted(path.parent for path in Path(__file__).parent.glob("*/regime.yaml"))
