"""Logs of a few cases, without the columns back end: for where polars is not, as in a browser.

A log has a row an event and our columns; each case is judged by itself, by the scalar engine. What
is counted is what the declarations count in an audit.
"""
