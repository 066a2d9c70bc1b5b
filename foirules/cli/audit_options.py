"""The options of ``foirules audit``."""

from __future__ import annotations

import argparse

from foirules.cli.arguments import (
    MOST_PROCESSES,
    fail_on_option,
    regime_option,
    rules_option,
    whole_number,
)
from foirules.cli.calendar_entries import actor_option


def audit_options(command: argparse.ArgumentParser) -> None:
    """Adds those that no other command has."""
    command.add_argument(
        "logs",
        nargs="*",
        metavar="LOG",
        help="a file or folder: Parquet, CSV, a workbook (.xlsx, .xlsm, .xls, .ods) or JSON"
        " lines, a row an event, or a case by a map; XES, OCEL 2.0, the JSON of Alaveteli or"
        " case files; - for standard input; with --query, the URL of a database of PostgreSQL or"
        " SQLite, or - for a line of standard input that holds it (default: what"
        " FOIRULES_DATABASE_URL says)",
    )
    command.add_argument(
        "--query",
        metavar="FILE",
        help="a file of SQL whose rows are the log of a database, which is only read",
    )
    command.add_argument(
        "--map",
        metavar="MAP",
        help="a file that says which columns and values are which of ours, and which objects of"
        " OCEL are the cases; or the name of one that foirules maps lists, such as council-tracker",
    )
    command.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="SHEET",
        help="of a workbook, the sheet that holds the log; may be given again (default: the one"
        " that looks like it)",
    )
    command.add_argument(
        "--suggest-map",
        action="store_true",
        help="propose a map by the log's own names and values, try it on the log, and do no more",
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="judge what had happened by this day (default: today)"
    )
    command.add_argument(
        "--out",
        metavar="DIR",
        help="a folder for findings, clocks, actions, cases, statistics, due.csv, rejected.csv and"
        " summary.json; and report.html, results.xlsx or due.ics by --format html, xlsx or ics",
    )
    command.add_argument(
        "--summary",
        choices=("text", "json"),
        default="text",
        help="what is printed (default: text)",
    )
    command.add_argument(
        "--list",
        metavar="FIGURE",
        help="print the cases that a figure counts, by the id of a measure, a rate or a rule, such"
        " as answered-late",
    )
    command.add_argument(
        "--case",
        metavar="ID",
        help="show one case as foirules assess does, with its rows, and audit nothing else",
    )
    command.add_argument(
        "--by",
        metavar="COLUMN",
        help="group what is due by this column of the log, such as an officer or a team",
    )
    command.add_argument(
        "--raw-cells",
        action="store_true",
        help="in CSV, write no apostrophe before text that a spreadsheet takes for a formula",
    )
    command.add_argument(
        "--annotate",
        action="store_true",
        help="write CSV and workbooks again, into DIR/annotated, with the last day and the state"
        " beside each row",
    )
    command.add_argument(
        "--return",
        action="append",
        default=[],
        dest="returns",
        metavar="NAME",
        help="fill in a return, such as cabinet-office, into DIR/returns; may be given again",
    )
    command.add_argument(
        "--period",
        metavar="PERIOD",
        help="that the returns count: a quarter (2024-Q2), a year (2024) or two days"
        " (2024-04-01..2024-06-30) (default: the last whole quarter before --as-of)",
    )
    command.add_argument(
        "--against",
        metavar="COLUMN",
        help="set what a system recorded in this column beside what the law says: last days,"
        " whether each case was in time (such as Yes, Late), or how many working days it took",
    )
    command.add_argument(
        "--compare-policy",
        metavar="FILE",
        help="try a proposed policy on the log: which cases it would change, the rates beside those"
        " of now, and policy-changes in --out; --list policy-changed prints the cases",
    )
    command.add_argument(
        "--strict", action="store_true", help="a row or case that would be rejected is an error"
    )
    command.add_argument(
        "--processes",
        type=whole_number(1, MOST_PROCESSES),
        metavar="N",
        help="how many (default: one a core)",
    )
    fail_on_option(
        command,
        "exit with 1 on an established breach, departure or promise (broken); possible: on"
        " possible ones too",
    )
    command.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="spark: Apache Spark reads, shares out and writes (default: this machine)",
    )
    command.add_argument(
        "--master",
        metavar="URL",
        help="Spark's cluster, as spark-submit has it, e.g. local[4] or spark://host:7077",
    )
    actor_option(command)
    command.add_argument(
        "--all",
        action="store_true",
        help="in a calendar, cancel also what ended more than ninety days ago",
    )
    regime_option(command)
    rules_option(command)
