"""What holds for all tests."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from foirules.language import kept
from tests.files import EXPLORE

# One commit has one outcome: new examples are tried only where they are asked for.
settings.register_profile("foirules", deadline=None, derandomize=not EXPLORE)
settings.load_profile("foirules")

# Programs that tests start share what is kept of the law; a cache begins empty with each run. This
# process reads and checks the law itself, or what was kept would hide a reader broken on purpose.
_shared = TemporaryDirectory(prefix="foirules-kept-")
_cache_folder = kept.cache_folder
os.environ[kept.VARIABLE] = _shared.name


def _own_cache() -> Path | None:
    folder = _cache_folder()
    return None if folder == Path(_shared.name) else folder


kept.cache_folder = _own_cache


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked so run first, in the order in which they stand."""
    items.sort(key=lambda item: item.get_closest_marker("early") is None)


def pytest_collection_finish() -> None:
    """The collector leaves what was loaded for all tests alone: to walk through it again and again
    takes a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
