"""Which domains are proposed for the agenda of a meeting, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from budget.insight.missing_deliveries import DueDelivery
from budget.model.figures import Row
from budget.model.words import AgendaGround, Colour, SheetKind

_WEIGHT = {Colour.GREY: 0, Colour.GREEN: 0, Colour.ORANGE: 1, Colour.RED: 2}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its evidence: the signal's text, both colours, an action count, or kinds of sheet."""

    ground: AgendaGround
    colour: Colour = Colour.GREY
    text: str = ""
    before: Colour = Colour.GREY
    number: int = 0
    kinds: tuple[SheetKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A domain proposed for the agenda, with every reason."""

    domain: str
    name: str
    colour: Colour
    reasons: tuple[Reason, ...]


def propose_agenda(
    domains: Iterable[Row],
    before: Mapping[str, Colour],
    overdue: Mapping[str, int],
    due_deliveries: Sequence[DueDelivery],
    questions: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Proposal, ...]:
    """The domains that ask something, are red or worse than `before`, are `overdue` or have sheets due.

    `questions` has the texts of open questions to the board, by domain. Worst colour first, then most
    reasons; domains without a reason are left out.
    """
    missing = {item.domain: item.kinds for item in due_deliveries}
    proposals = [
        Proposal(row.key, row.name, row.signal.colour, reasons)
        for row in domains
        if row.key
        and (
            reasons := (
                *_question_reasons(row, questions or {}),
                *_reasons(row, before.get(row.key), overdue, missing),
            )
        )
    ]
    return tuple(sorted(proposals, key=lambda p: (-_WEIGHT[p.colour], -len(p.reasons), p.name)))


def _reasons(
    row: Row,
    before: Colour | None,
    overdue: Mapping[str, int],
    missing: Mapping[str, tuple[SheetKind, ...]],
) -> Iterable[Reason]:
    colour = row.signal.colour
    before = colour if before is None else before
    is_worse = _WEIGHT[colour] > _WEIGHT[before]
    if colour is Colour.RED or is_worse:
        yield Reason(AgendaGround.SIGNAL, colour, row.signal.reason)
    if before is not None and is_worse:
        yield Reason(AgendaGround.CHANGED, colour, before=before)
    if late := overdue.get(row.key, 0):
        yield Reason(AgendaGround.OVERDUE, number=late)
    if row.key in missing:
        yield Reason(AgendaGround.MISSING, kinds=missing[row.key])


def _question_reasons(row: Row, questions: Mapping[str, tuple[str, ...]]) -> Iterable[Reason]:
    return (Reason(AgendaGround.QUESTION, text=text) for text in questions.get(row.key, ()))
