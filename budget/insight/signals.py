"""The traffic light of a group: the first dated rule that holds, with its reason in plain Dutch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from budget.labels import day_month, euro, euro_exact, percent
from budget.model.figures import Measures, RunOut, Signal
from budget.model.programme import SignalRule
from budget.model.words import Cents

HALF_EURO = 50


Judge = Callable[[Measures, str], Signal]
"""Gives the signal of a group with these measures in a domain ('' for a group across domains)."""


def signal_judge(rules: Sequence[SignalRule], as_of: date) -> Judge:
    """Judges by the rules valid at `as_of`.

    Raises ValueError when none holds: a programme's last rule is 'otherwise'.
    """
    known: dict[str, list[SignalRule]] = {}

    def judge(measures: Measures, domain: str) -> Signal:
        if domain not in known:
            known[domain] = rules_in_force(rules, domain, as_of)
        for rule in known[domain]:
            if _CONDITIONS[rule.condition](measures, rule):
                return Signal(rule.colour, rule.id, rule.reason.format_map(_Words(measures)))
        raise ValueError("no signal rule holds; the last rule of a programme must be 'otherwise'")

    return judge


def signal(measures: Measures, domain: str, rules: Sequence[SignalRule], as_of: date) -> Signal:
    """The signal of one group."""
    return signal_judge(rules, as_of)(measures, domain)


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


class _Words(dict[str, str]):
    """The figures that a reason names, in words; only those it does name."""

    def __init__(self, measures: Measures) -> None:
        super().__init__()
        self._measures = measures

    def __missing__(self, name: str) -> str:
        return _WORDS[name](self._measures)


_WORDS: dict[str, Callable[[Measures], str]] = {
    "excess": lambda m: _money(m.used - m.budget),
    "unreleased": lambda m: _money(m.used - (m.released or 0)),
    "run_out": lambda m: day_month(m.run_out.p50) if m.run_out.p50 else "het eind van het jaar",
    "run_out_range": lambda m: _run_out_range(m.run_out),
    "less_or_more": lambda m: "minder" if m.ahead < 0 else "meer",
    "depletion": lambda m: percent(m.paced_share),
    "norm": lambda m: percent(m.norm_share),
    "left": lambda m: euro(m.variance),
}


def _run_out_range(run_out: RunOut) -> str:
    early = day_month(run_out.p10) if run_out.p10 else "nu"
    if run_out.p90:
        return f"tussen {early} en {day_month(run_out.p90)}"
    return f"op zijn vroegst {early}, misschien pas na dit jaar"


def _money(cents: Cents) -> str:
    """Whole euros; to the cent where these would say nothing."""
    return euro_exact(cents) if 0 < abs(cents) < HALF_EURO else euro(cents)
