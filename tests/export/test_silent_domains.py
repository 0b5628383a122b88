"""No format reports a domain without statements in the year as behind plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.charts.svg.bars import NOT_DELIVERED, bullets_on_paper
from budget.export.chart_data import domain_bullets, pace_chart
from budget.export.domain_parts import key_figures
from budget.export.tables import tables
from budget.labels import NOT_YET
from budget.model.figures import Measures, Row, Signal
from budget.model.words import By, Colour
from budget.snapshot.content import FORMAT, Content
from tests.export.format_samples import second
from tests.export.test_questions import read

SAID = "Van Veiligheid zijn nog geen uitgaven aangeleverd"
REASON = "Er zijn nog geen uitgaven aangeleverd."


def silenced(m: Measures) -> Measures:
    return replace(m, realised=0, committed=0, short=0, unreleased_use=0, known_until=None)


def silent(format_: int = FORMAT) -> Content:
    """Veiligheid has a budget and a plan to date, but delivered nothing."""
    given = second()

    def made(row: Row) -> Row:
        if row.key != "VEI":
            return row
        return replace(row, measures=silenced(row.measures), signal=Signal(Colour.GREY, "geen", REASON))

    rows = {**given.rows, By.DOMAIN: tuple(map(made, given.domains))}
    pace = {**given.pace, "VEI": replace(given.pace["VEI"], measures=silenced(given.pace["VEI"].measures))}
    return replace(given, format=format_, rows=rows, pace=pace)


@pytest.mark.parametrize("name", ["html", "pptx"])
def test_the_title_of_a_silent_domain_reports_missing_data_instead_of_pace(name: str) -> None:
    text = read(name, silent())
    assert SAID in text
    assert "Veiligheid loopt achter" not in text


def test_the_printed_row_of_a_silent_domain_has_no_shares_and_no_bar() -> None:
    (row,) = (row for row in bullets_on_paper(domain_bullets(silent())).rows if row.name == "Veiligheid")
    assert (row.share, row.planned_share, row.without, row.picture) == ("–", "–", NOT_DELIVERED, "")
    text = read("pdf", silent())
    assert NOT_DELIVERED in text


@pytest.mark.parametrize("name", ["html", "pdf", "pptx"])
def test_the_figures_of_a_silent_domain_say_that_nothing_was_delivered(name: str) -> None:
    assert NOT_YET in read(name, silent())
    assert NOT_YET not in read(name, silent(7))


def test_no_table_has_a_measured_amount_or_share_of_it() -> None:
    (figures,) = (table for table in tables(silent()) if table.name == "domains")
    (row,) = (row for row in figures.rows if row[0] == "VEI")
    said = dict(zip((column.name for column in figures.columns), row, strict=True))
    measured = ("realised", "depletion", "norm_share", "ahead", "committed", "used", "used_share")
    assert [said[name] for name in measured] == [None] * len(measured)
    assert said["free"] == said["budget"] > 0
    (own,) = (row for row in silent().domains if row.key == "VEI")
    names = [figure.name for figure in key_figures(own, True, True)]
    assert "Gepland" not in names


@pytest.mark.parametrize(("format_", "is_judged"), [(6, True), (7, False)])
def test_a_snapshot_of_an_earlier_format_still_judges_a_silent_domain(format_: int, is_judged: bool) -> None:
    content = silent(format_)
    chart = pace_chart(content, content.pace["VEI"])
    assert chart.title.startswith("Veiligheid loopt achter") is is_judged
    assert (chart.title == SAID) is not is_judged
    (row,) = (row for row in bullets_on_paper(domain_bullets(content)).rows if row.name == "Veiligheid")
    assert (row.without == "") is is_judged


def test_a_domain_with_a_single_booking_or_commitment_is_not_silent() -> None:
    m = silenced(second().domains[0].measures)
    assert [m.is_silent, replace(m, realised=1).is_silent, replace(m, committed=1).is_silent] == [
        True,
        False,
        False,
    ]
    assert not replace(m, budget=0).is_silent


def test_a_silent_domain_has_an_empty_row_in_the_annual_accounts() -> None:
    (accounts,) = (table for table in tables(silent()) if table.name == "pc")
    names = [column.name for column in accounts.columns]
    (row,) = (row for row in accounts.rows if row[0] == "Veiligheid")
    said = dict(zip(names, row, strict=True))
    assert (said["realised"], said["committed"]) == (None, None)
    others = [row[names.index("realised")] for row in accounts.rows if row[0] != "Veiligheid"]
    assert any(others)
