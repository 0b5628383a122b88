import pytest

from budget.charts import VarianceChart, VarianceRow
from budget.charts.variance import between, rounded_variance_words, variance_words
from budget.labels import euro
from budget.model import Interval
from tests.wording import plain

MILLION = 1_000_000_00
THOUSAND = 1_000_00


def row(name="Veiligheid", budget=2 * MILLION, low=1_000, middle=1_400, high=1_700, unspent="", colour=""):
    return VarianceRow(
        name, budget, Interval(low * THOUSAND, middle * THOUSAND, high * THOUSAND), unspent, colour
    )


def chart(*rows, total=None):
    return VarianceChart.of(rows, total or row("Nieuw-West", 10 * MILLION, 8_000, 8_800, 9_500), 2024)


SHORT = row("Wonen", MILLION, 900, 1_200, 1_300)


def test_the_variance_is_budget_minus_forecast_with_the_interval_reversed():
    found = row()
    assert (found.least, found.expected, found.most) == (300 * THOUSAND, 600 * THOUSAND, MILLION)
    assert found.side == "V"
    assert (SHORT.least, SHORT.expected, SHORT.most) == (-300 * THOUSAND, -200 * THOUSAND, 100 * THOUSAND)
    assert SHORT.side == "N"
    assert row(middle=2_000, high=2_000).side == ""


@pytest.mark.parametrize(
    ("cents", "long", "short"),
    [
        (600_000_00, "€ 600.000 over", "€ 600 duizend over"),
        (-1_200_000_00, "€ 1.200.000 te weinig", "€ 1,2 mln te weinig"),
        (0, "€ 0", "€ 0"),
    ],
)
def test_an_amount_states_left_or_short(cents, long, short):
    assert (plain(variance_words(cents)), plain(rounded_variance_words(cents))) == (long, short)


@pytest.mark.wording
def test_the_interval_names_a_shared_direction_once():
    assert plain(between(row())) == "tussen € 300 duizend en € 1,0 mln over"
    assert plain(between(SHORT)) == "tussen € 300 duizend te weinig en € 100 duizend over"
    assert plain(between(row(budget=0), short=False)) == "tussen € 1.000.000 en € 1.700.000 te weinig"
    assert plain(between(row(budget=1_700 * THOUSAND))) == "tussen € 0 en € 700 duizend over"


def test_the_title_states_the_total_and_the_largest_row():
    title = "Naar verwachting blijft € 1,2 mln over, het meest bij Veiligheid (€ 600 duizend)"
    assert plain(chart(SHORT, row(), row("Werk", middle=1_900)).title) == title


@pytest.mark.wording
def test_the_title_of_sources_says_of_which_source():
    found = chart(row("SPUK", unspent="gaat terug naar het Rijk"), SHORT)
    assert plain(found.title).endswith("het meest van SPUK (€ 600 duizend)")


@pytest.mark.wording
def test_the_title_of_a_shortage_names_the_largest_shortage():
    total = row("Nieuw-West", MILLION, 1_000, 1_100, 1_200)
    assert plain(chart(row(), SHORT, total=total).title) == (
        "Naar verwachting is er € 100 duizend te weinig, het meest bij Wonen (€ 200 duizend)"
    )


@pytest.mark.wording
def test_the_title_names_a_row_only_among_several_in_that_direction():
    assert plain(chart(row()).title) == "Naar verwachting blijft € 1,2 mln over"
    assert plain(chart(SHORT, SHORT).title) == "Naar verwachting blijft € 1,2 mln over"
    even = row("Nieuw-West", 1_400 * THOUSAND)
    assert chart(row(), SHORT, total=even).title == "Naar verwachting komt het geld precies uit"


def test_the_destination_is_given_only_where_money_may_be_left():
    assert row(unspent="valt terug.").destination == "Geld dat overblijft valt terug."
    assert row(budget=0, unspent="valt terug").destination == ""
    assert row().destination == ""


@pytest.mark.wording
def test_the_text_alternative_has_every_figure():
    found = chart(row(unspent="gaat terug naar het Rijk"), SHORT, row("Even", middle=2_000, high=2_000))
    for one in (*found.rows, found.total):
        amounts = (one.budget, one.forecast.p50, abs(one.expected), abs(one.least), abs(one.most))
        assert all(euro(cents) in found.alt for cents in amounts)
    assert "Geld dat overblijft gaat terug naar het Rijk." in found.alt
    assert "te weinig (N)" in found.alt
    assert "Even: begroot" in found.alt


def test_the_table_ends_with_the_forecast_of_the_total():
    headers, rows = chart(row(unspent="valt terug"), SHORT).display()
    assert len(headers) == len(rows[0])
    assert [plain(cell) for cell in rows[0][1:]] == [
        "€ 2.000.000",
        "€ 1.000.000",
        "€ 1.400.000",
        "€ 1.700.000",
        "€ 600.000 over",
        "€ 300.000 over",
        "€ 1.000.000 over",
        "V (voordeel)",
        "valt terug",
    ]
    assert rows[1][-2:] == ("N (nadeel)", "–")
    assert rows[-1][0] == "Nieuw-West"


@pytest.mark.wording
def test_the_chart_without_rows_reports_that_it_is_empty():
    found = chart()
    assert found.cells() == []
    assert found.scale == (0, 0)
    assert found.alt.endswith("Er is niets om te tonen.")


def test_the_scale_covers_the_widest_interval_and_zero():
    assert chart(row(), SHORT).scale == (-300 * THOUSAND, MILLION)
    assert chart(row()).scale == (0, MILLION)
