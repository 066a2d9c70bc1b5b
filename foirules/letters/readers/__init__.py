"""A module a form in which messages are kept."""
