"""Lets tox find every CPython that pyenv keeps, chosen there or not."""

import os
from pathlib import Path

KEPT = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
found = [str(path) for path in sorted(KEPT.glob("3.1[1-9].*/bin"))]
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", ""), *found])
