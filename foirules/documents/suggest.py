"""What was probably meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MEANT: Final = "; did you mean {name!r}?"
_MOST_NAMED: Final = 30
_ALMOST: Final = 0.85  # of two names that are almost spelt alike


def nearest(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else nothing."""
    return _near(name, names, 0.6)


def spelt_like(name: str, names: Iterable[str]) -> str:
    """The same where a name is spelt almost so, as one with a slip of the pen is."""
    return _near(name, names, _ALMOST)


def _near(name: str, names: Iterable[str], least: float) -> str:
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(name, list(names), n=1, cutoff=least)
    return MEANT.format(name=near[0]) if near else ""


def expected(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else all the names where they are few."""
    known = list(map(one_line, names))
    *others, last = known or [""]
    few = f"; expected {', '.join(others)}{' or ' * bool(others)}{last}"
    return nearest(name, known) or (few if 0 < len(known) <= _MOST_NAMED else "")


def key_meant(key: str, names: Iterable[str]) -> str:
    """As :func:`expected`, of a key; ``on`` that YAML 1.1 has read as true is told."""
    known = list(names)
    if key == "true" and "on" in known:
        return "; it is the key 'on', which YAML 1.1 reads as true: write it in quotes there"
    return expected(key, known)


def one_line(text: str) -> str:
    """Text of a file in a message: a key may hold a line break."""
    return text if text.isprintable() else repr(text)[1:-1]
