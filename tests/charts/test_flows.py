import pytest

from budget.charts import Flow, FlowKind, FlowsChart
from budget.labels import euro
from tests.charts import samples
from tests.wording import plain

FLOWS = (
    Flow("Rijk", "#A00078", "Jeugd", "Sport", 300_000_00),
    Flow("Rijk", "#A00078", "Jeugd", "School", 200_000_00),
    Flow("Gemeente", "#004699", "Jeugd", "School", 100_000_00),
    Flow("Gemeente", "#004699", "Veiligheid", "Wijken", 250_000_00),
    Flow("Gemeente", "#004699", "Veiligheid", "Wijken", 50_000_00),
    Flow("Leeg", "#000000", "Wonen", "Niets", 0),
)


def chart(flows=FLOWS, kind=FlowKind.BUDGET, domain=""):
    return FlowsChart.of(flows, kind, 2024, samples.AS_OF, domain)


def test_the_flows_are_summed_by_source_and_domain_without_the_empty_ones():
    found = chart()
    assert [source.name for source in found.sources] == ["Rijk", "Gemeente"]
    assert [source.colour for source in found.sources] == ["#A00078", "#004699"]
    assert found.targets == ("Jeugd", "Veiligheid")
    assert found.cents == ((500_000_00, 100_000_00), (0, 300_000_00))


def test_source_and_target_sums_equal_the_total():
    found = chart()
    assert sum(found.by_source) == sum(found.by_target) == found.total == sum(flow.cents for flow in FLOWS)


def test_flows_of_one_domain_go_to_its_action_lines():
    found = chart(domain="Jeugd")
    assert found.targets == ("Sport", "School")
    assert found.cents == ((300_000_00, 0), (200_000_00, 100_000_00))
    assert found.target_word == "actielijn"


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (
            chart(),
            (
                "Het meeste geld komt van Rijk (€ 500 duizend van € 900 duizend);"
                " het meeste gaat naar Jeugd (€ 600 duizend)"
            ),
        ),
        (
            chart(kind=FlowKind.REALISED),
            (
                "Het meeste bestede geld komt van Rijk (€ 500 duizend van € 900 duizend);"
                " het meeste ging naar Jeugd (€ 600 duizend)"
            ),
        ),
        (
            chart(domain="Jeugd"),
            (
                "Jeugd. Het meeste geld komt van Rijk (€ 500 duizend van € 600 duizend);"
                " het meeste gaat naar Sport (€ 300 duizend)"
            ),
        ),
        (
            chart(domain="Veiligheid"),
            "Veiligheid. Al het geld komt van Gemeente (€ 300 duizend); alles gaat naar Wijken",
        ),
        (chart(()), "Er is geen geld begroot"),
        (chart(FLOWS, FlowKind.REALISED, "Wonen"), "Wonen. Er is geen geld besteed"),
    ],
)
def test_the_title_names_the_largest_source_and_target(found, title):
    assert plain(found.title) == title


@pytest.mark.wording
def test_the_text_alternative_has_every_flow_and_every_sum():
    found = chart()
    amounts = [cents for row in found.cents for cents in row if cents]
    for cents in (*amounts, *found.by_source, *found.by_target, found.total):
        assert euro(cents) in found.alt
    assert "0 naar Veiligheid" in plain(found.alt)
    assert plain(found.alt).startswith(
        "Stroomdiagram van bron naar opgavedomein, begroot in 2024: € 900.000. Rijk: € 500.000,"
        " waarvan € 500.000 naar Jeugd."
    )


@pytest.mark.wording
def test_the_text_alternative_names_the_domain_and_the_end_date():
    alt = chart(kind=FlowKind.REALISED, domain="Jeugd").alt
    assert "Stroomdiagram van Jeugd van bron naar actielijn, besteed in 2024 tot en met 31 mei 2024" in alt
    assert chart(()).alt.endswith("€\u00a00.")


def test_the_table_is_the_matrix_with_its_sums():
    headers, rows = chart().display()
    assert headers == ("Opgavedomein", "Rijk", "Gemeente", "Totaal")
    assert [tuple(map(plain, row)) for row in rows] == [
        ("Jeugd", "€ 500.000", "€ 100.000", "€ 600.000"),
        ("Veiligheid", "€ 0", "€ 300.000", "€ 300.000"),
        ("Totaal", "€ 500.000", "€ 400.000", "€ 900.000"),
    ]
    assert chart(()).table() == (("Opgavedomein", "Totaal"), [])


def test_negative_flows_count_in_the_total_and_are_listed():
    back = Flow("Gemeente", "#004699", "Wonen", "Terug", -40_000_00)
    found = chart((*FLOWS, back))
    assert found.negative == (-40_000_00,)
    assert found.total == 860_000_00
