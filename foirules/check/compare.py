"""What a case file expects and accepts, held against what is found of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from foirules.cases.assessment import Assessment, EventRef, Finding
from foirules.cases.case_file import CaseFile
from foirules.cases.expectations import SECTIONS, Section
from foirules.cases.failing import fails_on
from foirules.documents.items import Item


def compare(file: CaseFile, assessment: Assessment, fail_on: Sequence[str]) -> Comparison:
    """A file held against its assessment.

    :param fail_on: the kinds of finding that are to be expected or accepted.
    """
    seen = Comparison()
    seen.run(file, assessment, fail_on)
    return seen


def lists_of(file: CaseFile) -> frozenset[str]:
    """The lists of an assessment that a file is held against; findings always are."""
    expect = file.case.expect or {}
    named = (name for name in SECTIONS if expect.get(name))
    return frozenset(("findings", *named, *expect.get("complete", ())))


def lacks_a_duty(file: CaseFile, assessment: Assessment) -> bool:
    """Whether a duty is not found as expected: it may stand in any of the lists of duties then."""
    duties = (each for each in expectations(file) if each.section.of_rules)
    return any(all(map(each.differing, _of_name(each, assessment))) for each in duties)


@frozen
class Expectation:
    """One thing expected, and its item in the file."""

    section: Section
    values: Mapping[str, Any]
    item: Item

    @property
    def name(self) -> str:
        """The rule, clock or action that it is of."""
        return str(self.values[self.section.key])

    def differing(self, result: Any) -> list[str]:
        """The fields in which a result is not what is expected."""
        return [key for key in self.values if not _alike(self.values[key], field_of(result, key))]


@frozen
class Difference:
    """Something expected and not found so, or found and not expected.

    :param wanted: what is expected; None for a result that is not.
    :param section: where the result stands in the assessment.
    :param result: the one that comes nearest; None where there is none.
    """

    wanted: Expectation | None
    section: Section
    result: Any


@frozen
class Acceptance:
    """A finding that the file accepts, and its item in it."""

    values: Mapping[str, Any]
    item: Item


@define
class Comparison:
    """What came of it.

    :param refused: acceptances that do not count, each with why: ``no-reason``, ``over``,
        ``needless``.
    """

    differences: list[Difference] = field(factory=list)
    accepted: list[tuple[Acceptance, Finding]] = field(factory=list)
    refused: list[tuple[Acceptance, str]] = field(factory=list)
    _spoken_of: set[int] = field(factory=set)  # the results expected or accepted

    def run(self, file: CaseFile, assessment: Assessment, fail_on: Sequence[str]) -> None:
        """Compares a file with its assessment."""
        unmet = [each for each in expectations(file) if not self._met(each, assessment)]
        self._accept(file, assessment)
        self.differences += [self._nearest(each, assessment) for each in unmet]
        self._unexpected(file, assessment, fail_on)

    def _met(self, each: Expectation, assessment: Assessment) -> bool:
        met = {id(one) for one in _of_name(each, assessment) if not each.differing(one)}
        self._spoken_of |= met
        return bool(met)

    def _nearest(self, each: Expectation, assessment: Assessment) -> Difference:
        """The result of the same name, not yet spoken of, that differs in the fewest fields.

        For a duty there may be one in another of the three lists of duties instead.
        """
        near = [one for one in _of_name(each, assessment) if id(one) not in self._spoken_of]
        if near:
            nearest = min(near, key=lambda one: len(each.differing(one)))
            self._spoken_of.add(id(nearest))
            return Difference(each, each.section, nearest)
        for section in SECTIONS.values():
            if section.of_rules and each.section.of_rules and section is not each.section:
                for one in getattr(assessment, section.name):
                    if (one.rule, one.part) == (each.name, each.values.get("part", one.part)):
                        self._spoken_of.add(id(one))
                        return Difference(each, section, one)
        return Difference(each, each.section, None)

    def _unexpected(self, file: CaseFile, assessment: Assessment, fail_on: Sequence[str]) -> None:
        """Findings of the kinds that fail, and all of a list that is to be complete."""
        complete = (file.case.expect or {}).get("complete", ())
        for section in SECTIONS.values():
            if section.name not in complete and section.name != "findings":
                continue
            for one in getattr(assessment, section.name):
                told = section.name in complete or fails_on(one.kind, one.certainty, fail_on)
                if told and id(one) not in self._spoken_of:
                    self.differences.append(Difference(None, section, one))

    def _accept(self, file: CaseFile, assessment: Assessment) -> None:
        items = file.item.value["accept"].value if file.case.accept else ()
        for item, values in zip(items, file.case.accept, strict=True):
            each = Acceptance(values, item)
            met = [one for one in assessment.findings if _accepts(values, one)]
            until = values.get("until")
            if "reason" not in values:
                self.refused.append((each, "no-reason"))
            elif until is not None and until < assessment.as_of:
                self.refused.append((each, "over"))
            elif not met:
                self.refused.append((each, "needless"))
            else:
                self._spoken_of |= {id(one) for one in met}
                self.accepted += [(each, one) for one in met]


def expectations(file: CaseFile) -> Iterator[Expectation]:
    """What a file expects, section by section."""
    for name, section in SECTIONS.items():
        values = (file.case.expect or {}).get(name, ())
        if values:
            items = file.item.value["expect"].value[name].value
            for each, item in zip(values, items, strict=True):
                yield Expectation(section, each, item)


def field_of(result: Any, key: str) -> Any:
    """A field of a result by its name in a case file."""
    return getattr(result, key.replace("-", "_"))


def _of_name(each: Expectation, assessment: Assessment) -> list[Any]:
    """The results of the name that is expected."""
    key, name = each.section.key, each.name
    return [one for one in getattr(assessment, each.section.name) if field_of(one, key) == name]


def _accepts(values: Mapping[str, Any], result: Finding) -> bool:
    part: str | None = values.get("part", result.part)
    return (result.rule, result.part) == (values["rule"], part)


def _alike(wanted: Any, result: Any) -> bool:
    if isinstance(result, EventRef):
        result = result.id
    if isinstance(result, tuple) and isinstance(wanted, tuple):
        return set(result) == set(wanted)
    alike: bool = result == wanted
    return alike
