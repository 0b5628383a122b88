"""The cost of starting a command."""

from __future__ import annotations

import ctypes
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from platform import python_version

import xlsxwriter
from bench import Ratio
from bench_intake import HEADERS

from budget.settings import ROOT
from scripts.processor import best_seconds
from scripts.windows import example_database

_ADOPT = 36
"""PR_SET_CHILD_SUBREAPER of Linux: orphans become children of this process."""


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Seconds to start a command, beside the start-up time of Python itself."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = {"BUDGET_DATABASE_URL": example_database(folder), "BUDGET_LOGS": str(folder / "logs")}
        (folder / "boekingen.xlsx").write_bytes(_ledger("10"))
        (folder / "eerdere.xlsx").write_bytes(_ledger("06"))
        told = best_seconds(lambda: _run(["--help"], own))
        checked = best_seconds(lambda: _run(["check", str(folder / "boekingen.xlsx")], own))
        superseded = best_seconds(lambda: _run(["check", str(folder / "eerdere.xlsx")], own))
    bare = (
        best_seconds(lambda: [subprocess.run([sys.executable, "-c", "pass"], check=True) for _ in range(20)])
        / 20
    )
    yield Ratio("--help, in s", told, 1, 0.25, "a second")
    yield Ratio("check of an xlsx of 100 bookings, in s", checked, 1, 0.6, "a second")
    yield Ratio("check of 100 bookings that a newer ledger replaced, in s", superseded, 1, 0.6, "a second")
    yield Ratio("--help", told, bare, float("inf"), f"Python {python_version()} that does nothing")


def _run(arguments: Sequence[str], own: dict[str, str]) -> None:
    """Run a command, and wait for the reading process that it leaves behind, so that it is counted too."""
    ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
    command = [sys.executable, "-m", "budget", *arguments]
    subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True, stdout=subprocess.DEVNULL)
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass


def _ledger(month: str) -> bytes:
    """100 bookings on a line of the example, whose year is known until 30 September."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Boekingen")
        sheet.write_row(0, 0, HEADERS)
        for n in range(100):
            words = f"Factuur {n}", f"Leverancier {n % 9}"
            row = (
                f"M-{n}",
                1,
                f"{n % 13 + 1:02}-{month}-2024",
                2024,
                "VEI-01",
                "",
                *words,
                n + 0.5,
                "realisatie",
            )
            sheet.write_row(n + 1, 0, row)
    return buffer.getvalue()
