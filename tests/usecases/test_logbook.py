"""The log: who did what, when, and from which file; only for who may read it."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from budget.access import VISITOR
from budget.model.content import Content
from budget.model.words import BudgetError
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases import freeze as snapshot
from budget.usecases import logbook as usecase
from budget.usecases.logbook import HEADERS, KINDS, Act, Wanted, act_data, acts_csv, logbook
from tests.snapshot.history import PROPOSED, first_half, lacking
from tests.store.samples import (
    JUNE,
    MAY_END,
    NOW,
    PROGRAMME,
    accept,
    booking,
    line,
    plan,
    progress,
    question,
    statement,
    submit,
)  # fmt: skip

FILE = "groen.xlsx"


@pytest.fixture
def acts_store(store: Store) -> Store:
    """One file submitted and accepted; one submitted and returned."""
    accept(store, submit(store, plan(line("GRO-1", 100_00)), "gea", FILE).id)
    other = submit(store, plan(line("SPE-1", 100_00)), "sjoerd", "spelen.xlsx").id
    delivery.reject(store, PROGRAMME, other, "cor", "Regel SPE-2 ontbreekt", NOW + timedelta(days=2))
    return store


def told(store: Store, **wanted) -> list[tuple[str, str, str]]:
    return [(act.name, act.kind, act.file) for act in logbook(store, PROGRAMME, VISITOR, Wanted(**wanted))]


def test_every_act_has_its_person_and_its_file_the_newest_first(acts_store: Store):
    assert [one for one in told(acts_store) if one[2]] == [
        ("Cor Controle", "reject", "spelen.xlsx"),
        ("Sjoerd Speel", "submit", "spelen.xlsx"),
        ("Cato Controle", "accept", FILE),
        ("Gea Groen", "submit", FILE),
    ]


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        ({"person": "gea"}, ["submit"]),
        ({"kind": "submit"}, ["submit", "submit"]),
        ({"domain": "SPE"}, ["reject", "submit"]),
        ({"first": NOW.date() + timedelta(days=2)}, ["reject"]),
        ({"first": NOW.date() + timedelta(days=3)}, []),
        ({"last": NOW.date() - timedelta(days=1)}, []),
        ({"person": "gea", "kind": "accept"}, []),
    ],
)
def test_the_filter_selects_by_person_kind_domain_and_day(acts_store: Store, wanted, kinds):
    assert [kind for _, kind, file in told(acts_store, **wanted) if file] == kinds


def test_files_of_notes_and_questions_are_found_by_the_domain_of_their_lines(acts_store: Store):
    accept(acts_store, submit(acts_store, Content(progress=(progress("GRO-1"),)), "gea", "voortgang.xlsx").id)
    whole = Content(questions=(question("SPE"),))
    submit(acts_store, whole, "sjoerd", "vraag.xlsx")
    assert {file for _, _, file in told(acts_store, domain="GRO") if file} == {FILE, "voortgang.xlsx"}
    assert {file for _, _, file in told(acts_store, domain="SPE") if file} == {"spelen.xlsx", "vraag.xlsx"}


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_file_with_bookings_of_lines_alone_is_found_by_their_domain(acts_store: Store, is_accepted: bool):
    said = statement(MAY_END, booking("1", MAY_END, 10_00, "GRO-1"))
    sent = submit(acts_store, Content(statements=(said,)), "gea", "boekingen.xlsx")
    if is_accepted:
        accept(acts_store, sent.id)
    assert "boekingen.xlsx" in {file for _, _, file in told(acts_store, domain="GRO")}
    assert "boekingen.xlsx" not in {file for _, _, file in told(acts_store, domain="SPE")}


def test_the_rows_of_accepted_ledgers_are_not_read(acts_store: Store, monkeypatch: pytest.MonkeyPatch):
    said = statement(MAY_END, booking("1", MAY_END, 10_00, "GRO-1"))
    accept(acts_store, submit(acts_store, Content(statements=(said,)), "gea", "boekingen.xlsx").id)
    read: list[int] = []
    load = usecase.load_contents
    monkeypatch.setattr(usecase, "load_contents", lambda *given: read.extend(given[2]) or load(*given))
    assert told(acts_store, domain="GRO")
    assert read == []


@pytest.mark.parametrize(("hour", "day"), [(21, 30), (22, 1)])
def test_a_day_is_a_day_in_amsterdam(hour: int, day: int):
    act = Act(1, datetime(2024, 9, 30, hour, 59), "gea", "Gea Groen", "submit", "")
    assert act.day.day == day
    assert Wanted(first=act.day, last=act.day).fits(act)
    assert not Wanted(first=act.day + timedelta(days=1)).fits(act)
    assert not Wanted(last=act.day - timedelta(days=1)).fits(act)


def test_an_act_states_its_reason_and_meeting(acts_store: Store):
    first_half(acts_store)
    snapshot.propose(
        acts_store, PROGRAMME, JUNE, MAY_END, "cor", PROPOSED, missing=lacking(acts_store, MAY_END)
    )
    about = {act.kind: act.about for act in logbook(acts_store, PROGRAMME, "bo")}
    assert "Regel SPE-2 ontbreekt" in about["reject"]
    assert "27-06-2024" in about["freeze"]
    assert about.keys() <= KINDS.keys()


@pytest.mark.parametrize("who", ["lot", "nobody"])
def test_a_person_without_the_right_to_the_log_is_refused(acts_store: Store, who: str):
    with pytest.raises(BudgetError):
        logbook(acts_store, replace(PROGRAMME), who)


def test_the_csv_and_the_plain_data_say_the_same_and_run_no_formula():
    act = Act(7, datetime(2024, 6, 1, 10), "gea", "=Gea", "submit", "Inzending 1.", FILE, 1, ("GRO",))
    header, row = csv.reader(io.StringIO(acts_csv([act], PROGRAMME).removeprefix("\ufeff")), delimiter=";")
    assert tuple(header) == HEADERS
    assert row == ["7", "01-06-2024 12:00", "'=Gea", "Ingediend", "Inzending 1.", FILE, "Groen"]
    assert act_data(act)["at"] == "2024-06-01T10:00:00"
    assert date.fromisoformat(str(act_data(act)["at"])[:10]) == date(2024, 6, 1)
