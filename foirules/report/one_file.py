"""The formats of an audit that are one file each: a module a format, with
``write(results, path)``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

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


FORMATS: Final = {
    "html": Format("foirules.report.html.service.page"),
    "xlsx": Format(
        "foirules.report.workbook.results",
        "xlsxwriter is not installed: pip install 'foirules[workbook]'",
    ),
    "ics": Format(
        "foirules.report.ics.audit_file",
        "icalendar is not installed: pip install 'foirules[calendar]'",
    ),
}


class NotInstalled(Exception):
    """A format needs a library that is not installed; its text says how to get it."""


def writers(
    names: Iterable[str], options: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Writer]:
    """What writes some formats, by the names of their files.

    :param names: of formats; those that are none of these are passed over.
    :param options: what ``write`` of a format is given beside, by the names of formats.
    :raises NotInstalled: where one needs what is not installed.
    """
    from foirules.audit.running.out_folder import FILES

    found: dict[str, Writer] = {}
    for name in names:
        if name not in FORMATS:
            continue
        try:
            write = import_module(FORMATS[name].module).write
        except ImportError as error:
            raise NotInstalled(FORMATS[name].lacks or str(error)) from None
        found[FILES[name]] = partial(write, **(options or {}).get(name, {}))
    return found
