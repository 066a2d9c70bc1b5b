"""All policies: those shipped and those added, each with what it extends.

A regime's policy holds its periods and lists, each in dated versions; an authority's policy
extends it, from a day on, by what the authority itself has promised. What reads the files is
:mod:`foirules.policy.extending`; it is imported where nothing is kept of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from foirules.language import kept
from foirules.language.codec import Codec, later
from foirules.language.lazily import Lazily
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.errors import PolicyError
from foirules.policy.policy import Policy, Version
from foirules.rules import folders
from foirules.rules.version import __version__

NO_BASE: Final = (
    "{path}: a proposal extends a policy or has the name of one; {found} is none, and extends none"
)
NO_FILES: Final = "{path}: the folder holds no .yaml file"


@frozen(eq=False, repr=False)
class KeptPolicies:
    """The policies of some files, and their ids."""

    ids: tuple[str, ...]
    policies: Sequence[Policy] = field(metadata=later(lambda policy: policy.id))


def load_policies(
    paths: Iterable[str | Path] = (), law: Mapping[str, Regime] | None = None
) -> Mapping[str, Policy]:
    """The policies shipped, and those of files and folders added, by id.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given. The
        policies that stand in the folder of one of these are added.
    :raises PolicyError: with every error of every file.
    """
    given = tuple(paths)
    if not given and (law is None or law is load_law()):
        return _shipped()
    known = {**load_law(), **(law or {})}  # those that ship are read with their regimes
    of_law = [f for each in known.values() if (f := each.folder / "policies").is_dir()]
    added = {path: _yaml_files(Path(path)) for path in given}
    if empty := [path for path, files in added.items() if not files]:
        raise PolicyError(NO_FILES.format(path=path) for path in empty)
    if not added and not of_law:
        return _shipped()
    from foirules.policy.extending import read_policies  # only where there are others

    files = [
        *(file for folder in of_law for file in _yaml_files(folder)),
        *(file for files in added.values() for file in files),
    ]
    return read_policies([*shipped_files(), *files], known, trusted=_shipped())


def load_proposed(
    path: str | Path, paths: Iterable[str | Path] = (), law: Mapping[str, Regime] | None = None
) -> tuple[Policy, Mapping[str, Policy]]:
    """A proposed policy, and the policies as they would be by it, by id.

    What the file says may be statute. It stands in the place of the policy that it extends or, if
    it extends none, of that of its own name, also for the policies of authorities that extend this.

    :param paths: files and folders of policies beside those shipped; ``law`` the regimes known.
    :raises PolicyError: with every error of every file.
    """
    from foirules.policy.extending import read_policies  # only where there are others

    file = Path(path)
    known = {**load_law(), **(law or {})}
    of_law = [f for each in known.values() if (f := each.folder / "policies").is_dir()]
    beside = [f for folder in (*of_law, *map(Path, paths)) for f in _yaml_files(folder)]
    now = load_policies(paths, law)
    found = read_policies([*shipped_files(), *beside, file], known, _shipped(), proposed=file)
    *_, reform = found.values()
    base = reform.extends or reform.id
    if base not in now:
        raise PolicyError([NO_BASE.format(path=path, found=repr(reform.id))])
    return reform, {**{id: found[id] for id in now}, base: reform}


@cache
def _shipped() -> Mapping[str, Policy]:
    """The policies shipped; what their files say is kept between runs."""
    law, files = load_law(), shipped_files()
    said = kept.read_or_make("policies", key_of_shipped(), policy_codec(law), made_of_shipped)
    places = {path.name: str(path) for path in files}
    by_id = dict(zip(said.ids, range(len(said.ids)), strict=True))

    def policy(id: str) -> Policy:
        found = said.policies[by_id[id]]
        return evolve(found, source=places.get(found.source, found.source))

    return Lazily(by_id, policy)


def key_of_shipped() -> str:
    """What changes with the files of the policies shipped, and the words that they are read by."""
    words = [folder / name for folder in folders() for name in ("regime.yaml", "vocabulary.yaml")]
    return kept.digest([*shipped_files(), *words], __version__)


def made_of_shipped() -> KeptPolicies:
    """What is kept of the policies shipped: of the file that each comes from the name only."""
    from foirules.policy.extending import read_policies  # only where nothing is kept

    files = shipped_files()
    found = read_policies(files, load_law(), trusted={path.stem for path in files})
    made = (evolve(each, source=Path(each.source).name) for each in found.values())
    return KeptPolicies(tuple(found), tuple(made))


def policy_codec(law: Mapping[str, Regime]) -> Codec:
    """For policies, each of a regime of the law."""
    return Codec((KeptPolicies, Policy, Version), law)


def shipped_files() -> list[Path]:
    """In a package: inside it. In a checkout: beside it."""
    package = Path(__file__).parent.parent
    folder = package / "policies"
    return _yaml_files(folder if folder.is_dir() else package.parent / "policies")


def _yaml_files(path: Path) -> list[Path]:
    return sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
