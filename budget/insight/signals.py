"""The traffic light of a group: the first dated rule that holds, with its reason in plain Dutch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from budget.labels import count, day_month, euro, euro_exact, join_words, percent
from budget.model.figures import OUTSIDE_PLAN, LargestPot, Measures, Part, RunOut, Signal, SignalDetails
from budget.model.programme import SignalRule
from budget.model.words import By, Cents, Colour

HALF_EURO = 50
KINDS = {
    By.ACTION_LINE: ("actielijn", "actielijnen"),
    By.SOURCE: ("bron", "bronnen"),
    By.THEME: ("thema", "thema's"),
}
"""The groupings whose red parts are listed, in the order in which they are counted."""
POT_RULES = ("short", "unreleased_use")
RED_PART = "red_part"


NOTHING = SignalDetails()
Judge = Callable[[Measures, str, SignalDetails], Signal]
"""Gives the signal of a group with these measures in a domain ('' for a group across domains)."""


def signal_judge(rules: Sequence[SignalRule], as_of: date) -> Judge:
    """A judge with the rules valid at `as_of`.

    It raises ValueError when no rule holds: a programme's last rule is 'otherwise'.
    """
    known: dict[str, list[SignalRule]] = {}

    def judge(measures: Measures, domain: str, details: SignalDetails) -> Signal:
        if _is_only_task(measures, details):
            return _task_signal(measures)
        if domain not in known:
            known[domain] = rules_in_force(rules, domain, as_of)
        for rule in known[domain]:
            if _CONDITIONS[rule.condition](measures, rule, details):
                others = [other_rule for other_rule in known[domain] if other_rule is not rule]
                return Signal(rule.colour, rule.id, _reason(rule, others, measures, details))
        raise ValueError("no signal rule holds; the last rule of a programme must be 'otherwise'")

    return judge


def signal(
    measures: Measures,
    domain: str,
    rules: Sequence[SignalRule],
    as_of: date,
    details: SignalDetails = NOTHING,
) -> Signal:
    """The signal of one group."""
    return signal_judge(rules, as_of)(measures, domain, details)


def rules_in_force(rules: Sequence[SignalRule], domain: str, as_of: date) -> list[SignalRule]:
    """One rule per id, in the programme's order: the domain's own before a general one, then the latest."""
    chosen: dict[str, SignalRule] = {}
    for rule in rules:
        applies = not rule.domains or domain in rule.domains
        if not applies or rule.valid_from > as_of:
            continue
        known = chosen.get(rule.id)
        if known is None or (bool(known.domains), known.valid_from) <= (bool(rule.domains), rule.valid_from):
            chosen[rule.id] = rule
    return list(chosen.values())


def unplanned_signal(measures: Measures, signal_judged: Signal) -> Signal:
    """The signal of a pot without a budget, in its own words: it is not a part that can be steered."""
    if not measures.used:
        return signal_judged
    shortage_words = [f"Er is {_money(measures.short)} uitgegeven of vastgelegd buiten het bestedingsplan."]
    back = f"Er is {_money(measures.room)} teruggeboekt buiten het bestedingsplan."
    reason = " ".join([*(shortage_words if measures.short else []), *([back] if measures.room else [])])
    return Signal(signal_judged.colour, signal_judged.rule + OUTSIDE_PLAN, reason)


def _is_only_task(m: Measures, details: SignalDetails) -> bool:
    """Whether a group with a budget below zero only has saving tasks: no pot is short or unreleased."""
    return m.budget < 0 and m.short == details.to_find and not m.unreleased_use


def _task_signal(m: Measures) -> Signal:
    """The signal of a budget below zero with nothing spent: a saving task, not a shortage."""
    reason = f"Nog {_money(-m.budget)} in te vullen: dit is een stelpost of taakstelling."
    if m.used > 0:
        reason += f" Er is ook {_money(m.used)} uitgegeven of vastgelegd."
    return Signal(Colour.ORANGE, "taakstelling", reason)


def at_stake(measures: Measures, condition: str) -> Cents:
    """The amount in cents by which the rule with this condition holds, as named in its reason."""
    amount_of = _AT_STAKE.get(condition)
    return amount_of(measures) if amount_of else measures.short


_AT_STAKE: dict[str, Callable[[Measures], Cents]] = {
    "unreleased_use": lambda m: m.unreleased_use,
    "used_above_budget": lambda m: m.used - m.budget,
    "used_above_released": lambda m: m.used - (m.released or 0),
    "run_out_likely": lambda m: -m.variance,
    "off_plan": lambda m: abs(m.ahead),
    "forecast_below_budget": lambda m: m.variance,
}


def red_words(measures: Measures, condition: str, to_find: Cents = 0) -> tuple[Cents, str]:
    """The amount that makes a part red by the rule with this condition, and its words.

    `to_find` is how much of `short`, in cents, is a saving task.
    """
    cents = at_stake(measures, condition)
    if condition == "unreleased_use":
        return cents, f"{_money(cents)} zonder besluit van de raad"
    if condition == "run_out_likely":
        return cents, f"geld op rond {_run_out(measures)}"
    if condition == "short" and to_find:
        over = f"{_money(cents - to_find)} te veel en " if cents > to_find else ""
        return cents, f"{over}{_money(to_find)} in te vullen"
    return cents, f"{_money(cents)} te veel"


def _reason(rule: SignalRule, other_rules: Sequence[SignalRule], m: Measures, details: SignalDetails) -> str:
    """The reason of the rule, plus what other rules leave below their thresholds and the red parts."""
    words = _Words(m, details)
    reason = _reason_text(rule, words, m, details)
    if rule.colour is Colour.GREY:
        return reason
    worst_part = details.red[0] if details.red and rule.colour is not Colour.RED else None
    naming = next((other_rule for other_rule in other_rules if other_rule.condition == RED_PART), None)
    if rule.condition == "otherwise":
        small = any(
            o.condition == "off_plan" and abs(m.ahead) > _part(o.share, m.budget) for o in other_rules
        )
        if m.budget < 0:
            reason = f"Het budget is {_money(m.budget)}, door een stelpost of taakstelling."
        elif m.budget == 0:
            reason = "Er is geen budget in dit jaar."
        elif small:
            reason = (
                f"{_WORDS['depletion'](m)} besteed, {_WORDS['norm'](m)} gepland; het gaat om {_deviation(m)}."
            )
        elif naming and worst_part:
            reason, naming = naming.reason.format_map(words), None
    if naming and worst_part:
        reason = f"{reason} En {_red_parts(details.red)}."
    for other_rule in other_rules:
        cents = getattr(m, other_rule.condition) if other_rule.condition in POT_RULES else 0
        if cents and (
            worst_part is None or (worst_part.condition, worst_part.cents) != (other_rule.condition, cents)
        ):
            reason += f" {_reason_text(other_rule, words, m, details)}"
    return reason


def _reason_text(rule: SignalRule, words: _Words, m: Measures, details: SignalDetails) -> str:
    """The sentence of a rule; a saving task within a shortage is named apart, as it was not spent."""
    if rule.condition != "short" or not details.task:
        return rule.reason.format_map(words)
    spent = [rule.reason.format_map(words)] if m.short > details.to_find else []
    return " ".join([*spent, _to_find(details.to_find, details.task)])


def _to_find(cents: Cents, task: LargestPot) -> str:
    """`Er is nog € 200.000 in te vullen: taakstelling Streekfonds, thema Bos.`."""
    where = task.where.removeprefix("bij ")
    if not task.others:
        return f"Er is nog {_money(cents)} in te vullen: taakstelling {where}."
    return f"Er is nog {_money(cents)} in te vullen, het meest bij taakstelling {where}."


def _part(share: float, budget: int) -> Decimal:
    """The exact product: 0.1 of a budget is a tenth of it, not the nearest float."""
    return Decimal(repr(share)) * budget


def _floor(rule: SignalRule, m: Measures) -> Decimal:
    """The larger of the amount and the share of the budget."""
    return max(Decimal(rule.amount), _part(rule.share, m.budget))


def _is_over(rule: SignalRule, m: Measures) -> bool:
    """Whether the expected outturn passes the budget by more than both thresholds; True where none is set."""
    over = -m.variance
    has_threshold = bool(rule.amount or rule.over_share)
    return not has_threshold or (over > rule.amount and over > _part(rule.over_share, m.budget))


_CONDITIONS: dict[str, Callable[[Measures, SignalRule, SignalDetails], bool]] = {
    "no_statement": lambda m, rule, inside: m.is_silent,
    "short": lambda m, rule, inside: m.short > _floor(rule, m),
    "unreleased_use": lambda m, rule, inside: m.unreleased_use > _floor(rule, m),
    "used_above_budget": lambda m, rule, inside: m.used > m.budget,
    "used_above_released": lambda m, rule, inside: (
        m.released is not None and not m.released_unknown and m.used > m.released
    ),
    "run_out_likely": lambda m, rule, inside: m.run_out.probability >= rule.share and _is_over(rule, m),
    "off_plan": lambda m, rule, inside: (
        abs(m.ahead) > _part(rule.share, m.budget) and abs(m.ahead) > rule.amount
    ),
    "forecast_below_budget": lambda m, rule, inside: m.forecast.p50 < _part(rule.share, m.budget),
    RED_PART: lambda m, rule, inside: any(part.budget > _part(rule.share, m.budget) for part in inside.red),
    "no_budget": lambda m, rule, inside: m.budget == 0 and m.used == 0,
    "otherwise": lambda m, rule, inside: True,
}


class _Words(dict[str, str]):
    """The figures that a reason names, in words; each computed only when named."""

    def __init__(self, measures: Measures, inside: SignalDetails) -> None:
        super().__init__()
        self._measures = measures
        self._signal_details = inside

    def __missing__(self, name: str) -> str:
        if name in _INSIDE_WORDS:
            return _INSIDE_WORDS[name](self._measures, self._signal_details)
        return _WORDS[name](self._measures)


def _run_out(m: Measures) -> str:
    return day_month(m.run_out.p50) if m.run_out.p50 else "het eind van het jaar"


_WORDS: dict[str, Callable[[Measures], str]] = {
    "unreleased_use": lambda m: _money(m.unreleased_use),
    "excess": lambda m: _money(m.used - m.budget),
    "unreleased": lambda m: _money(m.used - (m.released or 0)),
    "run_out": _run_out,
    "run_out_range": lambda m: _run_out_range(m.run_out),
    "less_or_more": lambda m: "minder" if m.ahead < 0 else "meer",
    "depletion": lambda m: percent(m.paced_share),
    "norm": lambda m: percent(m.norm_share),
    "left": lambda m: euro(m.variance),
}
_INSIDE_WORDS: dict[str, Callable[[Measures, SignalDetails], str]] = {
    "short": lambda m, inside: _money(m.short - inside.to_find),
    "short_where": lambda m, inside: _where(inside.short),
    "unreleased_where": lambda m, inside: _of_whom(_where(inside.unreleased)),
    "red_parts": lambda m, inside: _red_parts(inside.red),
}


def _of_whom(where: str) -> str:
    return f": {where.removeprefix(' bij ')}" if where.startswith(" bij ") else where


def _where(worst: LargestPot | None) -> str:
    """` bij Rijk, thema Groen`, or a sentence about the largest pot and the number of others."""
    if worst is None:
        return ""
    if not worst.others:
        return f" {worst.where}"
    others = count(worst.others, "andere pot", "andere potten")
    return f". Daarvan is {_money(worst.cents)} {worst.where}, de rest bij {others}"


def _red_parts(red: Sequence[Part]) -> str:
    """`1 actielijn vraagt om bijsturen: Jeugd (€ 100 te veel)`; with more than one, the largest is named."""
    if not red:
        return ""
    numbers = {by: sum(part.by is by for part in red) for by in KINDS}
    counted = join_words([count(number, *KINDS[by]) for by, number in numbers.items() if number])
    first = f"{red[0].name} ({red[0].words})"
    if len(red) == 1:
        return f"{counted} vraagt om bijsturen: {first}"
    return f"{counted} vragen om bijsturen. Het meest: {first}"


def _run_out_range(run_out: RunOut) -> str:
    early = day_month(run_out.p10) if run_out.p10 else "nu"
    if run_out.p90:
        return f"tussen {early} en {day_month(run_out.p90)}"
    return f"op zijn vroegst {early}, misschien pas na dit jaar"


def _deviation(m: Measures) -> str:
    return _money(abs(m.ahead))


def _money(cents: Cents) -> str:
    """Whole euros; with cents where whole euros would read zero."""
    return euro_exact(cents) if 0 < abs(cents) < HALF_EURO else euro(cents)
