"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foirules.engine import bytecode


@pytest.fixture(autouse=True, scope="session")
def _law_made_anew() -> Iterator[None]:
    """The law is compiled in every run: a copy of before would hide a compiler broken on purpose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bytecode, "kept", lambda _, make: make())
        yield
