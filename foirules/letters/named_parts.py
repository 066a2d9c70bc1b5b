"""How a letter names the parts of a request, and what in it speaks of which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from foirules.letters.asked_parts import LABEL, AskedFor, numbered_bare
from foirules.letters.sentences import Paragraph, Sentence, is_heading

_NOUN: Final = r"(?:question|request|item|part|point|query|element|aspect|limb|q)"
_NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_FOLLOWS: Final = (
    "and|or|to|is|are|of|was|were|has|have|will|can|cannot|"
    + "we|the|our|your|this|it|in|as|because|under"
)
_NAME: Final = rf"(?:[b-hj-z]|\d{{1,2}}|[ivx]{{2,4}}|[ai](?=[),.:;]|\Z| -| (?:{_FOLLOWS})\b))"
_ONE: Final = rf"(?:\(?{_NAME}\)?(?![\w(])|(?:{'|'.join(_NUMBERS[:10])})\b)"
_JOIN: Final = r"(?:\.? and |, ?and |\. & |,? ?& ?|, ?| and | or | to | through |-)"
_LIST: Final = rf"{_ONE}(?:{_JOIN}(?:{_NOUN}s?\.? ?)?{_ONE}){{0,12}}"
_INSIDE: Final = rf"\(?{_NAME}\)(?![\w(])"  # a label that a bracket closes
_ORDINAL: Final = rf"(?:{'|'.join(_NUMBERS[10:])})"
_HEADING: Final = re.compile(
    r"\W{0,3}(?:(?:[a-z]{2,10} ){0,3}"
    rf"(?:{_NOUN}|section|response|answer)s? ?\W?(?P<labels>{_LIST})\W{{0,3}}"
    r"|\(?(?P<bare>[a-z]|\d{1,2}|[ivx]{2,4})[).]?)\W{0,3}\Z",
)
_MENTION: Final = re.compile(
    rf"(?<!\w)(?:{_NOUN}s?\.? ?(?:numbers? |nos?\.? ?)?(?P<labels>{_LIST})"
    rf"|(?P<ordinals>{_ORDINAL}(?:(?:,| and|,? and the| to) {_ORDINAL}){{0,5}})"
    r" (?:question|item|part|point|query|element|aspect)s?\b(?! of contact)"
    rf"|\A\W{{0,3}}(?:<about> (?:your )?)?(?P<opens>{_INSIDE}(?:{_JOIN}{_INSIDE}){{0,12}})"
    rf"|\A(?:<about>|we can answer|to answer) (?P<bare>\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,9}})"
    r"(?=[,:]| (?:the|we|our|this|these|no|please|see|i)\b)"
    r"|\A\W{0,3}(?:<about>) your (?P<nth><ordinal>)(?=,| (?:we|i|the)\b)"
    r"|\A\W{0,3}the (?P<one><ordinal>)(?= (?:is|was) also\b)"
    r"|\A(?P<subject>\d{1,2}) (?=is (?:not held|exempt|withheld|refused|attached|enclosed)\b)"
    rf"|(?:for|to|answers?|numbers?) (?P<several>\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{1,9}})"
    r"(?=[.,:;]| (?:is|are|above|below)\b)"
    r"|(?:ask|asked for|request|requested|seek|sought|list|listed|information|figures|details)"
    rf" (?:for )?(?:at|in|under) (?P<at>\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,9}})"
    r"(?=[.,:;]|\Z| (?:is|are|and|but|because|as|since|under)\b)(?!\.\d)"
    r"|(?:nothing|none) for (?P<none>\d{1,2})(?=[.,;:])"
    r"|(?<![#(])(?:<before> )(?P<within>\(?"
    rf"{_INSIDE}(?:{_JOIN}{_INSIDE}){{0,12}})"
    r"|(?=\()(?<=[a-z] )(?<!condition )(?<!paragraph )(?<!limb )(?<!article )(?<!subsection )"
    rf"\((?P<beside>{_NAME})\)"
    r"(?=[.,;]|\Z| (?:is|are|was|were|has|have|can|cannot|will|because|since|under)\b| -))".replace(
        "<about>",
        "(?:as for|as to|as regards|regarding|for|on|re|under|concerning|turning to"
        "|(?:with (?:regard|respect|reference)|in (?:answer|response|reply|relation)) to"
        "|in respect of|with)",
    )
    .replace("<ordinal>", _ORDINAL)
    .replace("<before>", "(?:for|on|of|to|at|in|and|part|item|answering|refus\\w+|withh\\w+)")
)
_SEVERAL: Final = re.compile(
    r"\W{0,3}(?:(?:question|request|item|part|point|q)s?\.? ?)?"
    rf"(?P<labels>{_ONE}(?:{_JOIN}(?:{_NOUN}s?\.? ?)?{_ONE}){{1,12}}) ?(?:[).:-]|(?<=\)) )",
)
_ALL_OF_THEM: Final = re.compile(r"\b(?:both|each|all of (?:these|them))\b")
_EVERY: Final = re.compile(
    r"\b(?:(?P<both>both|neither|either)(?: of)?|all(?: of)?|none of)(?: the| your| these)?"
    r"(?: [a-z]{3,5})? (?:questions?|parts?|items?|points?|queries)\b"
)
_REFERS: Final = re.compile(
    r"\b(?:as (?:per|with|(?:(?:stated|set out|given|explained) )?(?:in|at|under))"
    r"|see(?: also)?|(?:the )?same as(?: in| for)?|refer to|per)"
    r"(?: (?:the )?(?:answer|response|reply)(?: to)?)? \Z"
)
_REFERRED: Final = re.compile(
    r"\b(?:as|given|set out|stated|cited|explained|described|used|same as)"
    r"(?: (?:for|in|with|at|under|to|above))+(?: (?:the )?(?:answer|response|reply|your)(?: to)?)?"
    rf" (?:{_NOUN}s?\.? ?)?(?P<labels>{_LIST})"
)
_WHOLE: Final = re.compile(
    r"(?<!\w)(?:(?:any|no) part of (?:it|your|the|this)\b"
    r"|(?:whole|all|any) of (?:your|the|this) request\b"
    r"|(?:your|the|this) (?:whole|entire) request\b"
    r"|request (?:as a|in its) (?:whole|entirety)\b"
    r"|\A\W{0,2}(?P<both>both)(?: refusals| decisions| answers| of (?:them|these))?"
    r" (?:are|have|were)\b)"
)
_OF_ALL: Final = (
    *("part of ", " of your request", " of the request", " of this request"),
    *("request as a ", "request in its ", "both ", "whole request", "entire request"),
)  # one of which stands where the whole is meant
_NAME_ALL: Final = ("both", "either", "all", "none of")
_TURNS_TO: Final = re.compile(
    r"\W{0,3}(?:(?:as|turning) to|as (?:for|regards)|for|on|regarding|concerning|under"
    r"|(?:with|in) (?:regard|respect|reference|relation|answer|response|reply) (?:to|of))?"
    r" ?(?:the |your )?\Z"
)  # what stands before a part with which a sentence begins
_PRONOUN: Final = re.compile(r"\W{0,2}(?:it|this|these|they|those|that|such|here)\b")
_ALSO: Final = re.compile(r"\b(?:also|too|as well|in addition|additionally|furthermore)\b")
_AT_ITS_END: Final = re.compile(rf"\({_NOUN}s?\.? ?(?P<labels>{_LIST})\)\W{{0,2}}\Z")
_HEAD_WORDS: Final = 20  # of a paragraph that only names grounds
_FOOTNOTE: Final = re.compile(r"\*\s?[A-Za-z][^*]*\Z")
_NOTED: Final = re.compile(r"[^*]*[^\s*]\*(?!\w)[^*]*\Z")  # what a footnote is of
_OF_THE_LETTER: Final = re.compile(
    r"(?:annex|appendix|schedule|exemptions?|exceptions?|explanations?|reasons for|refusal notice"
    r"|(?:the )?(?:decision|conclusion|public interest)|further|next steps|contact"
    r"|(?:your )?(?:rights?|complain|complaints?|appeals?|review|internal review))\b"
    r"|.*\b(?:exemptions?|exceptions?)\b"
)  # headings of what is of no part
_RANGE: Final = re.compile(r" ?(?:-|\bto\b|\bthrough\b) ?")
_IN_LIST: Final = re.compile(
    rf"(?<![a-z0-9])(?:q(?=\d)|)(?:(?P<word>{'|'.join(_NUMBERS)})|(?P<label>[ivx]{{2,4}}|[a-z]|\d{{1,2}}))"
    r"(?![a-z0-9])"
)


_ROW: Final = " | "  # stands between the cells of a row


_Scopes = list[tuple[tuple[str, ...] | None, bool]]


def speak_of_parts(found: Sequence[Sentence], listed: Sequence[Paragraph], asked: AskedFor) -> None:
    """Marks each sentence with the parts that it speaks of, and those that only repeat what was
    asked. What stands under a heading, or under one part repeated, is of that part."""
    scopes, numbers = _scopes(listed, asked)
    begun: list[int] = []  # of each paragraph that with which what it speaks of began
    for place, (of, repeated) in enumerate(scopes):
        same = place > 0 and scopes[place - 1][0] == of and not repeated
        begun.append(begun[-1] if same else place)
    opening: tuple[str, ...] | None = None  # the parts with which sentences of a paragraph begin
    all_named: dict[str, None] = {}  # those that it has named so far
    last: tuple[str, ...] = ()  # the parts that a sentence of the paragraph named last
    turned: dict[int, tuple[str, ...]] = {}  # the parts to which what began somewhere has turned
    asking = False  # whether the paragraph has only repeated what was asked so far
    for sentence in found:
        of, repeated = scopes[sentence.paragraph]
        of = turned.get(begun[sentence.paragraph], of)
        if sentence.opens:
            asking = repeated or _begins_with_question(sentence, asked)
            asking = asking and sentence.paragraph not in numbers
        asking = asking and _only_asks(sentence, asked)
        sentence.quoted = asking or asked.copies(sentence.plain.lower())
        sentence.mentions = tuple(_mentions(sentence.text, asked))
        if sentence.opens and (several := _SEVERAL.match(sentence.text[:120])):
            within = several.end()  # it is of all of them, which are its label
            sentence.mentions = tuple(each for each in sentence.mentions if each[0] >= within)
        named = tuple(dict.fromkeys(each for _, labels in sentence.mentions for each in labels))
        if sentence.opens:
            last = ()
            opening, all_named = named, dict.fromkeys(named or ())
            if named and of and not repeated and begun[sentence.paragraph] < sentence.paragraph:
                turned |= {} if set(named) & set(of) else {begun[sentence.paragraph]: named}
        elif named:
            all_named |= dict.fromkeys(named)
            before = sentence.text[: sentence.mentions[0][0]]
            opening = named if _TURNS_TO.match(before) else opening
        if not named and len(all_named) > 1 and _ALL_OF_THEM.search(sentence.text):
            named = tuple(all_named)
        also = "ground" in sentence.found and _ALSO.search(sentence.text)
        if not named and (also or _PRONOUN.match(sentence.text)):
            named = last
        last = named or last
        named = () if asking else named
        sentence.parts = named or (opening if not repeated else None) or of
        names_it = named or (opening and not repeated)
        sentence.under = sentence.paragraph if names_it else begun[sentence.paragraph]
    _with_their_heads(found)


def _scopes(listed: Sequence[Paragraph], asked: AskedFor) -> tuple[_Scopes, set[int]]:
    """Of each paragraph the parts of which it and what follows speak, and whether it only repeats
    them; and the places of those that answer a repeated part with a number alone."""
    scopes: _Scopes = []
    current: tuple[str, ...] | None = None
    run: list[str] = []  # parts repeated in a row
    numbers: set[int] = set()  # the paragraphs that answer a repeated part with a number alone
    headed = False  # whether parts have headings of their own
    rows = False  # whether the part spoken of last has a row of a table
    counted = _counts_itself(listed, asked)
    bare = numbered_bare((each.text for each in listed), asked)
    for place, each in enumerate(listed):
        text = each.text.lower()
        if len(run) == 1 and text.isdigit():
            run = []
            numbers.add(len(scopes))
            scopes.append((current, False))
            continue
        if heading := _heading(text, asked):
            current, run, headed = heading, list(heading), True
            scopes.append((current, True))
            continue
        repeats, parts = asked.repeats(text)
        if repeats and asked.answered_in(text):
            current, run = parts[:1] or current, []
            scopes.append((current, False))
            continue
        if repeats:
            run = list(dict.fromkeys((*run, *parts)))
            current = (run[0],) if len(run) == 1 else None
            scopes.append((current, True))
            continue
        labels = _answered_labels(text, asked, not counted, bare)
        if labels and (len(run) != 1 or _comes_after(labels, run, asked)):
            current, rows = labels, _ROW in text
        elif rows and _ROW not in text:
            current, rows = None, False  # it stands below a table
        elif is_heading(each.text):
            ended = current == asked.labels[-1:] and _OF_THE_LETTER.match(text)
            current = None if headed or ended else current
            answers = bool(scopes) and scopes[-1][1]  # it stands right under a part repeated
            if (
                not answers
                and place + 1 < len(listed)
                and _answered_labels(listed[place + 1].text.lower(), asked, not counted, bare)
            ):
                current = None  # it is of the parts that follow
        run = []
        apart = _noted(listed, scopes) if _FOOTNOTE.match(each.text) else ()
        apart = apart or (() if labels else _named_at_its_end(text, asked))
        scopes.append((apart or current, False))
    return scopes, numbers


def _with_their_heads(found: Sequence[Sentence]) -> None:
    """A paragraph that only names grounds is of the parts to which the next says that they apply:
    ``Section 41``, and then ``This applies to question 2``."""
    for head, after in pairwise(found):
        below = after.opens and after.paragraph == head.paragraph + 1
        if below and head.opens and head.parts is None and "ground" in head.found:
            named = tuple(dict.fromkeys(each for _, labels in after.mentions for each in labels))
            if named and _PRONOUN.match(after.text) and len(head.plain.split()) <= _HEAD_WORDS:
                head.parts = named


def _named_at_its_end(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that stand in brackets at the end of a paragraph that names no others."""
    found = _AT_ITS_END.search(text, max(0, len(text) - 40)) if asked.parts else None
    if found is None or len(list(_mentions(text, asked))) > 1:
        return ()
    return _labels_in(found["labels"], asked)


def _noted(
    listed: Sequence[Paragraph], scopes: Sequence[tuple[tuple[str, ...] | None, bool]]
) -> tuple[str, ...]:
    """The parts of the paragraphs before a footnote that have its mark: ``<5*``."""
    marked = (of for each, (of, _) in zip(listed, scopes, strict=False) if _NOTED.match(each.text))
    return tuple(dict.fromkeys(label for of in marked for label in of or ()))


def parts_named(found: Iterable[Sentence], asked: AskedFor) -> tuple[str, ...]:
    """The parts that some sentences name, in their order."""
    named = (labels for each in found for _, labels in _mentions(each.text, asked))
    return tuple(dict.fromkeys(label for labels in named for label in labels))


def _begins_with_question(sentence: Sentence, asked: AskedFor) -> bool:
    """Whether a paragraph that says more begins with what was asked: a label, or the question."""
    text = sentence.plain.lower()
    return bool(asked.parts) and (_only_label(text) or asked.repeats(text)[0])


def _only_label(text: str) -> bool:
    answers = text.startswith(("answer", "response"))  # the number after it may be what is told
    return not answers and len(text) < 20 and _HEADING.match(text.strip(" .:")) is not None


def _only_asks(sentence: Sentence, asked: AskedFor) -> bool:
    """Whether a sentence only repeats what was asked, where those before it in its paragraph do."""
    text = sentence.plain.lower()
    if sentence.opens and _only_label(text):
        return True
    if len(text) < 3:  # a letter or two: an answer where a question stands before it
        return sentence.opens or not asked.parts
    return asked.repeats(text)[0] and not asked.answered_in(text)


def _heading(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a short paragraph names and says nothing of."""
    if len(text) > 60 or not asked.parts or not (found := _HEADING.match(text)):
        return ()
    return _labels_in(found["labels"] or found["bare"], asked)


def _comes_after(labels: Sequence[str], run: Sequence[str], asked: AskedFor) -> bool:
    """Whether a part is asked for after those that were repeated last."""
    places = {label: place for place, label in enumerate(asked.labels)}
    return all(places[labels[0]] > places[label] for label in run)


def _counts_itself(listed: Sequence[Paragraph], asked: AskedFor) -> bool:
    """Whether a letter numbers its own paragraphs: beyond the parts that were asked for."""
    bare = [
        found["label"]
        for each in listed
        if (found := LABEL.match(each.text[:60])) and found["label"]
    ]
    numbers = {int(label) for label in bare if label.isdigit()}
    most = len(asked.labels)
    return most > 0 and any(n in numbers for n in (most + 1, most + 2)) and 1 in numbers


def _answered_labels(text: str, asked: AskedFor, numbers: bool, bare: bool) -> tuple[str, ...]:
    """The parts with whose labels a paragraph begins: ``2.``, ``Items 2 and 4 -``.

    :param numbers: whether a number alone may be that of a part.
    :param bare: whether one with nothing after it is.
    """
    if not asked.parts:
        return ()
    if several := _SEVERAL.match(text[:120]):
        return _labels_in(several["labels"], asked)
    found = LABEL.match(text[:60])
    if found is None and bare:
        found = LABEL.match(re.sub(r"^(\d{1,2}) ", r"\1. ", text[:60]))
    if not found or (not numbers and (found["label"] or "").isdigit() and text[:1].isdigit()):
        return ()
    label = labelled(found["label"] or found["named"], asked)
    return (label,) if label else ()


def _labels_in(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a list of labels means: ``1, 2 and 4``, ``a to c``, ``2-5 and 7``."""
    known: list[str] = []
    end = 0
    for found in _IN_LIST.finditer(text):
        if found["word"]:
            place = _NUMBERS.index(found["word"]) % 10
            label = asked.labels[place] if place < len(asked.labels) else None
        else:
            label = labelled(found["label"], asked)
        if label is None:
            continue
        if known and _RANGE.fullmatch(text[end : found.start()].replace(")", "").replace("(", "")):
            start, last = (asked.labels.index(each) for each in (known[-1], label))
            known += asked.labels[start + 1 : last]
        known.append(label)
        end = found.end()
    return tuple(dict.fromkeys(known))


def labelled(label: str, asked: AskedFor) -> str | None:
    """The part that a label means: ``item 2`` is the second of a, b, c."""
    labels = asked.labels
    if label in labels:
        return label
    if labels[0] == "i" and label.isdigit() and 1 <= int(label) <= len(labels):
        return labels[int(label) - 1]
    if label.isdigit() and not labels[0].isdigit() and 1 <= int(label) <= len(labels):
        return labels[int(label) - 1]
    return None


def _mentions(text: str, asked: AskedFor) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a sentence names parts, and which."""
    if not asked.parts:
        return
    whole = _WHOLE.search(text) if any(map(text.__contains__, _OF_ALL)) else None
    if whole and _means_all(whole, asked):
        yield whole.start(), asked.labels
        return
    named = False
    for found in _MENTION.finditer(text):
        if _REFERS.search(text[max(0, found.start() - 30) : found.start()]):
            continue  # it says where else that stands
        if labels := _labels_in(next(filter(None, found.groups())), asked):
            named = True
            yield found.start(), labels
    may_name = not named and any(map(text.__contains__, _NAME_ALL))
    every = _EVERY.search(text) if may_name else None
    if every and _means_all(every, asked):
        yield every.start(), asked.labels


def referred_to(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a sentence only refers to: ``for the reasons given at 2 above``."""
    found = _REFERRED.finditer(text) if asked.parts else ()
    return tuple(label for each in found for label in _labels_in(each["labels"], asked))


def _means_all(found: re.Match[str], asked: AskedFor) -> bool:
    """Whether words for all parts mean as many as there are: ``both`` is of two."""
    return not found["both"] or len(asked.parts) == 2


def end_parts(found: Sequence[Sentence], closing: Iterable[Sentence]) -> None:
    """What follows a sentence that tells of rights speaks of no part, unless it names one: that
    sentence stands in a paragraph of its own."""
    places = [each.paragraph for each in closing if each.under < each.paragraph]
    if not places:
        return
    first = min(places)
    last = max((each.under for each in found if each.under > first and each.parts), default=first)
    for each in found:
        if each.paragraph >= first and each.under <= first <= last and not each.quoted:
            each.parts = None
