"""Access tokens: made for oneself or for a system, shown once, revocable; and who holds one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from budget.access import ADMINISTRATION, RIGHTS, Action, Actor, Who, actor_of, may_act, require
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.security_log import note_refusal
from budget.store import Connection, Store
from budget.store.tokens import Token, end_token, load_token, load_tokens, store_token

PREFIX = "bm_"
LONGEST_DAYS = 366
FOR_SYSTEMS = frozenset({Action.VIEW, Action.REVIEW, Action.CHECK, Action.SUBMIT, Action.VERIFY})
"""The most that a system may do: a second person is always human."""


def rights_for(programme: Programme, person: str, systems: Collection[str] = ()) -> list[Action]:
    """The rights that a token of this person can have, in the order of the rights."""
    most = RIGHTS[programme.person(person).role] - ADMINISTRATION
    return [right for right in Action if right in most and (person not in systems or right in FOR_SYSTEMS)]


def make(
    store: Store,
    programme: Programme,
    actor: Who,
    person: str,
    scope: Collection[Action],
    days: int,
    name: str,
    now: datetime,
    systems: Collection[str] = (),
) -> tuple[Token, str]:
    """Make a token for `person` with the rights `scope` for `days`; its text is returned once, never stored.

    Everyone makes tokens for himself; managers of tokens also for one of `systems`, never for another person.
    Raises BudgetError for anything else, and for rights that person does not have.
    """
    maker = actor_of(actor)
    if maker.scope is not None:
        raise BudgetError("Met een sleutel is geen sleutel te maken. Doe dat onder uw eigen account.")
    holder = programme.person_as_typed(person)
    if holder.id != maker.id:
        require(programme, maker, Action.TOKENS)
        if holder.id not in systems:
            raise BudgetError(f"{holder.name} is geen systeem. Een sleutel voor een persoon maakt hij zelf.")
    _check(frozenset(scope), RIGHTS[holder.role] - ADMINISTRATION, days, name)
    if holder.id in systems and not set(scope) <= FOR_SYSTEMS:
        raise BudgetError("Een systeem kan niets vaststellen of ondertekenen. Kies minder rechten.")
    text = PREFIX + secrets.token_urlsafe(32)
    words = tuple(sorted(action.name.lower() for action in scope))
    end = now + timedelta(days=days)
    token = Token(0, holder.id, name.strip(), words, _hash(text), end, maker.id, now)
    with store.write(programme.id) as connection:
        return store_token(connection, programme.id, token), text


def revoke(store: Store, programme: Programme, actor: Who, number: int, now: datetime) -> None:
    """Revoke one's own token; managers of tokens revoke any."""
    with store.write(programme.id) as connection:
        token = load_token(connection, programme.id, number)
        person = actor_of(actor).id
        if person != token.person:
            require(programme, actor, Action.TOKENS)
        if token.ended_at is not None:
            raise BudgetError(f"Sleutel {number} was al ingetrokken. Er is niets veranderd.")
        end_token(connection, programme.id, number, person, now)


def tokens(store: Store, programme: Programme, actor: Who) -> list[Token]:
    """One's own tokens; all of them for managers of tokens."""
    sees_all = may_act(programme, actor, Action.TOKENS)
    with store.read() as connection:
        all_tokens = load_tokens(connection, programme.id)
    return [token for token in all_tokens if sees_all or token.person == actor_of(actor).id]


def identify(store: Store, programme: Programme, text: str, now: datetime) -> Actor:
    """The person behind this token. Raises the same BudgetError for every invalid token."""
    sha256_given = _hash(text.strip())
    with store.read() as connection:
        token = _valid_token(connection, programme, sha256_given, now)
    return Actor(token.person, frozenset(Action[word.upper()] for word in token.scope), token=sha256_given)


def require_unrevoked(connection: Connection, programme: Programme, who: Who, now: datetime) -> None:
    """Raises BudgetError when the token of this actor was revoked while he was working."""
    if token := actor_of(who).token:
        _valid_token(connection, programme, token, now)


def _valid_token(connection: Connection, programme: Programme, sha256: str, now: datetime) -> Token:
    known = load_tokens(connection, programme.id)
    token = next((candidate for candidate in known if hmac.compare_digest(candidate.sha256, sha256)), None)
    if token is None or not token.is_valid(now):
        note_refusal("geweigerde sleutel", number=str(token.number) if token else "onbekend")
        raise BudgetError("Deze sleutel is onbekend, verlopen of ingetrokken. Vraag of maak een nieuwe.")
    return token


def _check(scope: frozenset[Action], allowed: frozenset[Action], days: int, name: str) -> None:
    if not scope or not scope <= allowed:
        words = ", ".join(sorted(action.name.lower() for action in allowed))
        raise BudgetError(f"Kies rechten die deze persoon heeft: {words}.")
    if not 1 <= days <= LONGEST_DAYS:
        raise BudgetError(f"Een sleutel geldt 1 tot en met {LONGEST_DAYS} dagen.")
    if not name.strip():
        raise BudgetError("Geef de sleutel een naam, zodat later duidelijk is waar hij voor is.")


def _hash(text: str) -> str:
    """SHA-256 of a token: at 256 random bits a plain hash cannot be guessed back."""
    return hashlib.sha256(text.encode()).hexdigest()
