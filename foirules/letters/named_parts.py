"""How letters name the parts of a request."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from foirules.letters.asked_parts import AskedFor
from foirules.letters.part_labels import LABEL, NUMBER, bare_label, number_of
from foirules.letters.phrases import MARK
from foirules.letters.sentences import CARDINALS, Sentence

_NOUN: Final = r"(?:question|request|item|part|point|query|element|aspect|limb|q)"
_NUMBERS: Final = (
    *CARDINALS,
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_FOLLOWS: Final = (
    "and|or|to|is|are|of|was|were|has|have|will|can|cannot|"
    + "we|the|our|your|this|it|in|as|because|under"
)
_NAME: Final = rf"(?:[b-hj-z]|{NUMBER}|[ivx]{{2,4}}|[ai](?=[),.:;]|\Z| -| (?:{_FOLLOWS})\b))"
_ONE: Final = rf"(?:\(?{_NAME}\)?(?![\w(])|(?:{'|'.join(CARDINALS)})\b)"
_JOIN: Final = r"(?:\.? and |, ?and |\. & |,? ?& ?|, ?| and | or | to | through |-)"
_LIST: Final = rf"{_ONE}(?:{_JOIN}(?:{_NOUN}s?\.? ?)?{_ONE}){{0,12}}"
_INSIDE: Final = rf"\(?{_NAME}(?:\)|/(?!\S*\w))(?![\w(])"  # a label that is closed
_ORDINAL: Final = rf"(?:{'|'.join(_NUMBERS[10:])}|last)"
_ORDINALS: Final = rf"{_ORDINAL}(?:(?:,| and|,? and the| to) {_ORDINAL}){{0,5}}"
_HEADING: Final = re.compile(
    r"\W{0,3}(?:(?:[a-z]{2,10} ){0,3}"
    rf"(?:{_NOUN}|section|response|answer)s? ?\W?(?P<labels>{_LIST})\W{{0,3}}"
    rf"|(?:(?:the|your) )?(?P<counted>{_ORDINAL}) (?!request){_NOUN}"
    rf"|\(?(?P<bare>[a-z]|{NUMBER}|[ivx]{{2,4}})[).]?"
    rf"|[^().;:]{{3,50}} (?P<inside>{_INSIDE}(?:{_JOIN}{_INSIDE}){{0,5}}))\W{{0,3}}\Z",
)
_LETTER: Final = re.compile(
    r"\(?(?P<letter>[a-h]|i{1,3}|iv|vi{0,3})[).] "
)  # after a number: ``2. (a) ``
_CELL: Final = re.compile(rf"\W{{0,2}}(?:{_NOUN}s?\.? ?)?(?P<labels>{_LIST})\W{{0,2}}\Z")
_NUMERALS: Final = rf"\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,9}}"
_BRACKETS: Final = rf"{_INSIDE}(?:{_JOIN}{_INSIDE}){{0,12}}"
_ABOUT: Final = (
    "(?:as for|as to|as regards|regarding|for|on|re|under|concerning|turning to"
    "|(?:with (?:regard|respect|reference)|in (?:answer|response|reply|relation)) to"
    "|in respect of|(?:in )?so far as concerns|with)"
)
_IN_A_PAPER: Final = re.compile(
    r" of (?:the|that|this|its|an?) (?:[a-z]+ )?"
    r"(?:agenda|contract|agreement|report|schedule|act|regulations|policy|licence|lease|form|plan"
    r"|guidance|code|tender|document|strategy|survey|paper|minutes|standard|framework|deed)\b"
)  # what has parts and items of its own
_OF_A_PAPER: Final = re.compile(
    r"\b(?:schedule|annex|appendix|volume|chapter|contract|report|plan) (?:\d{1,3}|[a-z]),? \Z"
)
_SO_MANY_OF: Final = rf"(?:first|last|final) (?:{'|'.join(CARDINALS[1:])})"
_PLACED: Final = r"(?:question|item|part|point|query|queries|element|aspect|bullet)s?"
_BEGINS: Final = r"\A"
_FORMS: Final = (  # in which a sentence names parts; each has one group, their labels
    # ``questions 2 and 3``, ``item no. 4``
    rf"{_NOUN}s?\.? ?(?:numbers? |nos?\.? ?)?({_LIST})",
    # ``the first and second of your questions``
    rf"({_ORDINALS})"
    r"(?: of (?:your|my|the|these|those))?"
    r" (?:question|item|part|point|query|element|aspect|bullet)s?\b(?! of contact)",
    # ``your first two questions``, ``the final question``
    rf"(?:the|your) ({_SO_MANY_OF}|final)(?: of (?:your|my|the|these|those))?"
    rf" {_PLACED}\b(?! of contact)",
    # a sentence that begins ``As for (a) and (b)``, ``2)``
    rf"\A\W{{0,3}}(?:{_ABOUT} (?:your )?)?({_BRACKETS})",
    # ``As for 2, we hold``
    rf"\A(?:{_ABOUT}|we can answer|to answer) ({_NUMERALS})"
    r"(?=[,:]|\.\s*\Z| (?:the|we|our|this|these|no|please|see|i|it|they|he|she)\b)",
    # ``On your second, we hold``, ``advice of the kind in your third.``
    rf"(?:{_ABOUT}|about|at|by|in|of|to) your ({_ORDINALS})"
    r"(?=[,.:;]|\Z| (?:we|i|is|are|the|because)\b)",
    # ``The third: enclosed``
    rf"\A\W{{0,3}}the ({_ORDINAL})(?=:|\.\s*\Z| (?:is|was) also\b)",
    rf"\A\W{{0,3}}your ({_ORDINAL})(?=[:,]| -| (?:asks|goes|is|was|we|i)\b)",
    # ``For b we rely on``
    rf"\A\W{{0,3}}{_ABOUT} ([a-z])(?=, |:| (?:we|you|the|this|these|no)\b)",
    rf"\A\W{{0,3}}{_ABOUT} ([b-hj-z])(?= i\b)",
    # ``Answers 3 and 4 are confirmed``
    rf"(?:answer|reply|response)s? (?:numbers? |nos?\.? ?)?({_NUMERALS})"
    r"(?=[.:;]?\s*\Z|: | (?:cannot|has|have|is|are|remains?|stays?|stands?|was|were|will)\b)",
    # ``the wrong limb for c.``
    r"\b(?:for|of) ([b-hj-z])(?=[:;,]|\.?\s*\Z)",
    # ``For number 2 we rely on``
    rf"(?:\A\W{{0,3}}|\b(?:{_ABOUT}|about|answers? to|and to|at) |(?<=: ))(?:your )?"
    rf"(?:numbers?|nos?\.?) ({_LIST})"
    r"(?=[.,:;)?]|\Z| (?:is|are|was|were|stays?|remains?|we|i|the|has|have|cannot|will|it)\b)",
    # ``the e-mails (your no. 3)``
    rf"(?<=[a-z] \()(?:your )?(?:numbers?|nos?\.?) ({_LIST})(?=\))",
    # ``3 is not held``, ``a and b are both exempt``
    rf"\A({_NUMERALS}|[a-z](?:(?:, | and ){{1,2}}[b-z]){{0,5}}) (?=(?:is|are) (?:also |both |all )?"
    r"(?:not held|exempt|withheld|refused|attached|enclosed)\b)",
    # ``the emails (your 4)``, ``For your 1, 2 and 3 regulation 12(4)(a) applies``
    rf"your ({_NUMERALS}|{_BRACKETS})(?!\.\d)"
    r"(?=[.:;)]|,(?! ?\d)|\Z| -"
    rf"| {{1,2}}(?:is|are|was|were|has|have|we|i|the|ground{MARK}\d+)(?!\w))",
    # ``the answers to 2 and 3 are``
    rf"(?:for|to|answers?|numbers?|as regards|regarding) (\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{1,9}})"
    r"(?=[.,:;]| (?:is|are|above|below)\b| \( ?ground)",
    # ``the figures at 4``
    r"(?:ask|asked for|request|requested|seek|sought|list|listed|information|figures|details)"
    rf" (?:for )?(?:at|in|under) ({_NUMERALS})"
    r"(?=[.,:;]|\Z| (?:is|are|and|but|because|as|since|under)\b)(?!\.\d)",
    # ``there is nothing for 2.``
    r"(?:nothing|none) for (\d{1,2})(?=[.,:;])",
    # ``our refusal of 3.``
    rf"(?:refusal|withholding|refused|withheld|disclosure|release) (?:of )?({_NAME})"
    r"(?=[.,;:]|\Z)(?!\.\d)",
    # ``we withhold (a) and (b)``
    r"(?<![#(])(?:for|from|on|of|to|at|in|under|and|part|item|answering|attach|enclose|provide|review"
    r"|disclos\w+|exempt|refus\w+|releas\w+|suppl\w+|withh\w+)"
    rf" (\(?{_BRACKETS})",
    # ``the positions (2) are``
    r"(?=\()(?<=[a-z] )(?<!condition )(?<!paragraph )(?<!limb )(?<!article )(?<!subsection )"
    rf"\(({_NAME})\)"
    r"(?=[.,:;]|\Z| (?:is|are|was|were|has|have|can|cannot|will|because|since|under|only|alone|too"
    r"|falls?|remains?|stays?|stands?|i|we|you|they|it|there|may|must|does|do|which|and|or|but|as)"
    r"\b| -)",
    # ``your refusal of C``
    r"(?:refus\w+|withh\w+|review|decision|answer|reply|response)(?: of| on| to| about| for)? "
    r"([b-hj-z])(?=[,.;:)]|\Z| (?:only|and|or|but|alone|is|was|too)\b)",
    # ``please review 3``, ``your answers to 2 and 3``
    r"(?:review|reconsider|revisit|look(?:ed|ing)? (?:again|afresh) at|challenge|dispute|appeal"
    r"|(?:answers?|repl(?:y|ies)|refusals?|decisions?|responses?) (?:to|of|on|about|for))"
    rf" ({_NUMERALS})"
    r"(?=[.,:;?!](?!\d)|\Z"
    r"| (?:only|please|because|as|in|since|which|where|and(?! \d)|but|is|are|was)\b)",
)
_MENTION: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_FORMS)})")
_LATER: Final = re.compile(  # those that need not begin a sentence
    rf"(?<!\w)(?:{'|'.join(form for form in _FORMS if not form.startswith(_BEGINS))})"
)
_MAY_NAME: Final = re.compile(rf"[\d(]|(?<![\w'])(?:{_NAME}|{'|'.join(_NUMBERS)}|last|final)(?!\w)")
_SEVERAL: Final = re.compile(
    r"\W{0,3}(?:(?:question|request|item|part|point|paragraph|q)s?\.? ?)?"
    rf"(?P<labels>{_ONE}(?:{_JOIN}(?:{_NOUN}s?\.? ?)?{_ONE}){{1,12}}) ?(?:[).:-]|(?<=\)) )",
)
_EVERY: Final = re.compile(
    r"\b(?:(?P<both>both|neither|either)(?: of)?|all(?: of)?|none of)(?: the| your| these)?"
    r"(?: (?!other)[a-z]{3,5})? (?:questions?|parts?|items?|points?|queries)\b"
)
_ALL_BUT: Final = re.compile(
    r"\b(?:with the exception of|except(?:ing| for)?|apart from|aside from|other than|save for"
    rf"|but for) (?:(?:the|your) (?P<placed>{_SO_MANY_OF}|{_ORDINALS}) {_PLACED}"
    rf"|(?:your )?(?>{_NOUN}s?\.? ?(?P<named>{_LIST})|(?P<bare>{_NUMERALS}|{_BRACKETS})))"
    r"(?=[.,;]|\Z| (?:is|are|we|has|have)\b)(?!,? (?:which|as|because|since|where|we)\b|,? \()"
)  # ``Everything except questions 2 and 3 is attached``
_BUT: Final = ("but for ", "except", "apart from ", "aside from ", "other than ", "save for ")
_ALL_ELSE: Final = re.compile(
    rf"\b(?:everything|all|every (?:other )?{_NOUN}|what you (?:have )?(?:ask|asked)\b)"
)
_REFERS: Final = re.compile(
    r"\b(?:as (?:per|with|(?:(?:stated|set out|given|explained) )?(?:in|at|under))"
    r"|see(?: also)?|(?:the )?same as(?: in| for)?|refer to|per|\A\W{0,3}as"
    r"|(?:reason|ground|exemption|exception)s? (?:as )?(?:(?:were|was) )?"
    r"(?:given|set out|stated|explained|described)"
    r"(?: (?:in|at|under|for|to(?: you)?|above))*|(?:response|answer|reply) ?: as for"
    r"|(?:\A\W{0,3}|: )the (?:exemption|exception)s? (?:at|for|in|under)"
    r"|(?:reasons?|grounds?|terms)(?: (?:stated|set out|given|explained))? (?:in|at|under|for|to))"
    r"(?: (?:the )?(?:answer|response|reply)(?: to)?)? \Z"
)
_REFERRED: Final = re.compile(
    r"\b(?:the (?:exemption|exception)s?|as|given|set out|stated|cited|explained|described|used"
    r"|same as)"
    r"(?: (?:for|in|with|at|under|to|above))+(?: (?:the )?(?:answer|response|reply|your)(?: to)?)?"
    rf" (?:{_NOUN}s?\.? ?)?(?P<labels>{_LIST})"
)
_AS_FOR: Final = re.compile(
    r"\W*(?:(?:exemption|exception|section|regulation)s? )?as (?:at|for|in|with) "
    rf"(?:{_NOUN}\.? ?)?\(?{_NAME}\)?(?: above)?\W*"
)
_WHOLE: Final = re.compile(
    r"(?<!\w)(?:(?:any|no) part of (?:it(?! (?:can|could|is|may|will)\b)"
    r"|(?:your|the|this) (?:e-?mail|letter|request))\b"
    r"|(?:whole|all|any) of (?:your|the|this) request\b"
    r"|(?:your|the|this) (?:whole|entire) request\b"
    r"|request (?:as a|in its) (?:whole|entirety)\b"
    r"|(?P<both>\A\W{0,2}both(?: refusals| decisions| answers| of (?:them|these))?"
    r" (?:are|have|were)\b"
    r"|\A\W{0,2}(?:(?:i|we)(?: can| now| also| hereby| have pleasure in)? )?"
    r"(?:attach|attaching|disclose|enclose|enclosing|provide|release|send) both"
    r"(?: of (?:them|these))?(?=[.;:]|\Z| (?:below|here|in full|with)\b)))"
)
_OF_ALL: Final = (
    *("part of ", " of your request", " of the request", " of this request"),
    *("request as a ", "request in its ", "both", "whole request", "entire request"),
)  # one of which stands where the whole is meant
_NAME_ALL: Final = ("both", "either", "all", "none of")
_AT_ITS_END: Final = re.compile(rf"\({_NOUN}s?\.? ?(?P<labels>{_LIST})\)\W{{0,2}}\Z")
_BY_ORDER: Final = re.compile(
    rf"\W{{0,3}}(?:(?:the|your) )?(?P<labels>{_ORDINAL}) (?:bullet(?: point)?|{_NOUN}) ?[:.-]"
)
_ANOTHER: Final = re.compile(
    rf"\W{{0,3}}(?:the|your) (?P<label>{_ORDINAL}) (?:asks|can|cannot|has|is|was|will|would)\b"
)
_RANGE: Final = re.compile(r" ?(?:-|\bto\b|\bthrough\b) ?")
_HEADED: Final = re.compile(
    r"\W{0,3}(?!.*\b(?:s|sections?|reg|regulations?|articles?|paragraphs?|exemptions?|exceptions?)\b)"
    rf"[a-z][^()]{{2,50}} \((?P<labels>{_NAME})\)\W{{0,2}}\Z"
)  # ``Trial data (1)``
_DIGITS: Final = re.compile(r"\b\d{1,2}\b")
_COUNT: Final = re.compile(r"(?<=[a-z] )\((\d{1,4})\)")
_SAYS: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|enclosed|attached|withheld|refused|see)\b"
)
_SO_MANY: Final = re.compile(rf"(?P<side>first|last|final) (?P<count>{'|'.join(CARDINALS[1:])})")
_IN_LIST: Final = re.compile(
    rf"(?<![a-z0-9])(?:q(?=\d)|)(?:(?P<word>{'|'.join(_NUMBERS)}|last|final)|(?P<label>[ivx]{{2,4}}|[a-z]|{NUMBER}))"
    r"(?![a-z0-9])"
)


def mentions(text: str, asked: AskedFor) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a sentence names parts, and which."""
    if not asked.parts or _AS_FOR.fullmatch(text):
        return
    whole = _WHOLE.search(text) if any(map(text.__contains__, _OF_ALL)) else None
    if whole and _means_all(whole, asked):
        yield whole.start(), asked.labels
        return
    named = False
    counts = _counts(text, asked)
    for found in _named_in(text):
        if counts and _COUNT.fullmatch(text, found.start(), found.end()):
            continue
        if _REFERS.search(text[max(0, found.start() - 40) : found.start()]):
            continue  # it says where else that stands
        if _is_of_a_paper(text, found):
            continue
        named_as = next(filter(None, found.groups()))
        if _goes_beyond(named_as, asked):
            continue  # ``items 3 to 5`` of the minutes, where a, b and c were asked for
        if labels := labels_in(named_as, asked):
            named = True
            yield found.start(), labels
    may_name = not named and any(map(text.__contains__, _NAME_ALL))
    every = _EVERY.search(text) if may_name else None
    if every and _means_all(every, asked):
        yield every.start(), asked.labels


def _named_in(text: str) -> Iterator[re.Match[str]]:
    """Where the words of a sentence may name parts."""
    if not _MAY_NAME.search(text):
        return
    first = _MENTION.match(text)
    if first:
        yield first
    yield from _LATER.finditer(text, first.end() if first else 0)


def names_parts_of_a_paper(text: str) -> bool:
    """Whether a sentence names parts of some paper: those that the next sentences name may be of
    it too."""
    return "part" in text and any(
        found[0].startswith("part") and _is_of_a_paper(text, found) for found in _named_in(text)
    )


def _is_of_a_paper(text: str, found: re.Match[str]) -> bool:
    """Whether words name a part of some paper: ``Schedule 9, part 1``, ``item 2 of the agenda``."""
    if _IN_A_PAPER.match(text, found.end()):
        return True
    before = text[max(0, found.start() - 24) : found.start()]
    return found[0].startswith("part") and _OF_A_PAPER.search(before) is not None


def _counts(text: str, asked: AskedFor) -> bool:
    """Whether the numbers in brackets say how many there are: ``on heating (6) and noise (3)``."""
    numbers = _COUNT.findall(text) if text.count(" (") > 1 else ()
    return len(numbers) > 1 and any(number not in asked.labels for number in numbers)


def _means_all(found: re.Match[str], asked: AskedFor) -> bool:
    """Whether words for all parts mean as many as there are: ``both`` is of two."""
    return not found["both"] or len(asked.parts) == 2


def _goes_beyond(text: str, asked: AskedFor) -> bool:
    """Whether a list has a number greater than there are parts, all of which have letters."""
    lettered = not asked.labels[0].isdigit() and asked.labels[0].isalpha()
    numbers = map(int, _DIGITS.findall(text)) if lettered else ()
    return max(numbers, default=0) > len(asked.labels)


def begins_with_another(text: str, named: Collection[str], asked: AskedFor) -> str | None:
    """The part by whose place alone a sentence begins, where some that stand before it have named
    others: ``The fifth would take us two weeks``."""
    found = _ANOTHER.match(text) if len(named) > 1 else None
    label = next(iter(labels_in(found["label"], asked)), None) if found else None
    return label if label not in named else None


def with_all_but(
    text: str, named: tuple[tuple[int, tuple[str, ...]], ...], asked: AskedFor
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Where a sentence names parts, and which, if it speaks of all but some, of which it says
    nothing itself."""
    may_be = any(map(text.__contains__, _BUT)) and text.count(f"ground{MARK}") < 2
    every = _ALL_ELSE.search(text) if asked.parts and may_be else None
    found = _ALL_BUT.search(text) if every else None
    named_as = next(filter(None, found.groups())) if found else ""
    left_out = labels_in(named_as, asked)
    if not (every and found and left_out):
        return named
    others = every.start(), tuple(label for label in asked.labels if label not in left_out)
    kept = (each for each in named if not found.start() <= each[0] < found.end())
    return tuple(sorted((others, *kept)))


def referred_to(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a sentence only refers to: ``for the reasons given at 2 above``."""
    found = _REFERRED.finditer(text) if asked.parts else ()
    return tuple(label for each in found for label in labels_in(each["labels"], asked))


def parts_named(found: Iterable[Sentence], asked: AskedFor) -> tuple[str, ...]:
    """The parts that some sentences name, in their order."""
    named = (labels for each in found for _, labels in mentions(each.text, asked))
    return tuple(dict.fromkeys(label for labels in named for label in labels))


def heading(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a short paragraph names and says nothing of."""
    if len(text) > 60 or not asked.parts:
        return ()
    if found := _HEADING.match(text):
        return labels_in(next(filter(None, found.groups())), asked)
    ends = text.rstrip().endswith(")") and not _SAYS.search(text) and _HEADED.match(text)
    return labels_in(ends["labels"], asked) if ends else ()


def heads_by_order(text: str, asked: AskedFor) -> str | None:
    """The part with whose place a paragraph begins, and a colon: ``First bullet: none``."""
    found = _BY_ORDER.match(text[:40].lower())
    return next(iter(labels_in(found["labels"], asked)), None) if found else None


def labels_of(cell: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts whose labels a cell of a table holds, and nothing else."""
    found = _CELL.match(cell.lower()) if len(cell) < 40 else None
    return labels_in(found["labels"], asked) if found else ()


def only_label(text: str) -> bool:
    """Whether a text is the label of a part and no more."""
    answers = text.startswith(("answer", "response"))  # the number after it may be what is told
    return not answers and len(text) < 20 and _HEADING.match(text.strip(" .:")) is not None


def answered_labels(
    text: str, asked: AskedFor, current: tuple[str, ...], numbers: bool, bare: bool
) -> tuple[str, ...]:
    """The parts with whose labels a paragraph begins: ``2.``, ``Items 2 and 4 -``.

    :param current: those spoken of before it: ``(b)`` is 2b below 2 or 2a.
    :param numbers: whether a number alone may be that of a part.
    :param bare: whether one with nothing after it is.
    """
    if not asked.parts:
        return ()
    if several := labels_before(text):
        return labels_in(several["labels"], asked)
    found = LABEL.match(text[:60])
    if found is None and bare:
        found = LABEL.match(re.sub(r"^(\d{1,2}[a-h]?) ", r"\1. ", text[:60]))
    if not found or (not numbers and (found["label"] or "").isdigit() and text[:1].isdigit()):
        return ()
    label = bare_label(found["label"] or found["named"] or found["spelt"] or found["word"])
    if label.isdigit() and (below := _LETTER.match(text, found.end())):
        label += below["letter"] if label + below["letter"] in asked.labels else ""
    return _below(label, current, asked) or labels_in(label, asked)


def _below(label: str, current: tuple[str, ...], asked: AskedFor) -> tuple[str, ...]:
    """The part that a letter alone means, where those of one number are spoken of."""
    number = number_of(current[0]) if current and label not in asked.labels else ""
    return (f"{number}{label}",) if f"{number}{label}" in asked.below(number) else ()


def named_at_its_end(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that stand in brackets at the end of a paragraph that names no others."""
    found = _AT_ITS_END.search(text, max(0, len(text) - 40)) if asked.parts else None
    if found is None or len(list(mentions(text, asked))) > 1:
        return ()
    return labels_in(found["labels"], asked)


def labels_before(text: str) -> re.Match[str] | None:
    """The several labels with which a text begins: ``Questions 2-5 and 7.``"""
    return _SEVERAL.match(text[:120])


def labels_in(text: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts that a list of labels means: ``1, 2 and 4``, ``a to c``, ``2-5 and 7``."""
    if counted := _SO_MANY.fullmatch(text):
        count = int(bare_label(counted["count"]))
        of = asked.labels[:count] if counted["side"] == "first" else asked.labels[-count:]
        return of if len(of) == count else ()
    known: list[str] = []
    end = 0
    for found in _IN_LIST.finditer(text):
        of = _at(found["word"], asked) if found["word"] else _of_label(found["label"], known, asked)
        if len(of) != 1:
            known += of
            end = found.end() if of else end
            continue
        label = of[0]
        if known and _RANGE.fullmatch(text[end : found.start()].replace(")", "").replace("(", "")):
            start, last = (asked.labels.index(each) for each in (known[-1], label))
            known += asked.labels[start + 1 : last]
        known.append(label)
        end = found.end()
    return tuple(dict.fromkeys(known))


def _at(word: str, asked: AskedFor) -> tuple[str, ...]:
    """The parts at a place, which a word names: of 1, 2a and 2b the last two are the second."""
    heads = {label: number_of(label) or label for label in asked.labels}
    places = list(dict.fromkeys(heads.values()))
    place = -1 if word in ("last", "final") else _NUMBERS.index(word) % 10
    head = places[place] if place < len(places) else ""
    return tuple(label for label in asked.labels if heads[label] == head)


def _of_label(label: str, known: Sequence[str], asked: AskedFor) -> tuple[str, ...]:
    """The parts that a label means, after others of a list."""
    below = asked.below(label) or _below(label, tuple(known[-1:]), asked)
    if below:
        return below
    own = labelled(label, asked)
    return (own,) if own else ()


def labelled(label: str, asked: AskedFor) -> str | None:
    """The part that a label means: ``item 2`` is the second of a, b, c; ``2(a)`` is 2a, or of 2."""
    labels, label = asked.labels, bare_label(label)
    if label in labels:
        return label
    if (number := number_of(label)) in labels and "." not in label:
        return number
    if labels[0] == "i" and label.isdigit() and 1 <= int(label) <= len(labels):
        return labels[int(label) - 1]
    if label.isdigit() and not labels[0].isdigit() and 1 <= int(label) <= len(labels):
        return labels[int(label) - 1]
    return None
