"""What is right -> what is wrong within it: a file of an archive, a value of JSON, or any bytes."""

from __future__ import annotations

import io
import json
import zipfile
from random import Random
from typing import Any

from tests.bad_input.test_mangled import TOKENS, VALUES, mangled


def wrong(rng: Random, data: bytes) -> bytes:
    """One of the two: what stands within is mangled, and the form is kept; or any bytes are."""
    if rng.random() < 0.5:
        if data.startswith(b"PK"):
            return _archive(rng, data)
        if data[:1] in (b"{", b"["):
            return _json(rng, data)
    return mangled(rng, data)


def _archive(rng: Random, data: bytes) -> bytes:
    """A file of an archive is mangled, left out or empty."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            if name == chosen:
                if not (way := rng.randrange(4)):
                    continue
                content = b"" if way == 1 else mangled(rng, content or b" ")
            new.writestr(name, content)
    return made.getvalue()


def _json(rng: Random, data: bytes) -> bytes:
    """A few values of JSON are others, or have another name; of lines, in one of them."""
    try:
        read = json.loads(data)
    except ValueError:
        lines = data.splitlines()
        place = rng.randrange(len(lines))
        read = _changed(rng, json.loads(lines[place]))
        lines[place] = json.dumps(read, default=str).encode()
        return b"\n".join(lines)
    for _ in range(rng.randint(1, 3)):
        read = _changed(rng, read)
    return json.dumps(read, default=str).encode()


def _changed(rng: Random, value: Any) -> Any:
    """A value of which one that it holds is another."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(list(value))
        if rng.random() < 0.1:
            name = rng.choice(TOKENS).decode(errors="replace")
            return {name if each == key else each: of for each, of in value.items()}
        if rng.random() < 0.1:
            return {each: of for each, of in value.items() if each != key}
        return {**value, key: _changed(rng, value[key])}
    if isinstance(value, list) and value and rng.random() < 0.9:
        place = rng.randrange(len(value))
        if rng.random() < 0.1:
            return [*value, value[place]]
        return [*value[:place], _changed(rng, value[place]), *value[place + 1 :]]
    return rng.choice(VALUES)
