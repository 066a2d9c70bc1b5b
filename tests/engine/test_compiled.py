"""What the language can say, every back end can be made of; what one cannot is refused at once."""

from __future__ import annotations

import re
from inspect import getsource
from typing import cast, get_args

import pytest
from attrs import evolve, frozen

from foirules.assessing.one_case import law_for
from foirules.engine.columns.compiler import OUTPUTS, Columns
from foirules.engine.columns.writer import Writer as ColumnsWriter
from foirules.engine.scalar.writer import Writer
from foirules.language.errors import LawError
from foirules.language.nodes import Test, Value
from foirules.policy.policies import load_policies

KINDS = [kind.__name__ for kind in (*get_args(Value), *get_args(Test))]


@frozen
class Alien:
    """A kind of value that no back end has been taught."""

    absent: bool = False
    unknown: bool = False


@pytest.mark.parametrize("back_end", [Writer, ColumnsWriter])
def test_every_kind_of_node_has_one_place_in_each_back_end(back_end: type) -> None:
    own = (each for each in back_end.__mro__ if each.__module__.startswith("foirules."))
    source = "".join(map(getsource, own))
    places = {kind: len(re.findall(rf"case (?:.* \| )?{kind}\(", source)) for kind in KINDS}
    assert {kind for kind, found in places.items() if not found} == set()


def test_what_cannot_be_compiled_to_columns_is_refused_and_shown() -> None:
    law = law_for(load_policies()["foia"])
    first, *others = law.facts
    strange = evolve(first, tree=cast(Value, Alien()))
    with pytest.raises(LawError) as caught:
        Columns(evolve(law, facts=(strange, *others))).program(OUTPUTS)
    assert str(caught.value) == (
        f"{'.'.join(first.key)}: Alien cannot be compiled to columns\n"
        "    Alien(absent=False, unknown=False)"
    )
