"""The effect of changed line codes in words: money that follows, leaves the plan, or may not move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budget.labels import day, euro_exact, join_words, share_words
from budget.model.periods import Closed, Period
from budget.model.succession import Money, OrphanedMoney, RedirectedMoney, Succession, SuccessionKind


def new_successions(
    in_force: Mapping[str, Sequence[Succession]], successions: Iterable[Succession]
) -> tuple[Succession, ...]:
    """The rows of codes for which a file differs from what is in force."""
    rows = tuple(successions)
    own = {row.code: {succession for succession in rows if succession.code == row.code} for row in rows}
    return tuple(row for row in rows if set(in_force.get(row.code, ())) != own[row.code])


def list_succession_sentences(rows: Iterable[Succession]) -> Iterator[str]:
    """A Dutch sentence per row: what happens to the code, from when, and why."""
    for row in rows:
        to = f" naar {row.successor}" if row.successor else ""
        share = f" voor {share_words(row.share)}" if row.fate is SuccessionKind.SPLIT else ""
        reason = f"Reden: {row.reason.rstrip('.')}."
        yield f"Regel {row.code}: {row.fate}{to}{share}, vanaf {day(row.since)}. {reason}"
        if row.decision and row.decided_on:
            yield f"Besluit dat dit toestaat: {row.decision}, van {day(row.decided_on)}."


def list_redirected_sentences(redirections: Iterable[RedirectedMoney]) -> Iterator[str]:
    """A Dutch sentence per code and successor: how much of its money goes there."""
    for redirection in redirections:
        for code, money in redirection.to:
            where = "blijft" if code == redirection.code else "komt"
            yield f"{redirection.year}: van regel {redirection.code} {where} {_money(money)} op {code}."


def list_orphaned_sentences(
    strays: Iterable[OrphanedMoney], successions: Iterable[Succession]
) -> Iterator[str]:
    """Sentences that both persons confirm: money that no longer has a plan line."""
    stated = {row.code for row in successions if row.fate is SuccessionKind.CLOSED}
    for stray in strays:
        if not any(cents > 0 for cents in stray.money):
            continue
        where = f"{stray.year}: op regel {stray.code} is {_money(stray.money)}."
        where += " Dat gaat naar 'niet in bestedingsplan'."
        if stray.code in stated:
            yield f"{where} De regel vervalt en heeft geen opvolger."
        else:
            yield f"{where} Noem de opvolger op een blad Opvolging. Of bevestig dat er geen opvolger is."


def list_redirected_in_closed(
    closed_periods: Closed, redirections: Iterable[RedirectedMoney]
) -> Iterator[str]:
    """A Dutch sentence for each code whose money would move in a closed year."""
    for redirection in redirections:
        if Period(redirection.year) in closed_periods.periods:
            yield (
                f"Blad Opvolging: geld van regel {redirection.code} zou verschuiven in {redirection.year}. "
                "Dat jaar is afgesloten. Kies een latere dag bij Vanaf, "
                "en laat de oude regel in het plan van dat jaar."
            )


def _money(money: Money) -> str:
    booked, committed = money
    amounts = [f"{euro_exact(booked)} geboekt"] if booked or not committed else []
    return join_words([*amounts, *([f"{euro_exact(committed)} verplicht"] if committed else [])])
