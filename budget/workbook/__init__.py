"""Reads the bytes of a workbook or text file into grids; knows nothing of budgets.

Nothing is exported here: who only names a cell does without the readers.
"""
