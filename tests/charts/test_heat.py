from datetime import date

import pytest

from budget.charts import HeatChart, HeatRow
from budget.charts.heat import HEAT_MARK, Cell, Heat
from budget.labels import euro, percent
from tests.wording import plain

EVEN = (100_00,) * 12
MAY = date(2024, 5, 31)


def row(name="Veiligheid", realised=(), planned=EVEN, norm=None):
    return HeatRow(name, (*realised, *(0,) * (12 - len(realised))), planned, norm)


def chart(*rows, as_of=MAY, year=2024):
    return HeatChart.of(rows, year, as_of)


@pytest.mark.parametrize(
    ("realised", "planned", "heat"),
    [
        (49_99, 100_00, Heat.MUCH_LESS),
        (-5_00, 100_00, Heat.MUCH_LESS),
        (50_00, 100_00, Heat.LESS),
        (79_99, 100_00, Heat.LESS),
        (80_00, 100_00, Heat.ON_PLAN),
        (120_00, 100_00, Heat.ON_PLAN),
        (120_01, 100_00, Heat.MORE),
        (150_00, 100_00, Heat.MORE),
        (150_01, 100_00, Heat.MUCH_MORE),
        (1, 0, Heat.UNPLANNED),
        (-1, 0, Heat.UNPLANNED),
        (0, -1, Heat.NOTHING),
        (0, 0, Heat.NOTHING),
        (None, 100_00, Heat.NOT_YET),
    ],
)
def test_a_month_is_judged_to_the_cent(realised, planned, heat):
    assert Cell(1, planned, realised).heat is heat


def test_every_colour_of_a_deviation_has_its_own_shape():
    marks = [HEAT_MARK[heat] for heat in Heat]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell(1, 100, 52), "52 %"),
        (Cell(1, 0, 5_00), "€ 5 niet gepland"),
        (Cell(1, 0, 0), "niets gepland"),
        (Cell(1, 100, None), "nog niet"),
    ],
)
def test_a_cell_is_described_in_words(cell, words):
    assert plain(cell.words) == words


def test_months_after_the_reference_date_are_empty():
    (line,) = chart(row(realised=(50_00,) * 5)).lines
    assert [cell.realised for cell in line.months] == [50_00] * 5 + [None] * 7
    assert (line.realised, line.planned, line.share) == (250_00, 500_00, 0.5)


def test_the_month_of_the_reference_date_counts_by_its_days_rounded_half_up():
    (line,) = chart(row(), as_of=date(2024, 9, 15)).lines
    assert line.months[8].planned == 50_00
    (line,) = chart(row(planned=(*(0,) * 8, 1, 0, 0, 0)), as_of=date(2024, 9, 15)).lines
    assert line.months[8].planned == 1


def test_planned_to_date_is_the_norm_of_the_group():
    (line,) = chart(row(norm=449_99), as_of=date(2024, 5, 16)).lines
    assert (line.months[4].planned, line.planned) == (49_99, 449_99)


def test_before_the_year_only_what_was_booked_early_is_shown():
    (line,) = chart(row(realised=(7_00,)), as_of=date(2023, 11, 30)).lines
    assert line.months[0] == Cell(1, 0, 7_00)
    assert [cell.realised for cell in line.months[1:]] == [None] * 11
    assert (line.realised, line.planned, line.share) == (7_00, 0, None)


@pytest.mark.wording
def test_bookings_after_the_year_are_included():
    late = HeatRow("Veiligheid", (*EVEN, 30_00), EVEN)
    found = chart(late, as_of=date(2025, 2, 14))
    (line,) = found.lines
    assert (line.later, line.realised, line.planned) == (30_00, 1_230_00, 1_200_00)
    assert plain(found.alt).endswith("december 100 %, na het jaar € 30, samen € 1.230 van € 1.200 (103 %).")
    assert found.cells()[-1] == ("Veiligheid", "na het jaar", None, 30_00, None, 1_230_00, 1.025)
    assert "14 februari 2025" in found.title


@pytest.mark.parametrize(
    ("rows", "as_of", "title"),
    [
        (
            (row(realised=(40_00,) * 5), row("Jeugd", (110_00,) * 5)),
            MAY,
            (
                "Tot en met mei is 75 % besteed van wat gepland was;"
                " in euro's loopt Veiligheid het meest achter (€ 300)"
            ),
        ),
        (
            (row(realised=(90_00,) * 5), row("Jeugd", (210_00,) * 5)),
            MAY,
            (
                "Tot en met mei is 150 % besteed van wat gepland was;"
                " in euro's loopt Jeugd het meest voor (€ 550)"
            ),
        ),
        (
            (row(realised=(100_00,) * 5), row("Jeugd", (100_00,) * 5)),
            MAY,
            "Tot en met mei is 100 % besteed van wat gepland was",
        ),
        (
            (row(realised=(40_00,) * 5),),
            date(2024, 5, 15),
            "Tot en met 15 mei is 45 % besteed van wat gepland was",
        ),
        (
            (row(realised=(40_00,), planned=(0,) * 12),),
            MAY,
            "Er was niets gepland tot en met mei; € 40 is besteed",
        ),
        ((), MAY, "Er was niets gepland tot en met mei; € 0 is besteed"),
        (
            (row("Buiten het plan", (900_00,), (0,) * 12), row(realised=(100_00,) * 5)),
            MAY,
            (
                "Tot en met mei is 280 % besteed van wat gepland was;"
                " in euro's loopt Buiten het plan het meest voor (€ 900)"
            ),
        ),
    ],
)
def test_the_title_states_the_share_spent_and_the_largest_deviation(rows, as_of, title):
    assert plain(chart(*rows, as_of=as_of).title) == title


@pytest.mark.wording
def test_the_text_alternative_has_every_figure_of_the_picture():
    found = chart(row(realised=(10_00, 55_00, 100_00, 130_00, 900_00)), row("Jeugd", (5_00,), (0,) * 12))
    assert found.alt.startswith("Raster van twaalf maanden met een rij per opgavedomein")
    for line in found.lines:
        assert all(cell.words in found.alt for cell in line.months if cell.realised is not None)
        assert f"{euro(line.realised)} van {euro(line.planned)}" in found.alt
    assert percent(found.lines[0].share) in found.alt
    assert chart().alt == "Leeg raster."


def test_the_table_has_a_row_for_each_month_with_its_sums():
    headers, rows = chart(row(realised=(50_00, 70_00))).display()
    assert headers[-2:] == ("Opgeteld besteed", "Opgeteld van gepland")
    assert len(rows) == 12
    assert tuple(map(plain, rows[1])) == ("Veiligheid", "februari", "€ 100", "€ 70", "70 %", "€ 120", "60 %")
    assert tuple(map(plain, rows[5])) == (
        "Veiligheid",
        "juni",
        "€ 100",
        "nog niet",
        "n.v.t.",
        "nog niet",
        "n.v.t.",
    )


@pytest.mark.wording
def test_the_table_names_the_end_day_of_an_unfinished_month():
    assert chart(row(), as_of=date(2024, 5, 12)).cells()[4][1] == "mei tot en met de 12e"
    assert chart(row(), as_of=MAY).cells()[4][1] == "mei"
