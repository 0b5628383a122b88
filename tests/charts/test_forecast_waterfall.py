"""The forecast steps add up to the cent, and the text equals the picture."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.charts import ForecastWaterfall, StepKind
from tests.charts.figures import draw_waterfall
from tests.wording import plain

MAY, JUNE = date(2024, 5, 31), date(2024, 6, 30)
MOVES = {
    StepKind.PLAN: {"Wonen": 5_000_000},
    StepKind.OWN: {"Veiligheid": -8_000_000, "Wonen": 500_000},
    StepKind.BOOKINGS: {"Veiligheid": 1_200_000},
}
AFTER = 50_000_000 + 5_000_000 - 7_500_000 + 1_200_000
amounts = st.dictionaries(st.sampled_from(["Een", "Twee", "Drie"]), st.integers(-(10**9), 10**9))


def chart(before: int = 50_000_000, moves=MOVES, after: int = AFTER) -> ForecastWaterfall:
    return ForecastWaterfall.of("Proef", MAY, JUNE, before, moves, after)


@given(st.integers(0, 10**12), st.dictionaries(st.sampled_from(list(MOVES)), amounts))
def test_every_step_starts_where_the_one_before_ended(before: int, moves) -> None:
    after = before + sum(sum(parts.values()) for parts in moves.values())
    found = chart(before, moves, after)
    ends = [before, *(step.end for step in found.moves)]
    assert [step.start for step in found.moves] == ends[:-1]
    assert (found.before, found.after, ends[-1]) == (before, after, after)
    for step in found.moves:
        parts = [part for part in found.steps if part.is_part and part.kind is step.kind]
        assert not parts or sum(part.effect for part in parts) == step.effect


@pytest.mark.parametrize("off", [-1, 1])
def test_steps_that_are_a_cent_off_are_refused(off: int) -> None:
    with pytest.raises(ValueError, match="Proef"):
        chart(after=AFTER + off)


@pytest.mark.wording
def test_the_message_names_the_change_and_its_largest_cause() -> None:
    assert plain(chart().title) == (
        "De prognose van Proef daalde met € 13 duizend naar € 487 duizend, "
        "het meest door: eigen prognose herzien (€ 75 duizend)"
    )
    assert (
        plain(chart(moves={}, after=50_000_000).title)
        == "De prognose van Proef is gelijk gebleven: € 500 duizend"
    )


@pytest.mark.wording
def test_the_spoken_summary_names_every_step() -> None:
    assert list(map(plain, chart().spoken_summary())) == [
        "Op 31 mei 2024 was de prognose van Proef € 500 duizend.",
        "Door een ander plan werd zij € 50 duizend hoger.",
        "Budgethouders herzagen hun eigen prognose: € 75 duizend lager.",
        "De verplichtingen veranderden er niets aan.",
        "Door wat er is geboekt en de tijd die verstreek werd zij € 12 duizend hoger.",
        "Nu, op 30 juni 2024, is zij € 487 duizend.",
        "De bedragen zijn afgerond. Tot op de cent klopt de optelling.",
    ]


@pytest.mark.wording
def test_the_table_and_the_text_alternative_say_the_same() -> None:
    headers, shown = chart().display()
    rows = [tuple(map(plain, row)) for row in shown]
    assert headers == ("Stap", "Onderdeel", "Verandering", "Prognose daarna")
    assert rows[0] == ("Prognose toen (31 mei)", "–", "–", "€ 500.000")
    assert ("Eigen prognose herzien", "–", "− € 75.000", "€ 475.000") in rows
    assert ("Eigen prognose herzien", "Veiligheid", "− € 80.000", "€ 470.000") in rows
    assert rows[-1] == ("Prognose nu (30 juni)", "–", "–", "€ 487.000")
    assert "Eigen prognose herzien: − € 75.000." in plain(chart().alt)


@pytest.mark.parametrize("dark", [False, True])
def test_the_axis_starts_near_the_earlier_forecast(dark: bool) -> None:
    figure = draw_waterfall(chart(), dark)
    low, high = figure.layout.xaxis.range
    assert low < 47_000_000 < 55_000_000 < high
    assert low > 25_000_000
    assert {shape.x0 for shape in figure.layout.shapes if shape.line.dash is None} == {50_000_000}
