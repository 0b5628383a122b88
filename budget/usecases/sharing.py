"""Sharing the figures of an area with the country: consent by two persons, withdrawn by one."""

from __future__ import annotations

from datetime import datetime

from budget.access import Action, FirstAct, Who, actor_of, require_second, requires
from budget.model.months import local_day
from budget.model.persons import person_key
from budget.model.programme import Programme
from budget.model.sharing import Offer, Sharing
from budget.model.words import BudgetError, UnknownNameError
from budget.store import Store
from budget.store.sharing import decide_offer, end_sharing, load_sharings, store_offer


@requires(Action.VIEW)
def sharings(store: Store, programme: Programme, actor: Who) -> list[Sharing]:
    """Every consent ever proposed, oldest first."""
    with store.read() as connection:
        return load_sharings(connection, programme.id)


@requires(Action.SHARE)
def propose_sharing(store: Store, programme: Programme, offer: Offer, actor: Who, now: datetime) -> int:
    """Propose to share; returns the number. Raises BudgetError when a field is missing."""
    if not (offer.area.strip() and offer.document.strip()):
        raise BudgetError("Geef de naam van het gebied en het besluit om te delen.")
    if offer.inhabitants <= 0 or offer.counted_on > local_day(now):
        raise BudgetError("Geef het aantal inwoners, en een dag die al is geweest.")
    with store.write(programme.id) as connection:
        if any(proposal.is_open for proposal in load_sharings(connection, programme.id)):
            raise BudgetError("Er wacht al een voorstel om te delen. Beslis daar eerst over.")
        return store_offer(connection, programme.id, offer, actor_of(actor).id, now)


@requires(Action.SHARE)
def decide_sharing(
    store: Store,
    programme: Programme,
    number: int,
    actor: Who,
    now: datetime,
    *,
    accepts: bool,
    reason: str = "",
) -> None:
    """Accept as the second person, or refuse (one's own: withdraw) with a reason."""
    person = actor_of(actor).id
    with store.write(programme.id) as connection:
        proposal = _named(load_sharings(connection, programme.id), number)
        if not proposal.is_open:
            raise BudgetError(f"Over voorstel {number} is al beslist.")
        if accepts and person_key(person) == person_key(proposal.proposed_by):
            raise BudgetError("U stelde dit zelf voor. Een tweede persoon moet het vaststellen.")
        if accepts:
            first = FirstAct(proposal.proposed_by, proposal.proposed_at, Action.SHARE)
            require_second(programme, actor, Action.SHARE, first)
        elif not reason.strip():
            raise BudgetError("Geef een reden. Wie het voorstelde moet weten waarom niet.")
        decide_offer(connection, programme.id, number, person, now, accepts=accepts, reason=reason.strip())


@requires(Action.SHARE)
def withdraw_sharing(store: Store, programme: Programme, actor: Who, reason: str, now: datetime) -> Sharing:
    """Withdraw the consent and return it; one person is enough, as this publishes nothing."""
    if not reason.strip():
        raise BudgetError("Geef een reden waarom het gebied niet meer deelt.")
    with store.write(programme.id) as connection:
        in_force = next(
            (candidate for candidate in load_sharings(connection, programme.id) if candidate.is_in_force),
            None,
        )
        if in_force is None:
            raise BudgetError("Dit gebied deelt zijn cijfers niet. Er is niets veranderd.")
        end_sharing(connection, programme.id, in_force.number, actor_of(actor).id, reason.strip(), now)
        return in_force


def _named(candidates: list[Sharing], number: int) -> Sharing:
    for candidate in candidates:
        if candidate.number == number:
            return candidate
    raise UnknownNameError(f"Er is geen voorstel {number} om te delen.")
