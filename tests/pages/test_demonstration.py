"""A demonstration: nobody has a role before choosing a person."""

from __future__ import annotations

import pytest

from budget.store.database_use import DatabaseUse
from budget.store.engine import open_store
from budget.usecases.database_use import begin
from tests.store.samples import NOW


@pytest.mark.parametrize("page", ["deliver", "accept"])
def test_a_page_with_submissions_has_no_default_person(example, page: str) -> None:
    screen = example.open(page)
    assert "Zeg eerst wie u bent" in screen.text
    assert not screen.app.get("file_uploader")
    assert ".xlsx" not in screen.text


def test_a_visitor_without_a_chosen_person_sees_figures_and_no_form(example) -> None:
    screen = example.open("domain")
    assert "besteed; gepland was" in screen.text
    assert not [button for button in screen.app.button if button.label == "Vastleggen"]


def test_a_database_of_real_work_does_not_open_in_a_demonstration(open_app, programme, tmp_path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'echt.db'}")
    begin(store, programme, DatabaseUse.REAL, "t.mulder", NOW)
    store.close()
    app = open_app(tmp_path / "echt.db").app.run()
    assert "omgeving met login" in app.error[0].value
    assert not app.title
