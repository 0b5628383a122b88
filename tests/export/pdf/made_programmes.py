"""Contents for the short report: any number of domains, with the longest names and texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from budget import __version__
from budget.model import By, Cause, Measures, Row
from budget.model.questions import Option, Question
from budget.model.years import YearRow
from budget.snapshot.content import FORMAT, Content, Note
from tests.export.format_samples import with_questions
from tests.snapshot.content_sample import ACTION, PARTNERS, content, note

LONG_NAME = "Samenleven, gezondheid en een veilige leefomgeving voor iedereen in de buurten"
LONG_TEXT = "Een uitleg van de budgethouder over de vertraging van het werk in de buurt. " * 6


def usual(**changed: Any) -> Content:
    """The usual content as it is frozen now."""
    found = with_questions()
    versions = tuple(
        replace(version, submitted_as="Budgethouder", accepted_as="Controller") for version in found.versions
    )
    results = {"VEI": "84 van 260 avonden met straatcoaches", "WON": "26 van 45 VvE's met een plan"}
    told = replace(
        found, format=FORMAT, software=__version__, versions=versions, results=results, replaces=None
    )
    return replace(told, **changed)


def two_years() -> tuple[YearRow, ...]:
    """One year with all data, one that has not begun, and one without a plan."""
    return (
        YearRow(2024, "COA", "Coalitiemiddelen", True, 8_111_00, 7_222_00, 1, 3_333_00, 444_00, 7_555_00),
        YearRow(2024, "", "Alle bronnen", True, 8_111_00, 7_222_00, 1, 3_333_00, 444_00, 7_555_00),
        YearRow(2025, "COA", "Coalitiemiddelen", True, 9_666_00, None, 1, 0, 0, 9_444_00),
        YearRow(2025, "", "Alle bronnen", True, 9_666_00, None, 1, 0, 0, 9_444_00),
        YearRow(2026, "", "Alle bronnen", False, 0, None, 0, 0, 0, None),
    )


def of_domains(number: int, spotlight: bool = True, is_long: bool = True) -> Content:
    """A programme with this number of domains, each with questions, actions, notes, partners, a short pot."""
    rows = tuple(_domain(n, is_long) for n in range(number))
    base = usual()
    keys = [row.key for row in rows]
    pots = tuple(_pot(row) for row in rows)
    lines = tuple(
        replace(row, by=By.LINE, key=f"{row.key}-{n}", domain=row.key) for row in rows for n in range(9)
    )
    changes = replace(base.changes, domains={}, domain_sentences={}, signals=()) if base.changes else None
    return replace(
        base,
        total=replace(base.total, measures=_short(base.total, number)),
        meeting=replace(base.meeting, spotlight=keys[0] if spotlight else ""),
        rows={
            **base.rows,
            By.DOMAIN: rows,
            By.LINE: lines,
            By.POT: pots,
            By.ACTION_LINE: tuple(replace(row, by=By.ACTION_LINE, domain=row.domain) for row in lines),
        },
        pace={"": base.pace[""], **dict.fromkeys(keys, base.pace["VEI"])},
        questions=tuple(_question(key, n, is_long) for key in keys for n in range(3 if is_long else 1)),
        actions=tuple(
            replace(ACTION, domain=key, text=f"Actie {n} {LONG_TEXT[:90]}", overdue=n == 4)
            for key in keys
            for n in range(5)
        ),
        notes=tuple(_note(key, n, is_long) for key in keys for n in range(9)),
        partners=tuple(replace(PARTNERS[n % 3], domain=key) for key in keys for n in range(12)),
        results={key: f"{n} van 260 avonden met straatcoaches in alle buurten" for n, key in enumerate(keys)},
        changes=changes,
    )


def _domain(n: int, is_long: bool) -> Row:
    planned = [row for row in content().domains if row.is_planned]
    row = planned[n % len(planned)]
    name = f"{n + 1} {LONG_NAME}" if is_long else row.name
    signal = replace(row.signal, reason=f"{row.signal.reason} {LONG_TEXT[:140] if is_long else ''}")
    return replace(row, key=f"D{n}", name=name, signal=signal)


def _pot(row: Row) -> Row:
    return replace(row, by=By.POT, key=f"{row.key}/VHF/", domain=row.key, measures=_short(row, 1))


def _short(row: Row, pots: int) -> Measures:
    """The measures of a group with this number of short pots."""
    return replace(row.measures, short=pots * 1_000_00, unreleased_use=pots * 2_000_00)


def _question(domain: str, n: int, is_long: bool) -> Question:
    text = f"Vraag {domain}-{n}: {LONG_TEXT[:150] if is_long else ''} Wat kiest u?"
    options = (Option(f"Wachtlijst {LONG_TEXT[:60]}", 0), Option("Extra geld", 20_000_00))
    return Question(
        9, n, domain, f"{domain}-{n}", LONG_NAME, text, options, "Kemal Yilmaz", date(2024, 6, 27), "A", "B"
    )


def _note(domain: str, n: int, is_long: bool) -> Note:
    told = LONG_TEXT if is_long else LONG_TEXT[:60]
    words = {"note": told, "steering": told, "result": told, "indicator": "straatcoaches", "value": "6"}
    return replace(note(f"{domain}-{n}", cause=Cause.OTHER, **words), activity=LONG_NAME)
