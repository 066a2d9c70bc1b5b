"""The page as a site: Pyodide fetched once, the site built, and served on a free port."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Final

from foirules.serving.page_routes import TYPES
from foirules.serving.pyodide_files import fetch, pinned

NPM: Final = shutil.which("npm")
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def pyodide_folder() -> Path:
    """Pyodide's files, unpacked; they are fetched by npm where the cache has none."""
    kept = CACHE / f"foirules-tests-pyodide-{pinned()['version']}"
    if kept.is_dir():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent) as made:
        try:
            fetch(Path(made)).rename(kept)
        except OSError:  # another test has been quicker
            assert kept.is_dir()
    return kept


class _Handler(SimpleHTTPRequestHandler):
    def guess_type(self, path: Any) -> str:
        found = TYPES.get(PurePosixPath(str(path)).suffix)
        return found or super().guess_type(path)

    def log_message(self, *_: Any) -> None:
        """Keeps the path in place of writing it."""
        heard = self.server.heard  # type: ignore[attr-defined]
        heard.append(self.path)


@contextmanager
def served(folder: Path, heard: list[str] | None = None) -> Iterator[str]:
    """The address of a folder that is served.

    :param heard: gets the path of each request.
    """
    handler = partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.heard = [] if heard is None else heard  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
