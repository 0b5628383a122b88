"""An amount that a comma cut in two is refused."""

from __future__ import annotations

import pytest

from budget.model import Programme
from tests.intake.workbooks import cells, check, line

HEAD = "Boekstuknummer,Boekdatum,Regelcode,Bedrag,Leverancier\n"


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ("B1,01-03-2024,JEU-001,100,50,\n", True),
        ("B1,01-03-2024,JEU-001,100,50\n", True),
        ("B1,01-03-2024,JEU-001,100,50,Bakker\n", True),
        ('B1,01-03-2024,JEU-001,"100,50",\n', False),
        ("B1,01-03-2024,JEU-001,100,Bakker\n", False),
        ("B1,01-03-2024,JEU-001,100,50123\n", False),
    ],
)
def test_a_decimal_comma_without_quotes_is_refused(row: str, refused: bool, programme: Programme):
    checked = check((HEAD + row).encode(), programme, line(), name="boekingen.csv")
    assert bool(cells(checked, "csv-fields")) is refused
    assert checked.accepted is not refused


def test_a_trailing_semicolon_is_accepted(programme: Programme):
    text = HEAD.replace(",", ";") + "B1;01-03-2024;JEU-001;100,50;Bakker;\n"
    assert check(text.encode(), programme, line(), name="boekingen.csv").accepted
