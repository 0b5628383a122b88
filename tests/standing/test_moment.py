"""The standing at a moment: what was known, which bookings count, and missing deliveries."""

from datetime import date, datetime

import pytest

from budget.insight.diff.free_room import Moment
from budget.model import By, Content
from budget.standing.moment import last_change, load_standing, state_at
from budget.standing.reference_date import default_reference_date
from budget.store.engine import Store, open_store
from tests.snapshot.history import first_half, freeze, live_through, second_half, sign
from tests.store.samples import (
    AUGUST_END,
    DECEMBER,
    MAY_END,
    NOW,
    OCTOBER,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    deliver,
    ledger,
    line,
    plan,
    progress,
    statement,
)


def standing(store: Store, as_of: date = AUGUST_END, **options):
    return load_standing(store, PROGRAMME, as_of, **options)


def test_an_empty_programme_has_zero_figures(store: Store) -> None:
    found = standing(store)
    assert found.is_empty
    assert (found.total().measures.budget, found.previous(), found.progress()) == (0, None, [])


def test_the_default_year_is_that_of_the_reference_date(store: Store) -> None:
    deliver(store, plan(line(budget=1), line(budget=2, year=2023)))
    assert standing(store).total().measures.budget == 1
    assert standing(store, year=2023).total().measures.budget == 2
    assert standing(store, year=0).is_empty


def test_an_earlier_state_of_knowledge_gives_its_own_figures(store: Store) -> None:
    first_half(store)
    before = standing(store, MAY_END).total()
    second_half(store)
    assert standing(store, MAY_END, known_at=3).total() == before
    assert standing(store, MAY_END).total() != before


def test_a_state_is_found_by_its_moment(store: Store) -> None:
    first_half(store)
    accepted = datetime(NOW.year, NOW.month, NOW.day, NOW.hour + 1)
    for moment, known_at in ((NOW, 0), (accepted, 3), (datetime(2030, 1, 1), 3)):
        assert state_at(store, PROGRAMME, moment) == known_at


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 12, 31), date(2023, 1, 1)),
        (date(2024, 3, 1), date(2024, 3, 1)),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_without_a_ledger_the_reference_date_is_today_within_the_programme(
    store: Store, today: date, expected: date
) -> None:
    assert default_reference_date(store, PROGRAMME, today) == expected


def test_with_a_ledger_the_reference_date_is_where_it_ends(store: Store) -> None:
    first_half(store)
    assert default_reference_date(store, PROGRAMME, date(2024, 12, 1)) == MAY_END


def test_rows_of_one_domain_are_its_part_of_the_whole(store: Store) -> None:
    live_through(store)
    found = standing(store)
    for row in found.rows(By.DOMAIN):
        parts = found.rows(By.LINE, row.key)
        assert sum(part.measures.free for part in parts) == row.measures.free
        assert sum(part.measures.realised for part in parts) == row.measures.realised


def test_the_latest_note_of_each_line_and_indicator_counts_at_the_reference_date(store: Store) -> None:
    july = date(YEAR, 7, 31)
    deliver(store, plan(line("GRO-1"), line("SPE-1")))
    deliver(store, Content(progress=(progress(note="mei"), progress(note="bomen", indicator="Bomen"))))
    deliver(
        store, Content(progress=(progress(day=july, note="juli"), progress("SPE-1", july, note="spelen")))
    )
    deliver(store, Content(progress=(progress(note="mei, later gezegd"),)))
    assert [note.note for note in standing(store, MAY_END).progress()] == ["mei, later gezegd", "bomen"]
    assert [note.note for note in standing(store).progress()] == ["juli", "bomen", "spelen"]
    assert [note.note for note in standing(store).progress("SPE")] == ["spelen"]
    assert standing(store, date(2025, 1, 31)).progress() == []


def test_the_previous_snapshot_is_the_last_signed_one_before_the_reference_date(store: Store) -> None:
    live_through(store)
    assert standing(store, MAY_END).previous() is None
    assert standing(store, date(YEAR, 6, 1)).previous().as_of == MAY_END
    assert standing(store, AUGUST_END).previous().as_of == MAY_END
    assert standing(store, date(YEAR, 9, 1)).previous().as_of == AUGUST_END
    assert standing(store, date(2025, 1, 1)).previous() is None


def test_an_unsigned_concept_does_not_count_as_previous_snapshot(store: Store) -> None:
    first_half(store)
    freeze(store)
    assert standing(store).previous() is None
    sign(store)
    assert standing(store).previous().as_of == MAY_END


@pytest.mark.parametrize("domain", [None, "GRO", "SPE"])
def test_the_bridge_leads_from_the_room_then_to_the_room_now(store: Store, domain: str | None) -> None:
    first_half(store)
    then = standing(store, MAY_END)
    second_half(store)
    now = standing(store)
    found = now.bridge_since(Moment(MAY_END, 3), domain)
    rooms = [side.total() if domain is None else side.domain_row(domain) for side in (then, now)]
    assert (found.before, found.after) == tuple(row.measures.free for row in rooms)


def test_every_change_is_traced_to_its_acceptance(store: Store) -> None:
    live_through(store)
    found = standing(store)
    files = {found.acceptance(change.seq).file for change in found.changes_since(Moment(MAY_END, 3))}
    assert files == {"wijziging.xlsx", "aug.xlsx"}


@pytest.mark.parametrize(
    ("drawn_up", "last", "reached"),
    [(AUGUST_END, MAY_END, MAY_END), (MAY_END, MAY_END, MAY_END), (MAY_END, AUGUST_END, MAY_END)],
    ids=["the period ends before", "on the day", "the period ends later"],
)
def test_a_ledger_reaches_to_the_end_of_its_period_and_never_past_its_own_day(
    store: Store, drawn_up: date, last: date, reached: date
) -> None:
    deliver(store, plan(line()))
    deliver(store, ledger(statement(drawn_up, booking("A", date(YEAR, 5, 1), 1), last=last)))
    assert standing(store).booked_until() == reached


def test_a_list_of_commitments_alone_says_nothing_of_how_far_bookings_reach(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, ledger(statement(AUGUST_END, commitment("V", MAY_END, 4), states_bookings=False)))
    assert standing(store).booked_until() is None


def test_the_next_meeting_is_the_first_without_a_signed_snapshot(store: Store) -> None:
    live_through(store)
    assert standing(store, MAY_END).next_meeting().date == DECEMBER
    assert standing(store, DECEMBER).next_meeting().date == DECEMBER
    assert standing(store, date(YEAR, 12, 20)).next_meeting() is None


def test_before_any_snapshot_the_next_meeting_follows_the_calendar(store: Store) -> None:
    first_half(store)
    assert standing(store, date(YEAR, 6, 28)).next_meeting().date == OCTOBER


def test_a_ledger_reaches_as_far_as_that_of_the_domain_that_lags_most(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    assert standing(store).booked_until() is None
    deliver(store, ledger(statement(AUGUST_END, booking("A", MAY_END, 1))))
    assert (standing(store).booked_until(), standing(store).booked_until("GRO")) == (None, AUGUST_END)
    deliver(store, ledger(statement(MAY_END, booking("B", MAY_END, 1, "SPE-1"))))
    assert standing(store).booked_until() == MAY_END


def test_every_change_gives_another_state_mark(store: Store) -> None:
    marks = [last_change(store, PROGRAMME)]
    deliver(store, plan(line()))
    marks.append(last_change(store, PROGRAMME))
    assert last_change(store, PROGRAMME) == marks[-1]
    freeze(store)
    marks.append(last_change(store, PROGRAMME))
    assert len(set(marks)) == 3


def test_databases_with_the_same_number_of_changes_have_different_state_marks(
    store: Store, sqlite_url: str
) -> None:
    deliver(store, plan(line(budget=100)))
    other = open_store(sqlite_url)
    deliver(other, plan(line(budget=200)))
    assert last_change(store, PROGRAMME) != last_change(other, PROGRAMME)
    other.close()


@pytest.mark.parametrize("by", [By.SOURCE, By.THEME])
def test_the_lines_within_a_group_add_up_to_it(store: Store, by: By) -> None:
    live_through(store)
    found = standing(store)
    for row in found.rows(by):
        inside = [line.measures for line in found.rows_within(by, row.key)]
        for name in ("budget", "realised", "committed", "free") if row.key else ():
            assert sum(getattr(measures, name) for measures in inside) == getattr(row.measures, name)


def test_a_line_with_two_sources_shows_the_money_of_the_chosen_one(store: Store) -> None:
    deliver(store, plan(line(budget=100), line(budget=30, source=PROGRAMME.sources[1].code)))
    amounts = [
        standing(store).rows_within(By.SOURCE, s.code)[0].measures.budget for s in PROGRAMME.sources[:2]
    ]
    assert sorted(amounts) == [30, 100]


def test_results_of_a_standing_are_cached_per_question(store: Store) -> None:
    live_through(store)
    now, then, later = standing(store), standing(store, MAY_END, known_at=3), standing(store, MAY_END)
    questions = [
        now.pace,
        lambda: now.pace("GRO"),
        lambda: now.rows(By.DOMAIN),
        lambda: now.rows(By.DOMAIN, "GRO"),
        lambda: now.changes_since(Moment(MAY_END, 3)),
        lambda: now.changes_since(Moment(MAY_END, 0)),
        lambda: now.forecast_changes_since(then),
        lambda: now.forecast_changes_since(later),
        now.missing_bookings,
    ]
    first = [ask() for ask in questions]
    assert [id(ask()) for ask in questions] == list(map(id, first))
    assert first[0] != first[1]
    assert first[2] != first[3]
    assert first[4] != first[5]
    assert first[6] != first[7]


def test_the_bridge_is_cached(store: Store) -> None:
    live_through(store)
    found = standing(store)
    bridges = [found.bridge_since(Moment(MAY_END, known_at), "GRO") for known_at in (3, 0, 3, 0)]
    assert bridges[:2] == bridges[2:]
    assert bridges[0] != bridges[1]
