"""The command line: the same use cases, exit status 0, 1 or 2, and never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from budget.__main__ import main
from budget.intake.output.template import write_workbook
from budget.labels import euro_exact
from budget.model import Content
from budget.settings import log_folder
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from tests.intake.suggest.drafts import agree
from tests.snapshot.history import made_once
from tests.store.samples import (
    AUGUST_END,
    MAY_END,
    PROGRAMME,
    TOML,
    YEAR,
    booking,
    commitment,
    ledger,
    line,
    plan,
    progress,
    statement,
)
from tests.wording import unsaid

ROOT = Path(__file__).resolve().parent.parent
MEASURES = {
    "budget", "original_budget", "released", "released_unknown", "realised", "committed", "used", "free",
    "depletion", "used_share", "norm", "ahead", "forecast", "variance", "run_out", "short", "unreleased_use",
    "room", "realised_later", "known_until",
}  # fmt: skip
PLAN = plan(line("GRO-1", 1000_00, released=900_00), line("SPE-1", 500_00))
LEDGER = ledger(
    statement(
        MAY_END,
        booking("A", date(YEAR, 5, 1), 250_00),
        commitment("V", date(YEAR, 5, 1), 100_00),
        booking("B", date(YEAR, 5, 2), 10_50, "SPE-1"),
    )
)


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def programme_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the small programme; the log of incidents is separate from the real one."""
    folder = tmp_path / "dorp"
    folder.mkdir()
    (folder / "programme.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(folder))
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "logs"))
    return folder


@pytest.fixture
def run(
    programme_folder: Path, ready_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> Run:
    """Run a command in this process on an empty database of either kind."""
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_url)
    return caller(capsys)


@pytest.fixture
def run_on_sqlite(
    programme_folder: Path, ready_sqlite_url: str, monkeypatch, capsys: pytest.CaptureFixture
) -> Run:
    """As run(), on SQLite only: for what does not depend on the kind of database."""
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_sqlite_url)
    return caller(capsys)


def caller(capsys: pytest.CaptureFixture) -> Run:
    def call(*words: object) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stopped:
            status = stopped.code
        return Said(status, *capsys.readouterr())

    return call


def workbook(folder: Path, content: Content, name: str = "plan.xlsx") -> Path:
    path = folder / name
    path.write_bytes(write_workbook(content, PROGRAMME, "Proef"))
    return path


@pytest.fixture
def _filled(run: Run, ready_url: str) -> None:
    """A plan and a ledger, submitted and accepted."""
    fill(ready_url)


def fill(url: str) -> None:
    store = open_store(url).of(PROGRAMME.id)
    hand_in_both(store)
    store.close()


@made_once
def hand_in_both(_store: Store) -> None:
    """Submit both on the command line, to the database in the settings."""
    with TemporaryDirectory() as folder:
        for number, (content, name) in enumerate(((PLAN, "plan.xlsx"), (LEDGER, "boekingen.xlsx")), start=1):
            assert main(["submit", str(workbook(Path(folder), content, name)), "--as", "cor"]) == 0
            assert main(["accept", str(number), "--as", "cato"]) == 0


def realised(run: Run) -> int:
    return sum(row["realised"] for row in run("depletion", "--json").json)


# --- check, submit, accept, reject, list ---------------------------------------------------


def test_check_as_json_has_exactly_the_promised_keys(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path, PLAN)
    status, out, err = run("check", path, "--json")
    (found,) = json.loads(out)
    assert (status, err) == (0, "")
    assert list(found) == ["file", "accepted", "sheets", "findings"]
    assert (found["file"], found["accepted"]) == (str(path), True)
    assert found["sheets"] == [
        {"sheet": "Bestedingsplan", "kind": "plan", "rows": 2, "total_cents": 1500_00,
         "domains": {"GRO": 1000_00, "SPE": 500_00}},
    ]  # fmt: skip


def test_a_finding_as_json_has_exactly_the_promised_keys(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Boekstuknummer;Boekdatum;Regelcode;Bedrag\nA;01-05-2024;GRO-1;n.t.b.\n")
    status, out, _ = run("check", path, "--json")
    (found,) = json.loads(out)
    (error,) = [finding for finding in found["findings"] if finding["level"] == "error"]
    assert (status, found["accepted"]) == (1, False)
    assert list(error) == ["code", "level", "sheet", "cell", "message"]
    assert (error["sheet"], error["cell"]) == ("plan", "D2")
    assert "n.t.b." in error["message"]
    assert {finding["level"] for finding in found["findings"]} <= {"error", "warning", "info"}


def test_a_draft_mapping_with_open_questions_is_refused_until_answered(
    run_on_sqlite: Run, tmp_path: Path
) -> None:
    path, draft = tmp_path / "uitdraai.csv", tmp_path / "koppeling.toml"
    path.write_text("Kostenplaats;Naam;Begroot;Werkelijk;Obligo\n4711;Molen;100,00;20,50;5,25\n")
    asked = run_on_sqlite("mapping", "suggest", path, "--json", "--out", draft).json
    assert (asked["totals"], len(asked["open"])) == ({}, 3)
    refused = run_on_sqlite("check", "--mapping", draft, path)
    assert refused.status != 0
    assert "'Boekdatum' ontbreekt" in refused.out + refused.err
    answers = agree(draft.read_text())
    draft.write_text(answers)
    (checked,) = run_on_sqlite("check", "--json", "--mapping", draft, path).json
    assert [sheet["total_cents"] for sheet in checked["sheets"]] == [100_00, 20_50, 5_25]


def test_a_draft_mapping_without_questions_reports_its_totals(run_on_sqlite: Run, tmp_path: Path) -> None:
    path, draft = tmp_path / "uitdraai.csv", tmp_path / "koppeling.toml"
    path.write_text("Kostenplaats;Werkelijk t/m maart 2024;Obligo\n4711;20,50;5,25\n")
    found = run_on_sqlite("mapping", "suggest", path, "--json", "--out", draft).json
    assert found["totals"] == {"realised": 20_50, "committed": 5_25}
    assert [sheet["total_cents"] for sheet in found["sheets"]] == [20_50, 5_25]
    assert draft.read_text() == found["mapping"]
    said = run_on_sqlite("mapping", "suggest", path, "--out", draft)
    assert f"uitdraai, boekingen: 1 rij, gerealiseerd {euro_exact(20_50)}" in said.out
    assert f"boekingen: 1 rij, verplicht {euro_exact(5_25)}" in draft.read_text()
    (checked,) = run_on_sqlite("check", "--json", "--mapping", draft, path).json
    assert [sheet["total_cents"] for sheet in checked["sheets"]] == [20_50, 5_25]


def test_check_of_several_files_says_all_and_refuses_if_one_is_wrong(run: Run, tmp_path: Path) -> None:
    good, bad = workbook(tmp_path, PLAN), tmp_path / "leeg.xlsx"
    bad.write_bytes(b"")
    status, out, _ = run("check", good, bad, "--json")
    assert (status, [found["accepted"] for found in json.loads(out)]) == (1, [True, False])
    status, out, _ = run("check", good, bad)
    assert status == 1
    assert "plan.xlsx: goedgekeurd" in out
    assert "leeg.xlsx: niet goedgekeurd" in out
    assert "Fout: leeg.xlsx: " in out


def test_check_stores_nothing(run: Run, tmp_path: Path) -> None:
    run("check", workbook(tmp_path, PLAN))
    assert run("list", "--json").json == []


def test_a_file_goes_from_submitted_to_accepted(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("submit", workbook(tmp_path, PLAN), "--as", "cor")
    assert status == 0
    assert "Ingediend als inzending 1." in out
    status, out, _ = run("accept", 1, "--as", "cato")
    assert (status, unsaid(out, "Inzending 1 (plan.xlsx)", "vastgesteld")) == (0, [])


@pytest.mark.usefixtures("_filled")
def test_corrections_are_listed_and_count_only_when_both_confirm_their_mark(run: Run, tmp_path: Path) -> None:
    row = booking("A", date(YEAR, 5, 1), 200_00)
    less = ledger(statement(AUGUST_END, row, states_commitments=False))
    file = workbook(tmp_path, less, "aug.xlsx")
    refused = run("submit", file, "--as", "cor")
    assert refused.status == 1
    assert unsaid(refused.out, "A 1", "01-05-2024", "€ 250,00 op regel GRO-1 wordt € 200,00") == []
    (mark,) = re.findall("--corrections ([0-9a-f]{16})", refused.out)
    assert run("submit", file, "--as", "cor", "--corrections", 1).status == 1, "says not what was read"
    number = run("submit", file, "--as", "cor", "--corrections", mark, "--json").json["submission"]
    assert f"--corrections {mark}" in run("accept", number, "--as", "cato").out
    assert realised(run) == 260_50
    assert run("accept", number, "--as", "cato", "--corrections", mark).status == 0
    assert realised(run) == 210_50
    assert run("verify").status == 0


def test_a_move_to_another_source_is_refused_without_a_decision(
    run_on_sqlite: Run, ready_sqlite_url: str, tmp_path: Path
) -> None:
    fill(ready_sqlite_url)
    other = {"source": "FONDS", "theme": "BOS"}
    moved = plan(line("GRO-1", 900_00, released=800_00), line("GRO-2", 100_00, **other))
    file = workbook(tmp_path, moved, "schuiven.xlsx")
    rule = "Geld blijft bij zijn bron en thema"
    assert rule in run_on_sqlite("check", file).out
    refused = run_on_sqlite("submit", file, "--as", "cor")
    assert refused.status == 1
    assert rule in refused.out
    assert run_on_sqlite("list", "--json").json[-1]["file"] != "schuiven.xlsx"
    assert run_on_sqlite("submit", file, "--as", "cor", "--decision", "Raadsbesluit 12").status == 2
    given = ("--decision", "Raadsbesluit 12", "--decided-on", "2024-01-25")
    refused = run_on_sqlite("submit", file, "--as", "cor", *given)
    assert refused.status == 1
    assert unsaid(refused.out, "--origin", "Herkomst wijziging") == []
    assert run_on_sqlite("submit", file, "--as", "cor", *given, "--origin", "VJN").status == 2
    given += ("--origin", "VJN", "--reason", "Meer groen", "--document", "Voorjaarsnota")
    number = run_on_sqlite("submit", file, "--as", "cor", *given, "--json").json["submission"]
    said = run_on_sqlite("accept", number, "--as", "cato")
    assert said.status == 0
    assert rule in said.out
    assert "Raadsbesluit 12, van 25 januari 2024" in said.out
    assert unsaid(said.out, "VJN", "Meer groen", "Voorjaarsnota") == []


def test_submit_as_json_has_the_number_and_the_outcome_of_check(run: Run, tmp_path: Path) -> None:
    found = run("submit", workbook(tmp_path, PLAN), "--as", "cor", "--json").json
    assert list(found) == ["submission", "file", "accepted", "sheets", "findings"]
    assert found["submission"] == 1


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_file_with_errors_is_not_submitted(run: Run, tmp_path: Path, form: list[str]) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"geen werkboek")
    said = run("submit", path, "--as", "cor", *form)
    assert said.status == 1
    assert (said.json["submission"] is None) if form else ("niet goedgekeurd" in said.out)
    assert run("list", "--json").json == []


def test_refusals_are_printed_to_standard_output(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path, PLAN)
    for said, text in (
        (run("submit", path, "--as", "gea"), "mag niet indienen voor Groen en Spelen"),
        (run("submit", path, "--as", "cor"), "Ingediend"),
        (run("submit", path, "--as", "cor"), "wacht al op een tweede persoon"),
        (run("accept", 1, "--as", "cor"), "U hebt dit zelf ingediend"),
        (run("accept", 1, "--as", "bo"), "mag niet vaststellen"),
        (run("reject", 1, "--as", "cato", "--reason", " "), "Geef een reden"),
        (run("accept", 1, "--as", "cato"), "is vastgesteld"),
        (run("accept", 1, "--as", "sien"), "is al vastgesteld door cato"),
        (run("submit", path, "--as", "cor"), "verandert niets"),
    ):
        assert (text in said.out, said.err) == (True, ""), said
        assert said.status == (0 if text in ("Ingediend", "is vastgesteld") else 1)


def test_a_submission_can_be_sent_back_with_a_reason(run: Run, tmp_path: Path) -> None:
    run("submit", workbook(tmp_path, PLAN), "--as", "cor")
    said = run("reject", 1, "--as", "cato", "--reason", "Bedrag klopt niet")
    assert (said.status, said.out) == (0, "Inzending 1 (plan.xlsx) is teruggestuurd.\n")
    (found,) = run("list", "--json").json
    assert (found["state"], found["reason"], found["decided_by"]) == (
        "teruggestuurd", "Bedrag klopt niet", "cato",
    )  # fmt: skip


def test_the_list_shows_submitter_file_and_state(run: Run, tmp_path: Path) -> None:
    assert run("list") == Said(0, "Er is nog niets ingediend.\n", "")
    run("submit", workbook(tmp_path, PLAN), "--as", "cor")
    status, out, _ = run("list")
    assert status == 0
    assert "wacht op tweede persoon" in out
    assert "cor" in out
    (found,) = run("list", "--json").json
    assert (found["id"], found["file"], found["kinds"], found["domains"]) == (
        1, "plan.xlsx", ["plan"], ["GRO", "SPE"],
    )  # fmt: skip


# --- depletion ----------------------------------------------------------------------------


@pytest.mark.usefixtures("_filled")
def test_depletion_as_json_has_the_measures_in_cents_and_shares(run: Run) -> None:
    rows = {row["key"]: row for row in run("depletion", "--as-of", MAY_END, "--json").json}
    assert set(rows) == {"GRO", "SPE"}
    assert set(rows["GRO"]) == MEASURES | {
        "by", "key", "name", "domain", "signal", "year", "as_of", "known_at",
    }  # fmt: skip
    green = rows["GRO"]
    expected = {
        "budget": 1000_00, "realised": 250_00, "committed": 100_00, "used": 350_00, "free": 650_00,
        "released": 900_00,
    }  # fmt: skip
    assert {name: green[name] for name in expected} == expected
    assert (green["depletion"], green["used_share"]) == (0.25, 0.35)
    assert (green["year"], green["as_of"], green["known_at"]) == (YEAR, "2024-05-31", 2)
    assert rows["SPE"]["released"] is None


@pytest.mark.usefixtures("_filled")
def test_every_grouping_adds_up_to_the_same(run: Run) -> None:
    for by in ("domain", "action_line", "line", "source", "theme", "budget_holder"):
        rows = run("depletion", "--as-of", AUGUST_END, "--by", by, "--json").json
        sums = [sum(row[name] for row in rows) for name in ("budget", "realised", "committed")]
        assert (sums, {row["by"] for row in rows}) == ([1500_00, 260_50, 100_00], {by})


@pytest.mark.usefixtures("_filled")
def test_depletion_as_csv_says_the_same_as_json(run: Run) -> None:
    said = run("depletion", "--as-of", MAY_END, "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    facts = run("depletion", "--as-of", MAY_END, "--json").json
    assert said.status == 0
    assert [int(row["realised"]) for row in rows] == [row["realised"] for row in facts]
    assert {"forecast_p10", "run_out_probability", "signal_reason"} <= set(rows[0])


@pytest.mark.usefixtures("_filled")
def test_depletion_in_words_carries_the_scope_line(run: Run) -> None:
    status, out, _ = run("depletion", "--as-of", MAY_END)
    first, scope, *rows = out.splitlines()
    assert (status, first) == (0, "Dorpsvernieuwing, 2024, peildatum 31-05-2024")
    assert scope == PROGRAMME.scope
    assert ["25\u00a0%" in row for row in rows] == [True, False]


@pytest.mark.usefixtures("_filled")
def test_without_a_date_depletion_uses_the_end_of_the_ledger(run: Run) -> None:
    assert {row["as_of"] for row in run("depletion", "--json").json} == {"2024-05-31"}


@pytest.mark.usefixtures("_filled")
def test_another_year_and_an_earlier_state_of_knowledge_can_be_asked_for(run: Run) -> None:
    later = run("depletion", "--as-of", MAY_END, "--year", 2025, "--json").json
    assert {(row["year"], row["budget"]) for row in later} <= {(2025, 0)}
    for moment in ("2024-01-01", "2024-01-01T01:00:00+02:00"):
        rows = run("depletion", "--as-of", MAY_END, "--known-at", moment, "--json").json
        assert {row["known_at"] for row in rows} <= {0}


def test_an_empty_programme_gives_empty_figures(run: Run) -> None:
    for form in ([], ["--json"], ["--csv"]):
        assert run("depletion", "--as-of", MAY_END, *form).status == 0
    assert all(row["budget"] == 0 for row in run("depletion", "--json").json)


# --- snapshots, report, verify ---------------------------------------------------------------


def concept(run: Run) -> str:
    """The hash of the pending snapshot."""
    (found,) = (one for one in run("snapshot", "list", "--json").json if one["signed_by"] is None)
    return str(found["sha256"])


@pytest.mark.usefixtures("_filled")
def test_a_snapshot_is_frozen_signed_listed_reported_and_verified(run: Run, tmp_path: Path) -> None:
    assert run("snapshot", "list") == Said(0, "Er is nog geen momentopname.\n", "")
    frozen = run("snapshot", "freeze", "2024-06-27", "--as-of", "2024-05-31", "--as", "cor")
    assert frozen.status == 0
    assert "voorgesteld. Kenmerk" in frozen.out
    assert run("snapshot", "sign", "2024-06-27", concept(run), "--as", "cor").status == 1
    assert run("snapshot", "sign", "2024-06-27", "0" * 64, "--as", "sien").status == 1, "not what he read"
    signed = run("snapshot", "sign", "2024-06-27", concept(run)[:8], "--as", "sien")
    assert (signed.status, "is ondertekend" in signed.out) == (0, True)
    (found,) = run("snapshot", "list", "--json").json
    assert set(found) == {
        "id", "meeting", "as_of", "known_at", "sha256", "previous", "proposed_by", "proposed_at",
        "signed_by", "signed_at", "replaces", "reason",
    }  # fmt: skip
    listed = run("snapshot", "list").out
    assert unsaid(listed, "27-06-2024", "31-05-2024", "sien") == []
    out = tmp_path / "verslag.pdf"
    assert run("report", "2024-06-27", "--format", "pdf", "--out", out).status == 0
    assert out.read_bytes().startswith(b"%PDF")
    verified = run("verify")
    assert (verified.status, found["sha256"] in verified.out) == (0, True)


@pytest.mark.usefixtures("_filled")
def test_a_correction_names_what_it_replaces_and_the_old_one_stays_to_be_read(
    run: Run, tmp_path: Path
) -> None:
    freeze = ["snapshot", "freeze", "2024-06-27", "--as-of", "2024-05-31", "--as", "cor"]
    run(*freeze)
    run("snapshot", "sign", "2024-06-27", concept(run), "--as", "sien")
    (old,) = run("snapshot", "list", "--json").json
    refused = run(*freeze)
    assert (refused.status, "Stel een correctie voor" in refused.out + refused.err) == (1, True)
    said = run(*freeze, "--replaces", old["sha256"], "--reason", "Dubbel geboekt.")
    assert f"Dit is een correctie van {old['sha256']}. Reden: Dubbel geboekt." in said.out
    assert run("snapshot", "withdraw", "2024-06-27", "--as", "cor", "--reason", " ").status == 1
    taken = run("snapshot", "withdraw", "2024-06-27", "--as", "cor", "--reason", "Toch niet")
    assert (taken.status, unsaid(taken.out, "27-06-2024", "ingetrokken")) == (0, [])
    run(*freeze, "--replaces", old["sha256"], "--reason", "Dubbel geboekt.")
    run("snapshot", "sign", "2024-06-27", concept(run), "--as", "sien")
    assert f"correctie van {old['sha256'][:12]}: Dubbel geboekt." in run("snapshot", "list").out
    written = []
    for number, version in enumerate(([], ["--version", old["sha256"][:12]])):
        out = tmp_path / f"{number}.pdf"
        assert run("report", "2024-06-27", "--format", "pdf", "--out", out, *version).status == 0
        written.append(out.read_bytes())
    assert written[0] != written[1]
    unknown = run("report", "2024-06-27", "--format", "pdf", "--out", out, "--version", "0" * 64)
    assert (unknown.status, "geen momentopname met kenmerk" in unknown.out + unknown.err) == (2, True)
    assert run("verify").status == 0


@pytest.mark.usefixtures("_filled")
def test_verify_prints_the_head_and_accepts_it_again(run: Run) -> None:
    kept = [line.split()[-1] for line in run("verify").out.splitlines() if line.startswith("Kop van het")]
    assert [len(head) for head in kept] == [64]
    run("snapshot", "freeze", "2024-06-27", "--as-of", "2024-05-31", "--as", "cor")
    assert run("verify", "--head", kept[0].upper()).status == 0
    cut = run("verify", "--head", "0" * 64)
    assert (cut.status, "afgeknipt" in cut.out) == (1, True)


def test_verify_without_snapshots_says_so(run: Run) -> None:
    said = run("verify")
    assert (said.status, "nog geen ondertekende momentopname" in said.out) == (0, True)


def test_verify_refuses_with_a_line_per_difference(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "verify", lambda *_: ["Een verschil.", "Nog een."])
    assert run("verify") == Said(1, "Een verschil.\nNog een.\n", "")


# --- wrong use --------------------------------------------------------------------------------

WRONG = {
    "nothing": [],
    "unknown command": ["betaal"],
    "check without a file": ["check"],
    "accept without a number": ["accept", "--as", "cor"],
    "accept of a word": ["accept", "een", "--as", "cor"],
    "reject without a reason": ["reject", "1", "--as", "cor"],
    "depletion by something else": ["depletion", "--by", "kleur"],
    "depletion on no day": ["depletion", "--as-of", "31-31-2024"],
    "depletion on a day that is not there": ["depletion", "--as-of", "2024-02-30"],
    "depletion in no year": ["depletion", "--year", "dit"],
    "depletion as both": ["depletion", "--json", "--csv"],
    "depletion known at no moment": ["depletion", "--known-at", "0001-01-01T00:00:00+02:00"],
    "snapshot without a step": ["snapshot"],
    "freeze without a date": ["snapshot", "freeze", "2024-06-27", "--as", "cor"],
    "report as something else": ["report", "2024-06-27", "--format", "docx", "--out", "x"],
    "report to nowhere": ["report", "2024-06-27", "--format", "pdf"],
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_exits_with_status_2_and_prints_usage(run_on_sqlite: Run, what: str) -> None:
    status, out, err = run_on_sqlite(*WRONG[what])
    assert (status, out) == (2, "")
    assert "usage: python -m budget" in err


UNKNOWN = {
    "nobody to submit": (["submit", "{file}"], "Zeg met --as"),
    "person to submit": (["submit", "{file}", "--as", "niemand"], "'niemand' is geen bekende persoon"),
    "person to accept": (["accept", "1", "--as", "niemand"], "Kies uit: gea, sjoerd"),
    "person to freeze": (
        ["snapshot", "freeze", "2024-06-27", "--as-of", "2024-05-31", "--as", "niemand"],
        "'niemand' is geen bekende persoon",
    ),
    "number to accept": (["accept", "7", "--as", "cor"], "Er is geen inzending 7"),
    "huge number to accept": (["accept", str(10**30), "--as", "cor"], "Er is geen inzending 1000"),
    "number to reject": (["reject", "7", "--as", "cor", "--reason", "x"], "Er is geen inzending 7"),
    "meeting to freeze": (
        ["snapshot", "freeze", "2024-06-28", "--as-of", "2024-05-31", "--as", "cor"],
        "Er is geen vergadering op 2024-06-28. Bekende data: 2024-06-27",
    ),
    "meeting to sign": (
        ["snapshot", "sign", "2024-06-28", "1a2b3c4d", "--as", "cor"],
        "Er is geen vergadering op",
    ),
    "snapshot to sign": (
        ["snapshot", "sign", "2024-06-27", "1a2b3c4d", "--as", "cor"],
        "nog geen momentopname",
    ),
    "snapshot to report": (
        ["report", "2024-06-27", "--format", "pdf", "--out", "{folder}/x.pdf"],
        "nog geen momentopname voor 27-06-2024",
    ),
    "file to check": (["check", "{folder}/weg.xlsx"], "weg.xlsx is niet te lezen"),
    "file to submit": (["submit", "{folder}/weg.xlsx", "--as", "cor"], "weg.xlsx is niet te lezen"),
    "folder as a file": (["check", "{folder}"], "is niet te lezen"),
    "panel": (
        ["backtest", "{folder}/weg.csv", "--predictions", "{folder}/p.csv"],
        "weg.csv is niet te lezen",
    ),
    "year": (
        ["depletion", "--year", "2031"],
        "2031 is geen jaar van dit programma. Kies uit 2023 tot en met",
    ),
    "year zero": (["depletion", "--year", "0"], "0 is geen jaar van dit programma"),
    "huge year": (["depletion", "--year", "99999"], "99999 is geen jaar van dit programma"),
    "year of a date": (["depletion", "--as-of", "2027-01-01"], "2027 is geen jaar van dit programma"),
    "date before the programme": (
        ["depletion", "--as-of", "2022-12-31", "--year", "2023"],
        "De peildatum 31-12-2022 ligt voor het programma",
    ),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_an_unknown_name_is_wrong_use_and_explained(run_on_sqlite: Run, tmp_path: Path, what: str) -> None:
    words, text = UNKNOWN[what]
    places = {"file": workbook(tmp_path, PLAN), "folder": tmp_path}
    status, out, err = run_on_sqlite(*(word.format(**places) for word in words))
    assert (status, out) == (2, "")
    assert text in err


@pytest.mark.usefixtures("_filled")
def test_a_report_that_cannot_be_written_is_explained(run: Run, tmp_path: Path) -> None:
    run("snapshot", "freeze", "2024-06-27", "--as-of", "2024-05-31", "--as", "cor")
    for out in (tmp_path, tmp_path / "weg" / "verslag.pdf"):
        said = run("report", "2024-06-27", "--format", "pdf", "--out", out)
        assert (said.status, "is niet te schrijven" in said.err) == (2, True)


def test_all_mistakes_of_a_programme_are_listed(run_on_sqlite: Run, programme_folder: Path) -> None:
    (programme_folder / "programme.toml").write_text('id = "x"\nkleur = "rood"\n')
    status, out, _ = run_on_sqlite("list")
    assert status == 1
    assert "kleur (regel 2): " in out
    assert "name: ontbreekt" in out


def test_a_database_that_cannot_be_opened_is_explained(run_on_sqlite: Run, monkeypatch) -> None:
    monkeypatch.setenv("BUDGET_DATABASE_URL", "postgresql://ik:geheim@127.0.0.1:1/x?connect_timeout=2")
    status, out, err = run_on_sqlite("list")
    assert (status, err) == (1, "")
    assert "niet te openen (postgresql://127.0.0.1/x)" in out
    assert "geheim" not in out


def test_a_bug_gives_a_number_and_the_log_gets_the_traceback(run_on_sqlite: Run, monkeypatch) -> None:
    def fail(*_) -> None:
        raise ZeroDivisionError("de fout zelf")

    monkeypatch.setattr(delivery, "submissions", fail)
    status, out, err = run_on_sqlite("list")
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    assert "de fout zelf" not in err
    number = err.strip().rpartition(" ")[2]
    log = (log_folder() / "incidenten.log").read_text()
    assert f"incident {number}" in log
    assert "ZeroDivisionError" in log
    assert "de fout zelf" not in log.replace('raise ZeroDivisionError("de fout zelf")', "")


def test_a_closed_pipe_is_not_an_error(run_on_sqlite: Run, monkeypatch) -> None:
    def stop(*_) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(delivery, "submissions", stop)
    assert run_on_sqlite("list") == Said(0, "", "")


# --- example and preparation --------------------------------------------------------------------


def test_a_programme_without_an_example_is_reported(run_on_sqlite: Run) -> None:
    said = run_on_sqlite("load-example")
    assert (said.status, "Dit programma heeft geen voorbeeld" in said.out) == (1, True)
    status, out, err = run_on_sqlite("prepare")
    assert (status, "geen voorbeeld" in out, err) == (0, True, "")


def test_prepare_does_not_change_existing_data(run_on_sqlite: Run, tmp_path: Path) -> None:
    run_on_sqlite("submit", workbook(tmp_path, PLAN), "--as", "cor")
    status, out, err = run_on_sqlite("prepare")
    assert (status, "gegevens staan er nog" in out, err) == (0, True, "")
    assert len(run_on_sqlite("list", "--json").json) == 1


# --- as a real process ----------------------------------------------------------------------------


def process(*words: str, url: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"BUDGET_DATABASE_URL": url} if url else {})
    command = [sys.executable, "-m", "budget", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)


def test_the_module_runs_as_a_program(programme_folder: Path, ready_sqlite_url: str, tmp_path: Path) -> None:
    path = workbook(tmp_path, Content(progress=(progress(note="Loopt"),), plan=PLAN.plan))
    done = process("check", str(path), "--json", url=ready_sqlite_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert [sheet["kind"] for sheet in json.loads(done.stdout)[0]["sheets"]] == ["plan", "progress"]
    assert process("accept", "9", "--as", "cor", url=ready_sqlite_url).returncode == 2
    assert process("accept", url=ready_sqlite_url).returncode == 2


def test_output_cut_off_by_the_reader_gives_no_traceback(
    programme_folder: Path, ready_sqlite_url: str
) -> None:
    command = (
        f"{sys.executable} -m budget depletion --as-of 2024-05-31 --json | true; exit ${{PIPESTATUS[0]}}"
    )
    environment = os.environ | {"BUDGET_DATABASE_URL": ready_sqlite_url}
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, text=True, capture_output=True, check=False
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("typed", ["GEA", " gea ", "\uff47ea"])
def test_a_person_typed_in_another_way_is_recorded_as_the_programme_writes_him(
    run_on_sqlite: Run, tmp_path: Path, typed: str
) -> None:
    assert run_on_sqlite("submit", workbook(tmp_path, PLAN), "--as", "mo").status == 0
    assert (
        run_on_sqlite("submit", workbook(tmp_path, plan(line("GRO-2")), "twee.xlsx"), "--as", typed).status
        == 0
    )
    found = run_on_sqlite("list", "--json").json
    assert [submission["submitted_by"] for submission in found] == ["mo", "gea"]


@pytest.mark.parametrize("typed", ["COR", "cor ", "C\uff2fr"])
def test_the_submitter_in_another_spelling_cannot_accept(
    run_on_sqlite: Run, tmp_path: Path, typed: str
) -> None:
    assert run_on_sqlite("submit", workbook(tmp_path, PLAN), "--as", "cor").status == 0
    said = run_on_sqlite("accept", "1", "--as", typed)
    assert (said.status, "tweede persoon" in said.out) == (1, True)


@pytest.mark.parametrize("typed", ["", "c\u043er", "c\u200bor"])
def test_a_look_alike_or_empty_person_is_unknown(run_on_sqlite: Run, tmp_path: Path, typed: str) -> None:
    said = run_on_sqlite("submit", workbook(tmp_path, PLAN), "--as", typed)
    assert (said.status, "geen bekende persoon" in said.err) == (2, True)
