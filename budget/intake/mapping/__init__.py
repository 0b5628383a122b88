"""A foreign layout: its description as text, and applied to a sheet."""
