"""The words of single cells and lines that the formats share."""

from __future__ import annotations

from dataclasses import replace

from budget import labels
from budget.charts.tables import is_release_known, measured_only, sentence_case
from budget.export.cells import Cell, EuroChange, Euros, Phrase, Room, Share, delivered
from budget.labels import NOTHING
from budget.model.content import PartnerContribution
from budget.model.figures import Measures, Row
from budget.model.programme import SignalRule
from budget.model.steering import Ask
from budget.model.words import ChangeKind
from budget.snapshot.content import Action, Content, Note, Rule, Steps

RELEASE_NOTE = "* Van een of meer regels is niet bekend hoeveel is vrijgegeven."
CHANGE_WORD = {
    ChangeKind.PLAN: "plan gewijzigd",
    ChangeKind.BOOKINGS: "nieuwe boekingen",
    ChangeKind.COMMITMENTS: "andere verplichtingen",
}
CONDITIONS = {
    "no_statement": "Er is budget, maar er zijn nog geen uitgaven aangeleverd.",
    "short": "In de potten samen is meer dan {share} van het budget te veel gebruikt, en meer dan {amount}.",
    "unreleased_use": "Meer dan {share} van het budget is gebruikt zonder vrijgave, en meer dan {amount}.",
    "red_part": "Een actielijn, bron of thema van meer dan {share} van het budget vraagt om bijsturen.",
    "used_above_budget": "Er is meer besteed en verplicht dan begroot.",
    "used_above_released": "Er is meer besteed en verplicht dan vrijgegeven.",
    "run_out_likely": "De kans dat het geld vóór het einde van het jaar op is, is {share} of meer.",
    "off_plan": "Het verschil met het plan is meer dan {share} van het budget en meer dan {amount}.",
    "forecast_below_budget": "Naar verwachting wordt minder dan {share} van het budget besteed.",
    "no_budget": "Er is geen budget en er is niets besteed of verplicht.",
    "otherwise": "In alle andere gevallen.",
}


def signal_words(row: Row) -> str:
    """Shape and word of the signal: `■ Bijsturen`."""
    colour = row.signal.colour
    word = labels.signal_word(colour, row.measures.budget, row.is_outside_plan)
    return f"{labels.SIGNAL_SHAPE[colour]} {word}"


def rule_words(rule: Rule) -> tuple[str, str]:
    """The signal of a rule and its condition."""
    return f"{labels.SIGNAL_SHAPE[rule.colour]} {labels.SIGNAL_WORD[rule.colour]}", condition_words(rule)


def condition_words(rule: Rule | SignalRule) -> str:
    """When a rule holds, with its thresholds."""
    condition = CONDITIONS.get(rule.condition, rule.condition)
    if rule.over_share:
        condition += " En de prognose is meer dan {over} en meer dan {amount} boven het budget."
    amounts = {"share": _exact_share(rule.share), "amount": labels.euro(rule.amount)}
    return condition.format(**amounts, over=_exact_share(rule.over_share))


def _exact_share(share: float) -> str:
    """A threshold with all its decimals: `0,5 %`."""
    return f"{100 * share:g}{labels.NBSP}%".replace(".", ",")


def ask_amount(ask: Ask) -> str:
    """The amount concerned, unless the question itself names it; then empty."""
    amount = "" if ask.amount is None else labels.euro(ask.amount)
    return "" if amount in ask.text else amount


def ask_words(ask: Ask) -> str:
    """`Het gaat om € 1.000. Wie: Cor.`, leaving out what is empty."""
    amount = ask_amount(ask)
    parts = (f"Het gaat om {amount}." if amount else "", f"Wie: {ask.owner}." if ask.owner else "")
    return " ".join(part for part in parts if part)


def state_words(action: Action) -> str:
    """`loopt`, `klaar: 12 coaches`, or `te laat, afgerond op 10 september 2024: 12 coaches`."""
    closed = f", afgerond op {labels.day(action.closed)}" if action.overdue and action.closed else ""
    outcome = f": {action.outcome.rstrip('.')}" if action.outcome else ""
    return f"{action.state}{closed}{outcome}"


def readable_notes(content: Content) -> tuple[Note, ...]:
    """The notes as reports show them: measured whole numbers with points, in contents that do."""
    if not content.is_edited:
        return content.notes
    return tuple(
        replace(
            note, value=labels.format_measurement(note.value), target=labels.format_measurement(note.target)
        )
        for note in content.notes
    )


def measurement(note: Note) -> str:
    """What was measured, with its value (or a dash): `Coaches: 6`; '' without an indicator."""
    return f"{sentence_case(note.indicator)}: {note.value or NOTHING}" if note.indicator else ""


def quantity(partner: PartnerContribution) -> str:
    """A partner's contribution with its unit; a dash when unknown."""
    return " ".join(part for part in (partner.quantity, partner.unit) if part) or NOTHING


def plan_cells(row: Row) -> tuple[Cell, Cell]:
    """Budget and release for a table; a star if the release of a line is unknown."""
    m = row.measures
    if not row.is_planned:
        return NOTHING, NOTHING
    is_partial = m.released is not None and not is_release_known(m)
    return Euros(m.budget), Euros(m.released, mark="*" if is_partial else "")


def figure_cells(row: Row, is_told: bool) -> tuple[Cell, ...]:
    """Plan, use, room, forecast and both shares of one group, for a table.

    With `is_told`, a group that delivered nothing has no measured figures.
    """
    m = row.measures
    used = (delivered(measured_only(m, cents, is_told)) for cents in (m.realised, m.committed))
    shares = (Share(measured_only(m, share, is_told)) for share in (m.depletion, m.norm_share))
    return *plan_cells(row), *used, Room(m.free), Euros(m.forecast.p50), *shares


def step_cells(steps: Steps) -> tuple[Cell, ...]:
    """The earlier free room, the changes, and the present free room, for a table."""
    return Room(steps.before), *map(EuroChange, steps.effects), Room(steps.after)


def partner_value(partner: PartnerContribution) -> Cell:
    """The value in whole euros."""
    return Euros(partner.amount, "niet gewaardeerd")


def pot_room(m: Measures) -> Cell:
    """What is left in the pots of a group; a shortage in one is never hidden by room in another."""
    amounts = (Euros(m.room, mark=" vrij, "), Euros(m.short, mark=" tekort"))
    return Phrase(amounts) if m.has_room_and_shortage else Room(m.free)
