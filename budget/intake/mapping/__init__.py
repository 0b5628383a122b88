"""Foreign layouts: their description as text, and reading a sheet with it."""
