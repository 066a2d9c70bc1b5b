"""``foirules serve``: the page, and the engine as a service, JSON over HTTP."""

from __future__ import annotations

import argparse
import os
import socket
from ipaddress import ip_address
from pathlib import Path
from signal import SIGINT, SIGTERM
from types import FrameType
from typing import Any, Final

from foirules.cli.arguments import MOST_PROCESSES, seconds, whole_number
from foirules.cli.shared import INTERRUPTED, OK, Refused
from foirules.cli.told import Told
from foirules.processes.signals import HANG_UP, handling
from foirules.processes.workers import Died, Late

HOST, PORT = "127.0.0.1", 8765
MOST_BYTES: Final = 1 << 20
SECONDS: Final = 2.0
AUDIT_SECONDS: Final = 20.0
HOW_TO_GET: Final = "the service needs the extra `serve`: pip install 'foirules[serve]'"
MESSAGES: Final = {
    "remote": "--host {host} can be reached from other machines, and the service has no sign-in:"
    " put it behind one that has, and give --allow-remote",
    "judges": "the {count} processes that judge cannot be started: {reason}; fewer: --judges N",
    "taken": "cannot listen on {host}, port {port}: {reason}",
}


def run(options: argparse.Namespace) -> int:
    if not _is_loopback(options.host) and not options.allow_remote:
        raise Refused(MESSAGES["remote"].format(host=options.host))
    try:
        import uvicorn

        from foirules.serving import page_routes
        from foirules.serving.app import app
        from foirules.serving.judges import Judges
    except ImportError:
        raise Refused(HOW_TO_GET) from None
    from foirules.serving.build import site

    try:
        files = page_routes.built_site(options.page) if options.page else site()
    except ValueError as error:
        raise Refused(str(error)) from None
    judges = Judges(options.judges or os.cpu_count() or 1, options.seconds)
    hosts = [HOST, "localhost", "[::1]", options.host, *options.allow_host]
    service = app(judges, hosts, options.most_bytes, options.audit_seconds)
    service.router.routes += page_routes.page_routes(files)
    listening = _listening(options.host, options.port)
    try:
        judges.start()
    except (OSError, Died, Late) as error:
        listening.close()
        said = {"count": judges.count, "reason": getattr(error, "strerror", None) or "it ends"}
        raise Refused(MESSAGES["judges"].format(**said)) from None
    host, port = listening.getsockname()[:2]

    class Server(uvicorn.Server):
        """Says that it listens as soon as it does."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            Told().say(f"listening on http://{host}:{port}; Ctrl-C ends it")

    config = uvicorn.Config(
        service,
        access_log=False,  # nothing of a case is written anywhere
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=30,
    )
    server, gone = Server(config), list[int]()

    def hang_up(number: int, frame: FrameType | None) -> None:
        gone.append(number)
        server.handle_exit(number, frame)

    with (
        handling(lambda *_: None, SIGINT, SIGTERM),  # uvicorn raises anew what has ended it
        handling(hang_up, *filter(None, (HANG_UP,))),
    ):
        server.run([listening])
    return INTERRUPTED if gone else OK


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, ValueError, TypeError) as error:  # as of a name with a null character
        made.close()
        said = {"host": host, "port": port, "reason": getattr(error, "strerror", None) or error}
        raise Refused(MESSAGES["taken"].format(**said)) from None
    return made


def add(commands: Any) -> None:
    command = commands.add_parser(
        "serve",
        help="serve the page, and answer over HTTP as JSON",
        description="Serves the page at /. Answers POST /assess, /due, /what-if, /check, /draft,"
        " /ask, /report and /audit, and GET /rules and /policies, as JSON; /openapi.json describes"
        " them. Nothing of a case is kept or logged.",
    )
    command.add_argument("--host", default=HOST, help=f"default: {HOST}, this machine alone")
    command.add_argument(
        "--port",
        type=whole_number(0, 65_535),
        default=PORT,
        help=f"default: {PORT}; 0 for any free one",
    )
    command.add_argument(
        "--allow-remote", action="store_true", help="--host may be reached from other machines"
    )
    command.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name by which it may be called; may be repeated",
    )
    command.add_argument(
        "--judges",
        type=whole_number(1, MOST_PROCESSES),
        metavar="N",
        help="processes that judge; default: one a core",
    )
    command.add_argument(
        "--seconds",
        type=seconds,
        default=SECONDS,
        help=f"that a request may take; default: {SECONDS:g}",
    )
    command.add_argument(
        "--audit-seconds",
        type=seconds,
        default=AUDIT_SECONDS,
        metavar="SECONDS",
        help=f"that an audit may take; default: {AUDIT_SECONDS:g}",
    )
    command.add_argument(
        "--most-bytes",
        type=whole_number(1),
        default=MOST_BYTES,
        metavar="N",
        help=f"of a request's body; default: {MOST_BYTES:,}",
    )
    command.add_argument(
        "--page",
        type=Path,
        metavar="FOLDER",
        help="a page with its own engine, as `python -m foirules.serving.build` makes it; default:"
        " the page that asks this service",
    )
    command.set_defaults(run=run, command=command)
