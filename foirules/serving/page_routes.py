"""The page's files as routes of the service."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foirules.serving.build import MANIFEST

INDEX: Final = "index.html"
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
NO_PAGE: Final = (
    "{path}: there is no page in this folder; `python -m foirules.serving.build {path} --fetch`"
    " builds one"
)


def built_site(folder: Path) -> dict[str, bytes]:
    """The files of a page that was built into a folder.

    :raises ValueError: where there is none.
    """
    if not ((folder / INDEX).is_file() and (folder / MANIFEST).is_file()):
        raise ValueError(NO_PAGE.format(path=folder))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def page_routes(site: Mapping[str, bytes]) -> list[Route]:
    """A route for each file of a site, and ``/`` for its first page."""
    paths = {"": INDEX, **{path: path for path in site}}
    return [
        Route(f"/{path}", partial(_sent, site[file], file), methods=["GET"])
        for path, file in paths.items()
    ]


async def _sent(data: bytes, path: str, _: Request) -> Response:
    kind = TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
    return Response(data, headers=HEADERS, media_type=kind)
