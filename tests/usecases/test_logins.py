"""Logging out: known at once to another process with the same database, and forgotten in time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Row, select, text

from budget.login import LONGEST
from budget.store.ended_logins import _place, end_login, ended_logins
from budget.store.engine import Store, open_store
from budget.usecases import logins
from tests.roles import APP, of_role
from tests.store.samples import ID

LOGIN = ("https://issuer", "c.controle", "1700000000")
OTHER = (*LOGIN[:2], "1700000001")
NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
ELSEWHERE = """
import sys
from budget.store.engine import open_store
from budget.usecases import logins
store = open_store(sys.argv[1]).of("dorp")
for line in sys.stdin:
    print(logins.has_ended(store, line.split()), flush=True)
"""


def url_of(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False).replace("+psycopg", "")


def kept(connection: Connection) -> Sequence[Row]:
    return connection.execute(select(ended_logins), execution_options=_place(connection)).all()


def test_who_logs_out_in_one_process_is_out_in_another_at_its_next_question(store: Store) -> None:
    command = [sys.executable, "-c", ELSEWHERE, url_of(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout

        def asks(login: tuple[str, ...]) -> str:
            other.stdin.write(" ".join(login) + "\n")
            other.stdin.flush()
            return other.stdout.readline().strip()

        assert asks(LOGIN) == "False"
        logins.end(store, LOGIN, NOW)
        assert asks(LOGIN) == "True"
        assert asks(OTHER) == "False", "a later login of the same person is another one"
        other.stdin.close()
        assert other.wait(60) == 0


def test_two_windows_that_log_out_together_are_no_fault(store: Store) -> None:
    logins.end(store, LOGIN, NOW)
    logins.end(store, LOGIN, NOW)
    assert logins.has_ended(store, LOGIN)


def test_an_ended_login_is_forgotten_once_its_cookie_has_expired(store: Store) -> None:
    logins.end(store, LOGIN, NOW - LONGEST - timedelta(minutes=1))
    logins.end(store, OTHER, NOW)
    assert not logins.has_ended(store, LOGIN)
    assert logins.has_ended(store, OTHER)


def test_only_a_hash_and_a_moment_are_kept(store: Store) -> None:
    logins.end(store, LOGIN, NOW)
    with store.of(ID).read() as connection:
        ((login, forget_at),) = kept(connection)
    assert len(login) == 64
    assert not any(part in login for part in LOGIN)
    assert forget_at == NOW + LONGEST


def test_the_role_of_the_program_may_end_a_login_but_not_revive_one(ready_postgresql_url: str) -> None:
    store = open_store(of_role(ready_postgresql_url, APP))
    with store.aside() as connection:
        end_login(connection, "a" * 64, NOW - timedelta(days=1), NOW)
        end_login(connection, "b" * 64, NOW + LONGEST, NOW)
    with store.aside() as connection:
        connection.execute(text("DELETE FROM budget_logins.ended_logins"))
        may = text("SELECT has_table_privilege('budget_logins.ended_logins', 'UPDATE, TRUNCATE')")
        assert connection.execute(may).scalar() is False
    with store.read() as connection:
        assert [login for login, _ in kept(connection)] == ["b" * 64]
    store.close()
