"""The lists of an assessment."""

from __future__ import annotations

from typing import Final

RESULTS: Final = ("findings", "met", "undecided", "clocks", "actions", "stages")
"""The lists, by their names."""
