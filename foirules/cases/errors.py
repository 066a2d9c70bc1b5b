"""What is wrong where a case cannot be assessed."""

from __future__ import annotations


class CaseError(ValueError):
    """A case that cannot be assessed. ``errors`` holds one line for each thing that is wrong."""

    def __init__(self, errors: list[str] | tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


class EngineError(RuntimeError):
    """The engine asked for is not installed, or failed on a case."""
