"""The build of the page: its files, their hashes, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode
from hashlib import sha384
from pathlib import Path
from typing import Any

import pytest

from foirules.language.regime_files import load_law
from foirules.serving import build as building
from foirules.serving.build import MANIFEST, PAGE, build, laws, main
from foirules.serving.engine_archive import engine_archive
from foirules.serving.pyodide_files import BuildError, pinned

MOST = 300_000  # bytes of the page's own files


def manifest(files: dict[str, bytes]) -> Any:
    text = files[MANIFEST].decode()
    return json.loads(text.removeprefix("self.MANIFEST = ").rstrip().removesuffix(";"))


def test_its_own_files_are_small_and_all_in_the_manifest() -> None:
    files = building.site()
    assert sum(map(len, files.values())) < MOST
    listed = {each["path"]: each for each in manifest(files)["files"]}
    assert {*listed, MANIFEST} == {*files}
    assert {path.name for path in PAGE.iterdir()} - {"README.md"} < {*files}
    for path, each in listed.items():
        digest = b64encode(sha384(files[path]).digest()).decode()
        assert each["integrity"] == f"sha384-{digest}"
    assert manifest(files)["engine"] == []


def test_the_forms_know_each_law_and_kind() -> None:
    assert laws()[0]["id"] == "foia"
    assert {each["id"]: {*each["kinds"]} for each in laws()} == {
        id: {*of.vocabulary.authority_type.members} for id, of in load_law().items()
    }
    words = (PAGE / "words.js").read_text("utf-8")
    for each in laws():
        assert f"  {each['id']}: " in words
        for kind in each["kinds"]:
            assert f"  {kind}: [" in words or f'  "{kind}": [' in words


def test_nothing_is_from_elsewhere_and_no_script_stands_in_the_page() -> None:
    for path in PAGE.iterdir():
        text = path.read_text("utf-8")
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text
        assert "localStorage" not in text
        assert "document.cookie" not in text
        if path.suffix == ".html":
            assert "<style" not in text
            assert " style=" not in text


def test_equal_files_make_an_equal_archive_that_holds_what_is_imported() -> None:
    first = engine_archive()
    assert first == engine_archive()
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert names == sorted(set(names))
    for needed in (
        "foirules/serving/respond.py",
        "foirules/kept/law-foia.json",
        "foirules/kept/policies.json",
        "foirules/policies/foia.yaml",
        "foirules/rules/shared/commissioner.yaml",
        "attr/__init__.py",
        "yaml/__init__.py",
        "tzdata/zoneinfo/Europe/London",
        "licences/attrs/LICENSE",
        "licences/PyYAML/LICENSE",
    ):
        assert needed in names
    assert not [name for name in names if name.endswith((".so", ".pyc"))]


def pyodide_files(folder: Path) -> Path:
    """A folder with files of the names that are pinned."""
    folder.mkdir()
    for name in pinned()["files"]:
        (folder / name).write_bytes(b"not Pyodide")
    return folder


def test_a_file_that_is_not_the_one_pinned_is_refused(tmp_path: Path) -> None:
    folder = pyodide_files(tmp_path / "package")
    with pytest.raises(BuildError, match=r"its sha256 is [0-9a-f]{64}, and expected was") as told:
        build(tmp_path / "site", folder)
    assert "`npm pack pyodide@" in str(told.value)
    assert not (tmp_path / "site").exists()


def test_a_file_that_is_missing_is_told(tmp_path: Path, capsys: Any) -> None:
    folder = pyodide_files(tmp_path / "package")
    (folder / "pyodide.mjs").unlink()
    assert main([str(tmp_path / "site"), "--pyodide", str(folder)]) == 2
    assert f"{folder / 'pyodide.mjs'}: there is no such file" in capsys.readouterr().err


def test_where_npm_is_missing_that_is_told(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path / "site"), "--fetch"]) == 2
    assert "npm is not installed" in capsys.readouterr().err


def test_it_is_built_whole_into_a_folder_that_is_empty(tmp_path: Path) -> None:
    assert main([str(tmp_path / "a" / "site")]) == 0
    (tmp_path / "b").mkdir()
    assert main([str(tmp_path / "b")]) == 0
    names = {path.name for path in (tmp_path / "b").iterdir()}
    assert names == {path.name for path in (tmp_path / "a" / "site").iterdir()}
    assert names == {*building.site()}


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BuildError, match="the folder is not empty"):
        build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_holds_what_the_manifest_lists(site: Path) -> None:
    listed = manifest({MANIFEST: (site / MANIFEST).read_bytes()})
    paths = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert paths == {*(each["path"] for each in listed["files"]), MANIFEST}
    assert {each["path"].rpartition("/")[2] for each in listed["engine"]} >= {
        "engine.zip",
        "pyodide.asm.wasm",
    }
