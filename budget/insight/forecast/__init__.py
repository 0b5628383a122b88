"""The expected outturn of the year, with its interval."""
