"""How case files are checked in CI: made from the action, the hooks and where the project lives."""

from __future__ import annotations

from typing import Any, Final

import yaml

from docs.make.markdown import page, table
from docs.make.project import NAME, ON_GITHUB, REPOSITORY, ROOT
from foirules.rules.version import __version__

HEAD: Final = """\
`foirules check` holds case files against what they expect ([check.md](check.md)). On a build server
it fails the build where something is not as expected.
"""
ACTION: Final = """\
## GitHub

The action of this repository writes what is wrong beside the lines of a change:

```yaml
jobs:
  cases:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: {on_github}@v{version}
        with: {{paths: cases}}
```
"""
GITLAB: Final = """\
## GitLab

```yaml
cases:
  image: python:3.13
  script:
    - pip install '{name}[columns]=={version}'
    - foirules check cases --format junit --output cases.xml
  artifacts:
    when: always
    reports: {{junit: cases.xml}}
```
"""
HOOK: Final = """\
## pre-commit

```yaml
repos:
  - repo: {repository}
    rev: v{version}
    hooks: [{{id: {hook}}}]
```

The hook checks the files that match `{files}`.
"""
PYTEST: Final = """\
## pytest

With the package installed, `pytest --foi cases` adds each case file to the run as a test; a failure
is the lines that `foirules check` prints.
"""


def ci() -> str:
    """A section for each place where case files are checked."""
    (hook,) = _read(".pre-commit-hooks.yaml")
    said = {
        "name": NAME,
        "on_github": ON_GITHUB,
        "repository": REPOSITORY,
        "version": __version__,
        "hook": hook["id"],
        "files": hook["files"],
    }
    rows = [
        (f"`{name}`", each["description"], f"`{each['default']}`" if each["default"] else "")
        for name, each in _read("action.yml")["inputs"].items()
    ]
    lines = [
        ACTION.format(**said),
        *table(("input", "what it is", "left out"), rows),
        *(text.format(**said) for text in (GITLAB, HOOK, PYTEST)),
    ]
    source = "action.yml, .pre-commit-hooks.yaml and pyproject.toml"
    return page("In CI", source, HEAD, lines)


def _read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))
