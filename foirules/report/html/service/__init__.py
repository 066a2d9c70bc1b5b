"""A service on a page: what an audit found, each figure with its cases, and each case with why."""
