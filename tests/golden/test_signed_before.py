"""Snapshots that earlier versions signed still open, verify and print the same bytes.

`signed_*.sql.xz` are dumps of databases that those versions filled with a part of the fictional example.
"""

from __future__ import annotations

import lzma
import sqlite3
from pathlib import Path

import pytest

from budget.__main__ import main
from tests.golden.pinned import hold
from tests.golden.test_outputs import FORMATS, MEETINGS

FOLDER = Path(__file__).resolve().parent
PINS = {
    "signed_0_4_0": "signed_before",
    "signed_0_6_0": "signed_0_6_0",
    "signed_0_7_0": "signed_0_7_0",
    "signed_0_9_0": "signed_0_9_0",
    "signed_0_10_0": "signed_0_10_0",
    "signed_0_11_0": "signed_0_11_0",
    "signed_0_12_0": "signed_0_12_0",
    "signed_0_13_0": "signed_0_13_0",
}
"""The files of pins, by the name of the dump."""


BETWEEN = tuple(PINS)[1:-1]
"""The releases between the first that signed and the last."""


@pytest.fixture(scope="module", params=PINS)
def signed_before(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A copy of an old database, and its pins; opening it brings its schema up to date."""
    path = tmp_path_factory.mktemp("signed") / "budget.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(lzma.decompress((FOLDER / f"{request.param}.sql.xz").read_bytes()).decode())
    connection.close()
    return path, PINS[request.param]


@pytest.fixture(autouse=True)
def pins(signed_before: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> str:
    path, name = signed_before
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{path}")
    return name


def test_snapshots_signed_by_earlier_releases_verify(pins: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    hold(f"{pins}_verify.txt", capsys.readouterr().out)


def read_again(capsys: pytest.CaptureFixture[str]) -> None:
    """Data that only later releases keep is no difference: a genuine database passes."""
    assert main(["verify", "--deep"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("signed_before", sorted(PINS.keys() - set(BETWEEN)), indirect=True)
def test_every_file_of_the_first_and_last_of_them_read_again_gives_the_same_rows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read_again(capsys)


@pytest.mark.long
@pytest.mark.parametrize("signed_before", BETWEEN, indirect=True)
def test_every_file_of_those_between_read_again_gives_the_same_rows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read_again(capsys)


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("form", FORMATS)
def test_reports_of_earlier_releases_keep_their_bytes(
    pins: str, tmp_path: Path, form: str, meeting: str
) -> None:
    out = tmp_path / "report"
    assert main(["report", meeting, "--format", form, "--out", str(out)]) == 0
    hold(f"{pins}.json", out.read_bytes(), part=f"{form} {meeting}")
