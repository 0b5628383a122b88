"""Bestedingsmonitor: how fast a public programme uses up its money, in time to change course."""

__version__ = "0.4.0"
