"""A mapping is text that people read and correct: what is wrong in it is said, and nothing is guessed."""

from __future__ import annotations

import pytest

from budget.intake.mapping.layout import fingerprint, named_columns, read_layouts, write_layouts
from budget.model import BudgetError
from tests.intake.layouts import DEBIT_TOML, KINDS_TOML, REVENUE_TOML, SAP_TOML, SEVERAL_TOML, WIDE_TOML

WRITTEN = 'naam = "Mutaties"\ndecimaalteken = "punt"\ndatum = "maand-dag-jaar"'
POINT_TOML = DEBIT_TOML.replace('naam = "Mutaties"', WRITTEN)


@pytest.mark.parametrize(
    "toml", [SAP_TOML, DEBIT_TOML, WIDE_TOML, KINDS_TOML, SEVERAL_TOML, REVENUE_TOML, POINT_TOML]
)
def test_what_is_written_reads_back_the_same(toml: str) -> None:
    layouts = read_layouts(toml)
    assert read_layouts(write_layouts(layouts, {"Bron": "controleer dit"})) == layouts


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('soort = "boekingen"', 'soort = "facturen"', "'soort' is een van bestedingsplan, boekingen"),
        ('Bedrag = "Debet"', 'Bedrag = "Debit"', "kolom 'Debit' staat niet bij de koppen"),
        ('Bedrag = "Debet"', "", "'Bedrag' ontbreekt"),
        ('Bedrag = "Debet"', 'Bedrgag = "Debet"', "'Bedrgag' is geen kolom van ons blad"),
        ('min = "Credit"', 'min = "Kredit"', "kolom 'Kredit' staat niet bij de koppen"),
        ('naam = "Mutaties"', 'naam = "M"\neenheid = 10', "'eenheid' is 1, 1000 of 1000000"),
        ('naam = "Mutaties"', "titel = 1", "'titel' is geen bekende sleutel"),
        ('naam = "Mutaties"', 'decimaalteken = "komma"', "'decimaalteken' is \"punt\", of staat er niet"),
        ('naam = "Mutaties"', 'datum = "maand"', "'datum' is dag-maand-jaar, maand-dag-jaar, jaarmaanddag"),
        ("[[koppeling]]", "[[koppelingen]]", "staat alleen [[koppeling]]"),
        ("[[koppeling]]", "[[koppeling", "niet te lezen"),
    ],
)
def test_every_fault_of_a_mapping_is_told(old: str, new: str, said: str) -> None:
    assert old in DEBIT_TOML
    with pytest.raises(BudgetError) as told:
        read_layouts(DEBIT_TOML.replace(old, new, 1))
    assert said in str(told.value)


def test_months_are_twelve_or_four_quarters() -> None:
    with pytest.raises(BudgetError, match="'maanden' noemt twaalf kolommen, of vier"):
        read_layouts(WIDE_TOML.replace('maanden = ["jan", ', "maanden = [", 1))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (["boekstuk", "BEDRAG  (€)", "Código"], True),
        (["Boekstuk", "Codigo", "Bedrag"], False),
        (["Boekstuk", "Bedrag"], False),
        (["Boekstuk", "Bedrag", "Codigo", "Extra"], False),
    ],
)
def test_a_fingerprint_knows_a_header_in_any_case_and_no_other(other: list[str], same: bool) -> None:
    assert (fingerprint(other) == fingerprint(["Boekstuk", "Bedrag", "Codigo"])) is same


def test_equal_headers_are_told_apart_by_their_number() -> None:
    assert named_columns(["Baten", "Lasten", "Lasten", "Lasten"]) == {
        "Baten": 0,
        "Lasten": 1,
        "Lasten#2": 2,
        "Lasten#3": 3,
    }
