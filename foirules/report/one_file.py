"""The formats of an audit that are one file each: a module a format, with
``write(results, path)``."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from foirules.audit.running.one_file import Writer


@frozen
class Format:
    """A format that is one file.

    :param module: that writes it: ``write(results, path)``, where results are
        :class:`foirules.audit.running.one_file.AuditResults`.
    :param lacks: what is said where the module cannot be imported.
    """

    module: str
    lacks: str = ""


FORMATS: Final[dict[str, Format]] = {}


class NotInstalled(Exception):
    """A format needs a library that is not installed; its text says how to get it."""


def writers(names: Iterable[str]) -> dict[str, Writer]:
    """What writes some formats, by the names of their files.

    :param names: of formats; those that are none of these are passed over.
    :raises NotInstalled: where one needs what is not installed.
    """
    from foirules.audit.running.one_file import FILES

    found: dict[str, Writer] = {}
    for name in names:
        if name not in FORMATS:
            continue
        try:
            found[FILES[name]] = import_module(FORMATS[name].module).write
        except ImportError as error:
            raise NotInstalled(FORMATS[name].lacks or str(error)) from None
    return found
