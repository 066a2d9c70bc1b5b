"""Case files that can be read and are wrong: every error of a file, each where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from foirules import CaseError, load_case
from foirules.cases.case_file import read_case
from foirules.language.regime_files import load_law
from tests.bad_input.files import listed
from tests.files import among
from tests.foia import AUTHORITY_TYPE, OUTCOME_FIELDS


def of(*events: str, head: str = "") -> str:
    """A case file of events, each on a line of its own from the third or ``head``'s next on."""
    return f"case: test\n{head}events:\n" + "".join(f"  - {event}\n" for event in events)


def after(*events: str, head: str = "") -> str:
    """A case file of a receipt on 3 August 2017 and of further events, from the fourth line on."""
    return of("{on: 2017-08-03, event: request-received}", *events, head=head)


TRIALS: dict[str, tuple[str, list[str]]] = {
    # the whole
    "an empty mapping": (
        "{}\n",
        ["case.yaml:1:1: the key 'case' is missing", "case.yaml:1:1: the key 'events' is missing"],
    ),
    "a misspelt key": (
        "case: test\nevnts:\n  - {on: 2017-08-03}\n",
        [
            "case.yaml:1:1: the key 'events' is missing",
            "case.yaml:2:1: evnts: unknown key 'evnts'; did you mean 'events'?",
        ],
    ),
    "an unknown key": (
        after(head="colour: red\n"),
        [
            "case.yaml:2:1: colour: unknown key 'colour'; expected case, regime, authority, parts, recorded, without-fields, events, accept, expect, source or notes"
        ],
    ),
    "a key with a line break": (
        after(head='"a\\nb": 1\n'),
        [
            "case.yaml:2:1: a\\nb: unknown key 'a\\nb'; expected case, regime, authority, parts, recorded, without-fields, events, accept, expect, source or notes"
        ],
    ),
    "more ranges than can be judged": (
        after(*["{on: {from: 2017-08-04, to: 2017-08-31}, event: response}"] * 101),
        [
            "case.yaml:3:3: events: the days of 101 events are ranges, too many to judge: the limit ranges is 100; --limit ranges=200 sets another"
        ],
    ),
    "a number for a name": (
        after().replace("test", "2017"),
        ["case.yaml:1:7: case: found 2017; expected text, in quotes"],
    ),
    "a truth value for a name": (
        after().replace("test", "true"),
        ["case.yaml:1:7: case: found true; expected text, in quotes"],
    ),
    "no name": (after().replace("test", ""), ["case.yaml:1:6: case: found nothing; expected text"]),
    "a name of blanks": (
        after().replace("test", "' '"),
        ["case.yaml:1:7: case: found ' '; expected text"],
    ),
    "a name of two lines": (
        after().replace("test", '"one\\ntwo"'),
        ["case.yaml:1:7: case: found 'one\\ntwo'; expected text on one line"],
    ),
    "an unknown regime": (
        after(head="regime: sea\n"),
        [f"case.yaml:2:9: regime: unknown regime 'sea'; expected {among(load_law())}"],
    ),
    "a list for a regime": (
        after(head="regime: [foia]\n"),
        ["case.yaml:2:9: regime: found a list; expected the name of a regime"],
    ),
    "notes that are numbers": (
        after(head="source: 1\nnotes: [a, 2]\n"),
        [
            "case.yaml:2:9: source: found 1; expected text, in quotes",
            "case.yaml:3:12: notes[2]: found 2; expected text, in quotes",
        ],
    ),
    # the authority
    "a number for an authority": (
        after(head="authority: 5\n"),
        ["case.yaml:2:12: authority: found 5; expected a name, or a mapping of keys to values"],
    ),
    "an authority of two lines": (
        after(head='authority: "A\\nB"\n'),
        ["case.yaml:2:12: authority: found 'A\\nB'; expected text on one line"],
    ),
    "a misspelt key of the authority": (
        after(head="authority: {polcy: foia}\n"),
        ["case.yaml:2:13: authority.polcy: unknown key 'polcy'; did you mean 'policy'?"],
    ),
    "a misspelt type of authority": (
        after(head="authority: {type: schol}\n"),
        ["case.yaml:2:19: authority.type: unknown authority type 'schol'; did you mean 'school'?"],
    ),
    "an unknown type of authority": (
        after(head="authority: {type: university}\n"),
        [
            f"case.yaml:2:19: authority.type: unknown authority type 'university'; expected {listed(AUTHORITY_TYPE.members)}"
        ],
    ),
    # the parts
    "parts that are text": (
        after(head="parts: a\n"),
        [
            "case.yaml:2:8: parts: found 'a'; expected a list of names, or a mapping of names to what they ask"
        ],
    ),
    "no parts in a list": (
        after(head="parts: []\n"),
        ["case.yaml:2:8: parts: expected at least one part"],
    ),
    "no parts in a mapping": (
        after(head="parts: {}\n"),
        ["case.yaml:2:8: parts: expected at least one part"],
    ),
    "a part twice": (
        after(head="parts: [a, b, a]\n"),
        ["case.yaml:2:15: parts[3]: the part 'a' stands twice"],
    ),
    "a number for a part": (
        after(head="parts: [1, b]\n"),
        ["case.yaml:2:9: parts[1]: found 1; expected text, in quotes"],
    ),
    "a list for what a part is": (
        after(head="parts: {a: [], b: It}\n"),
        ["case.yaml:2:12: parts.a: found a list; expected text"],
    ),
    # the events
    "events that are a mapping": (
        "case: test\nevents: {on: 2017-08-03}\n",
        ["case.yaml:2:9: events: found a mapping; expected a list"],
    ),
    "no events": (
        "case: test\nevents: []\n",
        ["case.yaml:2:9: events: expected at least one event"],
    ),
    "events of nothing": (
        "case: test\nevents:\n",
        ["case.yaml:2:8: events: found nothing; expected a list"],
    ),
    "events that are none": (
        after("5", "", "{}"),
        [
            "case.yaml:4:5: events[2]: found 5; expected a mapping of keys to values",
            "case.yaml:5:4: events[3]: found nothing; expected a mapping of keys to values",
            "case.yaml:6:5: events[4]: the key 'on' is missing",
            "case.yaml:6:5: events[4]: the key 'event' is missing",
        ],
    ),
    "an event without a name": (
        after("{on: 2017-08-04}"),
        ["case.yaml:4:5: events[2]: the key 'event' is missing"],
    ),
    "an event without a day": (
        after("{event: chaser}"),
        ["case.yaml:4:5: events[2]: the key 'on' is missing"],
    ),
    "a misspelt event": (
        after("{on: 2017-08-04, event: acknowledgment}"),
        [
            "case.yaml:4:29: events[2].event: unknown event 'acknowledgment'; did you mean 'acknowledgement'?"
        ],
    ),
    "an unknown event": (
        after("{on: 2017-08-04, event: 'phone call'}"),
        [
            "case.yaml:4:29: events[2].event: unknown event 'phone call'; `foirules schema case` has all of them"
        ],
    ),
    "a list for an event": (
        after("{on: 2017-08-04, event: [chaser]}"),
        ["case.yaml:4:29: events[2].event: found a list; expected the name of an event"],
    ),
    "a number for a note": (
        after("{on: 2017-08-04, event: chaser, note: 3}"),
        ["case.yaml:4:43: events[2].note: found 3; expected text, in quotes"],
    ),
    # days
    "an impossible day": (
        of("{on: 2017-02-30, event: request-received}"),
        ["case.yaml:3:10: events[1].on: there is no day 2017-02-30"],
    ),
    "a day in another order": (
        of("{on: 03/08/2017, event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: found '03/08/2017'; expected a date, YYYY-MM-DD; did you mean 2017-08-03, 3 August 2017?"
        ],
    ),
    "a day in words": (
        of("{on: 3rd August 2017, event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: found '3rd August 2017'; expected a date, YYYY-MM-DD; did you mean 2017-08-03, 3 August 2017?"
        ],
    ),
    "the key on, read as true": (
        of("{true: 2017-08-03, event: request-received}"),
        [
            "case.yaml:3:5: events[1]: the key 'on' is missing",
            "case.yaml:3:6: events[1].true: unknown key 'true'; it is the key 'on', which YAML 1.1 reads as true: write it in quotes there",
        ],
    ),
    "a day with a digit lost": (
        of("{on: 2017-8-03, event: request-received}"),
        ["case.yaml:3:10: events[1].on: found '2017-8-03'; expected a date, YYYY-MM-DD"],
    ),
    "a week": (
        of("{on: 2017-W31-4, event: request-received}"),
        ["case.yaml:3:10: events[1].on: found '2017-W31-4'; expected a date, YYYY-MM-DD"],
    ),
    "a day without dashes": (
        of("{on: 20170803, event: request-received}"),
        ["case.yaml:3:10: events[1].on: found 20170803; expected a date, YYYY-MM-DD"],
    ),
    "a truth value for a day": (
        of("{on: true, event: request-received}"),
        ["case.yaml:3:10: events[1].on: found true; expected a date, YYYY-MM-DD"],
    ),
    "a list for a day": (
        of("{on: [2017-08-03], event: request-received}"),
        ["case.yaml:3:10: events[1].on: found a list; expected a date, YYYY-MM-DD"],
    ),
    "no day": (
        of("{on: , event: request-received}"),
        ["case.yaml:3:10: events[1].on: found nothing; expected a date, YYYY-MM-DD"],
    ),
    "a day that a slip puts in another century": (
        of("{on: 2107-08-03, event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: 2107-08-03 lies outside the years covered, 2005-01-01 to 2030-12-31"
        ],
    ),
    "a day before the Act was in force": (
        of("{on: 2004-12-31, event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: 2004-12-31 lies outside the years covered, 2005-01-01 to 2030-12-31"
        ],
    ),
    "a record of another age": (
        of("{on: 2017-08-03, event: response, record-created: 0999-12-31}"),
        [
            "case.yaml:3:29: events[1].event: the first event is response; expected request-received",
            "case.yaml:3:55: events[1].record-created: 0999-12-31 lies outside the years covered, 1000-01-01 to 2030-12-31",
        ],
    ),
    "an impossible hour": (
        of("{on: 2017-08-03T25:00:00Z, event: request-received}"),
        ["case.yaml:3:10: events[1].on: found '2017-08-03T25:00:00Z'; expected a date, YYYY-MM-DD"],
    ),
    "a timestamp beyond the end of time": (
        of("{on: '9999-12-31T23:59:59-12:00', event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: found '9999-12-31T23:59:59-12:00'; expected a date, YYYY-MM-DD"
        ],
    ),
    "a range with its ends exchanged": (
        of("{on: {from: 2017-09-01, to: 2017-08-03}, event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: the range begins on 2017-09-01, after its end on 2017-08-03"
        ],
    ),
    "a range without an end": (
        of("{on: {from: 2017-09-01}, event: request-received}"),
        ["case.yaml:3:10: events[1].on: the key 'to' is missing"],
    ),
    "a range with other keys": (
        of("{on: {from: 2017-09-01, until: 2017-09-02}, event: request-received}"),
        [
            "case.yaml:3:10: events[1].on: the key 'to' is missing",
            "case.yaml:3:29: events[1].on.until: unknown key 'until'; expected from or to",
        ],
    ),
    "a range with impossible ends": (
        of("{on: {from: 2017-06-31, to: x}, event: request-received}"),
        [
            "case.yaml:3:17: events[1].on.from: there is no day 2017-06-31",
            "case.yaml:3:33: events[1].on.to: found 'x'; expected a date, YYYY-MM-DD",
        ],
    ),
    # their order
    "an event before the receipt": (
        of("{on: 2017-08-01, event: chaser}", "{on: 2017-08-03, event: request-received}"),
        ["case.yaml:3:29: events[1].event: the first event is chaser; expected request-received"],
    ),
    "an event dated before the receipt": (
        after("{on: 2017-08-01, event: chaser}"),
        [
            "case.yaml:4:10: events[2].on: chaser on 2017-08-01 stands after request-received on 2017-08-03; events stand in order of date"
        ],
    ),
    "events in the wrong order": (
        after(
            "{on: 2017-09-01, event: chaser}",
            "{on: 2017-08-07, event: acknowledgement}",
            "{on: {from: 2017-08-08, to: 2017-08-31}, event: acknowledgement}",
            "{on: {from: 2017-08-08, to: 2017-09-01}, event: response}",
        ),
        [
            "case.yaml:5:10: events[3].on: acknowledgement on 2017-08-07 stands after chaser on 2017-09-01; events stand in order of date",
            "case.yaml:6:10: events[4].on: acknowledgement on 2017-08-31 stands after chaser on 2017-09-01; events stand in order of date",
        ],
    ),
    "a second receipt": (
        after("{on: 2017-08-09, event: request-received}"),
        ["case.yaml:4:29: events[2].event: a second request-received; the first is event 1"],
    ),
    # ids
    "an id twice": (
        after("{on: 2017-08-04, event: chaser, id: x}", "{on: 2017-08-04, event: chaser, id: x}"),
        ["case.yaml:5:41: events[3].id: the id 'x' is that of events[2]"],
    ),
    "an id that is the place of another": (
        after("{on: 2017-08-04, event: chaser, id: 3}", "{on: 2017-08-04, event: chaser}"),
        [
            "case.yaml:5:5: events[3].id: the id of events[2] is '3', which is the place of this event"
        ],
    ),
    "an id that is no name": (
        after("{on: 2017-08-04, event: chaser, id: [a]}"),
        ["case.yaml:4:41: events[2].id: found a list; expected text"],
    ),
    "an id that is a truth value": (
        after("{on: 2017-08-04, event: chaser, id: true}"),
        ["case.yaml:4:41: events[2].id: found true; expected text, in quotes"],
    ),
    # the parts an event is about
    "an unknown part": (
        after("{on: 2017-08-04, event: response, parts: [a, B]}", head="parts: [a, b]\n"),
        ["case.yaml:5:50: events[2].parts[2]: unknown part 'B'; expected a or b"],
    ),
    "an unknown part that is like another": (
        after("{on: 2017-08-04, event: response, parts: [numbrs]}", head="parts: [numbers]\n"),
        ["case.yaml:5:47: events[2].parts[1]: unknown part 'numbrs'; did you mean 'numbers'?"],
    ),
    "a part of a case that has none": (
        after("{on: 2017-08-04, event: response, parts: [a]}"),
        ["case.yaml:4:47: events[2].parts[1]: the case names no parts"],
    ),
    "a part twice in an event": (
        after("{on: 2017-08-04, event: response, parts: [a, a]}", head="parts: [a]\n"),
        ["case.yaml:5:50: events[2].parts[2]: the part 'a' stands twice"],
    ),
    "an event about no part": (
        after("{on: 2017-08-04, event: response, parts: []}", head="parts: [a]\n"),
        ["case.yaml:5:46: events[2].parts: expected at least one part"],
    ),
    "parts in an event that are text": (
        after("{on: 2017-08-04, event: response, parts: a}", head="parts: [a]\n"),
        ["case.yaml:5:46: events[2].parts: found 'a'; expected a list"],
    ),
    "parts of an event about the whole": (
        after("{on: 2017-08-04, event: chaser, parts: [a]}", head="parts: [a]\n"),
        [
            "case.yaml:5:37: events[2].parts: chaser has no field 'parts'; events that have it: clarification-sought, clarification-received, fees-notice, fee-paid, extension-notice, holding-reply, response, review-outcome, exemption-claimed"
        ],
    ),
    "outcomes and states of an event about the whole": (
        after("{on: 2017-08-04, event: chaser, outcomes: {}, states: {}}"),
        [
            "case.yaml:4:37: events[2].outcomes: chaser has no field 'outcomes'; events that have it: extension-notice, holding-reply, response, review-outcome, exemption-claimed",
            "case.yaml:4:51: events[2].states: chaser has no field 'states'; events that have it: extension-notice, holding-reply, response, review-outcome",
        ],
    ),
    # fields
    "a misspelt field": (
        after("{on: 2017-08-04, event: response, outcom: refused}"),
        ["case.yaml:4:39: events[2].outcom: unknown key 'outcom'; did you mean 'outcome'?"],
    ),
    "a field of another event": (
        after("{on: 2017-08-04, event: response, required: true}"),
        [
            "case.yaml:4:39: events[2].required: response has no field 'required'; events that have it: clarification-sought"
        ],
    ),
    "a field of several others": (
        after("{on: 2017-08-04, event: chaser, expected-by: 2017-09-01}"),
        [
            "case.yaml:4:37: events[2].expected-by: chaser has no field 'expected-by'; events that have it: acknowledgement, extension-notice, holding-reply, response, review-acknowledged, review-extended, review-outcome"
        ],
    ),
    "a statement that stands on the event": (
        after("{on: 2017-08-04, event: response, ico-right: true}"),
        [
            "case.yaml:4:39: events[2].ico-right: response has no field 'ico-right'; it stands under states"
        ],
    ),
    "a misspelt statement": (
        after("{on: 2017-08-04, event: response, states: {ico-rights: true}}"),
        [
            "case.yaml:4:48: events[2].states.ico-rights: unknown statement of a letter 'ico-rights'; did you mean 'ico-right'?"
        ],
    ),
    "a statement that is no truth value": (
        after("{on: 2017-08-04, event: response, states: {ico-right: yes, estimate: 1}}"),
        [
            "case.yaml:4:59: events[2].states.ico-right: found 'yes'; expected true or false",
            "case.yaml:4:74: events[2].states.estimate: found 1; expected true or false",
        ],
    ),
    "statements that are a list": (
        after("{on: 2017-08-04, event: response, states: [ico-right]}"),
        ["case.yaml:4:47: events[2].states: found a list; expected a mapping of keys to values"],
    ),
    "a misspelt outcome": (
        after("{on: 2017-08-04, event: response, outcome: refussed}"),
        ["case.yaml:4:48: events[2].outcome: unknown outcome 'refussed'; did you mean 'refused'?"],
    ),
    "an unknown outcome": (
        after("{on: 2017-08-04, event: response, outcome: lost}"),
        [
            "case.yaml:4:48: events[2].outcome: unknown outcome 'lost'; expected disclosed, partly-disclosed, refused, neither-confirmed-nor-denied, not-held, transferred, cost-limit, vexatious, repeated or already-accessible"
        ],
    ),
    "an impossible day in a letter": (
        after("{on: 2017-08-04, event: response, expected-by: 2017-09-31}"),
        ["case.yaml:4:52: events[2].expected-by: there is no day 2017-09-31"],
    ),
    "an unknown source of a date": (
        after("{on: 2017-08-04, event: response, dated-by: guess}"),
        [
            "case.yaml:4:49: events[2].dated-by: unknown source of a date 'guess'; expected record or promise"
        ],
    ),
    "an unknown condition": (
        after("{on: 2017-08-04, event: response, personal-data-condition: s40(3)}"),
        [
            "case.yaml:4:64: events[2].personal-data-condition: unknown condition of s40(2) 's40(3)'; did you mean 's40(3B)'?"
        ],
    ),
    # exemptions
    "sections that stand below those that are told apart": (
        after(
            "{on: 2017-08-04, event: response, exemptions: [s40(3A)(a), s31(2)(c), s40(2)(b)]}",
            "{on: 2017-08-05, event: response, exemptions: [Section 22, FOIA s22, section 40(2) of FOIA]}",
        ),
        [
            "case.yaml:4:52: events[2].exemptions[1]: unknown exemption 's40(3A)(a)'; did you mean 's40(2)', with personal-data-condition: s40(3A)?",
            "case.yaml:4:64: events[2].exemptions[2]: unknown exemption 's31(2)(c)'; did you mean 's31'?",
            "case.yaml:4:75: events[2].exemptions[3]: unknown exemption 's40(2)(b)'; did you mean 's40(2)'?",
        ],
    ),
    "a misspelt exemption": (
        after("{on: 2017-08-04, event: response, exemptions: [s36(2)(d)]}"),
        [
            "case.yaml:4:52: events[2].exemptions[1]: unknown exemption 's36(2)(d)'; did you mean 's36(2)(c)'?"
        ],
    ),
    "exemptions of no law": (
        after("{on: 2017-08-04, event: response, exemptions: [reg 99(4)(a), privacy]}"),
        [
            "case.yaml:4:52: events[2].exemptions[1]: unknown exemption 'reg 99(4)(a)'; expected a section, such as s40(2)",
            "case.yaml:4:66: events[2].exemptions[2]: unknown exemption 'privacy'; expected a section, such as s40(2)",
        ],
    ),
    "a case that is all under another law": (
        of("{on: 2017-08-03, event: request-received}", head="parts: {a: {regime: eir}}\n"),
        ["case.yaml:2:8: parts: no part is under 'foia', the regime of the case"],
    ),
    "an exemption that two laws of a case know": (
        after(
            "{on: 2017-08-04, event: response, exemptions: [s36]}",
            head="parts: {a: The plan, b: {regime: foisa}}\n",
        ),
        [
            "case.yaml:5:52: events[2].exemptions: 's36' is a name of foia and foisa: put it under outcomes, part by part"
        ],
    ),
    "exemptions that are text": (
        after("{on: 2017-08-04, event: response, exemptions: s22}"),
        ["case.yaml:4:51: events[2].exemptions: found 's22'; expected a list"],
    ),
    "a section that does not exempt": (
        after("{on: 2017-08-04, event: response, exemptions: [1]}"),
        [
            "case.yaml:4:52: events[2].exemptions[1]: unknown exemption 1; expected a section, such as s40(2)"
        ],
    ),
    "an exemption that is a truth value": (
        after("{on: 2017-08-04, event: response, exemptions: [true]}"),
        ["case.yaml:4:52: events[2].exemptions[1]: found true; expected the name of an exemption"],
    ),
    # outcomes of parts
    "an outcome of an unknown part": (
        after(
            "{on: 2017-08-04, event: response, outcomes: {c: {outcome: refused}}}",
            head="parts: [a, b]\n",
        ),
        ["case.yaml:5:50: events[2].outcomes.c: unknown part 'c'; expected a or b"],
    ),
    "an outcome that is text": (
        after("{on: 2017-08-04, event: response, outcomes: {a: refused}}", head="parts: [a]\n"),
        [
            "case.yaml:5:53: events[2].outcomes.a: found 'refused'; expected a mapping of keys to values"
        ],
    ),
    "outcomes that are a list": (
        after("{on: 2017-08-04, event: response, outcomes: [a]}", head="parts: [a]\n"),
        ["case.yaml:5:49: events[2].outcomes: found a list; expected a mapping of keys to values"],
    ),
    "a field of a letter in an outcome": (
        after(
            "{on: 2017-08-04, event: response, outcomes: {a: {expected-by: 2017-09-01}}}",
            head="parts: [a]\n",
        ),
        [
            f"case.yaml:5:54: events[2].outcomes.a.expected-by: unknown key 'expected-by'; expected {listed(f.name for f in OUTCOME_FIELDS)}"
        ],
    ),
    "a field on the event and under outcomes": (
        after(
            "{on: 2017-08-04, event: response, outcome: refused, outcomes: {a: {outcome: refused}}}",
            head="parts: [a]\n",
        ),
        [
            "case.yaml:5:39: events[2].outcome: 'outcome' stands on the event and under outcomes for part 'a'"
        ],
    ),
    # what is expected
    "expectations of something else": (
        after(head="expect: {finding: []}\n"),
        ["case.yaml:2:10: expect.finding: unknown key 'finding'; did you mean 'findings'?"],
    ),
    "an impossible day of an expectation": (
        after(head="expect: {as-of: 2017-02-30}\n"),
        ["case.yaml:2:17: expect.as-of: there is no day 2017-02-30"],
    ),
    "an expectation that is no rule": (
        after(head="expect: {findings: [Late response, 5, {part: ~}, {rule: x, parts: a}]}\n"),
        [
            "case.yaml:2:21: expect.findings[1]: found 'Late response'; expected a mapping, rule or rule(part)",
            "case.yaml:2:36: expect.findings[2]: found 5; expected a mapping, rule or rule(part)",
            "case.yaml:2:39: expect.findings[3]: the key 'rule' is missing",
            "case.yaml:2:60: expect.findings[4].parts: unknown key 'parts'; did you mean 'part'?",
        ],
    ),
    "expectations that are none": (
        after(head="expect: {clocks: [{due: 2017-09-04}, 5], actions: [{action: ~}], met: x}\n"),
        [
            "case.yaml:2:19: expect.clocks[1]: the key 'clock' is missing",
            "case.yaml:2:38: expect.clocks[2]: found 5; expected a mapping, clock or clock(part)",
            "case.yaml:2:61: expect.actions[1].action: found nothing; expected text",
            "case.yaml:2:71: expect.met: found 'x'; expected a list",
        ],
    ),
    "a list that is to be complete and is none": (
        after(head="expect: {complete: [finding, clocks, notes]}\n"),
        [
            "case.yaml:2:21: expect.complete[1]: unknown list of what is expected 'finding'; did you mean 'findings'?",
            "case.yaml:2:38: expect.complete[3]: unknown list of what is expected 'notes'; expected findings, met, undecided, clocks or actions",
        ],
    ),
    "values expected that cannot be": (
        after(
            head="parts: [a]\nexpect:\n  as-of: 2017\n  findings:\n"
            "    - {rule: x, part: b, event: 7, certainty: sure, due: x, working-days-late: 2.5}\n"
            "    - {rule: x, exemptions: [s99], kind: statute}\n    - x(c)\n"
            "  undecided: [{rule: x, missing: [5]}]\n  actions: [{action: x, overdue: 1}]\n"
        ),
        [
            "case.yaml:4:10: expect.as-of: found 2017; expected a date, YYYY-MM-DD",
            "case.yaml:6:23: expect.findings[1].part: unknown part 'b'; expected a",
            "case.yaml:6:33: expect.findings[1].event: unknown event 7; expected 1",
            "case.yaml:6:47: expect.findings[1].certainty: unknown certainty 'sure'; expected established or possible",
            "case.yaml:6:58: expect.findings[1].due: found 'x'; expected a date, YYYY-MM-DD",
            "case.yaml:6:80: expect.findings[1].working-days-late: found '2.5'; expected a whole number",
            "case.yaml:7:30: expect.findings[2].exemptions[1]: unknown exemption 's99'; expected a section, such as s40(2)",
            "case.yaml:7:42: expect.findings[2].kind: unknown kind 'statute'; expected breach, departure, promise or note",
            "case.yaml:8:7: expect.findings[3]: unknown part 'c'; expected a",
            "case.yaml:9:35: expect.undecided[1].missing[1]: found 5; expected text, in quotes",
            "case.yaml:10:34: expect.actions[1].overdue: found 1; expected true or false",
        ],
    ),
    "acceptances that are none": (
        after(
            head="accept:\n  - 5\n  - {reason: r}\n  - {rule: x, until: soon, reasons: r}\n"
            "  - {rule: x, part: a, reason: 7}\n"
        ),
        [
            "case.yaml:3:5: accept[1]: found 5; expected a mapping, rule or rule(part)",
            "case.yaml:4:5: accept[2]: the key 'rule' is missing",
            "case.yaml:5:22: accept[3].until: found 'soon'; expected a date, YYYY-MM-DD",
            "case.yaml:5:28: accept[3].reasons: unknown key 'reasons'; did you mean 'reason'?",
            "case.yaml:6:21: accept[4].part: the case names no parts",
            "case.yaml:6:32: accept[4].reason: found 7; expected text, in quotes",
        ],
    ),
}


def told(text: str) -> list[str]:
    """The lines for what is wrong with a case file of this text."""
    try:
        read_case(text, "case.yaml")
    except CaseError as error:
        return list(error.errors)
    return []


@pytest.mark.parametrize(("text", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_said_where_it_stands(text: str, lines: list[str]) -> None:
    assert told(text) == lines


MANY = """\
case: test
regime: sea
authority: {name: A, polcy: foia, type: schol}
parts: [a, b, a]
events:
  - {on: 2017-08-03, event: request-received}
  - on: {from: 2017-09-30, to: 2017-10-06}
    event: response
    outcom: refused
    outcomes:
      a: {outcome: refussed, exemptions: [s22, s36(2)(d)]}
      c: {outcome: disclosed}
    states:
      ico-right: maybe
      complaints: true
  - {on: 2017-02-30, event: chaser}
  - {on: 2017-09-01, event: chaser}
"""
SEVERAL = [
    f":2:9: regime: unknown regime 'sea'; expected {among(load_law())}",
    ":3:22: authority.polcy: unknown key 'polcy'; did you mean 'policy'?",
    ":3:41: authority.type: unknown authority type 'schol'; did you mean 'school'?",
    ":4:15: parts[3]: the part 'a' stands twice",
    ":9:5: events[2].outcom: unknown key 'outcom'; did you mean 'outcome'?",
    ":11:20: events[2].outcomes.a.outcome: unknown outcome 'refussed'; did you mean 'refused'?",
    ":11:48: events[2].outcomes.a.exemptions[2]: unknown exemption 's36(2)(d)'; did you mean 's36(2)(c)'?",
    ":12:7: events[2].outcomes.c: unknown part 'c'; expected a or b",
    ":14:18: events[2].states.ico-right: found 'maybe'; expected true or false",
    ":15:7: events[2].states.complaints: unknown statement of a letter 'complaints'; did you mean 'complaints-procedure'?",
    ":16:10: events[3].on: there is no day 2017-02-30",
    ":17:10: events[4].on: chaser on 2017-09-01 stands after response on 2017-09-30; events stand in order of date",
]


def test_every_error_of_a_file_is_said_in_one_run_from_the_top_down(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(MANY)
    with pytest.raises(CaseError) as caught:
        load_case(path)
    assert list(caught.value.errors) == [f"{path}{line}" for line in SEVERAL]
    assert str(caught.value) == "\n".join(caught.value.errors)


def test_an_error_is_one_line_whatever_the_file_holds() -> None:
    text = after(
        '{on: 2017-08-04, event: response, parts: ["c\\nd"]}', head='parts: {"a\\nb": 1}\n'
    )
    assert told(text) == [
        "case.yaml:2:17: parts.a\\nb: found 1; expected text, in quotes",
        "case.yaml:5:47: events[2].parts[1]: unknown part 'c\\nd'; expected a\\nb",
    ]


def test_an_exemption_is_known_by_its_section_however_it_is_written() -> None:
    written = "22, s 22, section 36(2)(c), Section 40 (2), s.43(2)"
    case = read_case(after(f"{{on: 2017-08-04, event: response, exemptions: [{written}]}}"), "-")
    assert case.events[1].details["exemptions"] == ("s22", "s22", "s36(2)(c)", "s40(2)", "s43(2)")
