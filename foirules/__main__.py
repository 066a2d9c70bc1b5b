"""``python -m foirules``."""

from foirules.cli import run

run()
