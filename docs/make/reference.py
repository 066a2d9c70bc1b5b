"""The library's public names: made from their signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

import foirules
from docs.make.markdown import page

HEAD: Final = """\
Every name that `from foirules import ...` gives: its signature, what it takes, and what it raises.
[library.md](library.md) has an example of each.
"""
_FIELD: Final = re.compile(r":(param|raises) ([\w.]+):\s*(.*)", re.DOTALL)
_ROLE: Final = re.compile(r":\w+:`~?(?:foirules\.)?([^`]+)`")


def reference() -> str:
    """A section for each public name, functions first."""
    named = {name: getattr(foirules, name) for name in foirules.__all__}
    errors = {n: v for n, v in named.items() if _is_error(v)}
    functions = {n: v for n, v in named.items() if not inspect.isclass(v)}
    values = {n: v for n, v in named.items() if n not in errors and n not in functions}
    lines: list[str] = []
    for heading, found in (("Functions", functions), ("Values", values), ("Errors", errors)):
        lines.append(f"## {heading}\n")
        for name, value in found.items():
            lines += [f"### {name}\n", *_told(name, value)]
    return page("Reference of the library", "the library's docstrings", HEAD, lines)


def _is_error(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, Exception)


def _told(name: str, value: Any) -> Iterator[str]:
    if not inspect.isclass(value):
        yield _signature(name, value)
        yield from _doc(value)
        return
    prose, said = _read(value)
    yield prose
    fields = attrs.fields(value) if attrs.has(value) else ()
    for field in (each for each in fields if not each.name.startswith("_")):
        yield f"- `{field.name}`, `{field.type}`" + _after(said.get(("param", field.name)))
    if fields:
        yield ""
    for member, found in vars(value).items():
        if member.startswith("_") or not inspect.getdoc(found):
            continue
        of_it = f"{name}.{member}"
        if isinstance(found, property):
            gives = inspect.signature(found.fget).return_annotation  # type: ignore[arg-type]
            yield from (f"#### {of_it}\n", f"Gives `{gives}`.\n", *_doc(found))
        elif callable(getattr(value, member)):
            found = getattr(value, member)
            yield from (f"#### {of_it}\n", _signature(of_it, found), *_doc(found))


def _signature(name: str, value: Any) -> str:
    """As it is written, a parameter a line where it is long."""
    found = inspect.signature(value)
    short = f"{name}{found}".replace("'", "")
    if len(short) > 88:
        parameters = "".join(f"    {each},\n" for each in _parameters(found))
        short = f"{name}(\n{parameters}) -> {found.return_annotation}"
    return f"```python\n{short}\n```\n"


def _parameters(found: inspect.Signature) -> Iterator[str]:
    star = False
    for each in found.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not star:
            star = True
            yield "*"
        yield (
            str(each).replace("'", "")
            if each.default is each.empty
            else (f"{each.name}: {each.annotation} = {each.default!r}")
        )


def _doc(value: Any) -> Iterator[str]:
    """A docstring as Markdown, its fields as a list."""
    prose, fields = _read(value)
    yield prose
    for (kind, name), said in fields.items():
        yield ("- " if kind == "param" else f"- {kind} ") + f"`{name}`" + _after(said)
    if fields:
        yield ""


def _read(value: Any) -> tuple[str, dict[tuple[str, str], str]]:
    """The prose of a docstring, and its fields by kind and name."""
    text = _ROLE.sub(r"`\1`", inspect.getdoc(value) or "").replace("``", "`")
    prose, *fields = re.split(r"(?m)^(?=:(?:param|raises)\b)", text)
    found = {}
    for field in fields:
        kind, name, said = _FIELD.fullmatch(field).groups()  # type: ignore[union-attr]
        found[kind, name] = " ".join(said.split())
    return prose.strip() + "\n", found


def _after(said: str | None) -> str:
    return f": {said}" if said else ""
