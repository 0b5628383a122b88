from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.charts import ChangePart, WaterfallChart
from budget.charts.steps import StepKind
from budget.labels import euro, euro_change
from tests.wording import plain

SINCE, AS_OF = date(2024, 2, 29), date(2024, 5, 31)
PARTS = (
    ChangePart("Jeugd", 50_000_00, 300_000_00, -20_000_00),
    ChangePart("Veiligheid", 0, 100_000_00, 0),
    ChangePart("Wonen", -20_000_00, 0, 70_000_00),
    ChangePart("Werk", 0, 40_000_00, 0),
    ChangePart("Leren", 0, 5_000_00, 0),
)
cents = st.integers(-(10**12), 10**12)


def chart(before=1_000_000_00, plan=0, bookings=0, commitments=0, since=SINCE, **more):
    return WaterfallChart.of("Jeugd", since, AS_OF, before, plan, bookings, commitments, **more)


def of_parts(before=1_000_000_00, parts=PARTS):
    sums = [sum(part[n] for part in parts) for n in (1, 2, 3)]
    return WaterfallChart.of("Nieuw-West", SINCE, AS_OF, before, *sums, parts=parts)


def test_every_step_begins_where_the_step_before_it_ended():
    found = chart(plan=30_00, bookings=500_000_00, commitments=-10_00, after=500_040_00)
    assert [(step.start, step.end) for step in found.steps] == [
        (0, 1_000_000_00),
        (1_000_000_00, 1_000_030_00),
        (1_000_030_00, 500_030_00),
        (500_030_00, 500_040_00),
        (0, 500_040_00),
    ]


@pytest.mark.parametrize("after", [500_039_99, 0])
def test_steps_that_do_not_add_up_to_the_outcome_are_refused(after):
    with pytest.raises(ValueError, match="do not lead"):
        chart(plan=30_00, bookings=500_000_00, commitments=-10_00, after=after)


def test_parts_that_miss_a_cent_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        chart(bookings=100, parts=[ChangePart("A", 0, 99, 0)])


def test_the_largest_parts_are_shown_and_the_others_summed():
    parts = [*PARTS, ChangePart("Overig", 0, 5_001_00, 0)]
    found = of_parts(parts=parts).parts_of(StepKind.BOOKINGS)
    assert [(part.name, part.effect) for part in found] == [
        ("Jeugd", -300_000_00),
        ("Veiligheid", -100_000_00),
        ("Werk", -40_000_00),
        ("overige (2)", -10_001_00),
    ]


def test_four_parts_are_all_shown():
    assert [part.name for part in of_parts().parts_of(StepKind.BOOKINGS)][-1] == "Leren"


def test_a_step_with_one_part_is_not_split():
    assert chart(bookings=5, parts=[ChangePart("A", 0, 5, 0)]).parts_of(StepKind.BOOKINGS) == []


@given(
    before=cents,
    parts=st.lists(st.builds(ChangePart, st.text(max_size=20), cents, cents, cents), max_size=9),
)
def test_the_steps_reconcile_to_the_cent_for_any_changes(before, parts):
    found = of_parts(before, parts) if parts else chart(before)
    plan, bookings, commitments = (sum(part[n] for part in parts) for n in (1, 2, 3))
    assert found.after == before + plan - bookings - commitments
    assert found.before + sum(step.effect for step in found.moves) == found.after
    for step in found.moves:
        pieces = found.parts_of(step.kind)
        assert not pieces or sum(piece.effect for piece in pieces) == step.effect
        assert not pieces or (pieces[0].start, pieces[-1].end) == (step.start, step.end)
    low, high = found.scale
    assert low <= 0 <= high
    assert all(low <= step.end <= high for step in found.steps)
    assert found.title
    assert len(found.cells()) == len(found.steps)


@pytest.mark.parametrize(
    ("amounts", "title"),
    [
        (
            (0, 200_000_00, 0),
            (
                "De vrije ruimte van Jeugd daalde met € 200 duizend naar € 800 duizend,"
                " het meest door nieuwe uitgaven (€ 200 duizend)"
            ),
        ),
        (
            (-300_000_00, 200_000_00, 0),
            (
                "De vrije ruimte van Jeugd daalde met € 500 duizend naar € 500 duizend,"
                " het meest door een lager budget (€ 300 duizend)"
            ),
        ),
        (
            (0, 0, -200_000_00),
            (
                "De vrije ruimte van Jeugd steeg met € 200 duizend naar € 1,2 mln,"
                " het meest door minder verplichtingen (€ 200 duizend)"
            ),
        ),
        ((50_00, 50_00, 0), "De vrije ruimte van Jeugd is gelijk gebleven: € 1,0 mln"),
        (
            (0, 1_200_000_00, 0),
            "Jeugd komt nu € 200 duizend tekort; op 29 februari was er nog € 1,0 mln vrije ruimte",
        ),
    ],
)
def test_the_title_says_what_happened_and_why(amounts, title):
    assert plain(chart(1_000_000_00, *amounts).title) == title


@pytest.mark.wording
def test_the_title_reports_an_earlier_shortage_and_one_that_was_resolved():
    assert plain(chart(-5_000_00, 0, 1_000_00).title) == (
        "Jeugd komt nu € 6 duizend tekort; op 29 februari was het tekort € 5 duizend"
    )
    assert plain(chart(-5_000_00, 7_000_00).title) == (
        "Jeugd heeft geen tekort meer, maar € 2 duizend vrije ruimte;"
        " op 29 februari was het tekort € 5 duizend"
    )


@pytest.mark.wording
def test_the_year_is_said_where_the_two_moments_lie_in_different_years():
    found = chart(since=date(2023, 12, 31))
    assert plain(found.steps[0].name) == "Vrije ruimte toen (31 december 2023)"
    assert plain(chart().steps[0].name) == "Vrije ruimte toen (29 februari)"


@pytest.mark.wording
def test_the_text_alternative_has_every_figure_of_the_picture():
    found = of_parts(before=100_000_00)
    assert found.alt.startswith("Watervalgrafiek van de vrije ruimte van Nieuw-West, van 29 februari 2024")
    for step in found.steps:
        assert (euro(step.end) if step.is_endpoint else euro_change(step.effect)) in found.alt
    assert "tekort" in found.alt
    assert "waarvan Jeugd" in found.alt


@pytest.mark.wording
def test_the_table_has_the_steps_with_their_parts_and_the_room_after_each():
    headers, rows = of_parts().display()
    assert headers == ("Stap", "Onderdeel", "Verandering", "Vrije ruimte daarna")
    assert [plain(" | ".join(row)) for row in rows[:4]] == [
        "Vrije ruimte toen (29 februari) | – | – | € 1.000.000",
        "Wijziging van het plan | – | + € 30.000 | € 1.030.000",
        "Wijziging van het plan | Jeugd | + € 50.000 | € 1.050.000",
        "Wijziging van het plan | Wonen | − € 20.000 | € 1.030.000",
    ]


@pytest.mark.wording
def test_the_spoken_summary_names_every_step():
    assert [plain(sentence) for sentence in of_parts().spoken_summary()] == [
        "Op 29 februari 2024 had Nieuw-West € 1,0 mln vrije ruimte.",
        "Het budget ging € 30 duizend omhoog.",
        "Het meest bij Jeugd (€ 50 duizend).",
        "Er is € 445 duizend uitgegeven.",
        (
            "Het meest bij Jeugd (€ 300 duizend), Veiligheid (€ 100 duizend), Werk (€ 40 duizend)"
            " en Leren (€ 5 duizend)."
        ),
        "Er is € 50 duizend meer vastgelegd in verplichtingen.",
        "Het meest bij Wonen (€ 70 duizend).",
        "Nu, op 31 mei 2024, heeft Nieuw-West € 535 duizend vrije ruimte.",
        "De bedragen zijn afgerond. Tot op de cent klopt de optelling.",
    ]


@pytest.mark.wording
def test_the_spoken_summary_has_decreases_and_unchanged_amounts():
    spoken = [plain(sentence) for sentence in chart(0, -5_000_00, -2_000_00, -1_000_00).spoken_summary()]
    assert spoken[:-1] == [
        "Op 29 februari 2024 had Jeugd geen vrije ruimte.",
        "Het budget ging € 5 duizend omlaag.",
        "Er is € 2 duizend meer teruggeboekt dan uitgegeven.",
        "Er ligt € 1 duizend minder vast in verplichtingen.",
        "Nu, op 31 mei 2024, komt Jeugd € 2 duizend tekort.",
    ]
    assert [plain(sentence) for sentence in chart().spoken_summary()][1:4] == [
        "Het totale budget veranderde niet.",
        "Het bedrag dat is uitgegeven, veranderde niet.",
        "Het bedrag aan verplichtingen veranderde niet.",
    ]


def test_the_spoken_summary_does_not_name_the_remainder():
    parts = [*PARTS, ChangePart("Meer", 0, 1_000_00, 0)]
    assert "overige" not in " ".join(of_parts(parts=parts).spoken_summary())
