"""Reads ``statistics.yaml`` of a regime: what is counted of a log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve

from foirules.audit.judging.audit_rules import audit_rule
from foirules.audit.judging.statistics import (
    CASE,
    CASE_DAYS,
    EVERY,
    FILE,
    PREFIX,
    MeasureSet,
    Rate,
    Statistics,
    Threshold,
)
from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.declarations import Chapter, FactDeclaration, RuleDeclaration
from foirules.language.form import Scope
from foirules.language.regime import Regime
from foirules.language.schema import Schema

NEEDED: Final = ("statistics", "version", "facts", "sets", "rates", "late-by")
KEYS: Final = (*NEEDED, "columns", "backlog", "cases")
SET_NEEDED: Final = ("title", "cites", "measures")
SET: Final = (*SET_NEEDED, "of", "among", "needs", "may-overlap")
MEASURE_NEEDED: Final = ("title", "when")
MEASURE: Final = (*MEASURE_NEEDED, "due", "ended")
RATE_NEEDED: Final = ("title", "of", "among", "cites")
RATE: Final = (*RATE_NEEDED, "thresholds")
THRESHOLD_NEEDED: Final = ("from", "bands", "cites")
THRESHOLD: Final = (*THRESHOLD_NEEDED, "note")


def read_statistics(regime: Regime) -> Statistics:
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
