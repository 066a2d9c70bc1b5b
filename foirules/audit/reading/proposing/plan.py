"""What is proposed of a log, before it is written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from attrs import Factory, define, frozen

from foirules.audit.reading.proposing.sample import Counts

_SHOWN: Final = 3  # values that are shown


@frozen
class Remark:
    """What is said of a choice.

    :param sure: False where it is a doubt, which a person has to settle.
    """

    text: str
    sure: bool = True


@frozen
class Named:
    """What values are called by us.

    :param known: by value our name, None for nothing, and how many rows have it.
    :param unknown: the values of which it is not known, likewise.
    """

    known: Sequence[tuple[str, str | None, int]]
    unknown: Counts = ()


@frozen
class Given:
    """A key of a map, or an entry of its events.

    :param body: texts, lists and mappings of them; of an entry a mapping.
    :param remarks: stand above it; ``beside`` behind it.
    :param active: False where it is only to be thought of.
    """

    key: str
    body: Any
    remarks: Sequence[Remark] = ()
    beside: str = ""
    active: bool = True


@define
class Plan:
    """A map to be written.

    :param columns: by our names.
    :param entries: what rows tell of, in order.
    :param columns_seen: all columns of the log.
    :param read: the columns of the log that it reads; ``not_read`` the others.
    :param deadlines: those of them with last days.
    :param remarks: on the whole.
    :param lacking: what was not recognised, without which it cannot run.
    """

    columns: list[Given] = Factory(list)
    entries: list[Given] = Factory(list)
    formats: list[str] = Factory(list)
    format_remarks: list[Remark] = Factory(list)
    columns_seen: list[str] = Factory(list)
    read: set[str] = Factory(set)
    not_read: list[str] = Factory(list)
    deadlines: list[str] = Factory(list)
    remarks: list[Remark] = Factory(list)
    lacking: list[str] = Factory(list)

    def doubts(self) -> list[str]:
        """What is not sure, in order."""
        given: Iterable[Given] = (*self.columns, *self.entries)
        of_given = (remark for each in given for remark in each.remarks)
        every = (*self.format_remarks, *of_given, *self.remarks)
        return list(dict.fromkeys(each.text for each in every if not each.sure))


def shown(counts: Counts) -> str:
    """The most frequent of some values."""
    first = ", ".join(repr(text) for text, _ in counts[:_SHOWN])
    more = f" and {len(counts) - _SHOWN:,} more" if len(counts) > _SHOWN else ""
    return first + more


def rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def cells(count: int) -> str:
    return f"{count:,} cell{'s' * (count != 1)}"
