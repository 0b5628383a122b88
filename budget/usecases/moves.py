"""Money that a plan moves between sources or themes: the rule for it, and the decision that allows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from budget.insight.diff.carried import Purse
from budget.insight.diff.moves import Move
from budget.intake.grammar.units import find_unit
from budget.labels import day, euro_exact, join_words
from budget.model.content import Content, MoveDecision
from budget.model.programme import MoveRule, Programme
from budget.model.words import BudgetError, Cents

ASKS = "Noem het besluit dat dit toestaat, met de datum."
WAYS = (
    "Dat kan op het scherm, met --decision en --decided-on, of boven de tabel van het plan: een rij "
    "'Besluit' en een rij 'Datum besluit'."
)


ASKS_WHERE = (
    "Gaat dit geld terug, of komt het erbij? Noem dan het besluit. "
    "Zonder besluit vraagt een later plan erom, als het elders meer of minder wordt."
)


class MovesError(BudgetError):
    """A plan moves money to another source or theme and names no decision that allows it."""

    def __init__(self, moves: Sequence[Move], programme: Programme) -> None:
        """`moves` are all of them."""
        lines = [f"- {text}" for text in list_move_words(moves, programme)]
        super().__init__("\n".join(["Dit plan schuift geld.", *lines, ASKS, WAYS, "Er is niets veranderd."]))


def list_money_sentences(
    moves: Sequence[Move], one_sided: Sequence[Move], allowed_by: Sequence[MoveDecision], programme: Programme
) -> Iterator[str]:
    """Dutch sentences: what moves or is only cut or added, and the decision given or needed."""
    yield from list_move_words(moves, programme)
    if moves:
        yield from list_decision_words(allowed_by)
        return
    for change in one_sided:
        for parts, way in ((change.taken, "eraf"), (change.given, "erbij")):
            for purse, cents in parts:
                yield f"{change.year}: {euro_exact(cents)} {way} bij {name_purse(purse, programme)}."
    if one_sided:
        yield from list_decision_words(allowed_by) if allowed_by else (ASKS_WHERE,)


def list_move_words(moves: Sequence[Move], programme: Programme) -> Iterator[str]:
    """A Dutch sentence per move, with the part of earlier files, and per rule with its source."""
    for move in moves:
        when = str(move.year) if move.year else "Over de jaren"
        yield (
            f"{when}: {euro_exact(move.cents)} gaat van {_purses(move.taken, programme)} naar "
            f"{_purses(move.given, programme)}."
        )
        if move.earlier:
            numbers = join_words([str(number) for number in move.earlier])
            noun = "inzending" if len(move.earlier) == 1 else "inzendingen"
            yield f"Een deel hiervan stond al in {noun} {numbers}, zonder besluit."
    codes = dict.fromkeys(source for move in moves for (source, _), _ in move.taken)
    for rule in dict.fromkeys(_rule_of(code, programme) for code in codes):
        yield f"Regel '{rule.name}' ({rule.source}): {rule.text}"


def list_decision_words(allowed_by: Sequence[MoveDecision]) -> Iterator[str]:
    """A Dutch sentence per decision given; without any, that one is needed."""
    for decision in allowed_by:
        yield f"Besluit dat dit toestaat: {decision.text}, van {day(decision.date)}."
    if not allowed_by:
        yield ASKS


def check_decision(decision: MoveDecision | None, today: date) -> MoveDecision | None:
    """The decision, stripped. Raises BudgetError when it has no name, or lies in the future."""
    if decision is None:
        return None
    text = " ".join(decision.text.split())
    if not text:
        raise BudgetError("Schrijf op welk besluit het is, met naam of nummer.")
    if find_unit(text) != 1:
        raise BudgetError("Noem het besluit zonder eenheid zoals 'x 1.000': die zou over de bedragen gaan.")
    if decision.date > today:
        raise BudgetError(f"Het besluit van {decision.date:%d-%m-%Y} moet nog komen. Kies een eerdere dag.")
    return MoveDecision(text, decision.date)


def require_decision(
    moves: Sequence[Move], allowed_by: Sequence[MoveDecision], programme: Programme, today: date
) -> None:
    """Raises MovesError for moves without a decision, BudgetError for a decision in the future."""
    if moves and not allowed_by:
        raise MovesError(moves, programme)
    for decision in allowed_by if moves else ():
        check_decision(decision, today)


def with_decision(content: Content, decision: MoveDecision | None, today: date) -> Content:
    """The content with this decision added. Raises BudgetError as check_decision() does."""
    checked = check_decision(decision, today)
    if checked is None or checked in content.allowed_by:
        return content
    return replace(content, allowed_by=(*content.allowed_by, checked))


def _rule_of(code: str, programme: Programme) -> MoveRule:
    return next((source.moving for source in programme.sources if source.code == code), MoveRule())


def _purses(parts: Sequence[tuple[Purse, Cents]], programme: Programme) -> str:
    if len(parts) == 1:
        return name_purse(parts[0][0], programme)
    return join_words([f"{name_purse(purse, programme)} ({euro_exact(cents)})" for purse, cents in parts])


def name_purse(purse: Purse, programme: Programme) -> str:
    """Source and theme in Dutch."""
    source = next((source for source in programme.sources if source.code == purse[0]), None)
    if source is None:
        return ", ".join(filter(None, purse))
    theme = next((theme.name for theme in source.themes if theme.code == purse[1]), purse[1])
    return f"{source.name}, thema {theme}" if theme else source.name
