"""`programme`: a file is a proposal, and a private copy gives no rights."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.__main__ import main
from budget.intake.output.template import write_workbook
from budget.programme import load_programme
from tests.intake.workbooks import xlsx
from tests.store.samples import PROGRAMME, TOML, line, plan
from tests.usecases.test_first_plans import FOREIGN

GEA_CONTROLS = TOML.replace('role = "budgethouder"\ndomains = ["GRO"]', 'role = "controller"')


@pytest.fixture
def folder(tmp_path: Path, ready_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programme folder, with a plan pending in the shared database."""
    home = tmp_path / "dorp"
    home.mkdir()
    (home / "programme.toml").write_text(TOML, encoding="utf-8")
    (home / "plan.xlsx").write_bytes(write_workbook(plan(line()), PROGRAMME, "Proef"))
    monkeypatch.setenv("BUDGET_PROGRAMME", str(home))
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_sqlite_url)
    assert main(["submit", str(home / "plan.xlsx"), "--as", "mo"]) == 0
    return home


def run(capsys: pytest.CaptureFixture, *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    return main([str(word) for word in words]), *capsys.readouterr()


def test_a_private_copy_of_the_programme_gives_nobody_another_role(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    own = tmp_path / "eigen"
    own.mkdir()
    (own / "programme.toml").write_text(GEA_CONTROLS, encoding="utf-8")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(own))
    status, out, err = run(capsys, "accept", 1, "--as", "gea")
    assert status == 1
    assert "Gea Groen mag niet vaststellen" in out
    assert "'budgethouder'" in err
    assert "'controller'" in err
    status, out, _ = run(capsys, "programme", "propose", own / "programme.toml", "--as", "gea")
    assert (status, "mag geen wijziging" in out) == (1, True)
    run(capsys, "programme", "propose", own / "programme.toml", "--as", "cor")
    assert run(capsys, "programme", "accept", 1, "--as", "gea")[0] == 1
    assert run(capsys, "programme", "accept", 1, "--as", "cor")[0] == 1
    assert run(capsys, "verify")[0] == 0


def test_a_programme_file_that_differs_is_reported_and_ignored(
    folder: Path, capsys: pytest.CaptureFixture
) -> None:
    (folder / "programme.toml").write_text(TOML.replace("Dorpsraad", "Raad"), encoding="utf-8")
    status, _, err = run(capsys, "list")
    assert (status, "Dorpsraad" in err, "Raad" in err) == (0, True, True)
    (folder / "programme.toml").write_text(f"# uitleg\n{TOML}", encoding="utf-8")
    assert run(capsys, "list")[2] == ""


def test_an_accepted_change_can_be_exported_as_a_file(folder: Path, capsys: pytest.CaptureFixture) -> None:
    new = folder / "nieuw.toml"
    new.write_text(TOML.replace("Dorpsraad", "Raad"), encoding="utf-8")
    assert run(capsys, "programme", "import", new, "--as", "cor", "--reason", "Nieuwe naam")[0] == 0
    assert "programmavoorstel 1 " in run(capsys, "programme", "list")[1].lower()
    assert run(capsys, "programme", "accept", 1, "--as", "sien")[0] == 0
    assert run(capsys, "programme", "export", folder / "programme.toml")[0] == 0
    assert (folder / "programme.toml").read_text(encoding="utf-8") == new.read_text(encoding="utf-8")
    assert run(capsys, "programme", "export", folder / "oud.toml", "--version", 1)[0] == 0
    assert (folder / "oud.toml").read_text(encoding="utf-8") == TOML
    assert run(capsys, "programme", "export", folder / "geen.toml", "--version", 3)[0] == 1
    status, out, err = run(capsys, "verify")
    assert (status, err) == (0, ""), out


def test_a_proposal_is_sent_back_with_a_reason(folder: Path, capsys: pytest.CaptureFixture) -> None:
    new = folder / "nieuw.toml"
    new.write_text(TOML.replace("Dorpsraad", "Raad"), encoding="utf-8")
    run(capsys, "programme", "propose", new, "--as", "cor")
    assert run(capsys, "programme", "refuse", 1, "--as", "sien", "--reason", "Nog niet")[0] == 0
    assert run(capsys, "programme", "accept", 1, "--as", "sien")[0] == 1


def test_a_check_names_the_line_of_a_mistake(folder: Path, capsys: pytest.CaptureFixture) -> None:
    wrong = folder / "fout.toml"
    wrong.write_text(TOML.replace('role = "bestuur"', 'role = "baas"'), encoding="utf-8")
    at = wrong.read_text(encoding="utf-8").splitlines().index('role = "baas"') + 1
    status, out, _ = run(capsys, "programme", "check", wrong)
    assert (status, f"regel {at}" in out) == (1, True)
    assert run(capsys, "programme", "check", folder / "programme.toml")[0] == 0
    wrong.write_bytes(b"\xff")
    assert run(capsys, "programme", "check", wrong)[0] == 1
    assert run(capsys, "programme", "check", folder / "weg.toml")[0] == 2


def test_a_programme_file_is_drafted_from_existing_plans(folder: Path, capsys: pytest.CaptureFixture) -> None:
    out = folder / "nieuw"
    status, said, _ = run(capsys, "programme", "start", folder / "plan.xlsx", "--out", out)
    assert (status, "Domeinen: 1. Bronnen: 1." in said) == (0, True)
    status, said, _ = run(capsys, "programme", "check", out / "programme.toml")
    assert (status, "Nog in te vullen" in said, "Signaalregels: 9" in said) == (0, True, True)
    before = (out / "programme.toml").read_bytes()
    assert run(capsys, "programme", "start", folder / "plan.xlsx", "--out", out)[0] == 1
    assert (out / "programme.toml").read_bytes() == before


SILENT = xlsx(
    Blad=[["Code", "Opgave", "Project", "Bedrag"], ["1", "Zorg", "Spreekuur", 100], ["2", "Groen", "Bos", 50]]
)


def test_a_plan_without_domains_is_refused_with_an_explanation(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    plan_file, out = tmp_path / "plan.xlsx", tmp_path / "nieuw"
    headers = ["Regelcode", "Opgavedomein", "Actielijn", "Activiteit", "Bron", "Budgethouder", "Jaar"]
    plan_file.write_bytes(
        xlsx(Plan=[[*headers, "Begroot"], ["A-1", None, "Lijn", "Werk", "Fonds", "Jo", 2025, 100]])
    )
    status, said, _ = run(capsys, "programme", "start", plan_file, "--out", out)
    assert (status, "opgavedomein" in said, out.exists()) == (1, True, False)


def test_the_options_for_a_missing_source_or_year_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    plan_file, out = tmp_path / "plan.xlsx", tmp_path / "nieuw"
    plan_file.write_bytes(SILENT)
    words = ("programme", "start", plan_file, "--out", out)
    status, said, _ = run(capsys, *words)
    assert (status, "--source" in said, "--year" in said, out.exists()) == (1, True, True, False)
    status, said, _ = run(capsys, *words, "--year", "2025")
    assert (status, "--source" in said, "--year" in said) == (1, True, False)
    status, said, _ = run(capsys, *words, "--source", "GF=Gemeentefonds")
    assert (status, "--source" in said, "--year" in said) == (1, False, True)
    for wrong in (("--source", "GF=", "--year", "2025"), ("--source", "GF=Gemeentefonds", "--year", "1999")):
        assert run(capsys, *words, *wrong)[0] == 1
    assert not out.exists()
    assert run(capsys, *words, "--source", "GF=Gemeentefonds", "--year", "2025")[0] == 0
    found = load_programme(out)
    assert [(one.code, one.name, one.first_year) for one in found.sources] == [("GF", "Gemeentefonds", 2025)]
    assert found.years == (2025,)
    assert run(capsys, "programme", "check", out / "programme.toml")[0] == 0


def test_the_given_source_fills_rows_without_one_only(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    rows = [["Code", "Opgave", "Bron", "Bedrag"], ["1", "Zorg", None, 100], ["2", "Groen", "Klimaatpot", 50]]
    plan_file = tmp_path / "plan.xlsx"
    plan_file.write_bytes(xlsx(Blad=rows))
    words = ("programme", "start", plan_file, "--out", tmp_path / "nieuw", "--source", "Zorgfonds")
    assert run(capsys, *words, "--year", "2026")[0] == 0
    assert {one.name for one in load_programme(tmp_path / "nieuw").sources} == {"Klimaatpot", "Zorgfonds"}


def test_a_plan_with_other_columns_gets_a_draft_mapping_beside_the_programme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, capsys: pytest.CaptureFixture
) -> None:
    plan_file, out = tmp_path / "begroting.xlsx", tmp_path / "nieuw"
    plan_file.write_bytes(FOREIGN)
    status, said, _ = run(capsys, "programme", "start", plan_file, "--out", out)
    mapping = out / "begroting.koppeling.toml"
    assert (status, f"--mapping {mapping}" in said) == (0, True)
    monkeypatch.setenv("BUDGET_PROGRAMME", str(out))
    monkeypatch.setenv("BUDGET_DATABASE_URL", ready_sqlite_url)
    words = ("submit", plan_file, "--mapping", mapping, "--as", "controller.1")
    assert run(capsys, *words)[0] == 1, "the total of its own system is still asked"
    assert run(capsys, *words, "--control-total", "415.000,00")[0] == 0
    assert "begroting.xlsx" in run(capsys, "list")[1]
