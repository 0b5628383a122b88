"""The traffic light of a group: the first dated rule that holds, with its reason in plain Dutch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from budget.labels import day_month, euro, euro_exact, percent
from budget.model import Cents, Measures, RunOut, Signal, SignalRule

HALF_EURO = 50


def signal(measures: Measures, domain: str, rules: Sequence[SignalRule], as_of: date) -> Signal:
    """The signal of a group in `domain` ('' for a group across domains) by the rules valid at `as_of`.

    Raises ValueError when no rule holds: a programme's last rule is 'otherwise'.
    """
    for rule in rules_in_force(rules, domain, as_of):
        if _CONDITIONS[rule.condition](measures, rule):
            return Signal(rule.colour, rule.id, rule.reason.format(**_words(measures)))
    raise ValueError("no signal rule holds; the last rule of a programme must be 'otherwise'")


def rules_in_force(rules: Sequence[SignalRule], domain: str, as_of: date) -> list[SignalRule]:
    """One rule per id, in the programme's order: the domain's own before the general, then the latest."""
    chosen: dict[str, SignalRule] = {}
    for rule in rules:
        applies = not rule.domains or domain in rule.domains
        if not applies or rule.valid_from > as_of:
            continue
        known = chosen.get(rule.id)
        if known is None or (bool(known.domains), known.valid_from) <= (bool(rule.domains), rule.valid_from):
            chosen[rule.id] = rule
    return list(chosen.values())


def _part(share: float, budget: int) -> Decimal:
    """Exact: 0.1 of a budget is a tenth of it, not a float near it."""
    return Decimal(repr(share)) * budget


_CONDITIONS: dict[str, Callable[[Measures, SignalRule], bool]] = {
    "used_above_budget": lambda m, rule: m.used > m.budget,
    "used_above_released": lambda m, rule: (
        m.released is not None and not m.released_unknown and m.used > m.released
    ),
    "run_out_likely": lambda m, rule: m.run_out.probability >= rule.share,
    "off_plan": lambda m, rule: abs(m.ahead) > _part(rule.share, m.budget) and abs(m.ahead) > rule.amount,
    "forecast_below_budget": lambda m, rule: m.forecast.p50 < _part(rule.share, m.budget),
    "no_budget": lambda m, rule: m.budget == 0 and m.used == 0,
    "otherwise": lambda m, rule: True,
}


def _words(m: Measures) -> dict[str, str]:
    return {
        "excess": _money(m.used - m.budget),
        "unreleased": _money(m.used - (m.released or 0)),
        "run_out": day_month(m.run_out.p50) if m.run_out.p50 else "het eind van het jaar",
        "run_out_range": _run_out_range(m.run_out),
        "less_or_more": "minder" if m.ahead < 0 else "meer",
        "depletion": percent(m.depletion),
        "norm": percent(m.norm_share),
        "left": euro(m.variance),
    }


def _run_out_range(run_out: RunOut) -> str:
    early = day_month(run_out.p10) if run_out.p10 else "nu"
    if run_out.p90:
        return f"tussen {early} en {day_month(run_out.p90)}"
    return f"op zijn vroegst {early}, misschien pas na dit jaar"


def _money(cents: Cents) -> str:
    """Whole euros; to the cent where these would say nothing."""
    return euro_exact(cents) if 0 < abs(cents) < HALF_EURO else euro(cents)
