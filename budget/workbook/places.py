"""Spreadsheet names of columns and cells."""

from __future__ import annotations


def column_name(column: int) -> str:
    """Letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """Column (from 0) for its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """Name of the cell at row and column, both counted from 0: (13, 8) is I14."""
    return f"{column_name(column)}{row + 1}"
