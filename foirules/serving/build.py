"""The page as a static site: ``python -m foirules.serving.build FOLDER [--fetch]``.

The page's own files are those of ``foirules/serving/page``, and two that are made here: ``law.js``,
the laws and their kinds of authority, and ``manifest.js``, every file with its hash. With Pyodide's
files the page has its own engine: these, checked against ``pyodide.json``, and ``engine.zip``.
"""

from __future__ import annotations

import argparse
import json
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256, sha384
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from foirules.language.regime_files import load_law
from foirules.report.html.layout import style_source
from foirules.rules import DEFAULT
from foirules.rules.version import __version__
from foirules.serving.engine_archive import engine_archive
from foirules.serving.pyodide_files import BuildError, fetch, pyodide_files

PAGE: Final = Path(__file__).parent / "page"
ENGINE, MANIFEST = "engine.zip", "manifest.js"
NOT_SERVED: Final = ("README.md",)
REPORT_STYLE: Final = "'report-style'"  # in the policy of index.html, for reports within the page
NOT_EMPTY: Final = "{path}: the folder is not empty; give one that is not there yet"


def own_files() -> dict[str, bytes]:
    """The page's own files by path, without the manifest."""
    found = {
        path.name: path.read_bytes()
        for path in sorted(PAGE.iterdir())
        if path.name not in NOT_SERVED
    }
    index = found["index.html"].decode().replace(REPORT_STYLE, style_source())
    return found | {"index.html": index.encode(), "law.js": _module("LAWS", laws())}


def laws() -> list[dict[str, Any]]:
    """What a form asks of the laws: id, title and kinds of authority.

    The usual law comes first; of its kinds the usual one comes last, as that of any other.
    """
    law = load_law()
    usual_first = sorted(law, key=lambda each: (each != DEFAULT, each))
    kinds = {id: of.vocabulary.authority_type.members for id, of in law.items()}
    return [
        {"id": id, "title": law[id].title, "kinds": [*kinds[id][1:], kinds[id][0]]}
        for id in usual_first
    ]


def site(pyodide: Path | None = None) -> dict[str, bytes]:
    """Every file of the site by its path.

    :param pyodide: the folder of Pyodide's files; without it the page asks the service.
    """
    engine = dict[str, bytes]()
    if pyodide is not None:
        engine = {**pyodide_files(pyodide), ENGINE: engine_archive()}
    files = {**own_files(), **engine}
    return {**files, MANIFEST: manifest(files, engine)}


def build(folder: Path, pyodide: Path | None = None) -> None:
    """Writes the site into a folder.

    :raises BuildError: where the folder is not empty, or Pyodide's files are not those pinned.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BuildError(NOT_EMPTY.format(path=folder))
    files = site(pyodide)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as made:
        whole = Path(made, "whole")
        for path, data in files.items():
            (whole / path).parent.mkdir(parents=True, exist_ok=True)
            (whole / path).write_bytes(data)
        if folder.exists():
            folder.rmdir()
        whole.rename(folder)


def manifest(files: Mapping[str, bytes], engine: Mapping[str, bytes]) -> bytes:
    """The files with their hashes, as a script for a window and for both kinds of worker."""
    listed = {path: _listed(path, data) for path, data in sorted(files.items())}
    text = json.dumps([*listed.values()], sort_keys=True)
    of = {
        "program": __version__,
        "version": sha256(text.encode()).hexdigest()[:16],
        "pyodide": next((path.rpartition("/")[0] + "/" for path in engine if "/" in path), None),
        "engine": [listed[path] for path in sorted(engine)],
        "files": [*listed.values()],
    }
    return f"self.MANIFEST = {json.dumps(of, indent=1)};\n".encode()


def _listed(path: str, data: bytes) -> dict[str, Any]:
    integrity = "sha384-" + b64encode(sha384(data).digest()).decode()
    return {"path": path, "bytes": len(data), "integrity": integrity}


def _module(name: str, value: Any) -> bytes:
    return f"export const {name} = {json.dumps(value, indent=1, ensure_ascii=False)};\n".encode()


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        with TemporaryDirectory() as fetched:
            pyodide = fetch(Path(fetched)) if options.fetch else options.pyodide
            build(options.folder, pyodide)
    except (BuildError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m foirules.serving.build",
        description="Builds the page as a static site. Without Pyodide it asks the service that"
        " serves it (foirules serve --page FOLDER); with it, it works anywhere.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where it is built")
    engine = parser.add_mutually_exclusive_group()
    engine.add_argument(
        "--pyodide", type=Path, metavar="FOLDER", help="the files of the npm package pyodide"
    )
    engine.add_argument("--fetch", action="store_true", help="fetch these files by npm")
    return parser


if __name__ == "__main__":
    sys.exit(main())
