"""The figures of a chart as a CSV file for a Dutch spreadsheet, with its scope in the file."""

from __future__ import annotations

import csv
import io
from datetime import date

from budget.charts.tables import Cell, Column, Tabular, percent_or_dash, unknown_lines
from budget.labels import percent
from budget.standing.moment import Standing

SHARES = (percent, percent_or_dash)
"""Formats of share columns; a share is a fraction until it is written."""


def chart_csv(chart: Tabular, standing: Standing, domain: str | None = None) -> str:
    """The table of a chart of the programme or of one domain, below its scope.

    Amounts are in euros with cents, shares in percent with two decimals, both with a decimal comma.
    """
    programme = standing.programme
    about = programme.name if domain is None else f"{programme.name}, {programme.domain(domain).name}"
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([programme.scope])
    if programme.notice:
        writer.writerow([programme.notice])
    writer.writerow([f"{about}, begrotingsjaar {standing.facts.year}, {standing.facts.as_of:%d-%m-%Y}"])
    writer.writerow([_header(column) for column in chart.columns])
    for row in chart.cells():
        writer.writerow([_value(column, value) for column, value in zip(chart.columns, row, strict=True)])
    return "\ufeff" + text.getvalue()


def csv_name(standing: Standing, key: str, domain: str | None = None) -> str:
    """`dorp-gro-tempo-2024-09-30.csv`, without a code for the whole programme."""
    parts = (standing.programme.id, (domain or "").lower(), key, standing.facts.as_of.isoformat())
    return "-".join(filter(None, parts)) + ".csv"


def _header(column: Column) -> str:
    """Header of a column; a share column gets a percent sign."""
    return f"{column.header} (%)" if column.show in SHARES and "%" not in column.header else column.header


def _value(column: Column, value: Cell) -> str:
    """Text that a spreadsheet might run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if column.show is unknown_lines:
        return str(value)
    if column.show in SHARES:
        return f"{float(value) * 100:.2f}".replace(".", ",")  # type: ignore[arg-type]
    if isinstance(value, int):
        sign, (whole, cents) = "-" if value < 0 else "", divmod(abs(value), 100)
        return f"{sign}{whole},{cents:02d}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return f"'{value}" if str(value)[:1] in ("=", "+", "-", "@", "\t", "\r") else str(value)
