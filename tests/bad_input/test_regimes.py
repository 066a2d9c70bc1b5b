"""Files of a regime that cannot be used: every error of every file, each where it stands."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from foirules import RegimeError, load_law
from tests.small_law import TOP, changed, write

Files = dict[str, str]
MANY: Final = ", ".join(f"g{number}" for number in range(1, 64))


def top(old: str, new: str) -> Files:
    return changed("regime.yaml", old, new)


def words(old: str, new: str) -> Files:
    return changed("vocabulary.yaml", old, new)


def subjects(old: str, new: str) -> Files:
    return changed("subjects.yaml", old, new)


def calendar(said: str) -> Files:
    return top("united-kingdom", said)


TRIALS: dict[str, tuple[Files, list[str]]] = {
    # regime.yaml
    "nothing at all": ({"regime.yaml": ""}, ["small/regime.yaml: empty"]),
    "a list in place of keys": (
        {"regime.yaml": "[a]"},
        ["small/regime.yaml:1:1: found a list; expected a mapping of keys to values"],
    ),
    "no keys": (
        {"regime.yaml": "{}"},
        [
            "small/regime.yaml:1:1: the key 'regime' is missing",
            "small/regime.yaml:1:1: the key 'title' is missing",
            "small/regime.yaml:1:1: the key 'cited-as' is missing",
            "small/regime.yaml:1:1: the key 'received' is missing",
            "small/regime.yaml:1:1: the key 'stage' is missing",
            "small/regime.yaml:1:1: the key 'main-clock' is missing",
            "small/regime.yaml:1:1: the key 'calendar' is missing",
            "small/regime.yaml:1:1: the key 'in-force' is missing",
            "small/regime.yaml:1:1: the key 'chapters' is missing",
        ],
    ),
    "an unknown key of a regime": (
        top("cited-as", "cite-as"),
        [
            "small/regime.yaml:1:1: the key 'cited-as' is missing",
            "small/regime.yaml:3:1: cite-as: unknown key 'cite-as'; did you mean 'cited-as'?",
        ],
    ),
    "a title over two lines": (
        top("title: Small Act", 'title: "Small\\nAct"'),
        ["small/regime.yaml:2:8: title: found 'Small\\nAct'; expected text on one line"],
    ),
    "a regime that is a number": (
        top("regime: small", "regime: 1"),
        ["small/regime.yaml:1:9: regime: found 1; expected text, in quotes"],
    ),
    "an unknown calendar": (
        calendar("united-kingdm"),
        [
            "small/regime.yaml:4:11: calendar: unknown calendar 'united-kingdm'; did you mean 'united-kingdom'?"
        ],
    ),
    "a calendar that is a list": (
        calendar("[scotland]"),
        ["small/regime.yaml:4:11: calendar: found a list; expected the name of a calendar"],
    ),
    "an unknown key of a calendar": (
        calendar("{based-on: scotland, days: []}"),
        ["small/regime.yaml:4:32: calendar.days: unknown key 'days'; did you mean 'days-off'?"],
    ),
    "a calendar based on none": (
        calendar("{weekdays-off: [Friday]}"),
        ["small/regime.yaml:4:11: calendar: the key 'based-on' is missing"],
    ),
    "a calendar based on one that is not known": (
        calendar("{based-on: Scotland}"),
        [
            "small/regime.yaml:4:22: calendar.based-on: unknown calendar 'Scotland'; did you mean 'scotland'?"
        ],
    ),
    "an unknown weekday": (
        calendar("{based-on: scotland, weekdays-off: [Friday, Sunnday]}"),
        [
            "small/regime.yaml:4:55: calendar.weekdays-off[2]: unknown weekday 'Sunnday'; did you mean 'Sunday'?"
        ],
    ),
    "weekdays that are no list": (
        calendar("{based-on: scotland, weekdays-off: Friday}"),
        ["small/regime.yaml:4:46: calendar.weekdays-off: found 'Friday'; expected a list"],
    ),
    "a day off without its reason": (
        calendar("{based-on: scotland, days-off: [{on: 2020-05-08}]}"),
        ["small/regime.yaml:4:43: calendar.days-off[1]: the key 'reason' is missing"],
    ),
    "a day off that there is not": (
        calendar("{based-on: scotland, days-off: [{on: 2020-02-30, reason: a feast, because: x}]}"),
        [
            "small/regime.yaml:4:48: calendar.days-off[1].on: there is no day 2020-02-30",
            "small/regime.yaml:4:77: calendar.days-off[1].because: unknown key 'because'; expected on, reason or source",
        ],
    ),
    "days off of no keys": (
        calendar("{based-on: scotland, days-off: [2020-05-08]}"),
        [
            "small/regime.yaml:4:43: calendar.days-off[1]: found '2020-05-08'; expected a mapping of keys to values"
        ],
    ),
    "a day off whose reason is a number": (
        calendar("{based-on: scotland, days-off: [{on: 2020-05-08, reason: 1}]}"),
        ["small/regime.yaml:4:68: calendar.days-off[1].reason: found 1; expected text, in quotes"],
    ),
    "in force on no day": (
        top("2010-01-01", "2010"),
        ["small/regime.yaml:5:11: in-force: found 2010; expected a date, YYYY-MM-DD"],
    ),
    "in force on a day that there is not": (
        top("2010-01-01", "2010-02-29"),
        ["small/regime.yaml:5:11: in-force: there is no day 2010-02-29"],
    ),
    "in force before there was law": (
        top("2010-01-01", "0999-12-31"),
        [
            "small/regime.yaml:5:11: in-force: 0999-12-31 lies outside the years covered, 1000-01-01 to 2100-12-31"
        ],
    ),
    "chapters that are no list": (
        top("[a]", "a"),
        ["small/regime.yaml:9:11: chapters: found 'a'; expected a list"],
    ),
    "a chapter whose file is not there": (
        top("[a]", "[a, b]"),
        ["small/regime.yaml:9:15: chapters[2]: there is no file small/b.yaml"],
    ),
    "a shared chapter whose file is not there": (
        top("[a]", "[a, shared/b]"),
        ["small/regime.yaml:9:15: chapters[2]: there is no file shared/b.yaml"],
    ),
    "what applies another law, as a list": (
        top("[a]\n", "[a]\napplied-by: [FOIA]\n"),
        ["small/regime.yaml:10:13: applied-by: found a list; expected a mapping of keys to values"],
    ),
    "a provision that applies another law, as a number": (
        top("[a]\n", "[a]\napplied-by: {FOIA: 18}\n"),
        ["small/regime.yaml:10:20: applied-by.FOIA: found 18; expected text, in quotes"],
    ),
    "a chapter that is a number": (
        top("[a]", "[a, 2]"),
        ["small/regime.yaml:9:15: chapters[2]: found 2; expected text, in quotes"],
    ),
    # roles
    "a day of receipt that no fact has": (
        top("received_on", "recieved_on"),
        [
            "small/regime.yaml:6:11: received: the law has no fact of the case (a date) 'recieved_on'; did you mean 'received_on'?"
        ],
    ),
    "a day of receipt that is no date": (
        top("received: received_on", "received: stage"),
        [
            "small/regime.yaml:6:11: received: the law has no fact of the case (a date) 'stage'; expected received_on"
        ],
    ),
    "a day of receipt that is of a part": (
        top("received: received_on", "received: answered_on"),
        [
            "small/regime.yaml:6:11: received: the law has no fact of the case (a date) 'answered_on'; expected received_on"
        ],
    ),
    "a stage that no fact has": (
        top("stage: stage", "stage: stag"),
        [
            "small/regime.yaml:7:8: stage: the law has no fact of the part (of a list of names) 'stag'; did you mean 'stage'?"
        ],
    ),
    "a stage that is a date": (
        top("stage: stage", "stage: answered_on"),
        [
            "small/regime.yaml:7:8: stage: the law has no fact of the part (of a list of names) 'answered_on'; expected stage"
        ],
    ),
    "a clock that there is not": (
        top("main-clock: answer", "main-clock: answered"),
        [
            "small/regime.yaml:8:13: main-clock: the law has no clock 'answered'; did you mean 'answer'?"
        ],
    ),
    "no role has what it names": (
        {
            "regime.yaml": TOP.replace("received_on", "a")
            .replace("stage: stage", "stage: b")
            .replace("clock: answer", "clock: c")
        },
        [
            "small/regime.yaml:6:11: received: the law has no fact of the case (a date) 'a'; expected received_on",
            "small/regime.yaml:7:8: stage: the law has no fact of the part (of a list of names) 'b'; expected stage",
            "small/regime.yaml:8:13: main-clock: the law has no clock 'c'; expected answer",
        ],
    ),
    # vocabulary.yaml
    "no words": ({"vocabulary.yaml": ""}, ["small/vocabulary.yaml: empty"]),
    "no keys of words": (
        {"vocabulary.yaml": "{}"},
        [
            "small/vocabulary.yaml:1:1: the key 'actors' is missing",
            "small/vocabulary.yaml:1:1: the key 'begins-with' is missing",
            "small/vocabulary.yaml:1:1: the key 'names' is missing",
            "small/vocabulary.yaml:1:1: the key 'exemptions' is missing",
            "small/vocabulary.yaml:1:1: the key 'events' is missing",
        ],
    ),
    "an unknown key of words": (
        words("statements:", "statement:"),
        [
            "small/vocabulary.yaml:18:1: statement: unknown key 'statement'; did you mean 'statements'?"
        ],
    ),
    "a case that begins with an unknown event": (
        words("begins-with: asked", "begins-with: askd"),
        ["small/vocabulary.yaml:1:14: begins-with: unknown event 'askd'; did you mean 'asked'?"],
    ),
    "a case that begins with two events": (
        words("begins-with: asked", "begins-with: [asked]"),
        ["small/vocabulary.yaml:1:14: begins-with: found a list; expected the name of an event"],
    ),
    "no actors": (
        words("[citizen, office]", "[]"),
        ["small/vocabulary.yaml:2:9: actors: expected at least one name"],
    ),
    "actors that are no list": (
        words("[citizen, office]", "citizen"),
        ["small/vocabulary.yaml:2:9: actors: found 'citizen'; expected a list"],
    ),
    "an actor without a name": (
        words("[citizen, office]", "[citizen, null]"),
        ["small/vocabulary.yaml:2:19: actors[2]: found nothing; expected text"],
    ),
    "names that are no mapping": (
        words(
            "names:\n  authority-type: {members: [office, board]}\n  stage: {called: stage, title: Stages, members: [waiting, answered], note: How far it is.}\n",
            "names: [authority-type]\n",
        ),
        [
            "small/vocabulary.yaml:3:8: names: found a list; expected a mapping of keys to values",
            "small/vocabulary.yaml:3:8: names.authority-type: the key 'authority-type' is missing",
        ],
    ),
    "no kinds of authority": (
        words("  authority-type: {members: [office, board]}\n", ""),
        ["small/vocabulary.yaml:4:3: names.authority-type: the key 'authority-type' is missing"],
    ),
    "an unknown key of names": (
        words("note: How", "notes: How"),
        [
            "small/vocabulary.yaml:5:71: names.stage.notes: unknown key 'notes'; did you mean 'note'?"
        ],
    ),
    "names without members": (
        words("authority-type: {members: [office, board]}", "authority-type: {}"),
        ["small/vocabulary.yaml:4:19: names.authority-type: the key 'members' is missing"],
    ),
    "names of which there are none": (
        words("[waiting, answered]", "[]"),
        ["small/vocabulary.yaml:5:50: names.stage.members: expected at least one name"],
    ),
    "a name twice": (
        words("[waiting, answered]", "[waiting, answered, waiting]"),
        [
            "small/vocabulary.yaml:5:70: names.stage.members[3]: the name 'waiting' stands twice, first at small/vocabulary.yaml:5:51: names.stage.members[1]"
        ],
    ),
    "an exemption twice": (
        words("[g1, g1(a), g2]", "[g1, g1(a), g2, g1]"),
        [
            "small/vocabulary.yaml:11:28: exemptions.members[4]: the name 'g1' stands twice, first at small/vocabulary.yaml:11:13: exemptions.members[1]"
        ],
    ),
    "a name over two lines": (
        words("[waiting, answered]", '[waiting, "answer\\ned"]'),
        [
            "small/vocabulary.yaml:5:60: names.stage.members[2]: found 'answer\\ned'; expected text on one line"
        ],
    ),
    "an unknown key of exemptions": (
        words("  limbs:", "  limb:"),
        ["small/vocabulary.yaml:12:3: exemptions.limb: unknown key 'limb'; did you mean 'limbs'?"],
    ),
    "exemptions without a plural": (
        words("  plural: grounds\n", ""),
        ["small/vocabulary.yaml:7:3: exemptions: the key 'plural' is missing"],
    ),
    "more exemptions than a set holds": (
        words("[g1, g1(a), g2]", f"[{MANY}]"),
        ["small/vocabulary.yaml:11:12: exemptions.members: a set holds 62 names, found 63"],
    ),
    "limbs that are a list": (
        words("{g2: (a) (b)}", "[g2]"),
        [
            "small/vocabulary.yaml:12:10: exemptions.limbs: found a list; expected a mapping of keys to values"
        ],
    ),
    "limbs of one that are a list": (
        words("{g2: (a) (b)}", "{g2: [(a)]}"),
        ["small/vocabulary.yaml:12:15: exemptions.limbs.g2: found a list; expected text"],
    ),
    "what may stand before an exemption is no list": (
        words("[ground]\n  members", "ground\n  members"),
        ["small/vocabulary.yaml:10:17: exemptions.written-also: found 'ground'; expected a list"],
    ),
    "a field of an unknown type": (
        words("{type: exemptions,", "{type: exemption,"),
        [
            "small/vocabulary.yaml:14:18: fields.ground.type: unknown type 'exemption'; did you mean 'exemptions'?"
        ],
    ),
    "an unknown key of a field": (
        words("meaning: why it is refused", "means: why it is refused"),
        [
            "small/vocabulary.yaml:14:11: fields.ground: the key 'meaning' is missing",
            "small/vocabulary.yaml:14:46: fields.ground.means: unknown key 'means'; did you mean 'meaning'?",
        ],
    ),
    "a field that does not say what it means to leave it out": (
        words("left-out: none, ", ""),
        ["small/vocabulary.yaml:14:11: fields.ground: the key 'left-out' is missing"],
    ),
    "a field left out with no meaning": (
        words("left-out: none", "left-out: "),
        ["small/vocabulary.yaml:14:40: fields.ground.left-out: found nothing; expected text"],
    ),
    "a question that is none": (
        words("meaning: why it is refused", "meaning: why, asks: Why not"),
        [
            "small/vocabulary.yaml:14:66: fields.ground.asks: 'Why not' is no question: it does not end in a question mark"
        ],
    ),
    "a question with a slot that there is not": (
        words("meaning: why it is refused", "meaning: why, asks: 'Why is {it} refused?'"),
        [
            "small/vocabulary.yaml:14:66: fields.ground.asks: {it} is not known here; expected {event} or {part}"
        ],
    ),
    "a question of an event with a slot": (
        words("meaning: a question}", "meaning: a question, asks: 'Was {event} asked?'}"),
        [
            "small/vocabulary.yaml:20:51: events.asked.asks: {event} is not known here; expected a question without braces"
        ],
    ),
    "a set that is true where it is left out": (
        words("left-out: none", "left-out: true"),
        [
            "small/vocabulary.yaml:14:40: fields.ground.left-out: true is no value of the type 'set of grounds'; expected unknown, none or error"
        ],
    ),
    "a truth that is left out as no truth": (
        words("left-out: false, presumed", "left-out: always, presumed"),
        [
            "small/vocabulary.yaml:15:46: fields.by-letter.left-out: 'always' is no value of the type 'true or false'; expected unknown, none, error, true or false"
        ],
    ),
    "a name left out that is none of its list": (
        words("{type: exemptions, left-out: none", "{type: stage, left-out: answerd"),
        [
            "small/vocabulary.yaml:14:35: fields.ground.left-out: 'answerd' is no value of the type 'stage'; did you mean 'answered'?"
        ],
    ),
    "a field presumed perhaps": (
        words("presumed: true", "presumed: perhaps"),
        [
            "small/vocabulary.yaml:15:63: fields.by-letter.presumed: found 'perhaps'; expected true or false"
        ],
    ),
    "a field whose earliest day is none": (
        words("1990-01-01", "1990-01-32"),
        ["small/vocabulary.yaml:16:55: fields.known-on.earliest: there is no day 1990-01-32"],
    ),
    "an unknown field of an outcome": (
        words("outcome-fields: [ground]", "outcome-fields: [grounds]"),
        [
            "small/vocabulary.yaml:17:18: outcome-fields[1]: unknown field 'grounds'; did you mean 'ground'?"
        ],
    ),
    "statements that are no list": (
        words("statements: [by-letter]", "statements: by-letter"),
        ["small/vocabulary.yaml:18:13: statements: found 'by-letter'; expected a list"],
    ),
    "an unknown key of an event": (
        words("letter: true, fields", "leter: true, fields"),
        [
            "small/vocabulary.yaml:21:61: events.answered.leter: unknown key 'leter'; did you mean 'letter'?"
        ],
    ),
    "an event by nobody": (
        words("{by: citizen, meaning: a question}", "{meaning: a question}"),
        ["small/vocabulary.yaml:20:10: events.asked: the key 'by' is missing"],
    ),
    "an event whose parts are no truth value": (
        words("by-part: true", "by-part: 1"),
        ["small/vocabulary.yaml:21:55: events.answered.by-part: found 1; expected true or false"],
    ),
    "an event with an unknown field": (
        words("fields: [known-on]", "fields: [known]"),
        [
            "small/vocabulary.yaml:21:84: events.answered.fields[1]: unknown field 'known'; did you mean 'known-on'?"
        ],
    ),
    "an event that is text": (
        words("{by: citizen, meaning: a question}", "a question"),
        [
            "small/vocabulary.yaml:20:10: events.asked: found 'a question'; expected a mapping of keys to values"
        ],
    ),
    # subjects.yaml
    "no subjects": (
        {"subjects.yaml": "{}"},
        ["small/subjects.yaml:1:1: expected at least one subject"],
    ),
    "subjects that are a list": (
        {"subjects.yaml": "[case]"},
        ["small/subjects.yaml:1:1: found a list; expected a mapping of keys to values"],
    ),
    "an unknown key of a subject": (
        subjects("each-part: true", "eachpart: true"),
        [
            "small/subjects.yaml:10:3: answer.eachpart: unknown key 'eachpart'; did you mean 'each-part'?"
        ],
    ),
    "a subject that does not say what its rows are called": (
        subjects("rows: cases, ", ""),
        ["small/subjects.yaml:1:7: case: the key 'rows' is missing"],
    ),
    "rows that are a list": (
        subjects("rows: cases", "rows: [cases]"),
        ["small/subjects.yaml:1:14: case.rows: found a list; expected text"],
    ),
    "a subject that is of one below it": (
        subjects("of: [case]}", "of: [asking]}"),
        ["small/subjects.yaml:2:49: part.of[1]: unknown subject 'asking'; expected case"],
    ),
    "a subject that is of one that is not there": (
        subjects("a part of it, of: [case]", "a part of it, of: [cas]"),
        ["small/subjects.yaml:2:49: part.of[1]: unknown subject 'cas'; did you mean 'case'?"],
    ),
    "a subject of what is no list": (
        subjects("a part of it, of: [case]", "a part of it, of: case"),
        ["small/subjects.yaml:2:48: part.of: found 'case'; expected a list"],
    ),
    "a subject made of an unknown event": (
        subjects("made-of: [asked]", "made-of: [asket]"),
        [
            "small/subjects.yaml:3:70: asking.made-of[1]: unknown event 'asket'; did you mean 'asked'?"
        ],
    ),
    "a subject made of some": (
        subjects("made-of: [asked]", "made-of: some"),
        ["small/subjects.yaml:3:69: asking.made-of: found 'some'; expected a list"],
    ),
    "an unknown event that is counted only if": (
        subjects("{answered: known-on}", "{anwsered: known-on}"),
        [
            "small/subjects.yaml:9:13: answer.only-if.anwsered: unknown key 'anwsered'; did you mean 'answered'?"
        ],
    ),
    "an event that is counted only if there is an unknown field": (
        subjects("{answered: known-on}", "{answered: known}"),
        [
            "small/subjects.yaml:9:23: answer.only-if.answered: unknown field 'known'; did you mean 'known-on'?"
        ],
    ),
    "only if a list": (
        subjects("{answered: known-on}", "[known-on]"),
        [
            "small/subjects.yaml:9:12: answer.only-if: found a list; expected a mapping of keys to values"
        ],
    ),
    "an unknown field of a subject": (
        subjects("[ground, known-on]", "[ground, know-on]"),
        [
            "small/subjects.yaml:12:20: answer.fields[2]: unknown field 'know-on'; did you mean 'known-on'?"
        ],
    ),
    "a subject that is dated perhaps": (
        subjects("[asked], dated: true", "[asked], dated: perhaps"),
        ["small/subjects.yaml:3:85: asking.dated: found 'perhaps'; expected true or false"],
    ),
    # several files
    "an error in each file": (
        {**top("cited-as: SA", "cited-as: 1"), **words("[citizen, office]", "[citizen, 2]")},
        [
            "small/regime.yaml:3:11: cited-as: found 1; expected text, in quotes",
            "small/vocabulary.yaml:2:19: actors[2]: found 2; expected text, in quotes",
        ],
    ),
}


def told(files: Files) -> list[str]:
    """The lines for what is wrong with a regime of these files, with the names of its folder."""
    with TemporaryDirectory() as folder:
        try:
            load_law([write(Path(folder) / "small", files)])["small"].law(frozenset())
        except RegimeError as error:
            return [line.replace(f"{folder}/", "") for line in error.errors]
    return []


@pytest.mark.parametrize(("files", "lines"), TRIALS.values(), ids=TRIALS)
def test_it_is_refused_with_every_error(files: Files, lines: list[str]) -> None:
    assert told(files) == lines


def test_what_the_trials_change_is_right() -> None:
    assert told({}) == []
