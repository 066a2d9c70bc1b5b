"""Addresses of databases: what is understood of them, and what is never shown."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("polars")

from foirules.audit.reading.databases.address import Address, address_of
from foirules.audit.reading.readers.row_writer import LogError
from foirules.cli.told import Told

SECRETS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
MARKS = st.text("/@:#?&=%[]", max_size=3)


@given(user=SECRETS, password=SECRETS)
def test_user_and_password_reach_the_driver_and_are_not_shown(user: str, password: str) -> None:
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    address = address_of(f"postgres://{login}@db.example:5433/foi?sslmode=require")
    # the driver is given both, as they are
    driver = urlsplit(address.given)
    assert (unquote(driver.username or ""), unquote(driver.password or "")) == (user, password)
    assert (driver.hostname, driver.port, driver.path) == ("db.example", 5433, "/foi")
    assert "sslmode=require" in driver.query
    # and messages show neither
    assert address.shown == "postgresql://db.example:5433/foi"
    assert repr(address) == repr(Address("postgresql", address.shown, ""))
    said = address.without_user(f'no password "{password}" of user "{user}"')
    assert said in ('no password "***" of user "***"', said.replace(user, "").replace(password, ""))


@given(
    before=st.sampled_from(["", "1", "hunter"]), marks=MARKS, after=st.sampled_from(["", "2", "z"])
)
def test_a_password_with_marks_of_a_url_in_it_is_not_shown(
    before: str, marks: str, after: str
) -> None:
    """Where a user has not written it as a URL has it, it is read as meant or refused."""
    password = f"{before}{marks}s3cret{marks}{after}"
    try:
        shown = address_of(f"postgresql://me:{password}@db.example/foi").shown
    except LogError as error:
        shown = str(error)
    else:
        assert shown == "postgresql://db.example/foi"
    assert "s3cret" not in shown


@pytest.mark.parametrize(
    ("text", "kind", "shown", "given"),
    [
        ("requests.db", "sqlite", "requests.db", "requests.db"),
        ("sqlite:///requests.db", "sqlite", "sqlite:///requests.db", "requests.db"),
        ("sqlite:////srv/requests.db", "sqlite", "sqlite:////srv/requests.db", "/srv/requests.db"),
        (
            "postgresql+psycopg://db/foi",
            "postgresql",
            "postgresql://db/foi",
            "postgresql://db/foi?connect_timeout=10&application_name=foirules",
        ),
        (
            "postgresql:///foi?host=/run/postgresql&connect_timeout=3",
            "postgresql",
            "postgresql:///foi",
            "postgresql:///foi?connect_timeout=3&application_name=foirules&host=/run/postgresql",
        ),
        (
            "postgresql://[::1]:5432,other:5433/foi",
            "postgresql",
            "postgresql://[::1]:5432,other:5433/foi",
            "postgresql://[::1]:5432,other:5433/foi?connect_timeout=10&application_name=foirules",
        ),
    ],
)
def test_addresses(text: str, kind: str, shown: str, given: str) -> None:
    address = address_of(text)
    assert (address.kind, address.shown, address.given) == (kind, shown, given)


def test_a_password_among_the_options_is_as_secret() -> None:
    address = address_of("postgresql://db/foi?user=keeper&password=s3cret%21")
    assert address.shown == "postgresql://db/foi"
    assert address.without_user("keeper s3cret! s3cret%21") == "*** *** ***"


def test_no_line_of_an_error_shows_a_user(capsys: pytest.CaptureFixture[str]) -> None:
    Told().complain(["unknown command 'postgresql://me:p@ss@db/foi'; see --help", "a@b: x://c"])
    assert capsys.readouterr().err == (
        "foirules: unknown command 'postgresql://db/foi'; see --help\nfoirules: a@b: x://c\n"
    )
