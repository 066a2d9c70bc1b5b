"""What changed: between two laws, and between two days of one law."""
