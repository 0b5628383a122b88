"""The page Aansluiting tells of every accepted file whether it was reconciled."""

from __future__ import annotations


def test_what_was_not_reconciled_is_said(example):
    screen = example.open("reconcile")
    assert screen.heading.startswith("Geen van de 7 domeinen sluit")
    assert "niet aangesloten" in screen.text
    assert "veiligheid_boekingen_2024-09-30.xlsx" in screen.text
