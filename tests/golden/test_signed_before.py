"""Snapshots that version 0.4.0 signed still open, verify and print the same bytes.

`signed_0_4_0.sql.xz` is a dump of a database that version 0.4.0 filled with a part of the fictional example.
"""

from __future__ import annotations

import lzma
import sqlite3
from pathlib import Path

import pytest

from budget.__main__ import main
from tests.golden.pinned import hold
from tests.golden.test_outputs import FORMATS, MEETINGS

DUMP = Path(__file__).resolve().parent / "signed_0_4_0.sql.xz"


@pytest.fixture(scope="module")
def signed_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the old database; opening it brings its schema up to date."""
    path = tmp_path_factory.mktemp("signed") / "budget.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(lzma.decompress(DUMP.read_bytes()).decode())
    connection.close()
    return path


@pytest.fixture(autouse=True)
def _on_the_old_database(signed_before: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{signed_before}")


def test_they_verify(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    hold("signed_before_verify.txt", capsys.readouterr().out)


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("form", FORMATS)
def test_they_print_the_same_bytes(tmp_path: Path, form: str, meeting: str) -> None:
    out = tmp_path / "report"
    assert main(["report", meeting, "--format", form, "--out", str(out)]) == 0
    hold("signed_before.json", out.read_bytes(), part=f"{form} {meeting}")
