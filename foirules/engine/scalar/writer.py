"""The scalar back end: facts, rules, clocks and actions as functions in Python."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.engine.portion import Portion, facts_read
from foirules.engine.scalar.conditions import Conditions
from foirules.language.kleene import negated
from foirules.language.law import Law, Outline, ReadFact
from foirules.language.nodes import Aggregate, AsValue, Constant, Self, Some, Test, Value, Var
from foirules.language.walk import nodes

Stage = tuple[str, list[ReadFact]]
"""A subject, and facts of it that one loop over its rows works out."""


class Writer(Conditions):
    """Writes the Python of a law from its trees."""

    def module(self, portion: Portion | None = None) -> str:
        """Functions that set every fact, judge every rule, and give clocks and actions.

        :param portion: the portion of the law that is written; all of it, if not given.
        """
        chosen = None if portion is None else facts_read(self.law, portion)
        with self._function("facts", "q, as_of, env"):
            for subject, facts in stages(self.law, chosen):
                with self._rows(subject):
                    for fact in facts:
                        self._fact(subject, fact)
        with self._function("rules", "q, as_of, env, out"):
            for subject, indices in self._by_subject("rules", portion):
                with self._rows(subject):
                    for index in indices:
                        self._rule(index)
        with self._function("outputs", "q, as_of, env, clocks, actions"):
            for subject, indices in self._by_subject("clocks", portion):
                with self._rows(subject):
                    for index in indices:
                        clock = self.law.clocks[index]
                        with self._block(f"if {self.test(clock.when)}:", clock.when):
                            self._append("clocks", f"{index}, r", clock.values)
            for subject, indices in self._by_subject("actions", portion):
                with self._rows(subject):
                    for index in indices:
                        self._action(index)
        return self._text()

    def _fact(self, subject: str, fact: ReadFact) -> None:
        target = f"{self.row(Self(subject))}.{fact.declared.name}"
        match fact.tree:
            case AsValue(Some(source, condition)):
                self._line(f"{target} = {self._some(source, condition)}")
            case tree:
                self._line(f"{target} = {self.value(tree)}")

    def _rule(self, index: int) -> None:
        # The tests are written first: the loops of their aggregates stand before the first `if`.
        rule = self.law.rules[index]
        arises = self.test(rule.arises)
        with self._supposing(rule.arises):
            broken = self.test(rule.broken)
            self._suppose(negated(rule.broken))
            doubted = self.test(rule.doubted)
            self._suppose(negated(rule.doubted))
            kept = self.test(rule.kept)
        with self._supposing(negated(rule.arises)):
            excluded = self.test(negated(rule.excluded))
            self._suppose(negated(rule.excluded))
            otherwise_kept = self.test(rule.kept)
        branches = [
            (text, test, status)
            for text, test, status in (
                (broken, rule.broken, ESTABLISHED),
                (doubted, rule.doubted, POSSIBLE),
            )
            if text != "False"
        ]
        with self._block(f"if {arises}:", rule.arises):
            for word, (text, test, status) in zip(("if", "elif"), branches, strict=False):
                with self._block(f"{word} {text}:", test):
                    self._append("out", f"{index}, r, {status}", rule.values)
            met = MET if kept == "True" else f"{MET} if {kept} else {UNDECIDED}"
            self._line(f"{'else: ' if branches else ''}out.append(({index}, r, {met}, ()))")
        if rule.excluded != negated(rule.arises):
            with self._block(f"elif {excluded} and not {otherwise_kept}:"):
                self._line(f"out.append(({index}, r, {UNDECIDED}, ()))")

    def _action(self, index: int) -> None:
        action = self.law.actions[index]
        offered = self.test(action.offered)
        with self._supposing(negated(action.offered)):
            awaited = self.test(action.awaited)
        with self._block(f"if {offered}:", action.offered):
            self._append("actions", f"{index}, r, 1", action.values)
        if action.awaited != Constant(False):
            with self._block(f"elif {awaited}:", action.awaited):
                self._append("actions", f"{index}, r, 0", action.values)

    def _append(self, to: str, head: str, values: Any) -> None:
        written = [self.value(value) for value in values.values()]
        self._line(f"{to}.append(({head}, ({''.join(v + ', ' for v in written)})))")

    def _by_subject(self, kind: str, portion: Portion | None) -> Iterator[tuple[str, list[int]]]:
        """The places of the declarations of a kind, subject by subject."""
        declared = self.law.outlines[kind]
        for subject in self.law.schema.subjects:
            indices = [
                place
                for place, each in enumerate(declared)
                if each.subject == subject.name and (portion is None or portion.has(kind, each))
            ]
            if indices:
                yield subject.name, indices

    def flat(self, values: Mapping[str, Value], tests: Mapping[str, Test]) -> str:
        """A function that gives a row's values and tests (1 or 0) as one flat dict."""
        with self._function("flat", "r, q, as_of, env"):
            items = [f"{name!r}: {self.value(value)}" for name, value in values.items()]
            items += [f"{name!r}: 1 if {self.test(test)} else 0" for name, test in tests.items()]
            self._line(f"return {{{', '.join(items)}}}")
        return self._text()

    def single(self, node: Value) -> str:
        """A function that gives the value of one expression for a row."""
        inner = {n.source.var for n in nodes(node) if isinstance(n, Aggregate | Some)}
        with self._function("single", "r, q, as_of, env, element"):
            for var in {n for n in nodes(node) if isinstance(n, Var)} - inner:
                self._line(f"{self.row(var)} = element")
            self._line(f"return {self.value(node)}")
        return self._text()


def stages(law: Law, chosen: Container[tuple[str, str]] | None = None) -> list[Stage]:
    """The facts in groups that one loop over a subject's rows can work out.

    A fact may read its own row's facts of the same group, but those of other rows only from
    earlier groups.

    :param chosen: the facts that are to be worked out; all, if not given.
    """
    facts = [each for each in law.outlines["facts"] if chosen is None or each.key in chosen]
    keys = {fact.key for fact in facts}
    reads = {
        fact.key: [((s, name), own) for s, name, own in fact.reads if (s, name) in keys]
        for fact in facts
    }
    waiting, done = facts, set[tuple[str, str]]()
    groups: list[Stage] = []
    while waiting:
        best: list[Outline] = []
        for subject in law.schema.subjects:
            group: list[Outline] = []
            have = set(done)
            for fact in waiting:
                if fact.subject != subject.name:
                    continue
                if all(key in (have if own else done) for key, own in reads[fact.key]):
                    group.append(fact)
                    have.add(fact.key)
            if len(group) > len(best):
                best = group
        groups.append((best[0].subject, [law.by_key[fact.key] for fact in best]))
        done |= {fact.key for fact in best}
        waiting = [fact for fact in waiting if fact.key not in done]
    return groups
