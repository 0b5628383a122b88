"""A small programme in its own words, and what people hand in to it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.model import (
    Booking,
    CheckedFile,
    Content,
    Decision,
    Kind,
    PartnerContribution,
    PartnerForm,
    PlanLine,
    Programme,
    Progress,
    Statement,
)
from budget.model.content import Amendment, MoveDecision, Release
from budget.model.questions import BoardQuestion, Option
from budget.model.submission_details import Origin
from budget.model.words import ReleaseState
from budget.programme import parse_programme
from budget.store.content import pack_content
from budget.store.engine import Store
from budget.store.submissions import Submission
from budget.usecases import deliver as delivery

TOML = """
id = "dorp"
name = "Dorpsvernieuwing"
board = "Dorpsraad"
scope = "Alleen geld van het dorp."
first_year = 2023
last_year = 2026

[[domains]]
code = "GRO"
name = "Groen"
code_prefixes = ["GRO-"]

[[domains]]
code = "SPE"
name = "Spelen"
code_prefixes = ["SPE-"]

[[sources]]
code = "DORP"
name = "Dorpsgeld"
first_year = 2023
last_year = 2026
unspent = "blijft in de kas"
colour = "#004699"

[[sources]]
code = "FONDS"
name = "Streekfonds"
first_year = 2023
last_year = 2025
unspent = "gaat terug"
colour = "#A00078"

[[sources.themes]]
code = "BOS"
name = "Bos en hei"

[[people]]
id = "gea"
name = "Gea Groen"
role = "budgethouder"
domains = ["GRO"]

[[people]]
id = "sjoerd"
name = "Sjoerd Speel"
role = "budgethouder"
domains = ["SPE"]

[[people]]
id = "mo"
name = "Mo Manager"
role = "programmamanager"

[[people]]
id = "cor"
name = "Cor Controle"
role = "controller"

[[people]]
id = "cato"
name = "Cato Controle"
role = "controller"

[[people]]
id = "gijs"
name = "Gijs Groencontrole"
role = "controller"
domains = ["GRO"]

[[people]]
id = "sien"
name = "Sien Secretaris"
role = "secretaris"

[[people]]
id = "bo"
name = "Bo Bestuur"
role = "bestuur"

[[meetings]]
date = 2024-06-27
as_of = 2024-05-31
spotlight = "GRO"

[[meetings]]
date = 2024-10-03
as_of = 2024-08-31
spotlight = "SPE"

[[meetings]]
date = 2024-12-19
as_of = 2024-11-30
spotlight = "GRO"

[[signals]]
id = "te-veel"
colour = "rood"
condition = "used_above_budget"
valid_from = 2023-01-01
source = "proef"
reason = "Er is {excess} te veel."

[[signals]]
id = "goed"
colour = "groen"
condition = "otherwise"
valid_from = 2023-01-01
source = "proef"
reason = "Volgens plan."
"""

SYSTEM_TOML = (
    TOML
    + """
[[people]]
id = "bea"
name = "Bea Beheer"
role = "beheer"

[[people]]
id = "sap"
name = "Financieel systeem"
role = "budgethouder"
domains = ["GRO"]
"""
)
"""The same with an administrator, and with a system that has a token."""

PROGRAMME: Programme = parse_programme(TOML)
ID = PROGRAMME.id
YEAR = 2024
NOW = datetime(2024, 2, 1, 12, 0)
JUNE, OCTOBER, DECEMBER = date(2024, 6, 27), date(2024, 10, 3), date(2024, 12, 19)
MAY_END, AUGUST_END = date(2024, 5, 31), date(2024, 8, 31)
ALLOWED = MoveDecision("Raadsbesluit 12", date(2024, 1, 25))
AMENDED = Amendment(Origin.SPRING, "Meer bomen", "Voorjaarsnota")


def line(code: str = "GRO-1", budget: int = 120_000, **options) -> PlanLine:
    values = {
        "code": code,
        "domain": code[:3],
        "action_line": "Buurt",
        "activity": f"Werk aan {code}",
        "source": "DORP",
        "theme": "",
        "budget_holder": "gea" if code.startswith("GRO") else "sjoerd",
        "year": YEAR,
        "budget": budget,
    }
    return PlanLine(**{**values, **options})


def booking(document: str, day: date, cents: int, code: str = "GRO-1", sequence: str = "1", **options):
    values = {
        "fiscal_year": day.year,
        "source": "",
        "theme": "",
        "description": f"Stuk {document}",
        "supplier": "",
        "kind": Kind.REALISED,
    }
    return Booking(document, sequence, day, code=code, amount=cents, **{**values, **options})


def commitment(document: str, day: date, cents: int, code: str = "GRO-1", **options) -> Booking:
    return booking(document, day, cents, code, kind=Kind.COMMITTED, **options)


def statement(
    drawn_up: date, *rows: Booking, first: date = date(2024, 1, 1), last: date | None = None, **options
) -> Statement:
    """A statement drawn up on `drawn_up` for all lines in `rows`, up to that day."""
    values = {"sheet": "Boekingen", "states_bookings": True, "states_commitments": True}
    return Statement(date=drawn_up, first=first, last=last or drawn_up, rows=rows, **{**values, **options})


def plan(*lines: PlanLine) -> Content:
    return Content(plan=lines)


def ledger(*statements: Statement) -> Content:
    return Content(statements=statements)


def progress(code: str = "GRO-1", day: date = MAY_END, **options) -> Progress:
    return Progress(code, day, **options)


def contribution(partner: str = "Speeltuin", domain: str = "SPE", **options) -> PartnerContribution:
    values = {"action_line": "", "year": YEAR, "form": PartnerForm.IN_KIND, "description": "Uren"}
    return PartnerContribution(partner, domain, **{**values, **options})


def decision(domain: str = "GRO", text: str = "Bomen planten", **options) -> Decision:
    values = {"code": "", "amount": 5_000, "criteria": "Meeste schaduw", "decided_by": ("Gea", "Mo")}
    return Decision(date(2024, 3, 1), domain, decision=text, **{**values, **options})


def release(code: str = "GRO-1", amount: int = 50_000, day: date = date(2024, 4, 1), **options) -> Release:
    values = {"domain": code[:3] or "GRO", "source": "", "theme": "", "year": YEAR}
    values |= {"decision": "Voorjaarsnota", "state": ReleaseState.RELEASED}
    return Release(code=code, amount=amount, date=day, **{**values, **options})


def question(code: str = "GRO-1", text: str = "Een wachtlijst of extra geld?", **options) -> BoardQuestion:
    values = {"options": (Option("Wachtlijst", 0), Option("Extra geld", 25_000_00)), "meeting": JUNE}
    return BoardQuestion(code, text, **{**values, **options})


def install(monkeypatch: pytest.MonkeyPatch, folder: Path, url: str) -> None:
    """From now on commands are about the programme, kept in `folder`, and the database at `url`."""
    (folder / "programme.toml").write_text(TOML)
    monkeypatch.setenv("BUDGET_PROGRAMME", str(folder))
    monkeypatch.setenv("BUDGET_DATABASE_URL", url)


def packed(content: Content, name: str = "bestand.xlsx") -> tuple[CheckedFile, bytes]:
    """The content as the intake would hand it over, without a workbook."""
    data = pack_content(content)
    return CheckedFile(name, hashlib.sha256(data).hexdigest(), (), (), content), data


def submit(store: Store, content: Content, person: str = "cor", name: str = "bestand.xlsx") -> Submission:
    """Submit it; the submitter has seen its corrections, and names a decision where money changes purpose."""
    checked, data = packed(content, name)
    seen = delivery.preview(store, PROGRAMME, VISITOR, content).mark
    said = {"decision": ALLOWED, "amendment": AMENDED}
    return delivery.submit(store, PROGRAMME, checked, data, person, NOW, seen, **said)


def accept(store: Store, number: int, person: str = "cato", **options) -> Submission:
    """Accept it; the acceptor has seen the same."""
    seen = {"corrections": delivery.preview_submission(store, PROGRAMME, VISITOR, number).mark}
    return delivery.accept(store, PROGRAMME, number, person, NOW + timedelta(hours=1), **seen | options)


def deliver(store: Store, content: Content, name: str = "bestand.xlsx") -> Submission:
    """Submitted by one controller, accepted by another."""
    return accept(store, submit(store, content, name=name).id)
