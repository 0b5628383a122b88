"""The sentences with the figures, tested on both sides of every boundary."""

from dataclasses import replace
from datetime import date

import pytest

from budget.labels import NBSP
from budget.model import (
    By,
    ChangeKind,
    Colour,
    Facts,
    Interval,
    LineFacts,
    LineKey,
    Measures,
    Row,
    RunOut,
    Signal,
)
from budget.model.programme import SignalRule
from budget.standing import sentences as wording
from tests.snapshot.test_codec import measures
from tests.store.samples import PROGRAMME

FACTS = Facts(2024, date(2024, 9, 30), 1, ())
EURO = 100


def row(name: str = "Groen", colour: Colour = Colour.GREEN, key: str = "GRO", **changed) -> Row:
    return Row(By.DOMAIN, key, name, key, in_euros(**changed), Signal(colour, "r", f"Reden van {name}."))


def rules(condition: str = "short") -> list[SignalRule]:
    """The rule by which every row here is judged."""
    return [SignalRule("r", Colour.RED, condition, date(2024, 1, 1), "", "")]


def in_euros(**changed) -> Measures:
    values = {"budget": 1000, "released": 1000, "realised": 250, "committed": 100, "norm": 300} | changed
    forecast = Interval(*(amount * EURO for amount in values.pop("forecast", (700, 900, 950))))
    return measures(
        **{name: cents and cents * EURO for name, cents in values.items()},
        forecast=forecast,
        run_out=RunOut(None, None, None, 0.0),
    )


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.wording
def test_spending_is_shown_beside_the_plan() -> None:
    text = plain(wording.spent_sentence(in_euros(), FACTS))
    assert text == "Op 30 september is 25 % van het budget besteed; gepland was 30 %."


def source_row(name: str, left: int, key: str = "COA") -> Row:
    forecast = (900 - left, 1000 - left, 1100 - left)
    found = row(name, key=key, forecast=forecast)
    return Row(By.SOURCE, key, name, "", found.measures, found.signal)


@pytest.mark.wording
def test_what_is_left_per_source_starts_with_the_most_and_leaves_out_what_runs_short() -> None:
    sources = [source_row("A", 1), source_row("B", 0), source_row("C", -1), source_row("D", 200)]
    sentence = plain(wording.unspent_by_source_sentence(sources))
    assert sentence == "Naar verwachting blijft het meest over van D: € 200. Daarna: A (€ 1)."


@pytest.mark.wording
def test_at_most_three_sources_are_named() -> None:
    sentence = plain(wording.unspent_by_source_sentence([source_row(f"B{n}", n) for n in range(1, 5)]))
    assert sentence == "Naar verwachting blijft het meest over van B4: € 4. Daarna: B3 (€ 3) en B2 (€ 2)."


@pytest.mark.parametrize("left", [0, -1])
def test_without_money_left_in_any_source_there_is_no_sentence(left: int) -> None:
    sources = [source_row("A", left, PROGRAMME.sources[0].code)]
    assert wording.unspent_by_source_sentence(sources) == ""
    assert wording.unspent_sentences(sources, PROGRAMME) == []
    facts, total = FACTS, row()
    assert len(wording.summary(total, [total], facts, facts.as_of, sources)) == 5


def test_the_destination_of_unspent_money_is_stated_per_source() -> None:
    source = PROGRAMME.sources[0]
    told = wording.unspent_sentences([source_row("Potje", 1, source.code)], PROGRAMME)
    assert told == [f"Wat overblijft van Potje, {source.unspent.rstrip('.')}."]


@pytest.mark.wording
def test_another_year_than_that_of_the_day_is_named() -> None:
    text = plain(wording.spent_sentence(in_euros(), Facts(2023, date(2024, 1, 31), 1, ())))
    assert text == "Op 31 januari 2024 is 25 % van het budget van 2023 besteed; gepland was 30 %."


@pytest.mark.wording
def test_without_a_budget_no_share_is_stated() -> None:
    text = plain(wording.spent_sentence(in_euros(budget=0), FACTS))
    assert text == "Voor 2024 is er geen budget. Er is € 250 besteed."


@pytest.mark.parametrize(
    ("colours", "text"),
    [
        ([], "Er is nog geen budget."),
        ([Colour.GREY], "Er is nog geen budget."),
        ([Colour.GREEN, Colour.GREEN], "Alle twee domeinen zijn op koers."),
        ([Colour.RED, Colour.GREEN], "Eén van de twee domeinen vraagt om bijsturen: D0."),
        ([Colour.RED, Colour.RED], "Twee van de twee domeinen vragen om bijsturen: D0 en D1."),
        ([Colour.ORANGE, Colour.GREY], "Eén vraagt om aandacht: D0."),
        (
            [Colour.RED, Colour.ORANGE, Colour.ORANGE, Colour.GREY],
            "Eén van de drie domeinen vraagt om bijsturen: D0. Twee vragen om aandacht: D1 en D2.",
        ),
    ],
)
def test_domains_that_ask_for_something_are_named(colours: list[Colour], text: str) -> None:
    rows = [row(f"D{n}", c, budget=0 if c is Colour.GREY else 1000) for n, c in enumerate(colours)]
    assert wording.signals_sentence(rows) == text


@pytest.mark.parametrize(
    ("colours", "text"),
    [
        ([Colour.GREY], "Er zijn nog geen uitgaven aangeleverd."),
        (
            [Colour.GREEN, Colour.GREY],
            "Het enige domein met uitgaven is op koers. Nog geen uitgaven aangeleverd: D1.",
        ),
        (
            [Colour.GREEN, Colour.GREEN, Colour.GREY],
            "Alle twee domeinen met uitgaven zijn op koers. Nog geen uitgaven aangeleverd: D2.",
        ),
        (
            [Colour.RED, Colour.GREY],
            "Eén domein vraagt om bijsturen: D0. Nog geen uitgaven aangeleverd: D1.",
        ),
    ],
)
def test_a_domain_without_delivered_bookings_is_not_called_on_course(
    colours: list[Colour], text: str
) -> None:
    rows = [row(f"D{n}", colour) for n, colour in enumerate(colours)]
    assert wording.signals_sentence(rows) == text


@pytest.mark.parametrize("red", range(4))
def test_the_number_in_the_headline_is_the_number_of_red_marks(red: int) -> None:
    rows = [row(f"D{n}", Colour.RED if n < red else Colour.ORANGE) for n in range(4)]
    text = wording.signals_sentence(rows)
    assert text.startswith(("Vier vragen", "Eén van de vier", "Twee van de vier", "Drie van de vier")[red])
    assert all(f"D{n}" in text for n in range(4))


@pytest.mark.wording
def test_a_shortage_in_one_pot_is_reported_beside_the_room_of_others() -> None:
    text = plain(wording.room_sentence(in_euros(short=100)))
    assert text.endswith(
        "In potten met ruimte is nog € 750 vrij; in andere potten is € 100 te veel uitgegeven of vastgelegd."
    )
    assert "andere potten" not in wording.room_sentence(in_euros(short=0))


def test_use_without_release_is_reported_to_the_euro() -> None:
    said = "Er is € 368.429 uitgegeven of vastgelegd zonder besluit van de raad."
    assert plain(wording.release_sentence(in_euros(unreleased_use=368_429))).endswith(said)


@pytest.mark.parametrize(
    ("forecast", "text"),
    [
        ((700, 900, 950), "Naar verwachting blijft € 100 over (tussen € 50 en € 300)."),
        ((700, 900, 1000), "Naar verwachting blijft € 100 over (tussen € 0 en € 300)."),
        ((700, 900, 1001), "Naar verwachting blijft € 100 over (tussen € 1 te weinig en € 300 over)."),
        ((900, 1000, 1100), "Naar verwachting blijft € 0 over (tussen € 100 te weinig en € 100 over)."),
        ((900, 1001, 1100), "Naar verwachting is er € 1 te weinig (tussen € 100 te weinig en € 100 over)."),
        ((1001, 1050, 1100), "Naar verwachting is er € 50 te weinig (tussen € 1 en € 100)."),
    ],
)
def test_the_expected_remainder_or_shortage_has_its_interval(
    forecast: tuple[int, int, int], text: str
) -> None:
    assert plain(wording.forecast_sentence(in_euros(forecast=forecast))) == text


def test_without_a_budget_the_sentence_states_no_expectation() -> None:
    assert "geen verwachting" in wording.forecast_sentence(in_euros(budget=0))


@pytest.mark.parametrize(
    ("realised", "text"),
    [
        (899, "Er is € 100 verplicht, maar nog niet betaald; € 1 is nog vrij."),
        (900, "Er is € 100 verplicht, maar nog niet betaald; € 0 is nog vrij."),
        (901, "Er is € 1 meer uitgegeven en vastgelegd dan begroot: een tekort."),
    ],
)
def test_negative_free_room_is_called_a_shortage(realised: int, text: str) -> None:
    assert plain(wording.room_sentence(in_euros(realised=realised))) == text


@pytest.mark.parametrize(
    ("released", "start"),
    [
        (None, "Het is niet bekend hoeveel geld is vrijgegeven."),
        (999, "Van het budget is € 999 vrijgegeven door de gemeenteraad."),
        (1000, "Al het geld is vrijgegeven: € 1 duizend."),
    ],
)
def test_the_released_amount_is_stated(released: int | None, start: str) -> None:
    assert plain(wording.release_sentence(in_euros(released=released))) == start


@pytest.mark.wording
def test_lines_with_an_unknown_release_are_counted() -> None:
    m = measures(released=500, released_unknown=2)
    assert plain(wording.release_sentence(m)).endswith(" Van 2 regels is dat niet bekend.")


def released_in(*pots: tuple[int, int | None]) -> Facts:
    lines = (
        LineFacts(
            LineKey(f"JEU-{n}", f"S{n}", ""), "JEU", "", "", "", True, budget, budget, released,
            (0,) * 12, (0,) * 13, 0,
        )
        for n, (budget, released) in enumerate(pots)
    )  # fmt: skip
    return Facts(2024, FACTS.as_of, 1, tuple(lines))


@pytest.mark.wording
@pytest.mark.parametrize(
    ("pots", "start"),
    [
        (
            [(100_00, 150_00), (50_00, 0)],
            "Van het budget is € 100 vrijgegeven door de gemeenteraad. In andere",
        ),
        (
            [(100_00, 130_00), (50_00, 0)],
            "Van het budget is € 100 vrijgegeven door de gemeenteraad. In andere",
        ),
        ([(100_00, 110_00), (50_00, 50_00)], "Al het geld is vrijgegeven: € 160."),
        ([(100_00, 100_00), (50_00, 20_00)], "Van het budget is € 120 vrijgegeven door de gemeenteraad."),
    ],
)
def test_an_excess_release_in_one_pot_does_not_hide_one_still_to_come(
    pots: list[tuple[int, int]], start: str
) -> None:
    facts = released_in(*pots)
    m = measures(budget=150_00, released=sum(released for _, released in pots), unreleased_use=0)
    whole = replace(row(), measures=m)
    assert plain(wording.summary(whole, [whole], facts, FACTS.as_of)[4]).startswith(start)


def outside(realised: int, committed: int) -> Facts:
    months = (realised, *[0] * 12)
    stray = LineFacts(LineKey("", "", ""), "", "", "", "", False, 0, 0, 0, (0,) * 12, months, committed)
    return Facts(2024, FACTS.as_of, 1, (stray,))


@pytest.mark.wording
def test_money_outside_the_plan_is_reported_only_when_there_is_some() -> None:
    assert wording.unplanned_sentence(outside(0, 0)) == ""
    assert plain(wording.unplanned_sentence(outside(200_00, 50_00))).startswith(
        "Niet in bestedingsplan staat € 250:"
    )


@pytest.mark.wording
def test_a_refund_in_one_domain_does_not_hide_spending_in_another() -> None:
    spent, back = outside(200_00, 0).lines[0], replace(outside(-200_00, 0).lines[0], domain="VEI")
    said = plain(wording.unplanned_sentence(replace(outside(0, 0), lines=(spent, back))))
    assert "staat € 200:" in said
    assert said.endswith("Niet in bestedingsplan is € 200 teruggeboekt.")


def test_a_domain_without_delivered_bookings_shows_no_commitments() -> None:
    m = measures(realised=0, committed=0, known_until=None)
    assert "€" not in wording.room_sentence(m)


def test_the_word_for_grey_does_not_mention_a_budget() -> None:
    assert wording.colour_word(Colour.GREY) != wording.colour_word(Colour.GREEN)
    assert "budget" not in wording.colour_word(Colour.GREY)


@pytest.mark.parametrize(
    ("until", "start"),
    [
        (date(2024, 9, 29), "Let op: de boekingen lopen tot en met 29 september 2024."),
        (date(2024, 9, 30), ""),
        (date(2024, 10, 1), ""),
        (None, "Let op: nog niet van elk domein zijn boekingen aangeleverd."),
    ],
)
def test_lagging_bookings_are_reported(until: date | None, start: str) -> None:
    text = wording.lag_sentence(until, FACTS.as_of)
    assert text.startswith(start)
    assert bool(text) == bool(start)


def test_the_summary_is_five_sentences_and_a_sixth_when_bookings_lag() -> None:
    rows = [row()]
    assert len(wording.summary(row(), rows, FACTS, FACTS.as_of)) == 5
    assert wording.summary(row(), rows, FACTS, None)[5].startswith("Let op")


@pytest.mark.wording
@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (-1, "gedaald van € 100 naar € 99"),
        (0, "gelijk gebleven: € 100"),
        (1, "gestegen van € 100 naar € 101"),
    ],
)
def test_the_free_room_goes_up_down_or_stays(plan: int, text: str) -> None:
    found = wording.bridge_sentence(100 * EURO, (100 + plan) * EURO, "27 juni")
    assert plain(found) == f"Sinds 27 juni is de vrije ruimte {text}."


def test_every_kind_of_change_has_its_words() -> None:
    assert len({wording.change_words(kind) for kind in ChangeKind}) == len(ChangeKind)


@pytest.mark.wording
def test_the_board_is_asked_for_a_decision_for_every_red_domain_the_largest_first() -> None:
    rows = [
        row("Klein", Colour.RED, "SPE", realised=950, short=50),
        row("Groen", Colour.GREEN),
        row("Groot", Colour.RED, "GRO", realised=2000, short=1100),
        row("Buiten het plan", Colour.RED, ""),
    ]
    found = wording.decisions_asked(rows, {"GRO": "Gea Groen"}, rules())
    assert [(ask.domain, ask.amount, ask.owner) for ask in found] == [
        ("GRO", 1100_00, "Gea Groen"),
        ("SPE", 50_00, ""),
    ]
    assert found[0].text == "Groot: besluit hoe wordt bijgestuurd. Reden van Groot."


@pytest.mark.parametrize(
    ("condition", "amount"),
    [("short", 48), ("unreleased_use", 7), ("run_out_likely", 200), ("used_above_budget", 150)],
)
def test_the_amount_at_stake_is_that_of_the_rule_that_made_a_domain_red(condition: str, amount: int) -> None:
    """Not the largest amount: the sentence of the row would name another amount than the question."""
    changed = {"realised": 1050, "short": 48, "unreleased_use": 7, "forecast": (900, 1200, 1300)}
    (ask,) = wording.decisions_asked([row(colour=Colour.RED, **changed)], {}, rules(condition))
    assert ask.amount == amount * EURO


def test_a_red_domain_with_a_question_of_its_own_is_not_asked_about_again() -> None:
    red = row(colour=Colour.RED)
    assert len(wording.decisions_asked([red], {}, rules())) == 1
    assert wording.decisions_asked([red], {}, rules(), {red.key}) == ()


def test_a_signal_is_a_word_with_its_reason() -> None:
    assert wording.signal_words(row(colour=Colour.RED)) == "Bijsturen: Reden van Groen."


def test_the_pace_is_stated_as_of_the_day_the_statements_reach() -> None:
    behind = replace(in_euros(), known_until=date(2024, 6, 30))
    until = "Cijfers tot en met 30 juni:"
    said = plain(wording.spent_sentence(behind, FACTS))
    assert (said.startswith(until), said.endswith("gepland was 30 %.")) == (True, True)
    assert wording.standing_of(replace(row(), measures=behind), FACTS).startswith(until)
    reached = replace(behind, known_until=FACTS.as_of)
    assert wording.spent_sentence(reached, FACTS).startswith("Op 30 september is")


def test_a_domain_without_delivered_bookings_is_not_compared_with_the_plan() -> None:
    silent = in_euros(realised=0, committed=0)
    said = wording.standing_of(replace(row(), measures=silent), FACTS), wording.spent_sentence(silent, FACTS)
    assert ["nog geen uitgaven aangeleverd" in text for text in said] == [True, True]
    assert not any("gepland" in text for text in said)
