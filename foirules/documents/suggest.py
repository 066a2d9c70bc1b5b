"""What was probably meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

MEANT: Final = "; did you mean {name!r}?"
_MOST_NAMED: Final = 30
_LONGEST: Final = 200  # characters of a name: the time taken grows with their square
_ALMOST: Final = 0.85  # of two names that are almost spelt alike


def nearest(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else nothing."""
    return _near(name, names, 0.6)


def spelt_like(name: str, names: Iterable[str]) -> str:
    """The same where a name is spelt almost so, as one with a slip of the pen is."""
    return _near(name, names, _ALMOST)


def _near(name: str, names: Iterable[str], least: float) -> str:
    near = closest(name, names, least)
    return MEANT.format(name=near) if near else ""


def closest(name: str, names: Iterable[str], least: float = _ALMOST) -> str | None:
    """The name that is spelt most alike.

    :param least: how much alike, from 0 to 1.
    """
    if len(name) > _LONGEST:
        return None
    import difflib  # only where something is wrong

    return next(iter(difflib.get_close_matches(name, list(names), n=1, cutoff=least)), None)


def of_the_same_number(name: str, names: Iterable[str]) -> list[str]:
    """The names with the digits of one: s99 is another section than s39, and no slip of the pen."""
    digits = _digits(name)
    return [each for each in names if _digits(each) == digits]


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def expected(name: str, names: Iterable[str]) -> str:
    """``; did you mean 'x'?`` where a name is near, else all the names where they are few."""
    known = list(map(one_line, names))
    return nearest(name, known) or all_of(known)


def all_of(names: Sequence[str], where: str = "") -> str:
    """``; expected a, b or c`` where the names are few.

    :param where: what is said of those that are many; nothing, if left out.
    """
    if not 0 < len(names) <= _MOST_NAMED:
        return where
    *others, last = names
    return f"; expected {', '.join(others)}{' or ' * bool(others)}{last}"


def key_meant(key: str, names: Iterable[str]) -> str:
    """As :func:`expected`, of a key; ``on`` that YAML 1.1 has read as true is told."""
    known = list(names)
    if key == "true" and "on" in known:
        return "; it is the key 'on', which YAML 1.1 reads as true: write it in quotes there"
    return expected(key, known)


def one_line(text: str) -> str:
    """Text of a file in a message: a key may hold a line break."""
    return text if text.isprintable() else repr(text)[1:-1]
