"""What is counted of a log, as ``statistics.yaml`` of the regime declares it.

A measure becomes a rule that is found of what it counts; nothing is counted by any other test.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import evolve, field, frozen

from foirules.audit.judging.audit_rules import audit_rule
from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.declarations import Chapter, FactDeclaration, RuleDeclaration
from foirules.language.form import Scope
from foirules.language.regime import Regime
from foirules.language.schema import Schema

FILE: Final = "statistics.yaml"
PREFIX: Final = "statistics:"  # of the ids of the rules, so that they are no rule's of the law
EVERY: Final = "every-case"  # the measure that no rule stands for: it holds of every case
NEEDED: Final = ("statistics", "version", "facts", "sets", "rates", "late-by")
KEYS: Final = (*NEEDED, "columns", "backlog", "cases")
CASE_DAYS: Final = "case:"  # of the ids of the rules that give the days of the table of cases
CASE: Final = ("due", "answered")
SET_NEEDED: Final = ("title", "cites", "measures")
SET: Final = (*SET_NEEDED, "of", "among", "needs", "may-overlap")
MEASURE_NEEDED: Final = ("title", "when")
MEASURE: Final = (*MEASURE_NEEDED, "due", "ended")
RATE_NEEDED: Final = ("title", "of", "among", "cites")
RATE: Final = (*RATE_NEEDED, "thresholds")
THRESHOLD_NEEDED: Final = ("from", "bands", "cites")
THRESHOLD: Final = (*THRESHOLD_NEEDED, "note")


@frozen
class MeasureSet:
    """Measures that exclude each other: at most one is true of each request, review or complaint,
    unless they may overlap.

    :param subject: what is counted.
    :param titles: the measures, each with its title.
    :param among: the measures that count all of them, where there are such.
    :param needs: the kinds of events without which a log shows nothing of it.
    :param may_overlap: several may be true of one. There may be many, so that cases which they
        perhaps count are not kept.
    """

    name: str
    title: str
    cites: str
    subject: str
    titles: Mapping[str, str]
    among: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    may_overlap: bool = False


@frozen
class Threshold:
    """From a day on: bands by the least percentage of each, the highest first."""

    start: date
    bands: tuple[tuple[str, int], ...]
    cites: str
    note: str = ""

    def band(self, of: int, among: int) -> str:
        """The band of so many among so many."""
        return next(name for name, least in self.bands if 100 * of >= least * among)


@frozen
class Rate:
    """A share of what is counted, with the thresholds it is set against."""

    name: str
    title: str
    of: tuple[str, ...]
    among: tuple[str, ...]
    cites: str
    thresholds: tuple[Threshold, ...]

    def threshold(self, on: date) -> Threshold | None:
        """The one in force on a day."""
        place = bisect_right([each.start for each in self.thresholds], on)
        return self.thresholds[place - 1] if place else None


@frozen(eq=False)
class Statistics:
    """What is counted under a regime.

    :param days: a rule for each of the days that the table of cases has: as recorded.
    :param chapter: the facts and the measures.
    :param columns: the measures that tables of the summary show, each by its heading.
    :param backlog: the measures that count what is still owed an answer.
    """

    days: Chapter
    chapter: Chapter
    sets: tuple[MeasureSet, ...]
    rates: tuple[Rate, ...]
    late_by: tuple[int, ...]
    columns: Mapping[str, str] = field(factory=dict)
    backlog: tuple[str, ...] = ()

    @property
    def case_days(self) -> list[str]:
        """The days that the table of cases has, in the order of their rules."""
        return [rule.id.removeprefix(CASE_DAYS) for rule in self.days.rules]

    def beside(self, names: Collection[str]) -> set[str]:
        """The measures of the sets that some measures are of, those among them."""
        sets = (each.titles for each in self.sets if not each.titles.keys().isdisjoint(names))
        return {name for titles in sets for name in titles}

    @property
    def overlapping(self) -> set[str]:
        """The measures of the sets whose measures may overlap."""
        return {name for each in self.sets if each.may_overlap for name in each.titles}

    @property
    def names(self) -> list[str]:
        """The measures, in the order of their rules."""
        return [name for each in self.sets for name in each.titles]


@cache
def statistics(regime: Regime) -> Statistics:
    """What is counted under a regime; nothing where its folder does not say.

    :raises RulesError: with every error of the file.
    """
    path = regime.folder / FILE
    if not path.exists():
        received = {"received": regime.schema.roles.received}
        days = _case_days(received, regime.schema)
        return Statistics(days, Chapter("statistics"), (), (), ())
    scope = Scope(tuple(regime.schema.by_name), regime.vocabulary.types)
    return read_whole(
        path, scope, _StatisticsReader, lambda reader, item: reader.statistics(item, regime.schema)
    )


def _case_days(days: Mapping[str, str], schema: Schema) -> Chapter:
    """For each day a rule that is found wherever a case has it, with the day as its last."""
    rules = [
        audit_rule(CASE_DAYS + name, schema, f"({day}) is present", name, FILE, due=day)
        for name, day in days.items()
    ]
    return Chapter("case-days", rules=rules, as_recorded=True)


class _StatisticsReader(ChapterReader):
    """Reads the file of statistics."""

    def statistics(self, item: Item, schema: Schema) -> Statistics:
        top = self.mapping(item, "", KEYS, NEEDED)
        self._said(top, "version", "")
        declared = (each.declared for each in self.listed(top, "facts"))
        facts = [
            evolve(f, cites=f.cites or FILE) for f in declared if isinstance(f, FactDeclaration)
        ]
        sets: list[MeasureSet] = []
        rules: list[RuleDeclaration] = []
        known = [schema.root.collection]
        for name, each, where in self.named(top, "sets", ""):
            measures, of_set = self._set(name, each, where, known, schema)
            sets.append(measures)
            rules += of_set
            known += measures.titles
        rates = tuple(self._rate(*each, known) for each in self.named(top, "rates", ""))
        chapter = Chapter(self._said(top, "statistics", ""), facts, rules)
        days = _case_days(self._days_of_cases(top, schema), schema)
        late_by = self.under(top, "late-by", "", self._numbers)
        columns = {
            name: self.one_of(each, where, "measure", known) or ""
            for name, each, where in self.named(top, "columns", "")
        }
        backlog = self._measures(top, "backlog", "", known)
        return Statistics(days, chapter, tuple(sets), rates, late_by or (), columns, backlog)

    def _days_of_cases(self, top: Mapping[str, Item], schema: Schema) -> dict[str, str]:
        """The days of the table of cases, each with its expression."""
        days = {"received": schema.roles.received}
        if "cases" in top:
            body = self.mapping(top["cases"], "cases", CASE, ())
            for name in body:
                days[name] = self.under(body, name, "cases", self.expression) or ""
        return days

    def _set(
        self, name: str, item: Item, where: str, known: Collection[str], schema: Schema
    ) -> tuple[MeasureSet, list[RuleDeclaration]]:
        body = self.mapping(item, where, SET, SET_NEEDED)
        subject = self.under(body, "of", where, self._subject) or schema.root.name
        cites = self._said(body, "cites", where)
        among = self._measures(body, "among", where, known)
        titles, rules = {}, []
        for measure, each, place in self.named(body, "measures", where):
            rule = self._measure(measure, each, place, subject, cites, schema)
            titles[measure] = rule.meaning
            rules.append(rule)
        title = self._said(body, "title", where)
        needs = self._kinds(body, where, schema)
        overlap = self.under(body, "may-overlap", where, self.boolean) or False
        return MeasureSet(name, title, cites, subject, titles, among, needs, overlap), rules

    def _kinds(self, body: Mapping[str, Item], where: str, schema: Schema) -> tuple[str, ...]:
        """The kinds of events that a set needs."""

        def kind(item: Item, place: str) -> str | None:
            return self.one_of(item, place, "event", schema.vocabulary.events)

        return self.under(body, "needs", where, lambda item, at: self.each(item, at, kind)) or ()

    def _measure(
        self, name: str, item: Item, where: str, subject: str, cites: str, schema: Schema
    ) -> RuleDeclaration:
        body = self.mapping(item, where, MEASURE, MEASURE_NEEDED)
        return audit_rule(
            PREFIX + name,
            schema,
            self.under(body, "when", where, self.expression) or "",
            self._said(body, "title", where),
            cites,
            subject=subject,
            due=self.under(body, "due", where, self.expression),
            ended=self.under(body, "ended", where, self.expression),
        )

    def _rate(self, name: str, item: Item, where: str, known: Collection[str]) -> Rate:
        body = self.mapping(item, where, RATE, RATE_NEEDED)
        return Rate(
            name,
            self._said(body, "title", where),
            self._measures(body, "of", where, known),
            self._measures(body, "among", where, known),
            self._said(body, "cites", where),
            tuple(
                self._threshold(*each)
                for each in self.under(body, "thresholds", where, self.list) or ()
            ),
        )

    def _threshold(self, item: Item, where: str) -> Threshold:
        body = self.mapping(item, where, THRESHOLD, THRESHOLD_NEEDED)
        bands = tuple(
            (name, self.integer(each, place, 100, 0) or 0)
            for name, each, place in self.named(body, "bands", where)
        )
        start = self.under(body, "from", where, self.day) or self.first
        return Threshold(
            start, bands, self._said(body, "cites", where), self._said(body, "note", where)
        )

    # --- parts of these -----------------------------------------------------------------------

    def _said(self, body: Mapping[str, Item], key: str, where: str) -> str:
        return self.under(body, key, where, self.text_of) or ""

    def _measures(
        self, body: Mapping[str, Item], key: str, where: str, known: Collection[str]
    ) -> tuple[str, ...]:
        """The names of measures; those known are those that stand above, that of every case
        first."""
        every = next(iter(known))

        def measure(item: Item, place: str) -> str | None:
            name = self.one_of(item, place, "measure", known)
            return EVERY if name == every else name

        def measures(item: Item, place: str) -> tuple[str, ...] | None:
            return self.each(item, place, measure)

        return self.under(body, key, where, measures) or ()

    def _subject(self, item: Item, where: str) -> str | None:
        return self.one_of(item, where, "subject", self.scope.subjects)

    def _numbers(self, item: Item, where: str) -> tuple[int, ...] | None:
        return self.each(item, where, self.integer)
