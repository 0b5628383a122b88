"""Small programmes and states of knowledge for tests of insight."""

from __future__ import annotations

from datetime import date

from budget.model import (
    Colour,
    CommitmentStatement,
    Domain,
    Knowledge,
    LineKey,
    Movement,
    Person,
    PlanLine,
    PlanVersion,
    Programme,
    Role,
    SignalRule,
    Source,
)
from budget.model.content import Coverage

YEAR = 2024
THOUSAND = 100_000
"""A thousand euros in cents."""


def rule(rule_id: str, colour: Colour, condition: str, reason: str, **options) -> SignalRule:
    return SignalRule(rule_id, colour, condition, date(2023, 1, 1), "test", reason, **options)


RULES = (
    rule("begroot", Colour.RED, "used_above_budget", "te veel {excess}"),
    rule("vrijgegeven", Colour.RED, "used_above_released", "niet vrijgegeven {unreleased}"),
    rule("op", Colour.RED, "run_out_likely", "op rond {run_out} ({run_out_range})", share=0.5),
    rule("plan", Colour.ORANGE, "off_plan", "{less_or_more}: {depletion} tegen {norm}", share=0.1,
         amount=25 * THOUSAND),
    rule("over", Colour.ORANGE, "forecast_below_budget", "over {left}", share=0.85),
    rule("niets", Colour.GREY, "no_budget", "geen budget"),
    rule("goed", Colour.GREEN, "otherwise", "volgens plan"),
)  # fmt: skip

PROGRAMME = Programme(
    id="proef",
    name="Proefprogramma",
    board="Bestuur",
    scope="Niet alle middelen.",
    notice="Verzonnen.",
    years=(2023, 2024, 2025),
    domains=(Domain("VEI", "Veiligheid", code_prefixes=("VEI-",)), Domain("WON", "Wonen")),
    sources=(
        Source("COA", "Coalitie", 2023, 2026, "valt terug", "#004699"),
        Source("SPU", "SPUK", 2023, 2025, "gaat terug", "#A00078"),
    ),
    people=(
        Person("a", "Anna", Role.BUDGET_HOLDER, ("VEI",)),
        Person("b", "Bert", Role.BUDGET_HOLDER, ("WON",)),
        Person("c", "Carla", Role.CONTROLLER),
    ),
    meetings=(),
    rules=RULES,
)


def plan_line(code: str = "VEI-1", budget: int = 1200 * THOUSAND, **options) -> PlanLine:
    values = {
        "code": code,
        "domain": "VEI",
        "action_line": "Wijkaanpak",
        "activity": f"Activiteit {code}",
        "source": "COA",
        "theme": "",
        "budget_holder": "a",
        "year": YEAR,
        "budget": budget,
        "released": budget,
    }
    return PlanLine(**{**values, **options})


def version(seq: int, *lines: PlanLine, domain: str = "VEI") -> PlanVersion:
    return PlanVersion(seq, domain, lines)


def booked(seq: int, code: str, on: date, cents: int, source: str = "", theme: str = "") -> Movement:
    return Movement(seq, code, source, theme, on, cents)


def stated(seq: int, day: date, amounts: dict[str, int], also: frozenset[str] = frozenset()):
    keys = {LineKey(code, "", ""): cents for code, cents in amounts.items()}
    return CommitmentStatement(seq, day, (frozenset(amounts) | also,), keys)


def reaching(day: date, *codes: str, domains: tuple[str, ...] = ()) -> Coverage:
    """A statement of bookings up to `day` on these lines, or for whole domains."""
    return Coverage(1, day, date(day.year, 1, 1), day, frozenset(codes), frozenset(domains))


def knowledge(versions=(), movements=(), commitments=(), known_at: int = 99, **more) -> Knowledge:
    codes = sorted({(v.seq, line.code, line.domain) for v in versions for line in v.lines})
    return Knowledge(
        YEAR,
        known_at,
        versions=tuple(sorted(versions, key=lambda v: v.seq)),
        code_domains=tuple(codes),
        movements=tuple(movements),
        commitments=tuple(commitments),
        **more,
    )
