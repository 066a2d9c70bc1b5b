"""What is kept of the law and the policies that ship: made when the package is built."""

from __future__ import annotations

from collections.abc import Iterator

from foirules.language import kept
from foirules.language.kept_law import REGIME_CODEC
from foirules.language.regime_files import digest_of, key_of, load_law, made_of
from foirules.policy import policies
from foirules.rules import folders


def files() -> Iterator[tuple[str, bytes]]:
    """The files of :data:`foirules.language.kept.SHIPPED`, by name.

    :raises RegimeError: with every error of the files of a law.
    :raises PolicyError: with every error of those of the policies.
    """
    for folder in folders():
        said = made_of(folder)
        assert said.checked is not None, f"{folder}: the law is wrong"
        packed = kept.packed(key_of(digest_of(folder)), REGIME_CODEC.write(said))
        yield f"law-{folder.name}.json", packed
    text = policies.policy_codec(load_law()).write(policies.made_of_shipped())
    yield "policies.json", kept.packed(policies.key_of_shipped(), text)
