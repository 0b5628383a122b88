"""Promises, requests, decisions and changed codes as one list for paper and slides, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from budget import labels
from budget.export.cells import Cell, Short, amount
from budget.model.succession import WHOLE
from budget.snapshot.content import SHOWS_LISTS, Content

TITLE = "Wat loopt er naast de cijfers?"
INTRO = "Dit telt nergens in mee. Alle rijen staan in het rekenblad."
HEADERS = ("Soort", "Opgavedomein", "Wat", "Bedrag", "Dag", "Stand")
TEXT_LENGTH = 90
LATE, OPEN, SAID = range(3)


def supplementary_rows(content: Content) -> tuple[tuple[Cell, ...], ...]:
    """Promises, requests, decisions and changed codes; empty in formats before 8."""
    if content.format < SHOWS_LISTS:
        return ()
    return tuple(row for _, row in sorted(_rows(content), key=lambda numbered_row: numbered_row[0]))


def _rows(content: Content) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    names = content.domain_names
    for promise in content.promises:
        urgency = {"te laat": LATE, "open": OPEN}.get(promise.state, SAID)
        text = f"{promise.promise} (aan {promise.made_to})"
        yield urgency, _row("Toezegging", names, promise.domain, text, None, promise.due, promise.state)
    for request in content.requests:
        subject = f"{request.request} ({request.moment})"
        yield (
            OPEN,
            _row(
                "Aanvraag",
                names,
                request.domain,
                subject,
                request.amount,
                request.deadline,
                request.state.value,
            ),
        )
    for code in content.successions:
        to = f" naar {code.successor}" if code.successor else ""
        share = f" voor {labels.percent(code.share / WHOLE)}" if 0 < code.share < WHOLE else ""
        subject = f"{code.code} is {code.fate}{to}{share}"
        yield SAID, _row("Regelcode", names, code.domain, subject, None, code.since, "geldt")
    for taken in content.decisions:
        urgency = LATE if taken.is_open else SAID
        state = f"belang {taken.state}" if taken.state else "besloten"
        yield urgency, _row("Besluit", names, taken.domain, taken.decision, taken.amount, taken.date, state)


def _row(
    kind: str, names: dict[str, str], domain: str, text: str, cents: int | None, on: date, state: str
) -> tuple[Cell, ...]:
    return kind, names.get(domain, domain), Short(text, TEXT_LENGTH), amount(cents), on, state
