"""The phrases of a law: what they find, and what is said of one that is wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest

from foirules.letters.phrases import PhraseError, one_of, phrase, plain_word, words_of

FOUND = [
    ("(you may|you can) [then] complain", "you may complain"),
    ("(you may|you can) [then] complain", "you can, then, complain"),
    ("complain* ... commissioner", "complaining in writing to the information commissioner"),
    ("by {day}", "by day#0 ."),
    ("e mail", "an e-mail"),
    ("a (b|c [d] e) f", "a c d e f"),
    ("a [*] b", "a word b"),
    ("not .. apply", "not one of them can apply"),
    ("[now] your [first] [of all] request*", "your requests"),
    ("[now] your [first] [of all] request*", "now your first request"),
    ("today's e mail {day} came", "today's e-mail, day#12 came"),
]
NOT_FOUND = [
    ("complain", "complaint"),
    ("may complain", "maycomplain"),
    ("a ... b", "a 1 2 3 4 5 6 7 8 9 b"),
    ("by {day}", "by length#0 ."),
    ("not .. apply", "not so: they apply"),
    ("due .. day {day}", "due day#0 day day#1"),
]
PLACES = [
    ("by {day}", "by day#0, by day#1 and by day#22", ["by day#0", "by day#1", "by day#22"]),
    ("{day} .. day {day}", "day#0 day day#1 day day#2", ["day#0 day day#1"]),
    ("a* b", "a b ab aa b", ["a b", "aa b"]),
]
WRONG = [
    ("a (b|c", "')' is missing"),
    ("a b)", "found ')', which closes nothing"),
    ("a ...", "it ends with nothing that has to be there"),
    ("a [b]", "it ends with nothing that has to be there"),
    ("... a", "it begins with '...'"),
    (
        "by {week}",
        "found '{week}'; expected {day}, {month}, {length}, {ground}, {section}, {other}, {number}",
    ),
    ("A Letter", "found 'A'; expected words in lower case"),
    ("a+", "found '+'; expected words in lower case"),
]


@pytest.mark.parametrize(("text", "said"), FOUND)
def test_a_phrase_is_found(text: str, said: str) -> None:
    found = phrase(text)
    assert any(found.found_in(said))
    words = [plain_word(word) for word in words_of(said)]
    names = [{word, *(f"{word[:n]}*" for n in range(1, len(word) + 1))} for word in words]
    pairs = {f"{a} {b}" for one, other in pairwise(names) for a in one for b in other}
    assert all(need & pairs.union(*names) for need in found.needs)


@pytest.mark.parametrize(("text", "said"), NOT_FOUND)
def test_a_phrase_is_not_found(text: str, said: str) -> None:
    assert not any(phrase(text).found_in(said))


@pytest.mark.parametrize(("text", "said", "places"), PLACES)
def test_a_phrase_is_found_at_each_place(text: str, said: str, places: list[str]) -> None:
    assert list(phrase(text).found_in(said)) == places


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_what_is_wrong_with_a_phrase_is_said(text: str, problem: str) -> None:
    with pytest.raises(PhraseError) as error:
        phrase(text)
    assert str(error.value) == problem


def test_a_list_of_words_stands_for_one_of_them() -> None:
    lists: dict[str, str] = {}
    lists["gives"] = one_of(["send*", "let you have"], lists)
    lists["does"] = one_of(["<gives>", "keep*"], lists)
    found = phrase("we <does> it", lists)
    for said in ("we sending it", "we let you have it", "we kept it", "we keep it"):
        assert any(found.found_in(said)) == (said != "we kept it")


def test_a_list_of_words_that_is_not_known_is_told() -> None:
    with pytest.raises(PhraseError) as error:
        phrase("we <do> it", {"gives": "(send)"})
    assert str(error.value) == "found '<do>'; expected <gives>"
