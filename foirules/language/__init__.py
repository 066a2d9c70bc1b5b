"""The language of the law: typed expressions, read and checked when the law is loaded."""
