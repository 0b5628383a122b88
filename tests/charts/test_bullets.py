from dataclasses import replace
from datetime import date

import pytest

from budget.charts.bullets import BulletChart, Part, segments
from budget.charts.tables import released_share
from budget.labels import NBSP, euro, percent
from budget.model import By, Colour
from budget.model.urgency import judged_rows
from budget.standing.sentences import signals_sentence
from tests.charts import samples


def chart(*rows):
    return BulletChart.of(rows, samples.AS_OF)


def coloured(colour, *names):
    rows = [samples.row_of(samples.line(), name=name, key=name) for name in names]
    return [replace(row, signal=replace(row.signal, colour=colour)) for row in rows]


def measures(realised, committed, budget=100):
    row = samples.row_of(samples.line())
    return replace(row.measures, budget=budget, realised=realised, committed=committed)


def test_a_bar_has_realised_then_committed():
    assert [(s.part, s.start, s.end) for s in segments(measures(40, 20))] == [
        (Part.REALISED, 0.0, 0.4),
        (Part.COMMITTED, 0.4, 0.6),
    ]


@pytest.mark.parametrize(
    ("realised", "committed", "over"),
    [(60, 40, None), (60, 41, (1.0, 1.01)), (120, 0, (1.0, 1.2)), (59, 40, None)],
)
def test_what_exceeds_the_budget_is_a_segment_of_its_own(realised, committed, over):
    found = [(s.start, s.end) for s in segments(measures(realised, committed)) if s.part is Part.OVER]
    assert found == ([over] if over else [])


def test_the_segments_add_up_to_the_used_amount():
    for realised, committed in ((40, 20), (90, 30), (130, 10), (-20, 5), (0, 0)):
        assert sum(s.cents for s in segments(measures(realised, committed))) == realised + committed


def test_credits_draw_a_bar_to_the_left():
    assert segments(measures(-25, 0))[0].end == -0.25
    row = replace(samples.row_of(samples.line()), measures=measures(-25, 0))
    assert chart(row).scale == (-0.25, 1.0)


def test_without_a_budget_there_is_no_bar():
    row = samples.row_of(samples.unplanned(), name="Niet in bestedingsplan", key="")
    assert segments(row.measures) == ()
    assert "geen budget, besteed" in chart(row).alt
    assert released_share(row.measures) is None


def test_the_scale_extends_above_100_percent_up_to_160():
    row = samples.row_of(samples.line())
    above = replace(row, measures=measures(120, 10))
    far = replace(row, measures=measures(900, 0))
    assert chart(above).scale == (0.0, 1.3)
    assert chart(far).scale == (0.0, 1.6)


def test_the_release_mark_needs_every_line():
    known, unknown = samples.line(budget=100_00, released=0.5), samples.line(budget=100_00, released=None)
    assert released_share(samples.row_of(known).measures) == 0.5
    assert released_share(samples.row_of(known, unknown).measures) is None


@pytest.mark.wording
def test_one_red_group_is_named_with_its_shares():
    rows = samples.rows()
    red = [row for row in rows if row.key == "WON"]
    green = [row for row in rows if row.signal.colour is Colour.GREEN]
    shares = f"11{NBSP}% besteed, 17{NBSP}% gepland"
    assert chart(*red, *green).title == f"Wonen en Leefomgeving vraagt om bijsturen: {shares}"


@pytest.mark.parametrize(
    ("red", "orange", "green", "title"),
    [
        (["Zorg", "Werk"], [], ["Groen"], "Zorg en Werk vragen om bijsturen"),
        (["Jong en oud", "Werk"], [], ["Groen"], "Twee van de drie opgavedomeinen vragen om bijsturen"),
        (["A", "B", "C"], [], [], "Alle drie de opgavedomeinen vragen om bijsturen"),
        ([], ["Zorg", "Werk"], ["Groen"], "Zorg en Werk vragen aandacht"),
        ([], [], ["A", "B"], "Geen van de twee opgavedomeinen vraagt om bijsturen"),
        ([], [], [], "Er is niets om te tonen"),
    ],
)
def test_the_title_is_the_message(red, orange, green, title):
    rows = (
        *coloured(Colour.RED, *red),
        *coloured(Colour.ORANGE, *orange),
        *coloured(Colour.GREEN, *green),
    )
    assert chart(*rows).title == title


@pytest.mark.wording
def test_the_row_outside_the_plan_does_not_count_as_a_domain():
    assert chart(*samples.rows()).title == "Twee van de zeven opgavedomeinen vragen om bijsturen"


def test_the_title_of_a_single_group_states_its_pace():
    vei = next(row for row in samples.rows() if row.key == "VEI")
    assert chart(vei).title == f"Veiligheid loopt achter: 26{NBSP}% besteed, 48{NBSP}% gepland"


@pytest.mark.wording
def test_the_text_alternative_has_every_figure_of_every_row():
    rows = samples.rows()
    alt = chart(*rows).alt
    assert alt.startswith("Staafgrafiek met een balk per opgavedomein, stand op 31 mei 2024.")
    for row in rows:
        m = row.measures
        assert row.name in alt
        assert euro(m.realised) in alt
        assert euro(m.committed) in alt
        if m.budget:
            assert f"{euro(m.budget)}" in alt
            assert f"({percent(m.depletion)})" in alt
            assert f"({percent(m.norm_share)})" in alt


def test_the_table_has_typed_values_and_the_display_has_words():
    headers, rows = chart(*samples.rows()).table()
    shown_headers, shown = chart(*samples.rows()).display()
    assert headers == shown_headers
    org = dict(zip(headers, rows[6], strict=True))
    words = dict(zip(headers, shown[6], strict=True))
    assert (org["Begroot"], org["Vrije ruimte"]) == (540_000_00, -22_000_00)
    assert words["Vrije ruimte"] == f"−{NBSP}€{NBSP}22.000 (tekort)"
    assert words["Besteed %"] == f"72{NBSP}%"
    assert words["Signaal"] == "■ Bijsturen"
    assert dict(zip(headers, shown[1], strict=True))["Vrijgave onbekend"] == "1 regel"
    assert dict(zip(headers, shown[-1], strict=True))["Besteed %"] == "n.v.t."


def test_groups_of_any_kind_have_their_own_word():
    for by, word in ((By.ACTION_LINE, "actielijn"), (By.SOURCE, "bron"), (By.THEME, "thema")):
        assert f"balk per {word}," in BulletChart.of(samples.rows(by), date(2024, 5, 31)).alt


def test_an_empty_chart_has_a_text_alternative():
    assert chart().alt == "Lege staafgrafiek."
    assert chart().table()[1] == []
    assert chart().scale == (0.0, 1.0)


@pytest.mark.wording
def test_the_title_and_the_sentence_count_only_coloured_groups():
    """Three of five bars need attention: the grey one is never counted."""
    judged_ones = [*coloured(Colour.RED, "R1", "R2", "R3"), *coloured(Colour.GREEN, "G")]
    rows = [*judged_ones, *coloured(Colour.GREY, "S")]
    assert chart(*rows).title == "Drie van de vier opgavedomeinen vragen om bijsturen"
    assert signals_sentence(rows, by_name=False).startswith("Drie van de vier domeinen")
    assert judged_rows(rows) == judged_ones


@pytest.mark.wording
def test_a_snapshot_frozen_earlier_keeps_its_count_of_domains():
    rows = [*coloured(Colour.RED, "R1", "R2", "R3"), *coloured(Colour.GREY, "S")]
    before = BulletChart.of(rows, samples.AS_OF, is_before=True)
    assert before.title == "Drie van de vier opgavedomeinen vragen om bijsturen"


@pytest.mark.parametrize(
    ("budget", "title"), [(1, "Er zijn nog geen uitgaven aangeleverd"), (0, "Er is nog geen budget")]
)
def test_without_data_the_title_makes_no_judgement(budget, title):
    grey = coloured(Colour.GREY, "A", "B")
    rows = [replace(row, measures=replace(row.measures, budget=budget)) for row in grey]
    assert chart(*rows).title == title
