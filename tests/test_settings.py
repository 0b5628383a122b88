"""Settings: folders, database and programmes of an installation."""

from pathlib import Path

import pytest

from budget.settings import ROOT, Settings, read_settings


def test_without_settings_the_example_runs_on_a_file_in_data() -> None:
    assert read_settings({}) == Settings(
        (ROOT / "data" / "samen-nieuw-west",), f"sqlite:///{ROOT / 'data' / 'budget.db'}"
    )


def test_an_empty_setting_counts_as_unset() -> None:
    assert read_settings({"BUDGET_PROGRAMME": "", "BUDGET_DATABASE_URL": ""}) == read_settings({})


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_PROGRAMME", "/srv/dorp")
    monkeypatch.setenv("BUDGET_DATABASE_URL", "postgresql://ergens/budget")
    assert read_settings() == Settings((Path("/srv/dorp"),), "postgresql://ergens/budget")
    assert not read_settings().has_many


def test_several_folders_have_a_colon_between_them() -> None:
    found = read_settings({"BUDGET_PROGRAMME": "/srv/dorp:/srv/stad"})
    assert found.programme_folders == (Path("/srv/dorp"), Path("/srv/stad"))
    assert found.programme_folder == Path("/srv/dorp")
    assert found.has_many


def test_a_programme_started_on_screen_is_available_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    assert not read_settings().has_many
    for name in ("oost", "nieuw", "leeg"):
        (tmp_path / "programmas" / name).mkdir(parents=True)
    for name in ("oost", "nieuw"):
        (tmp_path / "programmas" / name / "programme.toml").touch()
    assert read_settings().programme_folders == (tmp_path, tmp_path / "programmas" / "oost")


def test_a_copied_folder_is_skipped_and_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    more = tmp_path / "programmas"
    for folder, name in ((tmp_path, "dorp"), (more / "oost", "oost"), (more / "kopie van oost", "oost"),
                         (more / "dorp 2", "dorp"), (more / "west", "west")):  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "programme.toml").write_text(f'id = "{name}"\n')
    (more / "kapot").mkdir()
    (more / "kapot" / "programme.toml").write_text("id = ")
    for _ in range(2):
        found = read_settings({"BUDGET_PROGRAMME": str(tmp_path)})
    assert found.programme_folders == (tmp_path, more / "kapot", more / "oost", more / "west")
    assert {one.folder.name: one.original.name for one in found.copies} == {
        "kopie van oost": "oost",
        "dorp 2": tmp_path.name,
    }
    assert [caplog.text.count(f"De map '{name}'") for name in ("kopie van oost", "dorp 2")] == [1, 1]
    (more / "dorp 2" / "programme.toml").write_text('id = "noord"  # no copy any more\n')
    assert more / "dorp 2" in read_settings({"BUDGET_PROGRAMME": str(tmp_path)}).programme_folders


def test_a_copy_of_the_only_programme_makes_no_second_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "programmas" / "kopie"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "programme.toml").write_text('id = "dorp"\n')
    assert not read_settings({"BUDGET_PROGRAMME": str(tmp_path)}).has_many
