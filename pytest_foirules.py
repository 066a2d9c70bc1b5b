"""A plugin of pytest: ``pytest --foi PATH`` holds each case file against what it expects.

It stands outside the package, so that a run of pytest that does not ask for it loads nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from foirules.check.run import Settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("foirules").addoption(
        "--foi",
        action="append",
        default=[],
        metavar="PATH",
        help="test the case files of a folder, or one, as foirules check does; may be given again",
    )


def pytest_configure(config: pytest.Config) -> None:
    paths = [str(config.invocation_params.dir / path) for path in config.getoption("--foi")]
    if paths:
        config.pluginmanager.register(CaseFiles(paths), "foirules-case-files")
        config.args += [path for path in paths if path not in config.args]


class CaseFiles:
    """Collects the case files among the paths."""

    def __init__(self, paths: list[str]) -> None:
        from foirules import PolicyError, RulesError
        from foirules.check.config import ConfigError, find_config
        from foirules.check.files import case_files

        try:
            config = find_config(Path.cwd())
            self.settings = config.settings()
        except (ConfigError, PolicyError, RulesError) as error:
            raise pytest.UsageError(*error.errors) from None
        files, errors = case_files(paths, config.include)
        if errors:
            raise pytest.UsageError(*errors)
        self.files = {os.path.realpath(file) for file in files}

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> CaseFile | None:
        if os.path.realpath(file_path) not in self.files:
            return None
        found: CaseFile = CaseFile.from_parent(parent, path=file_path, settings=self.settings)
        return found


class CaseFile(pytest.File):
    """A case file: one test."""

    def __init__(self, settings: Settings, **given: Any) -> None:
        super().__init__(**given)
        self.settings = settings

    def collect(self) -> Iterator[CaseTest]:
        yield CaseTest.from_parent(self, name="expect", settings=self.settings)


class NotAsExpected(Exception):
    """The lines that ``foirules check`` would print."""


class CaseTest(pytest.Item):
    """Fails with a line for each thing that is not as the file expects."""

    def __init__(self, settings: Settings, **given: Any) -> None:
        super().__init__(**given)
        self.settings = settings

    def runtest(self) -> None:
        from foirules.check.run import check_chunk

        (checked,) = check_chunk([Path(os.path.relpath(self.path)).as_posix()], self.settings)
        for each in checked.accepted:
            self.user_properties.append((f"accepted {each.rule}", each.reason))
        if lines := [*checked.errors, *map(str, checked.problems)]:
            raise NotAsExpected("\n".join(lines))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, NotAsExpected):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        return self.path, None, self.path.name
