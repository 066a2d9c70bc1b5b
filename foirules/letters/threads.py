"""Messages of several sources -> the threads that they are of, each about one matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from foirules.documents.digests import digest_of_all
from foirules.letters.pasted import Piece
from foirules.letters.readers.files import Source

_PREFIX: Final = re.compile(
    r"\s*(?:(?:re|fw|fwd|aw|sv|automatic reply|auto)\s*[:\-]\s*|internal \w{4,8} of )",
    re.IGNORECASE,
)


@frozen
class Thread:
    """The messages of a thread, each with its source.

    :param source: the name of the first source.
    :param subject: of its first message.
    :param digest: the hash of all the sources that were read.
    """

    source: str
    subject: str
    pieces: Sequence[tuple[str, Piece]]
    authority: str = ""
    digest: str | None = None


def threads_of(sources: Sequence[Source]) -> list[Thread]:
    """The threads of some sources: messages that answer one another, or have one subject, are of
    one; a source without heads is of the one thread that there is."""
    groups: dict[int, list[tuple[str, Piece]]] = {}
    by_key: dict[str, int] = {}
    for source in sources:
        for piece in source.pieces:
            keys = _keys(piece)
            known = sorted({by_key[key] for key in keys if key in by_key})
            group = known[0] if known else (len(groups) if keys or not groups else min(groups))
            for other in known[1:]:
                groups[group] += groups.pop(other)
                by_key |= {key: group for key, of in by_key.items() if of == other}
            by_key |= dict.fromkeys(keys, group)
            groups.setdefault(group, []).append((source.name, piece))
    authority = next((source.authority for source in sources if source.authority), "")
    digest = digest_of_all(source.digest for source in sources)
    return [
        Thread(pieces[0][0], pieces[0][1].subject, pieces, authority, digest)
        for pieces in groups.values()
        if any(line.text.strip() for _, piece in pieces for line in piece.lines)
    ]


def _keys(piece: Piece) -> set[str]:
    """What a message has in common with others of its thread."""
    subject = piece.subject
    for _ in range(4):
        subject = _PREFIX.sub("", subject, count=1)
    plain = " ".join(re.findall(r"\w+", subject.lower()))
    return {*piece.ids, *([f"subject: {plain}"] if plain and piece.ids else [])}
