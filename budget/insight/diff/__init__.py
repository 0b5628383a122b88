"""Differences between two moments, plans or lists."""
