"""``foirules draft``: a case file to look over, from the letters of a case."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from foirules.assessing.one_case import assess
from foirules.cli.arguments import law_option, regime_option, whole_number
from foirules.cli.shared import (
    OK,
    Refused,
    can_be_written,
    day_asked,
    one_regime,
    output,
    read_days,
    read_once,
    today,
    write_json,
)
from foirules.documents.problems import on_one_line
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.letters.draft import Draft
from foirules.letters.draft_file import draft_file
from foirules.letters.errors import LettersError
from foirules.letters.later_requests import WARNING as LATER
from foirules.letters.read_messages import drafts_of
from foirules.letters.readers.files import read_sources
from foirules.letters.threads import Thread, threads_of
from foirules.policy.policies import load_policies

MESSAGES: Final = {
    "several": "{count} threads are found, each of which makes a case; take one with --thread N, or"
    " all with --out DIR",
    "thread": "  --thread {number}: {subject} ({count})",
    "no-thread": "--thread {number}: there are {count} threads",
    "nothing": "{paths}: no message is found",
    "out-and": "--out goes without --thread, --request, --output and --questions",
    "interactive-and": "--interactive goes without --out, --questions and --confirm",
    "interactive-stdin": "--interactive reads the answers from standard input: give the letters as"
    " a file",
    "exists": "{path}: is there already; a draft is not written over it",
}


def run(options: argparse.Namespace) -> int:
    read_once(*options.messages)
    law = load_law(options.law)
    regime = one_regime(options, law)
    as_of = day_asked(options) or today()
    after = read_days("--after", [options.after])[0] if options.after else None
    of_one = options.thread or options.request or options.output or options.questions
    if options.out is not None and of_one:
        raise Refused(MESSAGES["out-and"])
    if options.interactive and (options.out or options.questions or options.confirm):
        raise Refused(MESSAGES["interactive-and"])
    if options.interactive and "-" in options.messages:
        raise Refused(MESSAGES["interactive-stdin"])

    def drafted(thread: Thread) -> Iterator[Draft]:
        for draft in drafts_of(
            thread, as_of=as_of, regime=regime.id, after=after, law=law, request=options.request
        ):
            if draft.other_law is not None:
                options.told.say(draft.other_law.warning())
            yield draft

    threads = threads_of(read_sources(options.messages))
    if not threads:
        raise Refused(MESSAGES["nothing"].format(paths=", ".join(options.messages)))
    if options.out is not None:
        return _into(Path(options.out), threads, drafted, as_of, options.confirm)
    draft = next(drafted(_one(threads, options.thread)))
    if options.interactive:
        can_be_written(options.output)
        draft = _interview(draft, as_of, law)
    if draft.later_request is not None:
        options.told.say(LATER.format(number=draft.later_request))
    with output(options.output) as out:
        if options.questions:
            _questions(out, draft, as_of, law, options.questions)
        else:
            out.write(draft_file(draft, as_of, options.confirm))
    return OK


def _one(threads: Sequence[Thread], number: int | None) -> Thread:
    """The thread that is asked for."""
    if number is not None and not 1 <= number <= len(threads):
        raise Refused(MESSAGES["no-thread"].format(number=number, count=len(threads)))
    if number is None and len(threads) > 1:
        raise Refused(
            MESSAGES["several"].format(count=len(threads)),
            *(
                MESSAGES["thread"].format(
                    number=place, subject=each.subject or each.source, count=_count(each)
                )
                for place, each in enumerate(threads, 1)
            ),
        )
    return threads[(number or 1) - 1]


def _count(thread: Thread) -> str:
    count = len(thread.pieces)
    return f"{count} message{'s' * (count != 1)}"


def _into(
    folder: Path,
    threads: Sequence[Thread],
    drafted: Callable[[Thread], Iterator[Draft]],
    as_of: date,
    confirm: bool,
) -> int:
    """Writes the drafts of each thread; those that make none are told, and exit 2."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder}: cannot be written: {error.strerror}") from None
    errors: list[str] = []
    for number, thread in enumerate(threads, 1):
        try:
            for draft in drafted(thread):
                path = folder / f"{number:0{len(str(len(threads)))}}-{draft.name}.yaml"
                if path.exists():
                    errors.append(MESSAGES["exists"].format(path=path))
                    continue
                with output(str(path)) as out:
                    out.write(draft_file(draft, as_of, confirm))
                print(on_one_line(str(path)))
        except LettersError as error:
            errors += [f"thread {number}: {each}" for each in error.errors]
    if errors:
        raise Refused(*errors)
    return OK


def _interview(draft: Draft, as_of: date, law: Mapping[str, Regime]) -> Draft:
    """The draft with the answers of a person."""
    from foirules.cli.interview import Interview
    from foirules.letters.weighing import Weigher

    return Interview(draft, Weigher(as_of, law, load_policies(law=law))).run()


def _questions(out: Any, draft: Draft, as_of: date, law: Mapping[str, Regime], form: str) -> None:
    """The questions about a draft, most telling first."""
    from foirules.letters.asking import in_words
    from foirules.letters.question_data import question_data
    from foirules.letters.weighing import Weigher

    weigher = Weigher(as_of, law, load_policies(law=law))
    asked = weigher.questions(draft, every=True)
    if form == "json":
        made_by = assess(draft.case(), as_of, results=()).made_by
        write_json(out, [question_data(e, draft, weigher) | {"made_by": made_by} for e in asked])
        return
    for each in asked:
        first, last = each.lines
        where = f"line {first}" if first == last else f"lines {first}-{last}"
        read = "" if each.read is None else f" Read: {in_words(each.read.value)}."
        out.write(f"{each.id}: {each.asks}{read}{f' ({where})' * bool(first)}\n")


def add(commands: Any) -> None:
    command = commands.add_parser(
        "draft",
        help="a case file to look over, from the letters of a case",
        description="A case file to look over, from the letters between a requester and an"
        " authority. Nothing in it is confirmed until a person has done so: what rests on it is"
        " possible at most.",
    )
    command.add_argument(
        "messages",
        nargs="+",
        metavar="MESSAGES",
        help="a thread pasted as text, .eml, .mbox, .msg, .pdf, .docx, the JSON of a site of"
        " requests, or a folder of these; - for standard input",
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="no letter was sent after this day (default: today)"
    )
    command.add_argument(
        "--after",
        metavar="DATE",
        help="no letter was sent before this day (default: the day on which the case began, as"
        " letters name it)",
    )
    command.add_argument(
        "--thread",
        type=whole_number(1),
        metavar="N",
        help="of several threads the one to be drafted",
    )
    command.add_argument(
        "--request",
        type=int,
        metavar="N",
        help="the message that is the request, as the draft counts them; those before it are left"
        " out (default: the first that asks)",
    )
    command.add_argument("--out", metavar="DIR", help="a folder for the drafts of all threads")
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")
    command.add_argument(
        "--confirm", action="store_true", help="leave out that nothing of it is confirmed"
    )
    command.add_argument(
        "--questions",
        choices=("text", "json"),
        help="print the questions that matter instead of the draft, most telling first; as json"
        " with what each answer changes (its schema: foirules schema questions)",
    )
    command.add_argument(
        "--interactive",
        action="store_true",
        help="ask these questions one by one, with the lines of the letters, and write the case"
        " file with what was answered; answers are read from standard input, a line each",
    )
    regime_option(command)
    law_option(command)
    command.set_defaults(run=run, command=command)
