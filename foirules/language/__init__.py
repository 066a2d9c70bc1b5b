"""The language that the law is written in: typed expressions, read and checked when it is loaded."""
