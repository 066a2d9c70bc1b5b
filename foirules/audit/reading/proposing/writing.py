"""A plan -> a map in YAML, with the reasons as remarks, no wider than a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from foirules.audit.reading.proposing.plan import Given, Named, Plan, Remark, rows
from foirules.documents.json_text import json_text
from foirules.documents.problems import on_one_line

WIDTH: Final = 79
_NOT_SURE: Final = "not sure: "


def written(title: str, plan: Plan) -> str:
    """The map; all of it remarks where it could not run."""
    named = "".join(sign if sign.isprintable() else "-" for sign in title)
    lines = [f"map: {quoted(named)}", "time-zone: Europe/London"]
    lines += _remarks(plan.format_remarks, 0)
    if plan.formats:
        lines += _pair("date-formats", plan.formats, 0)
    lines.append("columns:")
    for each in plan.columns:
        lines += _remarks(each.remarks, 2)
        lines += _pair(each.key, each.body, 2)
    if plan.entries:
        active = any(each.active for each in plan.entries)
        lines.append("events:" if active else "# events:")
    for each in plan.entries:
        lines += _remarks(each.remarks, 2)
        lines += list(_entry(each))
    if plan.not_read:
        lines += _wrapped(f"columns not read: {', '.join(map(quoted, plan.not_read))}", 0)
    lines += _remarks(plan.remarks, 0)
    if plan.lacking:
        lines = [line if line.startswith("#") else f"# {line}" for line in lines]
    return "\n".join(lines) + "\n"


def quoted(text: str | None) -> str:
    """Text as YAML takes it for text; ``~`` for nothing."""
    if text is None:
        return "~"
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ -]*[A-Za-z0-9_]|[A-Za-z]", text)
    reserved = text.lower() in ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
    return text if plain and not reserved else json_text(text)


def remark_lines(text: str) -> list[str]:
    """Text as remarks of YAML."""
    return _wrapped(text, 0)


def _wrapped(text: str, indent: int) -> list[str]:
    start = " " * indent + "# "
    return textwrap.wrap(
        on_one_line(text),
        WIDTH,
        initial_indent=start,
        subsequent_indent=start,
        break_on_hyphens=False,
    )


def _remarks(remarks: Iterable[Remark], indent: int) -> list[str]:
    lines = []
    for each in remarks:
        lines += _wrapped(each.text if each.sure else _NOT_SURE + each.text, indent)
    return lines


def _entry(given: Given) -> Iterator[str]:
    """An entry of events, in one line where that is not too long."""
    start = "  - " if given.active else "  # - "
    beside = f"  # {given.beside}" if given.beside else ""
    flow = _flow(given.body)
    if flow is not None and len(start + flow) <= WIDTH:
        yield start + flow + beside
        return
    lines = [line for key, value in given.body.items() for line in _pair(key, value, 0)]
    yield start + lines[0] + beside
    rest = "    " if given.active else "  #   "
    yield from (rest + line for line in lines[1:])


def _pair(key: str, value: Any, indent: int) -> list[str]:
    """A key with its value."""
    start = " " * indent + f"{key}: "
    flow = _flow(value)
    if flow is not None and len(start + flow) <= WIDTH - 4:
        return [start + flow]
    if isinstance(value, Named):
        return _named(key, value, indent)
    if isinstance(value, dict):
        lines = [line for k, v in value.items() for line in _pair(_key(k), v, indent + 2)]
        return [" " * indent + f"{key}:", *lines]
    if isinstance(value, list):
        return [" " * indent + f"{key}:", *(f"{' ' * indent}  - {quoted(each)}" for each in value)]
    return [start + str(flow)]


def _named(key: str, named: Named, indent: int) -> list[str]:
    inner = " " * (indent + 2)
    lines = [
        f"{inner}{quoted(text)}: {ours or '~'}  # {rows(count)}"
        for text, ours, count in named.known
    ]
    lines += [f"{inner}# {quoted(text)}: ?  # {rows(count)}" for text, count in named.unknown]
    start = " " * indent + ("" if named.known else "# ")
    return [f"{start}{key}:", *lines]


def _key(key: str) -> str:
    return key if key == "on" else quoted(key)


def _flow(value: Any) -> str | None:
    """A value in one line; None for one that is told value by value."""
    if isinstance(value, Named):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        parts = [(_key(key), _flow(each)) for key, each in value.items()]
        if any(each is None for _, each in parts):
            return None
        return "{" + ", ".join(f"{key}: {each}" for key, each in parts) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(quoted(each) for each in value) + "]"
    return quoted(value)
