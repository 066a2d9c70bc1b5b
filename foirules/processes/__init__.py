"""Work in several processes, and the signals that end it."""
