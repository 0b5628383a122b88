"""Beheer: an area shares its figures with the country once two persons agreed on the page; one stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.lake.folder import LakeFolder
from budget.programme import load_programme
from budget.store.engine import open_store
from budget.usecases import lake_export, sharing
from tests.conftest import EXAMPLE
from tests.lake.areas import TODAY

PROGRAMME = load_programme(EXAMPLE)
FIELDS = {"gebied": "Nieuw-West", "geteld": "01-01-2024", "besluit": "Collegebesluit 12"}


def propose(screen):
    """Propose as the controller."""
    screen.become("c.vandijk")
    for key, value in FIELDS.items():
        screen.app.text_input(key=f"delen-{key}").set_value(value)
    screen.app.number_input(key="delen-inwoners").set_value(161_000)
    screen.app.button(key="delen-voorstellen").click()
    return screen.run()


def labels(screen) -> list[str]:
    return [button.label for button in screen.app.button]


def test_two_persons_agree_to_share_and_one_can_stop(
    own_example, example_database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BUDGET_LAKE", str(tmp_path / "land"))
    screen = propose(own_example.open("programme"))
    assert "Vaststellen: dit gebied deelt" not in labels(screen), "his own proposal"
    screen.become("h.smit")
    assert all(word in screen.text for word in ("Nieuw-West", "161.000", "Collegebesluit 12"))
    screen.click("Vaststellen: dit gebied deelt")
    assert (screen.errors, "Stop met delen" in labels(screen)) == ([], True)
    store, folder = (
        open_store(f"sqlite:///{tmp_path / example_database.name}"),
        LakeFolder(str(tmp_path / "land")),
    )
    lake_export.publish(store, PROGRAMME, "b.haddad", folder, TODAY)
    assert folder.manifest(PROGRAMME.id).files
    screen.click("Stop met delen")
    assert screen.errors, "without a reason"
    assert folder.manifest(PROGRAMME.id).files
    screen.app.text_input(key="delen-stop-reden").set_value("Besluit van de raad")
    screen.click("Stop met delen")
    assert (screen.errors, folder.manifest(PROGRAMME.id).files) == ([], {})
    assert "Besluit van de raad" in screen.text
    (one,) = sharing.sharings(store, PROGRAMME, "c.vandijk")
    assert (one.proposed_by, one.decided_by, one.ended_by) == ("c.vandijk", "h.smit", "h.smit")
    store.close()


def test_a_proposal_is_sent_back_or_taken_back_with_a_reason(own_example) -> None:
    screen = propose(own_example.open("programme"))
    for person, label in (("h.smit", "Terugsturen"), ("c.vandijk", "Intrekken")):
        screen.become(person)
        screen.app.text_input(key="delen-nee-reden").set_value("Nog niet")
        screen.click(label)
        assert (screen.errors, "Voorstellen" in labels(screen)) == ([], True)
        propose(screen)


def test_an_incomplete_sharing_proposal_is_refused(own_example) -> None:
    screen = own_example.open("programme", person="c.vandijk")
    screen.app.button(key="delen-voorstellen").click()
    assert screen.run().errors


def test_the_sharing_form_is_shown_only_to_those_who_may_share(own_example) -> None:
    screen = own_example.open("programme", person="h.smit")
    assert "Voorstellen" in labels(screen)
    screen.become("k.yilmaz")
    assert "Voorstellen" not in labels(screen)
