"""The report of all areas: two pages, however many areas there are."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from budget.export.country_words import WORDS
from budget.export.pdf.country import country_pdf
from budget.model.country import Area, Country, Group, Risk, SignedPosition
from budget.model.figures import Interval, Measures, MissingBookings, Row, RunOut, Signal
from budget.model.words import BudgetError, By, Colour

M = Measures(100_00, 100_00, 90_00, 0, 60_00, 10_00, 55_00, Interval(80_00, 90_00, 99_00),
             RunOut(None, None, None, 0.0))  # fmt: skip
DAY = date(2024, 9, 30)


def made(number: int) -> Country:
    """A country with this number of areas with long names, each with something missing."""
    areas = []
    for n in range(number):
        name = f"Verzonnen gebied met een lange naam {n}"
        row = Row(By.PROGRAMME, f"g{n}", name, "", M, Signal(tuple(Colour)[n % 4], "x", "Reden."))
        stand, missing = SignedPosition(DAY, DAY, "ab" * 32), (MissingBookings("WON", "Wonen", DAY),)
        areas.append(Area(f"g{n}", name, "Scope", "Verzonnen.", 10, DAY, DAY, DAY, stand, row, missing))
    groups = tuple(Group(f"S{n}", "T", f"Bron {n}", number, M, (1, 1, 1, 0)) for n in range(8))
    risks = tuple(Risk(f"S{n}", "T", f"Bron {n}", 1, 0, number) for n in range(20))
    return Country(2024, (2024,), tuple(areas), (), M, groups, groups * 3, risks, ())


def pages(found: Country) -> list[str]:
    data = country_pdf(found, DAY)
    assert data == country_pdf(found, DAY)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("number", [1, 20, 342])
def test_there_are_two_pages_that_say_what_is_fictional(number: int) -> None:
    first, second = pages(made(number))
    assert "Verzonnen." in first
    assert "Verzonnen." in second
    assert ("En nog" in first) is (number > 20)


def test_terms_are_explained_on_the_page_named_in_the_footer() -> None:
    first, second = pages(made(342))
    assert "begrippen op bladzijde 2" in first
    assert [word for word in WORDS if f"{word}:" not in " ".join(second.split())] == []


def test_without_a_signed_standing_there_is_nothing_to_print() -> None:
    empty = replace(made(1), areas=())
    with pytest.raises(BudgetError, match="ondertekende stand"):
        country_pdf(empty, DAY)
