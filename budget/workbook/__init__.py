"""Reads the bytes of a workbook or text file into grids; knows nothing of budgets."""

from budget.workbook.cells import Broken, Logical, Marks, Raw, is_blank
from budget.workbook.file_type import has_macros, open_file
from budget.workbook.grid import Column, Grid
from budget.workbook.limits import Limits, RefusedError, read_limits
from budget.workbook.places import cell_name, column_name
from budget.workbook.readers import read_grids
from budget.workbook.text_file import TextFile, read_text_file
from budget.workbook.zip_guard import Archive

__all__ = [
    "Archive",
    "Broken",
    "Column",
    "Grid",
    "Limits",
    "Logical",
    "Marks",
    "Raw",
    "RefusedError",
    "TextFile",
    "cell_name",
    "column_name",
    "has_macros",
    "is_blank",
    "open_file",
    "read_grids",
    "read_limits",
    "read_text_file",
]
