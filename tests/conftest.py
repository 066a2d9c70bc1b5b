"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

from tests.files import EXPLORE

# One commit has one outcome: new examples are tried only where they are asked for, and the law is
# read and checked in every run, or what was kept would hide a reader broken on purpose.
settings.register_profile("foirules", deadline=None, derandomize=not EXPLORE)
settings.load_profile("foirules")
os.environ["FOIRULES_CACHE"] = "off"
