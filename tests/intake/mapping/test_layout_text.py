"""Mappings as editable TOML: every error is reported, nothing is guessed."""

from __future__ import annotations

import pytest

from budget.intake.mapping.layout import Layout, Offer, Part, fingerprint, named_columns
from budget.intake.mapping.layout_text import open_questions, read_layouts
from budget.intake.mapping.layout_writing import write_layouts
from budget.model import BudgetError, SheetKind
from tests.intake.layouts import DEBIT_TOML, KINDS_TOML, REVENUE_TOML, SAP_TOML, SEVERAL_TOML, WIDE_TOML

WRITTEN = 'naam = "Mutaties"\ndecimaalteken = "punt"\ndatum = "maand-dag-jaar"'
GOES_ON_TOML = DEBIT_TOML.replace('min = "Credit"', 'min = "Credit"\nloopt-door = ["Debet"]')
POINT_TOML = DEBIT_TOML.replace('naam = "Mutaties"', WRITTEN)


@pytest.mark.parametrize(
    "toml",
    [SAP_TOML, DEBIT_TOML, WIDE_TOML, KINDS_TOML, SEVERAL_TOML, REVENUE_TOML, POINT_TOML, GOES_ON_TOML],
)
def test_written_layouts_read_back_the_same(toml: str) -> None:
    layouts = read_layouts(toml)
    assert read_layouts(write_layouts(layouts)) == layouts


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
        ('min = "Credit"', 'min = "Credit"\nloopt-door = ["Soms"]', "'Soms' staat bij loopt-door"),
        ("[[koppeling]]", "[[koppelingen]]", "staat alleen [[koppeling]]"),
        ("[[koppeling]]", "[[koppeling", "niet te lezen"),
    ],
)
def test_every_error_in_a_mapping_is_reported(old: str, new: str, said: str) -> None:
    assert old in DEBIT_TOML
    with pytest.raises(BudgetError) as told:
        read_layouts(DEBIT_TOML.replace(old, new, 1))
    assert said in str(told.value)


def test_a_part_without_a_kind_is_reported() -> None:
    head, first, second, third = SEVERAL_TOML.split("[[koppeling.deel]]")
    lost = "[[koppeling.deel]]".join([head, first, second, third.replace('soort = "boekingen"\n', "")])
    with pytest.raises(BudgetError, match="ontbreekt in deel 3"):
        read_layouts(lost)


@pytest.mark.parametrize("kind", ["bestedingsplan", "boekingen"])
def test_one_of_two_parts_without_a_kind_is_reported_unless_the_mapping_was_kept_before(kind: str) -> None:
    """Mappings accepted before this rule keep their meaning."""
    head, first, second = KINDS_TOML.split("[[koppeling.deel]]")
    lost = "[[koppeling.deel]]".join(
        [head, *(one.replace(f'soort = "{kind}"\n', "") for one in (first, second))]
    )
    with pytest.raises(BudgetError, match="'soort' ontbreekt in deel"):
        read_layouts(lost)
    ((kept,),) = [layout.parts for layout in read_layouts(lost, is_kept=True)]
    assert kept in read_layouts(KINDS_TOML)[0].parts


def test_twelve_month_columns_or_four_quarters_are_required() -> None:
    with pytest.raises(BudgetError, match="'maanden' noemt twaalf kolommen"):
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
def test_a_fingerprint_ignores_case_and_matches_no_other_header(other: list[str], same: bool) -> None:
    assert (fingerprint(other) == fingerprint(["Boekstuk", "Bedrag", "Codigo"])) is same


def test_equal_headers_are_numbered() -> None:
    assert named_columns(["Baten", "Lasten", "Lasten", "Lasten"]) == {
        "Baten": 0,
        "Lasten": 1,
        "Lasten#2": 2,
        "Lasten#3": 3,
    }


ODD = 'a"b\n[[koppeling]]\x07 # c'


def test_text_from_a_file_cannot_break_out_of_its_toml_line() -> None:
    part = Part(
        SheetKind.LEDGER,
        {"code": ODD, "amount": "B"},
        {"document": ODD, "date": "2024-01-31"},
        {"code": {ODD: ODD}},
        without={ODD: (ODD,)},
        offers=(Offer("kolommen", "supplier", ODD, ODD), Offer("maanden", "", (ODD,), ODD)),
        remarks={"Regelcode": ODD, ODD: ODD},
    )
    layout = Layout(ODD, (ODD, "B"), 1, (part,), notes=(ODD,))
    assert read_layouts(write_layouts([layout])) == (layout,)


def test_an_open_question_in_a_mapping_is_refused_by_name_until_it_is_answered() -> None:
    offers = (Offer("kolommen", "amount", "B", "2 rijen"), Offer("vast", "date", "2024-01-31"))
    part = Part(SheetKind.LEDGER, {"code": "A"}, {"document": "x"}, offers=offers)
    layout = Layout("Blad", ("A", "B"), 1, (part,))
    text = write_layouts([layout])
    with pytest.raises(BudgetError) as told:
        read_layouts(text)
    assert ("'Bedrag' ontbreekt" in str(told.value), "'Boekdatum' ontbreekt" in str(told.value)) == (
        True,
        True,
    )
    assert open_questions([layout]) == ("Blad, boekingen: Boekdatum en Bedrag",)
    answered = text.replace('# "Bedrag"', '"Bedrag"').replace('# "Boekdatum"', '"Boekdatum"')
    (found,) = read_layouts(answered)
    assert (found.parts[0].columns["amount"], found.parts[0].constants["date"]) == ("B", "2024-01-31")
