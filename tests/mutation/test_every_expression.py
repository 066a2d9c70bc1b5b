"""No expression of the law can be changed without a test that sees it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from attrs import evolve

from foirules.engine.scalar.compiler import Scalar, code_of, run
from foirules.engine.scalar.writer import Writer
from foirules.language import law_reader
from foirules.language.declarations import Chapter
from foirules.language.errors import LawError
from foirules.language.law import Law, ReadFact
from foirules.language.law_reader import LawReader
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from tests.files import FULL, read_yaml
from tests.foia import CHAPTERS, REGIME, SCHEMA
from tests.mutation.bench import Bench, Results, rows_for
from tests.mutation.claims import all_claims
from tests.mutation.declarations import Mutant, Mutants, name_of, of_law, of_the_act
from tests.mutation.expressions import changes

pytestmark = pytest.mark.one_cpython

LAWS: Final = list(load_law().values())
IDS: Final = [regime.id for regime in LAWS]
SHARE: Final = 1 if FULL else 4  # one declaration in so many
NOT_SEEN: Final = (
    "{mutant}: no test sees this change. Say in tests/mutation/borders what the law gives on either"
    " side of it or, where no case can show it, leave the term out of the law, or list the change in"
    " tests/mutation/{list} with the reason"
)
SEEN: Final = "{mutant}: {list} lists it, but {claim} shows it"
GONE: Final = "{mutant}: {list} lists it, but the law has no such change"


@cache
def bench(regime: Regime = REGIME) -> Bench:
    law = of_law(regime).law
    return Bench(law, list(rows_for(all_claims(law, regime))))


def list_of(regime: Regime) -> str:
    """The file of the changes of a law that nothing shows."""
    return f"survivors/{regime.id}.yaml"


@cache
def listed(regime: Regime = REGIME) -> Mapping[str, str]:
    """Each change that nothing shows, as :func:`normal` has it, with the reason."""
    entries = read_yaml((Path(__file__).parent / list_of(regime)).read_text(encoding="utf-8"))
    return {normal(mutant): entry["why"] for entry in entries for mutant in entry["mutants"]}


def normal(mutant: str) -> str:
    """What is said of a mutant, its expressions as this Python writes them."""
    *where, change = mutant.split(": ")
    change, *number = change.split(" (#")
    sides = [
        ast.unparse(ast.parse(each)) if each != "left out" else each
        for each in change.split(" -> ")
    ]
    return ": ".join([*where, " (#".join([" -> ".join(sides), *number])])


def said(mutant: Mutant) -> str:
    return normal(f"{mutant.of}: {mutant.said}")


def unseen(mutants: Iterable[Mutant], regime: Regime = REGIME) -> str:
    """A line for each mutant that no claim shows and that is not listed."""
    tried = (each for each in mutants if said(each) not in listed(regime))
    found = (said(each) for each in tried if not bench(regime).seen(each))
    return "\n".join(NOT_SEEN.format(mutant=each, list=list_of(regime)) for each in found)


def chosen(kind: str, regime: Regime) -> Iterator[Mutant]:
    """The mutants of a kind of declaration; without the long tests, of some of them."""
    mutants = of_law(regime)
    for read in mutants.declarations():
        name = name_of(read.declared)
        if name.split()[0] == kind and Random(name).randrange(SHARE) == 0:
            yield from mutants.of(read)


@pytest.mark.parametrize("kind", ["fact", "rule", "clock", "action"])
@pytest.mark.parametrize("regime", LAWS, ids=IDS)
def test_every_change_of_an_expression_is_seen(regime: Regime, kind: str) -> None:
    assert unseen(chosen(kind, regime), regime) == ""


@pytest.mark.parametrize("template", ["_STATUS", "_LEFT"])
def test_every_change_of_what_all_clocks_share_is_seen(
    template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = next(c.declared for c in of_the_act().law.clocks if c.declared.name == "response")
    mutants = []
    for change in changes(getattr(law_reader, template), False):
        monkeypatch.setattr(law_reader, template, change.text)
        with suppress(LawError):  # not in the language
            read = of_the_act().reader.clock(response)
            mutants.append(Mutant(f"clock response: {template}", change.said, (read,)))
    assert len(mutants) > 2
    assert unseen(mutants) == ""


def test_a_rule_without_borders_is_told_of() -> None:
    """The example of CONTRIBUTING.md, as it stands there: no claim is made of it."""
    chapter = Chapter("example")
    chapter.note(
        "fees-notice-late",
        "fee",
        applies="received_on is present",
        when="on > ask_by",
        begins="on",
        cites="FOIA s9(1)",
        message="",
        meaning="",
    )
    reader = LawReader(SCHEMA, (*CHAPTERS, chapter), of_the_act().reader.periods)
    mutants = Mutants(reader)
    lines = unseen(mutants.of(mutants.law.rules[-1])).splitlines()
    assert lines[-3] == (
        "rule fees-notice-late: possible_when: False -> True: no test sees this change. Say in"
        " tests/mutation/borders what the law gives on either side of it or, where no case can show"
        " it, leave the term out of the law, or list the change in tests/mutation/survivors/foia.yaml"
        " with the reason"
    )
    assert len(lines) == 10


@pytest.mark.parametrize("regime", LAWS, ids=IDS)
def test_a_change_that_is_listed_is_one_that_nothing_shows(regime: Regime) -> None:
    of_it, name = listed(regime), list_of(regime)
    declared = {each.split(":")[0] for each in of_it}
    mutants = of_law(regime)
    found: dict[str, str | None] = {}
    for read in mutants.declarations():
        if name_of(read.declared) in declared:
            tried = (each for each in mutants.of(read) if said(each) in of_it)
            found |= {said(each): bench(regime).seen(each) for each in tried}
    wrong = [GONE.format(mutant=each, list=name) for each in of_it if each not in found]
    wrong += [
        SEEN.format(mutant=each, list=name, claim=claim) for each, claim in found.items() if claim
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("regime", LAWS, ids=IDS)
def test_there_is_a_reason_for_each(regime: Regime) -> None:
    assert all(len(why) > 30 for why in listed(regime).values())


# --- the bench itself -----------------------------------------------------------------------------


def test_the_law_as_it_is_breaks_no_claim() -> None:
    read = of_the_act().law.facts[0]
    assert bench().seen(Mutant("nothing", "is changed", (read,))) is None


def test_what_the_bench_sees_a_law_loaded_whole_shows() -> None:
    """Mutants chosen at random, tried by the whole of the law on every claim: what shows one on the
    bench is asked first of the whole."""
    rng = Random(1)
    mutants = of_the_act()
    every = [m for read in mutants.declarations() for m in mutants.of(read)]
    for mutant in rng.sample(every, 12 if FULL else 2):
        seen = bench().seen(mutant)
        assert whole(mutant) == bool(seen), said(mutant)


class Fresh(Scalar):
    """The law compiled anew, and not kept."""

    def __attrs_post_init__(self) -> None:
        names = run(code_of(Writer(self.law).module()))
        self._facts, self._rules, self._outputs = names["facts"], names["rules"], names["outputs"]


def whole(mutant: Mutant) -> bool:
    """Whether some claim does not hold of the law with the mutant in its place."""
    known = Fresh(changed(bench().law, mutant))
    for rows in bench().rows:
        case, prepared = rows.claims.case, evolve(rows.prepared, known=known)
        combiner = prepared.combiner(case, rows.as_of, prepared.scenarios(case, rows.as_of))
        if rows.claims.unmet(Results(combiner)):
            return True
    return False


def changed(law: Law, mutant: Mutant) -> Law:
    new = {name_of(each.declared): each for each in mutant.read}

    def of(reads: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(new.get(name_of(each.declared), each) for each in reads)

    facts: tuple[ReadFact, ...] = of(law.facts)
    return evolve(
        law, facts=facts, rules=of(law.rules), clocks=of(law.clocks), actions=of(law.actions)
    )
