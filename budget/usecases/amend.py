"""Why a plan in force changes: origin, reason and document, and the rule for shifts within a domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from budget.insight.diff.moves import Move
from budget.insight.diff.uneven_shifts import Uneven
from budget.intake.grammar.units import find_unit
from budget.labels import euro_exact, join_words
from budget.model.content import Amendment, Content, MoveDecision
from budget.model.programme import Programme
from budget.model.submission_details import Origin
from budget.model.words import BudgetError
from budget.usecases.moves import ASKS, WAYS, check_decision, name_purse, with_decision

_WAYS = (
    "Dat kan op het scherm, met --origin, --reason en --document, of boven de tabel van het plan: een rij "
    "'Herkomst wijziging', een rij 'Reden wijziging' en een rij 'Document wijziging'."
)


class Changes(Protocol):
    """The changes of a file to plans in force, as in a preview."""

    @property
    def programme(self) -> Programme:
        """The programme of the plans."""

    @property
    def amends(self) -> tuple[str, ...]:
        """The domains whose plan in force it changes."""

    @property
    def uneven(self) -> tuple[Uneven, ...]:
        """The pots in those domains that gain or lose money."""

    @property
    def moves(self) -> tuple[Move, ...]:
        """The money it takes from one source or theme for another."""


class AmendmentError(BudgetError):
    """A plan in force changes without a stated origin, or a shift does not net to zero."""


def check_amendment(amendment: Amendment | None) -> Amendment | None:
    """The amendment, stripped. Raises BudgetError when it lacks a reason or a document."""
    if amendment is None:
        return None
    reason, document = (" ".join(text.split()) for text in (amendment.reason, amendment.document))
    if not (reason and document):
        raise BudgetError("Schrijf de reden van de wijziging op, en het document waarin die staat.")
    if find_unit(reason) != 1 or find_unit(document) != 1:
        raise BudgetError("Noem reden en document zonder eenheid zoals 'x 1.000'.")
    return Amendment(amendment.origin, reason, document)


def with_amendment(
    content: Content, changes: Changes, typed: Amendment | None, decision: MoveDecision | None, today: date
) -> Content:
    """The content with its amendment: the file's own takes precedence over the typed one.

    A plan that changes nothing in force has none. `decision` allows an uneven shift if the plan moves nothing
    else. Raises AmendmentError without an amendment, or for an uneven shift without a decision.
    """
    if not changes.amends:
        return replace(content, amendment=None) if content.amendment else content
    amendment = check_amendment(content.amendment or typed)
    require_amendment(changes, amendment)
    content = replace(content, amendment=amendment)
    if uneven_shift(changes, amendment) and not changes.moves:
        content = with_decision(content, decision, today)
    require_even(changes, amendment, content.allowed_by, today)
    return content


def require_amendment(changes: Changes, amendment: Amendment | None) -> None:
    """Raises AmendmentError when a plan in force would change without an amendment."""
    if changes.amends and amendment is None:
        names = join_words([changes.programme.domain(code).name for code in changes.amends])
        asks = f"Dit bestand wijzigt het plan van {names}. Zeg waar de wijziging vandaan komt."
        raise AmendmentError("\n".join([asks, _WAYS, "Er is niets veranderd."]))


def uneven_shift(changes: Changes, amendment: Amendment | None) -> tuple[Uneven, ...]:
    """The pots whose total a shift within the domain changes; none for another origin."""
    is_shift = amendment is not None and amendment.origin is Origin.SHIFT
    return changes.uneven if is_shift else ()


def require_even(
    changes: Changes, amendment: Amendment | None, allowed_by: Sequence[MoveDecision], today: date
) -> None:
    """Raises AmendmentError for a shift that changes a pot, without a decision that allows it."""
    uneven = uneven_shift(changes, amendment)
    if uneven and not allowed_by:
        lines = [f"- {text}" for text in list_uneven_sentences(uneven, changes.programme)]
        first = "Een verschuiving binnen het domein moet per bron, thema en jaar op nul uitkomen."
        raise AmendmentError("\n".join([first, *lines, ASKS, WAYS, "Er is niets veranderd."]))
    for decision in allowed_by if uneven else ():
        check_decision(decision, today)


def list_uneven_sentences(uneven: Sequence[Uneven], programme: Programme) -> Iterator[str]:
    """A Dutch sentence per pot that gains or loses money."""
    for pot in uneven:
        where = f"{programme.domain(pot.domain).name}, {name_purse((pot.source, pot.theme), programme)}"
        word = "erbij" if pot.cents > 0 else "eraf"
        yield f"{pot.year}, {where}: {euro_exact(abs(pot.cents))} {word}."


def list_amendment_sentences(amendment: Amendment | None) -> Iterator[str]:
    """Dutch sentences: the origin of the change, the reason, and the document."""
    if amendment:
        yield f"Herkomst van de wijziging: {amendment.origin}."
        yield f"Reden: {amendment.reason.rstrip('.')}."
        yield f"Document: {amendment.document.rstrip('.')}."
