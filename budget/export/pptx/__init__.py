"""The report as a presentation."""
