"""Which programmes an installation has, and which of them is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budget.model.words import BudgetError, UnknownNameError
from budget.programme.installed import BEGIN, PAGE_NAMES, find_installed, folder_of
from tests.conftest import ROOT


def folders(home: Path, *names: str) -> tuple[Path, ...]:
    made = []
    for number, name in enumerate(names):
        folder = home / str(number)
        folder.mkdir()
        (folder / "programme.toml").write_text(f'id = "{name}"\n')
        made.append(folder)
    return tuple(made)


def test_each_folder_is_found_by_the_id_in_its_file(tmp_path: Path) -> None:
    dorp, stad = folders(tmp_path, "dorp", "stad-2")
    assert find_installed((dorp, stad)) == {"dorp": dorp, "stad-2": stad}


@pytest.mark.parametrize(
    "name", ["", "Dorp", "dorp/stad", "..", "é", "-dorp", "_stcore", "api", "bestuur", BEGIN]
)
def test_an_id_that_cannot_begin_an_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BudgetError, match="kan geen adres zijn"):
        find_installed(folders(tmp_path, name))


def test_two_folders_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BudgetError, match="Kies er een"):
        find_installed(folders(tmp_path, "dorp", "dorp"))


def test_a_folder_without_a_programme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BudgetError, match="niet te lezen"):
        find_installed((tmp_path,))


def test_a_folder_that_cannot_be_read_does_not_block_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dorp, broken, stad = folders(tmp_path, "dorp", "kapot", "stad")
    (broken / "programme.toml").write_text("id = \n")
    assert find_installed((dorp, broken, stad)) == {"dorp": dorp, "stad": stad}
    assert str(broken) in caplog.text
    assert folder_of((dorp, broken, stad), "stad") == stad
    with pytest.raises(BudgetError, match="niet te lezen"):
        folder_of((dorp, broken, stad), broken.name)
    with pytest.raises(UnknownNameError):
        folder_of((dorp, broken, stad), "kapot")


def test_an_id_that_is_no_address_does_not_block_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dorp, _ = found = folders(tmp_path, "dorp", "Stad 2")
    assert find_installed(found) == {"dorp": dorp}
    assert "'Stad 2'" in caplog.text


def test_a_single_folder_is_used_without_reading_it(tmp_path: Path) -> None:
    assert folder_of((tmp_path,), "") == tmp_path


def test_among_several_folders_one_must_be_named(tmp_path: Path) -> None:
    dorp, stad = folders(tmp_path, "dorp", "stad")
    assert folder_of((dorp, stad), "stad") == stad
    for name in ("", "elders"):
        with pytest.raises(UnknownNameError, match="--programme: dorp, stad"):
            folder_of((dorp, stad), name)


def test_the_names_of_all_pages_are_known() -> None:
    said = re.findall(r'url_path="([^"]+)"', (ROOT / "app.py").read_text(encoding="utf-8"))
    assert set(PAGE_NAMES) == set(said)
