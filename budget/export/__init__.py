"""A snapshot as a file: the same figures and sentences in every format, the same bytes each time."""

from budget.export.registry import FORMATS, Format

__all__ = ["FORMATS", "Format"]
