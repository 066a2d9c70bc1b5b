"""The version of the program."""

__version__ = "0.1.0"


def made_by(
    law: str | None = None,
    policy: str | None = None,
    calendar: str | None = None,
    input: str | None = None,
) -> dict[str, str | None]:
    """What made a result, as every result in JSON says it: ``program`` is the version of this, the
    others are hashes of what it was made from; None where it says nothing of it."""
    return {
        "program": __version__,
        "law": law,
        "policy": policy,
        "calendar": calendar,
        "input": input,
    }
