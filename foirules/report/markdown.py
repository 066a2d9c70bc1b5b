"""Texts as markdown that shows them as they are, whatever they hold."""

from __future__ import annotations

import re

_ACTS = re.compile(r"[\\`*_{}\[\]<>#|~&!$]")
_SPACE = re.compile(r"\s+")
_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_MARK = "\ufffd"


def as_text(text: str) -> str:
    """A text on a line, of which nothing acts."""
    return _ACTS.sub(r"\\\g<0>", _line(text))


def as_code(text: str) -> str:
    """A text on a line as code, whatever backticks it holds."""
    text = _line(text)
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    return (
        f"{fence} {text} {fence}" if text[:1] == "`" or text[-1:] == "`" else fence + text + fence
    )


def _line(text: str) -> str:
    return _STEERS.sub(_MARK, _SPACE.sub(" ", text).strip()) or _MARK
