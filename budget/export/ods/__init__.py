"""The report as an OpenDocument spreadsheet."""
