"""Where a database is, and as much of that as may be shown: never the user, never the password."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from attrs import field, frozen

from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.suggest import expected

MESSAGES: Final = {
    "kind": "unknown kind of database {found}{near}",
    "url": "the address of a database cannot be read; expected"
    " postgresql://HOST:PORT/NAME, with USER:PASSWORD@ before HOST, or sqlite:///PATH; in a user or"
    " password, write %40 for @, %2F for /, %3A for :, %3F for ? and %23 for #",
}
POSTGRESQL, SQLITE = "postgresql", "sqlite"
_KINDS: Final = {"postgresql": POSTGRESQL, "postgres": POSTGRESQL, "sqlite": SQLITE}
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9.+-]*)://")
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9_.%-]*)(:\d*)?")
_NAME: Final = re.compile(r"[A-Za-z_]+")
_PASSWORDS: Final = ("password", "sslpassword")
_DEFAULTS: Final = {"connect_timeout": "10", "application_name": "foirules"}  # seconds
_HIDDEN: Final = "***"


@frozen
class Address:
    """Where a database is.

    :param kind: ``postgresql`` or ``sqlite``.
    :param shown: what messages call it, without user and password.
    :param given: what the driver is given: a URL with all in it, or a path. It is never shown.
    """

    kind: str
    shown: str
    given: str = field(repr=False)
    _user: str = field(default="", repr=False)
    _passwords: frozenset[str] = field(default=frozenset(), repr=False)

    def without_password(self, text: str) -> str:
        """What a driver says, without the password."""
        return _without(text, self._passwords)

    def without_user(self, text: str) -> str:
        """What a driver says of a connection, without the user and the password."""
        return _without(text, self._passwords | {self._user})


def is_database(text: str) -> bool:
    """Whether text is the URL of a database of a kind that is known."""
    scheme = _SCHEME.match(text)
    return scheme is not None and _kind(scheme[1]) in _KINDS


def has_user(text: str) -> bool:
    """Whether text is a URL of whatever kind that may name a user."""
    return _SCHEME.match(text) is not None and "@" in text


def address_of(text: str) -> Address:
    """The address that a URL gives; other text is the path of a file of SQLite.

    :raises LogError: for what is none, with nothing in it that may be secret.
    """
    scheme = _SCHEME.match(text)
    if scheme is None:
        return Address(SQLITE, text, text)
    rest = text[scheme.end() :]
    kind = _KINDS.get(_kind(scheme[1]))
    if kind is None:
        near = expected(_kind(scheme[1]), (POSTGRESQL, SQLITE))
        raise LogError(MESSAGES["kind"].format(found=repr(scheme[1]), near=near))
    if kind == SQLITE:
        if not rest.startswith("/") or rest == "/":
            raise LogError(MESSAGES["url"])
        return Address(SQLITE, text, rest[1:])
    return _of_server(rest)


def _kind(scheme: str) -> str:
    """The kind of a database; SQLAlchemy names its driver after it: ``postgresql+psycopg``."""
    return scheme.lower().partition("+")[0]


def _of_server(rest: str) -> Address:
    """An address of PostgreSQL, written anew: its driver shows parts of one that it cannot read."""
    before, _, query = rest.partition("?")
    server, _, name = before.partition("/")
    login, at, hosts = server.rpartition("@")
    user, _, password = login.partition(":")
    pairs = [each.partition("=") for each in query.split("&")] if query else []
    fits = all(map(_HOST.fullmatch, hosts.split(","))) and all(_NAME.fullmatch(p[0]) for p in pairs)
    if not fits or "@" in name + query or "#" in rest:
        raise LogError(MESSAGES["url"])
    options = {key: unquote(value) for key, _, value in pairs}
    said = {**_DEFAULTS, **options}
    written = "&".join(f"{key}={quote(value, safe='/,')}" for key, value in said.items())
    login = f"{quote(unquote(user), safe='')}:{quote(unquote(password), safe='')}{at}" if at else ""
    secrets = {password, *(value for key, _, value in pairs if key in _PASSWORDS)}
    return Address(
        POSTGRESQL,
        f"postgresql://{hosts}/{name}",
        f"postgresql://{login}{hosts}/{quote(unquote(name), safe='')}?{written}",
        unquote(user) or options.get("user", ""),
        frozenset(secrets | {*map(unquote, secrets)}),
    )


def _without(text: str, secrets: frozenset[str]) -> str:
    for each in sorted(filter(None, secrets), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", _HIDDEN, text)
    return text
