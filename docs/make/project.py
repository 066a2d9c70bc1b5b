"""Where the project lives, and what it is called: as pyproject.toml says it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent.parent
_PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "project"
]
NAME: Final[str] = _PROJECT["name"]
REPOSITORY: Final[str] = _PROJECT["urls"]["Repository"]
SITE: Final[str] = _PROJECT["urls"]["Documentation"]
ON_GITHUB: Final = REPOSITORY.removeprefix("https://github.com/")
"""The repository as an action names it."""
EXTRAS: Final = tuple(_PROJECT["optional-dependencies"])
