"""What is found, for people and for programs: one module an output."""

from typing import Final

NOT_ADVICE: Final = "Worked out by rule from the record given; not legal advice."
