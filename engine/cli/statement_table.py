"""A month's statement as a table on a terminal."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.books.month_statement import MonthStatement
from engine.cli.language import say
from engine.vocabulary.money import show_amount

COLUMNS = ("customer", "name", "recorded", "covered", "billable", "waived", "blocked", "net", "vat", "gross")


def _signed(minutes: int) -> str:
    return f"{minutes:+d}" if minutes else "0"


def print_statement(statement: MonthStatement) -> None:
    """Customers with minutes and money, their lines, what was learnt about closed months, what was blocked and why; the totals."""
    console = Console() if sys.stdout.isatty() else Console(width=200)
    table = Table(*(say(f"command.report.{name}") for name in COLUMNS), title=f"{statement.month}")
    for column in table.columns[2:]:
        column.justify = "right"
    for one in statement.customers:
        blocked = ", ".join(f"{reason.value} {minutes}" for reason, minutes in one.blocked.items())
        minutes = one.minutes
        table.add_row(
            escape(one.customer.customer_id),
            escape(one.customer.name),
            *map(str, (minutes.recorded, minutes.covered, minutes.billable, minutes.waived)),
            f"{minutes.blocked}{f' ({blocked})' if blocked else ''}",
            *(show_amount(cents) for cents in (one.sums.net, one.sums.vat, one.sums.gross)),
        )
        for line in one.lines:
            table.add_row("", f"  {escape(line.id)}", "", "", f"{line.minutes}", "", "", show_amount(line.net), "", "", style="dim")
        for difference in one.differences:
            learnt = difference.minutes
            cells = map(_signed, (learnt.recorded, learnt.covered, learnt.billable, learnt.waived, learnt.blocked))
            table.add_row("", f"  {escape(difference.id)}", *cells, show_amount(difference.net), "", "", style="dim")
    totals, sums = statement.minutes, statement.sums
    table.add_section()
    cells = map(str, (totals.recorded, totals.covered, totals.billable, totals.waived, totals.blocked))
    table.add_row(
        say("command.report.total"),
        statement.currency,
        *cells,
        *(show_amount(cents) for cents in (sums.net, sums.vat, sums.gross)),
        style="bold",
    )
    console.print(table)
