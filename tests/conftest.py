"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from foirules.engine import bytecode
from tests.files import EXPLORE

# One commit has one outcome: new examples are tried only where they are asked for.
settings.register_profile("foirules", deadline=None, derandomize=not EXPLORE)
settings.load_profile("foirules")


@pytest.fixture(autouse=True, scope="session")
def _law_made_anew() -> Iterator[None]:
    """The law is compiled in every run: a copy of before would hide a compiler broken on purpose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bytecode, "kept", lambda _, make: make())
        yield
