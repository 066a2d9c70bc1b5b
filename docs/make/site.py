"""Build the docs as a site: `python -m docs.make.site FOLDER [--page FOLDER]`.

`--page` is a built page of the engine (`python -m foirules.serving.build`), which the site then has
under `app/`. Needs the extra `docs`. A link that leads nowhere stops the build.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from posixpath import normpath
from tempfile import TemporaryDirectory
from typing import Final

from docs.make.project import REPOSITORY, ROOT, SITE

MOVED: Final[Mapping[str, str]] = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""The pages of the site that stand beside the docs, and their names there."""
PAGE: Final = "app/index.html"
MARK: Final = "<!-- page -->\n"
USE_IT: Final = """\
There is nothing to install if you [use it in your browser]({page}). What you enter stays on your
machine.
"""
LEFT_OUT: Final = {".py", ".pyc", ".toml"}
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)")
_FILE: Final = re.compile(r"[\w./-]+\.md")


def pages() -> dict[str, Path]:
    """The files of the site's pages, by their names there."""
    docs = ROOT / "docs"
    found = {
        path.relative_to(docs).as_posix(): path
        for path in sorted(docs.rglob("*"))
        if path.is_file() and path.suffix not in LEFT_OUT
    }
    return found | {name: ROOT / beside for beside, name in MOVED.items()}


def linked(text: str, source: Path, name: str) -> str:
    """A page with its links as the site has them: to its pages, by their titles where a link shows
    the name of a file; else to the repository."""
    names = {path: name for name, path in pages().items()}

    def to(link: re.Match[str]) -> str:
        target = normpath((source.parent.relative_to(ROOT) / link[2]).as_posix())
        if not (ROOT / target).exists():
            return link[0]  # leads nowhere, and stops the build
        there = names.get(ROOT / target)
        if there is None:
            return f"[{link[1]}]({REPOSITORY}/blob/main/{target}"
        shown = _title(ROOT / target) if _FILE.fullmatch(link[1]) else link[1]
        return f"[{shown}]({_up(name)}{there}"

    parts = re.split(r"(?ms)(^```.*?^```$)", text)  # every second one is a fenced block
    return "".join(part if place % 2 else _LINK.sub(to, part) for place, part in enumerate(parts))


def with_page(text: str, name: str) -> str:
    """A page that says where it is marked that the engine can be used in the browser."""
    return text.replace(MARK, USE_IT.format(page=_up(name) + PAGE))


def _up(name: str) -> str:
    return "../" * (len(PurePosixPath(name).parts) - 1)


def _title(path: Path) -> str:
    """The first heading of a page."""
    return path.read_text("utf-8").partition("\n")[0].removeprefix("# ")


def settings(page: bool) -> str:
    """What zensical is told: docs/site.toml, with where the project lives and the page."""
    text = (ROOT / "docs" / "site.toml").read_text("utf-8")
    text = text.replace("[project]\n", f'[project]\nsite_url = "{SITE}"\n', 1)
    ends = "nav = [\n"
    first = f'{ends}    {{ "The page" = "{PAGE}" }},\n' if page else ends
    source = f'contributing.md" }},\n        {{ "Source" = "{REPOSITORY}" }},\n'
    return text.replace(ends, first, 1).replace('contributing.md" },\n', source, 1)


def build(folder: Path, page: Path | None) -> int:
    """Build the site; the exit code.

    :param folder: where it goes; what is there is replaced.
    :param page: a built page of the engine, or None.
    """
    with TemporaryDirectory() as work:
        for name, source in pages().items():
            path = Path(work, "pages", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix == ".md":
                text = linked(source.read_text("utf-8"), source, name)
                path.write_text(with_page(text, name) if page is not None else text, "utf-8")
            else:
                shutil.copyfile(source, path)
        if page is not None:
            shutil.copytree(page, Path(work, "pages", "app"))
        written = Path(work, "zensical.toml")
        written.write_text(settings(page is not None), "utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(written)]
        if code := subprocess.run(command, cwd=work).returncode:
            return code
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(Path(work, "site"), folder)
    return 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m docs.make.site", description="Build the site.")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where it goes")
    parser.add_argument("--page", type=Path, help="a built page of the engine, for app/")
    asked = parser.parse_args(arguments)
    if asked.page is not None and not (asked.page / "index.html").is_file():
        parser.error(f"--page {asked.page}: has no index.html; expected a built page")
    return build(asked.folder, asked.page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
