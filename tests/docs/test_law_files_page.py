"""The page on the files of a law has every key that is read of them, with an example that is right."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest

from docs.make.law_files import FILES, File
from docs.make.texts import EVENTS, WORKED
from docs.make.texts import TOP as PAGES
from foirules.audit.judging import recorded_days, return_counts_file, statistics_file
from foirules.documents.data import to_data
from foirules.documents.load import load_document
from foirules.language import log_words, regime_reader, schema, sources, vocabulary
from foirules.language.form import LISTS, WITHIN
from foirules.policy import policy_file
from foirules.returns import table as return_table
from tests.docs.pages import page, tables
from tests.foia import REGIME

PAGE = page("docs/law-files.md")
READ: dict[str, tuple[Collection[str], ...]] = {
    "regime": (regime_reader.KEYS, regime_reader.CALENDAR, regime_reader.DAY),
    "vocabulary": (
        vocabulary.TOP,
        vocabulary.NAMES,
        vocabulary.SET,
        vocabulary.FIELD,
        vocabulary.EVENT,
    ),
    "subjects": (schema.SUBJECT,),
    "rules": (
        ("chapter", "title", "regime", *LISTS, "sections"),
        *(form.keys for form in LISTS.values()),
        *(form.keys for form in WITHIN.values()),
        ("title", *LISTS),
    ),
    "policy": (
        policy_file.KEYS,
        policy_file.TABLE_KEYS,
        policy_file.PERIOD_KEYS,
        policy_file.SET_KEYS,
        policy_file.DAY_KEYS,
        policy_file.SCHOOL_KEYS,
        policy_file.SPAN_KEYS,
    ),
    "statistics": (
        statistics_file.KEYS,
        LISTS["facts"].keys,
        statistics_file.SET,
        statistics_file.MEASURE,
        statistics_file.RATE,
        statistics_file.THRESHOLD,
    ),
    "recorded-days": (
        recorded_days.KEYS,
        recorded_days.TAKEN_KEYS,
        ("title", "is"),
        ("title", "from"),
        ("title",),
    ),
    "returns": (return_counts_file.KEYS, LISTS["facts"].keys, return_counts_file.GROUP),
    "return-table": (return_table.KEYS, return_table.COLUMN, return_table.CHECK),
    "sources": (sources.SOURCE, sources.READING, sources.IN_FORCE),
    "left-out": (sources.LEFT_OUT,),
    "log-words": (log_words.KEYS,),
    "pages": (PAGES, EVENTS, WORKED),
}
LONG = {  # over several lines
    *("intro", "sections", "exemptions", "rows", "columns", "contents"),
    *("draft-text", "source", "aside", "reasons", "one-of", "asked-of"),
    *("dates", "tells-of", "events", "awaiting", "outcomes", "unsure", "until"),
}
UNUSED = {
    "meaning",
    "cites",
    "to-come",
    "no-event",
    "deadlines",
    "plain",
    "date-formats",
    "regimes",
    "grounds",
    "around",
    "empty",
    "verdicts",
    "counts",
}  # that no file of an example says


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_key_that_is_read_is_told(file: File) -> None:
    told = [{row[0].strip("`") for row in rows[1:]} for rows in tables(section(file.title))]
    for keys in READ[file.name]:
        assert set(keys) in told


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_key_has_a_meaning_and_what_it_is_to_leave_it_out(file: File) -> None:
    for rows in tables(section(file.title)):
        for key, type, left_out, meaning, example in rows[1:]:
            assert "" not in (type, left_out, meaning), key
            if not example:
                assert "mapping" in type or key.strip("`") in LONG | UNUSED, key
                continue
            said = to_data(load_document(example.strip("`").replace("\\|", "|"), "example"))
            assert list(said) == [key.strip("`")]


def test_a_new_case_has_the_names_that_the_page_tells() -> None:
    told = set(re.findall(r"`\$(\w+)`", section("new-case.yaml")))
    used = set(re.findall(r"\$(\w+)", (REGIME.folder / "new-case.yaml").read_text("utf-8")))
    assert used - {"schema"} == told


def test_every_file_of_a_folder_has_its_section() -> None:
    chapters = {path.name for path in REGIME.files}
    files = {path.name for path in REGIME.folder.glob("*.yaml")} - chapters
    assert files == {file.where for file in FILES if file.where.count("/") == 0 and file.where} | {
        "new-case.yaml"
    }
