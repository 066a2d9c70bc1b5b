"""Inputs of every kind that is read, mangled: ``python -m tests.fuzz``."""
