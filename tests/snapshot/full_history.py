"""The short year with a row in every table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from budget.access import VISITOR
from budget.model import Content, SteeringAction
from budget.model.content import PathStep
from budget.model.domain_records import Promise, PromiseState, Request, RequestState
from budget.model.notices import Message, Notice, Step
from budget.model.periods import Period
from budget.model.questions import Answer, Verdict
from budget.model.succession import Succession, SuccessionKind
from budget.store.engine import Store
from budget.store.notices import add_messages
from budget.store.outbox import add_steps, load_messages
from budget.store.people import record_people
from budget.store.programmes import (
    accept_proposal,
    record_first,
    refuse_proposal,
    store_proposal,
)
from budget.store.submissions import reject_submission
from budget.usecases import close
from budget.usecases import freeze as snapshot
from budget.usecases import steer as steering
from budget.usecases.decide import record_decision
from budget.usecases.freeze import Correction
from tests.snapshot.history import LATE, PROPOSED, first_half, freeze, frozen, second_half, sign
from tests.store.samples import (
    AUGUST_END,
    ID,
    JUNE,
    MAY_END,
    NOW,
    OCTOBER,
    PROGRAMME,
    TOML,
    YEAR,
    booking,
    commitment,
    decision,
    deliver,
    ledger,
    line,
    plan,
    question,
    release,
    statement,
    submit,
)

FIFTEENTH = date(YEAR, 1, 15)
AFTER, SIGNED_AFTER = datetime(YEAR, 10, 5, 9), datetime(YEAR, 10, 6, 9)


ASKED = Request("GRO", "GRO-1", "Bomen", 5_000, "NJN", date(YEAR, 9, 1), RequestState.OPEN, "Gea")
PROMISED = Promise("GRO", "Brief", "raad", "gea", date(YEAR, 9, 1), date(YEAR, 3, 1), PromiseState.DONE, "Ja")


def decide_in_june(store: Store) -> None:
    """After the meeting the secretary records what the board chose, and who carries it out."""
    asked = frozen(store, JUNE).questions[0]
    chosen = Answer(asked.key, Verdict.OPTION, 0, "Eerst de buren.", "Dorpsraad", JUNE)
    action = SteeringAction(0, "GRO", "Wachtlijst maken", "gea", date(YEAR, 9, 1), None, JUNE, JUNE)
    record_decision(store, PROGRAMME, asked, chosen, action, "sien", datetime(YEAR, 7, 1))


def close_january(store: Store) -> None:
    """One controller proposes to close January, another accepts."""
    number = close.propose_closing(store, PROGRAMME, Period(YEAR, 1), "cor", "Alles is binnen", AFTER)
    close.decide(store, PROGRAMME, number, "cato", SIGNED_AFTER, accepts=True)


def live_fully(store: Store, then: str = "") -> None:
    """The whole year, with a row in every table, some of them newer than the last snapshot.

    `then` is the text of the programme at the end, if it changes.
    """
    with store.write(ID) as connection:
        record_people(connection, ID, [person.id for person in PROGRAMME.people], "gea", NOW)
        record_first(connection, ID, TOML, "gea", NOW)
        store_proposal(connection, ID, TOML.replace("Dorpsraad", "Buurtraad"), "Nieuwe naam", "cor", NOW)
        refuse_proposal(connection, ID, 1, "sien", "Nog niet besloten", NOW)
    first_half(store)
    deliver(store, Content(questions=(question(),)), "vraag.xlsx")
    for number, text in enumerate(("Meer bomen", "Meer struiken")):
        action = SteeringAction(0, "GRO", text, "gea", date(YEAR, 12, 1), -5_000, JUNE, date(YEAR, 6, 1))
        steering.register(store, PROGRAMME, action, "gea", datetime(YEAR, 6, 1 + number))
    freeze(store)
    snapshot.withdraw(store, PROGRAMME, JUNE, "cor", "Voortgang ontbreekt", PROPOSED)
    freeze(store)
    sign(store)
    decide_in_june(store)
    second_half(store)
    (first, *_) = steering.actions(store, PROGRAMME, VISITOR, AFTER)
    steering.close(store, PROGRAMME, first, "gea", "Gelukt", datetime(YEAR, 8, 1))
    freeze(store, OCTOBER, AUGUST_END, datetime(YEAR, 9, 20))
    sign(store, OCTOBER, datetime(YEAR, 9, 21))
    correction = Correction(snapshot.snapshot_of(store, PROGRAMME, VISITOR, JUNE).sha256, "Dubbel geboekt.")
    snapshot.propose(store, PROGRAMME, JUNE, MAY_END, "cor", AFTER, correction)
    sign(store, at=SIGNED_AFTER)
    new_line = line("GRO-9", 70_000, phasing=(70_000, *[0] * 11))
    path = (PathStep("GRO", 1, "RAAD", date(YEAR, 2, 14)),)
    gone = (Succession("GRO-1", "GRO", SuccessionKind.CLOSED, "", 0, date(YEAR, 9, 1), "Klaar"),)
    lists = {"decisions": (decision(),), "releases": (release(),), "path": path, "successions": gone}
    lists |= {"requests": (ASKED,), "promises": (PROMISED,)}
    deliver(store, Content(plan=(new_line,), **lists))
    september = (
        *LATE,
        booking("Z", date(YEAR, 9, 1), 5, supplier="Hovenier"),
        commitment("W", date(YEAR, 9, 1), 700),
    )
    deliver(store, ledger(statement(date(YEAR, 9, 30), *(r._replace(source="DORP") for r in september))))
    close_january(store)
    row, period = booking("LAAT", FIFTEENTH, 300, "GRO-9"), {"first": FIFTEENTH, "last": FIFTEENTH}
    late = statement(date(YEAR, 10, 31), row, **period)
    deliver(store, ledger(replace(late, states_commitments=False)))
    waiting = submit(store, plan(line("GRO-9", 71_000)), name="terug.xlsx")
    with store.write(ID) as connection:
        reject_submission(connection, ID, waiting.id, "cato", "Bedrag klopt niet", NOW)
    submit(store, plan(line("GRO-9", 72_000)), name="wacht.xlsx")
    with store.write(ID) as connection:
        told = Message(0, "cato", Notice.WAITS, "1", "Er wacht iets.", "vaststellen", AFTER, AFTER)
        add_messages(connection, ID, [told])
        add_steps(connection, ID, load_messages(connection, ID, AFTER), Step.SENT, AFTER, "")
    if then:
        with store.write(ID) as connection:
            number = store_proposal(connection, ID, then, "", "cor", NOW).number
            accept_proposal(connection, ID, number, "sien", NOW)
