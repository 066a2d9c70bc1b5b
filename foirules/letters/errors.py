"""What cannot be read as letters."""

from __future__ import annotations

from collections.abc import Sequence


class LettersError(ValueError):
    """What cannot be read as letters. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)
