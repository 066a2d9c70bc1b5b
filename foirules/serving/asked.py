"""What is asked: the fields of a mapping, each checked, with all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from foirules.cases.errors import CaseError
from foirules.documents.data import from_data
from foirules.documents.items import Item
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader


@frozen
class Asked:
    """The fields that are given; :meth:`check` follows the reading of them."""

    fields: Mapping[str, Item]
    reader: Reader

    @classmethod
    def of(cls, given: Any, known: Iterable[str], needed: Iterable[str] = ()) -> Asked:
        """The fields of what is given; one that is null is as one that is not there.

        :raises CaseError: where it is no mapping, lacks a field that is needed or has another.
        """
        try:
            item = from_data(given)
        except DocumentError as error:
            raise CaseError(error.errors) from None
        reader = Reader(Problems(None))
        fields = reader.mapping(item, "", known, needed)
        for name in needed:
            if name in fields and fields[name].value is None:
                reader.problems.say(item, "", "missing-key", found=repr(name))
        asked = cls({k: v for k, v in fields.items() if v.value is not None}, reader)
        asked.check()
        return asked

    def check(self) -> None:
        """:raises CaseError: with all that was wrong with the fields that were read."""
        if self.reader.problems.lines:
            raise CaseError(self.reader.problems.lines)

    def day(self, name: str) -> date | None:
        return self.reader.day(self.fields[name], name) if name in self.fields else None

    def text(self, name: str) -> str | None:
        return self.reader.text(self.fields[name], name) if name in self.fields else None

    def boolean(self, name: str) -> bool | None:
        return self.reader.boolean(self.fields[name], name) if name in self.fields else None

    def one_of(self, name: str, known: Iterable[str]) -> str | None:
        if name not in self.fields:
            return None
        return self.reader.one_of(self.fields[name], name, name.replace("_", " "), known)
