"""The frame of every page: its head, its styles, its landmarks."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from foirules.report import NOT_ADVICE
from foirules.report.html.markup import Content, Markup, link, tag, together
from foirules.rules.version import __version__, in_words


def document(title: str, *content: Content, made_by: Mapping[str, str | None]) -> str:
    """A whole page, as a file.

    :param made_by: what made what it shows, as results in JSON say it.
    :param content: what stands in its main part, from the first heading on.
    """
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light"),
        tag("meta", name="generator", content=f"foirules {__version__}"),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        tag("style", Markup(_style())),
    )
    body = tag(
        "body",
        tag("a", "Skip to the main part", class_="skip", href="#main"),
        tag("header", tag("p", "foirules"), class_="top"),
        tag("main", *content, id="main", tabindex=-1),
        tag("footer", tag("p", NOT_ADVICE), tag("p", in_words(made_by))),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en-GB')}\n"


def contents(label: str, places: list[tuple[str, str]]) -> Markup:
    """A list of the places of a page, (id, name)."""
    entries = together(tag("li", link(place, name)) for place, name in places)
    return tag("nav", tag("ul", entries), aria_label=label, class_="contents")


@cache
def _style() -> str:
    return files("foirules.report.html").joinpath("style.css").read_text("utf-8")


def style_source() -> str:
    """The source of the styles of every page, as a policy for browsers names it."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _policy() -> str:
    """What a browser may do for the page: show its own styles, and no more."""
    return (
        f"default-src 'none'; style-src {style_source()}; img-src data:; base-uri 'none';"
        " form-action 'none'"
    )
