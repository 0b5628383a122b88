"""The figures under a chart as a file: what it is about, and in what its columns are written."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from budget.charts import BulletChart, FundingChart
from budget.model import By
from budget.standing.funding import funding_rows
from budget.standing.moment import load_standing
from budget.store.engine import open_store
from budget.ui.chart_csv import chart_csv, csv_name
from budget.ui.insight_charts import variance_chart

DAY = date(2024, 9, 30)


@pytest.fixture(scope="module")
def standing(example_database, programme):
    return load_standing(open_store(f"sqlite:///{example_database}"), programme, DAY)


def table(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """The lines before the table, and its rows."""
    scope, notice, head, *rows = csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    return [*scope, *notice, *head], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_a_file_of_one_domain_names_it_in_its_head_and_its_name(standing) -> None:
    chart = BulletChart.of(standing.rows(By.ACTION_LINE, "VEI"), DAY)
    head, _ = table(chart_csv(chart, standing, "VEI"))
    assert ", Veiligheid, begrotingsjaar 2024, 30-09-2024" in head[-1]
    assert csv_name(standing, "tempo", "VEI") == "samen-nieuw-west-vei-tempo-2024-09-30.csv"


def test_the_share_of_a_source_in_the_plan_is_a_percentage(standing) -> None:
    chart = FundingChart.of("Veiligheid", 2024, funding_rows(standing, "VEI"), {})
    _, written = table(chart_csv(chart, standing, "VEI"))
    shares = [row["Deel van het plan (%)"] for row in written if row["Deel van het plan (%)"]]
    assert sum(float(share.replace(",", ".")) for share in shares) == pytest.approx(100, abs=0.05)


def test_a_file_of_the_programme_names_no_domain(standing) -> None:
    head, _ = table(chart_csv(variance_chart(standing, By.DOMAIN), standing))
    assert head[-1] == "Samen Nieuw-West, begrotingsjaar 2024, 30-09-2024"
    assert csv_name(standing, "tempo") == "samen-nieuw-west-tempo-2024-09-30.csv"


def test_columns_hold_percentages_counts_and_euros(standing) -> None:
    rows = standing.rows(By.DOMAIN)
    _, written = table(chart_csv(BulletChart.of(rows, DAY), standing))
    for row in written:
        spent, budget = (float(row[name].replace(",", ".")) for name in ("Besteed", "Begroot"))
        if budget:
            assert float(row["Besteed %"].replace(",", ".")) == pytest.approx(
                100 * spent / budget, abs=0.0051
            )
        assert "," not in row["Vrijgave onbekend"]
        assert "," in row["Besteed"]
