"""What is wrong with policies."""

from __future__ import annotations

from collections.abc import Iterable


class PolicyError(ValueError):
    """Policies that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))
