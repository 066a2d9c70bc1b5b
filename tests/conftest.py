"""What holds for all tests."""

from __future__ import annotations

import gc
import os

from hypothesis import settings

from tests.files import EXPLORE

# One commit has one outcome: new examples are tried only where they are asked for, and the law is
# read and checked in every run, or what was kept would hide a reader broken on purpose.
settings.register_profile("foirules", deadline=None, derandomize=not EXPLORE)
settings.load_profile("foirules")
os.environ["FOIRULES_CACHE"] = "off"


def pytest_collection_finish() -> None:
    """The collector leaves what was loaded for all tests alone: to walk through it again and again
    takes a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
