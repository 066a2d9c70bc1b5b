"""A case: one request, the authority it was made to, and what happened on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from foirules.rules import DEFAULT

ALL: Final = "all"  # that a source records all there is


@frozen
class Event:
    """Something that happened on a case.

    :param event: a name of the regime's vocabulary.
    :param on: the day, or the first day it may have been.
    :param until: the last day it may have been, where the day is not known; else None.
    :param id: the name the file gives it, or its place in the file, from 1.
    :param parts: the parts it is about; None for all.
    :param details: what else is recorded, by the names of the event kind's fields; exemptions
        as a tuple of names, dates as ``datetime.date``. A field left out is absent by its own
        declaration.
    :param outcomes: for single parts, details by the names of the vocabulary's outcome fields.
    :param unconfirmed: what was read from a letter and nobody has confirmed: fields by the names
        that :data:`foirules.cases.confirming.WHOLE` explains.
    :param note: what the file remarks of it; no result rests on that.
    """

    event: str
    on: date
    until: date | None = None
    id: str = ""
    parts: tuple[str, ...] | None = None
    details: Mapping[str, Any] = field(factory=dict)
    outcomes: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    unconfirmed: tuple[str, ...] = ()
    note: str = field(default="", eq=False, repr=False)


@frozen
class Authority:
    """The public authority: its name, the policy it follows, and its type (that which the regime
    lists first, where it is None). Of a case under several regimes ``policy`` are the policies, of
    which each regime takes its own.

    ``place`` is where a case file names the policy: what messages begin with.
    """

    name: str | None = None
    policy: str | tuple[str, ...] | None = None
    type: str | None = None
    place: str = field(default="", eq=False, repr=False)


@frozen
class Case:
    """One request and what happened on it, in the order in which it happened.

    ``parts`` is empty where the request is one whole: results then have ``part`` None.
    ``expect`` is what a curated file expects of the assessment, and ``accept`` the findings it
    accepts, by the names of :mod:`foirules.cases.expectations`; days as dates, lists as tuples.
    Where parts are under different regimes, ``parts`` are those under ``regime``, and ``also`` is
    the case as each other regime sees it, with its own parts. ``notes`` limit what is found of it.

    :param recorded: the kinds of events of which the source records every one; None for all. Of
        another kind it is unknown whether there is one, or one more.
    :param without_fields: the fields that the source has no place for: one of these that is left
        out is unknown.
    :param titles: what parts ask for, as the file says it.
    :param digest: the hash of what it was read from: of the bytes of a file, or of a dict as
        canonical JSON; None where it was read from nothing.
    :param remarks: the ``source`` and the ``notes`` of the file; no result rests on them.
    """

    case: str
    events: tuple[Event, ...]
    regime: str = DEFAULT
    authority: Authority = field(factory=Authority)
    parts: tuple[str, ...] = ()
    expect: Mapping[str, Any] | None = None
    accept: tuple[Mapping[str, Any], ...] = ()
    also: tuple[Case, ...] = ()
    notes: tuple[str, ...] = ()
    recorded: tuple[str, ...] | None = None
    without_fields: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(factory=dict, eq=False, repr=False)
    remarks: Mapping[str, tuple[str, ...]] = field(factory=dict, eq=False, repr=False)
    digest: str | None = field(default=None, eq=False, repr=False)

    @property
    def partly_recorded(self) -> bool:
        """Whether there is anything that the source does not record."""
        return self.recorded is not None or bool(self.without_fields)

    @property
    def unconfirmed(self) -> bool:
        """Whether there is anything that was read from letters and nobody has confirmed."""
        return any(event.unconfirmed for event in self.events)

    def under_each(self) -> tuple[Case, ...]:
        """The case as each of its regimes sees it, its own first."""
        return (self, *self.also)

    @property
    def ranged(self) -> bool:
        """Whether the day of some event is known only as a range."""
        return any(event.until is not None for event in self.events)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], law: Mapping[str, Any] | None = None) -> Case:
        """A case from the shape of a case file, as a dict (dates as ``date`` or ISO text).

        :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given.
        :raises CaseError: with every error found, each naming its field.
        """
        from foirules.cases.case_file import case_from_dict

        return case_from_dict(data, law)
