"""The page as a static site: ``python -m foirules.serving.build FOLDER [--pyodide FOLDER]``.

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
from typing import Any, Final

from foirules.language.regime_files import load_law
from foirules.rules import DEFAULT
from foirules.rules.version import __version__
from foirules.serving.engine_archive import engine_archive

PAGE: Final = Path(__file__).parent / "page"
PINNED: Final = Path(__file__).parent / "pyodide.json"
ENGINE, MANIFEST = "engine.zip", "manifest.js"
NOT_SERVED: Final = ("README.md",)
MESSAGES: Final = {
    "missing": "{path}: there is no such file; {how}",
    "hash": "{path}: its sha256 is {found}, and expected was {expected}, that of pyodide"
    " {version}; {how}",
    "how": "`npm pack pyodide@{version}` fetches it, and `tar -xzf` unpacks it into `package`",
    "not-empty": "{path}: the folder is not empty; give one that is not there yet",
}


class BuildError(Exception):
    """The page cannot be built."""


def own_files() -> dict[str, bytes]:
    """The page's own files by path, without the manifest."""
    found = {
        path.name: path.read_bytes()
        for path in sorted(PAGE.iterdir())
        if path.name not in NOT_SERVED
    }
    return found | {"law.js": _module("LAWS", laws())}


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


def pyodide_files(folder: Path) -> dict[str, bytes]:
    """Pyodide's files by their path in the site.

    :raises BuildError: where one is missing or is not what was pinned.
    """
    pinned = json.loads(PINNED.read_text("utf-8"))
    version = pinned["version"]
    how = MESSAGES["how"].format(version=version)
    found = {}
    for name, expected in pinned["files"].items():
        path = folder / name
        try:
            data = path.read_bytes()
        except OSError:
            raise BuildError(MESSAGES["missing"].format(path=path, how=how)) from None
        of = sha256(data).hexdigest()
        if of != expected:
            said = {"path": path, "found": of, "expected": expected, "version": version, "how": how}
            raise BuildError(MESSAGES["hash"].format(**said))
        found[f"pyodide-{version}/{name}"] = data
    return found


def site(pyodide: Path | None = None) -> dict[str, bytes]:
    """Every file of the site by its path.

    :param pyodide: the folder of Pyodide's files; without it the page asks the service.
    """
    engine = dict[str, bytes]()
    if pyodide is not None:
        engine = {**pyodide_files(pyodide), ENGINE: engine_archive()}
    files = {**own_files(), **engine}
    return {**files, MANIFEST: _manifest(files, engine)}


def build(folder: Path, pyodide: Path | None = None) -> None:
    """Writes the site into a folder.

    :raises BuildError: where the folder is not empty, or Pyodide's files are not those pinned.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BuildError(MESSAGES["not-empty"].format(path=folder))
    for path, data in site(pyodide).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _manifest(files: Mapping[str, bytes], engine: Mapping[str, bytes]) -> bytes:
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
        build(options.folder, options.pyodide)
    except BuildError as error:
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
    parser.add_argument(
        "--pyodide", type=Path, metavar="FOLDER", help="the files of the npm package pyodide"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
