"""The page Aansluiting tells of every accepted file whether it was reconciled."""

from __future__ import annotations

from pathlib import Path

from budget.intake.check_context import CheckContext
from budget.labels import euro_exact
from budget.programme import load_programme
from budget.sandbox.check import check_file
from budget.usecases.control_totals import totals_by_kind

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "data" / "samen-nieuw-west"
FILE = "veiligheid_boekingen_2024-09-30.xlsx"


def test_ledgers_that_were_not_reconciled_are_listed(example):
    screen = example.open("reconcile")
    assert screen.heading.startswith("Geen van de 7 domeinen sluit")
    assert "niet aangesloten" in screen.text
    assert "veiligheid_boekingen_2024-09-30.xlsx" in screen.text


def test_a_file_without_changes_can_be_submitted_once_its_totals_are_typed(own_example):
    data = (EXAMPLE / "voorbeeld" / FILE).read_bytes()
    read = totals_by_kind(check_file(FILE, data, load_programme(EXAMPLE), CheckContext(())))
    screen = own_example.open("deliver", person="k.yilmaz").upload("nog-eens.xlsx", data)
    assert screen.button("Indienen").disabled
    totals = [field for field in screen.app.text_input if "in uw systeem" in field.label]
    for field, cents in zip(totals, read.values(), strict=True):
        field.input(euro_exact(cents))
    screen.run()
    assert not screen.button("Indienen").disabled
