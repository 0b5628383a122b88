"""Confirming a first programme confirms exactly the draft on screen."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from budget.programme import FILE_NAME
from budget.store.engine import open_store
from budget.usecases import start
from tests.usecases.test_start import begun, confirm


def page(url: str, folder: str) -> None:
    from pathlib import Path

    from budget.store.engine import open_store
    from budget.ui.start import show_start
    from tests.store.samples import NOW

    show_start(open_store(url, migrates=False), Path(folder), None, NOW, [])


def test_a_click_does_not_confirm_a_draft_that_changed_meanwhile(
    ready_sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "programma"
    begun(folder)
    store = open_store(ready_sqlite_url)
    assert confirm(store, folder, "carla") is None
    screen = AppTest.from_function(page, kwargs={"url": ready_sqlite_url, "folder": str(folder)})
    screen.run(timeout=60)
    screen.selectbox(key="begin-wie-carla").set_value("dirk").run(timeout=60)
    text = start.load_draft(folder).programme.text
    start.save(folder, text.replace("Stuurgroep", "Een andere groep"))
    assert confirm(store, folder, "carla") is None
    screen.button(key="begin-bevestigen").click().run(timeout=60)
    assert len(screen.error) == 1
    assert not (folder / FILE_NAME).exists()
    screen.button(key="begin-bevestigen").click().run(timeout=60)
    assert "Een andere groep" in (folder / FILE_NAME).read_text(encoding="utf-8")
    store.close()
