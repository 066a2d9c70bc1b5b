"""Puts the checked law into the wheel, as data that a command reads in place of its files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KeptLaw(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the files of ``foirules/kept``; an editable install has the user's cache instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self.folder = TemporaryDirectory()
        os.environ["FOIRULES_CACHE"] = "off"
        sys.path.insert(0, self.root)
        try:
            from foirules.policy import shipping

            for name, data in shipping.files():
                path = Path(self.folder.name, name)
                path.write_bytes(data)
                build_data["force_include"][str(path)] = f"foirules/kept/{name}"
        finally:
            sys.path.remove(self.root)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()
