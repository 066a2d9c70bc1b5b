"""Matching by durable-rules: conditions as its rule definitions, one flat fact a row.

The facts are worked out by the scalar back end; what durable-rules cannot say (sets, aggregates,
arithmetic) is lifted to an attribute of the fact. Its engine is one for the whole process and keeps
state, so a lock guards it, each row is asserted and retracted, and a ruleset stays small: with more
than some sixty rules matching at once it drops rules without a word.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

from attrs import define, field

from foirules.calendars.working_days import NotCounted
from foirules.cases.errors import EngineError
from foirules.engine.durable.conditions import SENTINELS, Translator
from foirules.engine.environment import Environment
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.engine.scalar.compiler import Code, Scalar, code_of, run
from foirules.engine.scalar.writer import Writer
from foirules.language.law import MOST_LAWS
from foirules.language.nodes import Constant
from foirules.language.schema import Subject

MOST_RULES: Final = 40  # of one ruleset; beyond about sixty the engine loses some
MOST_ATTRIBUTES: Final = 200  # of one fact; the engine refuses more than 256
MOST_REMEMBERED: Final = 1_000
HOW_TO_GET: Final = (
    "durable-rules is not installed: pip install 'foirules[durable]' (needs a C compiler and"
    " CPython below 3.13), or use --engine scalar"
)
_RULE: Final = "r_"  # begins the names of rules
_FACT: Final = "m"  # what a rule calls the fact that it looks at
_HANDLED: Final = 0  # what the engine says of a fact on which rules fire
_NOT_HANDLED: Final = 1  # and of one on which none does
_STATUS: Final = {
    "found": ESTABLISHED,
    "possible": POSSIBLE,
    "met": MET,
    "undecided": UNDECIDED,
}

_lock = threading.Lock()
_names = itertools.count()


def match(
    scalar: Scalar,
    root: Any,
    as_of: int,
    environment: Environment,
    case: str,
    code: Code | None = None,
) -> list[tuple[Any, ...]]:
    """The rules' statuses for the evaluated rows of one case, as :class:`Scalar` gives them.

    :param code: that evaluated the rows; of the whole law, if not given.
    :raises EngineError: where durable-rules is not installed or fails.
    """
    matcher = _matcher(scalar)
    with _lock:
        try:
            hits = list(matcher.hits(root, as_of, environment))
        except NotCounted:
            # The matcher is given every day that a rule might look at. Of those that cannot be
            # counted, a rule may need none: the scalar back end looks up only what is needed.
            return scalar.judge(root, as_of, environment, code=code).rules
        except EngineError as error:
            raise EngineError(f"{case}: {error}") from error
        except Exception as error:
            raise EngineError(f"{case}: durable-rules failed: {error}") from error
    statuses = []
    for index, row, status in hits:
        values: tuple[int, ...] = ()
        if status in (ESTABLISHED, POSSIBLE):
            wanted = scalar.law.rules[index].values.values()
            values = tuple(scalar.value(v, row, root, as_of, environment) for v in wanted)
        statuses.append((index, row, status, values))
    return statuses


def available() -> bool:
    """Whether durable-rules can be loaded here."""
    try:
        _load()
    except EngineError:
        return False
    return True


@lru_cache(maxsize=1)
def _load() -> Any:
    """The engine itself, in C.

    The host written in Python that stands before it has two threads that poll rulesets, and now and
    then take the matches of a fact just asserted; and for each rule that fires it reads the whole
    fact again.
    """
    try:
        import durable_rules_engine
    except ImportError:
        raise EngineError(HOW_TO_GET) from None
    return durable_rules_engine


@lru_cache(maxsize=MOST_LAWS)  # what one takes of memory, durable-rules never gives back
def _matcher(scalar: Scalar) -> Matcher:
    return Matcher(scalar)


@define(eq=False)
class Ruleset:
    """The rules of one subject, as durable-rules holds them."""

    definitions: str
    handle: int
    flat: Callable[..., dict[str, int]]
    rules: list[tuple[int, int]]  # (rule, status), in the order of the definitions
    matched: dict[tuple[int, ...], list[int]] = field(factory=dict)  # scenarios repeat their facts


@define(eq=False)
class Matcher:
    """A law as durable-rules' rulesets. Used under the lock only."""

    scalar: Scalar
    _engine: Any = field(init=False)
    _sets: dict[str, list[Ruleset]] = field(init=False, factory=dict)
    _ids: Any = field(init=False, factory=itertools.count)

    def __attrs_post_init__(self) -> None:
        self._engine = _load()

    def _sets_of(self, subject: Subject) -> list[Ruleset]:
        """The rulesets of a subject, made when it first has rows."""
        if subject.name not in self._sets:
            known = self.scalar.law.outlines["rules"]
            indices = [i for i, each in enumerate(known) if each.subject == subject.name]
            starts = range(0, len(indices), MOST_RULES)
            parts = (indices[start : start + MOST_RULES] for start in starts)
            self._sets[subject.name] = [each for part in parts for each in self._rulesets(part)]
        return self._sets[subject.name]

    def _rulesets(self, indices: list[int]) -> list[Ruleset]:
        """Rulesets of some rules: several, where a fact with all that these ask is too large."""
        translator = Translator()
        definitions: dict[str, Any] = {}
        rules: list[tuple[int, int]] = []
        for index in indices:
            for status, test in self.scalar.law.rules[index].statuses().items():
                if test == Constant(False):
                    continue
                definitions[f"{_RULE}{len(rules)}"] = {"all": [{_FACT: translator.rule(test)}]}
                rules.append((index, _STATUS[status]))
        if len(translator.values) + len(translator.lifted) > MOST_ATTRIBUTES and indices[1:]:
            half = len(indices) // 2
            halves = (indices[:half], indices[half:])
            return [each for some in halves for each in self._rulesets(some)]
        source = Writer(self.scalar.law).flat(
            {name: value for value, name in translator.values.items()},
            {name: test for test, name in translator.lifted.items()},
        )
        flat = run(code_of(source))["flat"]
        text = json.dumps(definitions)
        return [Ruleset(text, self._registered(text), flat, rules)]

    def _registered(self, definitions: str) -> int:
        """The number by which the engine now knows some definitions."""
        handle: int = self._engine.create_ruleset(f"foirules_{next(_names)}", definitions)
        return handle

    def hits(self, root: Any, as_of: int, environment: Environment) -> list[tuple[int, Any, int]]:
        """(rule, row, status) of what matches, in the order of the law."""
        hits = []
        for subject in self.scalar.law.schema.subjects:
            rows = getattr(root, subject.collection, (root,))
            for ruleset in self._sets_of(subject) if rows else ():
                for row in rows:
                    values = ruleset.flat(row, root, as_of, environment)
                    for number in self._matched(ruleset, values):
                        index, status = ruleset.rules[number]
                        hits.append((index, row, status))
        hits.sort(key=lambda hit: hit[0])
        return hits

    def _matched(self, ruleset: Ruleset, values: dict[str, int]) -> list[int]:
        key = tuple(values.values())
        if key not in ruleset.matched:
            if len(ruleset.matched) >= MOST_REMEMBERED:
                ruleset.matched.clear()
            ruleset.matched[key] = self._match_anew(ruleset, values)
        return ruleset.matched[key]

    def _match_anew(self, ruleset: Ruleset, values: dict[str, int]) -> list[int]:
        """What matches, asked twice; by a new ruleset, where the one that there is has failed.

        After some hundred thousand facts its C code may lose a match without a word, or the text of
        a fact, so that its JSON has a hole.
        """
        said = {name: SENTINELS.get(value, value) for name, value in values.items()}
        text = json.dumps(said | {"id": 0}).removesuffix("0}")
        with suppress(ValueError):  # the hole
            matched = self._match(ruleset, text)
            if matched == self._match(ruleset, text):
                return matched
        ruleset.handle = self._registered(ruleset.definitions)
        return self._match(ruleset, text)

    def _match(self, ruleset: Ruleset, text: str) -> list[int]:
        """The numbers of the rules that one fact fires.

        :param text: the fact's JSON up to the number that tells it from others.
        :raises ValueError: where what the engine says of one is not whole.
        """
        engine, handle = self._engine, ruleset.handle
        fact = f"{text}{next(self._ids)}}}"
        found = set()  # an "or" fires once for each branch that holds
        outcome, state = engine.assert_fact(handle, fact)
        if outcome not in (_HANDLED, _NOT_HANDLED):
            raise EngineError(f"durable-rules did not take a fact: {outcome}")
        if outcome == _HANDLED:
            begun = engine.start_action_for_state(handle, state)
            fired = begun and begun[1]
            while fired:
                found.add(_number(fired, fact))
                fired = engine.complete_and_start_action(handle, state)
        engine.retract_fact(handle, fact)
        matched = sorted(found)
        decided = [ruleset.rules[number][0] for number in matched]
        if len(decided) != len(set(decided)):
            raise EngineError("durable-rules matched two statuses of one rule")
        return matched


def _number(fired: str, fact: str) -> int:
    """The number of a rule that fired on a fact: the engine gives both as ``{"r_7":{"m":FACT}}``.

    :raises ValueError: where it gives anything else.
    """
    name, _, rest = fired.removeprefix(f'{{"{_RULE}').partition('"')
    if rest != f':{{"{_FACT}":{fact}}}}}':
        raise ValueError(fired)
    return int(name)
