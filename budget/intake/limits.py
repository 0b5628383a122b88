"""The settings that bound what one file may cost, in size, memory and time."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, time in seconds.

    `seconds` is for a small file; each MB of unpacked content adds `seconds_per_mb`.
    """

    file_size: int = 100 * MB
    parts: int = 2_000
    unpacked: int = 800 * MB
    ratio: int = 200
    ratio_from: int = 5 * MB
    rows: int = 1_048_576
    columns: int = 1_000
    cells: int = 60_000_000
    header_rows: int = 60
    same_finding: int = 50
    memory: int = 3_000 * MB
    answer: int = 800 * MB
    seconds: float = 4.5
    seconds_per_mb: float = 0.1
