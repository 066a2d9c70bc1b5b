"""The version of the program."""

__version__ = "0.1.0"


def made_by() -> dict[str, str]:
    """What made a result, as every result in JSON says it: ``program`` is the version of this."""
    return {"program": __version__}
