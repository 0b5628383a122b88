"""Reads sheets of kind path: the decision steps that plans went through."""

from __future__ import annotations

from collections import Counter

from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import read_columns, read_records
from budget.intake.sheets.table import Table
from budget.model.content import PathStep


def read_path(table: Table, vocabulary: Vocabulary) -> list[tuple[int, PathStep]]:
    """(sheet row, step) of every data row without a fault; a step counts once per version of a plan."""
    columns = read_columns(table, vocabulary)
    records_read = read_records(table, columns, lambda values: values)
    records = []
    for row, values in records_read:
        text = str(values["version"])
        if text.isdecimal() and int(text):
            records.append((row, PathStep(**{**values, "version": int(text)})))
        else:
            table.add("path-version", row, "version", value=text)
    counts = Counter((step.domain, step.version, step.step) for _, step in records)
    for row, step in records:
        if counts[step.domain, step.version, step.step] > 1:
            table.add("path-double", row, "step", value=vocabulary.step.written(step.step))
    return records
