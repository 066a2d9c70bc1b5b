"""No module of foirules/ names a regime: what is of one is said by its files.

Read are the names and the texts of every module outside ``foirules/rules/``, docstrings and
remarks left aside. The words looked for are taken from the law that ships.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import foirules
from foirules.language.regime_files import load_law

pytestmark = pytest.mark.one_cpython

FOLDER: Final = Path(foirules.__file__).parent
MODULES: Final = tuple(
    path for path in sorted(FOLDER.rglob("*.py")) if "rules" not in path.relative_to(FOLDER).parts
)
MAKERS: Final = tuple(sorted((FOLDER.parent / "docs" / "make").glob("*.py")))  # of the pages
SECTION: Final = re.compile(
    r"(?<![A-Za-z0-9])ss?\.?\d+[A-Z]?\(\d+[A-Z]?\)|(?<![A-Za-z0-9])s\d{2}\b"
)
_WORD: Final = re.compile(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*")
NAMES: Final = ("foia", "FOIA", "ICO", "Commissioner", "commissioner")
OF_EVERY_LAW: Final = ("part", "event")  # subjects of FOIA that the engines know by these names
OF_RESULTS: Final = ("made_by",)  # what made a result, in all that is written as JSON


def _words() -> frozenset[str]:
    """What a module would name of the law that ships."""
    found = set(NAMES)
    for regime in load_law().values():
        words = regime.vocabulary
        found |= set(words.events)
        found |= set(words.exemptions.masks)
        facts = (fact.name for chapter in regime.chapters for fact in chapter.facts)
        found |= {name for name in facts if "_" in name}
        found |= {s.name for s in regime.schema.subjects if s.name not in OF_EVERY_LAW}
    return frozenset(found - {*OF_RESULTS})


WORDS: Final = _words()


def _named(source: str) -> Iterator[str]:
    """The names of a module, and the words of its texts."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str() as text) if id(node) not in docstrings:
                yield from SECTION.findall(text)
                yield from _WORD.findall(SECTION.sub("", text))
            case ast.Name(name) | ast.Attribute(attr=name) | ast.arg(name):
                yield name
            case ast.FunctionDef(name) | ast.ClassDef(name) | ast.alias(name):
                yield name
            case ast.keyword(arg=str() as name):
                yield name


def _in(source: str) -> set[str]:
    return {
        each
        for each in _named(source)
        if {each, each.replace("_", "-")} & WORDS or SECTION.fullmatch(each)
    }


def _found(path: Path) -> set[str]:
    return _in(path.read_text("utf-8"))


class Kept(NamedTuple):
    """A word that stays in a module, and why."""

    module: str
    word: str
    reason: str


EXCEPTIONS: Final = (
    Kept(
        "audit/reading/readers/alaveteli.py",
        "request",
        "The JSON of Alaveteli, which is for requests for information only, has this key.",
    ),
    Kept(
        "audit/reading/readers/alaveteli.py",
        "review",
        "The reader tells whether a reply is to a review, in a column of its own that maps read.",
    ),
    Kept(
        "audit/reading/readers/alaveteli.py",
        "response",
        "The events of Alaveteli's JSON have this name.",
    ),
    Kept(
        "calendars/proclaimed.py",
        "notice",
        "Bank holidays are proclaimed by notices of the London Gazette, which are cited.",
    ),
    Kept(
        "calendars/uk.py",
        "foia",
        "The calendar of the United Kingdom was called so, and files still may.",
    ),
    Kept("letters/head_lines.py", "request", "People write so over the copy of a letter."),
    Kept("letters/phrases.py", "request", "Most letters have the word: nothing is sought by it."),
    Kept("letters/relative_days.py", "receipt", "Letters say so what came on a day."),
    Kept("letters/relative_days.py", "ending", "Days are named so: the week ending 5 May."),
    Kept("letters/relative_days.py", "request", "A day is told so: the date of your request."),
    Kept("letters/part_labels.py", "request", "Letters number what was asked for so: Request 1."),
    Kept("letters/asked_parts.py", "request", "Letters head what they repeat so: Your request."),
    *(
        Kept("letters/tables.py", word, "Columns of tables are called so.")
        for word in ("decision", "request", "response")
    ),
    Kept("letters/splitting.py", "request", "A site writes so over a file."),
    Kept("letters/staying.py", "decision", "A review says so what stays as it was."),
    *(
        Kept("letters/recited.py", word, "Pages head what was asked, and the answer, so.")
        for word in ("decision", "request", "response")
    ),
    *(
        Kept("letters/thread.py", word, "Letters say so what a day in their head is of.")
        for word in ("publication", "receipt", "response")
    ),
    Kept("letters/named_parts.py", "request", "Letters name a part so: Request 1."),
    Kept("letters/named_parts.py", "relation", "Letters lead to a part so: in relation to item 2."),
    *(
        Kept("letters/parts_of_sentences.py", word, "Sentences turn to a part so.")
        for word in ("relation", "response")
    ),
    Kept("letters/named_parts.py", "response", "Letters lead to a part so: in response to item 2."),
    *(
        Kept("letters/rest_of_parts.py", word, "A review names so what it leaves as it was.")
        for word in ("decision", "response")
    ),
    *(
        Kept("letters/parts_of_paragraphs.py", word, "Headings of what is of no part have it.")
        for word in ("decision", "notice", "review")
    ),
    *(
        Kept("letters/subject_words.py", word, "Letters have it, whatever the part is about.")
        for word in ("decision", "request", "response", "review")
    ),
    *(
        Kept("letters/subject_words.py", word, "A word that means much the same as others.")
        for word in ("claim", "complaint", "receipt", "submission")
    ),
    Kept("letters/subjects.py", "relation", "Letters turn to a part so: in relation to the lease."),
    *(
        Kept("letters/topics.py", word, "Letters head what is of no part so.")
        for word in ("decision", "request", "response", "review")
    ),
    *(
        Kept("letters/subject_of_sentence.py", word, "Letters turn to a part so.")
        for word in ("relation", "response")
    ),
    *(
        Kept("letters/taken_up.py", word, "Requesters say so which parts they press.")
        for word in ("appeal", "complaint", "review")
    ),
    *(
        Kept("letters/named_parts.py", word, "Letters name a part so: your appeal on 3.")
        for word in ("appeal", "decision", "review")
    ),
    Kept("letters/parts_of_paragraphs.py", "request", "Lines name a part so: request 1."),
    Kept("letters/as_another.py", "request", "Letters name a part so: as request 1."),
    Kept("letters/as_another.py", "response", "Letters head an answer so: Response: none held."),
    *(
        Kept(module, "request", "The option that names the first message is called so.")
        for module in (
            *("cli/draft.py", "letters/draft.py", "letters/read_messages.py", "letters/thread.py"),
            "letters/draft_file.py",
        )
    ),
    Kept("letters/pasted.py", "request", "A site writes so over the messages."),
    Kept("letters/pasted.py", "commissioner", "Names of bodies have this word."),
    Kept("letters/site_page.py", "request", "Buttons of a site have this word."),
    Kept("letters/later_requests.py", "request", "People call so what they ask for."),
    Kept("letters/asking.py", "request", "People call so what they ask for."),
    Kept("schema/letters.py", "request", "People call so what they ask for."),
    Kept("schema/letters.py", "review", "People call so the second look that they ask for."),
    Kept("letters/sentences.py", "request", "Letters number what was asked for so: Request 1."),
    Kept("letters/cited.py", "request", "Letters number what was asked for so: Request 1."),
    *(
        Kept(
            "letters/parts_of_paragraphs.py",
            word,
            "Letters tell in their first line what they are.",
        )
        for word in ("complaint", "response")
    ),
    Kept("letters/sentences.py", "response", "Letters head an answer so: Response: none held."),
    Kept(
        "letters/readers/alaveteli.py",
        "response",
        "The events of Alaveteli's JSON have this name.",
    ),
    *(
        Kept(module, word, "HTTP has requests and responses.")
        for module, word in (
            *(("cli/serve.py", "request"), ("serving/app.py", "request")),
            *(("serving/judges.py", "request"), ("serving/judges.py", "response")),
            ("serving/respond.py", "request"),
        )
    ),
    Kept(
        "report/check/github.py",
        "notice",
        "GitHub calls the mildest of its annotations so.",
    ),
)


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(FOLDER)) for path in MODULES])
def test_a_module_names_no_regime(path: Path) -> None:
    module = path.relative_to(FOLDER).as_posix()
    kept = {each.word for each in EXCEPTIONS if each.module == module}
    assert _found(path) - kept == set()


@pytest.mark.parametrize("path", MAKERS, ids=[path.name for path in MAKERS])
def test_what_makes_the_pages_names_no_regime(path: Path) -> None:
    assert _found(path) == set()


@pytest.mark.parametrize("kept", EXCEPTIONS, ids=[f"{e.module}-{e.word}" for e in EXCEPTIONS])
def test_an_exception_is_needed_and_has_a_reason(kept: Kept) -> None:
    assert kept.word in _found(FOLDER / kept.module)
    assert re.fullmatch(r"[A-Z].+\w.+\.", kept.reason)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("day = case.received_on", {"received_on"}),
        ("def response_due(): pass", {"response_due"}),
        ("find(exemption='s40(2)')", {"s40(2)"}),
        ("text = 'FOIA s10(3) and the Commissioner'", {"FOIA", "s10(3)", "Commissioner"}),
        ("if event == 'request-received': pass", {"request-received"}),
        ("request_received = 1", {"request_received"}),
        ("text = f'the request of {day}'", {"request"}),
        ('"""Of a request under FOIA."""\ndef of(part, event): """A request."""', set()),
        ("on = late = answers = 'said'", set()),
    ],
)
def test_words_are_found_in_names_and_in_texts(source: str, words: set[str]) -> None:
    assert _in(source) == words
