"""What a command prints, as a picture of a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from html import escape
from io import StringIO
from pathlib import Path
from typing import Final
from unittest import mock

from foirules.cli import main
from foirules.report.page import STYLES, WIDTH

CASE: Final = "cases/dfe-2017-0040081.yaml"
COMMAND: Final = ("assess", CASE, "--as-of", "2017-10-10")
LINES: Final = 35  # the first ones; the rest are counted below them

FACES: Final = {
    "prompt": "fill: #8cc265",
    "heading": "fill: #ffffff; font-weight: bold",
    "faint": "fill: #8b93a1",
    "established": "fill: #ff7b72; font-weight: bold",
    "possible": "fill: #e3b341",
    "good": "fill: #8cc265",
    "name": "fill: #79c0ff",
}
FONT: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
ACROSS, DOWN, EDGE = 8.4, 19, 18  # of a character, of a line, of the frame
_STYLED: Final = re.compile(r"\x1b\[([\d;]+)m(.*?)\x1b\[0m")


def assess() -> str:
    """The first lines of the assessment that the README shows, as SVG."""
    lines = printed(*COMMAND)
    shown = [styled(f"$ foirules {' '.join(COMMAND)}", "prompt"), "", *map(marked, lines[:LINES])]
    shown += ["", styled(f"... and {len(lines) - LINES} lines more", "faint")]
    return svg(shown)


def printed(*arguments: str) -> list[str]:
    """The lines that a command prints on a terminal, run in the checkout."""
    root = Path(__file__).parent.parent
    paths = [str(root / each) if (root / each).is_file() else each for each in arguments]
    out = _Terminal()
    columns = mock.patch.dict(os.environ, {"COLUMNS": str(WIDTH)})
    with redirect_stdout(out), columns:
        code = main([*paths, "--colour", "always"])
    if code:
        raise RuntimeError(f"foirules {' '.join(arguments)}: exit code {code}")
    return out.getvalue().splitlines()


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def marked(line: str) -> str:
    """A line's colours as spans."""
    faces = {code: face for face, code in STYLES.items()}

    def pieces() -> Iterator[str]:
        at = 0
        for found in _STYLED.finditer(line):
            yield escape(line[at : found.start()], quote=False)
            yield styled(found[2], faces[found[1]])
            at = found.end()
        yield escape(line[at:], quote=False)

    return "".join(pieces())


def styled(text: str, face: str) -> str:
    return f'<tspan class="{face}">{escape(text, quote=False)}</tspan>'


def svg(lines: list[str]) -> str:
    wide, high = WIDTH * ACROSS + 2 * EDGE, len(lines) * DOWN + 2 * EDGE
    faces = "\n".join(f"  .{face} {{ {style} }}" for face, style in FACES.items())
    rows = "\n".join(
        f'<text x="{EDGE}" y="{EDGE + DOWN * place + 14}">{line}</text>'
        for place, line in enumerate(lines)
        if line
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" xml:space="preserve">
<style>
  text {{ font: 14px {FONT}; fill: #d6dae0; white-space: pre }}
{faces}
</style>
<rect width="100%" height="100%" rx="8" fill="#1f2329"/>
{rows}
</svg>
"""
