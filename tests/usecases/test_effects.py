"""The preview before accepting: largest bookings, changed colours and pots."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.model.content import Content, Progress
from budget.model.figures import Signal
from budget.model.words import By, Colour
from budget.programme import load_programme
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.effects import (
    LARGEST,
    MOST_IN_FULL,
    Effects,
    Shift,
    effects_of,
    largest_bookings,
    list_effects,
    list_shifts,
    split_urgent,
)
from budget.usecases.preview import Preview
from tests.charts import samples
from tests.snapshot.test_forecast_record import close_the_year
from tests.standing.test_own_record import begin_the_next_year
from tests.store.samples import (
    AUGUST_END,
    MAY_END,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    plan,
    question,
    release,
    statement,
)

TODAY = date(YEAR, 9, 1)
EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "samen-nieuw-west"
JUDGED = replace(PROGRAMME, rules=load_programme(EXAMPLE).rules)
OVER = ledger(statement(AUGUST_END, booking("A", date(YEAR, 8, 1), 900_00), domains=()))


def previewed(store: Store, content=OVER) -> tuple[Preview, list[str]]:
    seen = delivery.preview(store, PROGRAMME, VISITOR, content)
    found = effects_of(store, PROGRAMME, "cor", content, seen, TODAY)
    return seen, list(list_effects(seen, found, PROGRAMME))


def planned(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 500_00), line("SPE-1", 500_00)))
    deliver(store, ledger(statement(MAY_END, booking("B", date(YEAR, 5, 1), 1_00), domains=("GRO",))))


def test_the_five_largest_bookings_come_first_whatever_their_sign(store: Store) -> None:
    rows = [booking(f"F{n}", MAY_END, n * (-1) ** n, sequence=str(n)) for n in range(1, LARGEST + 2)]
    deliver(store, plan(line()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, ledger(statement(MAY_END, *rows)))
    assert [row.amount for row in largest_bookings(seen)] == [6, -5, 4, -3, 2]


def test_the_previewed_effect_on_a_domain_equals_the_effect_of_accepting(store: Store) -> None:
    planned(store)
    seen = delivery.preview(store, PROGRAMME, VISITOR, OVER)
    found = effects_of(store, PROGRAMME, "cor", OVER, seen, TODAY)
    (pot,) = found.pots
    deliver(store, OVER)
    now = load_standing(store, PROGRAMME, AUGUST_END).domain_row("GRO")
    assert found.as_of == AUGUST_END
    assert (pot.after.measures.short, pot.after.measures.room) == (now.measures.short, now.measures.room)
    (domain,) = [shift for shift in found.colours if shift.after.key == "GRO"]
    assert domain.after.signal == now.signal


def test_a_day_inside_a_month_counts_bookings_up_to_that_day(store: Store) -> None:
    planned(store)
    rows = booking("A", date(YEAR, 8, 2), 100_00), booking("B", date(YEAR, 5, 1), 1_00)
    middle = ledger(statement(date(YEAR, 8, 15), *rows, domains=()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, middle)
    (pot,) = effects_of(store, PROGRAMME, "cor", middle, seen, TODAY).pots
    assert pot.before.measures.room - pot.after.measures.room == 100_00


def test_the_effects_in_words_name_room_bookings_scope_colours_and_pots(store: Store) -> None:
    planned(store)
    told = "\n".join(previewed(store)[1]).replace("\u00a0", " ")
    for words in (
        "vrije ruimte van",
        "gaat over de regels die erin staan",
        "€ 900,00 op GRO-1",
        "Groen",
        "tekort",
    ):
        assert words in told


@pytest.mark.wording
def test_remaining_commitments_are_reported_with_their_date(store: Store) -> None:
    planned(store)
    opened = commitment("V", MAY_END, 30_00)
    deliver(store, ledger(statement(MAY_END, opened, domains=("GRO",), states_bookings=False)))
    only = ledger(statement(AUGUST_END, booking("A", MAY_END, 1), domains=("GRO",), states_commitments=False))
    told = " ".join(previewed(store, only)[1]).replace("\u00a0", " ")
    assert "€ 30 aan verplichtingen blijft open (stand van 31 mei 2024)" in told


def test_use_without_release_is_reported_for_its_pot(store: Store) -> None:
    deliver(store, plan(line("GRO-1", 500_00, released=100_00)))
    rows = booking("A", date(YEAR, 8, 1), 300_00)
    _, told = previewed(store, ledger(statement(AUGUST_END, rows, domains=())))
    assert any("0 naar €\u00a0200" in text and "zonder besluit" in text for text in told)


def test_another_reason_for_the_same_colour_is_reported() -> None:
    row = samples.rows(By.DOMAIN)[0]
    before, after = (replace(row, signal=Signal(Colour.RED, rule, f"{rule}.")) for rule in ("tekort", "raad"))
    (told,) = list_shifts(Effects(TODAY, (Shift(before, after),), ()))
    assert "van '" not in told
    assert told.endswith("raad.")
    assert [Shift(before, one).is_other_reason for one in (before, after)] == [False, True]


def test_effects_that_turn_red_or_short_come_first() -> None:
    row = samples.rows(By.DOMAIN)[0]

    def pot(name: str, budget: int, used: int, released: int) -> Shift:
        counted = {"budget": budget, "realised": used, "committed": 0, "released": released}
        was = {"short": 0, "unreleased_use": 0}
        now = {"short": max(used - budget, 0)}
        now["unreleased_use"] = max(used - released, 0) if released < budget else 0
        before, after = (replace(row.measures, **(counted | part)) for part in (was, now))
        return Shift(replace(row, name=name, measures=before), replace(row, name=name, measures=after))

    pots = (
        pot("Ruim", 100_00, 50_00, 100_00),
        pot("Net", 100_00, 100_00, 100_00),
        pot("Krap", 100_00, 100_01, 100_00),
        pot("Op", 100_00, 180_00, 100_00),
        pot("Zonder besluit", 100_00, 90_00, 40_00),
    )
    red, green = (
        Shift(row, replace(row, signal=Signal(colour, "regel", "Reden.")))
        for colour in (Colour.RED, Colour.GREEN)
    )
    first, rest = split_urgent(Effects(TODAY, (green, red), pots))
    assert [shift.after.name for shift in first.pots] == ["Op", "Zonder besluit", "Krap"]
    assert [shift.after.name for shift in rest.pots] == ["Ruim", "Net"]
    assert (first.colours, rest.colours) == ((red,), (green,))


def test_colours_are_judged_at_the_day_that_the_file_brings(store: Store) -> None:
    """On plan up to May; the ledger up to August adds nothing, so the domain is behind from then on."""
    money, spent = 1_200_000_00, booking("B", date(YEAR, 5, 1), 500_000_00)
    deliver(store, plan(line("GRO-1", money, released=money)))
    deliver(store, ledger(statement(MAY_END, spent, domains=("GRO",))))
    later = ledger(statement(AUGUST_END, spent, domains=("GRO",)))
    seen = delivery.preview(store, JUDGED, VISITOR, later)
    found = effects_of(store, JUDGED, "cor", later, seen, TODAY)
    (domain,) = [shift for shift in found.colours if shift.after.key == "GRO"]
    assert domain.after.signal.rule == "wijkt-af-van-plan"
    deliver(store, later)
    assert load_standing(store, JUDGED, AUGUST_END).domain_row("GRO").signal == domain.after.signal


def test_questions_and_notes_are_previewed(store: Store) -> None:
    planned(store)
    content = Content(
        questions=(question(text="Nu of later?"),), progress=(Progress("SPE-1", AUGUST_END, note="Loopt."),)
    )
    _, told = previewed(store, content)
    assert any("1 vraag" in line for line in told)
    assert any(line.startswith("Nu of later? A. ") for line in told)
    assert any("1 regel" in line for line in told)


def test_notes_of_the_first_lines_are_previewed_in_full(store: Store) -> None:
    planned(store)
    notes = [
        Progress("SPE-1", date(YEAR, 8, n + 1), forecast=100_00 + n, note=f"Reden {n}.", steering="Minder")
        for n in range(MOST_IN_FULL + 1)
    ]
    _, told = previewed(store, Content(progress=tuple(notes)))
    assert [f"Reden {n}; bijsturing: Minder." in " ".join(told) for n in range(len(notes))] == [
        *[True] * MOST_IN_FULL,
        False,
    ]


@pytest.mark.parametrize(("expected", "is_told"), [(99_99, True), (100_00, False), (100_01, False)])
def test_an_own_forecast_below_what_is_booked_is_reported(store: Store, expected: int, is_told: bool) -> None:
    planned(store)
    deliver(store, ledger(statement(MAY_END, booking("B", date(YEAR, 5, 1), 100_00))))
    content = Content(progress=(Progress("GRO-1", MAY_END, forecast=expected),))
    seen = delivery.preview(store, PROGRAMME, VISITOR, content)
    passed = effects_of(store, PROGRAMME, "cor", content, seen, TODAY).passed
    assert [(row.key, cents) for row, cents in passed] == ([("GRO-1", expected)] if is_told else [])
    assert any("99,99" in line for line in previewed(store, content)[1]) == is_told


def test_a_repeated_own_forecast_below_what_is_booked_is_still_reported(store: Store) -> None:
    planned(store)
    deliver(store, ledger(statement(MAY_END, booking("B", date(YEAR, 5, 1), 100_00))))
    content = Content(progress=(Progress("GRO-1", MAY_END, forecast=99_99),))
    deliver(store, content, "voortgang.xlsx")
    seen = delivery.preview(store, PROGRAMME, VISITOR, content)
    ((row, cents),) = effects_of(store, PROGRAMME, "cor", content, seen, TODAY).passed
    assert (row.key, cents) == ("GRO-1", 99_99)


def test_bookings_of_a_day_that_a_newer_statement_covers_change_no_colour_and_no_pot(store: Store) -> None:
    planned(store)
    deliver(store, OVER, "augustus.xlsx")
    older = ledger(statement(MAY_END, booking("C", date(YEAR, 5, 2), 800_00), domains=()))
    seen = delivery.preview(store, PROGRAMME, VISITOR, older)
    assert not seen.is_empty
    assert effects_of(store, PROGRAMME, "cor", older, seen, TODAY) == Effects(AUGUST_END, (), ())


def test_additions_of_a_list_are_previewed(store: Store) -> None:
    planned(store)
    _, told = previewed(store, Content(releases=(release("GRO-1", 100_00),)))
    assert any("Vrijgaven: 1 nieuw" in line for line in told)


def test_previewed_forecasts_use_the_own_margins(store: Store) -> None:
    close_the_year(store)
    begin_the_next_year(store)
    day = date(YEAR + 1, 4, 30)
    more = booking("P", day, 900_00), booking("Q", day, 900_00, "SPE-1")
    content = ledger(statement(day, *more, first=date(YEAR + 1, 4, 1)))
    before = load_standing(store, PROGRAMME, day)
    assert before.facts.own_margins.years == (YEAR,)
    seen = delivery.preview(store, PROGRAMME, VISITOR, content)
    found = effects_of(store, PROGRAMME, "cor", content, seen, day)
    deliver(store, content, "april.xlsx")
    after = load_standing(store, PROGRAMME, day)
    told = {shift.after.key: shift for shift in found.colours if shift.after.by is By.DOMAIN}
    assert told
    for code, shift in told.items():
        rows = (before.domain_row(code), after.domain_row(code))
        assert (shift.before, shift.after) == rows
