"""Typed cells are written in Dutch in one place, the same for every format."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from budget import labels
from budget.export.cells import (
    Cell,
    EuroChange,
    Euros,
    Phrase,
    Room,
    RoundEuros,
    Share,
    Short,
    amount,
    delivered,
    written,
)
from budget.labels import NOT_YET, NOTHING


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("€ 5", "€ 5"),
        (Euros(1_234_56), "€ 1.235"),
        (Euros(1_00, mark="*"), "€ 1*"),
        (Euros(0), "€ 0"),
        (Euros(None), labels.UNKNOWN),
        (Euros(None, mark="*"), labels.UNKNOWN),
        (amount(None), NOTHING),
        (amount(0), "€ 0"),
        (delivered(None), NOT_YET),
        (delivered(0), "€ 0"),
        (RoundEuros(511_000_00, " vrij"), "€ 511 duizend vrij"),
        (EuroChange(50_00), "+ € 50"),
        (EuroChange(-50_00), f"{labels.MINUS} € 50"),
        (Room(-1_00), f"{labels.MINUS} € 1 (tekort)"),
        (Share(0.5), "50 %"),
        (Share(None), labels.NOT_APPLICABLE),
        (date(2024, 9, 30), "30-09-2024"),
        (datetime(2024, 9, 30, 23), "30-09-2024"),
        (Short("een  lange\nzin", 9), "een …"),
        (Short("", 9), ""),
        (Phrase(("tussen ", Euros(1_00), " en ", Euros(2_00))), "tussen € 1 en € 2"),
        (Phrase((Share(0.1), Share(0.2)), ", "), "10 %, 20 %"),
    ],
)
def test_a_cell_is_written(cell: Cell, words: str) -> None:
    assert written(cell).replace(labels.NBSP, " ") == words
