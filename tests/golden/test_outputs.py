"""Every output of the example, byte for byte.

A change of these files is a change that users see: CHANGELOG.md says why. Renew them with
`GOLDEN=write .venv/bin/python -m pytest tests/golden`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from budget.__main__ import main
from tests.golden.pinned import hold

GROUPINGS = ("programme", "domain", "action_line", "line", "source", "theme", "budget_holder")
DATES = ("2024-05-31", "2024-08-15", "2024-09-30")
FORMATS = ("pdf", "pptx", "xlsx", "ods", "html", "public-html", "open-data")
MEETINGS = ("2024-06-27", "2024-10-03")

Run = Callable[..., str]


@pytest.fixture
def run(example_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command on the example and gives what it prints."""
    monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{example_database}")

    def printed(*words: str, status: int = 0) -> str:
        assert main(words) == status
        return capsys.readouterr().out

    return printed


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("by", GROUPINGS)
def test_the_measures_of_every_grouping_are_unchanged(run: Run, by: str, as_of: str) -> None:
    found = run("depletion", "--json", "--by", by, "--as-of", as_of)
    if as_of == DATES[-1] and by in ("domain", "source"):
        hold(f"depletion_{by}.json", found)
    hold("depletion.json", found, part=f"{by} {as_of}")


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_measures_as_csv_are_unchanged(run: Run, by: str) -> None:
    hold("depletion_csv.json", run("depletion", "--csv", "--by", by, "--as-of", DATES[-1]), part=by)


def test_the_list_of_snapshots_is_unchanged(run: Run) -> None:
    hold("snapshots.json", run("snapshot", "list", "--json"))


def test_the_list_of_submissions_is_unchanged(run: Run) -> None:
    hold("submissions.json", run("list", "--json"))


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_every_snapshot_is_unchanged(
    run: Run, tmp_path: Path, form: str, meeting: str
) -> None:
    out = tmp_path / "report"
    run("report", meeting, "--format", form, "--out", str(out))
    hold("formats.json", out.read_bytes(), part=f"{form} {meeting}")


def test_the_output_of_verify_is_unchanged(run: Run) -> None:
    hold("verify.txt", run("verify"))


@pytest.mark.parametrize("name", ["jeugd_2024.xlsx", "veiligheid_boekingen_2024-08-31.xlsx"])
def test_the_check_of_a_good_file_is_unchanged(run: Run, name: str) -> None:
    found = run("check", "--json", f"data/samen-nieuw-west/voorbeeld/{name}")
    hold("checks.json", json.dumps(json.loads(found), ensure_ascii=False, indent=1), part=name)


def test_a_golden_comparison_fails_on_any_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOLDEN", raising=False)
    monkeypatch.setattr("tests.golden.pinned.FOLDER", tmp_path)
    (tmp_path / "x.txt").write_text("a\nb\n")
    (tmp_path / "y.json").write_text(json.dumps({"p": hashlib.sha256(b"a").hexdigest()}))
    hold("x.txt", "a\nb\n")
    hold("y.json", b"a", part="p")
    for name, value, part in (("x.txt", "a\nc\n", ""), ("y.json", b"b", "p"), ("y.json", b"a", "q")):
        with pytest.raises(AssertionError):
            hold(name, value, part=part)
