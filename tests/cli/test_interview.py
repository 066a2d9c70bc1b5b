"""`foirules draft THREAD --interactive`, with answers line by line on standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foirules.cases.case_file import read_case
from tests.cli.conftest import Command, Told
from tests.letters.test_asking import LETTERS

Session = Callable[..., Told]
INTERACTIVE = ("--interactive", "--as-of", "2024-05-01")


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    path = tmp_path / "letters.txt"
    path.write_text(LETTERS, encoding="utf-8")
    return path


@pytest.fixture
def session(foirules: Command, letters: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Answers, each on a line, and what then was told; standard output is the case file."""

    def run(*answers: str, more: tuple[object, ...] = ()) -> Told:
        said = "".join(f"{each}\n" for each in answers).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said)))
        return foirules("draft", letters, *INTERACTIVE, *more)

    return run


def test_answers_strike_the_marks_of_what_they_confirm(session: Session) -> None:
    told = session("yes", "yes", "yes", "yes", "yes", "stop")
    assert told.code == 0
    case = read_case(told.out, "it")
    assert [each.event for each in case.events] == ["request-received", "response"]
    confirmed = [each for each in case.events if "event" not in each.unconfirmed]
    assert len(confirmed) == 2
    assert "Stopped, with" in told.err


def test_a_question_comes_with_its_lines_and_its_answers(session: Session) -> None:
    told = session()
    lines = told.err.splitlines()
    assert any(line.startswith("Question 1, about ") for line in lines)
    assert any(" | Thank you for your request" in line for line in lines)
    assert "Answer: yes, no, don't know." in lines
    assert max(map(len, lines)) <= 80


def test_the_end_of_the_input_is_told_and_nothing_is_lost(session: Session) -> None:
    told = session("yes")
    assert told.code == 0
    assert "The input has ended, with" in told.err
    assert sum(not each.unconfirmed for each in read_case(told.out, "it").events) <= 1
    assert session().out == session("").out  # Enter says that it is not known


def test_back_takes_an_answer_back(session: Session) -> None:
    once = session("yes", "stop")
    again = session("yes", "back", "yes", "stop")
    never = session("yes", "back", "stop")
    assert again.out == once.out != never.out
    assert "There is no question before this one." in session("back").err


def test_more_shows_the_whole_message(session: Session) -> None:
    assert "legal professional privilege" in session("more").err


def test_a_wrong_answer_is_told_and_asked_again(session: Session) -> None:
    told = session("perhaps", "yes", "stop")
    assert "'perhaps' is none of them" in told.err or "Expected yes" in told.err
    assert told.out == session("yes", "stop").out


def test_a_day_that_makes_no_case_is_told(session: Session) -> None:
    told = session("1 April 2030", "1 January 2020", "stop")
    assert told.code == 0
    read_case(told.out, "it")


def test_it_writes_its_file_whole_or_not_at_all(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.yaml"
    assert session("yes", "stop", more=("--output", path)).out == ""
    whole = path.read_text("utf-8")
    assert read_case(whole, "it").events

    class Interrupted(io.BytesIO):
        def readline(self, *_: object) -> bytes:
            raise KeyboardInterrupt

    from foirules.cli import main

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted()))
    other = tmp_path / "other.yaml"
    letters = str(tmp_path / "letters.txt")
    assert main(["draft", letters, *INTERACTIVE, "--output", str(other)]) == 130
    assert sorted(each.name for each in tmp_path.iterdir()) == ["case.yaml", "letters.txt"]


def test_where_it_cannot_write_it_asks_nothing(session: Session, tmp_path: Path) -> None:
    told = session("yes", more=("--output", tmp_path / "none" / "case.yaml"))
    assert told.code == 2
    assert "cannot be written" in told.err
    assert "Question" not in told.err


@pytest.mark.parametrize("more", [("--confirm",), ("--questions", "json"), ("--out", "x")])
def test_what_it_does_not_go_with(session: Session, more: tuple[str, ...]) -> None:
    told = session(more=more)
    assert told.code == 2
    assert "--interactive goes without --out, --questions and --confirm" in told.err


def test_letters_and_answers_do_not_share_the_input(foirules: Command) -> None:
    told = foirules("draft", "-", "--interactive")
    assert told.code == 2
    assert "--interactive reads the answers from standard input" in told.err


WORDS = st.sampled_from(
    ["yes", "no", "back", "more", "", "none", "1", "2,3", "s40(2), s22", "6 March 2024", "?"]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=20))
def test_whatever_is_answered_a_case_is_written(session: Session, answers: list[str]) -> None:
    told = session(*answers)
    assert told.code == 0
    read_case(told.out, "it")


def test_bytes_that_are_no_text_are_an_answer_like_any_other(
    foirules: Command, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"\xff\xfe\x00\nyes\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert foirules("draft", letters, *INTERACTIVE).code == 0
