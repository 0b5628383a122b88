"""Money that a fund had in one year and a plan brings into the next: its rules, through the real intake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.intake.output.template import write_workbook
from budget.model.content import Amendment, Content, MoveDecision
from budget.model.programme import CarryRule, Programme, Theme
from budget.model.submission_details import Origin
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases.carry import CarryError
from budget.usecases.effects import effects_of, list_effects
from tests.store.samples import NOW, PROGRAMME, booking, ledger, line, statement

EURO = 100
BOS, HEI = {"source": "FONDS", "theme": "BOS"}, {"source": "FONDS", "theme": "HEI"}
HALF = CarryRule(
    "De helft mag mee", "Hooguit de helft, binnen het thema.", "Regeling Streekfonds", 0, 2024, 0.5
)
COUNCIL = CarryRule("Dorpsgeld valt vrij", "Alleen de raad hevelt over.", "Gemeentewet", needs_decision=True)
DECISION = MoveDecision("Besluit van de dorpsraad, nr. 7", date(2024, 1, 20))
CARRIED = Amendment(Origin.CARRIED, "Werk loopt door", "Jaarrekening 2024")
BUDGET = Amendment(Origin.NEW, "Nieuw jaar", "Begroting 2025")


def with_rules() -> Programme:
    village, fund = PROGRAMME.sources
    themes = (*fund.themes, Theme("HEI", "Heide"), Theme("VEN", "Ven", last_year=2024))
    sources = (
        replace(village, carrying=(COUNCIL,)),
        replace(fund, themes=themes, carrying=(HALF,), last_year=2026),
    )
    return replace(PROGRAMME, sources=sources)


RULED = with_rules()
OF_2024 = (
    line("GRO-1", 1_000 * EURO),
    line("GRO-2", 400 * EURO, **BOS),
    line("GRO-3", 400 * EURO, **HEI),
)
NEXT = {"year": 2025}


def check(store: Store, content: Content):
    data = write_workbook(content, RULED, "Plan")
    return delivery.check(store, RULED, VISITOR, "plan.xlsx", data), data


def submit(store: Store, content: Content, **options) -> int:
    """The number of a pending plan; amounts that are sums of others by coincidence are confirmed."""
    checked, data = check(store, content)
    asked = delivery.preview(store, RULED, VISITOR, checked.content).mark
    return delivery.submit(store, RULED, checked, data, "cor", NOW, asked, **options).id


def hand_in(store: Store, *lines, why: Amendment | None = BUDGET, decision: MoveDecision | None = None):
    """A plan workbook that states its own reason; both persons see the same sentences."""
    number = submit(store, Content(plan=lines, amendment=why, allowed_by=(decision,) if decision else ()))
    seen = delivery.preview_submission(store, RULED, "cato", number)
    delivery.accept(store, RULED, number, "cato", NOW, corrections=seen.mark)
    return seen


def refusal(store: Store, *lines, **options) -> str:
    with pytest.raises(CarryError) as refused:
        hand_in(store, *lines, **options)
    assert not any(one.is_pending for one in delivery.submissions(store, RULED, "cato"))
    return str(refused.value).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def year(store: Store) -> Store:
    """A year with 1000 euro of the village and twice 400 of the fund, of which 900, 300 and 100 are spent."""
    hand_in(store, *OF_2024, why=None)
    spent = [("GRO-1", 900), ("GRO-2", 300), ("GRO-3", 100)]
    rows = [booking(code, date(2024, 5, 1), euro * EURO, code) for code, euro in spent]
    content = ledger(statement(date(2024, 12, 31), *rows))
    data = write_workbook(content, RULED, "Boekingen")
    checked = delivery.check(store, RULED, VISITOR, "boekingen.xlsx", data)
    number = delivery.submit(store, RULED, checked, data, "cor", NOW).id
    delivery.accept(store, RULED, number, "cato", NOW)
    first = [line(one.code, 100 * EURO, source=one.source, theme=one.theme, **NEXT) for one in OF_2024]
    hand_in(store, *OF_2024, *first)
    return store


def of_2025(village: int = 100, wood: int = 100, heath: int = 100):
    return (
        line("GRO-1", village * EURO, **NEXT),
        line("GRO-2", wood * EURO, **BOS, **NEXT),
        line("GRO-3", heath * EURO, **HEI, **NEXT),
    )


def test_a_cut_below_spending_does_not_reduce_what_may_be_carried_over(year: Store) -> None:
    """Of the wood 300 of 400 is spent. Its plan becomes 250: what is left is still 100."""
    cut = (OF_2024[0], line("GRO-2", 250 * EURO, **BOS), OF_2024[2])
    assert "nog € 100,00 over" in refusal(year, *cut, *of_2025(wood=201), why=CARRIED)
    seen = hand_in(year, *cut, *of_2025(wood=200), why=CARRIED)
    assert [(one.carried.cents, one.left) for one in seen.carried.declared] == [(100_00, 100_00)]


def test_a_cut_in_an_earlier_file_does_not_reduce_it_either(year: Store) -> None:
    hand_in(year, OF_2024[0], line("GRO-2", 250 * EURO, **BOS), OF_2024[2], *of_2025(), why=BUDGET)
    cut = (OF_2024[0], line("GRO-2", 250 * EURO, **BOS), OF_2024[2])
    why = replace(BUDGET, origin=Origin.SPRING)
    assert "nog € 100,00 over" in refusal(year, *cut, *of_2025(wood=201), why=why)
    hand_in(year, *cut, *of_2025(wood=200), why=why)


def test_what_is_left_of_a_theme_goes_to_the_next_year_within_its_share(year: Store) -> None:
    """Of the wood 100 of 400 is left; of the heath 300 is left and half of 400 may go."""
    seen = hand_in(year, *OF_2024, *of_2025(wood=200, heath=300), why=CARRIED)
    assert (seen.moves, seen.one_sided) == ((), ()), "nothing stays open of it"
    told = {one.carried.purse[1]: (one.carried.cents, one.left) for one in seen.carried.declared}
    assert told == {"BOS": (100_00, 100_00), "HEI": (200_00, 300_00)}
    assert "nog € 0,00 over" in refusal(year, *OF_2024, *of_2025(wood=201, heath=300), why=CARRIED)


@pytest.mark.parametrize("heath", [301, 400])
def test_more_than_the_allowed_share_is_refused_with_rule_source_and_cell(year: Store, heath: int) -> None:
    said = refusal(year, *OF_2024, *of_2025(heath=heath), why=CARRIED)
    for words in (HALF.name, HALF.source, "Blad Bestedingsplan, cel", "50 %", "€ 200,00", "2025"):
        assert words in said


def test_the_share_is_of_all_that_was_carried_over(year: Store) -> None:
    hand_in(year, *OF_2024, *of_2025(heath=200), why=CARRIED)
    assert "€ 100,00" in refusal(year, *OF_2024, *of_2025(heath=301), why=CARRIED)
    hand_in(year, *OF_2024, *of_2025(heath=300), why=CARRIED)


def test_money_of_one_theme_cannot_be_carried_over_to_another(year: Store) -> None:
    """The wood has 100 left: 150 more for the wood would take money of the heath."""
    said = refusal(year, *OF_2024, *of_2025(wood=250), why=CARRIED)
    for words in ("Bos en hei", HALF.name, HALF.source, "ander thema"):
        assert words in said


def test_money_of_the_village_falls_back_unless_the_decision_is_named(year: Store) -> None:
    said = refusal(year, *OF_2024, *of_2025(village=200), why=CARRIED)
    for words in (COUNCIL.name, COUNCIL.source, "--decision"):
        assert words in said
    assert "100,00 over" in refusal(year, *OF_2024, *of_2025(village=201), why=CARRIED, decision=DECISION)
    seen = hand_in(year, *OF_2024, *of_2025(village=200), why=CARRIED, decision=DECISION)
    found = effects_of(year, RULED, VISITOR, seen.content, seen, NOW.date())
    told = "\n".join(list_effects(seen, found, RULED))
    assert DECISION.text in told
    assert COUNCIL.name in told


def test_the_decision_may_be_typed_with_the_reason(year: Store) -> None:
    content = Content(plan=(*OF_2024, *of_2025(village=200)))
    number = submit(year, content, amendment=CARRIED, decision=DECISION)
    assert delivery.preview_submission(year, RULED, "cato", number).allowed_by == (DECISION,)


def test_a_plan_that_cuts_a_year_and_raises_the_next_meets_the_rule_whatever_it_says(year: Store) -> None:
    """It is called a spring amendment, but 250 euro of the heath goes from 2024 to 2025."""
    why = replace(BUDGET, origin=Origin.SPRING)
    cut = (OF_2024[0], OF_2024[1], line("GRO-3", 150 * EURO, **HEI))
    assert "€ 200,00" in refusal(year, *cut, *of_2025(heath=350), why=why)
    cut = (OF_2024[0], OF_2024[1], line("GRO-3", 300 * EURO, **HEI))
    (seen,) = hand_in(year, *cut, *of_2025(heath=200), why=why).carried.seen
    assert (seen.carried.cents, seen.carried.cut, seen.had) == (100_00, 100_00, 400_00)


def test_the_carry_over_rule_covers_a_cut_and_a_raise_in_separate_files(year: Store) -> None:
    cut = (line("GRO-1", 900 * EURO), *OF_2024[1:])
    hand_in(year, *cut, *of_2025(), why=replace(BUDGET, origin=Origin.AUTUMN))
    assert COUNCIL.name in refusal(year, *cut, *of_2025(village=150))
    hand_in(year, *cut, *of_2025(village=150), decision=DECISION)


def test_without_a_rule_money_cannot_be_carried_over(year: Store) -> None:
    of_2026 = [replace(one, year=2026) for one in of_2025()]
    hand_in(year, *OF_2024, *of_2025(), *of_2026)
    more = (of_2026[0], replace(of_2026[1], budget=120 * EURO), of_2026[2])
    assert "gaat terug" in refusal(year, *OF_2024, *of_2025(), *more, why=CARRIED)


def test_a_theme_holds_in_its_own_years_only(year: Store) -> None:
    pond = line("GRO-4", 10 * EURO, source="FONDS", theme="VEN")
    assert check(year, Content(plan=(*OF_2024, pond)))[0].accepted
    checked, _ = check(year, Content(plan=(*OF_2024, *of_2025(), replace(pond, year=2025))))
    assert not checked.accepted
    assert "plan-theme-year" in {found.code for found in checked.findings}


def test_the_carry_over_rule_is_checked_again_at_acceptance(year: Store) -> None:
    """Meanwhile another file took the share."""
    number = submit(year, Content(plan=(*OF_2024, *of_2025(heath=300)), amendment=CARRIED))
    rows = booking("L", date(2024, 12, 1), 150 * EURO, "GRO-3")
    late = ledger(statement(date(2025, 1, 31), rows, first=date(2024, 12, 1)))
    data = write_workbook(late, RULED, "Boekingen")
    late_one = delivery.submit(
        year, RULED, delivery.check(year, RULED, VISITOR, "b.xlsx", data), data, "cor", datetime(2025, 2, 1)
    )
    delivery.accept(year, RULED, late_one.id, "cato", datetime(2025, 2, 1))
    with pytest.raises(CarryError):
        delivery.accept(year, RULED, number, "cato", datetime(2025, 2, 2))
