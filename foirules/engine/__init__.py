"""Back ends: what runs the law on a case."""
