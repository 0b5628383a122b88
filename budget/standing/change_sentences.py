"""The sentences that say what changed since the last meeting and why a domain asks for the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.insight.agenda import Ground, Reason
from budget.insight.diff.free_room import Bridge
from budget.labels import SHEET_NAME, SIGNAL_WORD, count, euro_short, listed
from budget.model import Colour
from budget.standing.sentences import bridge_sentence, number_word, since_words, told_apart


def free_change_sentence(steps: dict[str, int], since: dict[str, str]) -> str:
    """`Sinds 31 augustus ... is de vrije ruimte gedaald van ... naar ....`"""
    bridge = Bridge(
        steps["before"], steps["plan"] + steps["regrouped"], steps["bookings"], steps["commitments"]
    )
    words = since_words(date.fromisoformat(since["as_of"]), date.fromisoformat(since["meeting"]))
    return bridge_sentence(bridge, words)


def forecast_change_sentence(forecast: dict[str, int | None]) -> str:
    """`De verwachting voor het hele jaar is nu € 7,9 mln; dat was € 8,2 mln.`"""
    then, now = forecast["then"], forecast["now"]
    if then is None:
        return f"De verwachting voor het hele jaar is {euro_short(now)}."
    if then == now:
        return f"De verwachting voor het hele jaar blijft {euro_short(now)}."
    was, becomes = told_apart(then, now)
    return f"De verwachting voor het hele jaar is nu {becomes}; dat was {was}."


def signals_change_sentence(signals: Sequence[dict[str, str]]) -> str:
    """`Veiligheid ging van op koers naar bijsturen.`; one sentence that names every domain."""
    if not signals:
        return "Geen enkel domein kreeg een andere kleur."
    moved = [f"{s['name']} ging van {_word(s['before'])} naar {_word(s['after'])}" for s in signals]
    return f"{'; '.join(moved)}."


def actions_sentence(done: int, still_open: int, new: int, overdue: int) -> str:
    """How many agreed actions are done, still open, new and overdue."""
    if not done + still_open + new:
        return "Er zijn geen acties afgesproken."
    parts = []
    if done:
        parts.append(f"{count(done, 'actie is', 'acties zijn')} klaar")
    if still_open:
        parts.append(f"{count(still_open, 'loopt', 'lopen')} nog")
    if new:
        parts.append(f"{count(new, 'is', 'zijn')} nieuw")
    late = f" Over de einddatum: {overdue}." if overdue else ""
    return f"Van de afgesproken acties: {listed(parts)}.{late}"


def domain_change_sentence(steps: dict[str, int], forecast: dict[str, int | None]) -> str:
    """What moved the free room of one domain; only what did move is named."""
    names = (
        ("plan", "het plan", 1),
        ("regrouped", "een andere indeling", 1),
        ("bookings", "nieuwe boekingen", -1),
        ("commitments", "andere toezeggingen", -1),
    )
    moved = [
        f"{what}: {euro_short(abs(steps[name]))} {'meer' if sign * steps[name] > 0 else 'minder'} ruimte"
        for name, what, sign in names
        if steps[name]
    ]
    if not moved:
        return f"De vrije ruimte bleef {euro_short(steps['after'])}. {forecast_change_sentence(forecast)}"
    was, becomes = told_apart(steps["before"], steps["after"])
    room = f"De vrije ruimte ging van {was} naar {becomes}"
    return f"{room} ({'; '.join(moved)}). {forecast_change_sentence(forecast)}"


def reason_sentence(reason: Reason) -> str:
    """Why a domain asks for the agenda, in one thought."""
    if reason.ground is Ground.CHANGED:
        turn = f"van {_word(reason.before)} naar {_word(reason.colour)}"
        return f"Het staat er slechter voor dan bij het vorige overleg: {turn}."
    if reason.ground is Ground.OVERDUE:
        verb = "is" if reason.number == 1 else "zijn"
        return f"{count(reason.number, 'actie', 'acties')} {verb} over de einddatum."
    if reason.ground is Ground.MISSING:
        return f"Nog niet aangeleverd: {listed([SHEET_NAME[kind].lower() for kind in reason.kinds])}."
    return f"{SIGNAL_WORD[reason.colour]}: {reason.text}"


def agenda_sentence(spotlight: str, names: Sequence[str]) -> str:
    """Which domain is in the spotlight and which others ask for a place, by name."""
    first = f"In de schijnwerper staat {spotlight}. " if spotlight else ""
    if not names:
        return f"{first}Geen ander domein vraagt om een plek op de agenda."
    others = "andere domeinen" if spotlight else "domeinen"
    if len(names) == 1:
        others = "ander domein" if spotlight else "domein"
    verb = "vraagt" if len(names) == 1 else "vragen"
    many = number_word(len(names)).capitalize().replace("Één", "Eén")
    return f"{first}{many} {others} {verb} om een plek op de agenda: {listed(list(names))}."


def _word(colour: str) -> str:
    return f"'{SIGNAL_WORD[Colour(colour)].lower()}'"
