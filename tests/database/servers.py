"""A server of PostgreSQL of our own, in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

USER, PASSWORD = "keeper", "swordfish/2@x"  # a password that a URL cannot hold as it is
QUOTED: Final = "swordfish%2F2%40x"
_SYSTEM_USER: Final = "postgres"  # whom Debian's packages make
_QUICK: Final = "-c fsync=off -c unix_socket_directories='' -c listen_addresses=127.0.0.1"


def programs() -> Path | None:
    """The folder with the programs of a server, as Debian has it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@frozen
class Server:
    """A server that runs."""

    programs: Path
    port: int

    def url(self, name: str = "postgres", user: str = USER, password: str = QUOTED) -> str:
        """The address of a database of it."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{name}"

    def run(self, sql: str, name: str = "postgres", given: str = "") -> str:
        """What SQL gives of a database, as text; all of it is one transaction.

        :param given: what it reads from standard input.
        """
        command = [f"{self.programs}/psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql]
        login = {"PGPASSWORD": PASSWORD, "PGUSER": USER, "PGDATABASE": name}
        where = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port)}
        env = os.environ | login | where
        return subprocess.check_output(command, env=env, text=True, input=given).strip()


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """A server; root cannot run one, and has the user of the system's packages run it."""
    with TemporaryDirectory(prefix="foirules-postgresql-") as name:
        folder, port = Path(name), _free_port()
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (folder, folder / "password"):
                shutil.chown(path, _SYSTEM_USER)
        data = f"-D {folder / 'data'}"
        login = f"--username={USER} --pwfile={folder / 'password'} --auth=scram-sha-256"
        _run(f"{programs}/initdb {data} {login} --no-sync --encoding=UTF8 --locale=C")
        control = f"{programs}/pg_ctl {data} -w -l {folder / 'log'}"
        _run(f'{control} -o "-p {port} {_QUICK}" start')
        try:
            yield Server(programs, port)
        finally:
            _run(f"{control} -m immediate stop")


def _run(command: str) -> None:
    by = ["su", _SYSTEM_USER, "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    subprocess.run([*by, command], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
