"""Kinds of file that a page hands out."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
