"""The longest walk through the program: the year with a row in every table, and what that leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from unittest.mock import patch

from budget.access import VISITOR, Action
from budget.model import SteeringAction
from budget.model.content import Amendment, CheckedFile, Content, Finding
from budget.model.sharing import Offer
from budget.model.submission_details import Origin
from budget.model.words import Level
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from budget.usecases import map_layouts as mapping
from budget.usecases import programmes, remove, sharing, steer, tokens
from tests.intake.layouts import SAP_TOML
from tests.snapshot.full_history import live_fully
from tests.store.samples import ALLOWED, PROGRAMME, TOML, YEAR, line, packed, plan

THEN = datetime(YEAR, 10, 5, 9)
OFFER = Offer("Dorp", 1_000, date(YEAR, 1, 1), "Besluit 7")
AGREED = SteeringAction(0, "GRO", "Meer bomen", "gea", date(YEAR, 12, 1), None, None, THEN.date())
CARRIED = Amendment(Origin.CARRIED, "Werk loopt door", "Jaarrekening 2024")
LATER, MUCH_LATER = datetime(YEAR, 12, 1, 9), datetime(YEAR + 8, 1, 1, 12)


def walk(store: Store) -> None:
    """A year, a mapping, an action, a carry-over, a consent, a token, a removal and another programme.

    On PostgreSQL only the owner of the tables removes suppliers. The secret of the token is fixed, so
    two walks leave the same rows.
    """
    live_fully(store)
    propose_mapping(store, "gea")
    for found in mapping.mappings(store, PROGRAMME, VISITOR).waiting:
        mapping.accept(store, PROGRAMME, found, "cor", THEN)
    steer.register(store, PROGRAMME, AGREED, "gea", THEN)
    action = steer.actions(store, PROGRAMME, VISITOR, LATER)[-1]
    steer.change(store, PROGRAMME, action, replace(action, text="Meer gras"), "gea", "Beter", LATER)
    carry_over(store)
    number = sharing.propose_sharing(store, PROGRAMME, OFFER, "cor", THEN)
    sharing.decide_sharing(store, PROGRAMME, number, "sien", LATER, accepts=True)
    sharing.withdraw_sharing(store, PROGRAMME, "cato", "Toch niet", LATER)
    with patch("secrets.token_urlsafe", lambda size: "k" * size):
        token, _ = tokens.make(store, PROGRAMME, "cor", "cor", [Action.CHECK], 30, "koppeling", LATER)
    tokens.revoke(store, PROGRAMME, "cor", token.number, LATER)
    files = remove.propose(store, PROGRAMME, "cor", YEAR, "Zeven jaar voorbij", MUCH_LATER)
    remove.remove(store, PROGRAMME, "sien", YEAR, MUCH_LATER, remove.mark_of(YEAR, files))
    text = TOML.replace("Dorpsraad", "Wijkraad")
    change = programmes.propose(store, PROGRAMME, text, "cor", "Nieuwe naam", LATER)
    programmes.accept(store, PROGRAMME, change.proposal.number, "sien", LATER)


def propose_mapping(store: Store, person: str, text: str = SAP_TOML, name: str = "SAP") -> None:
    """Propose a mapping to a second person, with a file without money that it read."""
    used = (Finding("mapping-used", Level.INFO, "f", values=(("name", name),)),)
    checked = CheckedFile("f", "0", (), used, Content())
    mapping.propose(store, PROGRAMME, text, person, THEN, checked, ())


def carry_over(store: Store) -> None:
    """Carry what is left of the year over to the next, by two persons and a decision."""
    after = replace(line("GRO-9", 10_000), year=YEAR + 1)
    content = plan(line("GRO-9", 60_000, phasing=(60_000, *[0] * 11)), after)
    checked, data = packed(content, "mee.xlsx")
    seen = delivery.preview(store, PROGRAMME, VISITOR, content).mark
    given = {"decision": ALLOWED, "amendment": CARRIED}
    done = delivery.submit(store, PROGRAMME, checked, data, "cor", THEN, seen, **given)
    seen = delivery.preview_submission(store, PROGRAMME, VISITOR, done.id).mark
    delivery.accept(store, PROGRAMME, done.id, "cato", LATER, corrections=seen)
