"""Mail in the trail: what an earlier version wrote still verifies, and each later change is named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from budget.access import VISITOR
from budget.model.notices import Message, Notice, Step
from budget.store.audit import last_act, last_hash, load_entries
from budget.store.audit_entries import MAILED
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.store.mail_marks import unmarked_mail
from budget.store.notices import add_messages
from budget.store.outbox import add_steps, load_messages
from budget.usecases import logbook
from budget.usecases.database_use import begin
from budget.usecases.verify import mail_words, verify
from tests.store.samples import ID, NOW, PROGRAMME
from tests.tampering import tampering

OLD = (
    "INSERT INTO messages (id, programme, person, kind, key, text, page, made_at, due_at) VALUES"
    f" (1, '{ID}', 'cato', 'waits', 'oud', 'Er wacht iets.', 'x', '{NOW}.000000', '{NOW}.000000')"
)
LATER = NOW + timedelta(days=1)


def mail(store: Store, key: str) -> None:
    with store.write(ID) as connection:
        told = Message(0, "cato", Notice.WAITS, key, "Er wacht iets.", "vaststellen", LATER, LATER)
        add_messages(connection, ID, [told])


@pytest.fixture
def production_store(store: Store) -> Store:
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
    return store


@pytest.fixture
def earlier_production(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A production database from an earlier version, with a message of that version."""
    monkeypatch.setattr("budget.store.database_use.MARKED", "iets")
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
    with tampering(store) as connection:
        connection.exec_driver_sql(OLD)
    store.close()
    return store


def test_mail_of_an_earlier_version_verifies_and_is_reported_as_unchecked(earlier_production: Store) -> None:
    assert verify(earlier_production, PROGRAMME, VISITOR) == []
    with earlier_production.read() as connection:
        assert unmarked_mail(connection, ID) == (1, None)
    assert "1 rij" in mail_words(earlier_production, PROGRAMME, VISITOR)


def test_mail_of_an_earlier_version_is_watched_from_the_next_mail_on(earlier_production: Store) -> None:
    mail(earlier_production, "nieuw")
    assert verify(earlier_production, PROGRAMME, VISITOR) == []
    with earlier_production.read() as connection:
        assert unmarked_mail(connection, ID) == (1, LATER)
    with tampering(earlier_production) as connection:
        connection.exec_driver_sql("UPDATE messages SET text = 'Alles is goed.' WHERE id = 1")
    (said,) = verify(earlier_production, PROGRAMME, VISITOR)
    assert f"In messages staat een rij ({ID}, 1)" in said


def test_a_message_that_somebody_adds_before_the_first_mail_is_named(production_store: Store) -> None:
    with tampering(production_store) as connection:
        connection.exec_driver_sql(OLD)
    (said,) = verify(production_store, PROGRAMME, VISITOR)
    assert f"In messages staat een rij ({ID}, 1)" in said
    mail(production_store, "nieuw")
    assert said in verify(production_store, PROGRAMME, VISITOR), "a later mail does not take it in"


def test_every_step_of_a_message_is_watched_and_its_row_named(production_store: Store) -> None:
    mail(production_store, "een")
    for step in (Step.HANDING, Step.SENT):
        with production_store.write(ID) as connection:
            add_steps(connection, ID, load_messages(connection, ID, NOW), step, LATER, "")
    assert verify(production_store, PROGRAMME, VISITOR) == []
    with tampering(production_store) as connection:
        connection.exec_driver_sql("DELETE FROM mail_steps WHERE number = 2")
    (said,) = verify(production_store, PROGRAMME, VISITOR)
    assert f"In mail_steps ontbreekt een rij ({ID}, 1, 2)" in said


def test_mail_is_no_act_so_cached_figures_outlive_it_and_readers_do_not_see_it(
    production_store: Store,
) -> None:
    with production_store.read() as connection:
        before = last_act(connection, ID), last_hash(connection, ID)
    mail(production_store, "een")
    with production_store.read() as connection:
        assert last_act(connection, ID) == before[0]
        assert last_hash(connection, ID) != before[1]
        assert len(load_entries(connection, ID, (MAILED,))) == 1
    assert MAILED not in {act.kind for act in logbook.logbook(production_store, PROGRAMME, "sien")}
