"""The programme as data: programme.toml, read and checked."""

from budget.programme.reading import (
    FILE_NAME,
    REASON_WORDS,
    ProgrammeError,
    load_programme,
    name_then,
    parse_programme,
)

__all__ = ["FILE_NAME", "REASON_WORDS", "ProgrammeError", "load_programme", "name_then", "parse_programme"]
