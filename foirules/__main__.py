"""``python -m foirules``."""

from foirules.cli import main

raise SystemExit(main())
