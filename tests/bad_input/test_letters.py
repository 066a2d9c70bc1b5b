"""Letters that make no case, and words of letters that cannot be used."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple
from unittest import mock

import attrs
import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from foirules import rules
from foirules.cli import main
from foirules.language.errors import RulesError
from foirules.letters.errors import LettersError
from foirules.letters.letter_files import letter_words
from foirules.letters.read_messages import read_messages
from tests.bad_input.command_lines import folder, limited, refusal
from tests.files import day
from tests.foia import REGIME

ASKED = (
    "Dear Hartcombe Council,\n\nUnder the Freedom of Information Act please send me the minutes.\n"
)
LETTER = (
    f"{ASKED}\nYours faithfully\n\nFOI, Hartcombe Council\n\nYour request was received on"
    " 3 August 2017.\n"
)
MAIL = "From: {}\nDate: Mon, 4 Feb 2019 09:00:00 +0000\nMessage-ID: <{}@x>\nSubject: {}\n\n{}\n"
BOX = "".join(
    f"From x Mon Feb  4 09:00:00 2019\n{MAIL.format('a@b.org', n, subject, ASKED)}\n"
    for n, subject in enumerate(("Minutes", "Roads"))
)
_PART = "Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n"
HEAD = "From: a@b.org\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
PARTS = HEAD + _PART.format(0, 0) + "Content-Type: text/plain\n\na\n--b0\n" * 3
NESTED = HEAD + "".join(_PART.format(n, n) for n in range(2_000))
CASE = "case: a\nevents: [{on: 2017-08-03, event: request-received}]\n"


class Given(NamedTuple):
    """A command line and the files of its folder; or lines that take the place of others in a file
    of the words of FOIA's letters."""

    arguments: Sequence[str] = ()
    files: Mapping[str, str] = MappingProxyType({})
    setting: Callable[[], Any] = nullcontext
    words: tuple[str, str, str] | None = None
    called: bool = False


def without(package: str) -> Callable[[], Any]:
    return lambda: mock.patch.dict(sys.modules, {package: None})


def small() -> Any:
    return limited(letters=10)


@contextmanager
def three_pages() -> Iterator[None]:
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(9, 9)
    writer.write("a.pdf")
    yield


def draft(*arguments: str, setting: Callable[[], Any] = nullcontext, **files: str) -> Given:
    named = {name.replace("_", "."): text for name, text in files.items()}
    return Given(["draft", *arguments, "--as-of", "2018-01-01"], named, setting)


def changed(file: str, old: str, new: str) -> Given:
    return Given(words=(file, old, new))


@contextmanager
def drawn_page() -> Iterator[None]:
    """A page of two small words, drawn by one small form ten times."""
    writer = PdfWriter()
    page, contents, form = writer.add_blank_page(9, 9), StreamObject(), StreamObject()
    contents.set_data(b"/X Do " * 10)
    form.set_data(b"BT (a) Tj (b) Tj ET")
    form.update({NameObject("/Type"): NameObject("/XObject")})
    form.update({NameObject("/Subtype"): NameObject("/Form")})
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject()})
    form[NameObject("/Resources")] = fonts
    forms = DictionaryObject({NameObject("/X"): writer._add_object(form)})
    page[NameObject("/Resources")] = DictionaryObject({**fonts, NameObject("/XObject"): forms})
    page[NameObject("/Contents")] = writer._add_object(contents)
    writer.write("a.pdf")
    yield


@contextmanager
def blank_document() -> Iterator[None]:
    from docx import Document

    Document().save("a.docx")
    yield


TRIALS: dict[str, tuple[Given, list[str]]] = {
    # what cannot be read
    "no such file": (
        draft("none.txt"),
        ["foirules: none.txt: cannot be read: No such file or directory"],
    ),
    "a file that is too large": (
        draft("a.txt", a_txt=LETTER, setting=small),
        [
            "foirules: a.txt: too large: the limit letters is 10 bytes; --limit letters=20 sets another"
        ],
    ),
    "a message that is not there as the request": (
        draft("a.txt", "--request", "9", a_txt=LETTER),
        ["foirules: there is no message 9 to be the request: 2 are read"],
    ),
    "too many messages": (
        draft("box.mbox", "--limit", "messages=1", box_mbox=BOX),
        [
            "foirules: box.mbox: too many messages: the limit messages is 1; --limit messages=2 sets another"
        ],
    ),
    "too many parts": (
        draft("a.eml", "--limit", "parts=2", a_eml=PARTS),
        [
            "foirules: a.eml: too many parts of a message: the limit parts is 2; --limit parts=4 sets another"
        ],
    ),
    "parts within parts": (
        draft("a.eml", a_eml=NESTED),
        [
            "foirules: a.eml: too many parts of a message: the limit parts is 500; --limit parts=1000 sets another"
        ],
    ),
    "too much on its pages": (
        draft("a.pdf", "--limit", "drawn=40", setting=drawn_page),
        [
            "foirules: a.pdf: too much on its pages: the limit drawn is 40; --limit drawn=80 sets"
            " another"
        ],
    ),
    "too many pages": (
        draft("a.pdf", "--limit", "pages=2", setting=three_pages),
        ["foirules: a.pdf: too many pages: the limit pages is 2; --limit pages=4 sets another"],
    ),
    "an empty folder": (
        Given(["draft", "none"], {"none/read.me": ""}),
        [
            "foirules: none: the folder holds no message (*.txt, *.eml, *.mbox, *.msg, *.pdf,"
            " *.docx, *.json)"
        ],
    ),
    "a mangled document": (
        draft("a.pdf", a_pdf="%PDF-1.4 and no more"),
        ["foirules: a.pdf: cannot be read: not a whole .pdf file (PdfStreamError)"],
    ),
    "a mangled message of Outlook": (
        draft("a.msg", a_msg="no"),
        ["foirules: a.msg: cannot be read: not a whole message of Outlook (ValueError)"],
    ),
    "no library for documents": (
        draft("a.pdf", a_pdf="%PDF", setting=without("pypdf")),
        ["foirules: a.pdf: pypdf is not installed: pip install 'foirules[letters]'"],
    ),
    "a document without text": (
        draft("a.docx", setting=blank_document),
        ["foirules: a.docx: it holds no text"],
    ),
    "JSON of something else": (
        draft("a.json", a_json="{}"),
        [
            "foirules: a.json: cannot be read: no JSON of a site of requests: it has no list"
            " info_request_events"
        ],
    ),
    # what makes no case
    "nothing in it": (
        draft("a.txt", a_txt="\n\n"),
        ["foirules: a.txt: no message is found"],
    ),
    "nothing in it, asked for by a program": (
        Given(["a.txt"], {"a.txt": "\n"}, called=True),
        ["a.txt: no message is found in it"],
    ),
    "two threads, asked for by a program": (
        Given(["a.mbox"], {"a.mbox": BOX}, called=True),
        [
            "2 threads are found; one makes a case: foirules draft lists them, and takes one with"
            " --thread N or all with --out DIR"
        ],
    ),
    "an unknown regime, asked for by a program": (
        Given(["a.txt", "sea"], {"a.txt": LETTER}, called=True),
        ["unknown regime 'sea'; expected eir, eisr, foia or foisa"],
    ),
    "two threads": (
        draft("a.mbox", a_mbox=BOX),
        [
            "foirules: 2 threads are found, each of which makes a case; take one with --thread N,"
            " or all with --out DIR",
            "foirules:   --thread 1: Minutes (1 message)",
            "foirules:   --thread 2: Roads (1 message)",
        ],
    ),
    "a thread that there is not": (
        draft("a.mbox", "--thread", "3", a_mbox=BOX),
        ["foirules: --thread 3: there are 2 threads"],
    ),
    "all threads and one": (
        draft("a.mbox", "--thread", "1", "--out", "d", a_mbox=BOX),
        ["foirules: --out goes without --thread, --request, --output and --questions"],
    ),
    "a draft that is there": (
        Given(
            ["draft", "a.txt", "--as-of", "2018-01-01", "--out", "d"],
            {"a.txt": LETTER, "d/1-a.yaml": "mine"},
        ),
        ["foirules: d/1-a.yaml: is there already; a draft is not written over it"],
    ),
    "no day at all": (
        draft("a.txt", a_txt=ASKED),
        [
            "foirules: a.txt: nothing says when the request was made, or received; give the earliest"
            " day it can have been with --after"
        ],
    ),
    "a day after the last": (
        draft("a.txt", "--after", "2018-02-01", a_txt=ASKED),
        ["foirules: --after 2018-02-01 is later than --as-of 2018-01-01"],
    ),
    "no message that is an event": (
        draft("a.txt", a_txt="1 May 2017\n\nThe cat sat on the mat, and it was glad.\n"),
        ["foirules: a.txt: no message in it could be told to be one of a case under foia"],
    ),
    "case files and letters in one folder": (
        Given(["assess", "d"], {"d/a.yaml": CASE, "d/b.txt": LETTER}),
        ["foirules: d: the folder holds case files and letters; name the files that are meant"],
    ),
    "neither in a folder": (
        Given(["assess", "d"], {"d/read.me": "x"}),
        ["foirules: d: the folder holds no case file and no letter"],
    ),
    # what is asked about a draft
    "questions one by one, and in a file": (
        draft("a.txt", "--interactive", "--questions", "json", a_txt=LETTER),
        ["foirules: --interactive goes without --out, --questions and --confirm"],
    ),
    "letters and answers both by standard input": (
        draft("-", "--interactive"),
        [
            "foirules: --interactive reads the answers from standard input: give the letters as a"
            " file"
        ],
    ),
    # what a case file says of them
    "a field that is not there": (
        Given(
            ["assess", "a.yaml"],
            {
                "a.yaml": "case: a\nevents:\n  - {on: 2017-08-03, event: request-received}\n"
                "  - {on: 2017-08-04, event: response, exemptions: [s22], unconfirmed: [exemption]}\n"
            },
        ),
        [
            "foirules: a.yaml:4:72: events[2].unconfirmed[1]: the event has no 'exemption', which"
            " could be unconfirmed; did you mean 'exemptions'?"
        ],
    ),
    "lines that are none": (
        Given(
            ["assess", "a.yaml"],
            {
                "a.yaml": "case: a\nevents:\n"
                "  - {on: 2017-08-03, event: request-received, read: {lines: 4 to 5}}\n"
            },
        ),
        [
            "foirules: a.yaml:3:61: events[1].read.lines: found '4 to 5'; expected a line or a"
            " range of lines, such as 141-143"
        ],
    ),
    # the words of a law
    "a law without words for letters": (
        Given(["draft", "a.txt", "--law", "sea", "--regime", "lending"], {"a.txt": LETTER}),
        ["foirules: sea/letters/kinds.yaml: is missing; letters under lending cannot be read"],
    ),
    "a phrase that is wrong": (
        changed("kinds.yaml", "- on balance", "- on (balance"),
        ["letters/kinds.yaml: signs.has-weighed[7]: 'on (balance': ')' is missing"],
    ),
    "a sign that is there already": (
        changed("days.yaml", "days:", "signs:\n  relies: ['by {day}']\ndays:"),
        ["letters/days.yaml: signs.relies: the sign 'relies' stands in grounds.yaml already"],
    ),
    "a length of time that is none": (
        changed("days.yaml", "counts: [20 working days, 40", "counts: [some weeks, 40"),
        [
            "letters/days.yaml: days[35].counts[1]: found 'some weeks'; expected a length of time,"
            " such as 20 working days"
        ],
    ),
    "a statement of another kind of letter": (
        changed("statements.yaml", "events: [holding-reply]", "events: [chaser]"),
        ["letters/statements.yaml: statements[16]: chaser does not state 'decision-reached'"],
    ),
    "a sign that there is not": (
        changed("days.yaml", "signs: [received-on]", "signs: [recieved-on]"),
        [
            "letters/days.yaml: days[6].signs[1]: unknown sign 'recieved-on'; did you mean"
            " 'received-on'?"
        ],
    ),
}


def told(given: Given) -> list[str]:
    """The lines for what is wrong."""
    if given.words is not None:
        return _of_words(*given.words)
    if given.called:
        with folder(given.files):
            path, regime = (*given.arguments, "foia")[:2]
            with pytest.raises(LettersError) as error:
                read_messages(path, as_of=day("2018-01-01"), regime=regime)
            return list(error.value.errors)
    arguments = list(given.arguments)
    if "sea" in arguments:
        arguments[arguments.index("sea")] = str(Path(__file__).parents[1] / "regime" / "lending")
        said = refusal(arguments, given.files)
        return [line.replace(f"{Path(__file__).parents[1]}/regime/lending", "sea") for line in said]
    return refusal(arguments, given.files) if given.setting is nullcontext else _set(given)


def _set(given: Given) -> list[str]:
    """The lines in a setting that is made in the folder."""
    out, err = io.StringIO(), io.StringIO()
    with folder(given.files), given.setting(), redirect_stdout(out), redirect_stderr(err):
        assert (main(given.arguments), out.getvalue()) == (2, "")
    return err.getvalue().splitlines()


def _of_words(file: str, old: str, new: str) -> list[str]:
    """The lines for words of FOIA's letters with other lines in a file."""
    with TemporaryDirectory() as name:
        for each in ("foia", "shared"):
            shutil.copytree(Path(rules.__file__).parent / each, Path(name) / each)
        path = Path(name) / "foia" / "letters" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        try:
            letter_words(attrs.evolve(REGIME, folder=Path(name) / "foia"))
        except RulesError as error:
            # where in the file it stands changes with each phrase that is added
            told = (line.replace(f"{name}/foia/", "") for line in error.errors)
            return [re.sub(r":\d+:\d+:", ":", line) for line in told]
    return []


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_it_is_refused_with_every_error(given: Given, lines: list[str]) -> None:
    assert told(given) == lines
