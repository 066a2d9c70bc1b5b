"""What is kept between runs: used only where it is sound and the user's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from foirules.language import kept
from foirules.language.codec import Codec
from foirules.language.kept import cache_folder, digest, packed, read_or_make
from tests.files import ROOT

CODEC = Codec(())
only_posix = pytest.mark.skipif(os.name == "nt", reason="owners and modes")
not_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "SHIPPED", tmp_path / "shipped")
    return tmp_path / "cache"


def made(value: str, key: str = "k") -> str:
    return read_or_make("v", key, CODEC, lambda: value)


def never() -> Any:
    raise AssertionError("made again")


def test_what_was_made_is_read_the_next_time(folder: Path) -> None:
    assert made("one") == "one"
    assert read_or_make("v", "k", CODEC, never) == "one"
    (path,) = folder.iterdir()
    assert path.name.startswith("v.")


def test_another_key_is_made_anew(folder: Path) -> None:
    made("one")
    assert made("two", "another") == "two"
    assert made("three") == "one"


def test_another_program_makes_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made("one")
    monkeypatch.setattr(kept, "_program", lambda: "another")
    assert made("two") == "two"


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"key": "k"}\n[[],"one"]',
        packed("k", '[[],"foreign"]'),
        packed("", "[["),
    ],
)
def test_a_broken_or_foreign_file_is_made_anew(folder: Path, broken: bytes) -> None:
    made("one")
    (path,) = folder.iterdir()
    path.write_bytes(broken)
    assert made("two") == "two"
    assert made("three") == "two"


def test_every_change_of_a_byte_is_noticed(folder: Path) -> None:
    made("one")
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert made("two") in ("one", "two")
        assert json.loads(whole.partition(b"\n")[0])["key"]
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        assert made("two") == "two"
        path.write_bytes(whole)


@only_posix
@pytest.mark.parametrize("what", ["folder", "file"])
@pytest.mark.parametrize("mode", [0o002, 0o020])
def test_what_others_may_write_is_neither_read_nor_written(
    folder: Path, what: str, mode: int
) -> None:
    made("one")
    (path,) = folder.iterdir()
    it = folder if what == "folder" else path
    it.chmod(it.stat().st_mode | mode)
    before = path.read_bytes()
    assert made("two") == "two"
    if what == "folder":
        assert [each.read_bytes() for each in folder.iterdir()] == [before]


@only_posix
def test_what_is_of_another_owner_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("one")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert made("two") == "two"
    monkeypatch.undo()


@only_posix
def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    made("one")
    (path,) = folder.iterdir()
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert made("two") == "two"
    assert not path.is_symlink()
    assert "one" in (tmp_path / "elsewhere").read_text()


@only_posix
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    made("one")
    (path,) = folder.iterdir()
    path.unlink()
    os.mkfifo(path, 0o600)
    assert made("two") == "two"
    assert path.is_file()


@only_posix
def test_the_folder_is_the_users_alone(folder: Path) -> None:
    made("one")
    (path,) = folder.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_is_no_error(folder: Path) -> None:
    folder.write_text("in the way")
    assert made("one") == "one"
    assert folder.read_text() == "in the way"


@not_root
def test_a_home_that_cannot_be_written_is_no_error(folder: Path) -> None:
    folder.parent.chmod(0o500)
    try:
        assert made("one") == "one"
        assert not folder.exists()
    finally:
        folder.parent.chmod(0o700)


def test_a_disk_that_is_full_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert made("one") == "one"
    assert list(folder.iterdir()) == []


def test_old_files_are_removed(folder: Path) -> None:
    read_or_make("other", "1", CODEC, lambda: "one")
    for number in range(kept.MOST + 3):
        made("one", str(number))
    assert len(list(folder.glob("v.*"))) == kept.MOST
    assert len(list(folder.glob("other.*"))) == 1


def test_what_is_written_after_the_clock_was_put_back_is_kept(folder: Path) -> None:
    """Files of tomorrow are none that are new: they go before those of today."""
    for number in range(kept.MOST):
        made("one", f"of tomorrow {number}")
    tomorrow = time.time() + 24 * 60 * 60
    for path in folder.iterdir():
        os.utime(path, (tomorrow, tomorrow))
    for number in range(kept.MOST):
        made("one", str(number))
    for number in range(kept.MOST):
        assert read_or_make("v", str(number), CODEC, never) == "one"
    assert len(list(folder.iterdir())) == kept.MOST


def test_what_ships_is_taken_first_if_it_is_of_this_law(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.SHIPPED.mkdir()
    path = kept.SHIPPED / "v.json"
    path.write_bytes(packed("k", CODEC.write("shipped")))
    assert read_or_make("v", "k", CODEC, never) == "shipped"
    assert not folder.exists()
    assert made("own", "changed") == "own"
    path.write_bytes(path.read_bytes()[:-3])
    assert made("made") == "made"


def test_two_processes_may_write_at_once(folder: Path) -> None:
    program = (
        "import sys; from foirules.language.codec import Codec;"
        "from foirules.language import kept;"
        "kept.MOST = 1000\n"
        "for n in range(200):\n"
        "    found = kept.read_or_make('v', str(n % 7), Codec(()), lambda: 'x' * 100_000 + str(n % 7))\n"
        "    assert found == 'x' * 100_000 + str(n % 7), found[-9:]\n"
        "    if n % 3 == 0:\n"
        "        for each in kept.cache_folder().glob('v.*'): each.unlink(missing_ok=True)\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, cwd=ROOT)
        for _ in range(3)
    ]
    told = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told
    assert not list(folder.glob(".*"))


def test_a_digest_is_of_names_contents_and_texts(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("1")
    b.write_text("2")
    found = digest([a, b], "0.1")
    assert found == digest([a, b], "0.1")
    assert found != digest([a, b], "0.2")
    b.write_text("3")
    assert digest([a, b], "0.1") != found
    assert digest([a]) != digest([a, b])


# --- where it is ----------------------------------------------------------------------------------


@only_posix
def test_the_cache_is_where_the_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (kept.VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == Path("/home/someone/.cache/foirules")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == Path("/home/someone/Library/Caches/foirules")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == Path("/home/someone/Library/Caches/foirules")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/tmp/of-mine")
    assert cache_folder() == Path("/var/tmp/of-mine/foirules")


def test_a_variable_moves_the_cache_or_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.VARIABLE, "here")
    assert cache_folder() == Path.cwd() / "here"
    for said in ("off", "OFF", "0", "no", ""):
        monkeypatch.setenv(kept.VARIABLE, said)
        assert cache_folder() is None
    assert made("one") == "one"
    assert made("two") == "two"


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("no home")

    for name in (kept.VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", unknown)
    assert cache_folder() is None
    assert made("one") == "one"


@only_posix
def test_a_home_below_wherever_one_is_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (kept.VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "relative")
    assert cache_folder() is None
