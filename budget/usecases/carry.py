"""Money that a plan carries from one year to a later one: how much is left, and the rule for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from budget.insight.diff.carried import Carried
from budget.insight.diff.left_over import CarriedMoney, CarryOver
from budget.labels import euro_exact, percent
from budget.model.content import Amendment, Content, MoveDecision
from budget.model.programme import CarryRule, Programme
from budget.model.submission_details import Origin
from budget.model.words import BudgetError
from budget.usecases.moves import ASKS, WAYS, check_decision, list_decision_words, name_purse, with_decision


class Carries(Protocol):
    """What a file carries over, as in a preview."""

    @property
    def programme(self) -> Programme:
        """The programme of the plans."""

    @property
    def content(self) -> Content:
        """The content of the file."""

    @property
    def carried(self) -> CarriedMoney:
        """The money from an earlier year."""


class CarryError(BudgetError):
    """Money goes to a later year against its source's rule, or without the decision it needs."""


def carries_of(carries: Carries, amendment: Amendment | None) -> tuple[CarryOver, ...]:
    """What the file carries over, given the origin of its change."""
    is_declared = amendment is not None and amendment.origin is Origin.CARRIED
    return carries.carried.declared if is_declared else carries.carried.seen


def needs_decision(carries: Carries, amendment: Amendment | None) -> bool:
    """Whether a rule requires a decision for what the file carries over."""
    rules = (_rule(carry, carries.programme) for carry in carries_of(carries, amendment))
    return any(rule and rule.needs_decision for rule in rules)


def with_carry_decision(
    content: Content, carries: Carries, decision: MoveDecision | None, today: date
) -> Content:
    """The content with `decision` for what it carries over. Raises CarryError when a rule is broken."""
    if carries_of(carries, content.amendment):
        content = with_decision(content, decision, today)
    require_carry(carries, content.amendment, content.allowed_by, today)
    return content


def require_carry(
    carries: Carries, amendment: Amendment | None, allowed_by: Sequence[MoveDecision], today: date
) -> None:
    """Raises CarryError when what is carried over breaks its rule, or lacks the decision it needs."""
    faults = list_carry_faults(carries, amendment)
    asks = needs_decision(carries, amendment)
    if not faults and (not asks or allowed_by):
        for decision in allowed_by if asks else ():
            check_decision(decision, today)
        return
    sentences = list(list_carry_sentences(carries, amendment))
    ways = (ASKS, WAYS) if asks and not allowed_by else ()
    lines = ["Dit plan neemt geld mee naar een later jaar.", *(f"- {text}" for text in sentences), *ways]
    raise CarryError("\n".join([*lines, "Er is niets veranderd."]))


def list_carry_sentences(
    all_carries: Carries, amendment: Amendment | None, allowed_by: Sequence[MoveDecision] | None = None
) -> Iterator[str]:
    """Dutch sentences: what goes to which year, what is wrong with it, and the rules with their source.

    With `allowed_by` also the decision given, or that one is needed.
    """
    carries, programme = carries_of(all_carries, amendment), all_carries.programme
    for carry in carries:
        carried = carry.carried
        way = f"gaat van {carried.from_year} naar {carried.to_year}"
        if carried.cents < 0:
            way = f"gaat minder van {carried.from_year} naar {carried.to_year}"
        place = _cell_prefix(all_carries.content, carried)
        yield f"{place}{euro_exact(abs(carried.cents))} van {name_purse(carried.purse, programme)} {way}."
        yield from _faults(carry, programme)
    for rule in dict.fromkeys(_rule(carry, programme) for carry in carries):
        if rule:
            yield f"Regel '{rule.name}' ({rule.source}): {rule.text}"
    if allowed_by is not None and needs_decision(all_carries, amendment):
        yield from list_decision_words(allowed_by)


def list_carry_faults(carries: Carries, amendment: Amendment | None) -> list[str]:
    """A Dutch sentence for each broken rule."""
    return [fault for carry in carries_of(carries, amendment) for fault in _faults(carry, carries.programme)]


def _faults(carry: CarryOver, programme: Programme) -> Iterator[str]:
    carried, rule = carry.carried, _rule(carry, programme)
    if carried.cents <= 0 or carried.from_year not in programme.years:
        return
    if rule is None:
        source = programme.source(carried.purse[0])
        yield f"Geld van {carried.from_year} mag niet mee. Het {source.unspent}."
        return
    if carried.cents > carry.left:
        theme_note = " Geld van een ander thema mag niet mee." if carried.purse[1] else ""
        yield f"Daarvan is in {carried.from_year} nog {euro_exact(max(0, carry.left))} over.{theme_note}"
    allowed = int(rule.share * carry.had) - carry.earlier
    if rule.share < 1 and carried.cents > allowed:
        yield (
            f"Hooguit {percent(rule.share)} van {euro_exact(carry.had)} mag mee. "
            f"Dat is nu nog {euro_exact(max(0, allowed))}."
        )


def _rule(carry: CarryOver, programme: Programme) -> CarryRule | None:
    source = next((source for source in programme.sources if source.code == carry.carried.purse[0]), None)
    return source.carry_rule(carry.carried.from_year) if source else CarryRule()


def _cell_prefix(content: Content, carry: Carried) -> str:
    for place, cell in content.plan_cells:
        line = content.plan[place]
        if (line.year, (line.source, line.theme)) == (carry.to_year, carry.purse):
            return f"{cell}: "
    return ""
