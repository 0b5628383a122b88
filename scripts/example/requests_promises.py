"""Requests without cover and promises in the example; all fictional."""

from __future__ import annotations

from datetime import date, datetime

from budget.model.domain_records import Promise, PromiseState, Request, RequestState

SUBMITTED_ON = datetime(2024, 9, 17, 11, 0)
"""When both lists are submitted."""
_AUTUMN, _SPRING = ("NJN 2024", date(2024, 10, 18)), ("VJN 2025", date(2025, 3, 14))
_JUNE = date(2024, 6, 27)

REQUESTS = (
    Request("JEU", "JEU-02.06", "Zomerschool ook in de herfstvakantie", 32_000_00, *_AUTUMN,
            RequestState.OPEN, "Sanne Bakker"),
    Request("VEI", "", "Twee straatcoaches erbij in de avond", 118_500_00, *_SPRING, RequestState.OPEN,
            "Kemal Yilmaz"),
    Request("WBE", "WBE-01.01", "Schuldhulp zonder wachtlijst tot het eind van het jaar", 45_000_00,
            *_AUTUMN, RequestState.OPEN, "Fatima el Amrani"),
    Request("WON", "WON-03.02", "Bankjes en groen op het derde plein", 61_250_00, *_SPRING,
            RequestState.OPEN, "Peter Jansen"),
    Request("EID", "", "Tolken bij de spreekuren van het stadsdeel", 14_400_00, *_AUTUMN,
            RequestState.REFUSED, "Rowena Pinas"),
)  # fmt: skip
"""None has a source, so none is in any total."""
PROMISES = (
    Promise("VEI", "Brief over het late begin van de straatcoaches", "gemeenteraad", "k.yilmaz",
            date(2024, 8, 30), date(2024, 6, 20), PromiseState.OPEN),
    Promise("WBE", "Cijfers over wachttijden bij schuldhulp", "gemeenteraad", "f.amrani",
            date(2024, 11, 15), date(2024, 9, 5), PromiseState.OPEN),
    Promise("WON", "Voorstel voor geld dat nog niet is vrijgegeven", "bestuur", "p.jansen",
            date(2024, 10, 1), _JUNE, PromiseState.OPEN),
    Promise("JEU", "Bezoek van het bestuur aan een verlengde schooldag", "bestuur", "s.bakker",
            date(2024, 9, 30), _JUNE, PromiseState.DONE, "Het bestuur was er op 10 september."),
    Promise("ORG", "Plan om minder in te huren", "bestuur", "j.visser", date(2024, 12, 1), _JUNE,
            PromiseState.OPEN),
)  # fmt: skip
