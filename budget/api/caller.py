"""The caller: the person behind a token, and the programme in the address."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock

from budget.api.call import Call
from budget.api.problems import Problem, unauthorised
from budget.login import read_login
from budget.model.persons import person_key
from budget.model.programme import Programme
from budget.model.words import BudgetError, UnavailableError, UnknownNameError
from budget.programme import load_programme
from budget.programme.installed import folder_of
from budget.security_log import note_refusal
from budget.settings import read_settings
from budget.store import Store, open_store
from budget.store.database_use import DatabaseUse
from budget.usecases.calendar import calendar_of
from budget.usecases.database_use import require_use
from budget.usecases.programmes import in_force
from budget.usecases.tokens import identify

NO_LOGIN = "In een demonstratie zijn er geen sleutels. De koppeling werkt pas als mensen inloggen."


class Installation:
    """The programmes and database of this server, opened at the first request."""

    def __init__(self) -> None:
        """Opens nothing yet."""
        self._lock = Lock()
        self._store: Store | None = None
        self._filed: dict[str, Programme] = {}

    def enter(
        self,
        token: str,
        query: Mapping[str, str],
        path: Mapping[str, str],
        address: str,
        name: str,
    ) -> Call:
        """The call of this token's holder for programme `name`. Raises Problem for an invalid token.

        A token is valid only for its own programme.
        """
        if read_login() is None:
            raise Problem(403, NO_LOGIN)
        store, filed = self._opened(name)
        programme = in_force(store, filed)
        require_use(store, programme, DatabaseUse.REAL)
        now = datetime.now(UTC).replace(tzinfo=None)
        try:
            actor = identify(store, programme, token, now)
        except UnavailableError:
            raise
        except BudgetError as error:
            raise unauthorised(str(error)) from error
        if person_key(actor.id) not in {person_key(person.id) for person in programme.people}:
            raise unauthorised("De houder van deze sleutel hoort niet meer bij dit programma.")
        key = hashlib.sha256(token.encode()).hexdigest()
        return Call(store, programme, actor, key, now, query, path, address)

    def calendar(self, secret: str, name: str = "") -> str:
        """The calendar at this secret address of a programme. Raises Problem for an unknown one."""
        store, filed = self._opened(name)
        programme = in_force(store, filed)
        now = datetime.now(UTC).replace(tzinfo=None)
        calendar_text = calendar_of(store, programme, secret, now) if read_login() else None
        if calendar_text is None:
            note_refusal("geweigerd agenda-adres")
            raise Problem(404)
        return calendar_text

    def _opened(self, name: str) -> tuple[Store, Programme]:
        """The store and programme. Raises Problem for an address without one of several programmes."""
        with self._lock:
            settings = read_settings()
            if name not in self._filed or (not name and settings.has_many):  # Another programme was added.
                try:
                    folder = folder_of(settings.programme_folders, name)
                except UnknownNameError as error:
                    raise Problem(404, "Zet het programma voor /api/ in het adres.") from error
                self._filed[name] = load_programme(folder)
            self._store = self._store or open_store(settings.database_url)
            filed = self._filed[name]
            return self._store.of(filed.id), filed
