"""A small law that is not the Act: all that a regime needs, in a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

TOP: Final = """\
regime: small
title: Small Act
cited-as: SA
calendar: united-kingdom
in-force: 2010-01-01
received: received_on
stage: stage
main-clock: answer
chapters: [a]
"""
WORDS: Final = """\
begins-with: asked
actors: [citizen, office]
names:
  authority-type: {members: [office, board]}
  stage: {called: stage, title: Stages, members: [waiting, answered], note: How far it is.}
exemptions:
  called: ground
  plural: grounds
  begins-with: g
  written-also: [ground]
  members: [g1, g1(a), g2]
  limbs: {g2: (a) (b)}
fields:
  ground: {type: exemptions, left-out: none, meaning: why it is refused}
  by-letter: {type: true-or-false, left-out: false, presumed: true, meaning: it is a letter}
  known-on: {type: date, left-out: unknown, earliest: 1990-01-01, meaning: when it was known}
outcome-fields: [ground]
statements: [by-letter]
events:
  asked: {by: citizen, meaning: a question}
  answered: {by: office, meaning: an answer, by-part: true, letter: true, fields: [known-on]}
"""
SUBJECTS: Final = """\
case: {rows: cases, meaning: the case}
part: {rows: parts, meaning: a part of it, of: [case]}
asking: {rows: askings, meaning: the question, of: [case], made-of: [asked], dated: true}
answer:
  rows: answers
  meaning: an answer
  of: [part]
  made-of: [answered]
  only-if: {answered: known-on}
  each-part: true
  dated: true
  fields: [ground, known-on]
"""
CHAPTER: Final = """\
chapter: a
facts:
  - {of: case, name: received_on, type: date, is: first(a.on for a in askings)}
  - {of: part, name: answered_on, type: date, is: first(a.on for a in answers)}
  - {of: part, name: stage, type: stage, is: "'waiting' if answered_on is absent else 'answered'"}
clocks:
  - name: answer
    of: part
    when: true
    started: received_on
    due: add_working_days(received_on, 20)
    stopped: answered_on
    cites: SA s1
"""
FILES: Final = {
    "regime.yaml": TOP,
    "vocabulary.yaml": WORDS,
    "subjects.yaml": SUBJECTS,
    "a.yaml": CHAPTER,
}


def write(folder: Path, changed: Mapping[str, str] = {}) -> Path:
    """The files of the law in a folder; those changed or added by their names in it."""
    for name, text in {**FILES, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """A file with one text of it in place of another."""
    text = FILES[name]
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {name}")
    return {name: text.replace(old, new)}
