"""Backtest from file to file: gzipped or not, and no traceback for an invalid file."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from budget.__main__ import main
from calibration.backtest import backtest
from tests.calibration.panels import panel, year_rows

TABLE = panel(year_rows("A/1", 2011, 100, 90))
TEXT = TABLE.to_csv(index=False).encode()
FORMS = {
    "plain.csv": TEXT,
    "packed.csv.gz": gzip.compress(TEXT),
    "packed_under_another_name.csv": gzip.compress(TEXT),
    "plain_under_another_name.csv.gz": TEXT,
    "with_a_mark_in_front.csv": b"\xef\xbb\xbf" + TEXT,
    "from_another_system.csv": TEXT.replace(b"\n", b"\r\n"),
}
OTHER = {
    "empty.csv": (b"", "empty.csv is geen csv-bestand dat te lezen is"),
    "torn.csv.gz": (gzip.compress(TEXT)[:60], "torn.csv.gz is geen csv-bestand"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "picture.csv is geen csv-bestand"),
    "semicolons.csv": (TEXT.replace(b",", b";"), "de kolom series, fiscal_year, month, realised ontbreekt"),
    "words.csv": (TEXT.replace(b"100.0", b"veel").replace(b"100", b"veel"), "Rij 2, kolom budget: 'veel'"),
}


def run(folder: Path, name: str, content: bytes) -> tuple[int, Path]:
    (folder / name).write_bytes(content)
    out = folder / "out.csv"
    return main(["backtest", str(folder / name), "--predictions", str(out)]), out


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_a_panel_gives_the_same_predictions(tmp_path: Path, name: str) -> None:
    status, out = run(tmp_path, name, FORMS[name])
    assert status == 0
    pd.testing.assert_frame_equal(pd.read_csv(out), backtest(TABLE), check_dtype=False)


def test_a_panel_without_rows_gives_predictions_without_rows(tmp_path: Path) -> None:
    status, out = run(tmp_path, "none.csv", TEXT.splitlines(keepends=True)[0])
    assert status == 0
    assert out.read_text("utf-8").strip() == "series,fiscal_year,month,p10,p50,p90"


@pytest.mark.parametrize("name", OTHER)
def test_an_unusable_file_is_refused_with_an_explanation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    content, said = OTHER[name]
    status, out = run(tmp_path, name, content)
    assert (status, out.exists()) == (1, False)
    assert said in capsys.readouterr().out
