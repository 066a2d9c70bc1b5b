"""The command line, for these tests too."""

from tests.cli.conftest import foirules as foirules
