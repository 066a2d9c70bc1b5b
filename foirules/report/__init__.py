"""What is found, for people and for programs: one module an output."""
