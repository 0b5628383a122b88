"""Concurrent acts of several persons: run as `python -m tests.faults.contests`, one contest per line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from budget.access import VISITOR
from budget.model import BudgetError, SteeringAction
from budget.model.content import Content
from budget.model.periods import Period
from budget.model.questions import Answer, Verdict
from budget.store.engine import Store, open_store
from budget.store.people import record_people
from budget.store.programmes import record_first
from budget.usecases import close as closing
from budget.usecases import deliver as delivery
from budget.usecases import freeze as snapshot
from budget.usecases import map_layouts as mapping
from budget.usecases import programmes, sharing, steer
from budget.usecases.decide import record_decision
from tests.faults.long_walk import AGREED, OFFER, THEN, propose_mapping
from tests.intake.layouts import DEBIT_TOML
from tests.snapshot.history import first_half, freeze, frozen, lacking, second_half, sign
from tests.store.samples import (
    AUGUST_END,
    DECEMBER,
    ID,
    JUNE,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    TOML,
    YEAR,
    booking,
    ledger,
    line,
    packed,
    plan,
    progress,
    question,
    statement,
    submit,
)  # fmt: skip

NOW = datetime(YEAR, 12, 1, 9)
JANUARY = Period(YEAR, 1)
CATO = 'name = "Cato Controle"\nrole = '
WITHOUT_CATO = TOML.replace(f'{CATO}"controller"', f'{CATO}"lezer"')
RENAMED = TOML.replace("Dorpsraad", "Buurtraad"), TOML.replace("Dorpsraad", "Wijkraad")
NOVEMBER = date(YEAR, 11, 30)


def prepare(store: Store) -> None:
    """A year with one pending proposal of every kind that needs a second person."""
    with store.write(ID) as connection:
        record_people(connection, ID, [person.id for person in PROGRAMME.people], "gea", THEN)
        record_first(connection, ID, TOML, "gea", THEN)
    first_half(store)
    delivered = submit(store, Content(questions=(question(),)), name="vraag.xlsx").id
    delivery.accept(store, PROGRAMME, delivered, "cato", THEN)
    freeze(store)
    sign(store)
    second_half(store)
    freeze(store, OCTOBER, AUGUST_END, datetime(YEAR, 9, 20))
    for number in range(2):
        steer.register(store, PROGRAMME, AGREED, "gea", THEN.replace(hour=10 + number))
    propose_mapping(store, "gea")
    for text in (*RENAMED, WITHOUT_CATO):
        programmes.propose(store, PROGRAMME, text, "cor", "Anders", THEN)
    closing.propose_closing(store, PROGRAMME, JANUARY, "cor", "Alles is binnen", THEN)
    sharing.propose_sharing(store, PROGRAMME, OFFER, "cor", THEN)
    for budget in (90_000, 91_000):
        submit(store, plan(line("GRO-9", budget)), name=f"{budget}.xlsx")
    for day, cents in ((date(YEAR, 1, 15), 100), (date(YEAR, 1, 15), 200)):
        row = booking("LAAT", day, cents, source="DORP")
        submit(store, ledger(statement(date(YEAR, 10, 31), row, first=day, last=day)), name=f"{cents}.xlsx")


def _waiting(store: Store, number: int) -> int:
    """The number of one of the four pending files."""
    return [one.id for one in delivery.submissions(store, PROGRAMME, VISITOR) if one.seq is None][number]


def _accept(number: int) -> Callable[[Store, str], object]:
    def accept(store: Store, person: str) -> object:
        found = _waiting(store, number)
        seen = delivery.preview_submission(store, PROGRAMME, VISITOR, found).mark
        return delivery.accept(store, PROGRAMME, found, person, NOW, corrections=seen)

    return accept


def _hand_in(store: Store, person: str) -> object:
    checked, data = packed(Content(progress=(progress(day=AUGUST_END, note="Klaar"),)), "acht.xlsx")
    return delivery.submit(store, PROGRAMME, checked, data, person, NOW)


def _freeze(meeting: date, as_of: date, correction: str = "") -> Callable[[Store, str], object]:
    def propose(store: Store, person: str) -> object:
        told, missing = None, lacking(store, as_of)
        if correction:
            found = snapshot.snapshot_of(store, PROGRAMME, VISITOR, meeting)
            told = snapshot.Correction(found.sha256, correction)
        return snapshot.propose(store, PROGRAMME, meeting, as_of, person, NOW, told, missing)

    return propose


def _sign(store: Store, person: str) -> object:
    found = snapshot.snapshot_of(store, PROGRAMME, VISITOR, OCTOBER)
    known = [one.domain for one in snapshot.missing_in(found)]
    return snapshot.sign(store, PROGRAMME, OCTOBER, person, NOW, missing=known)


def _decide(store: Store, person: str) -> object:
    asked = frozen(store, JUNE).questions[0]
    answer = Answer(asked.key, Verdict.OPTION, 0, "Eerst de buren.", "Dorpsraad", JUNE)
    return record_decision(store, PROGRAMME, asked, answer, AGREED, person, NOW)


def _action(store: Store) -> SteeringAction:
    return steer.actions(store, PROGRAMME, VISITOR, THEN.replace(day=6))[0]


def _mapping(store: Store) -> mapping.SavedMapping:
    return mapping.mappings(store, PROGRAMME, VISITOR).waiting[0]


ACTS: dict[str, Callable[[Store, str], object]] = {
    "accept plan": _accept(0),
    "accept other plan": _accept(1),
    "accept bookings": _accept(2),
    "accept other bookings": _accept(3),
    "reject plan": lambda s, p: delivery.reject(s, PROGRAMME, _waiting(s, 0), p, "Onjuist", NOW),
    "hand in": _hand_in,
    "freeze": _freeze(DECEMBER, NOVEMBER),
    "freeze correction": _freeze(JUNE, MAY_END, "Dubbel geboekt."),
    "sign": _sign,
    "withdraw snapshot": lambda s, p: snapshot.withdraw(s, PROGRAMME, OCTOBER, p, "Onjuist", NOW),
    "propose mapping": lambda s, p: propose_mapping(s, p, DEBIT_TOML, "Mutaties"),
    "accept mapping": lambda s, p: mapping.accept(s, PROGRAMME, _mapping(s), p, NOW),
    "send mapping back": lambda s, p: mapping.send_back(s, PROGRAMME, _mapping(s), p, "Onjuist", NOW),
    "accept programme": lambda s, p: programmes.accept(s, PROGRAMME, 1, p, NOW),
    "accept other programme": lambda s, p: programmes.accept(s, PROGRAMME, 2, p, NOW),
    "accept programme without cato": lambda s, p: programmes.accept(s, PROGRAMME, 3, p, NOW),
    "refuse programme": lambda s, p: programmes.refuse(s, PROGRAMME, 1, p, "Onjuist", NOW),
    "close period": lambda s, p: closing.decide(s, PROGRAMME, 1, p, NOW, accepts=True),
    "keep period open": lambda s, p: closing.decide(s, PROGRAMME, 1, p, NOW, accepts=False, reason="Nee"),
    "consent": lambda s, p: sharing.decide_sharing(s, PROGRAMME, 1, p, NOW, accepts=True),
    "refuse consent": lambda s, p: sharing.decide_sharing(
        s, PROGRAMME, 1, p, NOW, accepts=False, reason="Nee"
    ),
    "agree action": lambda s, p: steer.register(s, PROGRAMME, replace(AGREED, text="Gras"), p, NOW),
    "close action": lambda s, p: steer.close(s, PROGRAMME, _action(s), p, "Gelukt", NOW),
    "withdraw action": lambda s, p: steer.withdraw(s, PROGRAMME, _action(s), p, "Te duur", NOW),
    "change action": lambda s, p: steer.change(
        s, PROGRAMME, _action(s), replace(_action(s), text="Meer gras"), p, "Beter", NOW
    ),
    "record decision": _decide,
}  # fmt: skip


def _compete(url: str, name: str, person: str, is_ready: int, go: int, said: int) -> None:
    try:
        store = open_store(url).of(ID)
        with store.read():
            pass
        os.write(is_ready, b".")
        os.read(go, 1)  # Ends when the last process is ready.
        ACTS[name](store, person)
        told = "gelukt"
    except BudgetError as error:
        told = f"zin: {error}"
    except Exception as error:  # noqa: BLE001 - the test that started this process must hear of it
        told = f"fout: {error!r}"
    os.write(said, told.encode())


def hold(url: str, calls: list[tuple[str, str]]) -> list[str]:
    """Run each (act, person) in its own process at the same moment; returns their messages."""
    (ready, is_ready), (go, let_go) = os.pipe(), os.pipe()
    answers, children = [], []
    for name, person in calls:
        heard, said = os.pipe()
        if (child := os.fork()) == 0:
            os.close(let_go)
            _compete(url, name, person, is_ready, go, said)
            os._exit(0)
        os.close(said)
        answers.append(heard)
        children.append(child)
    os.close(is_ready)
    waits = len(calls)
    while waits and os.read(ready, 1):
        waits -= 1
    os.close(let_go)
    told = []
    for heard, child in zip(answers, children, strict=True):
        with os.fdopen(heard, "rb") as pipe:
            told.append(pipe.read().decode())
        os.waitpid(child, 0)
    os.close(ready)
    os.close(go)
    return told


if __name__ == "__main__":
    for row in sys.stdin:
        address, wanted = json.loads(row)
        os.write(sys.stdout.fileno(), f"{json.dumps(hold(address, wanted))}\n".encode())
