"""Maps a login, or an account of this computer, to a person, and says how long a login lasts."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from budget.model.persons import person_fault, person_key
from budget.model.programme import Person, Programme
from budget.model.words import BudgetError

SETTING = "BUDGET_LOGIN"
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
_KEYS = {"claim", "people", "accounts", "systems", "mail", "starters"}


@dataclass(frozen=True, slots=True)
class Login:
    """`claim` names a person; `people` maps its values to ids, `accounts` maps account names.

    `mail` has an address by id, `systems` are the ids of programs among the people. The keys of `people` are
    in the normal form of ids; a value that is not there must itself be an id or, if the claim is `email`, the
    e-mail of a person. `starters` are values of the claim, in normal form, of those who may set up a first
    programme.
    """

    claim: str
    people: Mapping[str, str]
    accounts: Mapping[str, str]
    systems: tuple[str, ...] = ()
    mail: Mapping[str, str] = field(default_factory=dict)
    starters: frozenset[str] = frozenset()

    def mail_addresses(self, programme: Programme) -> dict[str, str]:
        """Each person's mail address: from the table, else the address he logs in with."""
        known = {}
        if self.claim == "email":
            known = {person: value for value, person in self.people.items()}
        address_by_person = {person_key(name): address for name, address in (known | dict(self.mail)).items()}
        people = (person for person in programme.people if person.id not in self.systems)
        addresses = {
            person.id: address_by_person.get(person_key(person.id), person.email) for person in people
        }
        return {person: address for person, address in addresses.items() if address}

    def person_of(self, programme: Programme, claims: Mapping[str, object]) -> Person | None:
        """The person in these claims of the provider; None for someone outside the programme."""
        value = self.named(claims)
        if self._is_doubtful(claims):
            return None
        person = _find(programme, self.people.get(person_key(value), value))
        if person is None and self.claim == "email":
            same = (p for p in programme.people if p.email and person_key(p.email) == person_key(value))
            person = next(same, None)
        return person

    def may_start(self, claims: Mapping[str, object]) -> bool:
        """Whether the settings let the owner of these claims set up a first programme."""
        return not self._is_doubtful(claims) and person_key(self.named(claims)) in self.starters

    def _is_doubtful(self, claims: Mapping[str, object]) -> bool:
        """Whether these claims do not reliably identify a person."""
        value, verified = self.named(claims), claims.get("email_verified") in (True, "true")
        return not value or bool(person_fault(value)) or (self.claim == "email" and not verified)

    def named(self, claims: Mapping[str, object]) -> str:
        """The value of the claim that names a person; '' if absent."""
        value = claims.get(self.claim)
        return value if isinstance(value, str) else ""

    def account(self, programme: Programme, name: str) -> Person | None:
        """The owner of this account of the computer; None for an unmapped account."""
        return _find(programme, self.accounts[name]) if name in self.accounts else None


def read_login(environment: Mapping[str, str] | None = None) -> Login | None:
    """The login configured in BUDGET_LOGIN; None without that setting: this is a demonstration.

    Raises BudgetError when the file cannot be read or is invalid.
    """
    values = os.environ if environment is None else environment
    path = values.get(SETTING)
    if not path:
        return None
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = f"{SETTING}: {path} is niet te lezen. Controleer het pad, de rechten en de tekst."
        raise BudgetError(reason) from error
    claim, people, accounts = content.get("claim"), content.get("people", {}), content.get("accounts", {})
    systems, mail, starters = content.get("systems", []), content.get("mail", {}), content.get("starters", [])
    is_right = isinstance(claim, str) and claim and _all_text(people) and _all_text(accounts)
    is_right = is_right and _all_text(mail)
    for words in (systems, starters):
        is_right = is_right and isinstance(words, list) and all(isinstance(word, str) for word in words)
    if not is_right or content.keys() - _KEYS:
        raise BudgetError(f"{SETTING}: {path} klopt niet. Zie docs/beheer.md voor wat erin staat.")
    keys = {person_key(value): person for value, person in people.items()}
    if len(keys) < len(people):
        raise BudgetError(f"{SETTING}: {path} noemt dezelfde persoon twee keer onder [people].")
    return Login(str(claim), keys, accounts, tuple(systems), mail, frozenset(map(person_key, starters)))


def why_ended(claims: Mapping[str, object], last_seen: datetime | None, now: datetime) -> str:
    """Why a login is over, in Dutch; '' while it lasts.

    `claims` are the provider's; `last_seen` is the last activity of this login, None if unknown: then only
    the moment of logging in counts. Both moments are naive UTC.
    """
    issued, expires = _moment(claims.get("iat")), _moment(claims.get("exp"))
    if issued is None or expires is None or issued - now > timedelta(minutes=5):
        return "Uw login zegt niet hoe lang hij geldt."
    if now - issued >= LONGEST:
        return "U bent langer dan 8 uur ingelogd."
    if now - max(issued, last_seen or issued) >= IDLE:
        return "U hebt 30 minuten niets gedaan."
    return "Uw login is verlopen." if now >= expires else ""


def _find(programme: Programme, text: str) -> Person | None:
    return next((p for p in programme.people if person_key(p.id) == person_key(text)), None)


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return datetime.fromtimestamp(value, UTC).replace(tzinfo=None)


def _all_text(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(value, str) for value in table.values())
