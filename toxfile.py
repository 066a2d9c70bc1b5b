"""Lets tox find every CPython that pyenv keeps, chosen there or not."""

import os
from pathlib import Path

KEPT = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
found = [str(path) for path in sorted(KEPT.glob("3.1[1-9]*/bin/python"))]
if found:
    os.environ.setdefault("TOX_DISCOVER", " ".join(found))
