"""The version of the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__version__ = "0.1.0"
SHOWN: Final = 12  # digits of a hash, where it is shown to people


def made_by(
    law: str | None = None,
    policy: str | None = None,
    calendar: str | None = None,
    input: str | None = None,
) -> dict[str, str | None]:
    """What made a result, as every result in JSON says it: ``program`` is the version of this, the
    others are hashes of what it was made from; None where it says nothing of it."""
    return {
        "program": __version__,
        "law": law,
        "policy": policy,
        "calendar": calendar,
        "input": input,
    }


def in_words(made_by: Mapping[str, str | None]) -> str:
    """What made a result, in a sentence that has of each hash the first digits: ``Made by foirules
    0.1.0 from law 1ea911de7ee4, input e8d42dfe87af.``"""
    hashes = {name: said for name, said in made_by.items() if said and name != "program"}
    shown = ", ".join(f"{name} {said[:SHOWN]}" for name, said in hashes.items())
    return f"Made by foirules {made_by['program']}{f' from {shown}' if shown else ''}."
