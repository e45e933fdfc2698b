"""Writes of requests: rounds, lines and versions, the thread, consent, compilation, amounts.

Called by the pages, the workbook, the command line and the demonstration. Source: 004 L49-L92.
"""

from ikkan.budget.requests.actions.amounts import record_amounts
from ikkan.budget.requests.actions.lines import (
    confirm,
    correct_lines,
    drop_line,
    note_circumstances,
    put_line,
    put_lines,
    start_version,
    submit,
)
from ikkan.budget.requests.actions.rounds import compile_round, open_round, publish, settle_round
from ikkan.budget.requests.actions.thread import (
    answer,
    ask,
    ask_reopening,
    close_message,
    consent,
    instruct,
    reopen,
    report,
    set_hearing,
)

__all__ = [
    "answer",
    "ask",
    "ask_reopening",
    "close_message",
    "compile_round",
    "confirm",
    "consent",
    "correct_lines",
    "drop_line",
    "instruct",
    "note_circumstances",
    "open_round",
    "publish",
    "put_line",
    "put_lines",
    "record_amounts",
    "reopen",
    "report",
    "set_hearing",
    "settle_round",
    "start_version",
    "submit",
]
