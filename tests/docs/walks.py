"""Follow a page as its reader would: make the files it shows, run its commands, compare.

- A fenced block with a title is a file.
- A block of `sh` is a command. The block of `text` after it is all that it prints; a line `...`
  stands for any lines.

    python tests/docs/walks.py PAGE...

follows pages by the commands on PATH, each in an empty folder. It needs the standard library alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


def follow(text: str, folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """What is not as a page says, a text each; what a page does is done in a folder.

    :raises ValueError: the page has no command.
    """
    blocks = [(found[1], found[2], found[3]) for found in _FENCE.finditer(text)]
    if not any(language == "sh" for language, _, _ in blocks):
        raise ValueError("the page has no command")
    for place, (language, title, body) in enumerate(blocks):
        if title:
            (folder / title).write_text(body, encoding="utf-8")
        elif language == "sh":
            following, _, shown = blocks[place + 1] if place + 1 < len(blocks) else ("", "", "")
            expected = shown if following == "text" else None
            yield from _run(body, expected, folder, environment)


def _run(
    command: str, expected: str | None, folder: Path, environment: Mapping[str, str] | None
) -> Iterator[str]:
    done = subprocess.run(
        ["bash", "-ec", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode > 1:  # 1 is what a check finds
        yield f"{command}ended with {done.returncode}:\n{done.stdout}"
    elif expected is not None and not _as_shown(done.stdout, expected):
        yield f"{command}printed:\n{done.stdout}"


def _as_shown(printed: str, shown: str) -> bool:
    """Whether a command printed what is shown; a line `...` is any lines, also none."""
    lines = re.split(r"(?m)^\.\.\.\n", shown)
    return re.fullmatch(r"(?:.*\n)*?".join(map(re.escape, lines)), printed) is not None


def main(pages: Sequence[str]) -> int:
    faults = 0
    for page in pages:
        with TemporaryDirectory() as folder:
            for fault in follow(Path(page).read_text("utf-8"), Path(folder), os.environ):
                faults += 1
                print(f"{page}: {fault}", file=sys.stderr)
    print(f"{len(pages)} pages followed: {faults} differences")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
