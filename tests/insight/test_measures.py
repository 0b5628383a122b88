"""The measures at their boundaries, and the identities between them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.insight.facts import resolve
from budget.insight.measures import LineTable, group, norm, total
from budget.model import By, Facts
from budget.model.content import Coverage
from budget.model.months import last_day
from budget.model.shares import spread_evenly
from tests.insight.samples import (
    PROGRAMME,
    THOUSAND,
    YEAR,
    booked,
    knowledge,
    plan_line,
    reaching,
    stated,
    version,
)
from tests.insight.strategies import knowledges

ADDITIVE = ("budget", "original_budget", "realised", "committed", "used", "free", "norm", "ahead")


def test_the_norm_is_zero_before_the_year_and_the_budget_after_it():
    phasing = spread_evenly(1200)
    assert norm(phasing, YEAR, date(2023, 12, 31)) == 0
    assert norm(phasing, YEAR, date(2025, 1, 1)) == 1200


def test_norm_takes_the_part_of_the_month_that_has_passed():
    phasing = (3100,) + (0,) * 11
    assert norm(phasing, YEAR, date(YEAR, 1, 1)) == 100
    assert norm(phasing, YEAR, date(YEAR, 1, 30)) == 3000
    assert norm(phasing, YEAR, date(YEAR, 1, 31)) == 3100


def test_norm_on_the_last_day_of_a_month_is_the_sum_of_the_months():
    phasing = tuple(range(12))
    assert norm(phasing, YEAR, date(YEAR, 2, 29)) == 1
    assert norm(phasing, YEAR, date(YEAR, 12, 31)) == sum(phasing)


def test_norm_is_rounded_half_up_to_a_cent():
    assert norm((0, 1) + (0,) * 10, YEAR, date(YEAR, 2, 14)) == 0
    assert norm((0, 29) + (0,) * 10, YEAR, date(YEAR, 2, 14)) == 14
    assert norm((1,) + (0,) * 11, 2023, date(2023, 1, 15)) == 0
    assert norm((1,) + (0,) * 11, 2023, date(2023, 1, 16)) == 1
    assert norm((0, 0, 0, 1) + (0,) * 8, YEAR, date(YEAR, 4, 15)) == 1


@given(
    st.lists(st.integers(0, 10**9), min_size=12, max_size=12), st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))
)
def test_norm_equals_its_definition(phasing, as_of):
    days = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
    exact = sum(phasing[: as_of.month - 1]) + Fraction(
        phasing[as_of.month - 1] * as_of.day, days[as_of.month]
    )
    assert 0 <= norm(phasing, YEAR, as_of) - exact + Fraction(1, 2) <= 1
    assert norm(phasing, YEAR, as_of) == int(exact + Fraction(1, 2))


def test_a_group_without_budget_has_no_share_instead_of_zero_or_infinity():
    m = total(Facts(YEAR, date(YEAR, 6, 30), 1, ()), PROGRAMME).measures
    assert (m.depletion, m.used_share, m.released) == (None, None, None)


def test_a_negative_free_room_stays_negative():
    known = knowledge([version(1, plan_line(budget=100))], [booked(2, "VEI-1", date(YEAR, 1, 31), 130)])
    facts = resolve(known, PROGRAMME, date(YEAR, 6, 30))
    assert total(facts, PROGRAMME).measures.free == -30


def test_a_group_with_an_unknown_release_says_so_and_sums_the_known_part():
    known = knowledge([version(1, plan_line(budget=100, released=40), plan_line("VEI-2", 50, released=None))])
    m = total(resolve(known, PROGRAMME, date(YEAR, 6, 30)), PROGRAMME).measures
    assert (m.released, m.released_unknown) == (40, 1)


@pytest.mark.parametrize(("released", "expected"), [(None, (None, 1)), (30, (30, 0))])
def test_a_dropped_line_does_not_count_in_what_is_released(released, expected):
    """Only the new line is in force; the old one keeps its original budget but has nothing to release."""
    known = knowledge(
        [version(1, plan_line(budget=100)), version(2, plan_line("VEI-2", 50, released=released))]
    )
    m = total(resolve(known, PROGRAMME, date(YEAR, 6, 30)), PROGRAMME).measures
    assert (m.released, m.released_unknown) == expected


def test_unplanned_money_is_in_its_domain_and_elsewhere_in_its_own_row():
    known = knowledge(
        [version(1, plan_line(budget=100))],
        [booked(2, "VEI-9", date(YEAR, 1, 31), 7), booked(2, "X-1", date(YEAR, 1, 31), 5)],
    )
    facts = resolve(known, PROGRAMME, date(YEAR, 6, 30))
    by_domain = {row.key: row.measures.realised for row in group(facts, By.DOMAIN, PROGRAMME)}
    by_source = {row.key: row.measures.realised for row in group(facts, By.SOURCE, PROGRAMME)}
    assert by_domain == {"VEI": 7, "WON": 0, "": 5}
    assert by_source == {"COA": 0, "": 12}


def test_every_domain_of_the_programme_has_a_row_even_without_money():
    facts = resolve(knowledge(), PROGRAMME, date(YEAR, 6, 30))
    assert [row.name for row in group(facts, By.DOMAIN, PROGRAMME)] == ["Veiligheid", "Wonen"]


def test_a_source_without_themes_is_named_alone():
    facts = resolve(knowledge([version(1, plan_line())]), PROGRAMME, date(YEAR, 6, 30))
    (row,) = group(facts, By.THEME, PROGRAMME)
    assert (row.key, row.name) == ("COA/", "Coalitie")


@given(knowledges(), st.dates(date(2023, 12, 1), date(2025, 2, 1)))
def test_the_sum_over_every_grouping_is_the_total(known, as_of):
    facts = resolve(known, PROGRAMME, as_of)
    whole = total(facts, PROGRAMME).measures
    for by in By:
        rows = group(facts, by, PROGRAMME)
        for name in ADDITIVE:
            assert sum(getattr(row.measures, name) for row in rows) == getattr(whole, name), (by, name)


def pots_of(used: dict[str, int], *lines) -> Facts:
    """The facts of these lines, with bookings on each code."""
    bookings = [booked(2, code, date(YEAR, 1, 31), cents) for code, cents in used.items()]
    return resolve(knowledge([version(1, *lines)], bookings), PROGRAMME, date(YEAR, 6, 30))


@pytest.mark.parametrize(("used", "short", "room"), [(99, 0, 501), (100, 0, 500), (101, 1, 500)])
def test_room_in_one_pot_does_not_cover_a_shortage_in_another(used, short, room):
    facts = pots_of({"VEI-1": used}, plan_line(budget=100), plan_line("VEI-2", 500, source="SPU"))
    m = total(facts, PROGRAMME).measures
    assert (m.short, m.room, m.free) == (short, room, 600 - used)


def test_a_surplus_on_one_line_of_a_pot_covers_a_shortage_on_another():
    facts = pots_of({"VEI-1": 130}, plan_line(budget=100), plan_line("VEI-2", 500))
    m = total(facts, PROGRAMME).measures
    assert (m.short, m.room) == (0, 470)
    lines = {row.key: row.measures for row in group(facts, By.LINE, PROGRAMME)}
    assert (lines["VEI-1"].short, lines["VEI-2"].room) == (30, 500)


@pytest.mark.parametrize(("used", "unreleased"), [(39, 0), (40, 0), (41, 1), (100, 60), (101, 60)])
def test_unreleased_use_is_limited_to_the_budget(used, unreleased):
    """Use above the budget is a shortage, which is not counted here again."""
    facts = pots_of({"VEI-1": used}, plan_line(budget=100, released=40))
    assert total(facts, PROGRAMME).measures.unreleased_use == unreleased


def test_the_release_of_one_fund_does_not_cover_another():
    facts = pots_of(
        {"VEI-1": 50}, plan_line(budget=100, released=0), plan_line("VEI-2", 100, source="SPU", released=100)
    )
    m = total(facts, PROGRAMME).measures
    assert (m.used, m.released, m.unreleased_use) == (50, 100, 50)


def test_what_a_line_uses_over_its_own_budget_is_in_the_unreleased_use_of_its_pot_only():
    """The other line of the pot has budget for it, so the lines add up to less than the pot."""
    lines = (plan_line(budget=10, released=0), plan_line("VEI-2", 100, released=0))
    facts = pots_of({"VEI-1": 40}, *lines)
    assert [row.measures.unreleased_use for row in group(facts, By.LINE, PROGRAMME)] == [10, 0]
    assert total(facts, PROGRAMME).measures.unreleased_use == 40


def test_a_line_that_does_not_state_its_release_is_left_out_of_unreleased_use():
    facts = pots_of({"VEI-1": 50}, plan_line(budget=100, released=None), plan_line("VEI-2", 100, released=0))
    m = total(facts, PROGRAMME).measures
    assert (m.unreleased_use, m.released_unknown) == (0, 1)


def test_unplanned_money_of_a_domain_is_a_pot_without_budget():
    facts = pots_of({"VEI-1": 20, "VEI-9": 7, "X-1": 5}, plan_line(budget=100))
    rows = {row.key: row for row in group(facts, By.POT, PROGRAMME)}
    assert {key: (row.measures.short, row.measures.room) for key, row in rows.items()} == {
        "VEI/COA/": (0, 80),
        "VEI//": (7, 0),
        "//": (5, 0),
    }
    assert [(row.name, row.is_planned) for row in rows.values()] == [
        ("Veiligheid: Coalitie", True),
        ("Niet in bestedingsplan, domein onbekend", False),
        ("Veiligheid: niet in bestedingsplan", False),
    ]


@settings(max_examples=20)
@given(knowledges(), st.dates(date(2023, 12, 1), date(2025, 2, 1)))
def test_shortage_room_and_unreleased_use_add_up_over_domains_sources_themes_and_pots(known, as_of):
    table = LineTable(resolve(known, PROGRAMME, as_of))
    whole = table.total(PROGRAMME).measures
    for by in By:
        found = [row.measures for row in table.rows(by, PROGRAMME)]
        assert all(m.free == m.room - m.short and min(m.room, m.short, m.unreleased_use) >= 0 for m in found)
        for name in ("short", "room", "unreleased_use"):
            parts = sum(getattr(m, name) for m in found)
            if by in (By.ACTION_LINE, By.LINE, By.BUDGET_HOLDER):
                assert parts >= getattr(whole, name) or name == "unreleased_use", (by, name)
            else:
                assert parts == getattr(whole, name), (by, name)


@given(knowledges(), st.dates(date(2023, 12, 1), date(2025, 2, 1)))
def test_budget_equals_realised_plus_committed_plus_free(known, as_of):
    facts = resolve(known, PROGRAMME, as_of)
    for row in group(facts, By.LINE, PROGRAMME):
        m = row.measures
        assert m.budget == m.realised + m.committed + m.free


@given(knowledges(), st.dates(date(2023, 12, 1), date(2025, 2, 1)))
def test_the_phasing_of_every_line_adds_up_to_its_budget(known, as_of):
    assert all(sum(line.phasing) == line.budget for line in resolve(known, PROGRAMME, as_of).lines)


@given(knowledges(), st.dates(date(2023, 12, 1), date(2025, 2, 1)))
def test_nothing_that_was_booked_is_ever_dropped(known, as_of):
    facts = resolve(known, PROGRAMME, as_of)
    counted = sum(m.cents for m in known.movements if m.on <= as_of and m.seq <= known.known_at)
    assert total(facts, PROGRAMME).measures.realised == counted


def test_commitments_of_a_line_in_no_plan_are_in_the_total():
    known = knowledge(commitments=[stated(1, date(YEAR, 5, 31), {"X-1": 70})])
    assert total(resolve(known, PROGRAMME, date(YEAR, 6, 30)), PROGRAMME).measures.committed == 70


def test_each_domain_is_forecast_from_the_day_its_own_ledger_reaches():
    june, september = date(YEAR, 6, 30), date(YEAR, 9, 30)
    versions = [
        version(1, plan_line(budget=1_200_000)),
        version(2, plan_line("WON-1", 2_400_000, domain="WON"), domain="WON"),
    ]
    bookings = [booked(3, "VEI-1", june, 500_000), booked(4, "WON-1", september, 1_500_000)]
    known = knowledge(versions, bookings, coverage=(reaching(june, "VEI-1"), reaching(september, "WON-1")))
    late = resolve(known, PROGRAMME, september)
    in_june = resolve(known, PROGRAMME, june)
    rows = {row.key: row.measures for row in group(late, By.DOMAIN, PROGRAMME)}
    before = {row.key: row.measures for row in group(in_june, By.DOMAIN, PROGRAMME)}
    assert rows["VEI"].forecast.p50 == before["VEI"].forecast.p50
    assert rows["WON"].forecast != before["WON"].forecast
    whole = total(late, PROGRAMME).measures
    assert whole.forecast.p50 == rows["VEI"].forecast.p50 + rows["WON"].forecast.p50


def domain_at(as_of: date, *statements: Coverage, known_at: int = 99):
    """A domain that spends 1.000 a month in the year, with these statements."""
    bookings = [booked(3, "VEI-1", last_day(YEAR, month), 1_000) for month in range(1, 13)]
    known = knowledge([version(1, plan_line(budget=24_000))], bookings, coverage=statements)
    facts = resolve(known, PROGRAMME, as_of, known_at)
    return group(facts, By.DOMAIN, PROGRAMME)[0].measures


def said(seq: int, drawn_up: date, last: date, *codes: str, first: date = date(YEAR, 1, 1)) -> Coverage:
    return Coverage(seq, drawn_up, first, last, frozenset(codes or {"VEI-1"}))


@pytest.mark.parametrize(
    ("as_of", "until"),
    [
        (date(YEAR, 5, 30), date(YEAR, 5, 30)),
        (date(YEAR, 6, 30), date(YEAR, 6, 30)),
        (date(YEAR, 7, 1), date(YEAR, 6, 30)),
    ],
)
def test_a_ledger_counts_from_the_days_that_it_reaches_also_when_it_was_drawn_up_later(as_of, until):
    assert domain_at(as_of, said(2, date(YEAR, 7, 3), date(YEAR, 6, 30))).known_until == until


def test_a_ledger_for_a_later_period_does_not_change_an_earlier_reference_date():
    may, august = said(2, date(YEAR, 6, 3), date(YEAR, 5, 31)), date(YEAR, 8, 1)
    later = said(3, date(YEAR, 9, 3), date(YEAR, 8, 31), first=august)
    assert domain_at(date(YEAR, 7, 31), may, later).known_until == date(YEAR, 5, 31)
    assert domain_at(august, may, later).known_until == august


def test_planned_and_realised_are_compared_at_the_day_the_ledger_reaches():
    june = date(YEAR, 6, 30)
    m = domain_at(date(YEAR, 9, 30), said(2, june, june))
    assert (m.realised, m.realised_later, m.norm, m.ahead) == (9_000, 3_000, 12_000, -6_000)
    assert m.paced_share == 0.25


def test_without_a_statement_the_reference_date_is_the_pace_date():
    m = domain_at(date(YEAR, 9, 30))
    assert (m.known_until, m.realised_later, m.norm) == (None, 0, 18_000)


def test_the_furthest_statement_counts_and_only_what_is_accepted_and_of_the_year():
    may, june, july = date(YEAR, 5, 31), date(YEAR, 6, 30), date(YEAR, 7, 31)
    repair, later = said(3, july, may), said(9, july, july)
    assert domain_at(july, said(2, june, june), repair, later, known_at=8).known_until == june
    old = said(4, date(YEAR, 1, 15), date(YEAR - 1, 12, 31), first=date(YEAR - 1, 1, 1))
    assert domain_at(july, old).known_until is None


def test_a_ledger_of_next_year_extends_this_years_reach_only_if_there_was_one():
    june, day = date(YEAR, 6, 30), date(YEAR + 1, 2, 15)
    following = said(5, date(YEAR + 1, 2, 3), date(YEAR + 1, 1, 31), first=date(YEAR + 1, 1, 1))
    assert domain_at(day, following).known_until is None
    assert domain_at(day, said(2, june, june), following).known_until == date(YEAR + 1, 1, 31)


def test_a_stray_row_does_not_change_the_pace_date_of_its_domain():
    june = date(YEAR, 6, 30)
    others = knowledge(
        [
            version(1, plan_line()),
            version(2, *(plan_line(f"WON-{n}", domain="WON") for n in range(1, 5)), domain="WON"),
        ],
        coverage=(said(3, june, june, "WON-1", "WON-2", "WON-3", "WON-4", "VEI-1"),),
    )
    assert dict(resolve(others, PROGRAMME, june).known_until) == {"WON": june}


def test_a_group_over_domains_names_the_earliest_pace_date():
    may, june = date(YEAR, 5, 31), date(YEAR, 6, 30)
    known = knowledge(
        [version(1, plan_line()), version(2, plan_line("WON-1", domain="WON"), domain="WON")],
        coverage=(said(3, june, june), said(4, may, may, "WON-1")),
    )
    whole = total(resolve(known, PROGRAMME, june), PROGRAMME).measures
    assert (whole.known_until, whole.norm) == (may, 600 * THOUSAND + 500 * THOUSAND)
