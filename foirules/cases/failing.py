"""Which findings a command is asked to fail on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

FAIL_ON: Final = ("breach", "possible", "departure", "promise")


def fails_on(kind: str, certainty: str, fail_on: Sequence[str]) -> bool:
    """Whether a finding of a kind and certainty is one of those named.

    ``possible`` adds the possible findings of the kinds named, or those of breaches where it names
    no kind.
    """
    kinds = {name for name in fail_on if name != "possible"} or {"breach"}
    certain = certainty == "established" or "possible" in fail_on
    return bool(fail_on) and kind in kinds and certain
