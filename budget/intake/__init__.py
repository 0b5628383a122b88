"""Grids of cells to typed content and findings."""
